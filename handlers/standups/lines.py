"""`/standup …`: each intent of a line becomes one use case and one answer."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from domain.standups.lines import parse_standup_line
from domain.standups.lines import values as intents
from domain.standups.lines.values import StandupIntent
from domain.verbs import DidYouMean, Help, Undo
from handlers import undo
from handlers.answers import Answer
from handlers.blockers import lines as blocker_lines
from handlers.requests import Request
from handlers.standups import answering, away, defining, seeing
from handlers.unit import words_of
from services.readable import readable_line
from services.scene import Scene
from services.standups import define, running
from services.standups.choose import choose_standup, standups_here
from services.standups.figures import round_facts
from services.standups.taking_part import leave_standup, take_part
from services.tasks.resolve import resolve_due
from views.commands import STANDUP
from views.help import ADD_ANSWER, Meant, command_help, did_you_mean, verb_help
from views.standups import told

_READS = (
    *blocker_lines.READS,
    *seeing.STEPS,
    Help,
    DidYouMean,
)


def parse(text: str) -> StandupIntent:
    """Read the text after `/standup`; raises BadInput."""
    return parse_standup_line(text)


def only_reads(intent: StandupIntent) -> bool:
    """Whether carrying out the intent changes nothing."""
    return isinstance(intent, _READS)


def run(session: Session, scene: Scene, request: Request, intent: StandupIntent) -> Answer:
    """Carry out one intent; "close Daily" is told from an answer by the names there are."""
    if isinstance(intent, intents.Answer) and intent.words:
        names = [standup.name for standup in standups_here(session, scene)]
        intent = parse_standup_line(intent.words, names)
    step: Callable[..., Answer] = STEPS[type(intent)]
    return step(session, scene, request, intent)


def _new(session: Session, scene: Scene, _: Request, intent: intents.NewStandup) -> Answer:
    result = define.define_standup(session, scene, intent)
    first = running.next_begin(session, result.standup, scene.now)
    return Answer(told.standup_defined(result, first, words_of(scene)))


def _pause(session: Session, scene: Scene, _: Request, intent: intents.Pause) -> Answer:
    standup = choose_standup(session, scene, intent.standup)
    team = define.defined(session, standup).team
    until = resolve_due(scene, team, intent.until).due_date if intent.until else None
    result = define.pause_standup(session, scene, standup, until)
    return Answer(told.paused(result, words_of(scene)))


def _resume(session: Session, scene: Scene, _: Request, intent: intents.Resume) -> Answer:
    standup = choose_standup(session, scene, intent.standup)
    result = define.resume_standup(session, scene, standup)
    return Answer(told.resumed(result, words_of(scene)))


def _close(session: Session, scene: Scene, _: Request, intent: intents.CloseNow) -> Answer:
    standup = choose_standup(session, scene, intent.standup)
    running.close_now(session, scene, standup)
    return Answer(told.closed(standup.name, words_of(scene)))


def _run(session: Session, scene: Scene, _: Request, intent: intents.RunNow) -> Answer:
    standup = choose_standup(session, scene, intent.standup)
    made = running.run_now(session, scene, standup)
    facts = round_facts(session, made.id or 0, scene.now)
    return Answer(told.round_status(facts, words_of(scene), scene.now))


def _join(session: Session, scene: Scene, _: Request, intent: intents.Join) -> Answer:
    standup = choose_standup(session, scene, intent.standup)
    result = take_part(session, scene, standup)
    return Answer(told.joined(result, words_of(scene)))


def _leave(session: Session, scene: Scene, _: Request, intent: intents.Leave) -> Answer:
    standup = choose_standup(session, scene, intent.standup)
    result = leave_standup(session, scene, standup)
    return Answer(told.left(result, words_of(scene)))


def _undo(session: Session, scene: Scene, _request: Request, _intent: Undo) -> Answer:
    return undo.take_back(session, scene)


def _help(_: Session, scene: Scene, request: Request, intent: Help) -> Answer:
    words = words_of(scene)
    about = [line for line in STANDUP.lines if line[0].split()[1:2] == [intent.topic]]
    if about:
        return Answer(verb_help(request.name, about, words))
    return Answer(command_help(request.name, STANDUP.summary, STANDUP.lines, words))


def _did_you_mean(session: Session, scene: Scene, request: Request, intent: DidYouMean) -> Answer:
    shown = readable_line(session, scene.workspace_id, intent.verb_line)
    meant = Meant(shown, intent.verb_line, intent.original)
    return Answer(did_you_mean(request.name, meant, words_of(scene), ADD_ANSWER))


STEPS: Mapping[type[Any], Callable[..., Answer]] = {
    intents.Answer: answering.owed,
    intents.AnswerAhead: answering.ahead,
    intents.EditAnswer: answering.again,
    intents.SkipToday: answering.skip_all,
    **away.STEPS,
    intents.NewForm: defining.by_line,
    intents.NewStandup: _new,
    intents.ChangeForm: defining.change_by_line,
    **seeing.STEPS,
    intents.Pause: _pause,
    intents.Resume: _resume,
    intents.CloseNow: _close,
    intents.RunNow: _run,
    intents.Join: _join,
    intents.Leave: _leave,
    **blocker_lines.STEPS,
    Undo: _undo,
    Help: _help,
    DidYouMean: _did_you_mean,
}
"""What carries out each intent."""
