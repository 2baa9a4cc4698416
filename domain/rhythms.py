"""When what happens again is next due, and what to do about it when that moment has passed.

Dates come first (recurrence, holidays), then the wall time in a zone; nothing is sent here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from domain.dates.values import Clock
from domain.recurrence import OnNth, Recurrence, Unit, instant_of, occurrences
from domain.workdays import ONE_DAY, WorkCalendar

LOOK_AHEAD = dt.timedelta(days=400)
"""Dates are looked for in pieces of this length."""
HORIZON = 12
"""So many pieces without a date: the rhythm has none any more."""


class Kind(StrEnum):
    """What a rhythm brings about."""

    STANDUP = "standup"
    """The prompts of a round."""
    STANDUP_REMINDER = "standup_reminder"
    STANDUP_CLOSE = "standup_close"
    NUDGES = "nudges"
    """One person's daily look at what is due."""
    CHECK_IN = "check_in"
    BLOCKER = "blocker"
    KPI_ASK = "kpi_ask"
    KPI_CHASE = "kpi_chase"
    KPI_SUMMARY = "kpi_summary"
    MEETING_AGENDA = "meeting_agenda"
    MEETING_CLOSE = "meeting_close"
    WEEKLY_DIGEST = "weekly_digest"


class OnDayOff(StrEnum):
    """What becomes of a date that is a holiday or a day off."""

    SKIP = "skip"
    MOVE = "move"
    """To the next working day; dates that meet there become one."""


class CatchUp(StrEnum):
    """What to do with an occurrence that is due."""

    SEND = "send"
    FOLD = "fold"
    """Too late for a message of its own: it becomes a line of the next digest."""
    MISSED = "missed"
    """Too late: drop it, and say so where its result would have stood."""


@dataclass(frozen=True, slots=True)
class KindRule:
    """The habits of a kind.

    Sent late for `late_for` (None = however late); afterwards what `then` says.
    """

    on_day_off: OnDayOff
    late_for: dt.timedelta | None
    then: CatchUp = CatchUp.MISSED


_HOURS, _DAYS = dt.timedelta(hours=1), dt.timedelta(days=1)
RULES: Mapping[Kind, KindRule] = MappingProxyType(
    {
        # Prompts and reminders are late only until their window closes, which callers name.
        Kind.STANDUP: KindRule(OnDayOff.SKIP, 24 * _HOURS),
        Kind.STANDUP_REMINDER: KindRule(OnDayOff.SKIP, 24 * _HOURS),
        Kind.STANDUP_CLOSE: KindRule(OnDayOff.SKIP, None),
        Kind.NUDGES: KindRule(OnDayOff.SKIP, 9 * _HOURS, CatchUp.FOLD),
        Kind.CHECK_IN: KindRule(OnDayOff.MOVE, 9 * _HOURS, CatchUp.FOLD),
        Kind.BLOCKER: KindRule(OnDayOff.SKIP, 9 * _HOURS, CatchUp.FOLD),
        Kind.KPI_ASK: KindRule(OnDayOff.MOVE, 9 * _HOURS, CatchUp.FOLD),
        Kind.KPI_CHASE: KindRule(OnDayOff.MOVE, 9 * _HOURS, CatchUp.FOLD),
        Kind.KPI_SUMMARY: KindRule(OnDayOff.MOVE, 3 * _DAYS),
        Kind.MEETING_AGENDA: KindRule(OnDayOff.MOVE, 24 * _HOURS),
        Kind.MEETING_CLOSE: KindRule(OnDayOff.MOVE, None),
        Kind.WEEKLY_DIGEST: KindRule(OnDayOff.MOVE, 3 * _DAYS),
    }
)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A kind, the dates it falls on, and the wall time in one zone.

    Raises `ValueError` for a recurrence that counts from completion, and for one whose dates
    depend on where counting begins ("every 2 weeks") without a start.
    """

    kind: Kind
    recurrence: Recurrence
    clock: Clock
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if self.recurrence.from_completion:
            raise ValueError("a rhythm has dates of its own")
        if needs_start(self.recurrence) and self.recurrence.start is None:
            raise ValueError("nobody knows where counting begins")
        if self.clock.offset is not None:
            raise ValueError("the zone says the offset")

    @property
    def on_day_off(self) -> OnDayOff:
        """Skip or move, as is the habit of the kind."""
        return RULES[self.kind].on_day_off


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a rhythm: its local date, which names it, and its instant (UTC)."""

    date: dt.date
    at: dt.datetime

    @property
    def slot(self) -> str:
        """The name under which it happens once."""
        return slot_of(self.date)


def slot_of(date: dt.date) -> str:
    """Return the one name of all that happens for a local date."""
    return date.isoformat()


def needs_start(r: Recurrence) -> bool:
    """Tell whether the dates of a rule depend on the day from which it counts."""
    if r.every > 1:
        return True
    return r.on is None and r.unit not in (Unit.DAY, Unit.WORKDAY)


def is_missing(date: dt.date, zone: ZoneInfo) -> bool:
    """Tell whether a zone left out the whole date: Samoa had no 30 December 2011."""
    return instant_of(date, Clock(12), zone).astimezone(zone).date() != date


def allowed_dates(
    r: Recurrence, on_day_off: OnDayOff, start: dt.date, end: dt.date, calendar: WorkCalendar
) -> Iterator[dt.date]:
    """Yield the dates from `start` to `end`, both included, on which the rule happens."""
    if on_day_off is OnDayOff.MOVE or _counts_workdays(r):
        yield from occurrences(r, start, end, calendar)
        return
    weeks = WorkCalendar(working_days=calendar.working_days)
    for date in occurrences(r, start, end, weeks):
        if not calendar.is_day_off(date) and not calendar.is_away(date):
            yield date


def _counts_workdays(r: Recurrence) -> bool:
    return r.unit is Unit.WORKDAY or (isinstance(r.on, OnNth) and r.on.weekday is None)


def occurrences_of(
    rhythm: Rhythm,
    start: dt.datetime,
    end: dt.datetime,
    *,
    calendar: WorkCalendar,
    not_before: dt.date | None = None,
) -> Iterator[Occurrence]:
    """Yield what happens after the instant `start` and not after `end`, in order.

    `not_before` is the local date on which a paused rhythm goes on. A date that the zone does not
    have happens at once with the next one; a wall time that is skipped moves forward by the gap.
    """
    # A time in a gap at the end of a day lies on the next local date, hence one day more.
    first = max(start.astimezone(rhythm.zone).date() - ONE_DAY, not_before or dt.date.min)
    last = end.astimezone(rhythm.zone).date() + ONE_DAY
    after = start
    if first > last:
        return
    for date in allowed_dates(rhythm.recurrence, rhythm.on_day_off, first, last, calendar):
        at = instant_of(date, rhythm.recurrence.at or rhythm.clock, rhythm.zone)
        if at > end:
            return
        if at > after:
            named = at.astimezone(rhythm.zone).date() if is_missing(date, rhythm.zone) else date
            yield Occurrence(named, at)
            after = at


def next_occurrence_of(
    rhythm: Rhythm,
    after: dt.datetime,
    *,
    calendar: WorkCalendar,
    not_before: dt.date | None = None,
) -> Occurrence | None:
    """Return the first occurrence strictly after the instant `after`; None if there is none left.

    Each local date has at most one.
    """
    if not_before is not None:
        day_before = instant_of(not_before - 2 * ONE_DAY, Clock(0), rhythm.zone)
        after = max(after, day_before)
    for step in range(HORIZON):
        start = after + step * LOOK_AHEAD
        found = occurrences_of(
            rhythm, start, start + LOOK_AHEAD, calendar=calendar, not_before=not_before
        )
        nearest = next(found, None)
        if nearest is not None:
            return nearest
    return None


def plan_catch_up(
    kind: Kind, due_at: dt.datetime, now: dt.datetime, *, until: dt.datetime | None = None
) -> CatchUp:
    """Return what becomes of an occurrence that was due at `due_at` when it is `now`.

    `until` is when it loses its sense whatever the kind: the close of a window, the beginning of
    a meeting. Raises `ValueError` before it is due.
    """
    if now < due_at:
        raise ValueError("not due yet")
    rule = RULES[kind]
    if until is not None:
        return CatchUp.SEND if now < until else rule.then
    if rule.late_for is None or now - due_at <= rule.late_for:
        return CatchUp.SEND
    return rule.then


@dataclass(frozen=True, slots=True)
class Due:
    """What a tick finds for one rhythm: the newest occurrence and what to do with it.

    `passed` are the older ones, which nobody noticed while the process was down: they are never
    sent one after another. `following` is when to look next.
    """

    occurrence: Occurrence
    verdict: CatchUp
    passed: tuple[Occurrence, ...]
    following: Occurrence | None


def due_now(
    rhythm: Rhythm,
    next_at: dt.datetime,
    now: dt.datetime,
    *,
    calendar: WorkCalendar,
    not_before: dt.date | None = None,
) -> Due | None:
    """Return what is due of a rhythm whose next time was to be `next_at`; None before it is."""
    if now < next_at:
        return None
    before = next_at - dt.timedelta(microseconds=1)
    found = [*occurrences_of(rhythm, before, now, calendar=calendar, not_before=not_before)]
    if not found:
        # A setting was changed meanwhile, and what was planned is no more.
        return None
    newest = found[-1]
    return Due(
        newest,
        plan_catch_up(rhythm.kind, newest.at, now),
        tuple(found[:-1]),
        next_occurrence_of(rhythm, now, calendar=calendar, not_before=not_before),
    )


def starting(r: Recurrence, day: dt.date) -> Recurrence:
    """Return the rule counted from `day` if its dates depend on that; else as it is."""
    return replace(r, start=day) if needs_start(r) and r.start is None else r
