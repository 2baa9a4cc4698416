"""The chart of a goal, by `/goal G3 chart` and by button."""

from sqlmodel import Session

from domain.goal_errors import NoSuchGoal
from domain.goal_lines.values import Chart
from domain.goals.values import MeasureKind
from handlers.answers import Answer
from handlers.charts import show_chart
from handlers.requests import Request
from handlers.unit import words_of
from services.charts import Subject
from services.scene import Scene
from storage.goals import find_goal
from storage.tables import Goal
from views.goals.replies import nothing_to_draw


def chart(session: Session, scene: Scene, request: Request, intent: Chart) -> Answer:
    """The line."""
    goal = find_goal(session, scene.workspace_id, intent.number, scene.audience)
    if goal is None:
        raise NoSuchGoal(intent.number)
    return chart_of(session, scene, request, goal)


def chart_of(session: Session, scene: Scene, request: Request, goal: Goal) -> Answer:
    """The chart of a goal that this person may see; words where there is nothing to draw."""
    if goal.measure["kind"] == MeasureKind.YES_NO:
        return Answer(nothing_to_draw(goal, words_of(scene)))
    return show_chart(session, scene, request, Subject("goal", goal.id or 0))
