"""Every reason why a goal line or change is refused, one class each, carrying data only.

No sentences here (they live in views/errors) and no user text in `str()`: that ends in logs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from domain.errors import BadInput, DomainError

# --- what was typed -----------------------------------------------------------------------------


class AmountUnreadable(BadInput):
    """`words` is no value: neither a number nor a number with a unit."""

    def __init__(self, words: str, text: str = "") -> None:
        super().__init__("value", "unreadable", text)
        self.words = words


class AmountTooLarge(BadInput):
    """The value has more digits than are kept."""

    def __init__(self, text: str = "") -> None:
        super().__init__("value", "too_large", text)


class UnitMismatch(BadInput):
    """The value is in `given`, the measure in `wanted` (unit codes; empty = a plain number)."""

    def __init__(self, given: str, wanted: str, text: str = "") -> None:
        super().__init__("value", "unit", text)
        self.given = given
        self.wanted = wanted


class StartIsTarget(BadInput):
    """Start and target are the same, so nothing would ever move."""

    def __init__(self, value: Decimal, text: str = "") -> None:
        super().__init__("measure", "start_is_target", text)
        self.value = value


class MilestonesRefused(BadInput):
    """The milestones cannot be kept: `reason` is few, many, long or twice."""

    def __init__(self, reason: str, count: int, limit: int, text: str = "") -> None:
        super().__init__("milestones", reason, text)
        self.count = count
        self.limit = limit


class NoSuchMilestone(BadInput):
    """Milestone `position` (from 1) does not exist; there are `count`."""

    def __init__(self, position: int, count: int, text: str = "") -> None:
        super().__init__("milestones", "unknown", text)
        self.position = position
        self.count = count


class ReasonTooLong(BadInput):
    """The why of a check-in has `length` characters, more than `limit`."""

    def __init__(self, length: int, limit: int, text: str = "") -> None:
        super().__init__("why", "too_long", text)
        self.length = length
        self.limit = limit


class ScoreOutOfRange(BadInput):
    """A score lies between 0 and 1."""

    def __init__(self, text: str = "") -> None:
        super().__init__("score", "range", text)


class WeightOutOfRange(BadInput):
    """A weight is a whole number from 1 to `limit`."""

    def __init__(self, limit: int, text: str = "") -> None:
        super().__init__("weight", "range", text)
        self.limit = limit


class TooManyGoals(BadInput):
    """One line names `count` goals, more than `limit`."""

    def __init__(self, count: int, limit: int, text: str = "") -> None:
        super().__init__("ids", "too_many", text)
        self.count = count
        self.limit = limit


class EntryRefused(BadInput):
    """A SWOT entry or a pillar cannot be kept: `reason` is missing, long, full or twice."""

    def __init__(self, reason: str, count: int, limit: int, text: str = "") -> None:
        super().__init__("entry", reason, text)
        self.count = count
        self.limit = limit


class NothingSaid(BadInput):
    """A form of check-ins was sent in which nothing is filled in."""

    def __init__(self) -> None:
        super().__init__("value", "missing")


class NotFilledIn(BadInput):
    """The form needs this field."""

    def __init__(self, field: str, text: str = "") -> None:
        super().__init__(field, "missing", text)


# --- cycles -------------------------------------------------------------------------------------


class CycleRefused(BadInput):
    """The dates are no cycle: `reason` is backwards or long (more than `limit` days)."""

    def __init__(
        self, reason: str, start: dt.date, end: dt.date, limit: int, text: str = ""
    ) -> None:
        super().__init__("cycle", reason, text)
        self.start = start
        self.end = end
        self.limit = limit


class DueOutsideCycle(BadInput):
    """The date `due` is not within the cycle that the same line names."""

    def __init__(self, due: dt.date, start: dt.date, end: dt.date, text: str = "") -> None:
        super().__init__("due", "outside_cycle", text)
        self.due = due
        self.start = start
        self.end = end


# --- goals --------------------------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class NoSuchGoal(DomainError):
    """No such goal, or one that this person may not see: the two are not told apart."""

    number: int


@dataclass(eq=False, repr=False)
class GoalLoop(DomainError):
    """Under `parent` the goal would be above itself; `path` leads from the parent to the goal."""

    number: int
    parent: int
    path: tuple[int, ...] = ()


@dataclass(eq=False, repr=False)
class TreeTooDeep(DomainError):
    """Under `parent` the tree would have `depth` levels, more than `limit`."""

    number: int
    parent: int
    depth: int
    limit: int


@dataclass(eq=False, repr=False)
class GoalClosed(DomainError):
    """The goal is `status` (done or dropped), so `action` needs it reopened first."""

    action: str
    status: str
    number: int | None = None


@dataclass(eq=False, repr=False)
class ClosedMeanwhile(DomainError):
    """Somebody closed the goal while the person had the form open in which it was to be closed."""

    number: int


@dataclass(eq=False, repr=False)
class NoSuchGoalStep(DomainError):
    """The goal cannot go from status `before` to status `after`."""

    before: str
    after: str
    number: int | None = None


@dataclass(eq=False, repr=False)
class ValueNotTaken(DomainError):
    """The goal's measure takes no typed value: `kind` is yes_no or kpi."""

    kind: str
    number: int | None = None
