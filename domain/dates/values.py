"""What a date phrase says, before anyone knows what day it is. No reading, no arithmetic here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Period(StrEnum):
    """Calendar periods; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DaysAhead:
    """Today is 0, tomorrow 1, yesterday -1, in two weeks 14."""

    days: int


@dataclass(frozen=True, slots=True)
class WorkdaysAhead:
    """So many working days after today."""

    days: int


@dataclass(frozen=True, slots=True)
class MonthsAhead:
    """Same day of the month, so many months ahead, clamped to that month's end."""

    months: int


@dataclass(frozen=True, slots=True)
class MinutesAhead:
    """An instant so many minutes from now."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """Mon = 0. `week` None = the coming one; else of that week, counted from the present one."""

    weekday: int
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Weekend:
    """The Saturday of that week, counted from the present one."""

    week: int = 0


@dataclass(frozen=True, slots=True)
class StartOf:
    """The first working day of a period to come."""

    period: Period
    ahead: int = 1


@dataclass(frozen=True, slots=True)
class EndOf:
    """The last working day of a week; the last calendar day of any longer period."""

    period: Period
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A day and month; without a year the next such date, with `years` relative to this year."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class SlashDate:
    """`12/1`: which one is the month depends on the reader's habits."""

    first: int
    second: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """The 15th: the next one, or the one so many months ahead."""

    day: int
    months: int | None = None


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """The last day of a named month."""

    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The nth (-1 = last) weekday of a month; `weekday` None = any working day.

    The month is a named one (`month`), one so many `months` ahead, or the next that fits.
    """

    nth: int
    weekday: int | None
    month: int | None = None
    months: int | None = None
    year: int | None = None


Day = (
    DaysAhead
    | WorkdaysAhead
    | MonthsAhead
    | MinutesAhead
    | Weekday
    | Weekend
    | StartOf
    | EndOf
    | CalendarDate
    | SlashDate
    | DayOfMonth
    | MonthEnd
    | NthWeekday
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A wall time; `offset` minutes east of UTC if the phrase said so.

    `soft` times come from words such as "tonight": when over, the rest of that day is meant.
    """

    hour: int
    minute: int = 0
    offset: int | None = None
    soft: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A date phrase as understood: a day, a time, or both; `text` is the phrase as typed.

    `weak` phrases ("sun", "the 1st", "12/1") are dates in a date field or after "by/due/on", but
    plain words in a title.
    """

    day: Day | None
    clock: Clock | None = None
    text: str = field(default="", compare=False)
    weak: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Due:
    """A due date; `at` (UTC) None = no time, meaning the end of that working day for the team."""

    date: dt.date
    at: dt.datetime | None = None
