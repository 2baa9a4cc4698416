"""What each kind of day means on a given "today"; one rule per kind of `values.Day`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import singledispatch

from domain.dates.months import (
    add_months,
    days_in,
    monday_of,
    month_end,
    nth_in_month,
    period_end,
    period_start,
)
from domain.dates.values import (
    CalendarDate,
    Day,
    DayOfMonth,
    DaysAhead,
    EndOf,
    MonthEnd,
    MonthsAhead,
    NthWeekday,
    Period,
    SlashDate,
    StartOf,
    Weekday,
    Weekend,
    WorkdaysAhead,
)
from domain.errors import NoSuchDate, PastDate
from domain.workdays import WorkCalendar

_LEAP_CYCLE = 9
"""29 February comes back within so many years (1896 to 1904, 2096 to 2104)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a day is reckoned from: today in the zone, working days, habits of the reader."""

    today: dt.date
    work: WorkCalendar
    day_first: bool
    day_over: bool
    text: str


def date_of(day: Day, frame: Frame) -> dt.date:
    """Return the date; it may be past. Raises `NoSuchDate` and `PastDate`."""
    return _date(day, frame)


def suggestion_for(day: Day | None, frame: Frame) -> dt.date:
    """Return the nearest date to come that a person may have meant by a past one."""
    if isinstance(day, Weekday):
        return _date(Weekday(day.weekday), frame)
    if isinstance(day, SlashDate):
        day = _in_order(day, frame)
    if isinstance(day, CalendarDate) and (day.month, day.day) != (2, 29):
        return _next_yearly(day.month, day.day, frame)
    if isinstance(day, DayOfMonth):
        return _date(DayOfMonth(day.day), frame)
    return frame.work.next_working(frame.today + dt.timedelta(days=1))


@singledispatch
def _date(day: object, frame: Frame) -> dt.date:
    raise TypeError(type(day).__name__, frame.text)


@_date.register
def _(day: DaysAhead, frame: Frame) -> dt.date:
    return frame.today + dt.timedelta(days=day.days)


@_date.register
def _(day: WorkdaysAhead, frame: Frame) -> dt.date:
    return frame.work.add_workdays(frame.today, day.days)


@_date.register
def _(day: MonthsAhead, frame: Frame) -> dt.date:
    return add_months(frame.today, day.months)


@_date.register
def _(day: Weekday, frame: Frame) -> dt.date:
    if day.week is not None:
        return monday_of(frame.today, day.week) + dt.timedelta(days=day.weekday)
    days = (day.weekday - frame.today.weekday()) % 7
    return frame.today + dt.timedelta(days=days or (7 if frame.day_over else 0))


@_date.register
def _(day: Weekend, frame: Frame) -> dt.date:
    saturday = monday_of(frame.today, day.week) + dt.timedelta(days=5)
    return max(saturday, frame.today) if day.week == 0 else saturday


@_date.register
def _(day: StartOf, frame: Frame) -> dt.date:
    start = frame.work.next_working(period_start(frame.today, day.period, day.ahead))
    if day.ahead == 0 and start < frame.today:
        return frame.work.next_working(period_start(frame.today, day.period, 1))
    return start


@_date.register
def _(day: EndOf, frame: Frame) -> dt.date:
    if day.period is not Period.WEEK:
        return period_end(frame.today, day.period, day.ahead)
    friday = _last_workday_of_week(frame, day.ahead)
    # "eow" said on a Saturday: this week has no working day left.
    if day.ahead == 0 and friday < frame.today:
        return _last_workday_of_week(frame, 1)
    return friday


def _last_workday_of_week(frame: Frame, weeks: int) -> dt.date:
    monday = monday_of(frame.today, weeks)
    sunday = monday + dt.timedelta(days=6)
    last = frame.work.last_working(sunday)
    return last if last >= monday else sunday


@_date.register
def _(day: CalendarDate, frame: Frame) -> dt.date:
    if day.year is None and day.years is None:
        date = _next_yearly(day.month, day.day, frame)
    else:
        date = _valid(day.year or frame.today.year + (day.years or 0), day.month, day.day, frame)
    if day.weekday is not None and date.weekday() != day.weekday:
        raise NoSuchDate(frame.text, date)
    return date


def _next_yearly(month: int, day: int, frame: Frame) -> dt.date:
    """Return the next such date; a yearless date that is over means next year."""
    for year in range(frame.today.year, frame.today.year + _LEAP_CYCLE):
        if day <= days_in(year, month):
            date = dt.date(year, month, day)
            if date >= frame.today:
                return date
    end = month_end(frame.today.year, month)
    raise NoSuchDate(frame.text, end if end >= frame.today else month_end(end.year + 1, month))


def _valid(year: int, month: int, day: int, frame: Frame) -> dt.date:
    if day > days_in(year, month):
        raise NoSuchDate(frame.text, month_end(year, month))
    return dt.date(year, month, day)


@_date.register
def _(day: SlashDate, frame: Frame) -> dt.date:
    return _date(_in_order(day, frame), frame)


def _in_order(day: SlashDate, frame: Frame) -> CalendarDate:
    month, number = (day.second, day.first) if frame.day_first else (day.first, day.second)
    if month > 12:
        # 25/12 can be read in one way only, whatever the reader's habit.
        month, number = number, month
    return CalendarDate(month, number, day.year)


@_date.register
def _(day: DayOfMonth, frame: Frame) -> dt.date:
    if day.months is not None:
        month = add_months(frame.today.replace(day=1), day.months)
        return _valid(month.year, month.month, day.day, frame)
    for ahead in range(13):
        month = add_months(frame.today.replace(day=1), ahead)
        if day.day <= days_in(month.year, month.month):
            date = month.replace(day=day.day)
            if date >= frame.today:
                return date
    raise NoSuchDate(frame.text)


@_date.register
def _(day: MonthEnd, frame: Frame) -> dt.date:
    if day.year is not None:
        return month_end(day.year, day.month)
    end = month_end(frame.today.year, day.month)
    return end if end >= frame.today else month_end(frame.today.year + 1, day.month)


@_date.register
def _(day: NthWeekday, frame: Frame) -> dt.date:
    past: dt.date | None = None
    for first in _months_for(day, frame.today):
        date = nth_in_month(first.year, first.month, day.nth, day.weekday, frame.work)
        if date is not None and date >= frame.today:
            return date
        past = past or date
    if past is not None:
        raise PastDate(past, None, frame.text)
    raise NoSuchDate(frame.text)


def _months_for(day: NthWeekday, today: dt.date) -> list[dt.date]:
    """Return the first days of the months in which to look, in this order."""
    this_month = today.replace(day=1)
    if day.months is not None:
        return [add_months(this_month, day.months)]
    if day.month is None:
        return [add_months(this_month, ahead) for ahead in range(12)]
    years = [day.year] if day.year else [today.year, today.year + 1]
    return [dt.date(year, day.month, 1) for year in years]
