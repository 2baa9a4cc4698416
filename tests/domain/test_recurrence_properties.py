"""Ten years of dates in twelve zones: none skipped, none doubled, each on a day it may have."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dates.values import Clock
from domain.recurrence import (
    OnDate,
    OnDays,
    OnNth,
    OnWeekdays,
    Recurrence,
    Unit,
    first_occurrence,
    from_json,
    instant_of,
    next_after_completion,
    next_instant,
    next_occurrence,
    occurrences,
    parse_recurrence,
    render_recurrence,
    to_json,
)
from domain.workdays import DateRange, WorkCalendar, holidays_of
from tests.domain.reading import rows

ZONES = [
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Santiago",
    "Europe/Berlin",
    "Europe/London",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "Pacific/Apia",
]
BEGIN, END = dt.date(2026, 1, 1), dt.date(2035, 12, 31)
YEARS = range(2025, 2038)
EVERY_DAY = WorkCalendar(frozenset())
GULF = WorkCalendar(frozenset({6, 0, 1, 2, 3}), holidays_of("AE", None, YEARS))
CALENDARS = [
    WorkCalendar(),
    WorkCalendar(holidays=holidays_of("US", None, YEARS)),
    WorkCalendar(holidays=holidays_of("CN", None, YEARS)),
    WorkCalendar(holidays=holidays_of("DE", "BY", YEARS)),
    GULF,
    WorkCalendar(frozenset({0, 2})),
    EVERY_DAY,
]
ONS = {
    Unit.DAY: st.none(),
    Unit.WORKDAY: st.none(),
    Unit.WEEK: st.none() | st.frozensets(st.integers(0, 6), min_size=1).map(OnWeekdays),
    Unit.MONTH: st.none()
    | st.lists(st.integers(1, 31), min_size=1, max_size=4, unique=True).map(
        lambda days: OnDays(tuple(sorted(days)))
    )
    | st.builds(OnNth, st.sampled_from([1, 2, 3, 4, 5, -1]), st.none() | st.integers(0, 6))
    | st.builds(OnNth, st.integers(1, 23)),
    Unit.YEAR: st.none() | st.dates(BEGIN, END).map(lambda day: OnDate(day.month, day.day)),
}
DAYS = st.dates(BEGIN, dt.date(2034, 12, 31))
CLOCKS = st.builds(Clock, st.integers(0, 23), st.integers(0, 59))


def rules(*, completion: st.SearchStrategy[bool]) -> st.SearchStrategy[Recurrence]:
    return st.sampled_from(list(Unit)).flatmap(
        lambda unit: st.builds(
            Recurrence,
            unit=st.just(unit),
            every=st.integers(1, 4) | st.integers(1, 40),
            on=ONS[unit],
            from_completion=completion,
            at=st.none() | CLOCKS,
            start=st.none() | DAYS,
        )
    )


FIXED, ANY = rules(completion=st.just(value=False)), rules(completion=st.booleans())


@given(ANY)
@settings(max_examples=600, deadline=None)
def test_what_is_rendered_or_stored_reads_as_the_same(r: Recurrence) -> None:
    assert parse_recurrence(render_recurrence(r)) == r
    assert from_json(to_json(r)) == r


PIECES = " ".join(
    phrase for name in ("recurrences_en.txt", "recurrences_zh.txt") for phrase, _ in rows(name)
).split()


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(["", " "]))
@settings(max_examples=600, deadline=None)
def test_any_heap_of_its_words_is_read_or_not_but_never_breaks(
    pieces: list[str], glue: str
) -> None:
    r = parse_recurrence(glue.join(pieces))
    if r is not None:
        assert parse_recurrence(render_recurrence(r)) == r


@given(st.text(max_size=100))
def test_any_text_is_read_or_not_but_never_breaks(text: str) -> None:
    parse_recurrence(text)


@given(ANY, DAYS, st.sampled_from(CALENDARS))
@settings(max_examples=800, deadline=None)
def test_the_next_date_is_after_and_allowed(
    r: Recurrence, after: dt.date, calendar: WorkCalendar
) -> None:
    found = next_occurrence(r, after, calendar=calendar)
    assert found > after
    assert r.from_completion or r.start is None or found >= r.start
    if calendar.is_working(found):
        return
    # Only a weekday that was named may be free, and only because it is free every week.
    assert not calendar.is_day_off(found)
    named = r.unit is Unit.WEEK or isinstance(r.on, OnNth) or (r.unit, r.every) == (Unit.DAY, 1)
    assert named


@given(FIXED, DAYS, st.sampled_from(CALENDARS))
@settings(max_examples=300, deadline=None)
def test_one_after_the_other_is_the_same_as_all_at_once(
    r: Recurrence, start: dt.date, calendar: WorkCalendar
) -> None:
    r = r.starting(start)
    end = start + dt.timedelta(days=200 * min(r.every, 3))
    at_once = list(occurrences(r, start, end, calendar))
    date, one_by_one = first_occurrence(r, start, calendar=calendar), []
    while date <= end:
        one_by_one.append(date)
        date = next_occurrence(r, date, calendar=calendar)
    assert one_by_one == at_once
    assert all(one < other for one, other in pairwise(at_once))


@given(FIXED, DAYS, st.sampled_from(CALENDARS))
@settings(max_examples=300, deadline=None)
def test_each_period_has_one_date_unless_it_has_no_working_day(
    r: Recurrence, start: dt.date, calendar: WorkCalendar
) -> None:
    """From one date of the rule alone to the next is a period."""
    r = r.starting(start)
    if r.unit is Unit.WORKDAY or (isinstance(r.on, OnNth) and r.on.weekday is None):
        return  # their dates of the rule are working days already
    end = start + dt.timedelta(days=400 * min(r.every, 3))
    plain = list(occurrences(r, start, end, EVERY_DAY))
    moved = list(occurrences(r, start, end, calendar))
    for begin, after in pairwise(plain):
        within = [date for date in moved if begin <= date < after]
        days = (begin + dt.timedelta(step) for step in range((after - begin).days))
        assert len(within) == (1 if any(map(calendar.is_working, days)) or within else 0)
        assert all(date == begin or calendar.is_working(date) for date in within)


def oracle(r: Recurrence, start: dt.date) -> list[dt.date]:
    """Return the dates as dateutil reckons them, for rules that it can say."""
    frequency = {Unit.DAY: 3, Unit.WEEK: 2, Unit.MONTH: 1, Unit.YEAR: 0}[r.unit]
    extra: dict[str, object] = {}
    if isinstance(r.on, OnWeekdays):
        extra = {"byweekday": sorted(r.on.days)}
    elif isinstance(r.on, OnDays):
        extra = {"bymonthday": r.on.days}
    elif isinstance(r.on, OnNth) and r.on.weekday is not None:
        extra = {"byweekday": rrule.weekday(r.on.weekday, r.on.nth)}
    elif isinstance(r.on, OnDate):
        extra = {"bymonth": r.on.month, "bymonthday": r.on.day}
    noon = dt.datetime.combine(start, dt.time(12), dt.UTC)
    until = dt.datetime.combine(END, dt.time(12), dt.UTC)
    found = rrule.rrule(frequency, noon, interval=r.every, until=until, **extra)  # type: ignore[arg-type]
    return [moment.date() for moment in found]


@given(FIXED, DAYS)
@settings(max_examples=300, deadline=None)
def test_ten_years_of_dates_are_those_of_dateutil(r: Recurrence, start: dt.date) -> None:
    clamps = isinstance(r.on, OnDays | OnDate | OnNth) or r.on is None
    start = start.replace(day=min(start.day, 28))
    late = (
        (isinstance(r.on, OnDays) and r.on.days[-1] > 28)
        or (isinstance(r.on, OnDate) and r.on == OnDate(2, 29))
        or (isinstance(r.on, OnNth) and (r.on.weekday is None or r.on.nth == 5))
        or r.unit is Unit.WORKDAY
    )
    if late and clamps:
        return  # dateutil leaves such months out, and knows no working days
    first = first_occurrence(r.starting(start), start, calendar=EVERY_DAY)
    if r.on is None and first.day > 28:
        return  # the same: the rule has a start of its own late in a month
    r = Recurrence(r.unit, r.every, r.on, start=first)
    assert list(occurrences(r, first, END, EVERY_DAY)) == oracle(r, first)


@given(ANY, DAYS, st.integers(-60, 400), st.sampled_from(CALENDARS))
@settings(max_examples=400, deadline=None)
def test_what_follows_a_task_is_due_after_it_and_not_before_it_was_done(
    r: Recurrence, due: dt.date, late: int, calendar: WorkCalendar
) -> None:
    completed = due + dt.timedelta(days=late)
    found = next_after_completion(r, due=due, completed=completed, calendar=calendar)
    assert found >= completed
    assert found > (completed if r.from_completion else due)


@pytest.mark.parametrize("zone_name", ZONES)
@pytest.mark.parametrize(
    ("phrase", "at"),
    [
        ("every day", Clock(2, 30)),
        ("every day", Clock(0)),
        ("every workday", Clock(9, 30)),
        ("every 3rd fri", Clock(23, 59)),
        ("every last workday", Clock(1, 30)),
        ("每月31号", Clock(9)),
    ],
)
def test_ten_years_of_instants_one_for_each_date(zone_name: str, phrase: str, at: Clock) -> None:
    zone, calendar = ZoneInfo(zone_name), CALENDARS[1]
    r = parse_recurrence(phrase)
    assert r is not None
    dates = list(occurrences(r, BEGIN, END, calendar))
    instants = [instant_of(date, at, zone) for date in dates]
    assert all(one < other for one, other in pairwise(instants))
    for date, moment in zip(dates, instants, strict=True):
        local = moment.astimezone(zone)
        assert local.date() == date
        wall = (local.hour, local.minute)
        # Only a time that the zone skips on that date is another, and then a later one.
        assert wall == (at.hour, at.minute) or wall > (at.hour, at.minute)
    moment = instants[0]
    for expected in instants[1:60]:
        moment = next_instant(r, moment, clock=at, zone=zone, calendar=calendar)
        assert moment == expected


@given(
    st.sampled_from([phrase for phrase, _ in rows("recurrences_en.txt")]),
    st.integers(1_767_225_600, 2_050_000_000),
    st.sampled_from(ZONES),
    CLOCKS,
)
@settings(max_examples=300, deadline=None)
def test_the_next_instant_is_after_now_on_the_wall_clock(
    phrase: str, seconds: int, zone_name: str, at: Clock
) -> None:
    r, zone = parse_recurrence(phrase), ZoneInfo(zone_name)
    assert r is not None
    now = dt.datetime.fromtimestamp(seconds, dt.UTC)
    found = next_instant(r, now, clock=at, zone=zone, calendar=CALENDARS[1])
    assert found > now
    clock = r.at or at
    assert found == instant_of(found.astimezone(zone).date(), clock, zone)


@pytest.mark.parametrize(
    "piece",
    ["mon and ", "mon, ", "weds ", "mon-fri ", "1st and ", "1, ", "the ", "on the ", "every ", "!"],
)
def test_endless_lists_are_refused_in_no_time(piece: str) -> None:
    for begin in ("every ", "every 2 weeks on ", "monthly on the ", "every month on the "):
        text = (begin + piece * 60)[:230]
        parse_recurrence(text)
        parse_recurrence(f"{text} x")
    for zh in ("每周" + "一、" * 60, "每月" + "1号、" * 60, "每" * 100, "每月" + "一" * 90):
        parse_recurrence(zh)


def test_a_year_of_leave_in_the_middle_is_no_trouble() -> None:
    leave = WorkCalendar().with_away([DateRange(dt.date(2027, 1, 1), dt.date(2027, 12, 31))])
    for phrase in ("every day", "every workday", "every 31st", "every! 10 days", "every 2 weeks"):
        r = parse_recurrence(phrase)
        assert r is not None
        found = next_occurrence(r, dt.date(2026, 12, 31), calendar=leave)
        assert found >= dt.date(2028, 1, 1) or not leave.is_day_off(found)
