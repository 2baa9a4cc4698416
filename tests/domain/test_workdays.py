"""Working days: weekends, holidays, and calendars that would never end."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.workdays import WorkCalendar, holidays_of

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
