"""Weekly meetings: what is said in the thread, the order of the agenda, turns, what carries over.

A line that begins with `decide:` or `action:` is recorded; everything else is talk.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from domain.errors import BadInput
from domain.kpi_errors import NoSuchPoint, PointRefused
from domain.quickadd import QuickAdd, parse_quick_add
from domain.text import parse_slack_text

POINT_MAX = 300
DECISION_MAX = 1000
POINTS_MAX = 30
SECTION_SHOWN = 8
"""Of each section of the agenda; what is more is counted."""
CLOSES_AFTER = dt.timedelta(minutes=90)
STUCK_AFTER = 3
"""Carried over so often a point is shown as stuck: it needs a decision, not another week."""
_LINES_MAX = 40


# --- said in the thread -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, in the words typed."""

    words: str


@dataclass(frozen=True, slots=True)
class Acted:
    """An action, which becomes a task; `raw` is the line without its sign, as Slack sent it."""

    task: QuickAdd
    raw: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line with a sign that cannot be kept, and why; `raw` gives it back."""

    raw: str
    reason: BadInput


Marked = Decided | Acted | Unreadable

_BULLET = r"\s*(?:[-*•·]\s+|\d{1,2}[.)]\s+)?"
_DECIDE = re.compile(
    rf"{_BULLET}\**(?:decided?|decision|agreed|决定|决议|决策)\**\s*:\**\s*", re.IGNORECASE
)
_ACTION = re.compile(
    rf"{_BULLET}\**(?:actions?|action item|todo|to-do|ai|行动|行动项|待办|任务)\**\s*[:：]\**\s*",
    re.IGNORECASE,
)


def marked_lines(raw: str) -> tuple[Marked, ...]:
    """Return the decisions and actions of a message (Slack's raw text), line by line.

    `decide: raise the price`, `action: ask legal @ana fri`, 决定：涨价, 行动：问法务 @ana 周五.
    """
    found: list[Marked] = []
    for line in raw.splitlines()[:_LINES_MAX]:
        text = parse_slack_text(line)
        decide, action = _DECIDE.match(text.folded), _ACTION.match(text.folded)
        if decide is not None:
            words = text.plain[decide.end() :].strip()
            if words:
                found.append(_decided(words, line))
        elif action is not None and text.plain[action.end() :].strip():
            found.append(_acted(line))
    return tuple(found)


def _decided(words: str, line: str) -> Marked:
    if len(words) > DECISION_MAX:
        return Unreadable(line, PointRefused("long", DECISION_MAX, line))
    return Decided(words)


_SIGN = re.compile(r"^[^:：]*[:：]\**\s*")


def _acted(line: str) -> Marked:
    raw = _SIGN.sub("", line, count=1).strip()
    try:
        return Acted(parse_quick_add(raw), raw)
    except BadInput as refused:
        return Unreadable(line, refused)


def plan_point(words: str, count: int, text: str = "") -> str:
    """Return a point as it is kept, given how many there are; raises `PointRefused`."""
    kept = " ".join(words.split())
    if not any(char.isalnum() for char in kept):
        raise PointRefused("missing", POINT_MAX, text)
    if len(kept) > POINT_MAX:
        raise PointRefused("long", POINT_MAX, text)
    if count >= POINTS_MAX:
        raise PointRefused("many", POINTS_MAX, text)
    return kept


# --- agenda -------------------------------------------------------------------------------------


class Section(IntEnum):
    """The parts of an agenda in the order in which they are talked about."""

    RED = 1
    """Goals and KPIs that are red."""
    AMBER = 2
    OVERDUE = 3
    """Tasks and actions between departments."""
    BLOCKERS = 4
    CARRIED = 5
    """Points open since an earlier meeting."""
    ADDED = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to talk about: `since` is how long it is so, `at` when it was put on the list."""

    section: Section
    subject: str
    """Names it: `goal 3`, `kpi 2`, `task 12`, `point 7`."""
    since: dt.date
    order: int = 0
    carried: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One section: the entries shown and how many more there are."""

    section: Section
    shown: tuple[Entry, ...]
    more: int


def plan_agenda(entries: Iterable[Entry], shown: int = SECTION_SHOWN) -> tuple[Part, ...]:
    """Return the agenda: sections in their order, in each what has waited longest first.

    What is in several sections stands in the first one only. Points that people added keep the
    order in which they came; of those carried over the most often carried come first.
    """
    first: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda each: (each.section, each.order)):
        first.setdefault(entry.subject, entry)
    parts: list[Part] = []
    for section in Section:
        found = sorted((e for e in first.values() if e.section is section), key=_within)
        if found:
            parts.append(Part(section, tuple(found[:shown]), max(0, len(found) - shown)))
    return tuple(parts)


def _within(entry: Entry) -> tuple[int, dt.date, int]:
    if entry.section is Section.ADDED:
        return 0, dt.date.min, entry.order
    return -entry.carried, entry.since, entry.order


# --- turns --------------------------------------------------------------------------------------


def next_facilitator(
    people: Sequence[int], turns: Mapping[int, dt.date], away: Collection[int] = ()
) -> int | None:
    """Return whose turn it is: of those there, the one whose last turn is longest ago.

    `people` is in the order of the rotation, which decides between equals; who never had a turn
    comes first. Who was skipped for being away is next on return. None if nobody is there.
    """
    there = [person for person in people if person not in away]
    return min(there, key=lambda each: turns.get(each, dt.date.min), default=None)


# --- points -------------------------------------------------------------------------------------


class PointState(StrEnum):
    """What became of a point."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Point:
    """A point that somebody put on the agenda; `carried` counts the meetings it has outlived."""

    number: int
    words: str
    state: PointState = PointState.OPEN
    carried: int = 0

    @property
    def is_stuck(self) -> bool:
        """Tell whether it has been carried over so often that it needs a decision."""
        return self.carried >= STUCK_AFTER


def carried_over(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return the points with which the next meeting begins: the open ones, in their order."""
    return tuple(
        replace(point, carried=point.carried + 1)
        for point in points
        if point.state is PointState.OPEN
    )


def point_at(points: Sequence[Point], position: int) -> Point:
    """Return the open point at a position of the list (from 1); raises `NoSuchPoint`."""
    still = [point for point in points if point.state is PointState.OPEN]
    if not 1 <= position <= len(still):
        raise NoSuchPoint(position, len(still))
    return still[position - 1]


# --- a meeting's life ---------------------------------------------------------------------------


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    OPEN = "open"
    """The agenda is posted."""
    CLOSED = "closed"
    SKIPPED = "skipped"


_STEPS = {
    MeetingState.PLANNED: {MeetingState.OPEN, MeetingState.SKIPPED},
    MeetingState.OPEN: {MeetingState.CLOSED, MeetingState.SKIPPED},
    MeetingState.CLOSED: set[MeetingState](),
    MeetingState.SKIPPED: {MeetingState.OPEN},
}


def may_become(before: MeetingState, after: MeetingState) -> bool:
    """Tell whether a meeting can take this step; a closed one stays closed."""
    return after in _STEPS[before]


def closes_at(starts_at: dt.datetime, after: dt.timedelta = CLOSES_AFTER) -> dt.datetime:
    """Return when a meeting that nobody closed is closed by itself."""
    return starts_at + after
