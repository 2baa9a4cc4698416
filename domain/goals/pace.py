"""Pace: which share of the way a goal should have gone by a day, counted in working days."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from domain.cycles import Cycle
from domain.goals.values import Metric
from domain.workdays import ONE_DAY, WorkCalendar


@lru_cache(maxsize=4096)
def workdays_in(calendar: WorkCalendar, start: dt.date, end: dt.date) -> int:
    """Return how many working days lie from `start` to `end`, both included."""
    days = (end - start).days + 1
    return sum(calendar.is_working(start + ONE_DAY * step) for step in range(max(0, days)))


def day_number(calendar: WorkCalendar, cycle: Cycle, day: dt.date) -> int:
    """Return how many working days of the cycle are over at the end of `day`.

    In a cycle without any working day (a short one over holidays) all days count.
    """
    last = min(day, cycle.end)
    if not workdays_in(calendar, cycle.start, cycle.end):
        return max(0, (last - cycle.start).days + 1)
    return workdays_in(calendar, cycle.start, last)


def expected_share(cycle: Cycle, today: dt.date, calendar: WorkCalendar) -> float:
    """Return the pace: working days over at the end of today / working days of the cycle.

    0 before the cycle, 1 from its last working day on. A straight line, because nobody who sets
    a goal says otherwise; it stands still on weekends and holidays as the work does.
    """
    total = day_number(calendar, cycle, cycle.end)
    return day_number(calendar, cycle, today) / total


def expected_value(metric: Metric, share: float) -> float | None:
    """Return the figure that the pace expects; None while the start is not known."""
    if metric.start is None:
        return None
    start = float(metric.start)
    return start + share * (float(metric.target) - start)


def pace_line(
    metric: Metric, cycle: Cycle, calendar: WorkCalendar, days: tuple[dt.date, ...]
) -> tuple[tuple[dt.date, float], ...]:
    """Return the points of the pace line for a chart, one per day asked."""
    values = ((day, expected_value(metric, expected_share(cycle, day, calendar))) for day in days)
    return tuple((day, value) for day, value in values if value is not None)
