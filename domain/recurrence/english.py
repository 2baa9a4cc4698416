"""Recurrences in English, one rule each: a pattern over the whole phrase and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.dates import words_en
from domain.dates.words_en import COUNT, MONTH, ORDINAL_END, WEEKDAY, count_of, month_of
from domain.recurrence.values import (
    EVERY_MAX,
    NTH_WORKDAY_MAX,
    On,
    OnDate,
    OnDays,
    OnNth,
    OnWeekdays,
    Recurrence,
    Unit,
)

Build = Callable[[re.Match[str]], Recurrence | None]
_RULES: list[tuple[re.Pattern[str], Build]] = []
_EVERY = r"(?:every|each)(?P<bang> ?!)?"
_MANY = rf"(?:(?P<count>other|second|third|fourth|\d{{1,3}}{ORDINAL_END}|{COUNT}) )?"
_DAY_NAME = rf"(?>(?:{WEEKDAY})s?)"
_WORKDAY = r"(?:work(?:ing)?|business|week) ?days?"
# Each list can be read in one way only: no line can make a pattern try them all.
_AND = r"(?: ?[,&/+] ?| )(?:(?:and|on|the|every) )*"
_TO = r" ?(?:-|\u2013|to|through|till|until) ?"
_DAY_NAMES = rf"{_DAY_NAME}(?:{_TO}{_DAY_NAME})?(?:{_AND}{_DAY_NAME}(?:{_TO}{_DAY_NAME})?)*"
_ORDINAL = rf"(?:\d{{1,2}}{ORDINAL_END}?)"
_ORDINALS = rf"{_ORDINAL}(?:{_AND}{_ORDINAL})*"
_NTH = (
    rf"(?P<nth>first|second|third|fourth|fifth|last|\d{{1,2}}{ORDINAL_END}) "
    rf"(?:(?P<nth_name>{WEEKDAY})|{_WORKDAY[:-2]})"
)
_OF_MONTH = r"(?: (?:of|in) (?:the |each |every |a )?month)?"
_UNITS = {
    "day": (Unit.DAY, 1),
    "week": (Unit.WEEK, 1),
    "fortnight": (Unit.WEEK, 2),
    "month": (Unit.MONTH, 1),
    "quarter": (Unit.MONTH, 3),
    "half year": (Unit.MONTH, 6),
    "year": (Unit.YEAR, 1),
    "daily": (Unit.DAY, 1),
    "weekly": (Unit.WEEK, 1),
    "fortnightly": (Unit.WEEK, 2),
    "monthly": (Unit.MONTH, 1),
    "quarterly": (Unit.MONTH, 3),
    "yearly": (Unit.YEAR, 1),
    "annually": (Unit.YEAR, 1),
}
_UNIT = r"(?P<unit>day|week|fortnight|month|quarter|half year|year)s?"
_ADVERB = r"(?P<unit>daily|weekly|fortnightly|monthly|quarterly|yearly|annually)"


def _rule(*alternatives: str) -> Callable[[Build], Build]:
    def keep(build: Build) -> Build:
        _RULES.extend((re.compile(pattern), build) for pattern in alternatives)
        return build

    return keep


def read_rule(text: str) -> Recurrence | None:
    """Read a folded phrase with single spaces that is a recurrence without a time."""
    for pattern, build in _RULES:
        found = pattern.fullmatch(text)
        rule = None if found is None else build(found)
        if rule is not None:
            return rule
    return None


def _recurrence(found: re.Match[str], unit: Unit, every: int, on: On | None) -> Recurrence | None:
    if not 1 <= every <= EVERY_MAX:
        return None
    return Recurrence(unit, every, on, from_completion=bool(found.groupdict().get("bang")))


def _count(word: str | None) -> int:
    if word is None:
        return 1
    fixed = {"other": 2, "second": 2, "third": 3, "fourth": 4}.get(word)
    if fixed is not None:
        return fixed
    return int(word.rstrip("stndrh")) if word[0].isdigit() else count_of(word)


def _weekdays(names: str) -> OnWeekdays:
    days: set[int] = set()
    for first, last in re.findall(rf"({WEEKDAY})s?(?:{_TO}({WEEKDAY})s?)?", names):
        begin = words_en.weekday_of(first)
        length = (words_en.weekday_of(last) - begin) % 7 if last else 0
        days |= {(begin + step) % 7 for step in range(length + 1)}
    return OnWeekdays(frozenset(days))


def _days_of_month(numbers: str) -> OnDays | None:
    days = sorted({int(number) for number in re.findall(r"\d+", numbers)})
    return OnDays(tuple(days)) if days[0] >= 1 and days[-1] <= 31 else None


def _nth(found: re.Match[str]) -> OnNth | None:
    nth, name = words_en.nth_of(found["nth"]), found["nth_name"]
    weekday = words_en.weekday_of(name) if name else None
    most = NTH_WORKDAY_MAX if weekday is None else 5
    return OnNth(nth, weekday) if nth == -1 or 1 <= nth <= most else None


@_rule(rf"{_EVERY} {_MANY}{_UNIT}", _ADVERB)
def _plain(found: re.Match[str]) -> Recurrence | None:
    unit, size = _UNITS[found["unit"]]
    return _recurrence(found, unit, size * _count(found.groupdict().get("count")), None)


@_rule(rf"{_EVERY} (?:(?P<count>\d{{1,3}}|other|{COUNT}) )?{_WORKDAY}")
def _workday(found: re.Match[str]) -> Recurrence | None:
    return _recurrence(found, Unit.WORKDAY, _count(found["count"]), None)


@_rule(
    rf"(?:on )?{_EVERY} (?P<names>{_DAY_NAMES})",
    rf"{_EVERY} (?P<count>other) (?P<names>{_DAY_NAMES})",
    rf"{_EVERY} {_MANY}weeks? ?,? ?(?:on )?(?P<names>{_DAY_NAMES})",
    rf"(?P<adverb>weekly|fortnightly) (?:on )?(?P<names>{_DAY_NAMES})",
)
def _on_weekdays(found: re.Match[str]) -> Recurrence | None:
    part = found.groupdict()
    every = 2 if part.get("adverb") == "fortnightly" else _count(part.get("count"))
    return _recurrence(found, Unit.WEEK, every, _weekdays(found["names"]))


@_rule(rf"{_EVERY} (?P<count>other )?weekend")
def _weekend(found: re.Match[str]) -> Recurrence | None:
    return _recurrence(found, Unit.WEEK, 2 if found["count"] else 1, OnWeekdays(frozenset({5})))


@_rule(
    rf"(?:on )?{_EVERY} (?:the )?{_NTH}{_OF_MONTH}",
    rf"(?:on )?the {_NTH} of (?:every|each) month",
    rf"{_EVERY} {_MANY}months? ?,? ?(?:on )?(?:the )?{_NTH}",
    rf"monthly on (?:the )?{_NTH}",
)
def _on_nth(found: re.Match[str]) -> Recurrence | None:
    on = _nth(found)
    every = _count(found.groupdict().get("count"))
    return None if on is None else _recurrence(found, Unit.MONTH, every, on)


@_rule(
    rf"(?:on )?{_EVERY} (?:the )?(?P<days>{_ORDINALS}){_OF_MONTH}",
    rf"(?:on )?the (?P<days>{_ORDINALS}) of (?:every|each) month",
    rf"{_EVERY} {_MANY}months? ?,? ?(?:on )(?:the )?(?P<days>{_ORDINALS})",
    rf"monthly on (?:the )?(?P<days>{_ORDINALS})",
)
def _on_days(found: re.Match[str]) -> Recurrence | None:
    if not re.search(r"\d[a-z]", found["days"]) and " the " not in found.group():
        return None  # "every 5" and "every month on 5" say nothing clear
    on = _days_of_month(found["days"])
    every = _count(found.groupdict().get("count"))
    return None if on is None else _recurrence(found, Unit.MONTH, every, on)


@_rule(
    rf"{_EVERY} (?P<edge>last|first) day{_OF_MONTH}",
    rf"{_EVERY} {_MANY}months? ?,? ?(?:on )?(?:the )?(?P<edge>last|first) day",
    rf"{_EVERY} (?P<edge>month end|end of (?:the )?month)",
    r"monthly on (?:the )?(?P<edge>last|first) day",
)
def _on_edge(found: re.Match[str]) -> Recurrence | None:
    on = OnDays((1,) if found["edge"] == "first" else (31,))
    return _recurrence(found, Unit.MONTH, _count(found.groupdict().get("count")), on)


_DATE = (
    rf"(?:(?P<day1>\d{{1,2}}){ORDINAL_END}?(?: of)? (?P<month1>{MONTH})"
    rf"|(?P<month2>{MONTH}) (?:the )?(?P<day2>\d{{1,2}}){ORDINAL_END}?)"
)


@_rule(
    rf"(?:on )?{_EVERY} (?:the )?{_DATE}",
    rf"{_EVERY} {_MANY}years? ?,? ?(?:on )?(?:the )?{_DATE}",
    rf"(?:yearly|annually) on (?:the )?{_DATE}",
)
def _on_date(found: re.Match[str]) -> Recurrence | None:
    day, month = int(found["day1"] or found["day2"]), month_of(found["month1"] or found["month2"])
    try:
        on = OnDate(month, day)
    except ValueError:
        return None
    return _recurrence(found, Unit.YEAR, _count(found.groupdict().get("count")), on)
