"""What a task is and may become: statuses, priorities, steps, rights, groups of a list.

Plain values in, plain values out; no table, no people's names, no words for people.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType

from domain.errors import NoSuchStep, NotAllowed

TITLE_MAX = 200
DESCRIPTION_MAX = 3000
REASON_MAX = 300
LABEL_MAX = 50
BULK_ASK_ABOVE = 5
"""More tasks than this in one line are changed only after a question."""
UNDO_FOR = dt.timedelta(hours=24)


class Status(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DOING = "doing"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"


class Priority(IntEnum):
    """How much a task matters, P1 most."""

    P1 = 1
    P2 = 2
    P3 = 3
    P4 = 4


class Action(StrEnum):
    """What a person can want to do with a task."""

    EDIT = "edit"
    TAKE = "take"
    RELEASE = "release"
    FINISH = "finish"
    REOPEN = "reopen"
    DROP = "drop"
    SNOOZE = "snooze"
    BLOCK = "block"
    UNBLOCK = "unblock"
    HAND_OVER = "hand_over"
    UNDO = "undo"


class Bucket(StrEnum):
    """The groups of a list, in the order shown."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    NO_DATE = "no_date"


DEFAULT_PRIORITY = Priority.P3
ACTIVE = frozenset({Status.OPEN, Status.DOING, Status.BLOCKED})
CLOSED = frozenset({Status.DONE, Status.DROPPED})

STEPS = MappingProxyType(
    {
        Status.OPEN: frozenset({Status.DOING, Status.BLOCKED, Status.DONE, Status.DROPPED}),
        Status.DOING: frozenset({Status.OPEN, Status.BLOCKED, Status.DONE, Status.DROPPED}),
        Status.BLOCKED: frozenset({Status.OPEN, Status.DOING, Status.DONE, Status.DROPPED}),
        # A closed task is reopened first: dropping what is done would falsify the history.
        Status.DONE: frozenset({Status.OPEN}),
        Status.DROPPED: frozenset({Status.OPEN}),
    }
)


def is_closed(status: Status) -> bool:
    """Tell whether nothing is left to do."""
    return status in CLOSED


def plan_status(before: Status, after: Status, number: int | None = None) -> Status:
    """Return `after` if that step exists; the same status again is no error (replays)."""
    if before != after and after not in STEPS[before]:
        raise NoSuchStep(before.value, after.value, number)
    return after


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person relates to one task."""

    owner: bool = False
    creator: bool = False
    watcher: bool = False
    lead: bool = False
    member: bool = False
    """Full member of the team's channel."""
    admin: bool = False
    unassigned: bool = False
    """The task (not the person) has no owner."""


def may(action: Action, standing: Standing) -> bool:
    """Tell whether this person may do it: owner, creator, watcher, lead or admin.

    Anyone in the channel may take a task that nobody owns.
    """
    if standing.owner or standing.creator or standing.watcher:
        return True
    if standing.lead or standing.admin:
        return True
    return action is Action.TAKE and standing.unassigned and standing.member


def require(action: Action, standing: Standing, number: int | None = None) -> None:
    """Raise `NotAllowed` if this person may not do it."""
    if not may(action, standing):
        raise NotAllowed(action.value, number)


def bucket_of(
    date: dt.date | None, at: dt.datetime | None, *, now: dt.datetime, today: dt.date
) -> Bucket:
    """Return the list group; `today` is the reader's or team's date at the instant `now`.

    A date without a time is late only when the whole day is over. "Week" is the next 7 days.
    """
    if date is None:
        return Bucket.NO_DATE
    if date < today or (at is not None and at <= now):
        return Bucket.OVERDUE
    if date == today:
        return Bucket.TODAY
    return Bucket.WEEK if date <= today + dt.timedelta(days=7) else Bucket.LATER
