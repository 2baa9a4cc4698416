"""The goal behind a click."""

from sqlmodel import Session

from domain.goal_errors import NoSuchGoal
from services.scene import Scene
from storage import goals as store
from storage.tables import Goal
from storage.visibility import may_see_goal


def clicked_goal(session: Session, scene: Scene, value: str) -> Goal:
    """The goal that a button is about, held until this transaction ends: its value begins with
    the primary key. Raises NoSuchGoal."""
    goal_id = int(value.split(maxsplit=1)[0])
    if not may_see_goal(session, scene.audience, goal_id):
        raise NoSuchGoal(goal_id)
    return store.lock_goal(session, scene.workspace_id, goal_id)
