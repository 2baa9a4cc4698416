"""Being away: the buttons in Home and the form."""

import datetime as dt
from collections.abc import Iterable

from sqlmodel import Session

from handlers import answers
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.requests import Request
from handlers.unit import words_of
from services.absence import absent_owners, come_back, go_away, today_of
from services.home import stay_home
from services.scene import Scene
from storage.tasks import TaskFacts
from views.absence import absence_form, with_absences
from views.blocks import Message


def open_form(_session: Session, scene: Scene, _request: Request) -> Answer:
    """ "I'm away": opens the form."""
    return Answer(form=absence_form(today_of(scene.person, scene.now), words_of(scene)))


def take_form(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form."""
    found = read_form(request.payload)
    first, last = (dt.date.fromisoformat(found[name]) for name in ("first_day", "last_day"))
    go_away(session, scene, first, last, found.get("cover", ""))
    stay_home(session, scene)
    return answers.NOTHING


def remove(session: Session, scene: Scene, request: Request) -> Answer:
    """Remove: the button carries the absence's key."""
    come_back(session, scene, int(request.value))
    return answers.NOTHING


def with_absent_owners(
    session: Session, scene: Scene, told: Message, tasks: Iterable[TaskFacts]
) -> Message:
    """The reply with a word on owners who are away when their task is due."""
    absences = absent_owners(session, scene, tasks)
    return with_absences(told, absences, words_of(scene), scene.now)
