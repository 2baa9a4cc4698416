"""Figures read in English and Chinese habits; measures planned, changed, and read as progress."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.goal_errors import (
    AmountTooLarge,
    MilestonesRefused,
    NoSuchMilestone,
    StartIsTarget,
    UnitMismatch,
)
from domain.goals.amounts import in_unit, parse_amount, render_amount, unit_of
from domain.goals.measures import (
    Figures,
    apply_value,
    change_metric,
    edit_milestones,
    metric_progress,
    plan_metric,
    plan_milestones,
    progress_of,
    tasks_progress,
    tick,
    with_first_value,
)
from domain.goals.values import (
    PERCENT,
    Amount,
    Direction,
    LinkedKpi,
    Metric,
    Unit,
    UnitKind,
    YesNo,
)

DAY = dt.date(2026, 5, 13)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("45", "45", None),
        ("1.2k", "1200", None),
        ("1.20", "1.20", None),
        ("1,234,567.5", "1234567.5", None),
        (".5", "0.5", None),
        ("-3", "-3", None),
        ("−3", "-3", None),
        ("45 %", "45", "%"),
        ("４５％", "45", "%"),
        ("45 percent", "45", "%"),
        ("百分之45", "45", "%"),
        ("3个百分点", "3", "%"),
        ("€3m", "3000000", "EUR"),
        ("3m €", "3000000", "EUR"),
        ("$1.2M", "1200000", "USD"),
        ("EUR 3 million", "3000000", "EUR"),
        ("3bn USD", "3000000000", "USD"),
        ("HK$ 5k", "5000", "HKD"),
        ("3.5万", "35000", None),
        ("300万元", "3000000", "CNY"),
        ("人民币2亿", "200000000", "CNY"),
        ("三十一", "31", None),
        ("三万", "30000", None),
        ("90 min", "90", "min"),
        ("1.5h", "1.5", "h"),
        ("3 days", "3", "d"),
        ("48小时", "48", "h"),
        ("5分钟", "5", "min"),
        ("2 weeks", "2", "w"),
    ],
)
def test_a_figure_is_read_as_people_write_it(text: str, value: str, unit: str | None) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert amount.value == Decimal(value)
    assert (amount.unit.text if amount.unit else None) == unit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1,2",
        "1.2.3",
        "4 5",
        "45x",
        "€3$",
        "k",
        "%",
        "T12",
        "3 apples",
        "v2",
        "5 try",
        "--3",
    ],
)
def test_what_is_no_figure_is_none(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize("text", ["9" * 17, "9" * 400, "9999999bn", "0.1234567", "1." + "0" * 99])
def test_a_figure_too_large_to_keep_is_refused(text: str) -> None:
    with pytest.raises(AmountTooLarge):
        parse_amount(text)


UNITS = st.sampled_from([None, PERCENT, *map(unit_of, ("EUR", "CNY", "s", "min", "h", "d", "w"))])


@given(st.decimals(-(10**9), 10**9, places=3), UNITS)
def test_a_figure_is_written_and_read_as_the_same(value: Decimal, unit: Unit | None) -> None:
    assert parse_amount(render_amount(value, unit)) == Amount(value, unit)
    assert unit is None or unit_of(unit.text) == unit


@given(st.text(max_size=30))
def test_any_text_is_a_figure_or_none(text: str) -> None:
    with suppress(AmountTooLarge):
        amount = parse_amount(text)
        assert amount is None or amount.value.is_finite()


def figures(start: str | None, target: str) -> Figures:
    return Figures(parse_amount(start) if start else None, parse_amount(target))


def metric(start: str | None, target: str) -> Metric:
    planned = plan_metric(figures(start, target))
    assert planned is not None
    return planned


def test_direction_unit_and_decimals_follow_from_the_figures() -> None:
    assert metric("31", "45") == Metric(Decimal(31), Decimal(45))
    assert metric("4.5%", "3%").direction is Direction.DOWN
    assert metric("4.5", "3%") == Metric(
        Decimal("4.5"), Decimal(3), PERCENT, Direction.DOWN, decimals=1
    )
    assert metric("90 min", "1 h").start == Decimal("1.5")
    assert metric(None, "45").start is None
    assert plan_metric(Figures()) is None


def test_what_cannot_be_a_measure_is_refused() -> None:
    with pytest.raises(StartIsTarget):
        metric("45", "45.0")
    with pytest.raises(StartIsTarget):
        metric("60 min", "1 h")
    with pytest.raises(UnitMismatch) as refused:
        metric("31%", "$45")
    assert (refused.value.given, refused.value.wanted) == ("%", "USD")


@pytest.mark.parametrize(
    ("start", "target", "value", "raw", "shown"),
    [
        ("31", "45", "31", 0, 0),
        ("31", "45", "38", 0.5, 0.5),
        ("31", "45", "52", 1.5, 1),
        ("31", "45", "24", -0.5, 0),
        ("8%", "4%", "5", 0.75, 0.75),
        ("8%", "4%", "9", -0.25, 0),
        ("-10", "10", "0", 0.5, 0.5),
    ],
)
def test_progress_is_the_part_of_the_way(
    start: str, target: str, value: str, raw: float, shown: float
) -> None:
    progress = metric_progress(metric(start, target), Decimal(value))
    assert progress.raw == pytest.approx(raw)
    assert progress.shown == pytest.approx(shown)


def test_without_a_start_only_reached_can_be_told() -> None:
    open_start = metric(None, "45")
    assert metric_progress(open_start, None).raw is None
    assert metric_progress(open_start, Decimal(40)).raw is None
    assert metric_progress(open_start, Decimal(45)).is_reached
    begun = with_first_value(open_start, Decimal(40))
    assert metric_progress(begun, Decimal(42)).raw == pytest.approx(0.4)
    assert with_first_value(open_start, Decimal(50)).direction is Direction.DOWN
    assert with_first_value(begun, Decimal(1)) == begun


def test_every_measure_has_a_progress() -> None:
    assert progress_of(YesNo()).raw == 0
    assert progress_of(YesNo(), done=True).raw == 1
    assert progress_of(LinkedKpi(2)).raw is None
    assert progress_of(LinkedKpi(2, metric("31", "45")), 38.0).raw == pytest.approx(0.5)
    assert progress_of(metric("31", "45")).raw == 0
    steps = tick(plan_milestones(("design", "beta", "store")), (1,), DAY)
    assert progress_of(steps).raw == pytest.approx(1 / 3)
    assert tasks_progress(3, 1).raw == 0.75
    assert tasks_progress(0, 0).raw is None


def test_a_check_in_value_is_absolute_or_relative_and_in_the_own_unit() -> None:
    hours = metric("48 h", "24 h")
    assert apply_value(hours, Amount(Decimal(30)), relative=False, last=None) == 30
    assert apply_value(hours, Amount(Decimal(-3)), relative=True, last=Decimal(40)) == 37
    assert apply_value(hours, Amount(Decimal(-3)), relative=True, last=None) == 45
    two_days = Amount(Decimal(2), unit_of("d"))
    assert apply_value(hours, two_days, relative=False, last=None) == 48
    with pytest.raises(UnitMismatch):
        apply_value(hours, Amount(Decimal(2), PERCENT), relative=False, last=None)
    assert in_unit(Amount(Decimal(1), unit_of("min")), Unit(UnitKind.DURATION, "s")) == 60


def test_a_metric_changes_piece_by_piece() -> None:
    share = metric("31%", "45%")
    assert change_metric(share, figures(None, "50")).target == 50
    assert change_metric(share, figures(None, "20")).direction is Direction.DOWN
    assert change_metric(share, figures("30", "50")).unit == PERCENT
    assert change_metric(share, Figures(start=Amount(Decimal(35)))).start == 35
    with pytest.raises(StartIsTarget):
        change_metric(share, figures(None, "31"))
    with pytest.raises(UnitMismatch):
        change_metric(share, figures(None, "50 h"))
    assert change_metric(share, figures("1 h", "2 h")).unit.text == "h"


def test_milestones_are_ticked_and_keep_their_day() -> None:
    steps = plan_milestones((" design ", "beta", "store"))
    done = tick(steps, (1, 3), DAY)
    assert [step.done_on for step in done.steps] == [DAY, None, DAY]
    assert tick(done, (1,), DAY + dt.timedelta(days=1)).steps[0].done_on == DAY
    assert tick(done, (1,), None).steps[0].done_on is None
    edited = edit_milestones(done, ("Store", "launch"))
    assert [(step.title, step.done_on) for step in edited.steps] == [
        ("Store", DAY),
        ("launch", None),
    ]
    with pytest.raises(NoSuchMilestone):
        tick(steps, (4,), DAY)


@pytest.mark.parametrize(
    ("titles", "reason"),
    [
        ((), "few"),
        (("a", " "), "few"),
        (("a", "A"), "twice"),
        (("a" * 151,), "long"),
        (tuple(map(str, range(21))), "many"),
    ],
)
def test_lists_that_are_no_milestones_are_refused(titles: tuple[str, ...], reason: str) -> None:
    with pytest.raises(MilestonesRefused) as refused:
        plan_milestones(titles)
    assert refused.value.reason == reason
