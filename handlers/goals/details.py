"""A goal's history as a reply, and the modal with everything."""

from sqlmodel import Session

from domain.goal_lines.values import History
from handlers.answers import Answer
from handlers.requests import Request
from handlers.unit import words_of
from services.goals.details import goal_details
from services.goals.history import goal_past
from services.goals.keys import goal_by_key
from services.goals.lists import show_goal
from services.scene import Scene
from views.goals.details import goal_details_modal
from views.goals.history import goal_history_message

IN_REPLY = 6
"""Lines of history in a reply; the modal has the rest."""


def history(session: Session, scene: Scene, _: Request, intent: History) -> Answer:
    """`history G3`."""
    found = show_goal(session, scene, intent.number)
    past = goal_past(session, scene, found.facts, page=IN_REPLY)
    return Answer(goal_history_message(found.facts, past, found.figures, words_of(scene)))


def details(session: Session, scene: Scene, request: Request) -> Answer:
    """Details: opens the modal."""
    goal = goal_by_key(session, scene, int(request.value.split()[0]))
    return Answer(form=goal_details_modal(goal_details(session, scene, goal), words_of(scene)))


def page(session: Session, scene: Scene, request: Request) -> Answer:
    """Another page of the history, in the same modal: `<key> <where it begins>`, or the newest."""
    key, _, before = request.value.partition(" ")
    goal = goal_by_key(session, scene, int(key))
    found = goal_details(session, scene, goal, int(before) if before else None)
    return Answer(form=goal_details_modal(found, words_of(scene)), replaces=True)
