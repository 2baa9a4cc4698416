"""Requests that have taken effect, and what people's emoji on messages say."""

import datetime as dt
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, select, update
from sqlmodel import Session

from storage import rows
from storage.tables import ReactionState, SeenRequest

_seen = rows.table_of(SeenRequest)
_reaction = rows.table_of(ReactionState)

_SEEN = select(_seen).where(
    _seen.c.workspace_id == bindparam("workspace_id"), _seen.c.key == bindparam("key")
)
_ANSWER = (
    update(_seen)
    .where(_seen.c.workspace_id == bindparam("of_workspace"), _seen.c.key == bindparam("of_key"))
    .values(answer=bindparam("given"))
)
_WAITING = (
    select(_reaction)
    .where(
        _reaction.c.workspace_id == bindparam("workspace_id"),
        _reaction.c.channel == bindparam("channel"),
        _reaction.c.ts == bindparam("ts"),
        _reaction.c.applied.is_(False),
    )
    .order_by(_reaction.c.event_ts)
)


def begin_request(session: Session, workspace_id: int, key: str, now: dt.datetime) -> bool:
    """Write the key down; False if this request has already taken effect."""
    values = {"workspace_id": workspace_id, "key": key, "answer": None, "at": now}
    return rows.insert_new(session, _seen, values) is not None


def answer_of(session: Session, workspace_id: int, key: str) -> dict[str, Any] | None:
    """What the first arrival of this request was answered."""
    row = rows.first(session, SeenRequest, _SEEN, {"workspace_id": workspace_id, "key": key})
    return row.answer if row else None


def keep_answer(session: Session, workspace_id: int, key: str, answer: dict[str, Any]) -> None:
    """Keep the answer for a repeat of this request."""
    rows.execute(session, _ANSWER, {"of_workspace": workspace_id, "of_key": key, "given": answer})


def forget_requests(session: Session, before: dt.datetime) -> None:
    """Purge keys and emoji too old to be repeated by Slack."""
    rows.execute(session, delete(_seen).where(_seen.c.at < before))
    rows.execute(session, delete(_reaction).where(_reaction.c.at < before))


def lock_message(session: Session, workspace_id: int, channel: str, ts: str) -> None:
    """Until this transaction ends, nobody else learns of a message or of an emoji on it: else the
    two could pass each other unseen. SQLite has one writer anyway."""
    if session.connection().dialect.name == "postgresql":
        key = func.hashtext(f"{workspace_id} {channel} {ts}")
        rows.execute(session, select(func.pg_advisory_xact_lock(key)))


def note_reaction(session: Session, told: ReactionState) -> bool:
    """Keep the newest word on an emoji; False if an equally new or newer one is known."""
    lock_message(session, told.workspace_id, told.channel, told.ts)
    key = {
        "workspace_id": told.workspace_id,
        "channel": told.channel,
        "ts": told.ts,
        "slack_user": told.slack_user,
        "emoji": told.emoji,
    }
    news = {"event_ts": told.event_ts, "present": told.present, "applied": False, "at": told.at}
    if rows.insert_new(session, _reaction, {**key, **news}) is not None:
        return True
    here = and_(*(_reaction.c[name] == value for name, value in key.items()))
    newer = update(_reaction).where(here, _reaction.c.event_ts < told.event_ts).values(**news)
    return bool(rows.execute(session, newer).rowcount)


def waiting_reactions(
    session: Session, workspace_id: int, channel: str, ts: str
) -> list[ReactionState]:
    """Emoji on a message that nothing has been done about yet, oldest first."""
    keys = {"workspace_id": workspace_id, "channel": channel, "ts": ts}
    return rows.every(session, ReactionState, _WAITING, keys)


def settle_reactions(session: Session, workspace_id: int, channel: str, ts: str) -> None:
    """Mark all emoji on a message as dealt with."""
    rows.execute(
        session,
        update(_reaction)
        .where(
            _reaction.c.workspace_id == workspace_id,
            _reaction.c.channel == channel,
            _reaction.c.ts == ts,
        )
        .values(applied=True),
    )
