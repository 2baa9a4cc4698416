"""Asking for a delivery, and for what is shown to be drawn again."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, case, update
from sqlmodel import Session

from storage import rows
from storage.deliveries.state import DEBOUNCE, delivery


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
    return rows.insert_new(session, delivery, values) is not None


_REDRAW_ALL = (
    update(delivery)
    .where(
        delivery.c.workspace_id == bindparam("of_workspace"),
        delivery.c.kind == bindparam("of_kind"),
        delivery.c.subject_id == bindparam("of_subject"),
        delivery.c.state != "ended",
    )
    .values(
        wanted_rev=delivery.c.wanted_rev + 1,
        state=case((delivery.c.state == "uncertain", "uncertain"), else_="due"),
        not_before=case(
            (delivery.c.state == "uncertain", delivery.c.not_before),
            (delivery.c.sent_at > bindparam("calm"), bindparam("later")),
            else_=case(
                (delivery.c.not_before > bindparam("at"), delivery.c.not_before),
                else_=bindparam("at"),
            ),
        ),
    )
)


_REDRAW_ONE = _REDRAW_ALL.where(delivery.c.slot == bindparam("of_slot"))


def redraw(
    session: Session,
    workspace_id: int,
    kind: str,
    subject_id: int,
    now: dt.datetime,
    *,
    slot: str | None = None,
) -> None:
    """Everything shown of a subject (of one slot, if named) should show its present state again."""
    calm = now - DEBOUNCE
    rows.execute(
        session,
        _REDRAW_ALL if slot is None else _REDRAW_ONE,
        {
            **({} if slot is None else {"of_slot": slot}),
            "of_workspace": workspace_id,
            "of_kind": kind,
            "of_subject": subject_id,
            "calm": calm,
            "later": now + DEBOUNCE,
            "at": now,
        },
    )
    rows.wake(session, "carrier")


def change_payload(
    session: Session, workspace_id: int, kind: str, subject_id: int, payload: Mapping[str, Any]
) -> None:
    """Give what is shown of a subject another payload; it is drawn with it the next time."""
    statement = update(delivery).where(
        delivery.c.workspace_id == workspace_id,
        delivery.c.kind == kind,
        delivery.c.subject_id == subject_id,
    )
    rows.execute(session, statement.values(payload=dict(payload)))


def hurry(
    session: Session, workspace_id: int, kind: str, subject_id: int, now: dt.datetime
) -> None:
    """Draw what waits only for calm at once. What Slack has put off waits on."""
    statement = update(delivery).where(
        delivery.c.workspace_id == workspace_id,
        delivery.c.kind == kind,
        delivery.c.subject_id == subject_id,
        delivery.c.state == "due",
        delivery.c.error == "",
    )
    rows.execute(session, statement.values(not_before=now))


def let_rest(session: Session, workspace_id: int, wish: Wish) -> None:
    """What was shown of the same subject in the same place for other slots stays as it is: the one
    just wished for has taken its place."""
    statement = update(delivery).where(
        delivery.c.workspace_id == workspace_id,
        delivery.c.kind == wish.kind,
        delivery.c.subject_id == wish.subject_id,
        delivery.c.destination == wish.destination,
        delivery.c.slot != wish.slot,
        delivery.c.state != "uncertain",
    )
    rows.execute(session, statement.values(state="ended", error="superseded"))
