"""Questions to `delivery`: what Slack should show, who is carrying it, where it ended up."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlmodel import Session

from storage import rows
from storage.columns import UtcDateTime
from storage.tables import Delivery, Person, Workspace

DEBOUNCE = dt.timedelta(seconds=3)
"""A shown message is not redrawn sooner than this after it was last sent (many quick changes of
a task are one `chat.update`)."""
MAX_TRIES = 8

FOR_GOOD = ("message_not_found", "edit_window_closed", "cant_update_message", "unknown")
"""Errors that end a delivery for its own sake, not for the place's."""

_delivery = rows.table_of(Delivery)
_workspace = rows.table_of(Workspace)
_person = rows.table_of(Person)
_parent = _delivery.alias("parent")
_sibling = _delivery.alias("sibling")

_PENDING: tuple[ColumnElement[str], ...] = (literal_column("'due'"), literal_column("'uncertain'"))
"""Part of the statement's text: with bound values SQLite cannot tell that `delivery_due`, the
index over pending rows, covers the question, and reads all that was ever delivered."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What should become visible: one row of `delivery` per (kind, subject, slot, place, part)."""

    kind: str
    destination: str
    subject_id: int = 0
    slot: str = ""
    part: int = 0
    payload: Mapping[str, Any] = field(default_factory=dict)
    urgent: bool = False
    parent_id: int | None = None
    order_key: int = 0
    not_before: dt.datetime | None = None


def want(session: Session, workspace_id: int, wish: Wish, now: dt.datetime) -> bool:
    """Ask for a delivery; False if it was asked for before (nothing changes then)."""
    values = {
        "workspace_id": workspace_id,
        "kind": wish.kind,
        "subject_id": wish.subject_id,
        "slot": wish.slot,
        "destination": wish.destination,
        "part": wish.part,
        "parent_id": wish.parent_id,
        "order_key": wish.order_key,
        "uuid": str(uuid.uuid4()),
        "payload": dict(wish.payload),
        "state": "due",
        "urgent": wish.urgent,
        "attempts": 0,
        "created_at": now,
        "not_before": wish.not_before or now,
        "leased_by": "",
        "wanted_rev": 1,
        "sent_rev": 0,
        "error": "",
    }
    rows.wake(session, "carrier")
    return rows.insert_new(session, _delivery, values) is not None


_REDRAW = (
    update(_delivery)
    .where(
        _delivery.c.workspace_id == bindparam("of_workspace"),
        _delivery.c.kind == bindparam("of_kind"),
        _delivery.c.subject_id == bindparam("of_subject"),
        _delivery.c.state != "ended",
    )
    .values(
        wanted_rev=_delivery.c.wanted_rev + 1,
        state=case((_delivery.c.state == "uncertain", "uncertain"), else_="due"),
        not_before=case(
            (_delivery.c.state == "uncertain", _delivery.c.not_before),
            (_delivery.c.sent_at > bindparam("calm"), bindparam("later")),
            else_=case(
                (_delivery.c.not_before > bindparam("at"), _delivery.c.not_before),
                else_=bindparam("at"),
            ),
        ),
    )
)


def redraw(
    session: Session, workspace_id: int, kind: str, subject_id: int, now: dt.datetime
) -> None:
    """Everything shown of a subject should show its present state again."""
    calm = now - DEBOUNCE
    rows.execute(
        session,
        _REDRAW,
        {
            "of_workspace": workspace_id,
            "of_kind": kind,
            "of_subject": subject_id,
            "calm": calm,
            "later": now + DEBOUNCE,
            "at": now,
        },
    )
    rows.wake(session, "carrier")


def _claimable() -> Any:
    now = bindparam("now", type_=UtcDateTime())
    earlier_sibling = exists().where(
        _sibling.c.parent_id == _delivery.c.parent_id,
        _sibling.c.order_key < _delivery.c.order_key,
        _sibling.c.state.in_(_PENDING),
        _sibling.c.sent_rev == 0,
    )
    parent_is_there = exists().where(
        _parent.c.id == _delivery.c.parent_id, _parent.c.ts.is_not(None)
    )
    return and_(
        _delivery.c.state.in_(_PENDING),
        _delivery.c.urgent == bindparam("urgent"),
        _delivery.c.not_before <= now,
        or_(_delivery.c.leased_until.is_(None), _delivery.c.leased_until <= now),
        or_(_delivery.c.parent_id.is_(None), and_(parent_is_there, ~earlier_sibling)),
        exists().where(
            _workspace.c.id == _delivery.c.workspace_id, _workspace.c.ended_at.is_(None)
        ),
    )


CLAIM = (
    select(_delivery)
    .where(_claimable())
    .order_by(_delivery.c.not_before, _delivery.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=_delivery)
)
_LEASE = (
    update(_delivery)
    .where(_delivery.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        leased_until=bindparam("until"),
        leased_by=bindparam("carrier"),
        begun_at=func.coalesce(_delivery.c.begun_at, bindparam("now", type_=UtcDateTime())),
    )
)


def claim(
    session: Session, *, now: dt.datetime, lease: dt.timedelta, carrier: str, limit: int
) -> list[Delivery]:
    """Take due rows for one carrier, urgent ones first. `begun_at` of a returned row is as it was
    before: set means that an earlier call may have reached Slack, so it must be looked up before
    anything is sent."""
    found: list[Delivery] = []
    # One question each, so that both are answered in the order of the index whatever waits.
    for urgent in (True, False):
        keys = {"now": now, "urgent": urgent, "most": limit - len(found)}
        found += rows.every(session, Delivery, CLAIM, keys)
        if len(found) >= limit:
            break
    if found:
        ids = [row.id for row in found]
        held = {"ids": ids, "until": now + lease, "carrier": carrier, "now": now}
        rows.execute(session, _LEASE, held)
    return found


_CONFIRM = (
    update(_delivery)
    .where(_delivery.c.id == bindparam("of_id"))
    .values(
        channel=func.coalesce(bindparam("in_channel", type_=String()), _delivery.c.channel),
        ts=func.coalesce(bindparam("as_ts", type_=String()), _delivery.c.ts),
        sent_rev=bindparam("rev"),
        sent_at=bindparam("at"),
        begun_at=None,
        leased_until=None,
        attempts=0,
        error="",
        state=case((_delivery.c.wanted_rev > bindparam("rev"), "due"), else_="done"),
        not_before=case(
            (_delivery.c.wanted_rev > bindparam("rev"), bindparam("later")),
            else_=_delivery.c.not_before,
        ),
    )
)  # fmt: skip


def is_anything_due(session: Session, now: dt.datetime) -> bool:
    """Whether a row could be claimed now, even one that another transaction holds at the moment."""
    statement = select(_delivery.c.id).where(_claimable()).limit(1)
    return any(
        rows.execute(session, statement, {"now": now, "urgent": urgent}).first() is not None
        for urgent in (True, False)
    )


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


_HELD = (
    select(_delivery.c.id)
    .where(
        _delivery.c.id == bindparam("id"),
        _delivery.c.leased_by == bindparam("carrier"),
        _delivery.c.leased_until == bindparam("until"),
    )
    .with_for_update()
)


def is_held(session: Session, delivery_id: int, carrier: str, until: dt.datetime) -> bool:
    """Whether the lease that this carrier took until that instant still stands."""
    keys = {"id": delivery_id, "carrier": carrier, "until": until}
    return rows.execute(session, _HELD, keys).first() is not None


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
            update(_delivery)
            .where(_delivery.c.parent_id.in_(ended), _delivery.c.state.in_(_PENDING))
            .values(**over)
            .returning(_delivery.c.id)
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
        update(_delivery)
        .where(
            _delivery.c.workspace_id == workspace_id,
            _delivery.c.kind == kind,
            _delivery.c.destination == destination,
            _delivery.c.state == "ended",
            _delivery.c.error.not_in(FOR_GOOD),
            _delivery.c.ts.is_not(None)
            if subject_id is None
            else _delivery.c.subject_id == subject_id,
        )
        .values(
            state="due",
            attempts=0,
            error="",
            begun_at=None,
            not_before=now,
            wanted_rev=_delivery.c.wanted_rev + 1,
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


def get_delivery(session: Session, delivery_id: int) -> Delivery:
    """The row with this primary key; a KeyError means a broken reference."""
    statement = select(_delivery).where(_delivery.c.id == delivery_id)
    found = rows.first(session, Delivery, statement, {})
    if found is None:
        raise KeyError(delivery_id)
    return found


def wanted_revs(session: Session, ids: list[int]) -> dict[int, int]:
    """The revision that is wanted now, by primary key."""
    statement = select(_delivery.c.id, _delivery.c.wanted_rev).where(_delivery.c.id.in_(ids))
    return {row.id: row.wanted_rev for row in rows.execute(session, statement)}


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
    rows.execute(session, update(_delivery).where(_delivery.c.id == delivery_id).values(**values))


_BY_MESSAGE = select(_delivery).where(
    _delivery.c.workspace_id == bindparam("workspace_id"),
    _delivery.c.channel == bindparam("channel"),
    _delivery.c.ts == bindparam("ts"),
)


def find_by_message(session: Session, workspace_id: int, channel: str, ts: str) -> Delivery | None:
    """The delivery that is shown by this message."""
    keys = {"workspace_id": workspace_id, "channel": channel, "ts": ts}
    return rows.first(session, Delivery, _BY_MESSAGE, keys)


def find_by_uuid(session: Session, workspace_id: int, uuid_: str) -> Delivery | None:
    """The unconfirmed delivery that carries this uuid in its message metadata."""
    statement = select(_delivery).where(
        _delivery.c.workspace_id == workspace_id,
        _delivery.c.uuid == uuid_,
        _delivery.c.state.in_(_PENDING),
    )
    return rows.first(session, Delivery, statement, {})


def shown(session: Session, workspace_id: int, kind: str, subject_id: int) -> list[Delivery]:
    """All rows of a kind for a subject that have not ended."""
    statement = (
        select(_delivery)
        .where(
            _delivery.c.workspace_id == workspace_id,
            _delivery.c.kind == kind,
            _delivery.c.subject_id == subject_id,
            _delivery.c.state != "ended",
        )
        .order_by(_delivery.c.id)
    )
    return rows.every(session, Delivery, statement, {})


def next_due(session: Session, now: dt.datetime) -> dt.datetime | None:
    """The next instant after `now` at which a waiting row becomes claimable."""
    ready_at = case(
        (_delivery.c.leased_until > _delivery.c.not_before, _delivery.c.leased_until),
        else_=_delivery.c.not_before,
    )
    statement = select(func.min(ready_at)).where(_delivery.c.state.in_(_PENDING), ready_at > now)
    found: dt.datetime | None = rows.execute(session, statement).scalar_one()
    return found


def change_channel(session: Session, workspace_id: int, old: str, new: str) -> None:
    """Slack gave a channel another id."""
    for column in (_delivery.c.channel, _delivery.c.destination):
        rows.execute(
            session,
            update(_delivery)
            .where(_delivery.c.workspace_id == workspace_id, column == old)
            .values({column.name: new}),
        )


def counts_by_state(session: Session) -> dict[str, int]:
    """How many rows are in each state."""
    statement = select(_delivery.c.state, func.count().label("total")).group_by(_delivery.c.state)
    return {row.state: row.total for row in rows.execute(session, statement)}
