"""What a recurrence says, as a frozen value. No reading, no arithmetic here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.dates.values import Clock

EVERY_MAX = 999
NTH_WORKDAY_MAX = 23
"""No month has more working days of a five-day week."""


class Unit(StrEnum):
    """What is counted. A quarter is three months; a "weekday" is a working day."""

    DAY = "day"
    WORKDAY = "workday"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class OnWeekdays:
    """These weekdays of a week (Mon = 0)."""

    days: frozenset[int]

    def __post_init__(self) -> None:
        if not self.days or not self.days <= set(range(7)):
            raise ValueError("weekdays are 0 to 6")


@dataclass(frozen=True, slots=True)
class OnDays:
    """These days of a month, in order; a month that is too short has its last day instead."""

    days: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.days or list(self.days) != sorted({*self.days} & set(range(1, 32))):
            raise ValueError("days of a month are 1 to 31, each once, in order")


@dataclass(frozen=True, slots=True)
class OnNth:
    """The nth (-1 = last) weekday of a month; `weekday` None = working day.

    A month without a fifth one has its last instead, so that no month is left out.
    """

    nth: int
    weekday: int | None = None

    def __post_init__(self) -> None:
        most = NTH_WORKDAY_MAX if self.weekday is None else 5
        if self.nth != -1 and not 1 <= self.nth <= most:
            raise ValueError("no month has such a day")


@dataclass(frozen=True, slots=True)
class OnDate:
    """A day of the year; 29 February is the 28th in other years."""

    month: int
    day: int

    def __post_init__(self) -> None:
        dt.date(2024, self.month, self.day)


On = OnWeekdays | OnDays | OnNth | OnDate
_FITS: dict[Unit, tuple[type, ...]] = {
    Unit.DAY: (),
    Unit.WORKDAY: (),
    Unit.WEEK: (OnWeekdays,),
    Unit.MONTH: (OnDays, OnNth),
    Unit.YEAR: (OnDate,),
}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every so many units, on which day of them (None = that of the first date), at what time.

    `from_completion` counts from the day on which it was done. `start` is the day from which
    periods are counted: without it "every 2 weeks" cannot know which weeks are meant, nor "every
    month" which day, and they count from the date before.
    """

    unit: Unit
    every: int = 1
    on: On | None = None
    from_completion: bool = False
    at: Clock | None = None
    start: dt.date | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.every <= EVERY_MAX:
            raise ValueError("too many units")
        if self.on is not None and not isinstance(self.on, _FITS[self.unit]):
            raise ValueError("no such day in this unit")

    def starting(self, day: dt.date) -> Recurrence:
        """Return the same rule counted from `day`, its first date, unless it has a start."""
        return self if self.start is not None else replace(self, start=day)
