"""The form of a standup: opened by a line or a button, and taken in."""

import json
from dataclasses import replace

from sqlmodel import Session

from domain.standups.lines import values as intents
from domain.standups.lines.values import NewStandup
from handlers import answers
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.goals.opening import form_or_button
from handlers.goals.told_later import place_of, tell
from handlers.requests import Request
from handlers.unit import words_of
from services.scene import Scene, visit
from services.standups import running
from services.standups.choose import choose_standup, standup_by_key
from services.standups.define import Defined, allow, spot_of
from services.standups.form import (
    StandupFields,
    change_from_form,
    new_from_form,
    shown_standup,
)
from storage import conversations
from storage.tables import Standup
from views.standups import told
from views.standups.form import change_button, form_button, standup_form, usual_questions


def by_line(session: Session, scene: Scene, request: Request, _: intents.NewForm) -> Answer:
    """`/standup new`."""
    form = new_form(session, scene, request).form or {}
    return form_or_button(request, form, form_button(words_of(scene)))


def new_form(session: Session, scene: Scene, request: Request) -> Answer:
    """The empty form, for this very place."""
    team, _ = spot_of(session, scene, NewStandup(""))
    allow(session, scene, team)
    memory = json.dumps({"place": place_of(request)})
    return Answer(form=standup_form(None, words_of(scene), memory=memory))


def change_by_line(
    session: Session, scene: Scene, request: Request, intent: intents.ChangeForm
) -> Answer:
    """`/standup settings`."""
    standup = choose_standup(session, scene, intent.standup)
    form = _form(session, scene, request, standup)
    button = change_button(standup.id or 0, standup.name, told.CHANGE, words_of(scene))
    return form_or_button(request, form, button)


def change(session: Session, scene: Scene, request: Request) -> Answer:
    """Change: the value is the standup's primary key."""
    standup = standup_by_key(session, scene, int(request.value))
    return Answer(form=_form(session, scene, request, standup))


def _form(session: Session, scene: Scene, request: Request, standup: Standup) -> dict[str, object]:
    shown = shown_standup(session, scene, standup)
    memory = json.dumps({"standup": standup.id, "place": place_of(request)})
    return standup_form(shown, words_of(scene), memory=memory)


def take_new(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form of a new standup."""
    memory = json.loads(request.value or "{}")
    channel = str((memory.get("place") or {}).get("channel") or "")
    if channel:
        here = visit(session, scene.workspace_id, channel, scene.now)
        team = conversations.find_team(session, scene.workspace_id, here.id or 0)
        scene = replace(scene, place=here, team=team)
    result = new_from_form(session, scene, _fields(scene, request))
    return _tell(session, scene, request, result)


def take_change(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form of a standup that exists."""
    standup = standup_by_key(session, scene, int(json.loads(request.value)["standup"]))
    result = change_from_form(session, scene, standup, _fields(scene, request))
    return _tell(session, scene, request, result)


def _fields(scene: Scene, request: Request) -> StandupFields:
    said = read_form(request.payload)
    names = [name for name in StandupFields.__dataclass_fields__ if name != "usual"]
    usual = usual_questions(words_of(scene))
    return StandupFields(**{name: said.get(name, "") for name in names}, usual=usual)


def _tell(session: Session, scene: Scene, request: Request, result: Defined) -> Answer:
    first = running.next_begin(session, result.standup, scene.now)
    message = told.standup_defined(result, first, words_of(scene))
    place = json.loads(request.value or "{}").get("place") or {}
    tell(session, scene, request, message, place)
    return answers.NOTHING
