"""From the dates of a recurrence to instants: date first, then the wall time in a zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from domain.dates.resolve import instant
from domain.dates.values import Clock, Due
from domain.recurrence.following import first_occurrence, next_after_completion, next_occurrence
from domain.recurrence.values import Recurrence
from domain.workdays import WorkCalendar


def instant_of(date: dt.date, clock: Clock, zone: ZoneInfo) -> dt.datetime:
    """Return the UTC instant of a wall time on a local date.

    A time that a clock change skips moves forward by the gap; one that happens twice is the first.
    """
    return instant(date, clock, zone)


def next_instant(
    r: Recurrence, after: dt.datetime, *, clock: Clock, zone: ZoneInfo, calendar: WorkCalendar
) -> dt.datetime:
    """Return the first instant (UTC) of the rule strictly after `after`, once per local date.

    `clock` counts where the rule has no time. A rule of more than one unit should have a `start`.
    """
    clock = r.at or clock
    date = first_occurrence(r, after.astimezone(zone).date(), calendar=calendar)
    while (found := instant_of(date, clock, zone)) <= after:
        date = next_occurrence(r, date, calendar=calendar)
    return found


def first_due(r: Recurrence, now: dt.datetime, *, zone: ZoneInfo, calendar: WorkCalendar) -> Due:
    """Return the due date of a new task without a date of its own; a time that is over today
    means the date after.
    """
    date = first_occurrence(r, now.astimezone(zone).date(), calendar=calendar)
    due = _due(r, date, zone)
    if due.at is not None and due.at <= now:
        return _due(r, next_occurrence(r, date, calendar=calendar), zone)
    return due


def next_due(
    r: Recurrence,
    *,
    due: dt.date | None,
    completed: dt.datetime,
    zone: ZoneInfo,
    calendar: WorkCalendar,
) -> Due:
    """Return the due date of the task that follows one done at the instant `completed` (aware)."""
    done = completed.astimezone(zone).date()
    date = next_after_completion(r, due=due, completed=done, calendar=calendar)
    found = _due(r, date, zone)
    if found.at is not None and found.at <= completed and not r.from_completion:
        return _due(r, next_occurrence(r, date, calendar=calendar), zone)
    return found


def _due(r: Recurrence, date: dt.date, zone: ZoneInfo) -> Due:
    if r.at is None:
        return Due(date)
    at = instant_of(date, r.at, zone)
    return Due(at.astimezone(zone).date(), at)
