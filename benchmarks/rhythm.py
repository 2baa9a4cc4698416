"""The heartbeat: a tick with nothing due among a million rows; ten thousand questions at once.

`python -m benchmarks.rhythm [--db sqlite|postgresql|both] [--rows 1000000] [--people 10000]`
"""

import argparse
import asyncio
import datetime as dt
import os
import statistics
import sys
import time

from sqlalchemy import insert, text
from sqlmodel import Session

from benchmarks.measure import database_url, memory_mb, say, table
from benchmarks.tasks import insert_numbered
from domain.recurrence import to_json
from domain.standups.values import DEFAULT_DAYS, DEFAULT_QUESTIONS
from jobs.heartbeat import Heartbeat
from jobs.rendering import render_all
from storage import deliveries, rhythms, rows
from storage.database import Database
from storage.migrate import upgrade
from storage.rhythms import Look
from storage.tables import Conversation, Delivery, Member, Person, Rhythm, Standup, Team, Workspace

EVENING = dt.datetime(2026, 5, 11, 20, tzinfo=dt.UTC)
MORNING = dt.datetime(2026, 5, 12, 9, 30, tzinfo=dt.UTC)
TICKS = 200
LEASE = dt.timedelta(seconds=30)
BATCH = 64


class Still:
    """A clock that is set."""

    def __init__(self, now: dt.datetime) -> None:
        self.at = now

    def now(self) -> dt.datetime:
        return self.at


def fill_rhythms(db: Database, count: int) -> None:
    """So many rows in an empty database, all due within the next year, a tenth never."""
    ahead = "datetime('2026-05-12', '+' || (n % 525600) || ' minutes') || '.000000'"
    if db.dialect == "postgresql":
        ahead = "timestamptz '2026-05-12 00:00+00' + (n % 525600) * interval '1 minute'"
    values = {
        "workspace_id": "1",
        "kind": "'nudges'",
        "subject_id": "n",
        "state": "'due'",
        "next_at": f"CASE WHEN n % 10 = 0 THEN NULL ELSE {ahead} END",
    }
    db.run_write(insert_numbered, Workspace, 1, {})
    db.run_write(insert_numbered, Rhythm, count, values)
    db.run_write(lambda session: session.connection().execute(text("ANALYZE")))


async def idle(kind: str, count: int) -> list[object]:
    """Median milliseconds of a tick and of the question when the next one is."""
    with database_url(kind) as url:
        upgrade(url)
        db = Database(url)
        fill_rhythms(db, count)
        heart = Heartbeat(db, Still(EVENING))
        await heart.tick()
        ticks = [await _took(heart.tick()) for _ in range(TICKS)]
        asks = [await _took(db.read(rhythms.next_due, EVENING)) for _ in range(TICKS)]
        await db.close()
    return [kind, f"{count:,}", _median(ticks), _median(asks)]


async def _took(work: object) -> float:
    begun = time.perf_counter()
    await work  # type: ignore[misc]
    return time.perf_counter() - begun


def _median(values: list[float]) -> str:
    return f"{statistics.median(values) * 1000:.2f} ms"


def fill_standups(db: Database, people: int, teams: int) -> None:
    """Teams of equal size, each with a daily standup at 09:30 UTC."""
    db.run_write(insert_numbered, Workspace, 1, {})
    person = {"workspace_id": "1", "zone": "'UTC'", "locale": "'en-US'", "slack_id": "'U' || n"}
    place = {"workspace_id": "1", "kind": "'public'", "known": "true", "bot_is_member": "true"}
    team = {"workspace_id": "1", "conversation_id": "n", "zone": "'UTC'", "working_days": "'01234'"}
    team |= {"works_from": "'09:00:00.000000'", "works_until": "'18:00:00.000000'"}
    team |= {"locale": "'en-US'", "nudges": "'standard'"}
    db.run_write(insert_numbered, Person, people, {**person, "real_name": "'Person ' || n"})
    places = {**place, "slack_id": "'C' || n", "name": "'team' || n"}
    db.run_write(insert_numbered, Conversation, teams, places)
    db.run_write(insert_numbered, Team, teams, team)
    db.run_write(_members, people, teams)
    db.run_write(_standups, teams)
    db.run_write(lambda session: session.connection().execute(text("ANALYZE")))


def _members(session: Session, people: int, teams: int) -> None:
    each = people // teams
    values = [
        {"conversation_id": min((n - 1) // each + 1, teams), "person_id": n}
        for n in range(1, people + 1)
    ]
    session.connection().execute(insert(rows.table_of(Member)), values)


def _standups(session: Session, teams: int) -> None:
    questions = [[question.kind.value, question.text] for question in DEFAULT_QUESTIONS]
    for number in range(1, teams + 1):
        values = {
            "id": number, "workspace_id": 1, "team_id": number, "conversation_id": number,
            "name": "Daily", "folded": "daily", "days": to_json(DEFAULT_DAYS),
            "prompt_at": dt.time(9, 30), "close_at": dt.time(11, 30), "zones": "each_local",
            "questions": questions, "reminder": 30, "mood": False, "name_missing": False,
            "paused": False, "creator_id": 1, "created_at": EVENING, "updated_at": EVENING,
        }  # fmt: skip
        session.connection().execute(insert(rows.table_of(Standup)), [values])
        rhythms.look_at(session, 1, "standup", number, Look(EVENING), team_id=number)


async def morning(kind: str, people: int, teams: int) -> list[object]:
    """How fast everybody is asked, and the questions are claimed and rendered."""
    with database_url(kind) as url:
        upgrade(url)
        db = Database(url)
        fill_standups(db, people, teams)
        clock = Still(EVENING)
        heart = Heartbeat(db, clock)
        await heart.tick()
        clock.at = MORNING
        before = memory_mb(os.getpid())
        asking = await _took(heart.tick())
        begun, rendered = time.perf_counter(), 0
        while claimed := await _claim(db):
            found = await db.read(render_all, claimed, MORNING, MORNING + LEASE)
            rendered += sum(each.row.kind == "standup_prompt" for each in found if each.call)
        carrying = time.perf_counter() - begun
        after = memory_mb(os.getpid())
        await db.close()
    if rendered != people:
        raise RuntimeError(f"{rendered} of {people} questions were rendered")
    return [
        kind, f"{teams} x {people // teams}", f"{people / asking:,.0f}/s",
        f"{people / carrying:,.0f}/s", f"{before:.0f} -> {after:.0f} MB",
    ]  # fmt: skip


async def _claim(db: Database) -> list[Delivery]:
    return await db.write(
        deliveries.claim, now=MORNING, lease=LEASE, carrier="bench", limit=BATCH, lane="job"
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=10_000)
    chosen = parser.parse_args()
    kinds = ("sqlite", "postgresql") if chosen.db == "both" else (chosen.db,)
    if chosen.rows:
        lines = [asyncio.run(idle(kind, chosen.rows)) for kind in kinds]
        table("Nothing due", ("database", "rows", "tick", "when next"), lines)
    if chosen.people:
        sizes = (max(chosen.people // 40, 1), max(chosen.people // 2500, 1))
        lines = [asyncio.run(morning(kind, chosen.people, n)) for kind in kinds for n in sizes]
        heads = ("database", "teams x people", "asked", "claimed and rendered", "memory")
        table("Everybody at 09:30", heads, lines)
    say()
    return 0


if __name__ == "__main__":
    sys.exit(main())
