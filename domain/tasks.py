"""What a task is and may become: statuses, priorities, steps, rights, loops, groups of a list.

Plain values in, plain values out; no table, no people's names, no words for people.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Collection, Iterable, Mapping
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
AFTER_MAX = 20
"""A task waits for so many others at most."""
SUBS_MAX = 50


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
    ANSWER = "answer"
    """Accept or decline what was offered to oneself, or suggest another date."""
    ADD_SUB = "add_sub"
    WATCH = "watch"
    VOTE = "vote"
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
    offered: bool = False
    """The task is being handed over to this person."""
    stands_in: bool = False
    """The owner is away, and this person stands in for them."""


def may(action: Action, standing: Standing) -> bool:
    """Tell whether this person, who may see the task, may do it: owner, creator, watcher, lead,
    admin, or who stands in for the owner.

    Anyone may watch it and vote for it; anyone in the channel may take a task that nobody owns.
    Only the person asked answers a hand-over.
    """
    if action in (Action.WATCH, Action.VOTE):
        return True
    if action is Action.ANSWER:
        return standing.offered
    if standing.owner or standing.creator or standing.watcher:
        return True
    if standing.lead or standing.admin or standing.stands_in:
        return True
    return action is Action.TAKE and standing.unassigned and standing.member


def require(action: Action, standing: Standing, number: int | None = None) -> None:
    """Raise `NotAllowed` if this person may not do it."""
    if not may(action, standing):
        raise NotAllowed(action.value, number)


def must_ask(count: int) -> bool:
    """Tell whether changing so many tasks at once needs a yes first."""
    return count > BULK_ASK_ABOVE


# --- what waits for what --------------------------------------------------------------------------


def find_loop(
    waits: Mapping[int, Collection[int]], task: int, after: int
) -> tuple[int, ...] | None:
    """Return the loop that would close if `task` waited for `after`, None if there is none.

    `waits` maps a task to those it waits for. The loop begins and ends with `task`, each waiting
    for the next, and is the shortest there is.
    """
    came_from: dict[int, int] = {after: task}
    queue = deque([after])
    while queue:
        here = queue.popleft()
        if here == task:
            path = [task]
            while (before := came_from[path[-1]]) != task:
                path.append(before)
            return (task, *reversed(path))
        for beyond in sorted(waits.get(here, ())):
            if beyond not in came_from:
                came_from[beyond] = here
                queue.append(beyond)
    return None


def would_loop(waits: Mapping[int, Collection[int]], new: tuple[int, int]) -> bool:
    """Tell whether the new pair (task, the one it waits for) would make a task wait for itself."""
    return find_loop(waits, *new) is not None


def is_ready(waits_for: Iterable[Status]) -> bool:
    """Tell whether nothing keeps a task from beginning: all it waits for is done or dropped."""
    return all(map(is_closed, waits_for))


class NoSub(StrEnum):
    """Why a task cannot be put under another."""

    ITSELF = "itself"
    UNDER_SUB = "under_sub"
    """The parent is a sub-task itself: there is one level."""
    HAS_SUBS = "has_subs"
    """The task has sub-tasks of its own: there is one level."""
    CLOSED = "closed"
    TOO_MANY = "too_many"
    ELSEWHERE = "elsewhere"
    """Another team was named for it: a part is where its parent is."""


@dataclass(frozen=True, slots=True)
class Family:
    """Where a task stands in its family: the parent's id if any, and how many are under it."""

    task: int
    parent: int | None = None
    subs: int = 0
    closed: bool = False


def why_no_sub(parent: Family, child: Family | None = None) -> NoSub | None:
    """Return why `child` (None = a new task) cannot be put under `parent`, None if it can.

    One level only: more is a project, for which there are labels and goals.
    """
    if child is not None and child.task == parent.task:
        return NoSub.ITSELF
    if parent.parent is not None:
        return NoSub.UNDER_SUB
    if child is not None and child.subs:
        return NoSub.HAS_SUBS
    if parent.closed:
        return NoSub.CLOSED
    already = child is not None and child.parent == parent.task
    return NoSub.TOO_MANY if parent.subs >= SUBS_MAX and not already else None


# --- groups of a list -----------------------------------------------------------------------------


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
