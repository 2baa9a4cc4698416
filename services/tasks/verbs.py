"""Done, reopen, drop, snooze, change, share: the verbs that work on existing tasks."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from domain.dates import When
from domain.errors import NoSuchTask
from domain.quickadd import Change
from domain.tasks import CLOSED, DESCRIPTION_MAX, Action, Status
from domain.visibility import Visibility
from services.scene import Scene, team_here
from services.tasks.cards import show_card
from services.tasks.change import Changed, allow, apply_changes, status_columns
from services.tasks.links import refuse_kpis, resolve_after, resolve_goals
from services.tasks.offers import name_owner
from services.tasks.repeat import first_columns, kept_rule, repeat_task
from services.tasks.resolve import (
    DueColumns,
    place_of,
    resolve_due,
    resolve_owner,
    resolve_person,
    resolve_team,
)
from services.tasks.snoozing import next_morning
from storage import conversations, task_parts, task_waits
from storage import tasks as store
from storage.tables import Task, Team
from storage.visibility import may_see


def get_task(session: Session, scene: Scene, number: int, *, lock: bool = True) -> Task:
    """The task with this number if the acting person may see it; raises NoSuchTask."""
    found = store.find_task(session, scene.workspace_id, number, scene.audience, lock=lock)
    if found is None:
        raise NoSuchTask(number)
    return found


def each_task(
    session: Session, scene: Scene, numbers: Iterable[int], step: Callable[[Task], Changed]
) -> list[Changed]:
    """All or nothing, in the order of the numbers so that two people never wait for each other."""
    return [step(get_task(session, scene, number)) for number in sorted(set(numbers))]


def finish_tasks(session: Session, scene: Scene, numbers: Iterable[int]) -> list[Changed]:
    """Mark tasks as done; those already done are returned without changes."""
    return each_task(session, scene, numbers, lambda task: finish_task(session, scene, task))


def finish_task(session: Session, scene: Scene, task: Task) -> Changed:
    """Mark one task as done."""
    allow(session, scene, task, Action.FINISH)
    done = apply_changes(session, scene, task, "finish", status_columns(scene, task, Status.DONE))
    if not done.changes:
        return done
    following = repeat_task(session, scene, task)
    return replace(done, following=following, open_parts=open_parts(session, scene, task))


def open_parts(session: Session, scene: Scene, task: Task) -> tuple[Task, ...]:
    """The parts of a task that are left to do, as far as the acting person may see them."""
    return tuple(
        part
        for part in task_parts.parts_of(session, task.id or 0)
        if Status(part.status) not in CLOSED and may_see(session, scene.audience, part.id or 0)
    )


def reopen_tasks(session: Session, scene: Scene, numbers: Iterable[int]) -> list[Changed]:
    """Open closed tasks again."""
    return each_task(session, scene, numbers, lambda task: reopen_task(session, scene, task))


def reopen_task(session: Session, scene: Scene, task: Task) -> Changed:
    """Open one closed task again; an open one stays as it is."""
    allow(session, scene, task, Action.REOPEN)
    if Status(task.status) not in CLOSED:
        return apply_changes(session, scene, task, "reopen", {})
    return apply_changes(session, scene, task, "reopen", status_columns(scene, task, Status.OPEN))


def drop_tasks(
    session: Session, scene: Scene, numbers: Iterable[int], reason: str
) -> list[Changed]:
    """Give tasks up, with a reason if one was typed."""

    def drop(task: Task) -> Changed:
        allow(session, scene, task, Action.DROP)
        columns = status_columns(scene, task, Status.DROPPED, reason)
        return apply_changes(session, scene, task, "drop", columns)

    return each_task(session, scene, numbers, drop)


def snooze_tasks(
    session: Session, scene: Scene, numbers: Iterable[int], when: When | None
) -> list[Changed]:
    """Move the due date; without a phrase to the next working morning."""
    return each_task(session, scene, numbers, lambda task: snooze_task(session, scene, task, when))


def snooze_task(session: Session, scene: Scene, task: Task, when: When | None) -> Changed:
    """Move one task's due date."""
    allow(session, scene, task, Action.SNOOZE)
    team = team_of(session, scene, task)
    due = (
        next_morning(session, scene, task, team) if when is None else resolve_due(scene, team, when)
    )
    return apply_changes(session, scene, task, "snooze", due_fields(due))


def due_fields(due: DueColumns) -> dict[str, Any]:
    """The columns of a due date as wanted values."""
    return {"due_date": due.due_date, "due_at": due.due_at, "due_until": due.due_until}


def change_tasks(
    session: Session, scene: Scene, numbers: Iterable[int], change: Change
) -> list[Changed]:
    """Change what a line names, in all these tasks."""
    return each_task(
        session, scene, numbers, lambda task: change_task(session, scene, task, change)
    )


def change_task(session: Session, scene: Scene, task: Task, change: Change) -> Changed:
    """Change what a line or form names, in one task."""
    if not _takes_over(session, scene, task, change):
        allow(session, scene, task, Action.EDIT)
    wanted = _wanted_fields(session, scene, task, change)
    team = team_of(session, scene, task)
    if change.team is not None:
        team, place = resolve_team(session, scene, change.team)
        wanted["team_id"] = team.id
        if task.visibility != Visibility.WORKSPACE:
            wanted |= _opened_to(place.kind, place.id)
    if change.due is not None:
        wanted |= due_fields(resolve_due(scene, team, change.due))
    elif change.recurrence is not None and task.due_date is None:
        wanted |= due_fields(first_columns(scene, team, change.recurrence))
    changed = apply_changes(session, scene, task, "edit", wanted)
    if "team_id" in changed.changes:
        show_card(session, changed.facts, scene.now)
    return changed


def _takes_over(session: Session, scene: Scene, task: Task, change: Change) -> bool:
    """Whether somebody who was asked to take a task over does so by naming themselves."""
    if task.offered_to_id != scene.person_id or change.owner is None:
        return False
    named = resolve_person(session, scene, change.owner)
    return named.id == scene.person_id and change == Change(owner=change.owner)


def _wanted_fields(session: Session, scene: Scene, task: Task, change: Change) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    wanted |= _wanted_words(task, change)
    if change.priority is not None:
        wanted["priority"] = int(change.priority)
    if change.unassign:
        wanted |= name_owner(scene, task, None)
    if change.owner is not None:
        place = place_of(session, task)
        wanted |= name_owner(scene, task, resolve_owner(session, scene, change.owner, place))
    if change.watchers:
        new = {resolve_person(session, scene, ref).id or 0 for ref in change.watchers}
        wanted["watchers"] = sorted(new | set(store.watcher_ids(session, task.id or 0)))
    if change.labels or change.unlabels:
        wanted["labels"] = _labels(store.labels_of(session, task.id or 0), change)
    if change.clear_due:
        wanted |= due_fields(resolve_due(scene, None, None))
    if change.estimate is not None or change.clear_estimate:
        wanted["estimate"] = change.estimate
    if change.recurrence is not None or change.clear_recurrence:
        team = team_of(session, scene, task)
        typed = resolve_due(scene, team, change.due) if change.due else None
        wanted["recurrence"] = kept_rule(scene, team, change.recurrence, typed)
    return wanted | _wanted_links(session, scene, task, change)


def _wanted_words(task: Task, change: Change) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    if change.title is not None:
        wanted["title"] = change.title
    if change.description is not None:
        wanted["description"] = change.description
    if change.note:
        noted = f"{task.description}\n{change.note}" if task.description else change.note
        wanted["description"] = noted[:DESCRIPTION_MAX]
    return wanted


def _wanted_links(session: Session, scene: Scene, task: Task, change: Change) -> dict[str, Any]:
    refuse_kpis(change.kpis)
    wanted: dict[str, Any] = {}
    task_id = task.id or 0
    if change.after or change.not_after or change.after_nothing:
        new = {other.id or 0 for other in resolve_after(session, scene, change.after, task)}
        kept = [] if change.after_nothing else task_waits.waits_for(session, task_id)
        old = {other.id or 0 for other in kept if other.number not in change.not_after}
        wanted["after"] = sorted(new | old)
    if change.goals or change.no_goal:
        goals = [] if change.no_goal else task_waits.goals_of(session, task_id)
        present = {goal.id or 0 for goal in goals}
        wanted["goals"] = sorted(present | set(resolve_goals(session, scene, change.goals)))
    return wanted


def _labels(present: list[str], change: Change) -> list[str]:
    gone = {label.casefold() for label in change.unlabels}
    known = {label.casefold() for label in present}
    kept = [label for label in present if label.casefold() not in gone]
    new = [label for label in change.labels if label.casefold() not in known]
    return sorted(kept + new, key=str.casefold)


def share_task(session: Session, scene: Scene, task: Task, channel: str) -> Changed:
    """Make a task from a private place visible to the team that its line named."""
    allow(session, scene, task, Action.EDIT)
    place = conversations.find_conversation(session, scene.workspace_id, channel)
    team = team_here(session, scene, place)
    if place is None or team is None:
        raise NoSuchTask(task.number)
    wanted = {"team_id": team.id, **_opened_to(place.kind, place.id)}
    if task.creator_id != task.owner_id:
        # The creator may not be in the room that the task moves to.
        watchers = {*store.watcher_ids(session, task.id or 0), task.creator_id}
        wanted["watchers"] = sorted(watchers)
    changed = apply_changes(session, scene, task, "share", wanted)
    show_card(session, changed.facts, scene.now)
    return changed


def _opened_to(kind: str, conversation_id: int | None) -> dict[str, Any]:
    if kind == "public":
        return {"visibility": Visibility.WORKSPACE.value}
    return {"visibility": Visibility.CONVERSATION.value, "conversation_id": conversation_id}


def team_of(session: Session, scene: Scene, task: Task) -> Team | None:
    """The team of a task."""
    if task.team_id is None:
        return None
    return conversations.get_team(session, scene.workspace_id, task.team_id)
