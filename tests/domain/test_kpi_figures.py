"""The pages' figures of KPIs and of flow, recomputed; the rules of flow as tables."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.flow import (
    Days,
    Moved,
    Span,
    Stage,
    Work,
    ageing,
    cycle_days,
    median_cycle,
    on_time,
    spans_of,
    stage_of,
    throughput,
    where_it_waits,
    workdays_between,
)
from domain.goals.values import Amount
from domain.kpis.combine import Reading, combined
from domain.kpis.formula import parse_formula
from domain.kpis.plans import Wanted, plan_definition
from domain.kpis.plausible import doubt_about, expected_next
from domain.kpis.reckoning import reckon
from domain.kpis.runs import chart_of, newest_signal
from domain.kpis.status import view_of
from domain.kpis.values import Combine, Limit, Sign
from domain.tasks import Status
from domain.workdays import WorkCalendar

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "kpi-figures.md"
WORK = WorkCalendar()
WEEK = Days(dt.date(2026, 6, 8), dt.date(2026, 6, 14))


def june(day: int) -> dt.date:
    return dt.date(2026, 6, day)


def at(day: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(2026, 6, day, hour, tzinfo=dt.UTC)


def written() -> dict[str, str]:
    page = PAGE.read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([^|`]+?) \| [^|]+ \| \*\*([^*|]+)\*\* \|$", page, re.MULTILINE))


# --- the example of a KPI -----------------------------------------------------------------------

SIGNUPS = plan_definition(
    "Signups",
    Wanted(
        target=Limit(Sign.AT_LEAST, Amount(Decimal(120))),
        red=Limit(Sign.BELOW, Amount(Decimal(100))),
        combine=Combine.SUM,
    ),
)
BEFORE = [Decimal(n) for n in (100, 104, 98, 102, 106, 110, 108, 112, 109, 114, 118, 116)]


def readings() -> list[Reading]:
    said = [("a", 30, None), ("b", 45, None), ("b", 45, None), ("c", 20, None), ("d", 35, "a")]
    return [
        Reading(key, june(8 + n), at(8 + n), Decimal(value), n, replaces=replaces)
        for n, (key, value, replaces) in enumerate(said)
    ]


def figures_of_signups() -> dict[str, str]:
    value = combined(readings(), Combine.SUM)
    assert value is not None
    view = view_of(SIGNUPS, [*BEFORE, value])
    expected, chart = expected_next(BEFORE), chart_of(BEFORE)
    assert view.change is not None
    assert view.change.share is not None
    assert expected is not None
    assert chart is not None
    off = abs(value - expected) / expected
    doubt = doubt_about(value, BEFORE)
    rate = reckon(parse_formula("K1 / K2 * 100"), {1: value, 2: Decimal(4000)})
    return {
        "value": str(value),
        "status": view.health.value,
        "change": f"{view.change.difference} {view.change.share:.1%}".replace("%", " %"),
        "4-period view": f"{view.short:.2f}",
        "13-period view": f"{view.long:.2f}",
        "spark-line": view.spark,
        "trend": f"{expected:.2f}",
        "off the trend": f"{off * 100:.1f} % {'unlikely' if doubt else 'likely'}",
        "mean of the chart": f"{chart.mean:.2f}",
        "moving range": f"{chart.moving_range:.3f}",
        "natural limits": f"{chart.low:.2f} to {chart.high:.2f}",
        "run rule": newest_signal([*BEFORE, value]) or "as usual",
        "conversion": f"{rate:.1f}",
    }


# --- the example of flow ------------------------------------------------------------------------

T1 = Work(1, june(1), june(3), june(9), june(10))
T2 = Work(2, june(4), None, june(12), june(11))
T3 = Work(3, june(8), june(10), june(10))
T4 = Work(
    4,
    dt.date(2026, 5, 28),
    due=june(9),
    spans=(
        Span(Stage.OPEN, dt.datetime(2026, 5, 28, 9, tzinfo=dt.UTC), at(8, 12)),
        Span(Stage.BLOCKED, at(8, 12)),
    ),
)
T5 = Work(5, june(11), due=june(19), spans=(Span(Stage.OPEN, at(11, 9)),))
T6 = Work(6, june(2), dropped=True)
ALL = (T1, T2, T3, T4, T5, T6)


def figures_of_the_week() -> dict[str, str]:
    kept = on_time(ALL, WEEK)
    ages = ageing(ALL, WEEK.last, WORK)
    waited = where_it_waits(ALL, at(8), at(15))
    hours = waited.hours
    return {
        "throughput": str(throughput(ALL, WEEK)),
        "cycle times": " ".join(str(cycle_days(work, WORK)) for work in (T1, T2, T3)),
        "median cycle time": str(median_cycle(ALL, WEEK, WORK)),
        "on time": f"{kept.kept} of {kept.promised} {(kept.share or 0) * 100:.0f} %",
        "open": str(ages.count),
        "age of T4": str(dict(ages.oldest)[4]),
        "median age": f"{ages.median_days:g}",
        "hours waited": f"open {hours[Stage.OPEN]:g} blocked {hours[Stage.BLOCKED]:g}",
        "waits most": waited.most or "",
    }


def test_the_examples_of_the_docs_are_what_the_rules_give() -> None:
    assert written() == figures_of_signups() | figures_of_the_week()


# --- flow ---------------------------------------------------------------------------------------


def test_nothing_done_has_no_cycle_and_no_share() -> None:
    assert throughput([], WEEK) == 0
    assert median_cycle([T4], WEEK, WORK) is None
    assert on_time([T3], WEEK).share is None
    assert ageing([], june(8), WORK).median_days is None
    waited = where_it_waits([T3], at(8), at(15))
    assert waited.most is None
    assert waited.share(Stage.OPEN) is None
    assert cycle_days(T6, WORK) is None


@pytest.mark.parametrize(
    ("work", "days"),
    [
        (Work(1, june(8), june(8), june(8)), 1),
        (Work(1, june(5), june(5), june(8)), 2),
        (Work(1, june(13), june(13), june(13)), 1),
        (Work(1, june(1), None, june(12)), 10),
        (Work(1, june(1), june(11), june(12)), 2),
        (Work(1, june(1)), None),
    ],
)
def test_a_cycle_counts_working_days(work: Work, days: int | None) -> None:
    assert cycle_days(work, WORK) == days


@pytest.mark.parametrize(
    ("work", "kept", "promised"),
    [
        (Work(1, june(1), done=june(9), due=june(9)), 1, 1),
        (Work(1, june(1), done=june(9), due=june(30)), 1, 1),
        (Work(1, june(1), done=june(10), due=june(9)), 0, 1),
        (Work(1, june(1), due=june(14)), 0, 1),
        (Work(1, june(1), done=june(20), due=june(9)), 0, 1),
        (Work(1, june(1), done=june(9), due=june(5)), 0, 0),
        (Work(1, june(1), due=june(15)), 0, 0),
        (Work(1, june(1), done=june(9)), 0, 0),
        (Work(1, june(1), due=june(9), dropped=True), 0, 0),
    ],
)
def test_a_promise_is_settled_once(work: Work, kept: int, promised: int) -> None:
    found = on_time([work], WEEK)
    assert (found.kept, found.promised) == (kept, promised)


DAYS = st.integers(0, 60).map(lambda n: dt.date(2026, 5, 1) + dt.timedelta(days=n))
WORKS = st.lists(
    st.builds(
        Work,
        st.integers(1, 99),
        DAYS,
        st.none(),
        st.none() | DAYS,
        st.none() | DAYS,
        st.booleans(),
    ),
    max_size=30,
)


@given(WORKS)
def test_weeks_add_up(works: list[Work]) -> None:
    first = dt.date(2026, 5, 1)
    weeks = [
        Days(first + dt.timedelta(days=7 * n), first + dt.timedelta(days=7 * n + 6))
        for n in range(9)
    ]
    whole = Days(weeks[0].first, weeks[-1].last)
    assert sum(throughput(works, week) for week in weeks) == throughput(works, whole)
    each = [on_time(works, week) for week in weeks]
    total = on_time(works, whole)
    assert sum(week.kept for week in each) == total.kept
    assert sum(week.promised for week in each) == total.promised
    assert 0 <= total.kept <= total.promised
    found = ageing(works, whole.last, WORK)
    assert found.count == sum(work.is_open for work in works)


def test_history_becomes_stages() -> None:
    moves = [
        Moved(at(1), Stage.OPEN),
        Moved(at(2), Stage.DOING),
        Moved(at(3), Stage.DOING),
        Moved(at(4), None),
        Moved(at(5), Stage.OPEN),
        Moved(at(5), Stage.BLOCKED),
    ]
    assert spans_of(moves) == (
        Span(Stage.OPEN, at(1), at(2)),
        Span(Stage.DOING, at(2), at(4)),
        Span(Stage.BLOCKED, at(5)),
    )
    waited = where_it_waits([Work(1, june(1), spans=spans_of(moves))], at(1), at(6))
    assert waited.hours[Stage.DOING] == 48
    assert waited.share(Stage.OPEN) == pytest.approx(0.25)
    assert stage_of(Status.DONE) is None
    assert stage_of(Status.BLOCKED) is Stage.BLOCKED
    assert workdays_between(WORK, june(9), june(8)) == 0
