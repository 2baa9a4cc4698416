"""Answers about blockers that changed."""

from collections.abc import Sequence

from sqlmodel import Session

from handlers.answers import Answer
from handlers.unit import words_of
from services.blockers.change import BlockerChanged
from services.scene import Scene
from views.blockers import replies


def told(_: Session, scene: Scene, results: Sequence[BlockerChanged]) -> Answer:
    """What changed, a line for each."""
    words = words_of(scene)
    message = replies.blockers_changed(results, words, scene.change_group, scene.person_id)
    return Answer(message)
