"""Through the store: one round per date however time jumps, the next look always ahead."""

import datetime as dt
import random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlmodel import Session

from benchmarks.rhythm import EVENING, Still, fill_standups
from jobs.heartbeat import Heartbeat
from storage import conversations, rows
from storage.database import Database
from storage.tables import Occurrence, Rhythm, Round
from tests.rhythm.expected import is_workday
from tests.rhythm.script import Crew

ZONES = ("Asia/Kathmandu", "Pacific/Apia", "America/New_York", "Australia/Lord_Howe")
TEAMS, JUMPS = 4, 25


def _settle(session: Session) -> None:
    for number, zone in enumerate(ZONES, start=1):
        conversations.change_team(session, number, {"zone": zone, "country": "US"})


def _all(session: Session) -> tuple[list[Round], list[Rhythm], list[Occurrence]]:
    def read(table: type) -> list:  # type: ignore[type-arg]
        return rows.every(session, table, select(rows.table_of(table)), {})

    return read(Round), read(Rhythm), read(Occurrence)


@pytest.mark.parametrize("seed", range(3))
async def test_however_time_jumps_a_date_has_one_round_and_the_next_look_is_ahead(
    db: Database, seed: int
) -> None:
    fill_standups(db, people=TEAMS * 2, teams=TEAMS)
    db.run_write(_settle)
    chance, clock = random.Random(seed), Still(EVENING)
    heart, other = Heartbeat(db, clock), Heartbeat(db, clock)
    crew = Crew("#any", "UTC", "US", (), "ann")
    for _ in range(JUMPS):
        clock.at += dt.timedelta(minutes=chance.choice((1, 40, 300, 1500, 9000)))
        await heart.tick()
        await other.tick()
        made, looked_at, told = db.run_read(_all)
        days = [(each.standup_id, each.day) for each in made]
        assert len(days) == len(set(days))
        assert all(is_workday(crew, day) for _, day in days)
        slots = [(each.kind, each.subject_id, each.slot) for each in told]
        assert len(slots) == len(set(slots))
        assert all(each.state == "due" for each in looked_at)
        assert all(each.next_at is None or each.next_at > clock.at for each in looked_at)
        planned = {each.subject_id for each in looked_at if each.kind == "standup" and each.next_at}
        assert planned == set(range(1, TEAMS + 1))
    last = max(day for _, day in days)
    assert last <= clock.at.astimezone(ZoneInfo("Pacific/Apia")).date() + dt.timedelta(days=1)
