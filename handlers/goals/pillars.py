"""The pillars of a team's strategy: the line, the button and the form."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from domain.goal_lines.values import Pillars
from domain.swot import parse_pillars
from handlers import answers
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.goals.told_later import place_of, tell
from handlers.requests import Request
from handlers.unit import Handler, words_of
from services.goals import pillars
from services.goals.boards import subject_named, subject_of_key
from services.scene import Scene
from views.goals import pillars as views


def see(session: Session, scene: Scene, _: Request, intent: Pillars) -> Answer:
    """`pillars`, `pillars #team`."""
    subject = subject_named(session, scene, None, intent.team)
    shown = pillars.see_pillars(session, scene, subject)
    return Answer(views.pillars_message(shown, words_of(scene)))


def ask(session: Session, scene: Scene, request: Request) -> Answer:
    """Edit pillars: opens the form."""
    subject = subject_of_key(session, scene, request.value)
    names = pillars.names_of(session, scene, subject)
    kept = {"board": subject.key, "seen": names, "place": place_of(request)}
    # Seven names of sixty characters: as text, not as escapes, they fit into a form's memory.
    memory = json.dumps(kept, ensure_ascii=False)
    return Answer(form=views.pillars_form(names, words_of(scene), memory=memory))


def take(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form."""
    memory = json.loads(request.value)
    subject = subject_of_key(session, scene, str(memory["board"]))
    names = parse_pillars(read_form(request.payload).get(views.ENTRY, ""))
    result = pillars.edit_pillars(session, scene, subject, memory["seen"], names)
    message = views.pillars_changed(result, words_of(scene), scene.change_group)
    tell(session, scene, request, message, memory.get("place") or {})
    return answers.NOTHING


STEPS: Mapping[type[Any], Callable[..., Answer]] = {Pillars: see}
ACTIONS: Mapping[str, Handler] = {views.EDIT: ask}
FORMS: Mapping[str, Handler] = {views.EDIT: take}
