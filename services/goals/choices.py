"""What a goal can be put beside: the goals it may lie under and the pillars of its team."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from domain.goals.values import DEPTH_MAX
from services.goals.add import today_of
from services.scene import Scene
from storage.goal_choices import CHOICES, goals_to_choose, ids_below
from storage.pillars import pillars_of
from storage.tables import Goal, Pillar, Team


@dataclass(frozen=True, slots=True)
class Choices:
    """Goals and pillars to choose from; `today` is the date that cycles are counted from."""

    today: dt.date
    parents: tuple[Goal, ...] = ()
    pillars: tuple[Pillar, ...] = ()


def choices_for(session: Session, scene: Scene, goal: Goal | None, team: Team | None) -> Choices:
    """What this person may choose for a goal (None = a new one) of this team."""
    pillars = pillars_of(session, team.id or 0) if team else []
    today = today_of(scene, team)
    return Choices(today, parents_to_choose(session, scene, goal, team), tuple(pillars))


def parents_to_choose(
    session: Session, scene: Scene, goal: Goal | None, team: Team | None
) -> tuple[Goal, ...]:
    """Open goals that this one may lie under as far as loops go; at most what fits a menu beside
    "none" and "a private item"."""
    without: list[int] = []
    if goal is not None and goal.id is not None:
        without = [goal.id, *ids_below(session, scene.workspace_id, goal.id, DEPTH_MAX)]
    found = goals_to_choose(
        session,
        scene.workspace_id,
        scene.audience,
        team_id=team.id if team else None,
        without=without,
        limit=CHOICES - 2,
    )
    if goal is None or goal.parent_id is None or any(each.id == goal.parent_id for each in found):
        return tuple(found)
    return (*_present_parent(session, scene, goal), *found[: CHOICES - 3])


def _present_parent(session: Session, scene: Scene, goal: Goal) -> list[Goal]:
    """The goal above as it is, closed or far down the list, if the person may see it."""
    return goals_to_choose(
        session, scene.workspace_id, scene.audience, only=goal.parent_id, limit=1
    )
