"""The one way in which a task changes: write, record history, redraw cards, tell a new owner."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.errors import AcceptFirst
from domain.tasks import CLOSED, Action, Standing, Status, may, plan_status, require
from services.goals.cards import redraw_goals_of_task
from services.history import record
from services.home import refresh_home
from services.nudges.stand_in import receiver_on
from services.nudges.wake import task_changed
from services.scene import Scene
from services.tasks.cards import redraw_cards, tell_owner
from services.tasks.links import refuse_old_waits
from services.tasks.offers import (
    REVIVING,
    refuse_old_offer,
    tell_of_offer,
    tell_old_owner,
    with_offer_ended,
)
from services.tasks.watched import tell_watchers
from storage import conversations, task_parts, task_waits
from storage import tasks as store
from storage.tables import Task
from storage.tasks import TaskFacts

INSTANTS = {"due_at", "due_until", "closed_at", "asked_at"}
DATES = {"due_date", "asked_date"}
COUNTED = {"status", "goals", "visibility", "conversation_id"}
"""What decides whether a task counts on the card of a goal, and as what."""
LISTS = {"labels", "watchers", "after", "goals", "votes"}
SET_ANEW = {"due_date", "due_at", "owner_id"}
"""After a change of these the owner knows of the date without being reminded."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One task after a change; `changes` maps a field to [before, after] in JSON values."""

    facts: TaskFacts
    verb: str
    changes: Mapping[str, list[Any]]
    following: Task | None = None
    """The next task of a recurring one that was done."""
    open_parts: tuple[Task, ...] = ()
    """Parts still open of a task that was done, as far as the acting person may see them."""


def standing_of(session: Session, scene: Scene, task: Task) -> Standing:
    """How the acting person relates to a task."""
    me = scene.person_id
    role = conversations.role_in(session, task.team_id, me) if task.team_id else None
    owner, today = task.owner_id, scene.now.astimezone(ZoneInfo(scene.person.zone)).date()
    place = task.conversation_id
    return Standing(
        owner=task.owner_id == me,
        creator=task.creator_id == me,
        watcher=task.owner_id != me and me in store.watcher_ids(session, task.id or 0),
        lead=role in {"lead", "deputy"},
        member=not scene.person.is_guest
        and (place is None or conversations.is_member(session, place, me)),
        admin=scene.person.is_admin,
        unassigned=task.owner_id is None,
        offered=task.offered_to_id == me,
        stands_in=owner is not None and receiver_on(session, owner, today) == me,
    )


def allow(session: Session, scene: Scene, task: Task, action: Action) -> None:
    """Raise NotAllowed unless the acting person may do this, AcceptFirst if they might soon."""
    if scene.person_id in {task.owner_id, task.creator_id}:
        return
    standing = standing_of(session, scene, task)
    if standing.offered and not may(action, standing):
        raise AcceptFirst(action.value, task.number)
    require(action, standing, task.number)


def apply_changes(
    session: Session,
    scene: Scene,
    task: Task,
    verb: str,
    wanted: Mapping[str, Any],
    *,
    undoes: str | None = None,
) -> Changed:
    """Set fields of a task; `wanted` has columns of `task`, and `labels` (texts), `watchers`,
    `votes`, `after` and `goals` (primary keys) as sorted lists.

    Values that are already so are left out; if nothing remains, nothing is written or redrawn.
    An offer ends if the task is closed or changes hands; its people are told of every step.
    """
    task_id = task.id or 0
    wanted = with_offer_ended(task, wanted)
    if undoes is not None:
        refuse_old_offer(session, task, wanted, undoes)
        refuse_old_waits(session, task, wanted.get("after", ()))
    before = {name: _present(session, task, name) for name in wanted}
    changes = {
        name: [to_json(before[name]), to_json(value)]
        for name, value in wanted.items()
        if before[name] != value
    }
    if not changes:
        return Changed(store.get_facts(session, scene.workspace_id, task_id), verb, {})
    store.change_task(session, task_id, _columns(scene, {name: wanted[name] for name in changes}))
    if "labels" in changes:
        store.set_labels(session, scene.workspace_id, task_id, wanted["labels"])
    if "watchers" in changes:
        store.set_watchers(session, task_id, wanted["watchers"])
    _write_links(session, task_id, changes, wanted)
    record(session, scene, verb, ("task", task_id), changes, undoes=undoes)
    redraw_cards(session, scene, task_id)
    facts = store.get_facts(session, scene.workspace_id, task_id)
    tell_of_offer(session, scene, task, facts, changes, verb=verb)
    tell_watchers(session, scene, facts, changes)
    if "owner_id" in changes:
        _tell_owners(session, scene, task, facts, verb)
    if "status" in changes:
        for other in [*task_waits.waiting_for(session, task_id), task.parent_id]:
            if other is not None:
                redraw_cards(session, scene, other)
    _redraw_goals(session, scene, task_id, changes)
    for person_id in _concerned(task) | _concerned(facts.task):
        refresh_home(session, scene, person_id)
    task_changed(session, scene, task, facts.task, changes)
    return Changed(facts, verb, changes)


def _columns(scene: Scene, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What a change writes into the row itself."""
    found = {name: value for name, value in wanted.items() if name not in LISTS}
    found["updated_at"] = scene.now
    if SET_ANEW & wanted.keys():
        found["due_set_at"] = scene.now
    return found


def _tell_owners(session: Session, scene: Scene, before: Task, facts: TaskFacts, verb: str) -> None:
    """Both who has the task now and who had it; an offer accepted is told in its own words."""
    if facts.task.owner_id != before.offered_to_id:
        tell_owner(session, scene, facts, back=verb in REVIVING)
    tell_old_owner(session, scene, before, facts)


def _redraw_goals(
    session: Session, scene: Scene, task_id: int, changes: Mapping[str, list[Any]]
) -> None:
    """The goals that count the task, and those that counted it until now."""
    if COUNTED & set(changes):
        before, _ = changes.get("goals", ([], []))
        redraw_goals_of_task(session, scene, task_id, before)


def _concerned(task: Task) -> set[int | None]:
    """On whose Home a task is: its owner's, and that of those whose word it waits for."""
    return {task.owner_id, task.offered_to_id, task.given_by_id}


def _write_links(
    session: Session, task_id: int, changes: Mapping[str, Any], wanted: Mapping[str, Any]
) -> None:
    if "after" in changes:
        task_waits.set_waits(session, task_id, wanted["after"])
    if "goals" in changes:
        task_waits.set_goals(session, task_id, wanted["goals"])
    if "votes" in changes:
        task_parts.set_voters(session, task_id, wanted["votes"])


def status_columns(scene: Scene, task: Task, after: Status, reason: str = "") -> dict[str, Any]:
    """The columns of a step to another status; raises NoSuchStep."""
    before = Status(task.status)
    plan_status(before, after, task.number)
    closed_at = task.closed_at if before == after else scene.now
    return {
        "status": after.value,
        "reason": reason,
        "closed_at": closed_at if after in CLOSED else None,
    }


def _present(session: Session, task: Task, name: str) -> Any:
    if name == "labels":
        return store.labels_of(session, task.id or 0)
    if name == "watchers":
        return store.watcher_ids(session, task.id or 0)
    if name == "after":
        return sorted(other.id or 0 for other in task_waits.waits_for(session, task.id or 0))
    if name == "goals":
        return sorted(goal.id or 0 for goal in task_waits.goals_of(session, task.id or 0))
    if name == "votes":
        return task_parts.voter_ids(session, task.id or 0)
    return getattr(task, name)


def to_json(value: Any) -> Any:
    """A field's value as history keeps it."""
    return value.isoformat() if isinstance(value, dt.date) else value


def from_json(name: str, value: Any) -> Any:
    """A field's value as the table has it."""
    if value is None:
        return None
    if name in INSTANTS:
        return dt.datetime.fromisoformat(value)
    return dt.date.fromisoformat(value) if name in DATES else value


def is_present(session: Session, task: Task, name: str, value: Any) -> bool:
    """Whether a field still has this JSON value."""
    return bool(to_json(_present(session, task, name)) == value)
