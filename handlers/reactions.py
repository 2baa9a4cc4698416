"""Emoji events: to the use case."""

from sqlmodel import Session

from handlers.requests import Payload, Request
from services.reactions import Told, note_reaction


def on_reaction(session: Session, request: Request) -> None:
    """A reaction was added or removed; anything but a message has no card behind it."""
    event: Payload = request.payload["event"]
    item: Payload = event.get("item") or {}
    if item.get("type") != "message":
        return
    told = Told(
        team=request.origin.team,
        user=request.origin.user,
        channel=str(item["channel"]),
        ts=str(item["ts"]),
        emoji=str(event["reaction"]),
        event_ts=str(event["event_ts"]),
        present=request.name == "reaction_added",
    )
    note_reaction(session, told, request.now)
