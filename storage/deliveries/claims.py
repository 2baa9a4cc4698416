"""Claiming due rows for a carrier, and holding them."""

import datetime as dt
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, or_, select, update
from sqlmodel import Session

from storage import rows
from storage.columns import UtcDateTime
from storage.deliveries.state import PENDING, delivery
from storage.tables import Delivery, Workspace

_workspace = rows.table_of(Workspace)
_parent = delivery.alias("parent")
_sibling = delivery.alias("sibling")


def _claimable() -> Any:
    now = bindparam("now", type_=UtcDateTime())
    earlier_sibling = exists().where(
        _sibling.c.parent_id == delivery.c.parent_id,
        _sibling.c.order_key < delivery.c.order_key,
        _sibling.c.state.in_(PENDING),
        _sibling.c.sent_rev == 0,
    )
    parent_is_there = exists().where(
        _parent.c.id == delivery.c.parent_id, _parent.c.ts.is_not(None)
    )
    return and_(
        delivery.c.state.in_(PENDING),
        delivery.c.urgent == bindparam("urgent"),
        delivery.c.not_before <= now,
        or_(delivery.c.leased_until.is_(None), delivery.c.leased_until <= now),
        or_(delivery.c.parent_id.is_(None), and_(parent_is_there, ~earlier_sibling)),
        exists().where(_workspace.c.id == delivery.c.workspace_id, _workspace.c.ended_at.is_(None)),
    )


CLAIM = (
    select(delivery)
    .where(_claimable())
    .order_by(delivery.c.not_before, delivery.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=delivery)
)


_LEASE = (
    update(delivery)
    .where(delivery.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        leased_until=bindparam("until"),
        leased_by=bindparam("carrier"),
        begun_at=func.coalesce(delivery.c.begun_at, bindparam("now", type_=UtcDateTime())),
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


def is_anything_due(session: Session, now: dt.datetime) -> bool:
    """Whether a row could be claimed now, even one that another transaction holds at the moment."""
    statement = select(delivery.c.id).where(_claimable()).limit(1)
    return any(
        rows.execute(session, statement, {"now": now, "urgent": urgent}).first() is not None
        for urgent in (True, False)
    )


_HELD = (
    select(delivery.c.id)
    .where(
        delivery.c.id == bindparam("id"),
        delivery.c.leased_by == bindparam("carrier"),
        delivery.c.leased_until == bindparam("until"),
    )
    .with_for_update()
)


def is_held(session: Session, delivery_id: int, carrier: str, until: dt.datetime) -> bool:
    """Whether the lease that this carrier took until that instant still stands."""
    keys = {"id": delivery_id, "carrier": carrier, "until": until}
    return rows.execute(session, _HELD, keys).first() is not None


def wanted_revs(session: Session, ids: list[int]) -> dict[int, int]:
    """The revision that is wanted now, by primary key."""
    statement = select(delivery.c.id, delivery.c.wanted_rev).where(delivery.c.id.in_(ids))
    return {row.id: row.wanted_rev for row in rows.execute(session, statement)}


def next_due(session: Session, now: dt.datetime) -> dt.datetime | None:
    """The next instant after `now` at which a waiting row becomes claimable."""
    ready_at = case(
        (delivery.c.leased_until > delivery.c.not_before, delivery.c.leased_until),
        else_=delivery.c.not_before,
    )
    statement = select(func.min(ready_at)).where(delivery.c.state.in_(PENDING), ready_at > now)
    found: dt.datetime | None = rows.execute(session, statement).scalar_one()
    return found
