"""Days on which somebody is away: "20 jun..3 jul", "until mon", "2 weeks", 明天到周五."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from domain.away import LONGEST, plan_range
from domain.dates import parse_when, resolve_when
from domain.dates.months import period_end
from domain.dates.values import (
    CalendarDate,
    Clock,
    DayOfMonth,
    EndOf,
    MinutesAhead,
    SlashDate,
    StartOf,
    Weekday,
    When,
)
from domain.dates.words_en import COUNT, MONTH, count_of
from domain.dates.words_zh import number_of
from domain.standups.lines.values import AwayPhrase
from domain.text import fold
from domain.workdays import ONE_DAY, DateRange, WorkCalendar

DateOf = Callable[[When], dt.date]
PHRASE_MAX = 60

_TO = re.compile(
    r"\s*(?:\.\.+|…|~|—|–)\s*|\s+-\s+|(?<=[a-z\d])-(?=[a-z])|\s+(?:to|through|thru|till|until)\s+"
    r"|\s*(?:到|至)\s*"
)
_SAME_MONTH = re.compile(rf"(?P<first>\d{{1,2}}) ?[-–] ?(?P<last>\d{{1,2}}) (?P<month>{MONTH})")
_MONTH_FIRST = re.compile(rf"(?P<month>{MONTH}) (?P<first>\d{{1,2}}) ?[-–] ?(?P<last>\d{{1,2}})")
_SAME_MONTH_ZH = re.compile(
    r"(?P<month>\d{1,2})月(?P<first>\d{1,2})[日号]?[-–~到至](?P<last>\d{1,2})[日号]"
)
_UNTIL = re.compile(r"(?:until|till|til|back(?: on)?|back at work on) (?P<day>.+)")
_BACK_ZH = re.compile(r"(?P<day>.+?)(?:回来|回|上班)")
_THROUGH = re.compile(r"(?:through|thru) (?P<day>.+)|(?:到|至|休到|休息到)(?P<zh>.+)")
_FOR = re.compile(rf"(?:for |the next )?(?P<count>{COUNT}|\d{{1,3}}) ?(?P<unit>days?|d|weeks?|w)")
_FOR_ZH = re.compile(r"(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})个?(?P<unit>天|周|星期)")
_FROM = re.compile(r"(?:from|on|starting|since) |从|自")


def parse_away(text: str) -> AwayPhrase | None:
    """Read the whole text as days; None if any part of it is something else."""
    typed = " ".join(text.split())
    if not typed or len(typed) > PHRASE_MAX:
        return None
    start = _FROM.match(fold(typed))
    bare = typed[start.end() :] if start else typed
    return (
        _within_month(bare)
        or _open_start(bare)
        or _lasting(bare)
        or next(_between(bare), None)
        or _single(bare)
    )


def _day(text: str) -> When | None:
    when = parse_when(text)
    if when is None or when.clock is not None or isinstance(when.day, MinutesAhead):
        return None
    return when


def _within_month(text: str) -> AwayPhrase | None:
    folded = fold(text)
    for pattern in (_SAME_MONTH, _MONTH_FIRST, _SAME_MONTH_ZH):
        found = pattern.fullmatch(folded)
        if found is not None:
            sign = "{}月{}日" if pattern is _SAME_MONTH_ZH else "{1} {0}"
            first = _day(sign.format(found["month"], found["first"]))
            last = _day(sign.format(found["month"], found["last"]))
            return None if first is None or last is None else AwayPhrase(first, last)
    return None


def _open_start(text: str) -> AwayPhrase | None:
    """Read "until mon" (there again on Monday) and "through fri" (away on Friday too)."""
    folded = fold(text)
    found = _UNTIL.fullmatch(folded) or _BACK_ZH.fullmatch(folded)
    if found is not None:
        back = _day(text[found.start("day") : found.end("day")])
        return None if back is None else AwayPhrase(back=back)
    found = _THROUGH.fullmatch(folded)
    if found is None:
        return None
    group = "day" if found["day"] else "zh"
    last = _day(text[found.start(group) : found.end(group)])
    return None if last is None else AwayPhrase(last=last)


def _lasting(text: str) -> AwayPhrase | None:
    """Read "3 days" and "20 jun for 2 weeks"."""
    length = _length(fold(text))
    if length is not None:
        return length
    day, sign, rest = text.rpartition(" for ")
    length, first = _length(fold(rest)), _day(day) if sign else None
    return None if length is None or first is None else replace(length, first=first)


def _length(folded: str) -> AwayPhrase | None:
    found = _FOR.fullmatch(folded)
    if found is not None:
        word = found["count"]
        count: int | None = int(word) if word.isdigit() else count_of(word)
    else:
        found = _FOR_ZH.fullmatch(folded)
        count = number_of(found["count"]) if found is not None else None
    if found is None or not count or count > LONGEST:
        return None
    by_week = found["unit"][0] in "w周星"
    return AwayPhrase(weeks=count) if by_week else AwayPhrase(days=count)


def _between(text: str) -> Iterator[AwayPhrase]:
    for sign in _TO.finditer(fold(text)):
        first, last = _day(text[: sign.start()]), _day(text[sign.end() :])
        if first is not None and last is not None:
            yield AwayPhrase(first, last)


def _single(text: str) -> AwayPhrase | None:
    when = _day(text)
    return None if when is None else AwayPhrase(when)


# --- which dates --------------------------------------------------------------------------------


def resolve_away(
    phrase: AwayPhrase,
    *,
    now: dt.datetime,
    zone: ZoneInfo,
    day_first: bool,
    calendar: WorkCalendar,
) -> DateRange:
    """Return the days meant at the instant `now`, in the person's zone and by their calendar.

    "next week" is the whole week; a weekday or a yearless date after the first day counts from
    that day. Raises `PastDate`, `NoSuchDate`, `AwayReversed`, `AwayOver` and `AwayTooLong`.
    """
    today = now.astimezone(zone).date()

    def date_of(when: When, since: dt.date = today) -> dt.date:
        at = now if since == today else _noon(since, zone)
        return resolve_when(when, now=at, zone=zone, day_first=day_first, calendar=_EVERY_DAY).date

    first = _first_of(phrase.first, today, date_of) if phrase.first else today
    if phrase.back is not None:
        last = date_of(phrase.back) - ONE_DAY
    elif phrase.last is not None:
        last = date_of(phrase.last, first if _counts_on(phrase.last) else today)
        last = _end_of(phrase.last, last, today)
    elif phrase.weeks is not None:
        last = first + dt.timedelta(weeks=phrase.weeks) - ONE_DAY
    elif phrase.days is not None:
        last = calendar.add_workdays(calendar.next_working(first), phrase.days - 1)
    else:
        last = _end_of(phrase.first, first, today)
    return plan_range(first, last, today)


_EVERY_DAY = WorkCalendar(working_days=frozenset())
"""Weeks and months of an absence are those of the calendar, not of work."""


def _noon(date: dt.date, zone: ZoneInfo) -> dt.datetime:
    noon = Clock(12)
    return dt.datetime.combine(date, dt.time(noon.hour), zone)


def _first_of(when: When, today: dt.date, date_of: DateOf) -> dt.date:
    if isinstance(when.day, EndOf):
        # "this week" is what is left of it.
        return today
    return max(date_of(when), today)


def _counts_on(when: When) -> bool:
    """Tell whether such a day is looked for from the first day on: "20 jun..mon", "..the 3rd"."""
    day = when.day
    if isinstance(day, Weekday):
        return day.week is None
    if isinstance(day, DayOfMonth):
        return day.months is None
    return isinstance(day, CalendarDate | SlashDate) and day.year is None


def _end_of(when: When | None, date: dt.date, today: dt.date) -> dt.date:
    """Return the last day of the period if a period was named, else the date."""
    if when is not None and isinstance(when.day, StartOf | EndOf):
        return period_end(today, when.day.period, when.day.ahead)
    return date
