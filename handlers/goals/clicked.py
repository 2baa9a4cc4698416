"""The goal behind a click."""

from sqlmodel import Session

from services.goals.keys import goal_by_key
from services.scene import Scene
from storage.tables import Goal


def clicked_goal(session: Session, scene: Scene, value: str) -> Goal:
    """The goal that a button is about, held until this transaction ends: its value begins with
    the primary key. Raises NoSuchGoal."""
    return goal_by_key(session, scene, int(value.split(maxsplit=1)[0]), lock=True)
