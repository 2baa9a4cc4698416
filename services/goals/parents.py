"""The goal above a goal: found for the person, never a loop, never too deep."""

from sqlmodel import Session

from domain.goal_errors import GoalClosed, NoSuchGoal
from domain.goals.rollup import plan_parent
from services.scene import Scene
from storage import goal_lists
from storage import goals as store
from storage.tables import Goal

NEW = 0
"""Stands for the number of a goal that is not written yet."""


def resolve_parent(session: Session, scene: Scene, number: int, goal: Goal | None) -> Goal:
    """The goal with this number, if `goal` (None = a new one) may lie under it.

    Raises NoSuchGoal, GoalClosed, GoalLoop and TreeTooDeep.
    """
    parent = store.find_goal(session, scene.workspace_id, number, scene.audience, lock=True)
    if parent is None:
        raise NoSuchGoal(number)
    if parent.closed_at is not None:
        raise GoalClosed("parent", parent.status, parent.number)
    around = goal_lists.parents_around(session, goal.id if goal else None, parent.id or 0)
    plan_parent(goal.number if goal else NEW, parent.number, around)
    return parent
