"""What an answer brings about beside itself: ticked tasks close, planned lines become tasks,
what is in the way becomes a blocker."""

from collections.abc import Callable
from functools import partial

from sqlmodel import Session

from domain.errors import DomainError
from domain.standups.answers import Line, read_lines
from domain.standups.values import QuestionKind
from services.blockers.add import BlockerAdded, blockers_from_answer
from services.scene import Scene, place_of
from services.standups.answer import Answered
from services.standups.stored import definition_of
from services.tasks.add import add_task
from services.tasks.verbs import finish_tasks
from storage import conversations
from storage import standups as store
from storage.tables import Answer


def take_lines(
    session: Session, scene: Scene, result: Answered, ticked: list[int]
) -> list[BlockerAdded]:
    """Close what was ticked; a new line of the plan with a person or a date becomes a task. The
    blockers that are new."""
    for number in ticked:
        _try(session, partial(finish_tasks, session, scene, [number]))
    added = note_blockers(session, scene, result.answer)
    place = conversations.get_conversation(session, result.standup.conversation_id)
    there = place_of(scene, place)
    known = {line.plain for text in result.before for line in read_lines(text)}
    for line in _planned(result):
        if line.task is not None and line.plain not in known:
            known.add(line.plain)
            _try(session, partial(add_task, session, there, line.task))
    return added


def _planned(result: Answered) -> list[Line]:
    """The lines of the plan for today."""
    questions = definition_of(result.standup).questions
    return [
        line
        for question, reply in zip(questions, result.answer.replies, strict=False)
        if question.kind is QuestionKind.TODAY
        for line in read_lines(reply)
    ]


def _try(session: Session, step: Callable[[], object]) -> None:
    """What cannot be done (a person nobody knows, a date that is past) stays text: the answer
    counts all the same."""
    try:
        with session.begin_nested():
            step()
    except DomainError:
        return


def note_blockers(session: Session, scene: Scene, answer: Answer) -> list[BlockerAdded]:
    """Make blockers of the lines about what is in the way that are none yet, also after an edit."""
    made = store.get_round(session, answer.round_id)
    standup = store.get_standup(session, made.standup_id)
    found: list[BlockerAdded] = []
    for question, reply in zip(definition_of(standup).questions, answer.replies, strict=False):
        if question.kind is QuestionKind.BLOCKERS:
            found += blockers_from_answer(session, scene, answer, standup, made, reply)
    return found
