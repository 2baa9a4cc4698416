"""Cycles of goals: quarters, halves, years, months, any two dates; read, resolved, written back.

Calendar years only; nothing here knows what day it is but for the `today` it is told.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from domain.dates.months import ONE_DAY, add_months, month_end
from domain.dates.parse import read_folded
from domain.dates.values import CalendarDate, DaysAhead, MonthEnd, SlashDate
from domain.dates.words_en import MONTH, YEAR, month_of
from domain.dates.words_zh import number_of
from domain.errors import NoSuchDate
from domain.goal_errors import CycleRefused, DueOutsideCycle
from domain.text import fold

LONGEST = 5 * 366
"""Days. Nobody plans in one piece for longer; a longer one is a slip of the year."""


class Length(StrEnum):
    """How long a cycle is; `DATES` is any other pair of dates."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DATES = "dates"


MONTHS_OF = {Length.MONTH: 1, Length.QUARTER: 3, Length.HALF: 6, Length.YEAR: 12}
_FULL = (Length.MONTH, Length.QUARTER, Length.HALF, Length.YEAR)


class Toward(StrEnum):
    """Which year a yearless cycle means.

    A new goal looks ahead (not yet over), closing looks back (already begun), a list takes the
    nearest one.
    """

    AHEAD = "ahead"
    BACK = "back"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Cycle:
    """From `start` to `end`, both included."""

    start: dt.date
    end: dt.date

    @property
    def length(self) -> Length:
        """Return which kind of calendar period this is."""
        for length in _FULL:
            if self == cycle_around(self.start, length):
                return length
        return Length.DATES

    def contains(self, day: dt.date) -> bool:
        """Tell whether the day lies in the cycle."""
        return self.start <= day <= self.end

    def holds(self, other: Cycle) -> bool:
        """Tell whether a goal of the cycle `other` counts for this one: it ends within it."""
        return self.contains(other.end)

    def next(self) -> Cycle:
        """Return the cycle right after this one, of the same length.

        Dates that end with a quarter were written in the midst of one: the next quarter follows.
        """
        quarter = cycle_around(self.end)
        if self.length is Length.DATES and self.end == quarter.end:
            return quarter.next()
        return self._beside(1)

    def previous(self) -> Cycle:
        """Return the cycle right before this one, of the same length."""
        return self._beside(-1)

    def _beside(self, step: int) -> Cycle:
        length = self.length
        if length is not Length.DATES:
            return cycle_around(add_months(self.start, step * MONTHS_OF[length]), length)
        days = (self.end - self.start + ONE_DAY) * step
        return Cycle(self.start + days, self.end + days)


@dataclass(frozen=True, slots=True)
class Named:
    """`Q3`, `H2 2026`, `Sep`, `2026`: the nth of its kind in a year; no year = see `Toward`."""

    length: Length
    nth: int = 1
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """This, the next or the last month, quarter, half or year."""

    length: Length
    ahead: int


@dataclass(frozen=True, slots=True)
class Between:
    """Two dates as said: `1 Aug..15 Oct`."""

    first: CalendarDate | SlashDate | MonthEnd | DaysAhead
    last: CalendarDate | SlashDate | MonthEnd | DaysAhead


CyclePhrase = Named | Beside | Between

_YEAR = rf"(?:{YEAR}|'\d\d)"
_BIG = r"(?P<kind>[qh])(?P<nth>[1-4])"
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_BIG}(?:(?: ?[-/]? ?)(?P<year>{_YEAR}))?",
        rf"(?P<year>{YEAR}) ?[-/]? ?{_BIG}",
        rf"(?P<month>{MONTH})\.?(?: (?P<year>{_YEAR}))?",
        rf"(?:fy ?)?(?P<year>{YEAR})年?度?",
        r"(?P<year>(?:19|20|21)\d\d)-(?P<number>\d\d)",
        r"(?:(?P<year>(?:19|20|21)\d\d)年 ?)?第?(?P<quarter>[一二三四1-4])季度?",
        r"(?:(?P<year>(?:19|20|21)\d\d)年 ?)?(?P<half>[上下])半年",
        r"(?:(?P<year>(?:19|20|21)\d\d)年 ?)?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})月份?",
    )
)
_BESIDE = re.compile(r"(?P<which>this|next|last) (?P<length>month|quarter|half|half-year|year)")
_BESIDE_ZH = re.compile(
    r"(?P<which>本|这个?|当|下一?个?|上一?个?)(?P<length>月|季度?|财?年)"
    r"|(?P<year>[今明去])年|(?P<half>下个|本)半年"
)
_RANGE = re.compile(
    r"(?:from |从|自)?(?P<first>.+?)\s*(?:\.\.+|…|~|–|—| - | to | until |到|至)\s*(?P<last>.+)"
)
_LENGTHS = {
    **dict.fromkeys(("month", "月"), Length.MONTH),
    **dict.fromkeys(("quarter", "季", "季度"), Length.QUARTER),
    **dict.fromkeys(("half", "half-year"), Length.HALF),
    **dict.fromkeys(("year", "年", "财年"), Length.YEAR),
}


def cycle_around(day: dt.date, length: Length = Length.QUARTER) -> Cycle:
    """Return the calendar month, quarter, half or year in which the day lies."""
    months = MONTHS_OF[length]
    start = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return Cycle(start, add_months(start, months) - ONE_DAY)


def default_cycle(today: dt.date) -> Cycle:
    """Return the current quarter: what a goal without dates gets (`today` in the team's zone)."""
    return cycle_around(today)


def parse_cycle(text: str) -> CyclePhrase | None:
    """Read `text` as one whole cycle; None if any part of it is something else."""
    folded = " ".join(fold(text).strip(" \t.,;。，；").split())
    if not folded or len(folded) > 60:
        return None
    return _named(folded) or _beside(folded) or _between(folded)


def _named(folded: str) -> Named | None:
    found = next((m for p in _NAMED if (m := p.fullmatch(folded)) is not None), None)
    if found is None:
        return None
    part = found.groupdict()
    year = _year(part["year"])
    if part.get("kind"):
        length = Length.QUARTER if part["kind"] == "q" else Length.HALF
        nth = int(part["nth"])
        return Named(length, nth, year) if nth * MONTHS_OF[length] <= 12 else None
    if part.get("month"):
        return Named(Length.MONTH, month_of(part["month"]), year)
    if part.get("quarter"):
        return Named(Length.QUARTER, number_of(part["quarter"]) or 1, year)
    if part.get("half"):
        return Named(Length.HALF, "上下".index(part["half"]) + 1, year)
    if part.get("number"):
        month = number_of(part["number"])
        return Named(Length.MONTH, month, year) if month and month <= 12 else None
    return Named(Length.YEAR, 1, year)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return 2000 + int(text[1:]) if text.startswith("'") else int(text)


def _beside(folded: str) -> Beside | None:
    found = _BESIDE.fullmatch(folded)
    if found is not None:
        ahead = {"this": 0, "next": 1, "last": -1}[found["which"]]
        return Beside(_LENGTHS[found["length"]], ahead)
    found = _BESIDE_ZH.fullmatch(folded)
    if found is None:
        return None
    if found["year"]:
        return Beside(Length.YEAR, {"今": 0, "明": 1, "去": -1}[found["year"]])
    if found["half"]:
        return Beside(Length.HALF, 1 if found["half"] == "下个" else 0)
    ahead = {"下": 1, "上": -1}.get(found["which"][0], 0)
    return Beside(_LENGTHS[found["length"]], ahead)


def _between(folded: str) -> Between | None:
    found = _RANGE.fullmatch(folded)
    if found is None:
        return None
    ends = [read_folded(found[name], "") for name in ("first", "last")]
    days = [None if when is None or when.clock else when.day for when in ends]
    if any(not isinstance(day, CalendarDate | SlashDate | MonthEnd | DaysAhead) for day in days):
        return None
    return Between(days[0], days[1])  # type: ignore[arg-type]


def resolve_cycle(
    phrase: CyclePhrase,
    *,
    today: dt.date,
    toward: Toward = Toward.AHEAD,
    day_first: bool = False,
) -> Cycle:
    """Return the cycle meant on `today` (the team's date).

    Raises `CycleRefused` and `NoSuchDate`.
    """
    if isinstance(phrase, Beside):
        cycle = cycle_around(today, phrase.length)
        months = MONTHS_OF[phrase.length] * phrase.ahead
        return cycle_around(add_months(cycle.start, months), phrase.length)
    if isinstance(phrase, Named):
        return _of_year(phrase, today, toward)
    return plan_cycle_dates(*_dates(phrase, today, toward, day_first=day_first))


def _of_year(phrase: Named, today: dt.date, toward: Toward) -> Cycle:
    def of(year: int) -> Cycle:
        month = (phrase.nth - 1) * MONTHS_OF[phrase.length] + 1
        return cycle_around(dt.date(year, month, 1), phrase.length)

    if phrase.year is not None:
        return of(phrase.year)
    this = of(today.year)
    if toward is Toward.AHEAD:
        return this if this.end >= today else of(today.year + 1)
    if toward is Toward.BACK:
        return this if this.start <= today else of(today.year - 1)
    return min((this, of(today.year - 1), of(today.year + 1)), key=lambda c: _distance(c, today))


def _distance(cycle: Cycle, day: dt.date) -> int:
    """Return how many days lie between; 0 = the day is within."""
    return max((cycle.start - day).days, (day - cycle.end).days, 0)


def _dates(
    phrase: Between, today: dt.date, toward: Toward, *, day_first: bool
) -> tuple[dt.date, dt.date]:
    """Return both dates: the last one looks as `toward` says, the first is the one before it."""
    years = [today.year + step for step in range(-4, 5)]
    lasts = [_in_year(phrase.last, year, today, day_first=day_first) for year in years]
    found = [day for day in lasts if day is not None]
    if not found:
        raise NoSuchDate("")
    last = _toward(found, today, toward)
    firsts = [
        _in_year(phrase.first, last.year - step, today, day_first=day_first) for step in range(5)
    ]
    whole = [day for day in firsts if day is not None]
    if not whole:
        raise NoSuchDate("")
    return next((day for day in whole if day <= last), whole[0]), last


def _toward(days: list[dt.date], today: dt.date, toward: Toward) -> dt.date:
    if toward is Toward.AHEAD and days[-1] >= today:
        return min(day for day in days if day >= today)
    if toward is Toward.BACK and days[0] <= today:
        return max(day for day in days if day <= today)
    return min(days, key=lambda day: abs((day - today).days))


def _in_year(
    day: CalendarDate | SlashDate | MonthEnd | DaysAhead,
    year: int,
    today: dt.date,
    *,
    day_first: bool,
) -> dt.date | None:
    """Return the date in that year (a year that was said wins); None if there is no such date."""
    if isinstance(day, DaysAhead):
        return today + dt.timedelta(days=day.days)
    if isinstance(day, MonthEnd):
        return month_end(day.year or year, day.month)
    if isinstance(day, SlashDate):
        month, number = (day.second, day.first) if day_first else (day.first, day.second)
        if month > 12:
            month, number = number, month
        day = CalendarDate(month, number, day.year)
    chosen = day.year or (year if day.years is None else today.year + day.years)
    try:
        return dt.date(chosen, day.month, day.day)
    except ValueError:
        return None


def plan_cycle_dates(start: dt.date, end: dt.date) -> Cycle:
    """Return the cycle between two dates; raises `CycleRefused`."""
    if end < start:
        raise CycleRefused("backwards", start, end, LONGEST)
    if (end - start).days > LONGEST:
        raise CycleRefused("long", start, end, LONGEST)
    return Cycle(start, end)


def plan_cycle(cycle: Cycle | None, due: dt.date | None, today: dt.date) -> Cycle:
    """Return the cycle of a goal for which a cycle, a due date, both or nothing was said.

    A due date ends the named cycle early. Alone it ends the current quarter early; if it lies
    beyond, the goal runs from today to that date. Raises `DueOutsideCycle` and `CycleRefused`.
    """
    frame = cycle or default_cycle(today)
    if due is None:
        return frame
    if frame.contains(due):
        return Cycle(frame.start, due)
    if cycle is not None:
        raise DueOutsideCycle(due, cycle.start, cycle.end)
    return plan_cycle_dates(today, due)


def render_cycle(cycle: Cycle) -> str:
    """Return the label `Q3 2026`, `H2 2026`, `2026`, `2026-09`, else both ISO dates with dots.

    A code like a goal's id, the same in every language; `parse_cycle` reads it back.
    """
    length, year = cycle.length, cycle.start.year
    if length is Length.YEAR:
        return str(year)
    if length is Length.MONTH:
        return f"{year}-{cycle.start.month:02}"
    if length is Length.DATES:
        return f"{cycle.start.isoformat()}..{cycle.end.isoformat()}"
    sign = "Q" if length is Length.QUARTER else "H"
    return f"{sign}{(cycle.start.month - 1) // MONTHS_OF[length] + 1} {year}"
