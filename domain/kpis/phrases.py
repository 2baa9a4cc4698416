"""How people name a period: `W23`, `May`, `2026-05`, `last week`, 上周, 5月, `12 May`, `mon`.

Read as values first; only `resolve_period` reckons with today (which it is told).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from domain.dates.months import month_end
from domain.dates.parse import read_folded
from domain.dates.values import CalendarDate, DaysAhead, SlashDate, Weekday
from domain.dates.words_en import MONTH, YEAR, month_of
from domain.dates.words_zh import number_of
from domain.kpi_errors import NoSuchPeriod, PeriodAhead, PeriodUnfit
from domain.kpis.periods import Cadence, Period, period_of
from domain.text import fold


@dataclass(frozen=True, slots=True)
class Week:
    """`W23`, `W23 2026`; no year = the last such week that has begun."""

    number: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """`May`, `2026-05`; no year = the last such month that has begun."""

    number: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """`this week` is 0, `last month` -1, 上上周 -2; of which length is said too."""

    cadence: Cadence
    ahead: int


@dataclass(frozen=True, slots=True)
class Current:
    """`this period`, `now`: of whatever length the KPI's periods are; -1 = the last one."""

    ahead: int = 0


@dataclass(frozen=True, slots=True)
class OnDay:
    """A day; of a weekly or monthly KPI the period in which it lies."""

    day: CalendarDate | SlashDate | DaysAhead | Weekday


PeriodPhrase = Week | Month | Beside | Current | OnDay

PHRASE_MAX = 30
_W = r"(?:w|wk\.?|week|kw|cw|calendar week)"
_ZH_NUMBER = "[一二三四五六七八九十]{1,3}"
_WEEKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_W} ?-?(?P<week>\d{{1,2}})(?:[ ,/-]{{1,2}}(?P<year>{YEAR}))?",
        rf"(?P<year>{YEAR})[ -]?w(?P<week>\d{{1,2}})",
        rf"(?:(?P<year>{YEAR})年 ?)?第(?P<week>\d{{1,2}}|{_ZH_NUMBER})个?(?:周|星期)",
    )
)
_MONTHS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<name>{MONTH})\.?(?:[ ,]{{1,2}}(?P<year>{YEAR}))?",
        rf"(?P<year>{YEAR})[-/](?P<month>\d{{1,2}})",
        rf"(?P<month>\d{{1,2}})/(?P<year>{YEAR})",
        rf"(?:(?P<year>{YEAR})年 ?)?(?P<month>\d{{1,2}}|{_ZH_NUMBER})月份?",
    )
)
_BESIDE = re.compile(r"(?:the )?(?P<which>this|current|last|previous|next) (?P<unit>week|month)")
_BESIDE_ZH = re.compile(r"(?P<which>本|这个?|当|上上?个?|下个?)(?P<unit>周|星期|礼拜|月)")
_CURRENT = {
    **dict.fromkeys(("now", "this period", "current period", "本期", "当期"), 0),
    **dict.fromkeys(("last period", "previous period", "上期", "上一期"), -1),
}


def parse_period(text: str) -> PeriodPhrase | None:
    """Read `text` as one whole period; None if any part of it is something else."""
    folded = " ".join(fold(text).strip(" \t.,;。，；").split())
    if not folded or len(folded) > PHRASE_MAX:
        return None
    if folded in _CURRENT:
        return Current(_CURRENT[folded])
    return _week(folded) or _month(folded) or _beside(folded) or _day(folded)


def _first(patterns: tuple[re.Pattern[str], ...], folded: str) -> dict[str, str | None] | None:
    found = next((m for p in patterns if (m := p.fullmatch(folded)) is not None), None)
    return None if found is None else found.groupdict()


def _week(folded: str) -> Week | None:
    part = _first(_WEEKS, folded)
    number = number_of(part["week"] or "") if part else None
    if part is None or number is None or not 1 <= number <= 53:
        return None
    return Week(number, int(part["year"]) if part["year"] else None)


def _month(folded: str) -> Month | None:
    part = _first(_MONTHS, folded)
    if part is None:
        return None
    year = int(part["year"]) if part["year"] else None
    if part.get("name"):
        return Month(month_of(part["name"] or ""), year)
    number = number_of(part["month"] or "")
    return Month(number, year) if number and number <= 12 else None


def _beside(folded: str) -> Beside | None:
    found = _BESIDE.fullmatch(folded)
    if found is not None:
        ahead = {"last": -1, "previous": -1, "next": 1}.get(found["which"], 0)
        cadence = Cadence.WEEKLY if found["unit"] == "week" else Cadence.MONTHLY
        return Beside(cadence, ahead)
    found = _BESIDE_ZH.fullmatch(folded)
    if found is None:
        return None
    cadence = Cadence.MONTHLY if found["unit"] == "月" else Cadence.WEEKLY
    which = found["which"]
    return Beside(cadence, 1 if which[0] == "下" else -which.count("上"))


def _day(folded: str) -> OnDay | None:
    when = read_folded(folded, folded)
    if when is None or when.clock is not None:
        return None
    day = when.day
    if isinstance(day, DaysAhead) and not -2 <= day.days <= 1:
        return None
    if isinstance(day, CalendarDate):
        # The date says it all: a weekday beside it that does not fit is a slip of the pen.
        day = replace(day, weekday=None)
    return OnDay(day) if isinstance(day, CalendarDate | SlashDate | DaysAhead | Weekday) else None


# --- which one is meant -------------------------------------------------------------------------


def resolve_period(
    phrase: PeriodPhrase | None,
    cadence: Cadence,
    *,
    today: dt.date,
    day_first: bool = False,
    text: str = "",
) -> Period:
    """Return the period of a KPI meant on `today` (the team's date); None means the current one.

    Readings look back: what has no year is the last one that has begun. Raises `PeriodUnfit`,
    `PeriodAhead` and `NoSuchPeriod`.
    """
    try:
        period = _resolved(phrase, cadence, today, text, day_first=day_first)
    except (ValueError, OverflowError) as missing:
        raise NoSuchPeriod(text) from missing
    if period.start > today:
        raise PeriodAhead(period.label, text)
    return period


def _resolved(
    phrase: PeriodPhrase | None, cadence: Cadence, today: dt.date, text: str, *, day_first: bool
) -> Period:
    now = period_of(cadence, today)
    match phrase:
        case None:
            return now
        case Current(ahead):
            return now.shift(ahead)
        case OnDay(day):
            return period_of(cadence, _date_of(day, today, day_first=day_first))
        case Beside(said, ahead):
            _require(said, cadence, text)
            return now.shift(ahead)
        case Week():
            _require(Cadence.WEEKLY, cadence, text)
            return period_of(cadence, _week_start(phrase, today))
        case Month(number, year):
            _require(Cadence.MONTHLY, cadence, text)
            start = dt.date(year or today.year, number, 1)
            late = year is None and start > today
            return period_of(cadence, start.replace(year=start.year - 1) if late else start)


def _require(said: Cadence, cadence: Cadence, text: str) -> None:
    if said is not cadence:
        raise PeriodUnfit(said.value, cadence.value, text)


def _week_start(phrase: Week, today: dt.date) -> dt.date:
    if phrase.year is not None:
        return dt.date.fromisocalendar(phrase.year, phrase.number, 1)
    this_year = today.isocalendar().year
    for year in range(this_year, this_year - 8, -1):
        weeks = dt.date(year, 12, 28).isocalendar().week
        if phrase.number <= weeks:
            start = dt.date.fromisocalendar(year, phrase.number, 1)
            if start <= today:
                return start
    raise ValueError("no such week")


def _date_of(
    day: CalendarDate | SlashDate | DaysAhead | Weekday, today: dt.date, *, day_first: bool
) -> dt.date:
    if isinstance(day, DaysAhead):
        return today + dt.timedelta(days=day.days)
    if isinstance(day, Weekday):
        return _weekday(day, today)
    if isinstance(day, SlashDate):
        month, number = (day.second, day.first) if day_first else (day.first, day.second)
        if month > 12:
            month, number = number, month
        day = CalendarDate(month, number, day.year)
    if day.year is not None or day.years is not None:
        return dt.date(day.year or today.year + (day.years or 0), day.month, day.day)
    return _last_such_day(day, today)


def _weekday(day: Weekday, today: dt.date) -> dt.date:
    """Return the last such weekday, today included; "last mon" is that of last week."""
    if day.week is not None:
        monday = today - dt.timedelta(days=today.weekday())
        return monday + dt.timedelta(days=7 * day.week + day.weekday)
    return today - dt.timedelta(days=(today.weekday() - day.weekday) % 7)


def _last_such_day(day: CalendarDate, today: dt.date) -> dt.date:
    for year in range(today.year, today.year - 9, -1):
        if day.day <= month_end(year, day.month).day:
            found = dt.date(year, day.month, day.day)
            if found <= today:
                return found
    raise ValueError("no such day")


# --- written back -------------------------------------------------------------------------------

_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def render_period(phrase: PeriodPhrase) -> str:
    """Return words for which `parse_period` gives the phrase again."""
    match phrase:
        case Week(number, year):
            return f"W{number} {year}" if year else f"W{number}"
        case Month(number, year):
            return f"{year}-{number:02}" if year else _MONTH_NAMES[number - 1]
        case Beside(cadence, ahead):
            unit = "周" if cadence is Cadence.WEEKLY else "月"
            return ("上" * -ahead if ahead < 0 else "下" if ahead else "本") + unit
        case Current(ahead):
            return "last period" if ahead else "this period"
        case OnDay(day):
            return _day_words(day)


def _day_words(day: CalendarDate | SlashDate | DaysAhead | Weekday) -> str:
    if isinstance(day, DaysAhead):
        return {0: "today", -1: "yesterday", 1: "tomorrow", -2: "前天"}.get(day.days, "today")
    if isinstance(day, Weekday):
        if day.week is None:
            return _DAY_NAMES[day.weekday]
        return f"{('上', '本', '下')[day.week + 1]}周{'一二三四五六日'[day.weekday]}"
    if isinstance(day, SlashDate):
        return f"{day.first}/{day.second}" + (f"/{day.year}" if day.year else "")
    if day.years is not None:
        return f"{('今年', '明年', '后年')[day.years]}{day.month}月{day.day}日"
    if day.year:
        return f"{day.year}-{day.month:02}-{day.day:02}"
    return f"{day.day} {_MONTH_NAMES[day.month - 1]}"
