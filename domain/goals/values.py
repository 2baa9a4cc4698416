"""What a goal is made of: statuses, units, measures, limits. Plain values, no arithmetic."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

TITLE_MAX = 200
WHY_MAX = 3000
CHECK_IN_WHY_MAX = 1000
"""Why a check-in says what it says; longer texts belong into the goal's why or a task."""
MILESTONES_MAX = 20
MILESTONE_MAX = 150
WEIGHT_MAX = 10
DEPTH_MAX = 6
"""Levels of a tree. More than company, department, team, person and two between is a slip."""
CADENCES = (1, 2, 4)
"""Weeks between check-ins."""


class GoalStatus(StrEnum):
    """Where a goal stands."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    DONE = "done"
    DROPPED = "dropped"


class MeasureKind(StrEnum):
    """How progress is known."""

    METRIC = "metric"
    YES_NO = "yes_no"
    MILESTONES = "milestones"
    KPI = "kpi"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class UnitKind(StrEnum):
    """What a figure counts."""

    NUMBER = "number"
    PERCENT = "percent"
    CURRENCY = "currency"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Unit:
    """`code` is an ISO 4217 code of a currency, or s, min, h, d, w of a duration, else empty."""

    kind: UnitKind = UnitKind.NUMBER
    code: str = ""

    @property
    def text(self) -> str:
        """Return the short form that is stored: empty, `%`, `EUR`, `h` (see `unit_of`)."""
        return "%" if self.kind is UnitKind.PERCENT else self.code


NUMBER = Unit()
PERCENT = Unit(UnitKind.PERCENT)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as said; `unit` None = none was said, so it is the measure's own."""

    value: Decimal
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """From `start` to `target`; `start` None = not known yet, the first check-in sets it."""

    start: Decimal | None
    target: Decimal
    unit: Unit = NUMBER
    direction: Direction = Direction.UP
    decimals: int = 0

    @property
    def kind(self) -> MeasureKind:
        """Return which measure this is."""
        return MeasureKind.METRIC


@dataclass(frozen=True, slots=True)
class YesNo:
    """Reached or not, nothing between."""

    @property
    def kind(self) -> MeasureKind:
        """Return which measure this is."""
        return MeasureKind.YES_NO


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step; `done_on` None = still to do."""

    title: str
    done_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Milestones:
    """Steps that count the same, in the order given."""

    steps: tuple[Milestone, ...]

    @property
    def kind(self) -> MeasureKind:
        """Return which measure this is."""
        return MeasureKind.MILESTONES


@dataclass(frozen=True, slots=True)
class LinkedKpi:
    """The figures come from KPI `number`; `metric` None = its own target counts."""

    number: int
    metric: Metric | None = None

    @property
    def kind(self) -> MeasureKind:
        """Return which measure this is."""
        return MeasureKind.KPI


Measure = Metric | YesNo | Milestones | LinkedKpi


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day: one check-in or one reading."""

    day: dt.date
    value: float
