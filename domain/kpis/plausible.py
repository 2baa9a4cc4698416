"""Asks whether a new value is right when it is far from where the trend points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from statistics import median

from domain.kpis.values import Combine

ASK_ABOVE = Decimal("0.3")
"""A value more than 30 % off the trend is asked about."""
WINDOW = 8
"""Periods looked at: two months of weeks; what is older says little about how it goes now."""
LINE_MIN = 4
"""With fewer values than these there is no line, only a middle."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """The value differs from what was `expected` by `share` of it (always positive)."""

    expected: Decimal
    share: Decimal


def expected_next(history: Sequence[Decimal | None]) -> Decimal | None:
    """Return what the trend says of the period after `history` (oldest first, None = no value).

    Of the last 8 periods: from 4 values on the robust line through them (Theil 1950, Sen 1968:
    the median of the slopes between all pairs, through the median of what is left), else the
    median of the values; None without any.
    """
    recent = list(history[-WINDOW:])
    points = [(Decimal(at), value) for at, value in enumerate(recent) if value is not None]
    if not points:
        return None
    if len(points) < LINE_MIN:
        return median(value for _, value in points)
    slope = median((b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2))
    height = median(value - slope * at for at, value in points)
    return height + slope * len(recent)


def doubt_about(
    value: Decimal,
    history: Sequence[Decimal | None],
    *,
    combine: Combine = Combine.LATEST,
    unfinished: bool = False,
) -> Doubt | None:
    """Return the doubt to ask about, None if the value is likely or there is nothing to compare.

    `history` has the periods before that of the value. A sum that still grows is only asked about
    when it is already too high. Where the trend is at 0 the usual size counts instead, and a KPI
    that was always 0 has none: nobody is asked.
    """
    expected = expected_next(history)
    if expected is None:
        return None
    if unfinished and combine is Combine.SUM and value <= expected:
        return None
    sizes = [abs(each) for each in history[-WINDOW:] if each is not None]
    scale = abs(expected) or median(sizes)
    if not scale:
        return None
    share = abs(value - expected) / scale
    return Doubt(expected, share) if share > ASK_ABOVE else None
