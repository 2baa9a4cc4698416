"""What an answer brings about beside itself: ticked tasks close, planned lines become tasks,
what is in the way becomes a blocker."""

from sqlmodel import Session

from domain.standups.answers import read_lines
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
    if ticked:
        finish_tasks(session, scene, ticked)
    added = note_blockers(session, scene, result.answer)
    if not result.is_new:
        return added
    place = conversations.get_conversation(session, result.standup.conversation_id)
    there = place_of(scene, place)
    questions = definition_of(result.standup).questions
    for question, reply in zip(questions, result.answer.replies, strict=False):
        if question.kind is QuestionKind.TODAY:
            for line in read_lines(reply):
                if line.task is not None:
                    add_task(session, there, line.task)
    return added


def note_blockers(session: Session, scene: Scene, answer: Answer) -> list[BlockerAdded]:
    """Make blockers of the lines about what is in the way that are none yet, also after an edit."""
    made = store.get_round(session, answer.round_id)
    standup = store.get_standup(session, made.standup_id)
    found: list[BlockerAdded] = []
    for question, reply in zip(definition_of(standup).questions, answer.replies, strict=False):
        if question.kind is QuestionKind.BLOCKERS:
            found += blockers_from_answer(session, scene, answer, standup, made, reply)
    return found
