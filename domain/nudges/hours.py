"""When a person may be reached on a local date: at work, not in quiet hours, not in DND."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from domain.dates.values import Clock
from domain.nudges.values import Receiver
from domain.personal import QUIET, Hours
from domain.recurrence.instants import instant_of
from domain.workdays import ONE_DAY

Span = tuple[dt.datetime, dt.datetime]
"""From an instant up to, not including, another (UTC)."""
DIGEST_AT = Clock(9)
DAYS_AHEAD = 400
"""So far ahead an open minute is looked for."""


@lru_cache(maxsize=4096)
def open_spans(person: Receiver, day: dt.date) -> tuple[Span, ...]:
    """Return the spans of a local date in which the person may be reached, in order.

    None on a day they do not work. Quiet hours that leave no working minute are taken for what
    they are: those nobody set give way to the working hours, those the person set do not.
    """
    if not person.calendar.is_working(day):
        return ()
    midnights = _span(day, Hours(dt.time(0), dt.time(0)), person)
    work = [
        span
        for shift in (day - ONE_DAY, day)
        if person.calendar.is_working(shift)
        for span in _within(_span(shift, person.works, person), midnights)
    ]
    quiet = _quiet_spans(person, day)
    found = _without(work, quiet)
    if not found:
        found = work if person.quiet is None else _without([midnights], quiet)
    return tuple(_without(found, person.dnd))


def _span(day: dt.date, hours: Hours, person: Receiver) -> Span:
    last = day if hours.end > hours.start else day + ONE_DAY
    return _instant(day, hours.start, person), _instant(last, hours.end, person)


def _instant(day: dt.date, time: dt.time, person: Receiver) -> dt.datetime:
    return instant_of(day, Clock(time.hour, time.minute), person.zone)


def _quiet_spans(person: Receiver, day: dt.date) -> list[Span]:
    hours = QUIET if person.quiet is None else person.quiet
    if hours.start == hours.end:
        return []
    return [_span(day + step * ONE_DAY, hours, person) for step in (-1, 0, 1)]


def _within(span: Span, frame: Span) -> list[Span]:
    first, last = max(span[0], frame[0]), min(span[1], frame[1])
    return [(first, last)] if first < last else []


def _without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    left = list(spans)
    for begin, end in taken:
        pieces = [((a, min(b, begin)), (max(a, end), b)) for a, b in left]
        left = [piece for pair in pieces for piece in pair if piece[0] < piece[1]]
    return sorted(set(left))


def first_open(person: Receiver, day: dt.date, at: dt.datetime) -> dt.datetime | None:
    """Return the first instant of a local date, not before `at`, in which to reach the person."""
    for begin, end in open_spans(person, day):
        if end > at:
            return max(begin, at)
    return None


def is_open(person: Receiver, at: dt.datetime) -> bool:
    """Tell whether the person may be reached at that instant."""
    return first_open(person, at.astimezone(person.zone).date(), at) == at


def digest_at(person: Receiver, day: dt.date) -> dt.datetime | None:
    """Return when a day's digest goes: at 09:00, or when the person can be reached then.

    Who works before nine only gets it at the beginning.
    """
    spans = open_spans(person, day)
    if not spans:
        return None
    return first_open(person, day, instant_of(day, DIGEST_AT, person.zone)) or spans[0][0]


def next_open_day(person: Receiver, day: dt.date) -> dt.date | None:
    """Return the first local date from `day` on with an open minute; None if all are closed."""
    for step in range(DAYS_AHEAD):
        found = day + step * ONE_DAY
        if open_spans(person, found):
            return found
    return None
