"""Arithmetic of months: clamping, ends of periods, the nth weekday. Plain dates only."""

from __future__ import annotations

import calendar as gregorian
import datetime as dt

from domain.dates.values import Period
from domain.workdays import WorkCalendar

ONE_DAY = dt.timedelta(days=1)
_MONTHS_OF = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of another month, or that month's last day if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, days_in(year, month + 1)))


def days_in(year: int, month: int) -> int:
    """Return how many days the month has."""
    return gregorian.monthrange(year, month)[1]


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of the month."""
    return dt.date(year, month, days_in(year, month))


def monday_of(day: dt.date, weeks: int = 0) -> dt.date:
    """Return the Monday of the week that lies so many weeks from `day`."""
    return day + dt.timedelta(days=7 * weeks - day.weekday())


def period_start(day: dt.date, period: Period, ahead: int) -> dt.date:
    """Return the first calendar day of the period so many periods from `day`."""
    if period is Period.DAY:
        return day + dt.timedelta(days=ahead)
    if period is Period.WEEK:
        return monday_of(day, ahead)
    length = _MONTHS_OF[period]
    first = day.replace(month=(day.month - 1) // length * length + 1, day=1)
    return add_months(first, length * ahead)


def period_end(day: dt.date, period: Period, ahead: int) -> dt.date:
    """Return the last calendar day of the period so many periods from `day`."""
    return period_start(day, period, ahead + 1) - ONE_DAY


def nth_in_month(
    year: int, month: int, nth: int, weekday: int | None, work: WorkCalendar
) -> dt.date | None:
    """Return the nth (-1 = last) weekday, or working day for None; None if there is none."""
    days = (dt.date(year, month, day) for day in range(1, days_in(year, month) + 1))
    if weekday is None:
        fitting = [day for day in days if work.is_working(day)]
    else:
        fitting = [day for day in days if day.weekday() == weekday]
    index = nth if nth < 0 else nth - 1
    return fitting[index] if -len(fitting) <= index < len(fitting) else None
