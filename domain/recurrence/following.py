"""Which dates a recurrence means: first the dates of the rule alone, then working days.

A date that is free moves to the next working day. From one date of the rule to the next is a
period: each has exactly one occurrence, unless none of its days is worked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, pairwise

from domain.dates.months import add_months, days_in, monday_of, nth_in_month
from domain.recurrence.values import OnDate, OnDays, OnNth, OnWeekdays, Recurrence, Unit
from domain.workdays import ONE_DAY, WorkCalendar


def next_occurrence(r: Recurrence, after: dt.date, *, calendar: WorkCalendar) -> dt.date:
    """Return the first date strictly after `after`.

    `after` is the date before, or for a rule that counts from completion the day it was done.
    """
    if r.from_completion:
        return _after_completion(r, after, calendar)
    return next(_occurrences(r, _anchor(r, None, calendar) or after, after, calendar))


def first_occurrence(r: Recurrence, today: dt.date, *, calendar: WorkCalendar) -> dt.date:
    """Return the first date of a new rule, `today` included.

    A rule that names no day ("every! 10 days") begins today, or on the next working day.
    """
    return next(_occurrences(r, _anchor(r, today, calendar) or today, today - ONE_DAY, calendar))


def next_after_completion(
    r: Recurrence, *, due: dt.date | None, completed: dt.date, calendar: WorkCalendar
) -> dt.date:
    """Return the date of the next task when one is done.

    Done early, the date it had is over: the next one is after it. Done late, dates missed since
    are left out, but not the one of the very day on which it was done. A date that stood on a free
    day is not given again for the working day to which the rule would have moved it.
    """
    if r.from_completion:
        return _after_completion(r, completed, calendar)
    if due is None:
        return next_occurrence(r, completed, calendar=calendar)
    after = max(due, completed - ONE_DAY)
    return next(_occurrences(r, _anchor(r, None, calendar) or due, after, calendar, beyond=due))


def occurrences(
    r: Recurrence, start: dt.date, end: dt.date, calendar: WorkCalendar
) -> Iterator[dt.date]:
    """Yield the dates from `start` to `end`, both included.

    A rule without a start of its own counts from `start`; one that counts from completion is
    shown as if each task were done on its date.
    """
    if r.from_completion:
        date = first_occurrence(r, start, calendar=calendar)
        while date <= end:
            yield date
            date = _after_completion(r, date, calendar)
        return
    anchor = _anchor(r, start, calendar) or start
    for date in _occurrences(r, anchor, start - ONE_DAY, calendar):
        if date > end:
            return
        yield date


def _anchor(r: Recurrence, otherwise: dt.date | None, calendar: WorkCalendar) -> dt.date | None:
    """Return the first date of the rule from its start on: its period is the first that counts.

    "Every other mon" said on a Wednesday begins on the coming Monday.
    """
    start = r.start or otherwise
    if start is None or r.on is None or r.every == 1:
        return start
    return next(_dates(replace(r, every=1, start=None), start, start, calendar))


def _after_completion(r: Recurrence, completed: dt.date, calendar: WorkCalendar) -> dt.date:
    """Return the working day meant; "every! 2 weeks on fri" is a Friday two weeks on."""
    if r.unit is Unit.WORKDAY:
        return calendar.add_workdays(completed, r.every)
    floor = completed
    if r.on is not None and r.every > 1:
        floor = _period_floor(r, completed)
    dates = _dates(r, completed, floor, calendar)
    date = next(date for date in dates if date > completed)
    return calendar.next_working(date) if r.on is None else _worked(r, date, calendar)


def _period_floor(r: Recurrence, day: dt.date) -> dt.date:
    """Return the first day of the period that lies `every` units after that of `day`."""
    if r.unit is Unit.WEEK:
        return monday_of(day, r.every)
    months = r.every * (12 if r.unit is Unit.YEAR else 1)
    first = day.replace(month=1, day=1) if r.unit is Unit.YEAR else day.replace(day=1)
    return add_months(first, months)


def _occurrences(
    r: Recurrence,
    anchor: dt.date,
    after: dt.date,
    calendar: WorkCalendar,
    beyond: dt.date = dt.date.min,
) -> Iterator[dt.date]:
    """Yield what is after `after`; dates that move onto or past the next one become one with it.

    Dates of the rule up to `beyond` are over, wherever they would move.
    """
    # A date at or before `after` moves past it only if every day from there to `after` is free.
    last_worked = calendar.last_working(after)
    since = last_worked + ONE_DAY if calendar.is_working(last_worked) else after + ONE_DAY
    since = max(since, beyond + ONE_DAY)
    for date, following in pairwise(_dates(r, anchor, since, calendar)):
        moved = _worked(r, date, calendar)
        if after < moved < following:
            yield moved


def _worked(r: Recurrence, date: dt.date, calendar: WorkCalendar) -> dt.date:
    """Return the working day for a date of the rule.

    Who names a Saturday wants Saturdays, so a named weekday moves only for a day off.
    """
    by_weekday = (
        r.unit is Unit.WEEK
        or (r.unit is Unit.DAY and r.every == 1 and not r.from_completion)
        or (isinstance(r.on, OnNth) and r.on.weekday is not None)
    )
    if by_weekday and not calendar.is_day_off(date):
        return date
    return calendar.next_working(date)


def _dates(
    r: Recurrence, anchor: dt.date, since: dt.date, calendar: WorkCalendar
) -> Iterator[dt.date]:
    """Yield the dates of the rule alone, in order, from `since` on and not before its start."""
    floor = since if r.start is None else max(since, r.start)
    steps = {
        Unit.DAY: _days,
        Unit.WORKDAY: _workdays,
        Unit.WEEK: _weeks,
        Unit.MONTH: _months,
        Unit.YEAR: _months,
    }
    return (date for date in steps[r.unit](r, anchor, floor, calendar) if date >= floor)


def _periods_before(r: Recurrence, length: int) -> int:
    """Return how many units before the period wanted one may begin, in steps of the rule.

    Only a rule that has one date in every period goes back behind its anchor.
    """
    periods = length // r.every
    return periods if r.every == 1 and r.on is not None else max(0, periods)


def _days(
    r: Recurrence, anchor: dt.date, floor: dt.date, _calendar: WorkCalendar
) -> Iterator[dt.date]:
    gone = (floor - anchor).days // r.every
    first = gone if r.every == 1 else max(0, gone)
    return (anchor + dt.timedelta(days=r.every * step) for step in count(first))


def _workdays(
    r: Recurrence, anchor: dt.date, floor: dt.date, calendar: WorkCalendar
) -> Iterator[dt.date]:
    date = calendar.next_working(floor if r.every == 1 else anchor)
    while True:
        yield date
        date = calendar.add_workdays(date, r.every)


def _weeks(
    r: Recurrence, anchor: dt.date, floor: dt.date, _calendar: WorkCalendar
) -> Iterator[dt.date]:
    weekdays = sorted(r.on.days) if isinstance(r.on, OnWeekdays) else [anchor.weekday()]
    monday = monday_of(anchor)
    for step in count(_periods_before(r, (monday_of(floor) - monday).days // 7)):
        for weekday in weekdays:
            yield monday + dt.timedelta(days=7 * r.every * step + weekday)


def _months(
    r: Recurrence, anchor: dt.date, floor: dt.date, calendar: WorkCalendar
) -> Iterator[dt.date]:
    length = 12 if r.unit is Unit.YEAR else 1
    gone = (floor.year - anchor.year) * 12 + floor.month - anchor.month
    first = anchor.replace(day=1)
    if isinstance(r.on, OnDate):
        first = first.replace(month=r.on.month)
        gone = (floor.year - anchor.year) * 12
    for step in count(_periods_before(r, gone // length)):
        month = add_months(first, step * r.every * length)
        yield from _in_month(r, month, anchor, calendar)


def _in_month(
    r: Recurrence, month: dt.date, anchor: dt.date, calendar: WorkCalendar
) -> Iterator[dt.date]:
    last = days_in(month.year, month.month)
    if isinstance(r.on, OnNth):
        found = nth_in_month(month.year, month.month, r.on.nth, r.on.weekday, calendar)
        last_one = nth_in_month(month.year, month.month, -1, r.on.weekday, calendar)
        if found or last_one:
            yield found or last_one or month
        return
    days = r.on.days if isinstance(r.on, OnDays) else (anchor.day,)
    if isinstance(r.on, OnDate):
        days = (r.on.day,)
    yield from sorted({month.replace(day=min(day, last)) for day in days})
