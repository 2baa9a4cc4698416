"""Gives a date phrase its date: the only place that reckons with "now" (which it is told)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from domain.dates.day_rules import Frame, date_of, suggestion_for
from domain.dates.values import Clock, Due, MinutesAhead, Weekday, When
from domain.errors import NoSuchDate, PastDate
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
    local = now.astimezone(zone)
    over = day_ends is not None and local.time() >= day_ends
    frame = Frame(local.date(), calendar, day_first=day_first, day_over=over, text=when.text)
    try:
        if isinstance(when.day, MinutesAhead):
            return _minutes_from(now, when.day.minutes, zone)
        date = _day_not_over(when, frame)
        return Due(date) if when.clock is None else _with_clock(when, date, when.clock, now, zone)
    except PastDate as past:
        past.suggestion = past.suggestion or suggestion_for(when.day, frame)
        raise
    except (OverflowError, ValueError) as beyond:
        # "in 9999 years": the calendar of the machine ends there.
        raise NoSuchDate(when.text) from beyond


def _day_not_over(when: When, frame: Frame) -> dt.date:
    date = frame.today if when.day is None else date_of(when.day, frame)
    if date < frame.today:
        raise PastDate(date, None, when.text)
    return date


def _minutes_from(now: dt.datetime, minutes: int, zone: ZoneInfo) -> Due:
    at = now.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
    if at.second or at.microsecond:
        at = at.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)
    return Due(at.astimezone(zone).date(), at)


def _with_clock(when: When, date: dt.date, clock: Clock, now: dt.datetime, zone: ZoneInfo) -> Due:
    at = instant(date, clock, zone)
    if at <= now:
        if when.day is None:
            date += dt.timedelta(days=1)
        elif isinstance(when.day, Weekday) and when.day.week is None:
            date += dt.timedelta(days=7)
        elif clock.soft:
            # "tonight" said at 21:30 still means tonight.
            clock = Clock(23, 59)
        else:
            raise PastDate(date, None, when.text)
        at = instant(date, clock, zone)
    return Due(at.astimezone(zone).date(), at)


def instant(date: dt.date, clock: Clock, zone: ZoneInfo) -> dt.datetime:
    """Return the UTC instant of a wall time.

    A time that a clock change skips moves forward by the gap; one that happens twice is the first.
    """
    if clock.offset is not None:
        fixed = dt.timezone(dt.timedelta(minutes=clock.offset))
        return dt.datetime.combine(date, dt.time(clock.hour, clock.minute), fixed).astimezone(
            dt.UTC
        )
    # fold=0 is Python's name for exactly these two decisions.
    wall = dt.datetime.combine(date, dt.time(clock.hour, clock.minute), zone)
    return wall.astimezone(dt.UTC)
