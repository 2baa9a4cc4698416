"""Working-day arithmetic: weekends, holidays. Who is away is not known here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import holidays

WEEKDAYS = frozenset(range(5))
ONE_DAY = dt.timedelta(days=1)
LONGEST_PAUSE = 60
"""No team rests longer in one go; a calendar that says so is taken as "every day works"."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days a team works: weekdays (Mon = 0) less holidays."""

    working_days: frozenset[int] = WEEKDAYS
    holidays: frozenset[dt.date] = frozenset()

    def is_working(self, day: dt.date) -> bool:
        """Tell whether the team works on that day (a team without any working day always does)."""
        if not self.working_days:
            return True
        return day.weekday() in self.working_days and day not in self.holidays

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


@lru_cache(maxsize=256)
def _holidays_of_year(country: str, subdivision: str | None, year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))


def holidays_of(country: str, subdivision: str | None, years: Iterable[int]) -> frozenset[dt.date]:
    """Return the public holidays; an unknown country (ISO code) or subdivision has none."""
    try:
        found = [_holidays_of_year(country, subdivision, year) for year in years]
    except NotImplementedError:
        return frozenset()
    return frozenset().union(*found)
