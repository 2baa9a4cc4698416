"""The individuals chart (XmR): natural limits of a series and the two rules that read it.

Shewhart's chart for single values as Wheeler teaches it: mean ± 2.66 x mean moving range. The
factor is 3 / 1.128, where 1.128 (d2 of two values) turns a mean moving range into a sigma.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

BASELINE_MIN = 8
"""Values needed before anything is called unusual."""
BASELINE_MAX = 26
"""Values the limits are drawn from: half a year of weeks."""
RUN = 8
"""Values in a row on one side of the mean that are no chance (1 in 256 for each side)."""
_SIGMA = 1 / Decimal("1.128")


class Signal(StrEnum):
    """Which rule a value breaks."""

    BEYOND_HIGH = "beyond_high"
    BEYOND_LOW = "beyond_low"
    RUN_HIGH = "run_high"
    RUN_LOW = "run_low"


@dataclass(frozen=True, slots=True)
class Chart:
    """Centre and natural limits; `low` and `high` are three sigmas away."""

    mean: Decimal
    moving_range: Decimal
    low: Decimal
    high: Decimal


def chart_of(values: Sequence[Decimal | None]) -> Chart | None:
    """Return the chart of a series (oldest first); None with fewer than two values.

    There is no moving range across a missing value: the two beside it are not neighbours.
    """
    found = [value for value in values if value is not None]
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if len(found) < 2 or not ranges:
        return None
    mean = sum(found, Decimal(0)) / len(found)
    moving_range = sum(ranges, Decimal(0)) / len(ranges)
    reach = 3 * moving_range * _SIGMA
    return Chart(mean, moving_range, mean - reach, mean + reach)


def is_beyond(chart: Chart, value: Decimal) -> Signal | None:
    """Return the signal of a value outside the natural limits."""
    if value > chart.high:
        return Signal.BEYOND_HIGH
    return Signal.BEYOND_LOW if value < chart.low else None


def is_run(chart: Chart, values: Sequence[Decimal]) -> Signal | None:
    """Return the signal of the last 8 values if all lie on one side of the mean."""
    last = values[-RUN:]
    if len(last) < RUN:
        return None
    if all(value > chart.mean for value in last):
        return Signal.RUN_HIGH
    return Signal.RUN_LOW if all(value < chart.mean for value in last) else None


def newest_signal(values: Sequence[Decimal | None]) -> Signal | None:
    """Return what the last value of a series (oldest first) breaks; None if it is as usual.

    Nothing is judged by limits that it helped to draw: a single value is compared with the chart
    of up to 26 values before it, a run of 8 with that of up to 26 before the run. With fewer than
    8 values to draw from, or if they never changed, there are no limits and nothing is unusual.
    """
    if not values or values[-1] is None:
        return None
    chart = _baseline(values[:-1])
    beyond = is_beyond(chart, values[-1]) if chart else None
    if beyond is not None:
        return beyond
    start = _start_of_run(values)
    chart = _baseline(values[:start]) if start is not None else None
    if chart is None or start is None:
        return None
    return is_run(chart, [value for value in values[start:] if value is not None])


def _start_of_run(values: Sequence[Decimal | None]) -> int | None:
    """Return where the last 8 values begin; gaps between them do not count."""
    places = [at for at, value in enumerate(values) if value is not None]
    return places[-RUN] if len(places) >= RUN else None


def _baseline(values: Sequence[Decimal | None]) -> Chart | None:
    recent = values[-BASELINE_MAX:]
    if sum(value is not None for value in recent) < BASELINE_MIN:
        return None
    chart = chart_of(recent)
    return chart if chart is not None and chart.moving_range else None
