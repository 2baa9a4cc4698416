"""Asked when due, never outside hours or on a day off, once per date: windows of single people."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dates.values import Clock
from domain.recurrence import parse_recurrence
from domain.standups.values import Part, Standup, Zones
from domain.standups.windows import (
    Excluded,
    NotAsked,
    Participant,
    Team,
    Window,
    hours_of,
    window_of,
    works_on,
)
from domain.workdays import DateRange, WorkCalendar, holidays_of

TUESDAY = dt.date(2026, 5, 12)
DAILY = Standup("Daily")
IN_TEAM_ZONE = replace(DAILY, zones=Zones.TEAM)
NEW_YORK, SHANGHAI = ZoneInfo("America/New_York"), ZoneInfo("Asia/Shanghai")
KOLKATA, LONDON = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/London")
LORD_HOWE, APIA = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia")
AMERICANS = Team(NEW_YORK)
ANN, BEN = Participant(1, SHANGHAI), Participant(2, NEW_YORK)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def window(
    person: Participant, standup: Standup = DAILY, date: dt.date = TUESDAY, team: Team = AMERICANS
) -> Window:
    found = window_of(standup, date, person, team)
    assert isinstance(found, Window)
    return found


def why(
    person: Participant, standup: Standup = DAILY, date: dt.date = TUESDAY, team: Team = AMERICANS
) -> NotAsked:
    found = window_of(standup, date, person, team)
    assert isinstance(found, Excluded)
    assert found.person == person.person
    return found.reason


# --- each in their own zone ---------------------------------------------------------------------


def test_everyone_is_asked_at_half_past_nine_of_their_own_clock() -> None:
    assert window(ANN) == Window(
        1, TUESDAY, utc("2026-05-12 01:30"), utc("2026-05-12 03:30"), utc("2026-05-12 03:00")
    )
    assert window(BEN).prompt_at == utc("2026-05-12 13:30")
    assert window(replace(BEN, zone=KOLKATA)).prompt_at == utc("2026-05-12 04:00")


def test_a_window_over_midnight_closes_on_the_next_date() -> None:
    late = replace(DAILY, prompt=Clock(18), close=Clock(10), reminder=60)
    assert late.closes_next_day
    assert late.open_for == dt.timedelta(hours=16)
    found = window(ANN, late)
    assert (found.date, found.closes_at) == (TUESDAY, utc("2026-05-13 02:00"))
    assert found.remind_at == utc("2026-05-13 01:00")


@pytest.mark.parametrize(
    ("prompt", "close", "asked", "closed"),
    [
        # 02:30 is not there on 8 March in New York.
        (Clock(2, 30), Clock(4), "2026-03-08 07:30", "2026-03-08 08:00"),
        # Both are not there: the usual time to answer is left.
        (Clock(2, 45), Clock(3, 15), "2026-03-08 07:45", "2026-03-08 08:15"),
        (Clock(1), Clock(2, 30), "2026-03-08 06:00", "2026-03-08 07:30"),
    ],
)
def test_a_clock_change_leaves_time_to_answer(
    prompt: Clock, close: Clock, asked: str, closed: str
) -> None:
    early = replace(
        DAILY, days=parse_recurrence("every day") or DAILY.days, prompt=prompt, close=close
    )
    found = window(BEN, early, dt.date(2026, 3, 8))
    assert (found.prompt_at, found.closes_at) == (utc(asked), utc(closed))


def test_the_reminder_stands_before_the_close_or_not_at_all() -> None:
    assert window(ANN, replace(DAILY, reminder=0)).remind_at is None
    joined_late = replace(ANN, works_from=dt.time(11, 15))
    late = window(joined_late, IN_TEAM_ZONE, team=Team(SHANGHAI))
    assert late.prompt_at == utc("2026-05-12 03:15")
    assert late.remind_at is None


def test_why_somebody_is_not_asked() -> None:
    off = frozenset({TUESDAY})
    assert why(replace(ANN, calendar=WorkCalendar(holidays=off))) is NotAsked.HOLIDAY
    assert why(replace(ANN, calendar=WorkCalendar(days_off=off))) is NotAsked.DAY_OFF
    away = WorkCalendar(holidays=off, away=(DateRange(TUESDAY, TUESDAY),))
    assert why(replace(ANN, calendar=away)) is NotAsked.AWAY
    part_time = WorkCalendar(working_days=frozenset({0, 2}))
    assert why(replace(ANN, calendar=part_time)) is NotAsked.DAY_OFF
    assert why(replace(ANN, joined_at=utc("2026-05-12 01:31"))) is NotAsked.JOINED_LATER
    assert window(replace(ANN, joined_at=utc("2026-05-12 01:30"))).date == TUESDAY
    assert why(replace(ANN, zone=APIA), date=dt.date(2011, 12, 30)) is NotAsked.NO_SUCH_DATE


def test_a_saturday_that_the_standup_names_is_asked_but_not_on_leave() -> None:
    saturday = dt.date(2026, 5, 16)
    weekly = replace(DAILY, days=parse_recurrence("every sat") or DAILY.days)
    assert window(ANN, weekly, saturday).date == saturday
    away = WorkCalendar(away=(DateRange(saturday, saturday),))
    assert why(replace(ANN, calendar=away), weekly, saturday) is NotAsked.AWAY
    holiday = WorkCalendar(holidays=frozenset({saturday}))
    assert why(replace(ANN, calendar=holiday), weekly, saturday) is NotAsked.HOLIDAY
    make_up = WorkCalendar(extra_days=frozenset({saturday}))
    assert window(replace(ANN, calendar=make_up), date=saturday).date == saturday


def test_who_is_optional_has_a_window_that_does_not_count() -> None:
    assert window(ANN).counts
    assert not window(replace(ANN, part=Part.OPTIONAL)).counts


# --- on the team's clock ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "hours", "close", "expected"),
    [
        # 09:30 in New York is 14:30 in London and 19:00 in Kolkata.
        ("Europe/London", (9, 18), Clock(11, 30), "2026-05-12 13:30"),
        ("Asia/Kolkata", (9, 18), Clock(11, 30), NotAsked.OUTSIDE_HOURS),
        ("Asia/Kolkata", (12, 21), Clock(11, 30), "2026-05-12 13:30"),
        # Los Angeles begins at 12:00 of New York.
        ("America/Los_Angeles", (9, 18), Clock(11, 30), NotAsked.OUTSIDE_HOURS),
        ("America/Los_Angeles", (9, 18), Clock(12, 0), NotAsked.OUTSIDE_HOURS),
        ("America/Los_Angeles", (9, 18), Clock(12, 1), "2026-05-12 16:00"),
        # The next morning of Kolkata and of Tonga, before a close on the next date.
        ("Asia/Kolkata", (9, 18), Clock(8, 0), "2026-05-13 03:30"),
        ("Pacific/Tongatapu", (9, 18), Clock(20, 0), "2026-05-12 20:00"),
        # A night shift that began the evening before, one around the clock.
        ("Asia/Shanghai", (20, 4), Clock(11, 30), "2026-05-12 13:30"),
        ("Asia/Shanghai", (0, 0), Clock(11, 30), "2026-05-12 13:30"),
        ("Asia/Shanghai", (16, 1), Clock(11, 30), "2026-05-12 13:30"),
    ],
)
def test_who_is_outside_hours_is_asked_when_work_begins_before_the_close_or_not_at_all(
    zone: str, hours: tuple[int, int], close: Clock, expected: str | NotAsked
) -> None:
    person = Participant(
        3,
        ZoneInfo(zone),
        works_from=dt.time(hours[0]),
        works_until=dt.time(hours[1]),
    )
    standup = replace(IN_TEAM_ZONE, close=close)
    if isinstance(expected, NotAsked):
        assert why(person, standup) is expected
    else:
        assert window(person, standup).prompt_at == utc(expected)
        assert window(person, standup).closes_at == window(BEN, standup).closes_at


def test_the_day_off_is_the_one_of_the_place_where_the_person_is() -> None:
    # Friday afternoon in New York is Saturday morning in Tonga.
    friday = dt.date(2026, 5, 15)
    afternoon = replace(IN_TEAM_ZONE, prompt=Clock(16), close=Clock(21))
    tongan = Participant(4, ZoneInfo("Pacific/Tongatapu"))
    assert why(tongan, afternoon, friday) is NotAsked.DAY_OFF
    assert window(tongan, afternoon, dt.date(2026, 5, 14)).prompt_at == utc("2026-05-14 20:00")
    away = replace(tongan, calendar=WorkCalendar(away=(DateRange(friday, friday),)))
    assert why(away, afternoon, dt.date(2026, 5, 14)) is NotAsked.AWAY


def test_who_is_away_and_asleep_is_away() -> None:
    away = WorkCalendar(away=(DateRange(TUESDAY, TUESDAY),))
    assert why(replace(ANN, calendar=away), IN_TEAM_ZONE) is NotAsked.AWAY
    assert why(ANN, IN_TEAM_ZONE) is NotAsked.OUTSIDE_HOURS


# --- properties ---------------------------------------------------------------------------------

YEARS = range(2025, 2030)
CALENDARS = [
    WorkCalendar(),
    WorkCalendar(holidays=holidays_of("US", None, YEARS)),
    WorkCalendar(holidays=holidays_of("CN", None, YEARS)),
    WorkCalendar(away=(DateRange(dt.date(2026, 6, 1), dt.date(2026, 6, 20)),)),
]
ZONES = [
    *(NEW_YORK, SHANGHAI, KOLKATA, LONDON, LORD_HOWE, ZoneInfo("Pacific/Chatham")),
    *(ZoneInfo("Pacific/Tongatapu"), ZoneInfo("Pacific/Pago_Pago"), ZoneInfo("Asia/Kathmandu")),
]
TIMES = st.integers(0, 95).map(lambda quarter: Clock(quarter // 4, quarter % 4 * 15))
HOURS = st.integers(0, 23).map(dt.time)
PEOPLE = st.builds(
    Participant,
    st.just(1),
    st.sampled_from(ZONES),
    st.sampled_from(CALENDARS),
    HOURS,
    HOURS,
)
STANDUPS = st.builds(
    Standup,
    st.just("Daily"),
    prompt=TIMES,
    close=TIMES,
    zones=st.sampled_from(Zones),
    reminder=st.sampled_from([0, 15, 30]),
)
DATES = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))


@given(standup=STANDUPS, person=PEOPLE, zone=st.sampled_from(ZONES), date=DATES)
@settings(max_examples=800, deadline=None)
def test_nobody_is_asked_outside_the_window_on_a_day_off_or_outside_hours(
    standup: Standup, person: Participant, zone: ZoneInfo, date: dt.date
) -> None:
    if standup.prompt == standup.close:
        return
    team = Team(zone)
    found = window_of(standup, date, person, team)
    if isinstance(found, Excluded):
        return
    assert found.prompt_at < found.closes_at
    assert found.closes_at - found.prompt_at <= dt.timedelta(hours=25)
    if found.remind_at is not None:
        assert found.prompt_at < found.remind_at < found.closes_at
    local = found.prompt_at.astimezone(person.zone)
    if standup.zones is Zones.EACH_LOCAL:
        assert local.date() == date
        assert works_on(date, date, person, team)
        return
    spans = [
        (day, *hours_of(day, person.zone, person.works_from, person.works_until))
        for day in (local.date(), local.date() - dt.timedelta(days=1))
    ]
    assert any(
        begin <= found.prompt_at < end and works_on(day, date, person, team)
        for day, begin, end in spans
    )


@given(standup=STANDUPS, person=PEOPLE)
@settings(max_examples=100, deadline=None)
def test_the_windows_of_one_person_follow_one_another(
    standup: Standup, person: Participant
) -> None:
    days = [dt.date(2026, 3, 1) + dt.timedelta(days=step) for step in range(60)]
    windows = [
        found
        for day in days
        if isinstance(found := window_of(standup, day, person, Team(LONDON)), Window)
    ]
    assert all(one.prompt_at < other.prompt_at for one, other in pairwise(windows))
    assert len({one.date for one in windows}) == len(windows)
