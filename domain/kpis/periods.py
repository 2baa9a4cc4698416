"""Periods of readings: days, ISO weeks, calendar months; which one an instant or a date is in.

Weeks begin on Monday and week 1 holds the year's first Thursday (ISO 8601). Dates are those of
the team's zone; only `today_in` and the instants of a period look at a clock's zone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.dates.months import ONE_DAY, add_months, monday_of
from domain.dates.resolve import instant
from domain.dates.values import Clock


class Cadence(StrEnum):
    """How often a KPI has a value."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A day, a week or a month, named by its first date (see `period_of`)."""

    start: dt.date
    cadence: Cadence

    def __post_init__(self) -> None:
        if first_day(self.cadence, self.start) != self.start:
            raise ValueError("a period begins on its first day")

    @property
    def end(self) -> dt.date:
        """Return the last day."""
        return self.shift(1).start - ONE_DAY

    @property
    def label(self) -> str:
        """Return `2026-05-12`, `W23 2026` or `2026-05`: a code, the same in every language."""
        if self.cadence is Cadence.DAILY:
            return self.start.isoformat()
        if self.cadence is Cadence.MONTHLY:
            return f"{self.start.year}-{self.start.month:02}"
        year, week, _ = self.start.isocalendar()
        return f"W{week} {year}"

    def shift(self, count: int) -> Period:
        """Return the period so many periods later (earlier, if negative)."""
        if self.cadence is Cadence.MONTHLY:
            return Period(add_months(self.start, count), self.cadence)
        days = 7 if self.cadence is Cadence.WEEKLY else 1
        return Period(self.start + dt.timedelta(days=days * count), self.cadence)

    def next(self) -> Period:
        """Return the one right after."""
        return self.shift(1)

    def previous(self) -> Period:
        """Return the one right before."""
        return self.shift(-1)

    def contains(self, day: dt.date) -> bool:
        """Tell whether a reading of that date belongs to this period."""
        return first_day(self.cadence, day) == self.start

    def is_unfinished(self, today: dt.date) -> bool:
        """Tell whether the period goes on: its last day is not over on `today`."""
        return today <= self.end

    def since(self, other: Period) -> int:
        """Return how many periods this one lies after `other` (of the same cadence)."""
        if self.cadence is not other.cadence:
            raise ValueError("periods of different lengths")
        if self.cadence is Cadence.MONTHLY:
            years = self.start.year - other.start.year
            return years * 12 + self.start.month - other.start.month
        days = 7 if self.cadence is Cadence.WEEKLY else 1
        return (self.start - other.start).days // days

    def begins_at(self, zone: ZoneInfo) -> dt.datetime:
        """Return the instant (UTC) of the first midnight."""
        return instant(self.start, Clock(0), zone)

    def ends_at(self, zone: ZoneInfo) -> dt.datetime:
        """Return the instant (UTC) at which the next period begins."""
        return self.next().begins_at(zone)


def first_day(cadence: Cadence, day: dt.date) -> dt.date:
    """Return the first day of the period in which `day` lies."""
    if cadence is Cadence.WEEKLY:
        return monday_of(day)
    return day.replace(day=1) if cadence is Cadence.MONTHLY else day


def period_of(cadence: Cadence, day: dt.date) -> Period:
    """Return the period in which a date lies."""
    return Period(first_day(cadence, day), cadence)


def today_in(now: dt.datetime, zone: ZoneInfo) -> dt.date:
    """Return the date in a zone at the instant `now` (aware)."""
    return now.astimezone(zone).date()


def period_at(cadence: Cadence, at: dt.datetime, zone: ZoneInfo) -> Period:
    """Return the period in which an instant lies for a team."""
    return period_of(cadence, today_in(at, zone))


def periods_back(last: Period, count: int) -> tuple[Period, ...]:
    """Return `count` periods in order of time, of which `last` is the last."""
    return tuple(last.shift(step) for step in range(1 - count, 1))


def periods_between(first: Period, last: Period) -> tuple[Period, ...]:
    """Return all periods from `first` to `last`, both included."""
    return periods_back(last, last.since(first) + 1) if last >= first else ()


def last_finished(cadence: Cadence, today: dt.date) -> Period:
    """Return the newest period that is over."""
    return period_of(cadence, today).previous()
