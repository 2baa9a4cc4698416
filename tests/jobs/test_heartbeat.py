"""The heartbeat: what is due is done once, by whichever process; what fails stops nothing else."""

import asyncio
import datetime as dt
from collections import Counter
from dataclasses import dataclass

import pytest
from sqlmodel import Session

from jobs.heartbeat import Heartbeat
from storage import rhythms
from storage.database import Database
from storage.rhythms import MAX_TRIES, Look
from storage.tables import Rhythm
from storage.workspaces import install_workspace

NOON = dt.datetime(2026, 5, 11, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@dataclass
class Hands:
    """A clock that is moved by hand."""

    at: dt.datetime = NOON

    def now(self) -> dt.datetime:
        return self.at


def _fill(session: Session, count: int) -> int:
    workspace = install_workspace(
        session, "T1", name="", domain="", bot_user_id="UBOT", bot_id="B1", app_id="A1", now=NOON
    )
    workspace_id = workspace.id or 0
    for subject in range(1, count + 1):
        rhythms.look_at(session, workspace_id, "ring", subject, Look(NOON, "noon"))
    return workspace_id


def _note(session: Session, row: Rhythm, now: dt.datetime) -> Look:
    """Write down that it happened; the next time is an hour later."""
    slot = row.slot or "later"
    noted = rhythms.note_occurrence(
        session, row, slot, due_at=row.next_at or now, now=now, outcome="sent"
    )
    assert noted
    return Look(now + HOUR, f"{now + HOUR:%H}")


async def test_what_is_due_happens_once_in_each_slot(db: Database) -> None:
    await db.write(_fill, 3)
    hands = Hands()
    heart = Heartbeat(db, hands, {"ring": _note})
    await heart.tick()
    await heart.tick()
    assert await _happened(db) == {"noon": 3}
    hands.at += HOUR
    await heart.tick()
    assert await _happened(db) == {"noon": 3, "13": 3}
    assert await db.read(rhythms.next_due, hands.at) == hands.at + HOUR


async def test_two_processes_do_everything_once(db: Database, database_url: str) -> None:
    await db.write(_fill, 200)
    other = Database(database_url)
    try:
        hearts = [Heartbeat(each, Hands(), {"ring": _note}) for each in (db, other)]
        await asyncio.gather(*(heart.tick() for heart in hearts))
    finally:
        await other.close()
    assert await _happened(db) == {"noon": 200}


async def test_one_that_fails_is_held_back_and_stops_no_other(db: Database) -> None:
    workspace_id = await db.write(_fill, 3)
    hands = Hands()

    def ring(session: Session, row: Rhythm, now: dt.datetime) -> Look:
        look = _note(session, row, now)
        if row.subject_id == 2:
            raise LookupError("broken for ever")
        return look

    heart = Heartbeat(db, hands, {"ring": ring})
    await heart.tick()
    assert await _happened(db) == {"noon": 2}
    for _ in range(MAX_TRIES):
        hands.at += HOUR
        await heart.tick()
    (stuck,) = await db.read(rhythms.stuck, workspace_id)
    assert (stuck.subject_id, stuck.attempts, stuck.error) == (2, MAX_TRIES, "LookupError")
    assert (await _happened(db))["noon"] == 2


async def test_work_that_is_left_is_done_in_the_same_tick(db: Database) -> None:
    await db.write(_fill, 1)
    turns = iter(range(5))

    def ring(_: Session, row: Rhythm, now: dt.datetime) -> Look:
        return Look(now if next(turns) < 4 else None, row.slot)

    await Heartbeat(db, Hands(), {"ring": ring}).tick()
    assert next(turns, None) is None


@pytest.mark.parametrize("paused", [True, False])
async def test_what_is_paused_waits(db: Database, *, paused: bool) -> None:
    workspace_id = await db.write(_fill, 1)
    await db.write(rhythms.pause, workspace_id, "ring", 1, paused=paused)
    await Heartbeat(db, Hands(), {"ring": _note}).tick()
    assert await _happened(db) == ({} if paused else {"noon": 1})


async def _happened(db: Database) -> dict[str, int]:
    def read(session: Session) -> list[str]:
        found = session.connection().exec_driver_sql("SELECT slot FROM occurrence")
        return [row.slot for row in found]

    return dict(Counter(await db.read(read)))
