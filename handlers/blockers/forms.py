"""The forms "Ask for help" and "Update" of a blocker."""

import json
from collections.abc import Mapping

from sqlmodel import Session

from domain.people import PersonRef
from domain.standups.blockers import Step
from handlers import answers
from handlers.answers import Answer
from handlers.blockers.told import told
from handlers.form_fields import read_form
from handlers.goals.told_later import place_of, tell
from handlers.requests import Request
from handlers.unit import Handler, words_of
from services.blockers.change import BlockerChanged
from services.blockers.keys import blocker_by_key
from services.blockers.steps import step_blocker
from services.scene import Scene
from storage.tables import Blocker
from views.blockers import forms as views


def ask(session: Session, scene: Scene, request: Request) -> Answer:
    """Ask somebody: whom?"""
    blocker = blocker_by_key(session, scene, int(request.value))
    return Answer(form=views.ask_form(blocker, words_of(scene), memory=_memory(request, blocker)))


def update(session: Session, scene: Scene, request: Request) -> Answer:
    """Update: what is new?"""
    blocker = blocker_by_key(session, scene, int(request.value))
    memory = _memory(request, blocker)
    return Answer(form=views.update_form(blocker, words_of(scene), memory=memory))


def _memory(request: Request, blocker: Blocker) -> str:
    return json.dumps({"blocker": blocker.id, "place": place_of(request)})


def take_ask(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form: these are asked."""
    chosen = read_form(request.payload).get(views.PEOPLE, "").split()
    people = [PersonRef(slack_id=each) for each in chosen]
    blocker = _held(session, scene, request)
    result = step_blocker(session, scene, blocker, Step.TAG, people=people)
    return _told_later(session, scene, request, result)


def take_update(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form: this is new."""
    said = read_form(request.payload).get(views.NEWS, "").strip()
    blocker = _held(session, scene, request)
    result = step_blocker(session, scene, blocker, Step.UPDATE, words=said)
    return _told_later(session, scene, request, result)


def _held(session: Session, scene: Scene, request: Request) -> Blocker:
    return blocker_by_key(session, scene, json.loads(request.value)["blocker"], lock=True)


def _told_later(session: Session, scene: Scene, request: Request, result: BlockerChanged) -> Answer:
    message = told(session, scene, [result]).message
    if message is not None:
        tell(session, scene, request, message, json.loads(request.value)["place"])
    return answers.NOTHING


FORMS: Mapping[str, Handler] = {views.ASK_FORM: take_ask, views.UPDATE_FORM: take_update}
