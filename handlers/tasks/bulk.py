"""Lines about many tasks: above a handful they are carried out only after a question."""

from collections.abc import Sequence

from sqlmodel import Session

from domain import task_lines as intents
from domain.task_lines import TaskIntent
from domain.tasks import must_ask
from handlers.answers import Answer
from handlers.requests import Request
from handlers.unit import words_of
from services.readable import readable_line
from services.scene import Scene
from services.tasks import bulk
from storage.tables import Task
from views.tasks import bulk as told
from views.tasks import replies

ABOUT_MANY = (
    intents.ChangeTask,
    intents.Finish,
    intents.Reopen,
    intents.Drop,
    intents.Snooze,
    intents.Block,
    intents.Unblock,
    intents.HandOver,
    intents.Accept,
    intents.Decline,
    intents.Suggest,
)


def question_before(
    session: Session, scene: Scene, request: Request, intent: TaskIntent
) -> Answer | None:
    """What to ask before the line is carried out, None if it names only a handful of tasks."""
    if not isinstance(intent, ABOUT_MANY) or not must_ask(len(set(intent.numbers))):
        return None
    named = bulk.named_tasks(session, scene, intent.numbers)
    return _ask(session, scene, request, named)


def move(
    session: Session, scene: Scene, request: Request, intent: intents.Move, *, confirmed: bool
) -> Answer:
    """Change what the filters choose, after a question if that is more than a handful."""
    words = words_of(scene)
    chosen = bulk.choose(session, scene, intent.filters)
    if chosen.more:
        return Answer(told.too_many(bulk.BULK_MAX, words))
    if not chosen.tasks:
        return Answer(told.nothing_chosen(chosen.others, words))
    if not confirmed and must_ask(len(chosen.tasks)):
        return _ask(session, scene, request, chosen.tasks, others=chosen.others)
    results = bulk.move_tasks(session, scene, chosen, intent.change)
    message = replies.changed(results, words, scene.now, scene.change_group)
    return Answer(told.with_others(message, chosen.others, words))


def _ask(
    session: Session, scene: Scene, request: Request, named: Sequence[Task], *, others: int = 0
) -> Answer:
    words = words_of(scene)
    shown = readable_line(session, scene.workspace_id, request.text)
    question = told.bulk_question(named, words, line=request.text, shown=shown)
    return Answer(told.with_others(question, others, words))


def cancel(_session: Session, scene: Scene, _request: Request) -> Answer:
    """ "Leave them"."""
    return Answer(told.left_alone(words_of(scene)), replaces=True)
