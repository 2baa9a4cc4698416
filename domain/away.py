"""Days on which a person is away: which ranges can be, what becomes of those that meet, who may
stand in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.errors import BadInput, DomainError
from domain.workdays import ONE_DAY, DateRange

LONGEST = 366
"""Days of one absence; longer ones are a slip of the year."""


class NoCover(StrEnum):
    """Why somebody cannot stand in."""

    SELF = "self"
    BOT = "bot"
    GUEST = "guest"
    GONE = "gone"
    """Deactivated, or of another company."""


class AwayReversed(BadInput):
    """The last day comes before the first."""

    def __init__(self) -> None:
        super().__init__("last_day", "reversed")


class AwayOver(BadInput):
    """All days of it are over: `last` is before today."""

    def __init__(self, last: dt.date) -> None:
        super().__init__("last_day", "over")
        self.last = last


class AwayTooLong(BadInput):
    """More days than `limit`."""

    def __init__(self, days: int, limit: int = LONGEST) -> None:
        super().__init__("last_day", "too_long")
        self.days = days
        self.limit = limit


class CannotCover(BadInput):
    """`name` cannot stand in; `why` is a `NoCover` value."""

    def __init__(self, name: str, why: NoCover) -> None:
        super().__init__("cover", why.value)
        self.name = name


@dataclass(eq=False, repr=False)
class NoSuchAbsence(DomainError):
    """It was removed meanwhile, or is over."""


def plan_range(first: dt.date, last: dt.date, today: dt.date) -> DateRange:
    """Return the days as a range; raises AwayReversed, AwayOver and AwayTooLong.

    An absence that has begun already can still be said.
    """
    if last < first:
        raise AwayReversed
    if last < today:
        raise AwayOver(last)
    days = (last - first).days + 1
    if days > LONGEST:
        raise AwayTooLong(days)
    return DateRange(first, last)


@dataclass(frozen=True, slots=True)
class Stay:
    """One absence: its days, the stand-in's key if any, and its own key once it is kept."""

    days: DateRange
    cover: int | None = None
    key: int | None = None


def join_stays(new: Stay, known: Iterable[Stay]) -> tuple[Stay, tuple[Stay, ...]]:
    """Return the absence that is kept in the end, and the known ones that become part of it.

    Overlapping ones always become one, with the stand-in named last; those that only touch do so
    if the stand-in is the same, else each keeps its own.
    """
    left, joined = list(known), []
    grown = True
    while grown:
        grown = False
        for stay in list(left):
            if not _belongs(stay, new):
                continue
            days = DateRange(
                min(stay.days.first, new.days.first), max(stay.days.last, new.days.last)
            )
            new, grown = replace(new, days=days), True
            joined.append(stay)
            left.remove(stay)
    return new, tuple(joined)


def _belongs(stay: Stay, new: Stay) -> bool:
    gap = dt.timedelta() if stay.cover != new.cover else ONE_DAY
    return stay.days.first <= new.days.last + gap and new.days.first <= stay.days.last + gap
