"""Take back one request: every field it changed, if nobody has changed them since."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.errors import NothingToUndo, TakenBackAlready, UndoConflict, UndoExpired
from domain.goals.status import GoalAction
from domain.goals.values import GoalStatus
from domain.tasks import UNDO_FOR, Action, Status
from services.blockers import change as blocker_change
from services.blockers.change import BlockerChanged
from services.goals import boards, pillars
from services.goals import change as goal_change
from services.goals.boards import BoardChanged
from services.goals.change import GoalChanged
from services.goals.pillars import PillarsChanged
from services.scene import Scene
from services.standups import taking_back
from services.standups.taking_back import StandupTakenBack
from services.tasks import change as task_change
from services.tasks.change import Changed
from services.tasks.resolve import name_of
from storage import activity, people
from storage import blockers as blocker_store
from storage import goals as goal_store
from storage import tasks as task_store
from storage.tables import Activity

WITHDRAWN = "withdrawn"
"""The verb and reason of something whose creation was taken back."""


AnyChanged = (
    Changed | GoalChanged | BlockerChanged | BoardChanged | PillarsChanged | StandupTakenBack
)


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, one by one."""

    changed: tuple[AnyChanged, ...]


def _dropped(status: str) -> Callable[[dt.datetime], dict[str, Any]]:
    return lambda now: {"status": status, "reason": WITHDRAWN, "closed_at": now}


@dataclass(frozen=True, slots=True)
class Way:
    """How one kind of subject goes back: find and hold its row, compare, allow, write."""

    lock: Callable[[Session, int, int], Any]
    allow: Callable[[Session, Scene, Any], None]
    is_present: Callable[[Session, Any, str, Any], bool]
    from_json: Callable[[str, Any], Any]
    apply: Callable[..., Any]
    withdraw: Callable[[dt.datetime], dict[str, Any]] = lambda _: {}
    """What becomes of something whose creation is taken back."""


WAYS: Mapping[str, Way] = {
    "task": Way(
        lock=task_store.lock_task,
        allow=lambda session, scene, task: task_change.allow(session, scene, task, Action.UNDO),
        is_present=task_change.is_present,
        from_json=task_change.from_json,
        apply=task_change.apply_changes,
        withdraw=_dropped(Status.DROPPED.value),
    ),
    "goal": Way(
        lock=goal_store.lock_goal,
        allow=lambda session, scene, goal: goal_change.allow(session, scene, goal, GoalAction.UNDO),
        is_present=goal_change.is_present,
        from_json=goal_change.from_json,
        apply=goal_change.apply_changes,
        withdraw=_dropped(GoalStatus.DROPPED.value),
    ),
    blocker_change.BLOCKER: Way(
        lock=blocker_store.lock_blocker,
        allow=blocker_change.allow_undo,
        is_present=blocker_change.is_present,
        from_json=blocker_change.from_json,
        apply=blocker_change.apply_changes,
        withdraw=blocker_change.withdrawn,
    ),
    boards.BOARD: Way(
        lock=boards.hold,
        allow=boards.allow_held,
        is_present=boards.is_present,
        from_json=lambda _, value: value,
        apply=boards.write_back,
    ),
    "answer": Way(
        lock=taking_back.hold_answer,
        allow=taking_back.allow_answer,
        is_present=taking_back.has_answer,
        from_json=lambda _, value: value,
        apply=taking_back.answer_back,
    ),
    "round": Way(
        lock=taking_back.hold_round,
        allow=taking_back.allow_round,
        is_present=taking_back.has_seat,
        from_json=lambda _, value: value,
        apply=taking_back.seat_back,
    ),
    "standup": Way(
        lock=taking_back.hold_standup,
        allow=taking_back.allow_standup,
        is_present=taking_back.is_defined,
        from_json=taking_back.from_json,
        apply=taking_back.standup_back,
    ),
    pillars.PILLARS: Way(
        lock=pillars.hold,
        allow=pillars.allow_held,
        is_present=pillars.is_present,
        from_json=lambda _, value: value,
        apply=pillars.write_back,
    ),
}


def undo(session: Session, scene: Scene, change_group: str | None = None) -> Undone:
    """Take back a request of the last 24 h, the person's latest one if none is named.

    Raises NothingToUndo, UndoExpired, UndoConflict (naming what changed since and by whom) and
    NotAllowed; InTheWay (what came since leaves no place for it), TakenBackAlready.
    """
    group = change_group or _latest(session, scene)
    lines = activity.of_group(session, scene.workspace_id, group)
    lines = [line for line in lines if line.subject_kind in WAYS]
    if not lines or any(line.undoes for line in lines):
        raise NothingToUndo
    if activity.is_undone(session, scene.workspace_id, group):
        raise TakenBackAlready
    if lines[0].at < scene.now - UNDO_FOR:
        raise UndoExpired
    return Undone(tuple(_reverse(session, scene, line) for line in reversed(lines)))


def _latest(session: Session, scene: Scene) -> str:
    since = scene.now - UNDO_FOR
    groups = activity.recent_groups(
        session, scene.workspace_id, scene.person_id, since, kinds=tuple(WAYS)
    )
    done = activity.undone_groups(session, scene.workspace_id, set(groups)) if groups else set()
    for group in groups:
        if group not in done:
            return group
    raise NothingToUndo


def _reverse(session: Session, scene: Scene, line: Activity) -> AnyChanged:
    way = WAYS[line.subject_kind]
    row = way.lock(session, scene.workspace_id, line.subject_id)
    if line.actor_id != scene.person_id:
        way.allow(session, scene, row)
    if line.verb == "add":
        _refuse_if_touched(session, scene, row.number, line, fields=())
        return _applied(session, scene, line, row, WITHDRAWN, way.withdraw(scene.now))
    stale = [
        name
        for name, (_, after) in line.changes.items()
        if not way.is_present(session, row, name, after)
    ]
    if stale:
        _refuse_if_touched(session, scene, row.number, line, fields=tuple(stale))
        raise UndoConflict(tuple(stale), None, row.number, line.subject_kind)
    wanted: dict[str, Any] = {
        name: way.from_json(name, before) for name, (before, _) in line.changes.items()
    }
    return _applied(session, scene, line, row, "undo", wanted)


def _applied(session: Session, scene: Scene, line: Activity, row: Any, *written: Any) -> AnyChanged:
    way = WAYS[line.subject_kind]
    changed: AnyChanged = way.apply(session, scene, row, *written, undoes=line.change_group)
    return changed


def _refuse_if_touched(
    session: Session, scene: Scene, number: int | None, line: Activity, *, fields: tuple[str, ...]
) -> None:
    """Raise UndoConflict naming the newest later change (to these fields; to any, if none)."""
    about = (line.subject_kind, line.subject_id)
    for later in activity.history(session, scene.workspace_id, about):
        if (later.id or 0) <= (line.id or 0):
            return
        touched = tuple(name for name in later.changes if not fields or name in fields)
        if not touched or later.undoes or _is_taken_back(session, scene, later):
            continue
        by = people.get_person(session, scene.workspace_id, later.actor_id)
        own = by.id == scene.person_id
        raise UndoConflict(touched, name_of(by), number, line.subject_kind, by_oneself=own)


def _is_taken_back(session: Session, scene: Scene, line: Activity) -> bool:
    return activity.is_undone(session, scene.workspace_id, line.change_group)
