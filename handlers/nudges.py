"""Clicks on nudges: got it, less of this, and back again."""

from collections.abc import Mapping

from sqlmodel import Session

from domain.nudges.values import Kind, Level
from handlers.answers import Answer
from handlers.requests import Request
from handlers.unit import Handler, words_of
from services.nudges import answer
from services.scene import Scene
from views.nudges import digest, replies


def got_it(session: Session, scene: Scene, request: Request) -> Answer:
    """Got it: the value is the message."""
    result = answer.acknowledge(session, scene, int(request.value))
    return Answer(replies.got_it(result, words_of(scene)))


def hear(session: Session, scene: Scene, request: Request) -> Answer:
    """Remind me anyway."""
    answer.hear_again(session, scene, int(request.value))
    return Answer(replies.heard_again(words_of(scene)), replaces=True)


def less(session: Session, scene: Scene, request: Request) -> Answer:
    """Less of this: the value is the kind."""
    result = answer.less(session, scene, Kind(request.value))
    return Answer(replies.quieter(result, words_of(scene)))


def more(session: Session, scene: Scene, request: Request) -> Answer:
    """More again: `<kind> <level>`."""
    kind, _, level = request.value.partition(" ")
    result = answer.more_again(session, scene, Kind(kind), Level(level))
    return Answer(replies.quieter(result, words_of(scene)), replaces=True)


ACTIONS: Mapping[str, Handler] = {
    digest.GOT_IT: got_it,
    digest.LESS: less,
    replies.HEAR: hear,
    replies.MORE: more,
}
