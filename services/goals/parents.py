"""The goal above a goal: found for the person, never a loop, never too deep."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from domain.errors import InTheWay
from domain.goal_errors import GoalClosed, GoalLoop, NoSuchGoal, TreeTooDeep
from domain.goals.rollup import plan_parent
from services.scene import Scene
from storage import goal_lists
from storage import goals as store
from storage.pillars import pillars_of
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


def refuse_old_place(session: Session, goal: Goal, wanted: Mapping[str, Any]) -> None:
    """Raise InTheWay if a goal cannot go back to the place in the tree that it had: by now it would
    lie under itself or too deep, or its pillar is gone."""
    above, pillar_id = wanted.get("parent_id"), wanted.get("pillar_id")
    if above is not None:
        parent = store.lock_goal(session, goal.workspace_id, above)
        around = goal_lists.parents_around(session, goal.id, above)
        try:
            plan_parent(goal.number, parent.number, around)
        except GoalLoop as error:
            raise InTheWay("loop", "goal", goal.number, parent.number) from error
        except TreeTooDeep as error:
            raise InTheWay("deep", "goal", goal.number, parent.number) from error
    if pillar_id is not None:
        known = {pillar.id for pillar in pillars_of(session, goal.team_id or 0)}
        if pillar_id not in known:
            raise InTheWay("pillar", "goal", goal.number)
