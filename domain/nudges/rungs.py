"""The steps of a due date: the day before, the day, and the working days after; whom else to tell.

Working days are counted by a calendar without absences: who is away has a stand-in instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from domain.nudges.levels import RUNGS
from domain.nudges.values import Kind, Level, Nudge, Why
from domain.workdays import DateRange, WorkCalendar

LEAD_FROM = 3
"""Working days late from which the lead is told."""
CHAIN_MAX = 5
"""A stand-in may be away too; nobody follows a longer chain."""


@lru_cache(maxsize=16384)
def rung_day(due: dt.date, rung: int, calendar: WorkCalendar) -> dt.date:
    """Return the day of a rung; a due date on a free day counts as the next working day."""
    if rung < 0:
        return calendar.add_workdays(due, rung)
    return calendar.add_workdays(calendar.next_working(due), rung)


def rung_on(
    due: dt.date,
    today: dt.date,
    rungs: Sequence[int],
    calendar: WorkCalendar,
    *,
    since: dt.date | None = None,
) -> int | None:
    """Return the last rung reached on `today`: those missed meanwhile are left out.

    `since` is the day on which the date was set or the task given to its owner: what lies on or
    before it was known to them without a nudge.
    """
    reached = [
        rung
        for rung in rungs
        if (day := rung_day(due, rung, calendar)) <= today and (since is None or day > since)
    ]
    return max(reached, default=None)


def due_nudge(
    key: str,
    due: dt.date,
    today: dt.date,
    *,
    level: Level,
    calendar: WorkCalendar,
    since: dt.date | None = None,
    kind: Kind = Kind.TASK,
    revision: int = 0,
    covers: int | None = None,
) -> Nudge | None:
    """Return what an owner (kind TASK or ACTION) or a lead (kind TEAM) is to be told by now."""
    rung = rung_on(due, today, RUNGS[kind][level], calendar, since=since)
    if rung is None:
        return None
    why = Why.DUE_SOON if rung < 0 else Why.DUE_TODAY if rung == 0 else Why.OVERDUE
    return Nudge(
        key,
        kind,
        window_of(due, rung, kind),
        rung_day(due, rung, calendar),
        Why.TEAM_OVERDUE if kind is Kind.TEAM else why,
        due,
        revision=revision,
        workdays=rung,
        covers=covers,
    )


def window_of(due: dt.date, rung: int, kind: Kind = Kind.TASK) -> str:
    """Return the name of a rung: another due date begins the ladder anew."""
    told = "team " if kind is Kind.TEAM else ""
    return f"{told}{due.isoformat()} {rung:+d}"


def next_rung_day(
    due: dt.date, today: dt.date, rungs: Iterable[int], calendar: WorkCalendar
) -> dt.date | None:
    """Return the day after `today` on which the next rung is reached; None if none is left."""
    days = (rung_day(due, rung, calendar) for rung in rungs)
    return min((day for day in days if day > today), default=None)


# --- whom else ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Absent:
    """Days on which somebody is away, and who stands in."""

    days: DateRange
    cover: int | None = None


def receiver_of(owner: int, day: dt.date, absences: Mapping[int, Sequence[Absent]]) -> int | None:
    """Return who is told on a day in place of the owner: the stand-in, and theirs if need be.

    None = nobody: it waits for the owner's return.
    """
    person, seen = owner, {owner}
    for _ in range(CHAIN_MAX):
        gone = [one for one in absences.get(person, ()) if day in one.days]
        if not gone:
            return person
        cover = next((one.cover for one in gone if one.cover is not None), None)
        if cover is None or cover in seen:
            return None
        seen.add(cover)
        person = cover
    return None


class Told(StrEnum):
    """Who hears of it on a ladder."""

    LEAD = "lead"
    DEPUTY = "deputy"
    ASKERS_LEAD = "askers_lead"


class Ladder(StrEnum):
    """What goes up when nobody moves."""

    OVERDUE = "overdue"
    BLOCKER = "blocker"
    REQUEST = "request"


LADDERS: Mapping[Ladder, tuple[tuple[int, Told], ...]] = MappingProxyType(
    {
        Ladder.OVERDUE: ((LEAD_FROM, Told.LEAD),),
        Ladder.BLOCKER: ((2, Told.LEAD),),
        Ladder.REQUEST: ((1, Told.LEAD), (3, Told.DEPUTY), (3, Told.ASKERS_LEAD)),
    }
)
"""After how many working days of silence whom to tell."""


def told_by(
    ladder: Ladder, since: dt.date, today: dt.date, calendar: WorkCalendar
) -> tuple[Told, ...]:
    """Return everybody who has to know by `today` of what nobody answered since `since`."""
    return tuple(told for days, told in LADDERS[ladder] if today >= rung_day(since, days, calendar))
