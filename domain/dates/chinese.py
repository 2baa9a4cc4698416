"""Date phrases in Chinese: prefix, day, time and suffix put together. Pure, without "now"."""

from __future__ import annotations

import re

from domain.dates.clock_zh import CLOCK, clock_of
from domain.dates.days_zh import ONLY_WITH_CLOCK, read_day
from domain.dates.values import (
    DayOfMonth,
    DaysAhead,
    EndOf,
    MinutesAhead,
    MonthEnd,
    StartOf,
    Weekend,
    When,
)

_PREFIX = re.compile(
    r"(?:截止日期|截止时间|截止到|截止至|截止于|截止|截至|最晚|最迟|不晚于|在|到|于):?"
)
_SUFFIX = re.compile(r"(?:之前|以前|截止|前)$")
_OFF_WORK = re.compile(r"(?:下班|收工)(?:时|后)?$")
_WEAK_CLOCK = re.compile(
    r"\d{1,2}(?:点|點)|[零〇一二两三四五六七八九十]{1,3}(?:点|點)|\d:\d\d|\d{1,2}时"
)


def read_chinese(text: str) -> When | None:
    """Read a folded phrase; the result has no `text` yet.

    Spaces do not matter, except that they may not tear numbers apart.
    """
    text = re.sub(r"(?<!\d) | (?!\d)", "", text)
    prefix = _PREFIX.match(text)
    bare = text[prefix.end() :] if prefix else text
    suffix = _SUFFIX.search(bare)
    bare = bare[: suffix.start()] if suffix else bare
    if not bare:
        return None
    when = _read_bare(bare)
    if when is not None and (prefix or suffix):
        return When(when.day, when.clock)
    return when


def _read_bare(text: str) -> When | None:
    off_work = _OFF_WORK.search(text)
    if off_work is not None:
        text = text[: off_work.start()]
        day = read_day(text) if text else DaysAhead(0)
        return None if day is None or text in ONLY_WITH_CLOCK else When(day)
    if text not in ONLY_WITH_CLOCK:
        day = read_day(text)
        if day is not None:
            return When(day, weak="/" in text and text.count("/") == 1)
    return _read_with_clock(text)


def _read_with_clock(text: str) -> When | None:
    found = CLOCK.fullmatch(text)
    clock = None if found is None else clock_of(found)
    if found is None or clock is None:
        return None
    rest = found["rest"].strip()
    if not rest:
        # "早上" alone is a greeting and "三点" three points, not a time.
        return None if clock.soft else When(None, clock, weak=bool(_WEAK_CLOCK.fullmatch(text)))
    if rest in ONLY_WITH_CLOCK and (found["part"] or "")[:1] not in "早晚夜":
        return None
    day = read_day(rest)
    return None if day is None or isinstance(day, MinutesAhead) else When(day, clock)


def is_vague(when: When) -> bool:
    """Tell whether the phrase names a period or a bare number rather than a day.

    "下周计划", "年底总结" and "3号楼" are titles; a verb behind them makes them dates.
    """
    if when.clock is not None:
        return when.day is None and when.weak
    if isinstance(when.day, DayOfMonth):
        return when.day.months is None
    return isinstance(when.day, Weekend | StartOf | EndOf | MonthEnd)


def is_introduced(text: str) -> bool:
    """Tell whether words such as 前 or 截止 say that a folded phrase is meant as a date."""
    return bool(_SUFFIX.search(text) or _PREFIX.match(text) or text.endswith("内"))
