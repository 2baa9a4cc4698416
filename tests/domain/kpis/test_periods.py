"""Days, ISO weeks, months: which one a date is in, what people call it, and its instants."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates.values import CalendarDate, DaysAhead, SlashDate, Weekday
from domain.kpi_errors import NoSuchPeriod, PeriodAhead, PeriodUnfit
from domain.kpis import phrases as p
from domain.kpis.periods import (
    Cadence,
    Period,
    last_finished,
    period_at,
    period_of,
    periods_back,
    periods_between,
)
from domain.kpis.phrases import parse_period, render_period, resolve_period

DAILY, WEEKLY, MONTHLY = Cadence
TODAY = dt.date(2026, 6, 10)
"""A Wednesday in W24."""
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "cadence", "label", "end"),
    [
        ((2026, 6, 10), DAILY, "2026-06-10", (2026, 6, 10)),
        ((2026, 6, 10), WEEKLY, "W24 2026", (2026, 6, 14)),
        ((2026, 6, 10), MONTHLY, "2026-06", (2026, 6, 30)),
        ((2026, 1, 1), WEEKLY, "W1 2026", (2026, 1, 4)),
        ((2027, 1, 1), WEEKLY, "W53 2026", (2027, 1, 3)),
        ((2024, 12, 30), WEEKLY, "W1 2025", (2025, 1, 5)),
        ((2024, 2, 1), MONTHLY, "2024-02", (2024, 2, 29)),
    ],
)
def test_a_date_is_in_one_period_with_a_name(
    day: tuple[int, int, int], cadence: Cadence, label: str, end: tuple[int, int, int]
) -> None:
    period = period_of(cadence, dt.date(*day))
    assert (period.label, period.end) == (label, dt.date(*end))


@given(DAYS, st.sampled_from(Cadence), st.integers(-60, 60))
def test_periods_follow_one_another_without_gap(day: dt.date, cadence: Cadence, by: int) -> None:
    period = period_of(cadence, day)
    assert period.contains(day)
    assert period.contains(period.end)
    assert period.next().start == period.end + dt.timedelta(days=1)
    assert period.next().previous() == period
    assert period.shift(by).since(period) == by
    assert not period.next().contains(day)
    phrase = parse_period(period.label)
    assert phrase is not None
    assert resolve_period(phrase, cadence, today=dt.date(2095, 1, 1)) == period


def test_an_instant_is_in_the_period_of_the_teams_zone() -> None:
    sunday = dt.datetime(2026, 6, 14, 20, tzinfo=dt.UTC)
    assert period_at(WEEKLY, sunday, ZoneInfo("America/New_York")).label == "W24 2026"
    assert period_at(WEEKLY, sunday, ZoneInfo("Asia/Shanghai")).label == "W25 2026"


def test_a_week_of_a_clock_change_has_an_hour_less() -> None:
    week = period_of(WEEKLY, dt.date(2026, 3, 8))
    zone = ZoneInfo("America/New_York")
    assert week.ends_at(zone) - week.begins_at(zone) == dt.timedelta(days=7, hours=-1)
    apia = period_of(DAILY, dt.date(2011, 12, 30))
    assert apia.begins_at(ZoneInfo("Pacific/Apia")) <= apia.ends_at(ZoneInfo("Pacific/Apia"))


def test_a_period_is_unfinished_up_to_its_last_day() -> None:
    week = period_of(WEEKLY, TODAY)
    assert week.is_unfinished(dt.date(2026, 6, 14))
    assert not week.is_unfinished(dt.date(2026, 6, 15))
    assert last_finished(WEEKLY, TODAY).label == "W23 2026"
    assert [each.label for each in periods_back(week, 3)] == ["W22 2026", "W23 2026", "W24 2026"]
    assert periods_between(week.shift(-2), week) == periods_back(week, 3)
    assert periods_between(week, week.previous()) == ()
    with pytest.raises(ValueError, match="first day"):
        Period(TODAY, WEEKLY)


@pytest.mark.parametrize(
    ("typed", "cadence", "label"),
    [
        ("W23", WEEKLY, "W23 2026"),
        ("w50", WEEKLY, "W50 2025"),
        ("W53", WEEKLY, "W53 2020"),
        ("W23 2025", WEEKLY, "W23 2025"),
        ("2025-W23", WEEKLY, "W23 2025"),
        ("week 23", WEEKLY, "W23 2026"),
        ("第23周", WEEKLY, "W23 2026"),
        ("last week", WEEKLY, "W23 2026"),
        ("上周", WEEKLY, "W23 2026"),
        ("上上周", WEEKLY, "W22 2026"),
        ("本周", WEEKLY, "W24 2026"),
        ("2026-06-03", WEEKLY, "W23 2026"),
        ("fri", WEEKLY, "W23 2026"),
        ("mon", WEEKLY, "W24 2026"),
        ("yesterday", WEEKLY, "W24 2026"),
        ("May", MONTHLY, "2026-05"),
        ("Sep", MONTHLY, "2025-09"),
        ("2026-05", MONTHLY, "2026-05"),
        ("5月", MONTHLY, "2026-05"),
        ("本月", MONTHLY, "2026-06"),
        ("上个月", MONTHLY, "2026-05"),
        ("12 May", MONTHLY, "2026-05"),
        ("12 May", DAILY, "2026-05-12"),
        ("5/12", DAILY, "2026-05-12"),
        ("12 Dec", DAILY, "2025-12-12"),
        ("last mon", DAILY, "2026-06-01"),
        ("昨天", DAILY, "2026-06-09"),
        ("last period", MONTHLY, "2026-05"),
    ],
)
def test_people_name_periods_of_the_past(typed: str, cadence: Cadence, label: str) -> None:
    phrase = parse_period(typed)
    assert phrase is not None
    assert resolve_period(phrase, cadence, today=TODAY).label == label


def test_no_period_said_is_the_current_one() -> None:
    assert resolve_period(None, WEEKLY, today=TODAY).label == "W24 2026"


@pytest.mark.parametrize(
    ("typed", "cadence", "refusal"),
    [
        ("May", WEEKLY, PeriodUnfit),
        ("W23", MONTHLY, PeriodUnfit),
        ("last week", DAILY, PeriodUnfit),
        ("next week", WEEKLY, PeriodAhead),
        ("tomorrow", DAILY, PeriodAhead),
        ("2026-07", MONTHLY, PeriodAhead),
        ("W53 2025", WEEKLY, NoSuchPeriod),
        ("2026-02-30", DAILY, NoSuchPeriod),
        ("30 Feb", DAILY, NoSuchPeriod),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    typed: str, cadence: Cadence, refusal: type[Exception]
) -> None:
    phrase = parse_period(typed)
    assert phrase is not None
    with pytest.raises(refusal):
        resolve_period(phrase, cadence, today=TODAY, text=typed)


@pytest.mark.parametrize("typed", ["", "soon", "W99", "W0", "2026", "13月", "fri 5pm", "x" * 99])
def test_what_is_no_period_is_none(typed: str) -> None:
    assert parse_period(typed) is None


YEARS = st.none() | st.integers(2000, 2099)
PHRASES = st.one_of(
    st.builds(p.Week, st.integers(1, 53), YEARS),
    st.builds(p.Month, st.integers(1, 12), YEARS),
    st.builds(p.Beside, st.sampled_from([WEEKLY, MONTHLY]), st.integers(-2, 1)),
    st.builds(p.Current, st.sampled_from([0, -1])),
    st.builds(p.OnDay, st.builds(DaysAhead, st.integers(-2, 1))),
    st.builds(p.OnDay, st.builds(Weekday, st.integers(0, 6), st.sampled_from([None, -1, 0, 1]))),
    st.builds(p.OnDay, st.builds(SlashDate, st.integers(1, 12), st.integers(1, 12))),
    st.builds(p.OnDay, st.builds(CalendarDate, st.integers(1, 12), st.integers(1, 28), YEARS)),
)


@given(PHRASES)
def test_what_is_rendered_reads_as_the_same(phrase: p.PeriodPhrase) -> None:
    assert parse_period(render_period(phrase)) == phrase


@given(st.text(max_size=40))
def test_any_text_is_a_period_or_none(text: str) -> None:
    parse_period(text)
