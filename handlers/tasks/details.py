"""A task's history as a reply, and the modal with everything."""

from sqlmodel import Session

from domain import task_lines as intents
from handlers.answers import Answer
from handlers.requests import Request
from handlers.tasks.clicked import clicked_task
from handlers.unit import words_of
from services.scene import Scene
from services.tasks.details import details_of, past_of
from services.tasks.lists import show_task
from views.tasks.details import details_modal
from views.tasks.history import history_message

IN_REPLY = 8
"""Lines of history in a reply; the modal has the rest."""


def history(session: Session, scene: Scene, _: Request, intent: intents.History) -> Answer:
    """`history T12`."""
    facts = show_task(session, scene, intent.number)
    past = past_of(session, scene, facts, page=IN_REPLY)
    return Answer(history_message(facts, past, words_of(scene)))


def details(session: Session, scene: Scene, request: Request) -> Answer:
    """Details: opens the modal."""
    task = clicked_task(session, scene, request.value, lock=False)
    found = details_of(session, scene, task)
    return Answer(form=details_modal(found, words_of(scene), scene.now))


def page(session: Session, scene: Scene, request: Request) -> Answer:
    """Another page of the history, in the same modal: `<key> <where it begins>`, or the newest."""
    task = clicked_task(session, scene, request.value, lock=False)
    _, _, before = request.value.partition(" ")
    found = details_of(session, scene, task, int(before) if before else None)
    return Answer(form=details_modal(found, words_of(scene), scene.now), replaces=True)
