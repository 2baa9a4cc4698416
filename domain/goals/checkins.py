"""When an owner is asked for a check-in: Mondays at 09:00 of their own time, once, one reminder."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.cycles import Cycle
from domain.dates.months import monday_of
from domain.dates.resolve import instant
from domain.dates.values import Clock
from domain.workdays import WorkCalendar

ASK_AT = Clock(9)
FRESH_DAYS = 5
"""Who has spoken within so many days before a Monday is not asked on it."""
REMIND_AFTER = 2
"""Working days from the question to the only reminder."""


class Ask(StrEnum):
    """What is due."""

    PROMPT = "prompt"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Asked:
    """What has already gone out for a slot."""

    slot: dt.date
    reminded: bool = False


@dataclass(frozen=True, slots=True)
class CheckInDue:
    """Ask now for the check-in of the Monday `slot`; `at` is the instant (UTC) it became due."""

    ask: Ask
    slot: dt.date
    at: dt.datetime


def first_slot(cycle: Cycle, cadence: int) -> dt.date:
    """Return the first Monday on which a goal of this cycle is asked about.

    That is the Monday after the cycle's first week (then every `cadence` weeks): on the first day
    there is nothing to tell. All goals of a cycle share their Mondays, whenever they were written,
    so that one form asks for all.
    """
    return monday_of(cycle.start, 1) + dt.timedelta(weeks=cadence - 1)


def slot_at(cycle: Cycle, cadence: int, day: dt.date) -> dt.date | None:
    """Return the last slot on or before `day`; None before the first one."""
    first = first_slot(cycle, cadence)
    last = min(day, cycle.end)
    if last < first:
        return None
    return first + dt.timedelta(weeks=(last - first).days // 7 // cadence * cadence)


def ask_day(slot: dt.date, calendar: WorkCalendar) -> dt.date:
    """Return the day to ask on: the slot's Monday, or the first working day after it."""
    return calendar.next_working(slot)


def check_in_due(
    *,
    now: dt.datetime,
    zone: ZoneInfo,
    cycle: Cycle,
    cadence: int,
    calendar: WorkCalendar,
    written: dt.date,
    last: dt.date | None,
    asked: Asked | None,
) -> CheckInDue | None:
    """Return what the owner should be sent at the instant `now`, if anything.

    `zone` and `calendar` are the owner's; `written` and `last` the local dates of the goal and of
    its last check-in; `asked` what was last sent. A slot is over when the next one begins or the
    cycle ends, so a process that was down asks late, once. A check-in or the writing of the goal
    within the 5 days before the question, or after it, answers the slot. Open goals only.
    """
    today = now.astimezone(zone).date()
    slot = slot_at(cycle, cadence, today)
    if slot is None or today > _slot_end(slot, cycle, cadence):
        return None
    day = ask_day(slot, calendar)
    if max(written, last or written) >= day - dt.timedelta(days=FRESH_DAYS):
        return None
    if asked is None or asked.slot < slot:
        return _due(Ask.PROMPT, slot, day, now, zone)
    if asked.reminded or asked.slot > slot:
        return None
    reminder = calendar.add_workdays(day, REMIND_AFTER)
    return _due(Ask.REMINDER, slot, reminder, now, zone)


def _slot_end(slot: dt.date, cycle: Cycle, cadence: int) -> dt.date:
    """Return the last day of a slot; the last one of a cycle goes on to the end of its week."""
    last = slot + dt.timedelta(weeks=cadence) - dt.timedelta(days=1)
    return min(last, max(cycle.end, slot + dt.timedelta(days=6)))


def _due(
    ask: Ask, slot: dt.date, day: dt.date, now: dt.datetime, zone: ZoneInfo
) -> CheckInDue | None:
    at = instant(day, ASK_AT, zone)
    return CheckInDue(ask, slot, at) if at <= now else None


def next_ask_at(
    *,
    now: dt.datetime,
    zone: ZoneInfo,
    cycle: Cycle,
    cadence: int,
    calendar: WorkCalendar,
    asked: Asked | None = None,
) -> dt.datetime | None:
    """Return the next instant (UTC) after `now` at which `check_in_due` may say something new.

    That is a question or a reminder; None when the cycle has no Monday left. Whether anything is
    sent then is decided then.
    """
    today = now.astimezone(zone).date()
    slot = slot_at(cycle, cadence, today) or first_slot(cycle, cadence)
    step = dt.timedelta(weeks=cadence)
    while slot <= cycle.end:
        day = ask_day(slot, calendar)
        days = [day, calendar.add_workdays(day, REMIND_AFTER)]
        if asked is not None and asked.slot == slot and asked.reminded:
            days = []
        for moment in (instant(found, ASK_AT, zone) for found in days):
            if moment > now:
                return moment
        slot += step
    return None
