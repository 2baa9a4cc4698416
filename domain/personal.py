"""What a person settles for themselves: hours of work and of quiet, and how much to be nudged."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import BadInput


class Nudges(StrEnum):
    """How much Drumbeat reminds somebody by itself."""

    LIGHT = "light"
    STANDARD = "standard"
    ACTIVE = "active"


class HoursIncomplete(BadInput):
    """Only one end of the hours was given; `field` is the other."""

    def __init__(self, field: str) -> None:
        super().__init__(field, "missing")


class HoursReversed(BadInput):
    """The working hours end before they begin."""

    def __init__(self) -> None:
        super().__init__("works_until", "reversed")


@dataclass(frozen=True, slots=True)
class Hours:
    """Wall times of every day. Quiet hours may cross midnight; from 09:00 to 09:00 is never."""

    start: dt.time
    end: dt.time


QUIET = Hours(dt.time(18), dt.time(9))
"""Quiet hours of everybody who has not said otherwise."""


def plan_hours(start: dt.time | None, end: dt.time | None, names: tuple[str, str]) -> Hours | None:
    """Return the hours, None if none were given; `names` are the fields of start and end.

    Raises HoursIncomplete.
    """
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise HoursIncomplete(names[0] if start is None else names[1])
    return Hours(start, end)


def plan_work(hours: Hours | None) -> Hours | None:
    """Return hours in which work can be done on one day; raises HoursReversed."""
    if hours is not None and hours.end <= hours.start:
        raise HoursReversed
    return hours
