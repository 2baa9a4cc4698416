"""Working days: weekends, holidays, and calendars that would never end."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.workdays import (
    DateRange,
    WorkCalendar,
    back_on,
    calendar_around,
    holidays_of,
    merge_ranges,
)

WEDNESDAY = dt.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("count", "date"),
    [
        (1, "2026-11-26"),
        (2, "2026-11-27"),
        (3, "2026-11-30"),
        (5, "2026-12-02"),
        (-1, "2026-11-24"),
    ],
)
def test_weekends_do_not_count(count: int, date: str) -> None:
    assert WorkCalendar().add_workdays(WEDNESDAY, count).isoformat() == date


def test_from_a_weekend_the_first_working_day_is_monday() -> None:
    saturday = dt.date(2026, 11, 28)
    assert WorkCalendar().next_working(saturday) == dt.date(2026, 11, 30)
    assert WorkCalendar().last_working(saturday) == dt.date(2026, 11, 27)
    assert WorkCalendar().add_workdays(saturday, 0) == dt.date(2026, 11, 30)
    assert WorkCalendar().add_workdays(saturday, 1) == dt.date(2026, 11, 30)


def test_holidays_do_not_count() -> None:
    calendar = WorkCalendar(holidays=holidays_of("US", None, [2026]))
    assert not calendar.is_working(dt.date(2026, 11, 26))
    assert calendar.add_workdays(WEDNESDAY, 1) == dt.date(2026, 11, 27)


def test_subdivisions_have_their_own_holidays() -> None:
    corpus_christi = dt.date(2026, 6, 4)
    assert corpus_christi in holidays_of("DE", "BY", [2026])
    assert corpus_christi not in holidays_of("DE", "BE", [2026])


@pytest.mark.parametrize(("country", "part"), [("XX", None), ("DE", "NOWHERE"), ("", None)])
def test_an_unknown_country_has_no_holidays(country: str, part: str | None) -> None:
    assert holidays_of(country, part, [2026]) == frozenset()


def test_a_calendar_without_working_days_does_not_hang() -> None:
    assert WorkCalendar(frozenset()).add_workdays(WEDNESDAY, 3) == dt.date(2026, 11, 28)
    days = frozenset(WEDNESDAY + dt.timedelta(day) for day in range(-400, 400))
    assert WorkCalendar(holidays=days).add_workdays(WEDNESDAY, 2) > WEDNESDAY


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def days(text: str) -> DateRange:
    first, _, last = text.partition("..")
    return DateRange(day(first), day(last or first))


FULL = WorkCalendar(
    holidays=frozenset({day("2026-10-01"), day("2026-10-02")}),
    days_off=frozenset({day("2026-11-27")}),
    extra_days=frozenset({day("2026-10-10"), day("2026-10-02")}),
    away=(days("2026-12-07..2026-12-11"), days("2026-10-10")),
)


@pytest.mark.parametrize(
    ("date", "working", "day_off"),
    [
        ("2026-11-26", True, False),
        ("2026-11-27", False, True),
        ("2026-11-28", False, False),
        ("2026-10-01", False, True),
        ("2026-10-02", True, False),
        ("2026-10-10", False, False),
        ("2026-12-06", False, False),
        ("2026-12-07", False, True),
        ("2026-12-11", False, True),
        ("2026-12-14", True, False),
    ],
)
def test_own_days_off_and_extra_days_and_away(date: str, working: bool, day_off: bool) -> None:
    assert FULL.is_working(day(date)) is working
    assert FULL.is_day_off(day(date)) is day_off


def test_a_team_that_works_every_day_still_has_its_own_days_off() -> None:
    calendar = WorkCalendar(frozenset(), days_off=frozenset({WEDNESDAY}))
    assert calendar.next_working(WEDNESDAY) == day("2026-11-26")


def test_working_days_are_counted_around_what_a_person_is_away() -> None:
    calendar = WorkCalendar().with_away([days("2026-11-26..2026-11-27"), days("2026-11-30")])
    assert calendar.away == (days("2026-11-26..2026-11-27"), days("2026-11-30"))
    assert calendar.add_workdays(WEDNESDAY, 1) == day("2026-12-01")
    leave = WorkCalendar().with_away([days("2026-11-26..2027-11-25")])
    assert leave.add_workdays(WEDNESDAY, 1) == day("2027-11-26")
    assert leave.with_away([days("2027-11-26")]).away == (days("2026-11-26..2027-11-26"),)


@pytest.mark.parametrize(
    ("ranges", "merged"),
    [
        ("", ""),
        ("2026-06-20..2026-07-03", "2026-06-20..2026-07-03"),
        ("2026-06-20..2026-06-25 2026-06-22..2026-06-23", "2026-06-20..2026-06-25"),
        ("2026-06-26..2026-06-27 2026-06-20..2026-06-25", "2026-06-20..2026-06-27"),
        ("2026-06-20 2026-06-22", "2026-06-20..2026-06-20 2026-06-22..2026-06-22"),
    ],
)
def test_ranges_that_touch_become_one(ranges: str, merged: str) -> None:
    expected = tuple(days(text) for text in merged.split())
    assert merge_ranges(days(text) for text in ranges.split()) == expected


def test_who_is_away_is_back_on_the_day_after_the_last_range_that_touches() -> None:
    away = [days("2026-06-20..2026-07-03"), days("2026-07-04..2026-07-10"), days("2026-08-01")]
    assert back_on(day("2026-06-25"), away) == day("2026-07-11")
    assert back_on(day("2026-07-11"), away) == day("2026-07-11")


def test_a_range_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before"):
        days("2026-06-20..2026-06-19")


@pytest.mark.parametrize(
    ("country", "part", "start", "count", "end"),
    [
        ("CN", None, "2026-04-30", 1, "2026-05-06"),  # Labour Day takes the 1st to the 5th
        ("CN", None, "2026-05-08", 1, "2026-05-09"),  # a Saturday worked in exchange
        ("CN", None, "2026-02-13", 1, "2026-02-14"),
        ("CN", None, "2026-02-14", 1, "2026-02-24"),  # Spring Festival
        ("US", None, "2026-07-02", 1, "2026-07-06"),  # the 4th is a Saturday: Friday is free
        ("US", None, "2026-12-24", 1, "2026-12-28"),
        ("DE", "BY", "2026-06-03", 1, "2026-06-05"),  # Corpus Christi, in Bavaria
        ("DE", "BE", "2026-06-03", 1, "2026-06-04"),
        ("GB", None, "2026-12-31", 1, "2027-01-04"),  # into the year after
        ("XX", None, "2026-05-01", 1, "2026-05-04"),
        (None, None, "2026-05-01", 1, "2026-05-04"),
    ],
)
def test_a_team_counts_the_working_days_of_its_country(
    country: str | None, part: str | None, start: str, count: int, end: str
) -> None:
    calendar = calendar_around(2026, country=country, subdivision=part)
    assert calendar.add_workdays(day(start), count) == day(end)


def test_a_teams_own_days_off_win_over_days_worked_in_exchange() -> None:
    free = frozenset({day("2026-05-09"), day("2026-05-11")})
    calendar = calendar_around(2026, country="CN", days_off=free)
    assert calendar.add_workdays(day("2026-05-08"), 1) == day("2026-05-12")


def test_the_calendar_of_a_team_is_made_once() -> None:
    assert calendar_around(2026, country="CN") is calendar_around(2026, country="CN")
