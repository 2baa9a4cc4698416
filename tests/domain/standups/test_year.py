"""A year of forty people in ten zones, held against what the product says, worked out anew here.

The checker counts minutes on wall clocks and knows nothing of windows and rounds.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from domain.standups.rounds import (
    Attendance,
    Round,
    count_round,
    due_in_round,
    next_round,
    plan_round,
)
from domain.standups.values import Standup, Zones
from domain.standups.windows import Participant, Team, Window
from domain.workdays import DateRange, WorkCalendar, holidays_of

ZONES = [
    *("America/New_York", "America/Los_Angeles", "Europe/London", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Asia/Shanghai", "Australia/Lord_Howe", "Pacific/Tongatapu"),
    *("Pacific/Pago_Pago", "America/Santiago"),
]
YEARS = (2025, 2026, 2027)
HOLIDAYS = {country: holidays_of(country, None, YEARS) for country in ("US", "CN")}
TEAM = Team(ZoneInfo("America/New_York"), WorkCalendar(holidays=HOLIDAYS["US"]))
BEGIN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
END = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def forty(seed: int) -> list[Participant]:
    """Vacations, two calendars, hours of their own, people who join in the course of the year."""
    chance = random.Random(seed)
    people = []
    for number in range(40):
        off = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(330))
        vacation = DateRange(off, off + dt.timedelta(days=chance.randrange(1, 25)))
        begin = chance.choice([7, 9, 9, 9, 10, 12])
        joined = BEGIN + dt.timedelta(hours=chance.randrange(6000)) if number % 8 == 0 else None
        people.append(
            Participant(
                number,
                ZoneInfo(ZONES[number % len(ZONES)]),
                WorkCalendar(holidays=HOLIDAYS[chance.choice(["US", "CN"])], away=(vacation,)),
                dt.time(begin),
                dt.time(begin + 9),
                joined_at=joined,
            )
        )
    return people


Asked = dict[tuple[int, dt.date], dt.datetime]


def run_year(
    standup: Standup, people: list[Participant], moves: dict[dt.datetime, tuple[int, str]]
) -> tuple[Asked, list[tuple[Round, dict[int, Attendance], dt.datetime]]]:
    """Tick from one due moment to the next; return who was asked when, and the rounds closed."""
    asked: Asked = {}
    closed: list[tuple[Round, dict[int, Attendance], dt.datetime]] = []
    running: list[tuple[dt.date, dict[int, Attendance], dict[int, Window], bool]] = []
    coming = next_round(standup, people, TEAM, BEGIN)
    now = BEGIN
    while now < END:
        for at in [at for at in moves if at <= now]:
            person, zone = moves.pop(at)
            people[person] = replace(people[person], zone=ZoneInfo(zone))
            if coming is not None:
                coming = plan_round(standup, coming.date, people, TEAM)
        while coming is not None and (coming.opens_at or coming.usual_at or END) <= now:
            if coming.windows:
                running.append((coming.date, {}, {}, False))
            coming = next_round(standup, people, TEAM, now, after=coming.date)
        wakes = [*moves]
        wakes += [coming.opens_at or coming.usual_at or END] if coming else []
        still = []
        for date, states, windows, _ in running:
            planned = plan_round(standup, date, people, TEAM, asked=windows)
            due = due_in_round(planned, states, now, posted=True)
            for person in due.prompts:
                assert (person, date) not in asked, "asked twice for one date"
                asked[person, date] = now
                window = planned.window(person)
                assert window is not None
                windows[person] = window
                states[person] = Attendance.ASKED
            if due.summary:
                closed.append((planned, states, now))
                continue
            due = due_in_round(planned, states, now, posted=True)
            assert due.next_at is not None
            assert due.next_at > now
            wakes.append(due.next_at)
            still.append((date, states, windows, True))
        running = still
        now = min([at for at in wakes if at > now], default=END)
    return asked, closed


def works(person: Participant, day: dt.date) -> bool:
    free = day in person.calendar.holidays or any(day in away for away in person.calendar.away)
    return day.weekday() < 5 and not free


def dates() -> list[dt.date]:
    days = [dt.date(2026, 1, 2) + dt.timedelta(days=step) for step in range(360)]
    return [day for day in days if day.weekday() < 5 and day not in HOLIDAYS["US"]]


def wall(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return at.astimezone(zone).replace(tzinfo=None)


@pytest.mark.parametrize("seed", [1, 2])
def test_each_on_their_own_clock_exactly_when_due_and_only_then(seed: int) -> None:
    people = forty(seed)
    asked, closed = run_year(Standup("Daily"), list(people), {})
    for person in people:
        for day in dates():
            half_past_nine = dt.datetime.combine(day, dt.time(9, 30))
            at = asked.get((person.person, day))
            due = works(person, day)
            if due and person.joined_at is not None:
                due = wall(person.joined_at, person.zone) <= half_past_nine
            assert (at is not None) is due, (person.person, day)
            if at is not None:
                assert wall(at, person.zone) == half_past_nine
    assert {day for _, day in asked} <= {*dates(), dt.date(2026, 1, 1), *late_december()}
    for planned, states, now in closed:
        count = count_round(planned, states, now)
        assert count.expected == len(states) == len(count.missing)
        assert count.not_asked == ()


def late_december() -> set[dt.date]:
    return {dt.date(2026, 12, day) for day in range(28, 32)}


@pytest.mark.parametrize("seed", [3, 4])
def test_on_the_teams_clock_when_work_begins_before_the_close_or_not_at_all(seed: int) -> None:
    people = forty(seed)[:12]
    standup = Standup("Daily", zones=Zones.TEAM)
    asked, _ = run_year(standup, list(people), {})
    for person in people:
        for day in dates()[::7]:
            opens = dt.datetime.combine(day, dt.time(9, 30), TEAM.zone).astimezone(dt.UTC)
            minutes = (opens + step * MINUTE for step in range(120))
            expected = next((at for at in minutes if at_work(person, at)), None)
            if expected is not None and person.joined_at and person.joined_at > expected:
                expected = None
            assert asked.get((person.person, day)) == expected, (person.person, day)


def at_work(person: Participant, at: dt.datetime) -> bool:
    local = wall(at, person.zone)
    return works(person, local.date()) and person.works_from <= local.time() < person.works_until


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_travellers_are_asked_once_for_a_date_and_never_at_night(seed: int) -> None:
    chance = random.Random(seed)
    people = forty(seed)[:10]
    moves = {
        BEGIN + dt.timedelta(minutes=chance.randrange(60 * 24 * 360)): (
            chance.randrange(10),
            chance.choice(ZONES),
        )
        for _ in range(120)
    }
    zones = {person.person: [(BEGIN, person.zone)] for person in people}
    for at, (number, name) in sorted(moves.items()):
        zones[number].append((at, ZoneInfo(name)))
    asked, _ = run_year(Standup("Daily"), list(people), dict(moves))
    assert len(asked) > 1500
    for (number, day), at in asked.items():
        zone = [zone for since, zone in zones[number] if since <= at][-1]
        local = wall(at, zone)
        # On the date of the round, within its window, on a day they work.
        assert local.date() == day
        assert dt.time(9, 30) <= local.time() < dt.time(11, 30)
        assert works(people[number], day)
