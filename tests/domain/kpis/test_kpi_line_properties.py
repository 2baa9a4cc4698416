"""Any `/kpi` line: nothing typed is lost, what is written reads as the same, none takes long."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dates.values import Clock
from domain.errors import BadInput
from domain.goals.amounts import unit_of
from domain.goals.values import Amount
from domain.kpi_lines import render_kpi_line
from domain.kpi_lines import values as v
from domain.kpis.alerts import AlertKind
from domain.kpis.formula import parse_formula
from domain.kpis.periods import Cadence
from domain.kpis.phrases import PeriodPhrase, Week
from domain.kpis.values import Combine, Direction, Limit, Sign
from domain.people import ChannelRef, PersonRef
from domain.recurrence import OnWeekdays, Recurrence, Unit
from domain.verbs import DidYouMean, Help
from tests.domain.kpis.test_kpi_lines import K2, SIGNUPS, parse

PIECES = [
    *(
        "signups",
        "K2",
        "churn",
        "注册数",
        "1280",
        "+5",
        "-3%",
        "€5k",
        "W23",
        "for",
        "last week",
        "May",
    ),
    *("--", "\n", "new", '"Gross churn"', "%", "target", "<=3", "5..7", "red", "&gt;4", "weekly"),
    *("mon", "10:00", "@bo", "<@U1>", "#ops", "for G3", "formula:", "orders / visits", "(", "26w"),
    *(
        "alert",
        "below 1000",
        "2 periods",
        "to",
        "list",
        "off",
        "history",
        "title:",
        '"',
        "上周",
        "：",
    ),
    *("note:x", "daily", "sum", "budget", "key:x", "ask", "every mon", "!high", "+label", "unit:"),
]


def check(line: str) -> None:
    kept = line
    try:
        intent = parse(line)
    except BadInput as refused:
        kept = refused.text
    else:
        if not isinstance(intent, Help | DidYouMean | v.UnknownKey):
            assert parse(render_kpi_line(intent)) == intent
    assert kept == line


@pytest.mark.parametrize("seed", range(10))
def test_thousands_of_made_up_lines_lose_nothing(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(300):
        words = [chance.choice(PIECES) for _ in range(chance.randint(1, 9))]
        check(chance.choice((" ", " ", " ", "")).join(words))


@given(st.text(max_size=80), st.sampled_from(["", "signups ", "K2 ", "new ", "alert K2 ", "list "]))
@settings(deadline=None)
def test_any_text_is_understood_or_refused_and_kept(text: str, before: str) -> None:
    check(before + text)


@pytest.mark.parametrize(
    "piece",
    ["a ", '"a" ', "<@U1> ", "K2 ", "( ", "5 ", "formula: ", "target ", "W23 ", "上周", "1,"],
)
def test_endless_lines_are_read_or_refused_in_no_time(piece: str) -> None:
    for line in (
        piece * 1_500,
        f"K2 {piece * 1_500}x",
        f"new {piece * 900}",
        f"K2 1\n{piece * 900}",
    ):
        with suppress(BadInput):
            parse(line)


UNITS = st.sampled_from([None, *map(unit_of, ("%", "EUR", "h"))])
AMOUNTS = st.builds(Amount, st.decimals(-(10**6), 10**6, places=2), UNITS)
SIDES = st.sampled_from([Sign.AT_LEAST, Sign.AT_MOST, Sign.ABOVE, Sign.BELOW])
LIMITS = st.builds(Limit, SIDES | st.just(Sign.PLAIN), AMOUNTS) | st.builds(
    Limit, st.just(Sign.BETWEEN), AMOUNTS, AMOUNTS
)
PEOPLE = st.builds(PersonRef, slack_id=st.from_regex(r"U[A-Z0-9]{2,8}", fullmatch=True))
SPECS = st.builds(
    v.Spec,
    unit=st.none() | UNITS,
    direction=st.none() | st.sampled_from(Direction),
    target=st.none() | LIMITS,
    amber=st.none() | LIMITS,
    red=st.none() | LIMITS,
    cadence=st.none() | st.sampled_from(Cadence),
    combine=st.none() | st.sampled_from(Combine),
    ceiling=st.none() | AMOUNTS,
    formula=st.none()
    | st.sampled_from(["a / b", "K2 - 3%", "max(a, 注册数) * 2"]).map(parse_formula),
    ask=st.none()
    | st.builds(
        Recurrence,
        st.just(Unit.WEEK),
        on=st.builds(OnWeekdays, st.frozensets(st.integers(0, 6), min_size=1)),
        at=st.none() | st.builds(Clock, st.integers(0, 23), st.integers(0, 59)),
    ),
    owner=st.none() | PEOPLE,
    team=st.none() | st.builds(ChannelRef, slack_id=st.just("C1"), name=st.just("ops")),
    goals=st.lists(st.integers(1, 99), max_size=2, unique=True).map(tuple),
    key=st.none() | st.from_regex(r"[a-z]{1,6}", fullmatch=True),
)
WORDS = st.from_regex(r"[a-zé注册][a-zé&<>注册]{0,8}( [a-z0-9&注%]{1,9}){0,3}", fullmatch=True)


@given(WORDS, SPECS)
@settings(max_examples=150, deadline=None)
def test_new_kpis_are_written_and_read_as_the_same(name: str, spec: v.Spec) -> None:
    new = v.NewKpi(name, spec)
    assert parse(render_kpi_line(new)) == new


@given(
    st.sampled_from([SIGNUPS, K2]), AMOUNTS, st.none() | st.builds(Week, st.integers(1, 53)), WORDS
)
@settings(deadline=None)
def test_readings_are_written_and_read_as_the_same(
    kpi: v.KpiRef, value: Amount, period: PeriodPhrase | None, why: str
) -> None:
    record = v.Record(kpi, value, relative=False, period=period, why=why)
    assert parse(render_kpi_line(record)) == record


@given(
    st.sampled_from([SIGNUPS, K2]),
    st.builds(Limit, SIDES, AMOUNTS) | st.builds(Limit, st.just(Sign.BETWEEN), AMOUNTS, AMOUNTS),
    st.integers(1, 26),
)
@settings(deadline=None)
def test_alerts_are_written_and_read_as_the_same(kpi: v.KpiRef, limit: Limit, count: int) -> None:
    kind = AlertKind.STREAK if count > 1 else AlertKind.LIMIT
    alert = v.SetAlert(kpi, kind, limit, count, ChannelRef("C1", "leads"))
    assert parse(render_kpi_line(alert)) == alert
