"""`/standup …`: each intent of a line becomes one use case and one answer."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from domain.rhythm_errors import NothingOwed
from domain.standups.lines import parse_standup_line
from domain.standups.lines import values as intents
from domain.standups.lines.values import StandupIntent
from domain.standups.rounds import Attendance
from domain.verbs import DidYouMean, Help, Undo
from handlers import undo
from handlers.answers import Answer
from handlers.blockers import lines as blocker_lines
from handlers.requests import Request
from handlers.standups import answering
from handlers.unit import words_of
from services.readable import readable_line
from services.scene import Scene
from services.standups import define, running
from services.standups.answer import excuse, owed_now
from services.standups.figures import round_facts
from services.tasks.resolve import resolve_due
from views.commands import STANDUP
from views.help import ADD_ANSWER, Meant, command_help, did_you_mean, verb_help
from views.standups import told

_READS = (*blocker_lines.READS, intents.ListStandups, intents.ShowStatus, Help, DidYouMean)


def parse(text: str) -> StandupIntent:
    """Read the text after `/standup`; raises BadInput."""
    return parse_standup_line(text)


def only_reads(intent: StandupIntent) -> bool:
    """Whether carrying out the intent changes nothing."""
    return isinstance(intent, _READS)


def run(session: Session, scene: Scene, request: Request, intent: StandupIntent) -> Answer:
    """Carry out one intent; "close Daily" is told from an answer by the names there are."""
    if isinstance(intent, intents.Answer) and intent.words:
        names = [standup.name for standup in define.standups_here(session, scene)]
        intent = parse_standup_line(request.text, names)
    step: Callable[..., Answer] = STEPS[type(intent)]
    return step(session, scene, request, intent)


def _new(session: Session, scene: Scene, _: Request, intent: intents.NewStandup) -> Answer:
    result = define.define_standup(session, scene, intent)
    first = running.next_begin(session, result.standup, scene.now)
    return Answer(told.standup_defined(result, first, words_of(scene)))


def _list(session: Session, scene: Scene, _: Request, __: intents.ListStandups) -> Answer:
    found = [define.defined(session, each) for each in define.standups_here(session, scene)]
    return Answer(told.standup_list(found, words_of(scene)))


def _status(session: Session, scene: Scene, _: Request, intent: intents.ShowStatus) -> Answer:
    standup = define.choose_standup(session, scene, intent.standup)
    facts = running.latest_round(session, standup, scene.now)
    words = words_of(scene)
    if facts is None:
        return Answer(told.standup_list([define.defined(session, standup)], words))
    return Answer(told.round_status(facts, words, scene.now))


def _skip(session: Session, scene: Scene, _: Request, intent: intents.SkipToday) -> Answer:
    owed = owed_now(session, scene)
    if not owed:
        raise NothingOwed
    for each in owed:
        excuse(session, scene, each.round.id or 0, Attendance.SKIPPED, intent.reason)
    names = ", ".join(each.standup.name for each in owed)
    return Answer(told.excused(names, words_of(scene)))


def _pause(session: Session, scene: Scene, _: Request, intent: intents.Pause) -> Answer:
    standup = define.choose_standup(session, scene, intent.standup)
    team = define.defined(session, standup).team
    until = resolve_due(scene, team, intent.until).due_date if intent.until else None
    result = define.pause_standup(session, scene, standup, until)
    return Answer(told.paused(result.standup, words_of(scene)))


def _resume(session: Session, scene: Scene, _: Request, intent: intents.Resume) -> Answer:
    standup = define.choose_standup(session, scene, intent.standup)
    result = define.resume_standup(session, scene, standup)
    return Answer(told.paused(result.standup, words_of(scene)))


def _close(session: Session, scene: Scene, _: Request, intent: intents.CloseNow) -> Answer:
    standup = define.choose_standup(session, scene, intent.standup)
    running.close_now(session, scene, standup)
    return Answer(told.closed(standup.name, words_of(scene)))


def _run(session: Session, scene: Scene, _: Request, intent: intents.RunNow) -> Answer:
    standup = define.choose_standup(session, scene, intent.standup)
    made = running.run_now(session, scene, standup)
    facts = round_facts(session, made.id or 0, scene.now)
    return Answer(told.round_status(facts, words_of(scene), scene.now))


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
    intents.SkipToday: _skip,
    intents.NewStandup: _new,
    intents.ListStandups: _list,
    intents.ShowStatus: _status,
    intents.Pause: _pause,
    intents.Resume: _resume,
    intents.CloseNow: _close,
    intents.RunNow: _run,
    **blocker_lines.STEPS,
    Undo: _undo,
    Help: _help,
    DidYouMean: _did_you_mean,
}
"""What carries out each intent."""
