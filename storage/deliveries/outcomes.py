"""How a claimed row goes on: sent, tried again, given up, ended."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import String, bindparam, case, func, update
from sqlmodel import Session

from storage import rows
from storage.deliveries.state import DEBOUNCE, FOR_GOOD, MAX_TRIES, PENDING, delivery
from storage.tables import Delivery

_CONFIRM = (
    update(delivery)
    .where(delivery.c.id == bindparam("of_id"))
    .values(
        channel=func.coalesce(bindparam("in_channel", type_=String()), delivery.c.channel),
        ts=func.coalesce(bindparam("as_ts", type_=String()), delivery.c.ts),
        sent_rev=bindparam("rev"),
        sent_at=bindparam("at"),
        begun_at=None,
        leased_until=None,
        attempts=0,
        error="",
        state=case((delivery.c.wanted_rev > bindparam("rev"), "due"), else_="done"),
        not_before=case(
            (delivery.c.wanted_rev > bindparam("rev"), bindparam("later")),
            else_=delivery.c.not_before,
        ),
    )
)  # fmt: skip


def confirm(
    session: Session,
    delivery_id: int,
    *,
    rev: int,
    now: dt.datetime,
    channel: str | None = None,
    ts: str | None = None,
) -> None:
    """Slack has it: revision `rev` stands at (channel, ts)."""
    rows.execute(
        session,
        _CONFIRM,
        {
            "of_id": delivery_id,
            "in_channel": channel,
            "as_ts": ts,
            "rev": rev,
            "at": now,
            "later": now + DEBOUNCE,
        },
    )
    rows.wake(session, "carrier")


def release(
    session: Session, delivery_id: int, not_before: dt.datetime, begun_at: dt.datetime | None
) -> None:
    """Give a claimed row back untried, to be taken again at `not_before`. `begun_at` as it was
    before the claim, or None when it is known that nothing was sent."""
    _change(session, delivery_id, leased_until=None, begun_at=begun_at, not_before=not_before)


def retry_later(
    session: Session,
    row: Delivery,
    *,
    error: str,
    not_before: dt.datetime,
    in_doubt: bool,
    counts: bool = True,
) -> bool:
    """Note a failed try; False once the row has failed too often and is stuck."""
    attempts = row.attempts + (1 if counts else 0)
    stuck = attempts >= MAX_TRIES
    pending = "uncertain" if in_doubt else "due"
    values = {
        "state": "stuck" if stuck else pending,
        "attempts": attempts,
        "error": error,
        "leased_until": None,
        "not_before": not_before,
    }
    if not in_doubt:
        values["begun_at"] = None
    _change(session, row.id, **values)
    return not stuck


def end(session: Session, delivery_id: int, error: str) -> None:
    """Refused for good: the row and whatever hangs below it will not be sent."""
    over: dict[str, Any] = {"state": "ended", "error": error, "leased_until": None}
    _change(session, delivery_id, **over)
    ended = [delivery_id]
    while ended:
        below = (
            update(delivery)
            .where(delivery.c.parent_id.in_(ended), delivery.c.state.in_(PENDING))
            .values(**over)
            .returning(delivery.c.id)
        )
        ended = [row.id for row in rows.execute(session, below)]


def reopen(
    session: Session,
    workspace_id: int,
    kind: str,
    destination: str,
    now: dt.datetime,
    *,
    subject_id: int | None = None,
) -> None:
    """A place that refused is open again: what it had shown is redrawn, or what is now wanted
    there for one subject is posted after all. What a person deleted stays deleted."""
    rows.execute(
        session,
        update(delivery)
        .where(
            delivery.c.workspace_id == workspace_id,
            delivery.c.kind == kind,
            delivery.c.destination == destination,
            delivery.c.state == "ended",
            delivery.c.error.not_in(FOR_GOOD),
            delivery.c.ts.is_not(None)
            if subject_id is None
            else delivery.c.subject_id == subject_id,
        )
        .values(
            state="due",
            attempts=0,
            error="",
            begun_at=None,
            not_before=now,
            wanted_rev=delivery.c.wanted_rev + 1,
        ),
    )
    rows.wake(session, "carrier")


def go_on(session: Session, delivery_id: int, payload: Mapping[str, Any], now: dt.datetime) -> None:
    """A part is done (a page was read): the row is due again with what was learnt."""
    _change(
        session,
        delivery_id,
        payload=dict(payload),
        state="due",
        attempts=0,
        begun_at=None,
        leased_until=None,
        not_before=now,
    )
    rows.wake(session, "carrier")


def give_up(session: Session, row: Delivery, error: str) -> None:
    """Slack says that what we built is wrong: kept for an administrator to see, not repeated."""
    _change(session, row.id, state="stuck", error=error, leased_until=None, begun_at=None)


def forget_payload(session: Session, delivery_id: int) -> None:
    """Drop what was only needed for sending (an address to answer to is a secret)."""
    _change(session, delivery_id, payload={})


def replace_message(session: Session, row: Delivery, now: dt.datetime) -> None:
    """The message can no longer be changed: let a successor be posted, once."""
    _change(
        session, row.id,
        channel=None, ts=None, sent_rev=0, begun_at=None, leased_until=None, not_before=now,
        uuid=str(uuid.uuid4()), slot=row.slot, payload={**row.payload, "successor": True},
    )  # fmt: skip


def _change(session: Session, delivery_id: int | None, **values: Any) -> None:
    rows.execute(session, update(delivery).where(delivery.c.id == delivery_id).values(**values))
