"""Add a task from one line, a form or a message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.quickadd import QuickAdd
from domain.tasks import DEFAULT_PRIORITY, TITLE_MAX, Status
from domain.visibility import Visibility, visibility_in
from services.home import refresh_home
from services.readable import readable_text
from services.scene import Scene, team_here
from services.tasks.cards import HeardIn, show_card, tell_owner
from services.tasks.links import refuse_kpis, resolve_after, resolve_goals
from services.tasks.repeat import first_columns, kept_rule
from services.tasks.resolve import DueColumns, resolve_due, resolve_person, resolve_team
from storage import activity, task_waits
from storage import tasks as store
from storage.tables import Conversation, Person, Task, Team
from storage.tasks import TaskFacts
from storage.workspaces import next_number

DueOf = Callable[[Team | None], DueColumns]


@dataclass(frozen=True, slots=True)
class Source:
    """The message that a task was made from."""

    channel: str
    ts: str
    thread_ts: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """A new task. `shown_in` is the channel with its card, None if it went to a direct message.

    `share_with` is the team named from a private place: sharing waits for the person's word.
    """

    facts: TaskFacts
    quick: QuickAdd
    change_group: str
    shown_in: Conversation | None
    share_with: Conversation | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where a new task belongs; `channel` is the team's."""

    team: Team | None
    channel: Conversation | None
    visibility: Visibility
    share_with: Conversation | None = None
    parent_id: int | None = None


def add_task(
    session: Session,
    scene: Scene,
    quick: QuickAdd,
    *,
    source: Source | None = None,
    due: DueOf | None = None,
    parent: TaskFacts | None = None,
) -> Added:
    """Create the task, its card and its owner's notice, all in this transaction.

    `due` gives the date for the team that the task gets (a form), else the line's phrase counts.
    A part is where its `parent` is, and is seen by the same people.
    Raises the errors of `services.tasks.resolve`; nothing is written then.
    """
    owner = _owner(session, scene, quick)
    named = [resolve_person(session, scene, ref) for ref in quick.watchers]
    watchers = {person.id or 0: person for person in named if person is not owner}
    plan = _beside(parent) if parent else _place(session, scene, quick)
    after = resolve_after(session, scene, quick.after)
    goals = resolve_goals(session, scene, quick.goals)
    refuse_kpis(quick.kpis)
    columns = due(plan.team) if due else _due(scene, plan.team, quick)
    task = _insert(session, scene, quick, plan=plan, owner=owner, due=columns, source=source)
    task_id = task.id or 0
    _hang_on(session, task_id, watchers=watchers, after=after, goals=goals)
    # Built from what is known here: reading it back would cost a third of the request.
    facts = TaskFacts(
        task=task,
        owner=owner,
        creator=scene.person,
        watchers=tuple(watchers[person_id] for person_id in sorted(watchers)),
        labels=store.add_labels(session, scene.workspace_id, task_id, quick.labels),
        team=plan.team,
        team_channel=plan.channel,
        conversation=scene.place,
        waits=tuple(after),
        goals=tuple(task_waits.goals_of(session, task_id)) if goals else (),
        parent=parent.task if parent else None,
    )
    activity.record(
        session,
        workspace_id=scene.workspace_id,
        change_group=scene.change_group,
        at=scene.now,
        actor_id=scene.person_id,
        door=scene.door,
        verb="add",
        subject=("task", task_id),
        changes={"status": [None, Status.OPEN.value]},
        origin=scene.origin,
    )
    heard_in = HeardIn(scene.place.slack_id, scene.thread_ts) if scene.place else None
    shown_in = show_card(session, facts, scene.now, heard_in=heard_in)
    tell_owner(session, scene, facts)
    refresh_home(session, scene, task.owner_id)
    return Added(facts, quick, scene.change_group, shown_in, plan.share_with)


def _hang_on(
    session: Session,
    task_id: int,
    *,
    watchers: Mapping[int, Person],
    after: Sequence[Task],
    goals: Sequence[int],
) -> None:
    """Write down what hangs on a new task."""
    if watchers:
        store.set_watchers(session, task_id, watchers)
    if after:
        task_waits.set_waits(session, task_id, [other.id or 0 for other in after])
    if goals:
        task_waits.set_goals(session, task_id, goals)


def _due(scene: Scene, team: Team | None, quick: QuickAdd) -> DueColumns:
    """The date of the line; without one, the first of its rule if it has a rule."""
    if quick.due is None and quick.recurrence is not None:
        return first_columns(scene, team, quick.recurrence)
    return resolve_due(scene, team, quick.due)


def _owner(session: Session, scene: Scene, quick: QuickAdd) -> Person | None:
    if quick.unassigned:
        return None
    return scene.person if quick.owner is None else resolve_person(session, scene, quick.owner)


def _beside(parent: TaskFacts) -> _Plan:
    visibility = Visibility(parent.task.visibility)
    return _Plan(parent.team, parent.team_channel, visibility, parent_id=parent.task.id)


def _place(session: Session, scene: Scene, quick: QuickAdd) -> _Plan:
    here = scene.place
    visibility = Visibility.PERSONAL
    if here is not None:
        visibility = visibility_in(
            here.kind,
            known=here.known,
            bot_is_member=here.bot_is_member,
            is_shared=here.is_shared,
        )
    if quick.team is None:
        return _here(session, scene, visibility)
    team, place = resolve_team(session, scene, quick.team)
    if here is not None and place.id == here.id:
        return _Plan(team, place, visibility)
    if visibility is Visibility.WORKSPACE and place.kind == "public":
        return _Plan(team, place, visibility)
    # Only that team's members, or only those of this place, may see the task: sharing asks first.
    return _here(session, scene, visibility, share_with=place)


def _here(
    session: Session,
    scene: Scene,
    visibility: Visibility,
    share_with: Conversation | None = None,
) -> _Plan:
    team = team_here(session, scene, scene.place)
    return _Plan(team, scene.place if team else None, visibility, share_with)


def _insert(
    session: Session,
    scene: Scene,
    quick: QuickAdd,
    *,
    plan: _Plan,
    owner: Person | None,
    due: DueColumns,
    source: Source | None,
) -> Task:
    values: dict[str, Any] = {
        "workspace_id": scene.workspace_id,
        "title": readable_text(session, scene.workspace_id, quick.title)[:TITLE_MAX],
        "description": readable_text(session, scene.workspace_id, quick.description),
        "status": Status.OPEN.value,
        "reason": "",
        "priority": int(quick.priority or DEFAULT_PRIORITY),
        "creator_id": scene.person_id,
        "owner_id": owner.id if owner else None,
        "team_id": plan.team.id if plan.team else None,
        "conversation_id": scene.place.id if scene.place else None,
        "visibility": plan.visibility.value,
        "due_date": due.due_date,
        "due_at": due.due_at,
        "due_until": due.due_until,
        "source_channel": source.channel if source else None,
        "source_ts": source.ts if source else None,
        "source_thread_ts": source.thread_ts if source else None,
        "created_at": scene.now,
        "updated_at": scene.now,
        "closed_at": None,
        "estimate": quick.estimate,
        "parent_id": plan.parent_id,
        "recurrence": kept_rule(scene, plan.team, quick.recurrence, due if quick.due else None),
        # Rules 6: the counter row is the last lock taken before the insert that it numbers.
        "number": next_number(session, scene.workspace_id, "task"),
    }
    return store.add_task(session, values)
