"""Finding deliveries: by message, by uuid, by subject; how many are in which state."""

import datetime as dt

from sqlalchemy import bindparam, func, select, update
from sqlmodel import Session

from storage import rows
from storage.deliveries.state import PENDING, delivery
from storage.tables import Delivery, Person

_person = rows.table_of(Person)


def get_delivery(session: Session, delivery_id: int) -> Delivery:
    """The row with this primary key; a KeyError means a broken reference."""
    statement = select(delivery).where(delivery.c.id == delivery_id)
    found = rows.first(session, Delivery, statement, {})
    if found is None:
        raise KeyError(delivery_id)
    return found


_BY_MESSAGE = select(delivery).where(
    delivery.c.workspace_id == bindparam("workspace_id"),
    delivery.c.channel == bindparam("channel"),
    delivery.c.ts == bindparam("ts"),
)


def find_by_message(session: Session, workspace_id: int, channel: str, ts: str) -> Delivery | None:
    """The delivery that is shown by this message."""
    keys = {"workspace_id": workspace_id, "channel": channel, "ts": ts}
    return rows.first(session, Delivery, _BY_MESSAGE, keys)


def find_by_uuid(session: Session, workspace_id: int, uuid_: str) -> Delivery | None:
    """The unconfirmed delivery that carries this uuid in its message metadata."""
    statement = select(delivery).where(
        delivery.c.workspace_id == workspace_id,
        delivery.c.uuid == uuid_,
        delivery.c.state.in_(PENDING),
    )
    return rows.first(session, Delivery, statement, {})


def shown(session: Session, workspace_id: int, kind: str, subject_id: int) -> list[Delivery]:
    """All rows of a kind for a subject that have not ended."""
    statement = (
        select(delivery)
        .where(
            delivery.c.workspace_id == workspace_id,
            delivery.c.kind == kind,
            delivery.c.subject_id == subject_id,
            delivery.c.state != "ended",
        )
        .order_by(delivery.c.id)
    )
    return rows.every(session, Delivery, statement, {})


def change_channel(session: Session, workspace_id: int, old: str, new: str) -> None:
    """Slack gave a channel another id."""
    for column in (delivery.c.channel, delivery.c.destination):
        rows.execute(
            session,
            update(delivery)
            .where(delivery.c.workspace_id == workspace_id, column == old)
            .values({column.name: new}),
        )


def waiting_figures(
    session: Session, now: dt.datetime
) -> tuple[dict[str, int], dt.datetime | None]:
    """How many rows wait in each state, and since when the oldest overdue one has been due."""
    waiting = select(delivery.c.state, func.count().label("total")).where(
        delivery.c.state.in_(PENDING)
    )
    oldest = select(func.min(delivery.c.not_before)).where(
        delivery.c.state.in_(PENDING), delivery.c.not_before <= now
    )
    counted = rows.execute(session, waiting.group_by(delivery.c.state))
    since: dt.datetime | None = rows.execute(session, oldest).scalar_one()
    return {row.state: row.total for row in counted}, since


def counts_by_state(session: Session) -> dict[str, int]:
    """How many rows are in each state."""
    statement = select(delivery.c.state, func.count().label("total")).group_by(delivery.c.state)
    return {row.state: row.total for row in rows.execute(session, statement)}
