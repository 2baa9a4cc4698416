"""Dates written in digits only, the same in every language: ISO, slashes, dots."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.dates.values import CalendarDate, Clock, Day, SlashDate, When

_ISO = r"(?P<year>(?:19|20|21)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
_ISO_CLOCK = re.compile(
    rf"{_ISO}(?:t| )(?P<hour>\d\d?):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?"
    r" ?(?P<offset>z|utc|[+-]\d\d:?\d\d)?"
)


def _iso(found: re.Match[str]) -> Day | None:
    month, day = int(found["month"]), int(found["day"])
    if 1 <= month <= 12 and 1 <= day <= 31:
        return CalendarDate(month, day, int(found["year"]))
    return None


def _slash(found: re.Match[str]) -> Day | None:
    first, second = int(found["first"]), int(found["second"])
    year = int(found["year"]) if found["year"] else None
    fits = 1 <= min(first, second) <= 12 and max(first, second) <= 31
    return SlashDate(first, second, year) if fits else None


def _dots(found: re.Match[str]) -> Day | None:
    month, day = int(found["month"]), int(found["day"])
    fits = 1 <= month <= 12 and 1 <= day <= 31
    return CalendarDate(month, day, int(found["year"])) if fits else None


NUMERIC_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Day | None]], ...] = (
    (re.compile(_ISO), _iso),
    (re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>(?:19|20|21)\d\d))?"), _slash),
    (re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20|21)\d\d)"), _dots),
)


def read_numeric(text: str) -> When | None:
    """Read an ISO date with a time, `2026-12-01T17:00+08:00`."""
    found = _ISO_CLOCK.fullmatch(text)
    if found is None:
        return None
    day, hour, minute = _iso(found), int(found["hour"]), int(found["minute"])
    if day is None or hour > 23 or minute > 59:
        return None
    return When(day, Clock(hour, minute, _offset(found["offset"])))


def _offset(text: str | None) -> int | None:
    if text is None:
        return None
    if text in ("z", "utc"):
        return 0
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if text[0] == "-" else minutes
