"""Reading goals: one card."""

from dataclasses import dataclass

from sqlmodel import Session

from domain.goal_errors import NoSuchGoal
from services.goals.figures import GoalFigures, figures_of
from services.scene import Scene
from storage import goals as store
from storage import people
from storage.goals import GoalFacts
from storage.tables import Person


@dataclass(frozen=True, slots=True)
class ShownGoal:
    """A goal with everything around it; `said_by` spoke in its last check-in."""

    facts: GoalFacts
    figures: GoalFigures
    said_by: Person | None


def show_goal(session: Session, scene: Scene, number: int) -> ShownGoal:
    """One goal as the acting person sees it; raises NoSuchGoal."""
    found = store.find_goal(session, scene.workspace_id, number, scene.audience)
    if found is None:
        raise NoSuchGoal(number)
    goal_id = found.id or 0
    facts = store.get_goal_facts(session, scene.workspace_id, goal_id)
    around = figures_of(session, scene.workspace_id, [facts.goal], scene.audience, scene.now)
    last = around[goal_id].last
    said_by = people.get_person(session, scene.workspace_id, last.person_id) if last else None
    return ShownGoal(facts, around[goal_id], said_by)
