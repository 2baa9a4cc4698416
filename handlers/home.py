"""The Home tab was opened, or another page of it asked for."""

import json

from sqlmodel import Session

from handlers import answers
from handlers.answers import Answer
from handlers.requests import Payload, Request
from services.home import open_home, show_page
from services.scene import Origin, Scene, enter


def on_opened(session: Session, request: Request) -> None:
    """Draw it; opening the Messages tab needs nothing."""
    event: Payload = request.payload["event"]
    if event.get("tab") != "home":
        return
    who = Origin(request.origin.team, request.origin.user)
    open_home(session, enter(session, who, now=request.now, door="home"))


def more(session: Session, scene: Scene, request: Request) -> Answer:
    """ "Show more" and "Back to the top"."""
    show_page(session, scene, json.loads(request.value))
    return answers.NOTHING
