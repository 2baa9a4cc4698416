"""Days in English, one rule each: a pattern over the whole phrase and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.dates.numeric import NUMERIC_DAYS
from domain.dates.values import (
    CalendarDate,
    Day,
    DayOfMonth,
    DaysAhead,
    EndOf,
    MinutesAhead,
    MonthEnd,
    MonthsAhead,
    NthWeekday,
    Period,
    StartOf,
    Weekday,
    Weekend,
    WorkdaysAhead,
)
from domain.dates.words_en import (
    COUNT,
    MONTH,
    ORDINAL_END,
    UNIT,
    UNIT_WORD,
    WEEKDAY,
    YEAR,
    count_of,
    month_of,
    nth_of,
    weekday_of,
)

FIXED: dict[str, Day] = {
    "today": DaysAhead(0),
    "later today": DaysAhead(0),
    "tonight": DaysAhead(0),
    "this morning": DaysAhead(0),
    "this afternoon": DaysAhead(0),
    "this evening": DaysAhead(0),
    "tomorrow": DaysAhead(1),
    "tmr": DaysAhead(1),
    "tmrw": DaysAhead(1),
    "day after tomorrow": DaysAhead(2),
    "the day after tomorrow": DaysAhead(2),
    "yesterday": DaysAhead(-1),
    "day before yesterday": DaysAhead(-2),
    "the day before yesterday": DaysAhead(-2),
    "eod": DaysAhead(0),
    "eob": DaysAhead(0),
    "cob": DaysAhead(0),
    "close of business": DaysAhead(0),
    "eow": EndOf(Period.WEEK),
    "eom": EndOf(Period.MONTH),
    "eoq": EndOf(Period.QUARTER),
    "eoy": EndOf(Period.YEAR),
    "month end": EndOf(Period.MONTH),
    "quarter end": EndOf(Period.QUARTER),
    "year end": EndOf(Period.YEAR),
    "weekend": Weekend(),
    "the weekend": Weekend(),
    "this weekend": Weekend(),
    "next weekend": Weekend(1),
    "in half an hour": MinutesAhead(30),
    "half an hour": MinutesAhead(30),
    "in half a year": MonthsAhead(6),
    "in an hour and a half": MinutesAhead(90),
    "in a fortnight": DaysAhead(14),
    "next workday": WorkdaysAhead(1),
    "next working day": WorkdaysAhead(1),
    "next business day": WorkdaysAhead(1),
}
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Day | None]]
_RULES: list[Rule] = []


def _rule(
    *alternatives: str,
) -> Callable[[Callable[[re.Match[str]], Day | None]], Callable[[re.Match[str]], Day | None]]:
    def keep(build: Callable[[re.Match[str]], Day | None]) -> Callable[..., Day | None]:
        _RULES.extend((re.compile(pattern), build) for pattern in alternatives)
        return build

    return keep


def read_day(text: str) -> Day | None:
    """Read a folded phrase that is a day and nothing else."""
    fixed = FIXED.get(text)
    if fixed is not None:
        return fixed
    for pattern, build in (*NUMERIC_DAYS, *_RULES) if text[0].isdigit() else _RULES:
        found = pattern.fullmatch(text)
        if found is not None:
            day = build(found)
            if day is not None:
                return day
    return None


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


@_rule(
    rf"(?:(?P<which>this|next|coming|this coming|last) )?(?P<name>{WEEKDAY})"
    rf"(?: (?:of )?(?P<week>this|next) week)?"
)
def _weekday(found: re.Match[str]) -> Day:
    which, name, week = found.group("which", "name", "week")
    if which == "next" or week == "next":
        return Weekday(weekday_of(name), 1)
    # Who says "this Monday" on a Wednesday means the coming one, so only "last" is past.
    return Weekday(weekday_of(name), -1 if which == "last" else None)


@_rule(rf"(?P<which>this|next) week (?:on )?(?P<name>{WEEKDAY})")
def _week_then_day(found: re.Match[str]) -> Day:
    return Weekday(weekday_of(found["name"]), 1 if found["which"] == "next" else None)


@_rule(
    rf"(?:in|within)(?: the next)? (?P<count>{COUNT}) ?(?P<unit>{UNIT})"
    r"(?: from (?:now|today)|'? time)?",
    rf"(?P<count>{COUNT}) (?P<unit>{UNIT}) from (?:now|today)",
    r"(?P<count>\d{1,4})(?P<unit>wd|w|d)",
    rf"\+(?P<count>\d{{1,4}}) ?(?P<unit>wd|d|w|h|mo|{UNIT_WORD})",
)
def _ahead(found: re.Match[str]) -> Day:
    count, unit = count_of(found["count"]), found["unit"]
    if unit.startswith(("work", "business", "wd")):
        return WorkdaysAhead(count)
    if unit.startswith("mo"):
        return MonthsAhead(count)
    sizes: dict[str, Day] = {
        "m": MinutesAhead(count),
        "h": MinutesAhead(count * 60),
        "d": DaysAhead(count),
        "w": DaysAhead(count * 7),
        "q": MonthsAhead(count * 3),
        "y": MonthsAhead(count * 12),
    }
    return sizes[unit[0]]


@_rule(rf"(?:in )?(?P<count>{COUNT}) (?P<unit>days?|weeks?) from tomorrow")
def _from_tomorrow(found: re.Match[str]) -> Day:
    return DaysAhead(count_of(found["count"]) * (7 if found["unit"][0] == "w" else 1) + 1)


@_rule(r"\+(?P<count>\d{1,4})m")
def _months_ahead(found: re.Match[str]) -> Day:
    return MonthsAhead(int(found["count"]))


@_rule(
    rf"(?:in|within) (?P<count>{COUNT}) and a half hours?",
    r"(?:in|within) (?P<count>\d{1,2})\.5 ?(?:h|hrs?|hours)",
)
def _hours_and_a_half(found: re.Match[str]) -> Day:
    return MinutesAhead(count_of(found["count"]) * 60 + 30)


@_rule(
    r"(?:the )?(?P<edge>end|last day|start|beginning) of (?:the |(?P<which>this|next) )?"
    r"(?P<period>day|week|month|quarter|year)"
)
def _edge(found: re.Match[str]) -> Day:
    period = Period(found["period"])
    ahead = 1 if found["which"] == "next" else 0
    return EndOf(period, ahead) if found["edge"] in ("end", "last day") else StartOf(period, ahead)


@_rule(r"(?P<which>this|next) (?P<period>week|month|quarter|year)")
def _period(found: re.Match[str]) -> Day:
    period = Period(found["period"])
    return StartOf(period, 1) if found["which"] == "next" else EndOf(period)


@_rule(rf"(?:the )?(?:end|last day) of (?P<month>{MONTH})(?: (?P<year>{YEAR}))?")
def _month_end(found: re.Match[str]) -> Day:
    return MonthEnd(month_of(found["month"]), _int(found["year"]))


@_rule(r"(?:the )?(?:end|last day) of q(?P<quarter>[1-4])(?: (?P<year>(?:19|20|21)\d\d))?")
def _quarter_end(found: re.Match[str]) -> Day:
    return MonthEnd(int(found["quarter"]) * 3, _int(found["year"]))


@_rule(rf"(?:the )?(?:start|beginning|first) of (?P<month>{MONTH})(?: (?P<year>{YEAR}))?")
def _month_start(found: re.Match[str]) -> Day:
    return CalendarDate(month_of(found["month"]), 1, _int(found["year"]))


@_rule(
    rf"(?:(?P<name>{WEEKDAY}) )?(?P<month>{MONTH})\.? (?:the )?(?P<day>\d{{1,2}}){ORDINAL_END}?"
    rf"(?: (?P<year>{YEAR}))?",
    rf"(?:(?P<name>{WEEKDAY}) )?(?:the )?(?P<day>\d{{1,2}}){ORDINAL_END}?(?: of)? ?"
    rf"(?P<month>{MONTH})\.?(?: (?P<year>{YEAR}))?",
)
def _month_day(found: re.Match[str]) -> Day | None:
    day, name = int(found["day"]), found["name"]
    weekday = weekday_of(name) if name else None
    if not 1 <= day <= 31:
        return None
    return CalendarDate(month_of(found["month"]), day, _int(found["year"]), weekday)


@_rule(
    rf"(?:the )?(?P<day>\d{{1,2}}){ORDINAL_END}"
    r"(?: (?:of (?:the )?|(?:of )?(?P<which>this|next) )month)?"
)
def _day_of_month(found: re.Match[str]) -> Day | None:
    day = int(found["day"])
    months = {None: None, "this": 0, "next": 1}[found["which"]]
    return DayOfMonth(day, months) if 1 <= day <= 31 else None


@_rule(
    rf"(?:the )?(?P<nth>first|second|third|fourth|fifth|last|[1-5]{ORDINAL_END}) "
    rf"(?:(?P<name>{WEEKDAY})|workday|weekday|(?:working|work|business) day)"
    rf"(?P<of> (?:of|in) (?:(?:the |(?P<which>this|next) )?month"
    rf"|(?P<month>{MONTH})(?: (?P<year>{YEAR}))?))?"
)
def _nth(found: re.Match[str]) -> Day | None:
    nth = nth_of(found["nth"])
    name, month, which = found.group("name", "month", "which")
    weekday = weekday_of(name) if name else None
    if month:
        return NthWeekday(nth, weekday, month_of(month), None, _int(found["year"]))
    if found["of"] is None:
        # "last friday" alone is a day that is over, not the last one of a month.
        return NthWeekday(nth, weekday) if nth > 0 and weekday is not None else None
    months = {None: None, "this": 0, "next": 1}[which]
    return NthWeekday(nth, weekday, months=months)
