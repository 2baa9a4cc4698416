"""How long something takes: `~2h`, `~1h30m`, `~1.5d` as minutes of work, and back."""

from __future__ import annotations

import re

HOURS_A_DAY = 8
DAYS_A_WEEK = 5
ESTIMATE_MAX = 60 * HOURS_A_DAY * 365
"""A year of days; more is surely a slip."""

_MINUTES = {"m": 1, "h": 60, "d": 60 * HOURS_A_DAY, "w": 60 * HOURS_A_DAY * DAYS_A_WEEK}
_ESTIMATE = re.compile(
    r"~(?:(?P<hours>\d{1,3})h(?P<minutes>[0-5]?\d)m?"
    r"|(?P<count>\d{1,5}(?:\.\d{1,2})?)"
    r"(?P<unit>m|mins?|h|hrs?|hours?|d|days?|w|wks?|weeks?|分钟?|个?小时|天|周))"
)
_CHINESE = {"分": "m", "小": "h", "个": "h", "天": "d", "周": "w"}


def parse_estimate(folded: str) -> int | None:
    """Return the minutes that a folded token `~…` says, None if it says none.

    A day is 8 hours of work and a week 5 days.
    """
    found = _ESTIMATE.fullmatch(folded)
    if found is None:
        return None
    if found["hours"] is not None:
        minutes = int(found["hours"]) * 60 + int(found["minutes"])
    else:
        unit = found["unit"][0]
        minutes = round(float(found["count"]) * _MINUTES[_CHINESE.get(unit, unit)])
    return minutes if 0 < minutes <= ESTIMATE_MAX else None


def split_estimate(minutes: int) -> tuple[int, int, int]:
    """Return days of work, hours and minutes, for showing."""
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, HOURS_A_DAY)
    return days, hours, rest


def render_estimate(minutes: int) -> str:
    """Return the shortest token that `parse_estimate` reads as so many minutes."""
    hours, rest = divmod(minutes, 60)
    if rest == 0:
        days, hours_left = divmod(hours, HOURS_A_DAY)
        return f"~{days}d" if hours_left == 0 else f"~{hours}h"
    return f"~{hours}h{rest:02}m" if 0 < hours <= 999 else f"~{minutes}m"
