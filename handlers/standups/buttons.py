"""Which handler answers which button and form of standups."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from domain.standups.lines import values as intents
from handlers.answers import Answer
from handlers.requests import Request
from handlers.standups import answering, away, defining, lines, seeing, threads
from handlers.unit import Handler
from services.scene import Scene
from views.standups import form, prompt, told
from views.standups.round import ANSWER, AWAY, EDIT, SKIP


def meant(session: Session, scene: Scene, request: Request) -> Answer:
    """Yes, do what was probably meant."""
    line = replace(request, name="/standup", text=request.value)
    answer = lines.run(session, scene, line, lines.parse(request.value))
    return replace(answer, replaces=True)


def add_as_typed(session: Session, scene: Scene, request: Request) -> Answer:
    """No, it is the beginning of an answer."""
    return answering.owed(session, scene, request, intents.Answer(request.value.strip()))


ACTIONS: Mapping[str, Handler] = {
    ANSWER: answering.clicked,
    EDIT: answering.clicked,
    SKIP: answering.skip,
    AWAY: away.clicked,
    told.NOT_MINE: threads.not_mine,
    told.CHANGE: defining.change,
    told.PREVIEW: seeing.preview_clicked,
    form.OPEN: defining.new_form,
    "standup.meant": meant,
    "standup.add_as_typed": add_as_typed,
}

FORMS: Mapping[str, Handler] = {
    prompt.FORM: answering.take,
    form.NEW: defining.take_new,
    form.CHANGE: defining.take_change,
}
