"""Answers about goals that changed, with their figures as the acting person may see them."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from handlers.answers import Answer
from handlers.unit import words_of
from services.goals.change import GoalChanged
from services.goals.figures import GoalFigures, figures_of
from services.scene import Scene
from storage.tables import Goal
from views.goals import replies


def figures_for(session: Session, scene: Scene, goals: Sequence[Goal]) -> Mapping[int, GoalFigures]:
    """The figures of these goals for the acting person."""
    return figures_of(session, scene.workspace_id, goals, scene.audience, scene.now)


def told(session: Session, scene: Scene, results: Sequence[GoalChanged]) -> Answer:
    """What changed, a line for each goal."""
    figures = figures_for(session, scene, [result.facts.goal for result in results])
    return Answer(replies.goals_changed(results, figures, words_of(scene), scene.change_group))
