"""What a nudge is: about what, why, since when, and what was sent already. No rules here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.personal import Hours
from domain.workdays import WorkCalendar

BUDGET = 3
"""Messages a day that Drumbeat starts by itself, for one person over all features."""
WORK = Hours(dt.time(9), dt.time(18))


class Kind(StrEnum):
    """What a nudge is about; "less of this" is said per kind."""

    STANDUP = "standup"
    """The reminder before a window closes. The first prompt is no nudge."""
    TASK = "task"
    ACTION = "action"
    """A promise between departments."""
    CHECK_IN = "check_in"
    KPI = "kpi"
    BLOCKER = "blocker"
    TEAM = "team"
    """What a lead is told about others."""


class Level(StrEnum):
    """How often: a profile of `personal.Nudges`, or not at all."""

    ACTIVE = "active"
    STANDARD = "standard"
    LIGHT = "light"
    OFF = "off"


class Why(StrEnum):
    """The reason of a nudge, for "why did I get this"."""

    STANDUP_OPEN = "standup_open"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    TEAM_OVERDUE = "team_overdue"
    CHECK_IN_DUE = "check_in_due"
    READING_MISSING = "reading_missing"
    BLOCKER_TAGGED = "blocker_tagged"
    BLOCKER_UNANSWERED = "blocker_unanswered"
    REQUEST_UNANSWERED = "request_unanswered"


@dataclass(frozen=True, slots=True)
class Nudge:
    """One thing to tell one person once.

    `key` is the subject (`T12`), `window` what is said once about it (`2026-05-12 +1`), `day` the
    first local date on which it may go. With `at` (UTC) it is a message of its own on that day;
    without, a line of the digest. After `until` it is pointless. `revision` changes whenever the
    subject does. `workdays` counts from the due date; `covers` is the person stood in for.
    """

    key: str
    kind: Kind
    window: str
    day: dt.date
    why: Why
    due: dt.date | None = None
    at: dt.datetime | None = None
    until: dt.datetime | None = None
    revision: int = 0
    workdays: int | None = None
    covers: int | None = None

    @property
    def name(self) -> tuple[str, str]:
        """What is never said twice."""
        return (self.key, self.window)


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that went out: when, and what it said."""

    at: dt.datetime
    said: frozenset[tuple[str, str]]
    digest: bool = False


@dataclass(frozen=True, slots=True)
class Receiver:
    """When a person may be reached.

    `calendar` is theirs, with the days they are away. `quiet` None = nobody said: the usual hours.
    `dnd` are spans (UTC) in which Slack keeps still.
    """

    zone: ZoneInfo
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    works: Hours = WORK
    quiet: Hours | None = None
    dnd: tuple[tuple[dt.datetime, dt.datetime], ...] = ()
