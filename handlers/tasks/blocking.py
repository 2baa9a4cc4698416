"""Block and unblock: lines, the button that asks why, and its form."""

from sqlmodel import Session

from domain import task_lines as intents
from domain.errors import NoSuchTask
from handlers import answers
from handlers.answers import Answer
from handlers.requests import Request
from handlers.unit import words_of
from services.scene import Scene
from services.tasks.blocking import block_task, block_tasks, unblock_tasks
from storage import tasks as store
from storage.tables import Task
from storage.visibility import may_see
from views.tasks import blocking, replies


def block(session: Session, scene: Scene, _: Request, intent: intents.Block) -> Answer:
    """`block T12 waiting for legal`."""
    results = block_tasks(session, scene, intent.numbers, intent.reason)
    return Answer(blocking.blocked(results, words_of(scene), scene.now, scene.change_group))


def unblock(session: Session, scene: Scene, _: Request, intent: intents.Unblock) -> Answer:
    """`unblock T12`."""
    results = unblock_tasks(session, scene, intent.numbers)
    return Answer(replies.changed(results, words_of(scene), scene.now, scene.change_group))


def ask_why(session: Session, scene: Scene, request: Request) -> Answer:
    """ "Say what": opens the form; the button carries the keys of the tasks."""
    found = _tasks(session, scene, request.value)
    form = blocking.why_form(found, words_of(scene), memory=request.value)
    return Answer(form=form)


def take_why(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form: tasks not blocked (any more) become so, with this reason."""
    values = request.payload["view"]["state"]["values"]
    reason = str(values[blocking.REASON][blocking.REASON].get("value") or "").strip()
    for task in _tasks(session, scene, request.value):
        locked = store.lock_task(session, scene.workspace_id, task.id or 0)
        block_task(session, scene, locked, reason)
    return answers.NOTHING


def _tasks(session: Session, scene: Scene, keys: str) -> list[Task]:
    found = []
    for key in sorted({int(word) for word in keys.split()}):
        try:
            task = store.get_task(session, scene.workspace_id, key)
        except KeyError:
            raise NoSuchTask(key) from None
        if not may_see(session, scene.audience, key):
            raise NoSuchTask(task.number)
        found.append(task)
    return found
