"""The task that a button stands for."""

from collections.abc import Callable

from sqlmodel import Session

from domain.errors import NoSuchTask
from services.scene import Scene
from storage import tasks as store
from storage.tables import Task
from storage.visibility import may_see


def clicked_task(
    session: Session,
    scene: Scene,
    value: str,
    *,
    lock: bool = True,
    otherwise: Callable[[Session, Scene, Task], None] | None = None,
) -> Task:
    """The task whose key begins a button's value, held against other writers unless `lock` is
    false, if the person may see it; raises NoSuchTask, unless `otherwise` has more to say of a task
    out of sight."""
    task_id = int(value.split(maxsplit=1)[0])
    try:
        found = store.get_task(session, scene.workspace_id, task_id)
    except KeyError:
        raise NoSuchTask(task_id) from None
    if not may_see(session, scene.audience, task_id):
        if otherwise is not None:
            otherwise(session, scene, found)
        raise NoSuchTask(found.number)
    return store.lock_task(session, scene.workspace_id, task_id) if lock else found
