"""How work flows: throughput, cycle time, on time, ageing, and where it waits.

All from what happened to tasks (their activity); dates are those of the team, days are working
days. Dropped tasks count as neither done nor late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from domain.tasks import Status
from domain.workdays import ONE_DAY, WorkCalendar


class Stage(StrEnum):
    """Where work stands while it is not done; all but `DOING` is waiting."""

    OPEN = "open"
    """Nobody has begun."""
    DOING = "doing"
    BLOCKED = "blocked"
    ASKED = "asked"
    """Another department has not said yes yet."""
    CONFIRMING = "confirming"
    """Done by the doer, the asker has not confirmed."""


WAITING = frozenset(Stage) - {Stage.DOING}
_STAGES = {Status.OPEN: Stage.OPEN, Status.DOING: Stage.DOING, Status.BLOCKED: Stage.BLOCKED}


def stage_of(status: Status) -> Stage | None:
    """Return where a task of that status stands; None if it is over."""
    return _STAGES.get(status)


@dataclass(frozen=True, slots=True)
class Span:
    """A stage from one instant to another; `end` None = it goes on."""

    stage: Stage
    start: dt.datetime
    end: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A task as far as flow is concerned; `started` None = it went from open to done at once."""

    number: int
    created: dt.date
    started: dt.date | None = None
    done: dt.date | None = None
    due: dt.date | None = None
    dropped: bool = False
    spans: tuple[Span, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to do."""
        return self.done is None and not self.dropped


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a report, both included."""

    first: dt.date
    last: dt.date

    def contains(self, day: dt.date | None) -> bool:
        """Tell whether a day lies within."""
        return day is not None and self.first <= day <= self.last


def done_within(works: Iterable[Work], days: Days) -> tuple[Work, ...]:
    """Return what was finished in these days: what is done again counts by its last time."""
    return tuple(work for work in works if not work.dropped and days.contains(work.done))


def throughput(works: Iterable[Work], days: Days) -> int:
    """Return how many tasks were finished."""
    return len(done_within(works, days))


def cycle_days(work: Work, calendar: WorkCalendar) -> int | None:
    """Return the working days from the start to the end of a finished task, both included.

    The start is when somebody began, else when it was created. Finished on the day it was begun:
    1, also on a day off.
    """
    if work.done is None or work.dropped:
        return None
    return max(1, workdays_between(calendar, work.started or work.created, work.done))


def workdays_between(calendar: WorkCalendar, first: dt.date, last: dt.date) -> int:
    """Return how many working days there are from `first` to `last`, both included."""
    count = (last - first).days + 1
    return sum(calendar.is_working(first + step * ONE_DAY) for step in range(max(0, count)))


def median_cycle(works: Iterable[Work], days: Days, calendar: WorkCalendar) -> float | None:
    """Return the median of the cycle times of what was finished; None if nothing was."""
    found = [cycle_days(work, calendar) for work in done_within(works, days)]
    return median(each for each in found if each is not None) if found else None


@dataclass(frozen=True, slots=True)
class OnTime:
    """Of those with a date: how many were to be counted, and how many were on time."""

    kept: int
    promised: int

    @property
    def share(self) -> float | None:
        """Return the share on time; None if nothing had a date."""
        return self.kept / self.promised if self.promised else None


def on_time(works: Iterable[Work], days: Days) -> OnTime:
    """Return how many promises were settled in these days, and how many of them were kept.

    A due date is settled on the day on which the task is done or on which it falls due, whichever
    comes first, so each counts once: what is late and unfinished is not better than late and done.
    `days` must be over.
    """
    kept = promised = 0
    for work in works:
        if work.due is None or work.dropped:
            continue
        in_time = work.done is not None and work.done <= work.due
        if days.contains(work.done if in_time else work.due):
            promised += 1
            kept += in_time
    return OnTime(kept, promised)


@dataclass(frozen=True, slots=True)
class Ageing:
    """What is open on a day: how old the half of it is at least, and the oldest (numbers)."""

    count: int
    median_days: float | None
    oldest: tuple[tuple[int, int], ...]
    """Number and age in working days, oldest first."""


def ageing(works: Iterable[Work], today: dt.date, calendar: WorkCalendar, shown: int = 3) -> Ageing:
    """Return the ages of what is open on `today`: working days since it was created.

    Created today: 0.
    """
    ages = sorted(
        (
            (max(0, workdays_between(calendar, work.created + ONE_DAY, today)), -work.number)
            for work in works
            if _was_open(work, today)
        ),
        reverse=True,
    )
    middle = median(age for age, _ in ages) if ages else None
    return Ageing(len(ages), middle, tuple((-number, age) for age, number in ages[:shown]))


def _was_open(work: Work, today: dt.date) -> bool:
    """Tell whether a task existed and was not done at the end of a day."""
    return work.created <= today and not work.dropped and (work.done is None or work.done > today)


# --- where work waits ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hours per stage within a time, and the stage in which work waited longest."""

    hours: Mapping[Stage, float]

    @property
    def most(self) -> Stage | None:
        """Return the stage, but `DOING`, with the most hours; None if nothing waited."""
        found = [stage for stage in Stage if stage in WAITING and self.hours.get(stage, 0) > 0]
        return max(found, key=lambda stage: self.hours[stage], default=None)

    def share(self, stage: Stage) -> float | None:
        """Return a stage's part of all hours; None if there are none."""
        total = sum(self.hours.values())
        return self.hours.get(stage, 0.0) / total if total else None


def where_it_waits(works: Iterable[Work], start: dt.datetime, end: dt.datetime) -> Waiting:
    """Return how long tasks stood in each stage between two instants (by the clock)."""
    hours: dict[Stage, float] = dict.fromkeys(Stage, 0.0)
    for work in works:
        for span in work.spans:
            first, last = max(span.start, start), min(span.end or end, end)
            if first < last:
                hours[span.stage] += (last - first) / dt.timedelta(hours=1)
    return Waiting(hours)


@dataclass(frozen=True, slots=True)
class Moved:
    """One line of history: from this instant on a task was in `stage`; None = it was over."""

    at: dt.datetime
    stage: Stage | None


def spans_of(moves: Sequence[Moved]) -> tuple[Span, ...]:
    """Return the stages of a task from its history (oldest first); the last one goes on."""
    found: list[Span] = []
    for at, move in enumerate(moves):
        following = moves[at + 1].at if at + 1 < len(moves) else None
        if move.stage is None or following == move.at:
            continue
        if found and found[-1].stage is move.stage and found[-1].end == move.at:
            found[-1] = Span(move.stage, found[-1].start, following)
        else:
            found.append(Span(move.stage, move.at, following))
    return tuple(found)
