"""Take back one request: every field it changed, if nobody has changed them since."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.errors import NothingToUndo, UndoConflict, UndoExpired
from domain.tasks import UNDO_FOR, Action, Status
from services.scene import Scene
from services.tasks.change import Changed, allow, apply_changes, from_json, is_present
from services.tasks.resolve import name_of
from storage import activity, people
from storage import tasks as store
from storage.tables import Activity, Task

WITHDRAWN = "withdrawn"
"""The verb and reason of a task whose creation was taken back."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, task by task."""

    changed: tuple[Changed, ...]


def undo(session: Session, scene: Scene, change_group: str | None = None) -> Undone:
    """Take back a request of the last 24 h, the person's latest one if none is named.

    Raises NothingToUndo, UndoExpired, UndoConflict (naming what changed since and by whom) and
    NotAllowed.
    """
    group = change_group or _latest(session, scene)
    lines = activity.of_group(session, scene.workspace_id, group)
    if not lines or any(line.undoes for line in lines):
        raise NothingToUndo
    if activity.is_undone(session, scene.workspace_id, group):
        raise NothingToUndo
    if lines[0].at < scene.now - UNDO_FOR:
        raise UndoExpired
    return Undone(tuple(_reverse(session, scene, line) for line in reversed(lines)))


def _latest(session: Session, scene: Scene) -> str:
    since = scene.now - UNDO_FOR
    groups = activity.recent_groups(session, scene.workspace_id, scene.person_id, since)
    done = activity.undone_groups(session, scene.workspace_id, set(groups)) if groups else set()
    for group in groups:
        if group not in done:
            return group
    raise NothingToUndo


def _reverse(session: Session, scene: Scene, line: Activity) -> Changed:
    task = store.lock_task(session, scene.workspace_id, line.subject_id)
    if line.actor_id != scene.person_id:
        allow(session, scene, task, Action.UNDO)
    if line.verb == "add":
        _refuse_if_touched(session, scene, task, line, fields=())
        wanted: dict[str, Any] = {
            "status": Status.DROPPED.value,
            "reason": WITHDRAWN,
            "closed_at": scene.now,
        }
        return apply_changes(session, scene, task, WITHDRAWN, wanted, undoes=line.change_group)
    stale = [
        name
        for name, (_, after) in line.changes.items()
        if not is_present(session, task, name, after)
    ]
    if stale:
        _refuse_if_touched(session, scene, task, line, fields=tuple(stale))
        raise UndoConflict(tuple(stale), None, task.number)
    wanted = {name: from_json(name, before) for name, (before, _) in line.changes.items()}
    return apply_changes(session, scene, task, "undo", wanted, undoes=line.change_group)


def _refuse_if_touched(
    session: Session, scene: Scene, task: Task, line: Activity, *, fields: tuple[str, ...]
) -> None:
    """Raise UndoConflict naming the newest later change (to these fields; to any, if none)."""
    for later in activity.history(session, scene.workspace_id, ("task", line.subject_id)):
        if (later.id or 0) <= (line.id or 0):
            return
        touched = tuple(name for name in later.changes if not fields or name in fields)
        if not touched or later.undoes or _is_taken_back(session, scene, later):
            continue
        by = people.get_person(session, scene.workspace_id, later.actor_id)
        raise UndoConflict(touched, name_of(by), task.number)


def _is_taken_back(session: Session, scene: Scene, line: Activity) -> bool:
    return activity.is_undone(session, scene.workspace_id, line.change_group)
