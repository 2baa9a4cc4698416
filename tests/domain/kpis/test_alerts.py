"""Alerts: run rules against published charts, limits, streaks, silence; one episode, one post."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.goals.values import Amount
from domain.kpis.alerts import (
    STANDARD,
    AlertKind,
    Episode,
    Finding,
    Loop,
    Rule,
    Step,
    Value,
    episodes_of,
    look,
    loop_of,
    signal_of,
    step,
)
from domain.kpis.periods import Cadence, period_of
from domain.kpis.plans import Wanted, plan_definition
from domain.kpis.runs import BASELINE_MIN, Signal, chart_of, is_beyond, is_run, newest_signal
from domain.kpis.values import Bounds, Combine, Definition, Limit, Sign

LIMIT, STREAK, STALE, UNUSUAL = AlertKind
FIRES, BACK, UNKNOWN = Finding
FIRST = period_of(Cadence.WEEKLY, dt.date(2026, 1, 5))
CHURN_RED = Limit(Sign.ABOVE, Amount(Decimal(4)))
CHURN = plan_definition(
    "Churn", Wanted(target=Limit(Sign.AT_MOST, Amount(Decimal(3))), red=CHURN_RED)
)
NOTHING = plan_definition("Visits", Wanted())

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2 "Individuals Control Charts".
FLOW_RATE = "49.6 47.6 49.9 51.3 47.8 51.2 52.6 52.4 53.6 52.1"
# D. J. Wheeler, Understanding Variation: US trade deficits 1987 and 1988, billions of dollars,
# as reprinted in W. A. Taylor, Change-Point Analysis (variation.com/cpa/tech/changepoint.html).
DEFICITS = (
    "10.7 13.0 11.4 11.5 12.5 14.1 14.8 14.1 12.6 16.0 11.7 10.6 "
    "10.0 11.4 7.9 9.5 8.0 11.8 10.5 11.2 9.2 10.1 10.4 10.5"
)
# SAS/QC User's Guide, SHEWHART procedure, IRCHART statement: inner diameters of jet engines.
JETS = (
    "78.4 80.1 84.4 79.1 80.4 83.5 73.8 83.5 75.0 76.8 "
    "70.5 80.3 82.4 79.4 86.4 90.5 77.7 82.5 79.9 83.2"
)


def dec(text: str) -> list[Decimal | None]:
    return [None if word == "-" else Decimal(word) for word in text.split()]


def weeks(text: str) -> list[Value]:
    return [Value(FIRST.shift(at), value) for at, value in enumerate(dec(text))]


def after(values: list[Value]) -> dt.date:
    """The day on which all periods are over."""
    return values[-1].period.end + dt.timedelta(days=1)


# --- the individuals chart ----------------------------------------------------------------------


def test_the_limits_are_those_of_the_handbook_of_nist() -> None:
    chart = chart_of(dec(FLOW_RATE))
    assert chart is not None
    assert round(chart.mean, 2) == Decimal("50.81")
    assert round(chart.moving_range, 4) == Decimal("1.8778")
    assert (round(chart.high, 4), round(chart.low, 4)) == (Decimal("55.8041"), Decimal("45.8159"))
    # The handbook: "the process is in control, since none of the plotted points fall outside".
    assert not [value for value in dec(FLOW_RATE) if value and is_beyond(chart, value)]


def test_the_trade_deficits_of_1988_left_the_limits_of_1987() -> None:
    deficits = dec(DEFICITS)
    chart = chart_of(deficits[:12])
    assert chart is not None
    assert chart.mean == Decimal("12.75")
    assert round(chart.moving_range, 3) == Decimal("1.664")
    assert (round(chart.low, 2), round(chart.high, 2)) == (Decimal("8.33"), Decimal("17.17"))
    year = [value for value in deficits[12:] if value is not None]
    beyond = [value for value in year if is_beyond(chart, value)]
    assert beyond == [Decimal("7.9"), Decimal("8.0")]
    # "eight or more in a row on the same side": reached with August 1988.
    assert [is_run(chart, year[: at + 1]) for at in (6, 7)] == [None, Signal.RUN_LOW]


def test_the_chart_of_all_months_finds_the_one_that_taylor_found() -> None:
    """His chart of the 24 months has a single point outside: October 1987."""
    chart = chart_of(dec(DEFICITS))
    assert chart is not None
    beyond = [at for at, value in enumerate(dec(DEFICITS)) if value and is_beyond(chart, value)]
    assert beyond == [9]


def test_the_deficits_are_seen_as_they_come() -> None:
    deficits = dec(DEFICITS)
    signals = {at: newest_signal(deficits[: at + 1]) for at in range(len(deficits))}
    found = {at: signal for at, signal in signals.items() if signal is not None}
    # October 1987 against the nine months before it, March 1988, then the run of 1988.
    assert list(found)[:3] == [9, 14, 17]
    assert [found[at] for at in (9, 14, 17)] == [
        Signal.BEYOND_HIGH,
        Signal.BEYOND_LOW,
        Signal.RUN_LOW,
    ]


def test_the_jet_engines_are_as_usual() -> None:
    chart = chart_of(dec(JETS))
    assert chart is not None
    by_hand = sum(map(Decimal, JETS.split())) / 20
    assert chart.mean == by_hand
    assert not [value for value in dec(JETS) if value and is_beyond(chart, value)]


def test_there_is_no_range_across_a_missing_value() -> None:
    chart = chart_of(dec("1 2 - 9 10"))
    assert chart is not None
    assert chart.moving_range == 1
    assert chart_of(dec("1 - 2")) is None
    assert chart_of([]) is None


def test_nothing_is_unusual_without_a_history_or_a_change() -> None:
    assert newest_signal(dec("1 2 1 2 1 2 1 99")) is None
    assert newest_signal(dec("1 2 1 2 1 2 1 2 99")) is Signal.BEYOND_HIGH
    assert newest_signal(dec("1 2 1 2 1 2 1 2 -9")) is Signal.BEYOND_LOW
    assert newest_signal(dec("5 5 5 5 5 5 5 5 6")) is None
    assert newest_signal(dec("1 2 1 2 1 2 1 2 -")) is None
    assert newest_signal([]) is None
    run = "1 3 1 3 1 3 1 3 " + "2.1 2.2 2.1 2.2 2.1 2.2 2.1"
    assert newest_signal(dec(run)) is None
    assert newest_signal(dec(f"{run} 2.2")) is Signal.RUN_HIGH
    assert newest_signal(dec(f"{run} - 2.2")) is Signal.RUN_HIGH


@given(st.lists(st.none() | st.decimals(-(10**6), 10**6, places=2), max_size=60))
def test_a_signal_needs_a_baseline(values: list[Decimal | None]) -> None:
    signal = newest_signal(values)
    known = sum(value is not None for value in values)
    assert signal is None or known > BASELINE_MIN


# --- rules --------------------------------------------------------------------------------------

ROW_OF_2 = Rule(STREAK, periods=2)
BELOW_1000 = Rule(STREAK, Bounds(low=Decimal(1000)), 2)


@pytest.mark.parametrize(
    ("rule", "kpi", "values", "finding"),
    [
        (Rule(LIMIT), CHURN, "2 4", BACK),
        (Rule(LIMIT), CHURN, "2 4.1", FIRES),
        (Rule(LIMIT), CHURN, "5 -", UNKNOWN),
        (Rule(LIMIT), NOTHING, "5", BACK),
        (Rule(LIMIT, Bounds(high=Decimal(4))), NOTHING, "5", FIRES),
        (ROW_OF_2, CHURN, "2 3.5", UNKNOWN),
        (ROW_OF_2, CHURN, "3.5 3.5", FIRES),
        (ROW_OF_2, CHURN, "3.5 3", BACK),
        (ROW_OF_2, CHURN, "3.5 - 3.5", UNKNOWN),
        (BELOW_1000, NOTHING, "999 999", FIRES),
        (BELOW_1000, NOTHING, "999 1000", BACK),
        (Rule(STALE, periods=2), CHURN, "1 - -", FIRES),
        (Rule(STALE, periods=2), CHURN, "1 -", UNKNOWN),
        (Rule(STALE, periods=2), CHURN, "- - -", UNKNOWN),
        (Rule(STALE, periods=2), CHURN, "1 - - 2", BACK),
        (Rule(UNUSUAL), CHURN, "1 2 1 2 1 2 1 2 9", FIRES),
        (Rule(UNUSUAL), CHURN, "1 2 1 2 1 2 1 2 1", BACK),
    ],
)
def test_a_rule_fires_is_back_or_cannot_tell(
    rule: Rule, kpi: Definition, values: str, finding: Finding
) -> None:
    series = weeks(values)
    assert look(rule, kpi, series, after(series)) is finding


def test_a_sum_that_still_grows_is_judged_only_where_it_cannot_be_mended() -> None:
    spend = plan_definition("Spend", Wanted(ceiling=Amount(Decimal(100))))
    series = weeks("90 101")
    during = series[-1].period.start
    assert look(Rule(LIMIT), spend, series, during) is FIRES
    assert look(Rule(LIMIT), spend, weeks("90 50"), during) is UNKNOWN
    sales = plan_definition(
        "Sales", Wanted(target=Limit(Sign.AT_LEAST, Amount(Decimal(100))), combine=Combine.SUM)
    )
    assert look(Rule(LIMIT), sales, weeks("100 5"), during) is UNKNOWN
    assert look(Rule(LIMIT), sales, weeks("100 5"), after(series)) is FIRES
    assert look(Rule(UNUSUAL), sales, weeks("100 5"), during) is UNKNOWN
    assert look(Rule(LIMIT), sales, [], during) is UNKNOWN
    rate = plan_definition("Rate", Wanted(red=CHURN_RED, formula="K1 / K2"))
    assert look(Rule(LIMIT), rate, weeks("1 9"), during) is UNKNOWN
    assert look(Rule(LIMIT), rate, weeks("1 9"), after(series)) is FIRES


# --- one episode, one post ----------------------------------------------------------------------


def test_one_episode_posts_once_and_ends_with_the_first_value_that_is_back() -> None:
    values = weeks("2 5 6 - 5 3 5")
    episodes = episodes_of(Rule(LIMIT), CHURN, values, after(values))
    assert [(each.opened.label, each.closed and each.closed.label) for each in episodes] == [
        ("W3 2026", "W7 2026"),
        ("W8 2026", None),
    ]
    assert episodes[0].slot == "W3 2026"
    assert signal_of(values) is None


def test_a_value_corrected_to_and_fro_does_not_post_again() -> None:
    what, episode = step(None, FIRES, FIRST)
    assert what is Step.OPENS
    assert step(episode, FIRES, FIRST) == (Step.STAYS, episode)
    what, episode = step(episode, BACK, FIRST)
    assert what is Step.WITHDRAWN
    assert episode is not None
    assert episode.withdrawn
    assert step(episode, FIRES, FIRST) == (Step.NOTHING, episode)
    assert step(episode, FIRES, FIRST.next())[0] is Step.OPENS
    assert step(None, BACK, FIRST) == (Step.NOTHING, None)
    assert step(Episode(FIRST), UNKNOWN, FIRST.next())[0] is Step.STAYS


@given(
    st.lists(st.sampled_from([None, 1, 3, 3.5, 5]), max_size=40),
    st.sampled_from(STANDARD),
)
def test_episodes_never_overlap(figures: list[float | None], rule: Rule) -> None:
    values = [
        Value(FIRST.shift(at), None if each is None else Decimal(str(each)))
        for at, each in enumerate(figures)
    ]
    today = after(values) if values else FIRST.start
    episodes = episodes_of(rule, CHURN, values, today)
    for earlier, later in pairwise(episodes):
        assert earlier.closed is not None
        assert earlier.opened < earlier.closed <= later.opened
    assert len({each.slot for each in episodes}) == len(episodes)
    assert episodes == episodes_of(rule, CHURN, values, today)


@pytest.mark.parametrize(
    ("is_open", "tasks", "left", "loop"),
    [
        (True, 0, 0, Loop.UNANSWERED),
        (True, 1, 1, Loop.IN_WORK),
        (True, 2, 0, Loop.WAITING),
        (False, 1, 1, Loop.BACK_EARLY),
        (False, 1, 0, Loop.CLOSED),
        (False, 0, 0, Loop.CLOSED),
    ],
)
def test_the_loop_closes_when_the_task_is_done_and_the_number_is_back(
    is_open: bool, tasks: int, left: int, loop: Loop
) -> None:
    episode = Episode(FIRST, None if is_open else FIRST.next())
    assert loop_of(episode, tasks=tasks, open_tasks=left) is loop
