"""The button under what watchers are told (the lines are in `handlers/tasks/lines.py`)."""

from sqlmodel import Session

from handlers import answers
from handlers.answers import Answer
from handlers.requests import Request
from handlers.tasks.clicked import clicked_task
from services.scene import Scene
from services.tasks.following import unwatch_tasks


def stop(session: Session, scene: Scene, request: Request) -> Answer:
    """ "Stop watching": the message itself says that it is so."""
    task = clicked_task(session, scene, request.value)
    unwatch_tasks(session, scene, [task.number])
    return answers.NOTHING
