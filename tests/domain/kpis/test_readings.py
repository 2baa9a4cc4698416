"""Readings become values of periods: repeats, corrections, order, and the plausibility question."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kpis.combine import Reading, combined, series_of, values_by_period
from domain.kpis.periods import Cadence, period_of, periods_back
from domain.kpis.plausible import doubt_about, expected_next
from domain.kpis.values import Combine

LATEST, SUM, MEAN = Combine
MONDAY = dt.date(2026, 6, 8)


def reading(
    order: int,
    value: float,
    *,
    key: str | None = None,
    day: int = 0,
    hour: int | None = None,
    whole: bool = False,
    replaces: str | None = None,
) -> Reading:
    date = MONDAY + dt.timedelta(days=day)
    at = dt.datetime(2026, 6, 8, tzinfo=dt.UTC) + dt.timedelta(
        days=day, hours=order if hour is None else hour
    )
    return Reading(key or f"r{order}", date, at, Decimal(str(value)), order, whole, replaces)


@pytest.mark.parametrize(
    ("readings", "latest", "total", "mean"),
    [
        ([], None, None, None),
        ([reading(1, 4), reading(2, 6)], 6, 10, 5),
        ([reading(1, 4, hour=9), reading(2, 6, hour=3)], 4, 10, 5),
        ([reading(1, 4, hour=3), reading(2, 6, hour=3)], 6, 10, 5),
        ([reading(1, 4), reading(2, 9, key="r1")], 4, 4, 4),
        ([reading(1, 4), reading(2, 6), reading(3, 7, whole=True)], 7, 7, 7),
        ([reading(1, 4), reading(2, 7, whole=True), reading(3, 1)], 1, 8, 4),
        ([reading(1, 7, whole=True), reading(2, 8, whole=True)], 8, 8, 8),
        ([reading(1, 4), reading(2, 6), reading(3, 5, replaces="r1")], 5, 11, 5.5),
    ],
)
def test_readings_make_a_value(
    readings: list[Reading], latest: float | None, total: float | None, mean: float | None
) -> None:
    found = [combined(readings, how) for how in (LATEST, SUM, MEAN)]
    assert [None if value is None else float(value) for value in found] == [latest, total, mean]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-99, 99)), min_size=1), st.integers(0, 9))
def test_order_of_arrival_and_repeats_change_nothing(
    pairs: list[tuple[int, int]], seed: int
) -> None:
    readings = [reading(at, value, day=day) for at, (day, value) in enumerate(pairs)]
    mixed = [*readings, *readings[: len(readings) // 2]]
    random.Random(seed).shuffle(mixed)
    for how in Combine:
        assert combined(mixed, how) == combined(readings, how)


def test_each_period_gets_its_own_readings() -> None:
    readings = [reading(1, 4), reading(2, 6, day=6), reading(3, 5, day=7), reading(4, 1, day=30)]
    weeks = values_by_period(readings, Cadence.WEEKLY, SUM)
    assert [(period.label, value) for period, value in weeks.items()] == [
        ("W24 2026", Decimal(10)),
        ("W25 2026", Decimal(5)),
        ("W28 2026", Decimal(1)),
    ]
    last = period_of(Cadence.WEEKLY, MONDAY + dt.timedelta(days=14))
    assert series_of(weeks, periods_back(last, 3)) == tuple(dec(10, 5, None))


# --- is it likely -------------------------------------------------------------------------------


def dec(*values: float | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ((), None),
        ((None, None), None),
        ((100,), 100),
        ((100, 200), 150),
        ((100, 90, 500), 100),
        ((100, 110, 120, 130), 140),
        ((100, 110, None, 130, 140), 150),
        ((100, 110, 120, 999, 140), 150),
        ((10, 10, 10, 10, 10, 10), 10),
        ((1000, 1000, 100, 110, 120, 130, 140, 150, 160, 170), 180),
    ],
)
def test_the_trend_is_a_robust_line(
    history: tuple[float | None, ...], expected: float | None
) -> None:
    found = expected_next(dec(*history))
    assert (None if found is None else float(found)) == expected


@pytest.mark.parametrize(
    ("value", "history", "asks"),
    [
        (130, (100,), False),
        (131, (100,), True),
        (69, (100,), True),
        (5000, (), False),
        (5000, (None, None), False),
        (140, (100, 110, 120, 130), False),
        (100, (100, 110, 120, 130), False),
        (90, (100, 110, 120, 130), True),
        (5, (0, 0, 0), False),
        (-131, (-100, -100), True),
        (3, (-10, 0, 10), False),
        (30, (-10, 0, 10), True),
    ],
)
def test_a_value_far_from_the_trend_is_asked_about(
    value: float, history: tuple[float, ...], asks: bool
) -> None:
    assert (doubt_about(Decimal(value), dec(*history)) is not None) is asks


def test_a_sum_that_still_grows_is_only_asked_about_when_too_high() -> None:
    history = dec(100, 100, 100)
    assert doubt_about(Decimal(20), history, combine=SUM, unfinished=True) is None
    assert doubt_about(Decimal(20), history, combine=SUM) is not None
    assert doubt_about(Decimal(200), history, combine=SUM, unfinished=True) is not None


@given(
    st.lists(st.none() | st.decimals(-(10**6), 10**6, places=2), max_size=20),
    st.decimals(-(10**6), 10**6, places=2),
)
def test_a_doubt_is_always_more_than_its_share(
    history: list[Decimal | None], value: Decimal
) -> None:
    doubt = doubt_about(value, history)
    assert doubt is None or doubt.share > Decimal("0.3")
    assert doubt_about(value, [None] * len(history)) is None
