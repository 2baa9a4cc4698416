"""The goal that a button or form stands for: values carry primary keys."""

from sqlmodel import Session

from domain.goal_errors import NoSuchGoal
from services.scene import Scene
from storage import goals as store
from storage.tables import Goal
from storage.visibility import may_see_goal


def goal_by_key(session: Session, scene: Scene, key: int, *, lock: bool = False) -> Goal:
    """The goal with this primary key if the acting person may see it, with `lock` held against
    other writers; raises NoSuchGoal."""
    try:
        found = store.get_goal(session, scene.workspace_id, key)
    except KeyError:
        raise NoSuchGoal(key) from None
    if not may_see_goal(session, scene.audience, key):
        raise NoSuchGoal(found.number)
    return store.lock_goal(session, scene.workspace_id, key) if lock else found
