"""Everything about one goal for one reader: figures, what is under it, its tasks, its past."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from services.goals.figures import GoalFigures, figures_of
from services.goals.history import GoalPast, goal_past
from services.scene import Scene
from storage import goals as store
from storage import task_history
from storage.goals import GoalFacts
from storage.tables import Goal, Task


@dataclass(frozen=True, slots=True)
class GoalDetails:
    """A goal; of the goals below and the linked tasks those that the reader may see, and how many
    there are besides."""

    facts: GoalFacts
    figures: GoalFigures
    children: tuple[Goal, ...]
    below: Mapping[int, GoalFigures]
    tasks: tuple[Task, ...]
    hidden_children: int
    hidden_tasks: int
    past: GoalPast


def goal_details(
    session: Session, scene: Scene, goal: Goal, before: int | None = None
) -> GoalDetails:
    """What the acting person may know of a goal that they may see; `before` is where the page of
    history begins."""
    goal_id = goal.id or 0
    facts = store.get_goal_facts(session, scene.workspace_id, goal_id)
    child_ids = store.child_ids(session, goal_id)
    seen = task_history.goal_numbers(session, child_ids, scene.audience) if child_ids else {}
    around = store.goal_facts_by_id(session, scene.workspace_id, sorted(seen)) if seen else {}
    children = [around[key].goal for key in sorted(seen)]
    figures = figures_of(
        session, scene.workspace_id, [facts.goal, *children], scene.audience, scene.now
    )
    linked = store.tasks_of_goal(session, goal_id)
    keys = [task.id or 0 for task in linked]
    known = task_history.task_numbers(session, keys, scene.audience) if keys else {}
    return GoalDetails(
        facts=facts,
        figures=figures[goal_id],
        children=tuple(children),
        below=figures,
        tasks=tuple(task for task in linked if task.id in known),
        hidden_children=len(child_ids) - len(children),
        hidden_tasks=len(linked) - len(known),
        past=goal_past(session, scene, facts, before),
    )
