"""Add a task from one line, a form or a message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.quickadd import QuickAdd
from domain.tasks import DEFAULT_PRIORITY, TITLE_MAX, Status
from domain.visibility import Visibility
from services.goals.cards import redraw_goals_of_task
from services.history import record
from services.home import refresh_home
from services.nudges.wake import task_added
from services.placing import Spot, refuse_outsiders, spot_for
from services.readable import readable_text
from services.scene import Scene
from services.tasks.cards import HeardIn, show_card, tell_owner
from services.tasks.links import refuse_kpis, resolve_after, resolve_goals
from services.tasks.repeat import first_columns, kept_rule
from services.tasks.resolve import DueColumns, resolve_due, resolve_owner, resolve_person
from storage import task_waits
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
    Raises GuestCannot and the errors of `services.tasks.resolve`; nothing is written then.
    """
    refuse_outsiders(scene)
    spot = _beside(parent) if parent else spot_for(session, scene, quick.team)
    owner = _owner(session, scene, quick, spot)
    named = [resolve_person(session, scene, ref) for ref in quick.watchers]
    watchers = {person.id or 0: person for person in named if person is not owner}
    after = resolve_after(session, scene, quick.after)
    goals = resolve_goals(session, scene, quick.goals)
    refuse_kpis(quick.kpis)
    columns = due(spot.team) if due else _due(scene, spot.team, quick)
    task = _insert(
        session,
        scene,
        quick,
        spot=spot,
        owner=owner,
        due=columns,
        source=source,
        parent_id=parent.task.id if parent else None,
    )
    task_id = task.id or 0
    _hang_on(session, task_id, watchers=watchers, after=after, goals=goals)
    # Built from what is known here: reading it back would cost a third of the request.
    facts = TaskFacts(
        task=task,
        owner=owner,
        creator=scene.person,
        watchers=tuple(watchers[person_id] for person_id in sorted(watchers)),
        labels=store.add_labels(session, scene.workspace_id, task_id, quick.labels),
        team=spot.team,
        team_channel=spot.channel,
        conversation=scene.place,
        waits=tuple(after),
        goals=tuple(task_waits.goals_of(session, task_id)) if goals else (),
        parent=parent.task if parent else None,
    )
    record(session, scene, "add", ("task", task_id), {"status": [None, Status.OPEN.value]})
    heard_in = HeardIn(scene.place.slack_id, scene.thread_ts) if scene.place else None
    shown_in = show_card(session, facts, scene.now, heard_in=heard_in)
    tell_owner(session, scene, facts)
    if goals:
        redraw_goals_of_task(session, scene, task_id)
    refresh_home(session, scene, task.owner_id)
    task_added(session, task, scene.now)
    return Added(facts, quick, scene.change_group, shown_in, spot.share_with)


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


def _owner(session: Session, scene: Scene, quick: QuickAdd, spot: Spot) -> Person | None:
    if quick.unassigned:
        return None
    if quick.owner is None:
        return scene.person
    return resolve_owner(session, scene, quick.owner, spot.channel)


def _beside(parent: TaskFacts) -> Spot:
    return Spot(parent.team, parent.team_channel, Visibility(parent.task.visibility))


def _insert(
    session: Session,
    scene: Scene,
    quick: QuickAdd,
    *,
    spot: Spot,
    owner: Person | None,
    due: DueColumns,
    source: Source | None,
    parent_id: int | None,
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
        "team_id": spot.team.id if spot.team else None,
        "conversation_id": scene.place.id if scene.place else None,
        "visibility": spot.visibility.value,
        "due_date": due.due_date,
        "due_at": due.due_at,
        "due_until": due.due_until,
        "due_set_at": scene.now,
        "source_channel": source.channel if source else None,
        "source_ts": source.ts if source else None,
        "source_thread_ts": source.thread_ts if source else None,
        "created_at": scene.now,
        "updated_at": scene.now,
        "closed_at": None,
        "estimate": quick.estimate,
        "parent_id": parent_id,
        "recurrence": kept_rule(scene, spot.team, quick.recurrence, due if quick.due else None),
        # Rules 6: the counter row is the last lock taken before the insert that it numbers.
        "number": next_number(session, scene.workspace_id, "task"),
    }
    return store.add_task(session, values)
