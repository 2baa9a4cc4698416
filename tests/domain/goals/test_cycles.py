"""Cycles: read in both languages, given dates, written back, and planned for a goal."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cycles import (
    LONGEST,
    Cycle,
    Length,
    Toward,
    cycle_around,
    default_cycle,
    parse_cycle,
    plan_cycle,
    plan_cycle_dates,
    render_cycle,
    resolve_cycle,
)
from domain.goal_errors import CycleRefused, DueOutsideCycle

TODAY = dt.date(2026, 5, 13)
DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2098, 12, 31))


def said(text: str, toward: Toward = Toward.AHEAD, today: dt.date = TODAY) -> str:
    phrase = parse_cycle(text)
    if phrase is None:
        return "-"
    cycle = resolve_cycle(phrase, today=today, toward=toward)
    return f"{cycle.start}..{cycle.end}"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Q3", "2026-07-01..2026-09-30"),
        ("q2", "2026-04-01..2026-06-30"),
        ("Q1", "2027-01-01..2027-03-31"),
        ("Q1 2026", "2026-01-01..2026-03-31"),
        ("2026 Q3", "2026-07-01..2026-09-30"),
        ("Q3'26", "2026-07-01..2026-09-30"),
        ("2026-Q3", "2026-07-01..2026-09-30"),
        ("H2", "2026-07-01..2026-12-31"),
        ("H1 2027", "2027-01-01..2027-06-30"),
        ("2026", "2026-01-01..2026-12-31"),
        ("FY2027", "2027-01-01..2027-12-31"),
        ("Sep", "2026-09-01..2026-09-30"),
        ("February 2028", "2028-02-01..2028-02-29"),
        ("2026-09", "2026-09-01..2026-09-30"),
        ("this quarter", "2026-04-01..2026-06-30"),
        ("next quarter", "2026-07-01..2026-09-30"),
        ("last year", "2025-01-01..2025-12-31"),
        ("1 Aug..15 Oct", "2026-08-01..2026-10-15"),
        ("from 1 Aug to 15 Oct", "2026-08-01..2026-10-15"),
        ("1 Apr - 30 Jun", "2026-04-01..2026-06-30"),
        ("15 Nov..15 Feb", "2026-11-15..2027-02-15"),
        ("2026-07-01..2026-09-15", "2026-07-01..2026-09-15"),
        ("三季度", "2026-07-01..2026-09-30"),
        ("2026年第3季度", "2026-07-01..2026-09-30"),
        ("下半年", "2026-07-01..2026-12-31"),
        ("9月份", "2026-09-01..2026-09-30"),
        ("2027年", "2027-01-01..2027-12-31"),
        ("下季度", "2026-07-01..2026-09-30"),
        ("今年", "2026-01-01..2026-12-31"),
        ("8月1日到10月15日", "2026-08-01..2026-10-15"),
        ("Q5", "-"),
        ("H3", "-"),
        ("13月", "-"),
        ("Q3 forecast", "-"),
        ("mon..fri", "-"),
        ("soon", "-"),
        ("", "-"),
    ],
)
def test_a_cycle_is_read(text: str, dates: str) -> None:
    assert said(text) == dates


@pytest.mark.parametrize(
    ("text", "toward", "start"),
    [
        ("Q1", Toward.AHEAD, "2027-01-01"),
        ("Q1", Toward.BACK, "2026-01-01"),
        ("Q1", Toward.NEAREST, "2026-01-01"),
        ("Q4", Toward.BACK, "2025-10-01"),
        ("Q4", Toward.AHEAD, "2026-10-01"),
        ("Q2", Toward.BACK, "2026-04-01"),
        ("Dec", Toward.NEAREST, "2025-12-01"),
    ],
)
def test_a_cycle_without_a_year_looks_where_it_is_used(
    text: str, toward: Toward, start: str
) -> None:
    assert said(text, toward).startswith(start)


@given(DAYS, st.sampled_from([length for length in Length if length is not Length.DATES]))
def test_a_calendar_cycle_is_written_and_read_as_the_same(day: dt.date, length: Length) -> None:
    cycle = cycle_around(day, length)
    assert cycle.contains(day)
    assert cycle.length is length
    phrase = parse_cycle(render_cycle(cycle))
    assert phrase is not None
    assert resolve_cycle(phrase, today=dt.date(2050, 1, 1)) == cycle


@given(DAYS, DAYS)
def test_any_two_dates_are_written_and_read_as_the_same(one: dt.date, other: dt.date) -> None:
    first, last = min(one, other), max(one, other)
    if (last - first).days > LONGEST:
        return
    cycle = plan_cycle_dates(first, last)
    phrase = parse_cycle(render_cycle(cycle))
    assert phrase is not None
    assert resolve_cycle(phrase, today=TODAY) == cycle


@given(DAYS, st.sampled_from(Length), st.integers(0, 400))
def test_the_next_cycle_begins_where_this_one_ends(day: dt.date, length: Length, days: int) -> None:
    cycle = (
        Cycle(day, day + dt.timedelta(days=days))
        if length is Length.DATES
        else cycle_around(day, length)
    )
    following = cycle.next()
    assert following.start == cycle.end + dt.timedelta(days=1)
    assert following.length is cycle.length or length is Length.DATES
    if cycle.length is not Length.DATES:
        assert following.previous() == cycle


def test_dates_that_end_with_a_quarter_are_followed_by_the_next_one() -> None:
    since_may = Cycle(TODAY, dt.date(2026, 9, 30))
    assert since_may.next() == Cycle(dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    any_dates = Cycle(dt.date(2026, 8, 1), dt.date(2026, 10, 15))
    assert any_dates.next() == Cycle(dt.date(2026, 10, 16), dt.date(2026, 12, 30))


def test_dates_said_for_a_goal_become_its_cycle() -> None:
    q2 = default_cycle(TODAY)
    q3 = q2.next()
    assert plan_cycle(None, None, TODAY) == q2
    assert plan_cycle(q3, None, TODAY) == q3
    assert plan_cycle(None, dt.date(2026, 6, 15), TODAY) == Cycle(q2.start, dt.date(2026, 6, 15))
    assert plan_cycle(None, dt.date(2026, 9, 30), TODAY) == Cycle(TODAY, dt.date(2026, 9, 30))
    assert plan_cycle(q3, dt.date(2026, 9, 1), TODAY) == Cycle(q3.start, dt.date(2026, 9, 1))
    with pytest.raises(DueOutsideCycle):
        plan_cycle(q3, dt.date(2026, 10, 1), TODAY)
    assert q3.holds(plan_cycle(None, dt.date(2026, 9, 30), TODAY))


def test_a_backward_or_endless_cycle_is_refused() -> None:
    with pytest.raises(CycleRefused) as refused:
        plan_cycle_dates(dt.date(2026, 7, 1), dt.date(2026, 6, 30))
    assert refused.value.reason == "backwards"
    with pytest.raises(CycleRefused):
        plan_cycle_dates(dt.date(2026, 7, 1), dt.date(2062, 7, 1))
