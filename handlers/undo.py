"""Undo, from whatever surface."""

from sqlmodel import Session

from handlers.answers import Answer
from handlers.requests import Request
from handlers.unit import words_of
from services.goals.change import GoalChanged
from services.goals.figures import figures_of
from services.scene import Scene
from services.undo import undo
from views.undo import undone


def take_back(session: Session, scene: Scene, change_group: str | None = None) -> Answer:
    """Take back a change group, the person's latest one if none is named."""
    result = undo(session, scene, change_group)
    goals = [each.facts.goal for each in result.changed if isinstance(each, GoalChanged)]
    figures = figures_of(session, scene.workspace_id, goals, scene.audience, scene.now)
    return Answer(undone(result, figures, words_of(scene), scene.now), replaces=bool(change_group))


def on_button(session: Session, scene: Scene, request: Request) -> Answer:
    """Undo of the change that a reply told of."""
    return take_back(session, scene, request.value)
