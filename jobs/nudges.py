"""How nudges are rendered from present rows, and how Slack's do-not-disturb is asked for."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from jobs.calls import Call, Proof, post
from jobs.readers import reader_of
from services.nudges.digest import digest_of, seat_of
from services.nudges.dnd import take_answer
from storage import nudges as store
from storage.tables import Delivery, Workspace
from views.blocks import Message
from views.nudges.digest import digest_message
from views.nudges.reminder import standup_reminder


def render_digest(session: Session, row: Delivery, now: dt.datetime) -> Call | None:
    """The digest as it stands; nothing, if all of it was settled before it could be sent."""
    sent = store.find_sent(session, row.subject_id)
    if sent is None:
        return None
    digest = digest_of(session, sent, now, is_first=row.ts is None)
    if digest.is_over and row.ts is None:
        return None
    return _shown(row, digest_message(digest, reader_of(session, row), now))


def render_alone(session: Session, row: Delivery, now: dt.datetime) -> Call | None:
    """The reminder of a standup; nothing, if it was answered or closed before it could be sent."""
    sent = store.find_sent(session, row.subject_id)
    seat = seat_of(session, sent) if sent is not None else None
    if seat is None:
        return None
    closes = seat.seat.closes_at
    is_open = seat.seat.state == "asked" and closes is not None and closes > now
    if row.ts is None and not is_open:
        return None
    return _shown(row, standup_reminder(seat, reader_of(session, row), now))


def _shown(row: Delivery, message: Message) -> Call:
    shown = {"text": message.text, "blocks": list(message.blocks)}
    if row.ts is not None:
        args = {"channel": row.channel, "ts": row.ts, **shown}
        return Call("chat.update", args, Proof.REPEAT, rev=row.wanted_rev)
    return post(row.destination, shown, row.uuid, rev=row.wanted_rev)


def ask_for_dnd(_session: Session, row: Delivery, _now: dt.datetime) -> Call:
    """One question for all people that the row names."""
    users = ",".join(row.payload["users"])
    return Call("dnd.teamInfo", {"users": users}, Proof.REPEAT, rev=row.wanted_rev)


def dnd_told(
    session: Session,
    _workspace: Workspace,
    row: Delivery,
    data: Mapping[str, Any],
    now: dt.datetime,
) -> bool:
    """Slack's answer."""
    take_answer(session, row, data.get("users") or {}, now)
    return True
