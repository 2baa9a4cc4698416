"""Emoji events: to the use case."""

from sqlmodel import Session

from handlers.requests import Payload, Request
from services.reactions import Told, note_reaction


def on_reaction(session: Session, request: Request) -> None:
    """A reaction was added or removed; anything but a message has no card behind it."""
    event: Payload = request.payload["event"]
    item: Payload = event.get("item") or {}
    told = Told(
        team=request.origin.team,
        user=request.origin.user,
        channel=str(item.get("channel") or ""),
        ts=str(item.get("ts") or ""),
        emoji=str(event.get("reaction") or ""),
        event_ts=str(event.get("event_ts") or ""),
        present=request.name == "reaction_added",
    )
    if item.get("type") == "message" and all((told.user, told.channel, told.ts, told.event_ts)):
        note_reaction(session, told, request.now)
