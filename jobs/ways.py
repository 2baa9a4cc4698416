"""The ways by which an answer reaches the person who asked, best first."""

import datetime as dt
from typing import Any

from sqlmodel import Session

from jobs.calls import Call, Proof, post
from storage import conversations
from storage.tables import Conversation, Delivery
from views.blocks import Message

RESPONSE_URL_LIFE = dt.timedelta(minutes=29)
"""Slack lets a response_url live 30 minutes; a minute is left for the way."""


def answering(session: Session, row: Delivery, message: Message, now: dt.datetime) -> Call:
    """By the address that came with the request, else where it was asked, else directly.

    The row's payload has `response_url`, `channel`, `thread_ts`, `direct_only`, each if there is.
    """
    payload = row.payload
    place = _place(session, row)
    posted = _posted(row, message, place)
    if payload.get("direct_only"):
        return posted
    shown = _shown(message)
    fallback, rev = posted, row.wanted_rev
    if place is not None and place.kind != "im" and place.bot_is_member:
        args = {"channel": place.slack_id, "user": row.destination, **shown}
        if thread_ts := str(payload.get("thread_ts") or ""):
            args["thread_ts"] = thread_ts
        fallback = Call("chat.postEphemeral", args, Proof.NONE, rev=rev, otherwise=posted)
    url = str(payload.get("response_url") or "")
    if url and _asked_at(row) > now - RESPONSE_URL_LIFE:
        body = {**shown, "response_type": "ephemeral"}
        body["replace_original"] = bool(payload.get("replace_original"))
        return Call("response_url", body, Proof.NONE, rev=rev, url=url, otherwise=fallback)
    return fallback


def posting(session: Session, row: Delivery, message: Message) -> Call:
    """As a message that can be found again: in the direct conversation where it was asked, else to
    the row's destination."""
    return _posted(row, message, _place(session, row))


def _posted(row: Delivery, message: Message, place: Conversation | None) -> Call:
    rev = row.wanted_rev
    if place is None or place.kind != "im" or row.payload.get("direct_only"):
        return post(row.destination, _shown(message), row.uuid, rev=rev)
    thread_ts = str(row.payload.get("thread_ts") or "")
    return post(place.slack_id, _shown(message), row.uuid, thread_ts=thread_ts, rev=rev)


def _place(session: Session, row: Delivery) -> Conversation | None:
    channel = str(row.payload.get("channel") or "")
    if not channel:
        return None
    return conversations.find_conversation(session, row.workspace_id, channel)


def _shown(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks)}


def _asked_at(row: Delivery) -> dt.datetime:
    asked = row.payload.get("asked_at")
    return dt.datetime.fromisoformat(asked) if asked else row.created_at
