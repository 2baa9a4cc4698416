"""From readings to the value of a period: latest, sum, mean; repeats and corrections first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.kpis.periods import Cadence, Period, period_of
from domain.kpis.values import Combine


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure for a date (the team's); `at` (UTC) is when it was measured.

    `order` counts as they were recorded. `key` names it: one with the same key is the same
    reading sent again. `whole` = the value of the whole period so far, as a person types it; what
    was recorded before no longer counts. `replaces` is the key of a reading that it corrects.
    """

    key: str
    day: dt.date
    at: dt.datetime
    value: Decimal
    order: int
    whole: bool = False
    replaces: str | None = None


def counting(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the readings of one period that count, in the order recorded.

    Of several with one key the first counts: a repeat changes nothing. Then corrected ones go,
    and all that were recorded before the last one that speaks for the whole period.
    """
    once: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda each: each.order):
        once.setdefault(reading.key, reading)
    replaced = {each.replaces for each in once.values()}
    left = [each for each in once.values() if each.key not in replaced]
    last_whole = max((at for at, each in enumerate(left) if each.whole), default=0)
    return tuple(left[last_whole:])


def combined(readings: Iterable[Reading], combine: Combine) -> Decimal | None:
    """Return the value that the readings of one period make; None without any.

    The latest is the one measured last; of the same instant the one recorded last.
    """
    found = counting(readings)
    if not found:
        return None
    if combine is Combine.LATEST:
        return max(found, key=lambda each: (each.at, each.order)).value
    total = sum((each.value for each in found), Decimal(0))
    return total if combine is Combine.SUM else total / len(found)


def values_by_period(
    readings: Iterable[Reading], cadence: Cadence, combine: Combine
) -> dict[Period, Decimal]:
    """Return the value of every period that has readings, in order of time."""
    grouped: dict[Period, list[Reading]] = {}
    for reading in readings:
        grouped.setdefault(period_of(cadence, reading.day), []).append(reading)
    values = {period: combined(grouped[period], combine) for period in sorted(grouped)}
    return {period: value for period, value in values.items() if value is not None}


def series_of(
    values: Mapping[Period, Decimal], periods: Sequence[Period]
) -> tuple[Decimal | None, ...]:
    """Return the values of these periods, None where there is none."""
    return tuple(values.get(period) for period in periods)


def is_settled(combine: Combine, *, unfinished: bool) -> bool:
    """Tell whether a period's value can be judged: a sum that still grows cannot be too low."""
    return not unfinished or combine is not Combine.SUM
