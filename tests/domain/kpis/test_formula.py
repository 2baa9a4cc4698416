"""Formulas: what reads, what is refused, what they come to; nothing else can be done with them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kpi_errors import (
    FormulaLoop,
    FormulaNamesUnknown,
    FormulaTooLarge,
    FormulaUnreadable,
)
from domain.kpis.formula import (
    Call,
    Name,
    Negative,
    Node,
    Number,
    Operator,
    Pair,
    Ref,
    parse_formula,
    render_formula,
)
from domain.kpis.periods import Cadence, period_of
from domain.kpis.reckoning import (
    bind_formula,
    inputs_of,
    named_formula,
    reckon,
    reckon_periods,
    reckoning_order,
    require_no_loop,
)

NAMES = {"orders": 1, "visits": 2, "gross_churn": 3, "注册数": 4, "net_sales": 5}
VALUES: dict[int, Decimal | None] = {1: Decimal(12), 2: Decimal(48), 3: Decimal(0), 4: Decimal(7)}


def worth(text: str) -> Decimal | None:
    return reckon(bind_formula(parse_formula(text), NAMES), VALUES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("orders / visits", "0.25"),
        ("Orders÷Visits", "0.25"),
        ("K1 / k2 * 100", "25"),
        ("orders / visits × 100", "25"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("10 - 3 - 2", "5"),
        ("100 / 10 / 2", "5"),
        ("-orders + 1", "-11"),
        ("- -3", "3"),
        ("2 − 5", "-3"),
        ("visits * 25%", "12"),
        ("12.5 %", "0.125"),
        (".5 + 1", "1.5"),
        ("min(orders, visits, 3)", "3"),
        ("max(1,200)", "200"),
        ("abs(orders - visits)", "36"),
        ("round(visits / 7)", "7"),
        ("round(2.345, 2)", "2.35"),
        ("round(-2.5)", "-3"),
        ("注册数 * 2", "14"),
        ("（注册数＋1）＊2", "16"),
        ('"gross churn" + 1', "1"),
        ("orders / gross_churn", None),
        ("orders / (visits - 48)", None),
        ("orders + net_sales", None),
        ("min(orders, net_sales)", None),
        ("round(1, 9)", None),
        ("round(1, .5)", None),
        ("999999999999999 * 999999999999999", None),
        ("orders - orders", "0"),
    ],
)
def test_a_formula_has_a_value_or_none(text: str, value: str | None) -> None:
    found = worth(text)
    assert (None if found is None else found.normalize()) == (
        None if value is None else Decimal(value).normalize()
    )


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 0, ""),
        ("orders /", 8, ""),
        ("orders visits", 7, "visits"),
        ("orders // visits", 8, "/ visits"),
        ("(orders", 7, ""),
        ("orders)", 6, ")"),
        ("2x", 0, "2x"),
        ("orders ** 2", 8, "* 2"),
        ("eval(1)", 0, "eval(1)"),
        ("__import__", 0, "__import__"),
        ("orders.value", 6, ".value"),
        ("a; b", 1, "; b"),
        ("abs()", 4, ")"),
        ("abs(1, 2)", 8, ")"),
        ("min", None, None),
        ("visits %", 7, "%"),
        ("1,200 * 2", 1, ",200 * 2"),
        ("lambda: 1", 6, ": 1"),
        ("a[0]", 1, "[0]"),
        ("'a'", 0, "'a'"),
    ],
)
def test_what_is_no_formula_is_refused_where_it_ends(
    text: str, position: int | None, words: str | None
) -> None:
    if position is None:
        with pytest.raises(FormulaNamesUnknown):
            bind_formula(parse_formula(text), NAMES)
        return
    with pytest.raises(FormulaUnreadable) as refused:
        parse_formula(text)
    assert (refused.value.position, refused.value.words) == (position, words)
    assert refused.value.text == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1+" * 200 + "1", "long"),
        ("(" * 13 + "1" + ")" * 13, "deep"),
        ("-" * 20 + "1", "deep"),
        ("+".join("1" * 41), "many"),
        ("1" * 16, "long"),
    ],
)
def test_a_formula_has_a_size(text: str, reason: str) -> None:
    with pytest.raises(FormulaTooLarge) as refused:
        parse_formula(text)
    assert refused.value.reason == reason


def test_unknown_names_are_named_with_what_is_near() -> None:
    with pytest.raises(FormulaNamesUnknown) as refused:
        bind_formula(parse_formula("order / visitors + K9"), NAMES)
    assert refused.value.names == ("order", "visitors", "K9")
    assert refused.value.candidates == ("orders",)


def test_keys_may_change_and_the_formula_stays() -> None:
    bound = bind_formula(parse_formula("orders / visits - 1"), NAMES)
    assert inputs_of(bound) == (1, 2)
    assert render_formula(bound) == "K1 / K2 - 1"
    assert render_formula(named_formula(bound, {1: "sales"})) == "sales / K2 - 1"


def test_computed_kpis_come_after_what_they_read() -> None:
    formulas = {
        5: parse_formula("K7 + K1"),
        7: parse_formula("K8 / K2"),
        8: parse_formula("K1 - K2"),
    }
    assert reckoning_order(formulas) == (8, 7, 5)
    require_no_loop(9, parse_formula("K5 * 2"), formulas)
    with pytest.raises(FormulaLoop) as refused:
        require_no_loop(8, parse_formula("K5"), formulas)
    assert refused.value.path == (8, 5, 7, 8)
    with pytest.raises(FormulaLoop):
        require_no_loop(3, parse_formula("K3 + 1"), {})
    chain = {number: parse_formula(f"K{number + 1}") for number in range(1, 40)}
    with pytest.raises(FormulaTooLarge):
        reckoning_order(chain)


def test_each_period_is_reckoned_from_its_own_values() -> None:
    first = period_of(Cadence.WEEKLY, dt.date(2026, 6, 8))
    weeks = (first, first.shift(1), first.shift(2))
    values = {
        1: dict(zip(weeks, map(Decimal, (1, 2, 3)), strict=True)),
        2: dict(zip(weeks[:2], map(Decimal, (2, 0)), strict=True)),
    }
    assert reckon_periods(parse_formula("K1 / K2"), values, weeks) == {first: Decimal("0.5")}


LEAVES = st.one_of(
    st.builds(Number, st.decimals(0, 10**6, places=2), st.booleans()),
    st.builds(Ref, st.integers(1, 99)),
    st.builds(
        Name, st.sampled_from(["orders", "gross_churn", "注册数", "a%b", "2nd", "k3", "min"])
    ),
)
TREES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Negative, inner),
        st.builds(Pair, st.sampled_from(Operator), inner, inner),
        st.builds(lambda a, b: Call("max", (a, b)), inner, inner),
        st.builds(lambda a: Call("abs", (a,)), inner),
    ),
    max_leaves=8,
)


@given(TREES)
@settings(deadline=None)
def test_what_is_rendered_reads_as_the_same(node: Node) -> None:
    try:
        again = parse_formula(render_formula(node))
    except FormulaTooLarge:
        return
    assert again == node


@given(st.text(max_size=80))
def test_any_text_is_a_formula_or_a_refusal_that_keeps_it(text: str) -> None:
    node, kept = None, text
    try:
        node = parse_formula(text)
    except (FormulaUnreadable, FormulaTooLarge) as refused:
        kept = refused.text
    assert kept == text
    assert node is None or parse_formula(render_formula(node)) == node


@given(st.text("+-*/(). 0123456789%kmaxin,", max_size=40))
def test_any_signs_come_to_a_value_or_nothing(text: str) -> None:
    try:
        node = parse_formula(text)
        bound = bind_formula(node, {f"k{n}": n for n in range(10)})
    except (FormulaUnreadable, FormulaTooLarge, FormulaNamesUnknown):
        return
    assert parse_formula(render_formula(node)) == node
    reckon(bound, {n: Decimal(n) for n in range(10)})
