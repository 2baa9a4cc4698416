"""What a value says: its health, the change against before, the spark-line; nothing is guessed.

From good to bad: target, amber limit, red limit. Beyond the red limit is red, beyond the amber one
amber, the rest green. A limit that was not given: amber begins where the target ends; red never,
unless there is no amber limit either, then a missed target is red.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.kpis.combine import is_settled
from domain.kpis.periods import Period, period_of
from domain.kpis.values import OFF_TARGET, Bounds, Definition, Health

SPARK_PERIODS = 13
SHORT_PERIODS = 4
_BARS = "▁▂▃▄▅▆▇█"
GAP = " "
"""What stands for a period without a value; of the same width in Slack's monospaced text."""


def health_of(kpi: Definition, value: Decimal | None) -> Health:
    """Return what a value says; without a target it is red, amber or nothing, never green."""
    if value is None:
        return Health.MISSING
    if _is_beyond(kpi.red, value):
        return Health.RED
    if _is_beyond(kpi.amber, value):
        return Health.AMBER
    if kpi.target is None:
        return Health.NO_TARGET
    if kpi.target.contains(value) or kpi.amber is not None:
        return Health.GREEN
    return Health.RED if kpi.red is None else Health.AMBER


def _is_beyond(bounds: Bounds | None, value: Decimal) -> bool:
    return bounds is not None and not bounds.contains(value)


def is_off_target(kpi: Definition, value: Decimal | None) -> bool:
    """Tell whether a value is amber or red; a missing one is neither."""
    return health_of(kpi, value) in OFF_TARGET


@dataclass(frozen=True, slots=True)
class Change:
    """Against another value: the difference, and as a share of that value (None if it is 0)."""

    difference: Decimal
    share: Decimal | None


def change_from(before: Decimal | None, now: Decimal | None) -> Change | None:
    """Return how a value changed; None if either is missing."""
    if before is None or now is None:
        return None
    difference = now - before
    return Change(difference, difference / abs(before) if before else None)


def mean_of(values: Sequence[Decimal | None]) -> Decimal | None:
    """Return the mean of the values that there are; None if there are none."""
    found = [value for value in values if value is not None]
    return sum(found, Decimal(0)) / len(found) if found else None


@dataclass(frozen=True, slots=True)
class View:
    """What a row of the scoreboard shows of a series (oldest first, the shown period last)."""

    value: Decimal | None
    health: Health
    change: Change | None
    """Against the period before."""
    short: Decimal | None
    """Mean of the last 4 periods."""
    long: Decimal | None
    """Mean of the last 13 periods."""
    spark: str
    missing: int
    """How many of the 13 have no value, since the first one that has."""


def view_of(kpi: Definition, series: Sequence[Decimal | None]) -> View:
    """Return the view of a KPI whose last value is that of the period shown."""
    recent = list(series[-SPARK_PERIODS:])
    value = recent[-1] if recent else None
    before = recent[-2] if len(recent) > 1 else None
    first = next((at for at, each in enumerate(recent) if each is not None), len(recent))
    return View(
        value,
        health_of(kpi, value),
        change_from(before, value),
        mean_of(recent[-SHORT_PERIODS:]),
        mean_of(recent),
        spark_line(recent),
        sum(each is None for each in recent[first:]),
    )


def spark_line(values: Sequence[Decimal | None]) -> str:
    """Return one bar per value, from the lowest to the highest of them; gaps stay gaps.

    Values that are all the same stand in the middle.
    """
    found = [value for value in values if value is not None]
    if not found:
        return GAP * len(values)
    low, span = min(found), max(found) - min(found)
    top = len(_BARS) - 1

    def bar(value: Decimal | None) -> str:
        if value is None:
            return GAP
        return _BARS[int((value - low) / span * top + Decimal("0.5"))] if span else _BARS[top // 2]

    return "".join(map(bar, values))


def period_shown(kpi: Definition, values: Mapping[Period, Decimal], today: dt.date) -> Period:
    """Return the period whose value a scoreboard judges on `today`.

    The current one as soon as it has a value, unless that still grows (a sum, or a formula that
    may read sums): then the last finished one, and the unfinished value stands beside it, marked.
    """
    current = period_of(kpi.cadence, today)
    grows = kpi.is_computed or not is_settled(kpi.combine, unfinished=True)
    return current if current in values and not grows else current.previous()


def used_share(kpi: Definition, value: Decimal | None) -> Decimal | None:
    """Return how much of a budget's ceiling is used up: 1 is all; None if it is no budget."""
    ceiling = kpi.target.high if kpi.ceiling and kpi.target else None
    return None if ceiling is None or value is None else value / ceiling
