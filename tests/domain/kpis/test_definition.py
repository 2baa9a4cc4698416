"""Definitions, limits and what a value says, as tables and properties."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.goal_errors import UnitMismatch
from domain.goals.values import NUMBER, PERCENT, Amount, Unit, UnitKind
from domain.kpi_errors import BudgetRefused, KpiNameRefused, LimitsRefused, ReadingsByFormula
from domain.kpis.names import names_to_numbers, nearly, plan_key, slug_of
from domain.kpis.periods import Cadence, period_of
from domain.kpis.plans import Wanted, change_definition, plan_definition
from domain.kpis.status import (
    GAP,
    change_from,
    health_of,
    is_off_target,
    period_shown,
    spark_line,
    used_share,
    view_of,
)
from domain.kpis.values import Bounds, Combine, Definition, Direction, Health, Limit, Sign

UP, DOWN, BAND = Direction
GREEN, AMBER, RED, NO_TARGET, MISSING = Health
EUR = Unit(UnitKind.CURRENCY, "EUR")


def lim(sign: str, value: float, to: float | None = None, unit: Unit | None = None) -> Limit:
    far = None if to is None else Amount(Decimal(str(to)), unit)
    return Limit(Sign(sign), Amount(Decimal(str(value)), unit), far)


def kpi(**said: object) -> Definition:
    return plan_definition("Signups", Wanted(**said))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ({"target": lim("<=", 3), "red": lim(">", 4)}, {3: GREEN, 3.5: AMBER, 4: AMBER, 4.1: RED}),
        ({"target": lim("<=", 3), "red": lim(">=", 4)}, {3.9: AMBER, 4: RED}),
        ({"target": lim("<", 3)}, {2.9: GREEN, 3: RED}),
        ({"target": lim(">=", 1000)}, {1000: GREEN, 999: RED}),
        ({"target": lim("", 1000)}, {1000: GREEN, 999: RED}),
        ({"target": lim(">=", 1000), "amber": lim("<", 900)}, {950: GREEN, 899: AMBER, 0: AMBER}),
        (
            {"target": lim(">=", 100), "amber": lim("<", 90), "red": lim("<", 80)},
            {100: GREEN, 90: GREEN, 89: AMBER, 80: AMBER, 79: RED},
        ),
        (
            {"target": lim("..", 5, 7), "red": lim("..", 3, 9)},
            {5: GREEN, 7: GREEN, 8: AMBER, 3: AMBER, 2: RED, 10: RED},
        ),
        ({"target": lim("..", 5, 7), "red": lim(">", 9)}, {4: AMBER, 10: RED}),
        ({}, {0: NO_TARGET, 10**9: NO_TARGET}),
        ({"red": lim(">", 4)}, {3: NO_TARGET, 5: RED}),
        ({"red": lim("<", 4), "amber": lim("<", 6)}, {3: RED, 5: AMBER, 7: NO_TARGET}),
    ],
)
def test_a_value_is_green_amber_red_or_without_target(
    said: dict[str, object], values: dict[float, Health]
) -> None:
    definition = kpi(**said)
    found = {value: health_of(definition, Decimal(str(value))) for value in values}
    assert found == values
    assert health_of(definition, None) is MISSING


@given(
    st.none() | st.decimals(-99, 99, places=1),
    st.none() | st.decimals(-99, 99, places=1),
    st.decimals(-200, 200, places=2),
    st.sampled_from([UP, DOWN]),
)
def test_without_a_target_nothing_is_ever_green(
    amber: Decimal | None, red: Decimal | None, value: Decimal, way: Direction
) -> None:
    sign = "<" if way is UP else ">"
    limits = {
        name: Limit(Sign(sign), Amount(limit))
        for name, limit in (("amber", amber), ("red", red))
        if limit is not None
    }
    try:
        definition = kpi(direction=way, **limits)
    except LimitsRefused:
        return
    assert health_of(definition, value) is not GREEN


@given(st.decimals(-99, 99, places=1), st.decimals(0, 9, places=1), st.decimals(0, 9, places=1))
def test_health_never_gets_better_the_wrong_way(
    target: Decimal, first: Decimal, second: Decimal
) -> None:
    order = [GREEN, AMBER, RED]
    up = kpi(
        target=Limit(Sign.AT_LEAST, Amount(target)),
        amber=Limit(Sign.BELOW, Amount(target - first)),
        red=Limit(Sign.BELOW, Amount(target - first - second)),
    )
    ranks = [order.index(health_of(up, target - Decimal(step) / 10)) for step in range(250)]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ({"target": lim(">=", 3)}, UP),
        ({"target": lim("<=", 3)}, DOWN),
        ({"target": lim("..", 3, 5)}, BAND),
        ({"target": lim("", 3)}, UP),
        ({"target": lim("", 3), "red": lim(">", 4)}, DOWN),
        ({"red": lim("<", 4)}, UP),
        ({"target": lim("", 3), "direction": DOWN}, DOWN),
        ({}, UP),
    ],
)
def test_target_and_limits_show_the_direction(said: dict[str, object], way: Direction) -> None:
    assert kpi(**said).direction is way


@pytest.mark.parametrize(
    ("said", "field", "reason"),
    [
        ({"target": lim(">=", 3), "direction": DOWN}, "target", "direction"),
        ({"target": lim(">=", 3), "red": lim(">", 4)}, "red", "direction"),
        ({"target": lim(">=", 3), "red": lim("<", 4)}, "red", "order"),
        ({"target": lim("<=", 3), "amber": lim(">", 2)}, "amber", "order"),
        ({"target": lim("<=", 3), "amber": lim(">", 5), "red": lim(">", 4)}, "red", "order"),
        ({"target": lim("..", 5, 3)}, "target", "empty"),
        ({"target": lim("..", 5, 7), "red": lim("..", 6, 9)}, "red", "order"),
        ({"target": lim("..", 5, 7), "amber": lim(">", 10), "red": lim(">", 9)}, "red", "order"),
        ({"target": lim(">=", 5), "red": lim("..", 1, 9)}, "red", "direction"),
        ({"target": lim("", 5), "direction": BAND}, "target", "one_sided"),
        ({"target": lim("..", 5, 7), "red": lim("", 9)}, "red", "one_sided"),
    ],
)
def test_limits_that_contradict_are_refused(
    said: dict[str, object], field: str, reason: str
) -> None:
    with pytest.raises(LimitsRefused) as refused:
        kpi(**said)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_the_unit_of_the_target_is_the_unit() -> None:
    assert kpi(target=lim("<=", 3, unit=PERCENT)).unit == PERCENT
    assert kpi(target=lim("<=", 3), unit=PERCENT).unit == PERCENT
    hours = Unit(UnitKind.DURATION, "h")
    days = Amount(Decimal(2), Unit(UnitKind.DURATION, "d"))
    assert kpi(unit=hours, target=Limit(Sign.AT_MOST, days)).target == Bounds(high=Decimal(48))
    with pytest.raises(UnitMismatch):
        kpi(unit=EUR, target=lim("<=", 3, unit=PERCENT))


def test_a_budget_is_a_sum_with_a_most() -> None:
    budget = kpi(ceiling=Amount(Decimal(50_000), EUR))
    assert (budget.unit, budget.direction, budget.combine) == (EUR, DOWN, Combine.SUM)
    assert budget.ceiling
    assert used_share(budget, Decimal(20_000)) == Decimal("0.4")
    assert health_of(budget, Decimal(50_000)) is GREEN
    assert health_of(budget, Decimal(50_001)) is RED
    assert used_share(kpi(), Decimal(1)) is None
    for said in ({"direction": UP}, {"target": lim("<=", 1)}, {"combine": Combine.MEAN}):
        with pytest.raises(BudgetRefused):
            kpi(ceiling=Amount(Decimal(5)), **said)
    with pytest.raises(BudgetRefused):
        kpi(ceiling=Amount(Decimal(0)))


def test_a_change_keeps_what_was_not_said() -> None:
    old = kpi(target=lim("<=", 3), red=lim(">", 4), unit=PERCENT)
    new = change_definition(old, Wanted(target=lim("<=", 2)))
    assert (new.target, new.red, new.unit) == (Bounds(high=Decimal(2)), old.red, PERCENT)
    other = change_definition(old, Wanted(target=lim(">=", 9)))
    assert (other.direction, other.red) == (UP, None)
    with pytest.raises(LimitsRefused):
        change_definition(old, Wanted(target=lim("<=", 9)))
    computed = change_definition(old, Wanted(formula="a / b"))
    assert computed.is_computed
    with pytest.raises(ReadingsByFormula):
        change_definition(old, Wanted(formula="a / b", combine=Combine.SUM))


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Gross churn %", "gross_churn"),
        ("Sign-ups", "sign_ups"),
        ("注册数", "注册数"),
        ("NPS (EMEA)", "nps_emea"),
        ("List", "kpi_list"),
        ("K2", "kpi_k2"),
        ("2nd line", "kpi_2nd_line"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_name_suggests_a_key(name: str, key: str) -> None:
    assert plan_key(name) == key


def test_keys_and_names_are_unique_whatever_their_case() -> None:
    assert plan_key("Sign ups", taken=["sign_ups_x"]) == "sign_ups"
    assert plan_key("Churn!", taken=["churn", "other"]) == "churn_2"
    for name, said, reason in (
        ("Sign-Ups", None, "taken"),
        ("Other", "SIGN ups", "taken"),
        ("Other", "list", "reserved"),
        ("Other", "max", "reserved"),
        ("Other", "k2", "id"),
        ("Other", "9x", "letter"),
        ("Other", "--", "missing"),
    ):
        with pytest.raises(KpiNameRefused) as refused:
            plan_key(name, said, taken=["sign_ups"])
        assert refused.value.reason == reason
    for name in ("", "%", '"'):
        with pytest.raises(KpiNameRefused):
            plan_definition(name, Wanted())
    with pytest.raises(KpiNameRefused):
        plan_definition("x" * 81, Wanted())


@given(st.text(max_size=90), st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_any_name_gets_a_free_key_or_a_refusal(name: str, taken: list[str]) -> None:
    try:
        found = plan_definition(name, Wanted(), taken=taken)
    except BadInput:
        return
    assert found.key == slug_of(found.key)
    assert found.key[0].isalpha()
    assert len(found.key) <= 40


def test_names_lead_to_numbers_and_keys_win() -> None:
    names = names_to_numbers({1: ("visits", "Orders"), 2: ("orders", "Orders, all")})
    assert (names["visits"], names["orders"]) == (1, 2)
    assert nearly("signup", ["signups", "visits"]) == ("signups",)
    assert nearly("sing_ups", ["sign_ups"]) == ("sign_ups",)
    assert nearly("zzz", ["signups"]) == ()


# --- change, spark-line, view -------------------------------------------------------------------


def dec(*values: float | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(str(value)) for value in values]


def test_a_change_against_nothing_or_zero_has_no_share() -> None:
    up = change_from(Decimal(80), Decimal(100))
    assert up is not None
    assert (up.difference, up.share) == (Decimal(20), Decimal("0.25"))
    below = change_from(Decimal(-80), Decimal(-100))
    assert below is not None
    assert below.share == Decimal("-0.25")
    zero = change_from(Decimal(0), Decimal(5))
    assert zero is not None
    assert zero.share is None
    assert change_from(None, Decimal(1)) is None
    assert change_from(Decimal(1), None) is None


@pytest.mark.parametrize(
    ("values", "bars"),
    [
        ((1, 2, 3, 4, 5, 6, 7, 8), "▁▂▃▄▅▆▇█"),
        ((8, None, 1), f"█{GAP}▁"),
        ((5, 5, 5), "▄▄▄"),
        ((-3, 0), "▁█"),
        ((None, None), GAP * 2),
        ((), ""),
    ],
)
def test_the_spark_line_goes_from_lowest_to_highest(
    values: tuple[float | None, ...], bars: str
) -> None:
    assert spark_line(dec(*values)) == bars


@given(st.lists(st.none() | st.decimals(-(10**9), 10**9, places=2), max_size=30))
def test_a_view_holds_what_there_is(values: list[Decimal | None]) -> None:
    view = view_of(kpi(), values)
    assert len(view.spark) == min(13, len(values))
    found = [value for value in values[-13:] if value is not None]
    assert (view.long is None) == (not found)
    if found:
        assert view.long is not None
        assert min(found) <= view.long + Decimal("0.01")
        assert view.long <= max(found) + Decimal("0.01")


def test_a_missing_value_is_shown_as_missing() -> None:
    view = view_of(kpi(target=lim(">=", 1)), dec(None, 4, 6, None))
    assert (view.value, view.health, view.change, view.missing) == (None, MISSING, None, 1)
    assert view.short == 5
    assert not is_off_target(kpi(target=lim(">=", 1)), None)
    assert view_of(kpi(), []).spark == ""
    assert kpi().unit == NUMBER


def test_a_scoreboard_judges_no_sum_that_still_grows() -> None:
    today = dt.date(2026, 6, 10)
    current = period_of(Cadence.WEEKLY, today)
    values = {current: Decimal(1), current.previous(): Decimal(9)}
    assert period_shown(kpi(), values, today) == current
    assert period_shown(kpi(), {}, today) == current.previous()
    assert period_shown(kpi(combine=Combine.SUM), values, today) == current.previous()
    assert period_shown(kpi(formula="K1 - K2"), values, today) == current.previous()
