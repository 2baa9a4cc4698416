"""Block and unblock: something is in the way, and what, and that it is gone."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from domain.tasks import Action, Status
from services.scene import Scene
from services.tasks.change import Changed, allow, apply_changes, status_columns
from services.tasks.verbs import each_task
from storage import activity
from storage.tables import Task

GOES_ON_AS = {Status.OPEN.value, Status.DOING.value}


def block_tasks(
    session: Session, scene: Scene, numbers: Iterable[int], reason: str = ""
) -> list[Changed]:
    """Mark tasks as blocked."""
    return each_task(session, scene, numbers, lambda task: block_task(session, scene, task, reason))


def block_task(session: Session, scene: Scene, task: Task, reason: str = "") -> Changed:
    """Mark one task as blocked; one that is blocked already keeps its reason if none is given."""
    allow(session, scene, task, Action.BLOCK)
    known = task.reason if task.status == Status.BLOCKED else ""
    columns = status_columns(scene, task, Status.BLOCKED, reason or known)
    return apply_changes(session, scene, task, "block", columns)


def unblock_tasks(session: Session, scene: Scene, numbers: Iterable[int]) -> list[Changed]:
    """Let tasks go on as they were before they were blocked."""
    return each_task(session, scene, numbers, lambda task: unblock_task(session, scene, task))


def unblock_task(session: Session, scene: Scene, task: Task) -> Changed:
    """Let one task go on: in progress if it was, else open; one not blocked stays as it is."""
    allow(session, scene, task, Action.UNBLOCK)
    wanted: dict[str, Any] = {}
    if task.status == Status.BLOCKED:
        wanted = status_columns(scene, task, _before(session, scene, task))
    return apply_changes(session, scene, task, "unblock", wanted)


def _before(session: Session, scene: Scene, task: Task) -> Status:
    for line in activity.history(session, scene.workspace_id, ("task", task.id or 0)):
        before, after = line.changes.get("status", (None, None))
        if after == Status.BLOCKED:
            return Status(before) if before in GOES_ON_AS else Status.OPEN
    return Status.OPEN
