"""Recurrences in Chinese, one rule each: a pattern over the whole phrase and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.dates.words_zh import NUMBER, WEEK, WEEKDAY, number_of, weekday_of
from domain.recurrence.values import (
    EVERY_MAX,
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
_EVERY = r"每(?P<bang>!)?"
_OTHER = r"(?P<other>每?(?P<bang>!)?隔一?个?)"
_TO = "(?:到|至|-|~|\u2013|\u2014)"
_AND = "(?:、|,|和|及|与|/)?"
_DAY_NAMES = (
    rf"{WEEKDAY}(?:{_TO}{WEEK}?{WEEKDAY})?(?:{_AND}{WEEK}?{WEEKDAY}(?:{_TO}{WEEK}?{WEEKDAY})?)*"
)
_MONTHS = rf"{_EVERY}(?:(?P<count>{NUMBER})个月|个?月份?)的?"
_UNITS = {
    "天": (Unit.DAY, 1),
    "日": (Unit.DAY, 1),
    "工": (Unit.WORKDAY, 1),
    "周": (Unit.WEEK, 1),
    "星": (Unit.WEEK, 1),
    "礼": (Unit.WEEK, 1),
    "月": (Unit.MONTH, 1),
    "季": (Unit.MONTH, 3),
    "半": (Unit.MONTH, 6),
    "年": (Unit.YEAR, 1),
}


def _rule(*alternatives: str) -> Callable[[Build], Build]:
    def keep(build: Build) -> Build:
        _RULES.extend((re.compile(pattern), build) for pattern in alternatives)
        return build

    return keep


def read_rule(text: str) -> Recurrence | None:
    """Read a folded phrase without spaces that is a recurrence without a time."""
    for pattern, build in _RULES:
        found = pattern.fullmatch(text)
        rule = None if found is None else build(found)
        if rule is not None:
            return rule
    return None


def _recurrence(
    found: re.Match[str], unit: Unit, every: int | None, on: On | None
) -> Recurrence | None:
    if every is None or not 1 <= every <= EVERY_MAX:
        return None
    return Recurrence(unit, every, on, from_completion=bool(found["bang"]))


def _count(found: re.Match[str]) -> int | None:
    part = found.groupdict()
    if part.get("other"):
        return 2
    return number_of(part["count"]) if part.get("count") else 1


@_rule(
    rf"{_EVERY}(?:(?P<count>{NUMBER})个?|一?个?)"
    r"(?P<unit>天|日|工作日|周|星期|礼拜|季度?|年)(?:一次)?",
    rf"{_EVERY}(?:(?P<count>{NUMBER})个|一?个?)(?P<unit>月)(?:一次)?",
    rf"{_EVERY}(?P<unit>半年)(?:一次)?",
    r"每(?P<bang>!)?(?P<other>隔一?个?)(?P<unit>天|日|工作日|周|星期|礼拜|月|年)",
    # 隔天 alone is "the day after".
    r"(?P<other>隔)(?P<bang>!)?(?P<unit>周|月|年)",
)
def _plain(found: re.Match[str]) -> Recurrence | None:
    unit, size = _UNITS[found["unit"][0]]
    every = _count(found)
    return _recurrence(found, unit, every and every * size, None)


@_rule(
    rf"{_EVERY}个?{WEEK}的?(?P<names>{_DAY_NAMES})",
    rf"{_EVERY}(?P<count>{NUMBER})个?{WEEK}的?{WEEK}(?P<names>{_DAY_NAMES})",
    rf"{_EVERY}(?P<count>{NUMBER})个?{WEEK}的?(?P<names>{WEEKDAY})",
    rf"{_OTHER}{WEEK}的?{WEEK}?(?P<names>{_DAY_NAMES})",
)
def _on_weekdays(found: re.Match[str]) -> Recurrence | None:
    days: set[int] = set()
    for first, last in re.findall(rf"({WEEKDAY})(?:{_TO}{WEEK}?({WEEKDAY}))?", found["names"]):
        begin = weekday_of(first)
        length = (weekday_of(last) - begin) % 7 if last else 0
        days |= {(begin + step) % 7 for step in range(length + 1)}
    return _recurrence(found, Unit.WEEK, _count(found), OnWeekdays(frozenset(days)))


@_rule(rf"{_EVERY}个?周末")
def _weekend(found: re.Match[str]) -> Recurrence | None:
    return _recurrence(found, Unit.WEEK, 1, OnWeekdays(frozenset({5})))


@_rule(
    rf"{_MONTHS}(?:第(?P<nth>[一二三四五12345])个?|(?P<last>最后一?个?))"
    rf"(?:工作日|{WEEK}(?P<day>{WEEKDAY}))"
)
def _on_nth(found: re.Match[str]) -> Recurrence | None:
    nth = -1 if found["last"] else number_of(found["nth"])
    weekday = weekday_of(found["day"]) if found["day"] else None
    on = None if nth is None else OnNth(nth, weekday)
    return None if on is None else _recurrence(found, Unit.MONTH, _count(found), on)


@_rule(
    rf"{_MONTHS}(?P<days>{NUMBER}(?:日|号|號)?(?:(?:、|,|和|及|与){NUMBER}(?:日|号|號)?)*)"
    r"(?<=[日号號])",
    rf"{_MONTHS}(?P<edge>月?[底末初中]|最后一?天|第一天)",
    rf"{_EVERY}(?P<edge>[月]?[底末])",
)
def _on_days(found: re.Match[str]) -> Recurrence | None:
    part = found.groupdict()
    if part.get("edge"):
        edges = {"初": 1, "第": 1, "中": 15}
        day = next((edges[char] for char in part["edge"] if char in edges), 31)
        return _recurrence(found, Unit.MONTH, _count(found), OnDays((day,)))
    numbers = {number_of(text) for text in re.findall(NUMBER, part["days"])}
    if not numbers <= set(range(1, 32)):
        return None
    on = OnDays(tuple(sorted(number for number in numbers if number)))
    return _recurrence(found, Unit.MONTH, _count(found), on)


@_rule(
    rf"{_EVERY}(?:(?P<count>{NUMBER})年|年)的?(?P<month>{NUMBER})月份?(?P<day>{NUMBER})(?:日|号|號)"
)
def _on_date(found: re.Match[str]) -> Recurrence | None:
    month, day = number_of(found["month"]), number_of(found["day"])
    if month is None or day is None:
        return None
    try:
        on = OnDate(month, day)
    except ValueError:
        return None
    return _recurrence(found, Unit.YEAR, _count(found), on)
