"""Two carriers and one store: a row that is due is taken by exactly one of them."""

import asyncio
import datetime as dt
from collections import Counter

from sqlalchemy import select, update
from sqlmodel import Session

from storage import deliveries, rows
from storage.database import Database
from storage.deliveries import Wish
from storage.tables import Delivery
from storage.workspaces import install_workspace

NOW = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)
LEASE = dt.timedelta(seconds=30)
DUE = 2_000
BATCH = 64
_delivery = rows.table_of(Delivery)


def _fill(session: Session) -> None:
    workspace = install_workspace(
        session, "T1", name="", domain="", bot_user_id="UBOT", bot_id="B1", app_id="A1", now=NOW
    )
    for number in range(DUE):
        wish = Wish("task_card", f"C{number % 7}", subject_id=number)
        deliveries.want(session, workspace.id or 0, wish, NOW)


async def _claim_some(db: Database, carrier: str) -> list[int]:
    found = await db.write(
        deliveries.claim, now=NOW, lease=LEASE, carrier=carrier, limit=BATCH, lane="job"
    )
    return [row.id or 0 for row in found]


async def test_two_carriers_share_two_thousand_rows_and_no_row_goes_to_both(
    db: Database, database_url: str
) -> None:
    await db.write(_fill)
    other = Database(database_url)
    try:
        mine: list[int] = []
        theirs: list[int] = []
        while len(mine) + len(theirs) < DUE:
            both = await asyncio.gather(_claim_some(db, "a"), _claim_some(other, "b"))
            assert any(both)
            mine += both[0]
            theirs += both[1]
    finally:
        await other.close()

    assert len(mine) + len(theirs) == DUE
    assert not set(mine) & set(theirs)
    # Both have worked at the same time, so the test has seen what it is about.
    assert min(len(mine), len(theirs)) >= BATCH


async def test_the_same_test_sees_doubles_when_rows_are_not_claimed(
    db: Database, database_url: str
) -> None:
    """The control: look what is due, take it afterwards, no lease in between."""
    await db.write(_fill)
    other = Database(database_url)
    taken: Counter[int] = Counter()
    try:
        for _ in range(5):
            found = await asyncio.gather(db.read(_look), other.read(_look))
            await asyncio.gather(db.write(_take, found[0]), other.write(_take, found[1]))
            taken.update([*found[0], *found[1]])
    finally:
        await other.close()

    assert [count for count in taken.values() if count > 1]


def _look(session: Session) -> list[int]:
    statement = select(_delivery.c.id).where(_delivery.c.state == "due").order_by(_delivery.c.id)
    return [row.id for row in rows.execute(session, statement.limit(BATCH))]


def _take(session: Session, ids: list[int]) -> None:
    statement = update(_delivery).where(_delivery.c.id.in_(ids)).values(state="done")
    rows.execute(session, statement)


async def test_a_lease_that_is_over_can_be_taken_and_its_holder_no_longer_writes(
    db: Database,
) -> None:
    await db.write(_fill)
    (first,) = await db.write(deliveries.claim, now=NOW, lease=LEASE, carrier="a", limit=1)
    later = NOW + LEASE
    again = await db.write(deliveries.claim, now=later, lease=LEASE, carrier="b", limit=DUE)
    (taken,) = [row for row in again if row.id == first.id]

    # What the first may have sent is not forgotten: the second must look before it sends.
    assert taken.begun_at == NOW
    assert first.begun_at is None
    number = first.id or 0
    assert not await db.write(deliveries.is_held, number, "a", NOW + LEASE)
    assert not await db.write(deliveries.is_held, number, "b", NOW + LEASE)
    assert await db.write(deliveries.is_held, number, "b", later + LEASE)
