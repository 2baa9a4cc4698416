"""Where the buttons of the clock bar lead: a step such as `+1h` or `next_monday` as an instant."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_DELTA = re.compile(r"\+(\d{1,4})(s|m|h|d|w)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_MORNING = time(9, 30)


def step_target(step: str, now: datetime, tz: str) -> datetime:
    """The instant a step leads to; mornings are 09:30 in `tz`. ValueError for unknown steps."""
    if match := _DELTA.fullmatch(step):
        return now + timedelta(**{_UNITS[match[2]]: int(match[1])})
    local = now.astimezone(ZoneInfo(tz))
    if step == "next_0930":
        morning = _morning(local, 0)
        return morning if morning > local else _morning(local, 1)
    if step == "next_workday":
        return next(m for d in range(1, 8) if (m := _morning(local, d)).weekday() < 5)
    if step == "next_monday":
        return _morning(local, 7 - local.weekday())
    raise ValueError(f"unknown step {step!r}")


def _morning(local: datetime, days: int) -> datetime:
    return datetime.combine(local.date() + timedelta(days=days), _MORNING, local.tzinfo)
