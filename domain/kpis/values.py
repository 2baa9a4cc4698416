"""What a KPI is made of: definition, target, limits; what a figure may say. No arithmetic here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.goals.values import NUMBER, Amount, Unit
from domain.kpis.periods import Cadence

NAME_MAX = 80
KEY_MAX = 40
WHY_MAX = 1000
"""Why a reading is what it is; as much as a check-in may say."""


class Direction(StrEnum):
    """Which way is better; in a band neither is."""

    UP = "up"
    DOWN = "down"
    BAND = "band"


class Combine(StrEnum):
    """How several readings make the value of a period."""

    LATEST = "latest"
    SUM = "sum"
    MEAN = "mean"


class Health(StrEnum):
    """What a value says. A KPI without a target is never green."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NO_TARGET = "no_target"
    MISSING = "missing"


OFF_TARGET = frozenset({Health.AMBER, Health.RED})


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where values are fine: from `low` to `high`, either may be open-ended (None).

    The ends belong to it unless `low_open` or `high_open`: `<3` is open, `<=3` is not.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    def contains(self, value: Decimal) -> bool:
        """Tell whether the value lies within."""
        return not self.is_below(value) and not self.is_above(value)

    def is_below(self, value: Decimal) -> bool:
        """Tell whether the value is too low."""
        if self.low is None:
            return False
        return value <= self.low if self.low_open else value < self.low

    def is_above(self, value: Decimal) -> bool:
        """Tell whether the value is too high."""
        if self.high is None:
            return False
        return value >= self.high if self.high_open else value > self.high


class Sign(StrEnum):
    """How a line compares; `PLAIN` says nothing, so the direction decides."""

    AT_LEAST = ">="
    AT_MOST = "<="
    ABOVE = ">"
    BELOW = "<"
    BETWEEN = ".."
    PLAIN = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A comparison as typed: `<=3`, `>4`, `5..7` (with `to`), a bare `1000`."""

    sign: Sign
    amount: Amount
    to: Amount | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A KPI as it is kept, all figures in its `unit`.

    `target` is where values are green, `amber` and `red` are where they are not yet amber or red
    (see `kpis.status`). `ceiling` = it is a budget: a sum with a most.
    """

    key: str
    name: str
    unit: Unit = NUMBER
    direction: Direction = Direction.UP
    target: Bounds | None = None
    amber: Bounds | None = None
    red: Bounds | None = None
    cadence: Cadence = Cadence.WEEKLY
    combine: Combine = Combine.LATEST
    ceiling: bool = False
    formula: str = ""

    @property
    def is_computed(self) -> bool:
        """Tell whether the value comes from other KPIs."""
        return bool(self.formula)
