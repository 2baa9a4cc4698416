"""Setting up the rhythm of a team: opening the form and taking it in."""

import json
from typing import Any

from sqlmodel import Session

from domain.ops_lines.values import SetUp, ShowSettings
from handlers import answers
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.goals.opening import form_or_button
from handlers.requests import Request
from handlers.unit import words_of
from services.scene import Scene, visit
from services.teams.form import TeamFields, form_for
from services.teams.rhythm import rhythm_of
from services.teams.rights import check_place, may_change, team_in_place
from services.teams.save import SentForm, save_team
from storage.people import locale_of
from storage.tables import Conversation
from views.ops.form import first_standup, set_up_button, team_form
from views.ops.rhythm import rhythm_message
from views.words import words_for

MEMORY = ("channel", "seen")


def by_line(session: Session, scene: Scene, request: Request, _intent: SetUp) -> Answer:
    """`/ops setup`: the form, or a button to it where none can open."""
    form = _form(session, scene, scene.place)
    place = check_place(session, scene, scene.place)
    button = set_up_button(place.name, place.slack_id, words_of(scene))
    return form_or_button(request, form, button)


def settings(session: Session, scene: Scene, request: Request, _intent: ShowSettings) -> Answer:
    """`/ops settings`: the form for those who may change it, the settings for all others."""
    team = team_in_place(scene)
    if may_change(session, scene, team):
        return by_line(session, scene, request, SetUp())
    rhythm = rhythm_of(session, scene.workspace_id, team.id or 0)
    return Answer(rhythm_message(rhythm, words_of(scene), buttons=False))


def clicked(session: Session, scene: Scene, request: Request) -> Answer:
    """ "Set up #channel" and "Change": the button carries the channel."""
    return Answer(form=_form(session, scene, place_of(session, scene, request.value)))


def place_of(session: Session, scene: Scene, slack_id: str) -> Conversation:
    """The channel that a button is about."""
    return visit(session, scene.workspace_id, slack_id, scene.now)


def _form(session: Session, scene: Scene, place: Conversation | None) -> dict[str, Any]:
    form = form_for(session, scene, place)
    memory = json.dumps({"channel": form.place.slack_id, "seen": form.seen})
    zone = scene.person.zone
    return team_form(form, words_of(scene), scene.now, reader_zone=zone, memory=memory)


def take(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form."""
    memory = json.loads(request.value or "{}")
    place = place_of(session, scene, str(memory["channel"]))
    found = read_form(request.payload)
    said = TeamFields(**{name: found.get(name) for name in TeamFields.__slots__})
    words = words_for(_locale(scene, said), scene.person.zone)
    form = SentForm(said, memory["seen"], first_standup(words))
    save_team(session, scene, place, form)
    return answers.NOTHING


def _locale(scene: Scene, said: TeamFields) -> str:
    """A standup has its name in the language of the channel."""
    return "zh-CN" if said.language == "zh" else locale_of(scene.person)
