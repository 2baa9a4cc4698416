"""The Home tab was opened."""

from sqlmodel import Session

from handlers.requests import Payload, Request
from services.home import open_home
from services.scene import Origin, enter


def on_opened(session: Session, request: Request) -> None:
    """Draw it; opening the Messages tab needs nothing."""
    event: Payload = request.payload["event"]
    if event.get("tab") != "home":
        return
    who = Origin(request.origin.team, request.origin.user)
    open_home(session, enter(session, who, now=request.now, door="home"))
