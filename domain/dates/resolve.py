"""Gives a date phrase its date: the only place that knows what day it is (it is told)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from domain.dates.values import Due, When
from domain.workdays import WorkCalendar


def resolve_when(
    when: When,
    *,
    now: dt.datetime,
    zone: ZoneInfo,
    day_first: bool,
    calendar: WorkCalendar,
    day_ends: dt.time | None = None,
) -> Due:
    """Return the date meant at the instant `now` (aware) in `zone`; `at` is in UTC.

    `day_ends` is the end of the team's working day: after it a bare "fri" on a Friday means the
    next one. Raises `PastDate` and `NoSuchDate`.
    """
    raise NotImplementedError
