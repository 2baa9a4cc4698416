"""Working-day arithmetic: weekends, holidays, a team's own days, and days somebody is away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import holidays

WEEKDAYS = frozenset(range(5))
ONE_DAY = dt.timedelta(days=1)
LONGEST_PAUSE = 400
"""Nobody rests longer in one go; a calendar that says so is taken as "every day works"."""


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """Days from `first` to `last`, both included; raises `ValueError` if they stand reversed."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a range of days ends before it begins")

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def merge_ranges(ranges: Iterable[DateRange]) -> tuple[DateRange, ...]:
    """Return the same days as few ranges in order: those that overlap or touch become one."""
    merged: list[DateRange] = []
    for found in sorted(ranges):
        if merged and found.first <= merged[-1].last + ONE_DAY:
            merged[-1] = DateRange(merged[-1].first, max(merged[-1].last, found.last))
        else:
            merged.append(found)
    return tuple(merged)


def back_on(day: dt.date, away: Iterable[DateRange]) -> dt.date:
    """Return the first day from `day` on that no away range holds."""
    for found in merge_ranges(away):
        if day in found:
            return found.last + ONE_DAY
    return day


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days a team works, or one person of it.

    Weekdays (Mon = 0) less `holidays` and the team's own `days_off`. `extra_days` are worked
    although they are weekend or holiday (the make-up Saturdays of Chinese holidays). `away` wins
    over all of them: it is what one person said about these very days.
    """

    working_days: frozenset[int] = WEEKDAYS
    holidays: frozenset[dt.date] = frozenset()
    days_off: frozenset[dt.date] = frozenset()
    extra_days: frozenset[dt.date] = frozenset()
    away: tuple[DateRange, ...] = ()

    def is_working(self, day: dt.date) -> bool:
        """Tell whether that day is worked (a team without any working day always does)."""
        if self.away and self.is_away(day):
            return False
        if day in self.extra_days:
            return True
        if not self.working_days:
            return day not in self.days_off
        return (
            day.weekday() in self.working_days
            and day not in self.holidays
            and day not in self.days_off
        )

    def is_away(self, day: dt.date) -> bool:
        """Tell whether the person whose calendar this is has said to be away."""
        return any(day in found for found in self.away)

    def is_day_off(self, day: dt.date) -> bool:
        """Tell whether a day that is worked in other weeks is free: holiday, day off, away."""
        usual = not self.working_days or day.weekday() in self.working_days
        return usual and not self.is_working(day)

    def with_away(self, away: Iterable[DateRange]) -> WorkCalendar:
        """Return this calendar for a person who is away on these days too."""
        return replace(self, away=merge_ranges((*self.away, *away)))

    def next_working(self, day: dt.date) -> dt.date:
        """Return `day` if the team works then, else the first working day after it."""
        return self._first(day, ONE_DAY)

    def last_working(self, day: dt.date) -> dt.date:
        """Return `day` if the team works then, else the last working day before it."""
        return self._first(day, -ONE_DAY)

    def add_workdays(self, day: dt.date, count: int) -> dt.date:
        """Return the working day `count` working days after `day` (before it, if negative).

        0 means `day` itself or the next working day.
        """
        if count == 0:
            return self.next_working(day)
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day = self._first(day + step, step)
        return day

    def _first(self, day: dt.date, step: dt.timedelta) -> dt.date:
        found = day
        for _ in range(LONGEST_PAUSE):
            if self.is_working(found):
                return found
            found += step
        return day


YEARS_AROUND = range(-1, 3)
"""Holidays are known for the year before, the present one and the two that follow: a date further
off is counted by weekdays alone, and most countries have not decided it yet anyway."""


@lru_cache(maxsize=256)
def _days_of_year(
    country: str, subdivision: str | None, year: int
) -> tuple[frozenset[dt.date], frozenset[dt.date]]:
    """Return the holidays of a year, and the days of weekends that are worked in exchange."""
    found = holidays.country_holidays(country, subdiv=subdivision, years=year)
    return frozenset(found), frozenset(day for day in found.weekend_workdays if day.year == year)


def _days_of(
    country: str, subdivision: str | None, years: Iterable[int]
) -> tuple[frozenset[dt.date], frozenset[dt.date]]:
    try:
        found = [_days_of_year(country, subdivision, year) for year in years]
    except NotImplementedError:
        return frozenset(), frozenset()
    return (
        frozenset().union(*(free for free, _ in found)),
        frozenset().union(*(worked for _, worked in found)),
    )


def holidays_of(country: str, subdivision: str | None, years: Iterable[int]) -> frozenset[dt.date]:
    """Return the public holidays; an unknown country (ISO code) or subdivision has none."""
    return _days_of(country, subdivision, years)[0]


@lru_cache(maxsize=256)
def calendar_around(
    year: int,
    *,
    working_days: frozenset[int] = WEEKDAYS,
    country: str | None = None,
    subdivision: str | None = None,
    days_off: frozenset[dt.date] = frozenset(),
    extra_days: frozenset[dt.date] = frozenset(),
) -> WorkCalendar:
    """Return the calendar of a team for dates around that year; one value for all who ask.

    `extra_days` are the team's own make-up days; those of its country are known.
    """
    free: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    if country:
        free, worked = _days_of(country, subdivision, [year + step for step in YEARS_AROUND])
    return WorkCalendar(working_days, free, days_off, (worked - days_off) | extra_days)
