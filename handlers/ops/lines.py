"""`/ops …`: each intent of a line becomes one use case and one answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from domain.ops_lines import parse_ops_line
from domain.ops_lines import values as intents
from domain.ops_lines.values import OpsIntent
from domain.verbs import DidYouMean, Help
from handlers.answers import Answer
from handlers.ops import setup
from handlers.requests import Request
from handlers.unit import Handler, words_of
from services.nudges.answer import why_of
from services.readable import readable_line
from services.scene import Scene
from services.standups.choose import standups_here
from services.standups.preview import preview
from services.teams.missed import missed
from services.teams.rights import sees, team_in_place
from services.teams.roster import give_role, roster
from services.teams.today import today
from storage import conversations
from storage import standups as store
from storage.tables import Standup
from views.commands import OPS
from views.help import NOTHING_ELSE, Meant, command_help, did_you_mean, verb_help
from views.nudges.why import why_message
from views.ops.form import FORM, OPEN
from views.ops.rhythm import PREVIEW
from views.ops.today import missed_message, role_given, roster_message, today_message
from views.standups.preview import preview_message

_READS = (
    intents.Today,
    intents.SetUp,
    intents.ShowSettings,
    intents.Why,
    intents.Missed,
    intents.Preview,
    intents.ShowRoster,
    Help,
    DidYouMean,
)


def parse(text: str) -> OpsIntent:
    """Read the text after `/ops`; raises OpsUnreadable."""
    return parse_ops_line(text)


def only_reads(intent: OpsIntent) -> bool:
    """Whether carrying out the intent changes nothing."""
    return isinstance(intent, _READS)


def run(session: Session, scene: Scene, request: Request, intent: OpsIntent) -> Answer:
    """Carry out one intent."""
    step: Callable[..., Answer] = STEPS[type(intent)]
    return step(session, scene, request, intent)


def _today(session: Session, scene: Scene, _: Request, __: intents.Today) -> Answer:
    return Answer(today_message(today(session, scene), words_of(scene)))


def _missed(session: Session, scene: Scene, _: Request, intent: intents.Missed) -> Answer:
    found = missed(session, scene, intent.days)
    return Answer(missed_message(found, words_of(scene), scene.now))


def _preview(session: Session, scene: Scene, _: Request, intent: intents.Preview) -> Answer:
    return _previewed(session, scene, standups_here(session, scene), intent.days)


def _previewed(session: Session, scene: Scene, standups: list[Standup], days: int) -> Answer:
    found = [preview(session, each, scene.now, days) for each in standups]
    return Answer(preview_message(found, words_of(scene), scene.now))


def preview_clicked(session: Session, scene: Scene, request: Request) -> Answer:
    """ "Preview" on the rhythm of a team: the button carries the channel."""
    place = setup.place_of(session, scene, request.value)
    team = conversations.find_team(session, scene.workspace_id, place.id or 0)
    standups = store.standups_of_teams(session, {team.id or 0} if team else set())
    seen = standups if sees(session, scene, place) else []
    return _previewed(session, scene, seen, intents.PREVIEW_DAYS)


def _why(session: Session, scene: Scene, _: Request, __: intents.Why) -> Answer:
    return Answer(why_message(why_of(session, scene), words_of(scene)))


def _roster(session: Session, scene: Scene, _: Request, __: intents.ShowRoster) -> Answer:
    return Answer(roster_message(roster(session, scene), words_of(scene)))


def _role(session: Session, scene: Scene, _: Request, intent: intents.SetRole) -> Answer:
    team_in_place(scene)
    given = give_role(session, scene, intent.person, intent.role)
    return Answer(role_given(given, words_of(scene)))


def _help(_: Session, scene: Scene, request: Request, intent: Help) -> Answer:
    words = words_of(scene)
    about = [line for line in OPS.lines if line[0].split()[1:2] == [intent.topic]]
    if about:
        return Answer(verb_help(request.name, about, words))
    return Answer(command_help(request.name, OPS.summary, OPS.lines, words))


def _did_you_mean(session: Session, scene: Scene, request: Request, intent: DidYouMean) -> Answer:
    shown = readable_line(session, scene.workspace_id, intent.verb_line)
    meant = Meant(shown, intent.verb_line, intent.original)
    return Answer(did_you_mean(request.name, meant, words_of(scene), NOTHING_ELSE))


def meant_clicked(session: Session, scene: Scene, request: Request) -> Answer:
    """ "Yes, do that": the button carries the line."""
    line = replace(request, text=request.value)
    answer = run(session, scene, line, parse(request.value))
    return answer if answer.form else replace(answer, replaces=True)


STEPS: Mapping[type[Any], Callable[..., Answer]] = {
    intents.Today: _today,
    intents.SetUp: setup.by_line,
    intents.ShowSettings: setup.settings,
    intents.Why: _why,
    intents.Missed: _missed,
    intents.Preview: _preview,
    intents.ShowRoster: _roster,
    intents.SetRole: _role,
    Help: _help,
    DidYouMean: _did_you_mean,
}
"""What carries out each intent."""

ACTIONS: Mapping[str, Handler] = {
    OPEN: setup.clicked,
    PREVIEW: preview_clicked,
    "ops.meant": meant_clicked,
}
FORMS: Mapping[str, Handler] = {FORM: setup.take}
