"""What other rules find due, as nudges: reminders of standups, check-ins, readings, blockers."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from domain.goals.checkins import Ask, CheckInDue
from domain.nudges.levels import RUNGS, reminds_of_blocker
from domain.nudges.values import Kind, Level, Nudge, Why
from domain.standups.windows import Window
from domain.workdays import ONE_DAY, WorkCalendar


def standup_reminder(key: str, window: Window, zone: ZoneInfo, level: Level) -> Nudge | None:
    """Return the reminder of a window that is still unanswered; `zone` is the person's."""
    if window.remind_at is None or level is Level.OFF:
        return None
    return Nudge(
        key,
        Kind.STANDUP,
        window.date.isoformat(),
        window.remind_at.astimezone(zone).date(),
        Why.STANDUP_OPEN,
        window.date,
        at=window.remind_at,
        until=window.closes_at,
    )


def check_in_nudge(
    key: str, due: CheckInDue, zone: ZoneInfo, level: Level, *, revision: int = 0
) -> Nudge | None:
    """Return the question or the reminder as a line of the digest, which goes at the same hour."""
    asked = RUNGS[Kind.CHECK_IN][level]
    if not asked or (due.ask is Ask.REMINDER and len(asked) < 2):
        return None
    return Nudge(
        key,
        Kind.CHECK_IN,
        f"{due.slot.isoformat()} {due.ask.value}",
        due.at.astimezone(zone).date(),
        Why.CHECK_IN_DUE,
        due.slot,
        revision=revision,
    )


def reading_nudge(
    key: str, period: dt.date, at: dt.datetime, zone: ZoneInfo, *, reminder: bool = False
) -> Nudge:
    """Return the ask for a missing reading of a period, a message of its own at its time."""
    return Nudge(
        key,
        Kind.KPI,
        f"{period.isoformat()} {'reminder' if reminder else 'prompt'}",
        at.astimezone(zone).date(),
        Why.READING_MISSING,
        period,
        at=at,
    )


def blocker_nudge(
    key: str,
    tagged: dt.date,
    today: dt.date,
    calendar: WorkCalendar,
    level: Level,
    *,
    revision: int = 0,
) -> Nudge | None:
    """Return today's reminder of a blocker that nobody acknowledged, for one person tagged.

    `calendar` is the team's; the working days after the day of the tag are counted.
    """
    if today <= tagged or not calendar.is_working(today):
        return None
    days = (tagged + step * ONE_DAY for step in range(1, (today - tagged).days + 1))
    workdays = sum(calendar.is_working(day) for day in days)
    if not reminds_of_blocker(level, workdays):
        return None
    return Nudge(
        key,
        Kind.BLOCKER,
        today.isoformat(),
        today,
        Why.BLOCKER_TAGGED,
        tagged,
        revision=revision,
        workdays=workdays,
    )
