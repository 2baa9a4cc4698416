"""Pace, forecast, suggested status, roll-up, score: the page of the docs, recomputed by hand."""

from __future__ import annotations

import datetime as dt
import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cycles import Cycle, cycle_around
from domain.errors import NotAllowed
from domain.forecast import Forecast, forecast_of, landing_share, quantile
from domain.goal_errors import GoalClosed, GoalLoop, NoSuchGoalStep, ScoreOutOfRange, TreeTooDeep
from domain.goals.closing import (
    CarryOver,
    grade_of,
    parse_score,
    plan_carry_over,
    plan_score,
    score_of,
)
from domain.goals.measures import Progress, metric_progress, plan_milestones, tick
from domain.goals.pace import expected_share, expected_value, pace_line, workdays_in
from domain.goals.rollup import Child, bottom_up, draw_tree, plan_parent, roll_up
from domain.goals.status import (
    Basis,
    GoalAction,
    is_stale,
    may,
    missed_check_ins,
    plan_status,
    require,
    require_open,
    shown_status,
    suggest_status,
)
from domain.goals.values import Direction, GoalStatus, LinkedKpi, Metric, Point, YesNo
from domain.tasks import Standing
from domain.workdays import WorkCalendar

GREEN, AMBER, RED, DONE, DROPPED = GoalStatus
EVERY_WEEK = WorkCalendar()
Q3 = cycle_around(dt.date(2026, 8, 1))
NPS = Metric(Decimal(31), Decimal(45))
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "goal-figures.md"


def aug(day: int) -> dt.date:
    return dt.date(2026, 8, day)


# --- the worked example of the docs -------------------------------------------------------------

HISTORY = [
    Point(dt.date(2026, 7, 13), 32),
    Point(dt.date(2026, 7, 20), 33),
    Point(dt.date(2026, 7, 27), 37),
    Point(dt.date(2026, 8, 3), 35),
]


def figures_of_the_example() -> dict[str, str]:
    today = dt.date(2026, 8, 3)
    expected = expected_share(Q3, today, EVERY_WEEK)
    forecast = forecast_of(HISTORY, Q3, EVERY_WEEK)
    progress = metric_progress(NPS, 35)
    assert forecast is not None
    assert progress.raw is not None
    landing = landing_share(NPS, forecast)
    suggestion = suggest_status(progress=progress.raw, expected=expected, landing=landing)
    assert landing is not None
    assert suggestion is not None
    rolled = roll_up([Child(progress.raw, AMBER, 2), Child(1.2, GREEN), Child(None, GREEN)])
    assert rolled.progress is not None
    assert rolled.status is not None
    return {
        "working days of the cycle": str(workdays_in(EVERY_WEEK, Q3.start, Q3.end)),
        "working days over": str(workdays_in(EVERY_WEEK, Q3.start, today)),
        "pace": f"{expected:.3f}",
        "expected value": f"{expected_value(NPS, expected):.1f}",
        "progress": f"{progress.raw:.3f}",
        "slope": f"{forecast.slope:.3f}",
        "landing": f"{forecast.low:.2f} / {forecast.likely:.2f} / {forecast.high:.2f}",
        "landing share": f"{landing:.2f}",
        "suggested": suggestion.status.value,
        "roll-up": f"{rolled.progress:.2f} {rolled.status.value}",
        "score": str(score_of(metric_progress(NPS, 42), GREEN)),
    }


def test_the_example_of_the_docs_is_what_the_rules_give() -> None:
    page = PAGE.read_text(encoding="utf-8")
    written = dict(
        re.findall(r"^\| ([^|`]+?) \| [^|]+ \| \*\*([^*|]+)\*\* \|$", page, re.MULTILINE)
    )
    assert written == figures_of_the_example()


def test_the_example_holds_by_hand() -> None:
    # July has 23 working days, August 21, September 22; 3 Aug is the 24th.
    assert workdays_in(EVERY_WEEK, Q3.start, Q3.end) == 23 + 21 + 22
    # days 9, 14, 19, 24: slopes 1/5, 5/10, 3/15, 4/5, 2/10, -2/5, their median 1/5
    found = forecast_of(HISTORY, Q3, EVERY_WEEK)
    assert found is not None
    assert found.slope == pytest.approx(0.2)
    # heights v - 0.2 x day: 30.2, 30.2, 33.2, 30.2, their median 30.2; on day 66: 43.4
    assert found.likely == pytest.approx(30.2 + 0.2 * 66)
    # sorted slopes -.4 .2 .2 .2 .5 .8, quartiles at 1.25 and 3.75: .2 and .425
    assert found.low == pytest.approx(30.2 + 0.2 * 24 + 0.2 * 42)
    assert found.high == pytest.approx(30.2 + 0.2 * 24 + 0.425 * 42)


# --- pace ---------------------------------------------------------------------------------------


def test_pace_goes_by_working_days() -> None:
    assert expected_share(Q3, dt.date(2026, 6, 30), EVERY_WEEK) == 0
    assert expected_share(Q3, dt.date(2026, 7, 1), EVERY_WEEK) == pytest.approx(1 / 66)
    friday, sunday = (expected_share(Q3, aug(day), EVERY_WEEK) for day in (7, 9))
    assert friday == sunday
    assert expected_share(Q3, Q3.end, EVERY_WEEK) == 1
    assert expected_share(Q3, dt.date(2027, 1, 1), EVERY_WEEK) == 1


def test_a_cycle_without_working_days_counts_all_days() -> None:
    weekend = Cycle(aug(8), aug(9))
    assert expected_share(weekend, aug(8), EVERY_WEEK) == 0.5
    assert expected_share(weekend, aug(9), EVERY_WEEK) == 1


@given(st.dates(dt.date(2026, 6, 1), dt.date(2026, 11, 1)))
def test_pace_never_goes_back(day: dt.date) -> None:
    before, after = (
        expected_share(Q3, day + dt.timedelta(days=step), EVERY_WEEK) for step in (0, 1)
    )
    assert 0 <= before <= after <= 1


def test_the_pace_line_of_a_chart_runs_from_start_to_target() -> None:
    line = pace_line(NPS, Q3, EVERY_WEEK, (dt.date(2026, 6, 30), Q3.end))
    assert [value for _, value in line] == [31, 45]
    unknown = Metric(None, Decimal(45))
    assert pace_line(unknown, Q3, EVERY_WEEK, (Q3.end,)) == ()


# --- forecast -----------------------------------------------------------------------------------


def test_two_points_make_no_forecast() -> None:
    assert forecast_of(HISTORY[:2], Q3, EVERY_WEEK) is None
    same_day = [Point(aug(3), value) for value in (1, 2, 3, 4)]
    assert forecast_of([*HISTORY[:1], *same_day], Q3, EVERY_WEEK) is None
    before = [Point(dt.date(2026, 6, day), day) for day in (1, 8, 15)]
    assert forecast_of(before, Q3, EVERY_WEEK) is None


def test_one_odd_reading_does_not_turn_the_line() -> None:
    days = [dt.date(2026, 7, 6) + dt.timedelta(weeks=week) for week in range(7)]
    points = [Point(day, 31 + week) for week, day in enumerate(days)]
    straight = forecast_of(points, Q3, EVERY_WEEK)
    points[3] = Point(days[3], 900)
    bent = forecast_of(points, Q3, EVERY_WEEK)
    assert straight is not None
    assert bent is not None
    assert bent.slope == pytest.approx(straight.slope, rel=0.05)
    assert bent.likely == pytest.approx(straight.likely, rel=0.05)


@given(st.lists(st.tuples(st.integers(0, 91), st.floats(-1e6, 1e6)), max_size=30))
def test_a_landing_lies_in_its_range_whatever_the_order(pairs: list[tuple[int, float]]) -> None:
    days = {day: Point(Q3.start + dt.timedelta(days=day), value) for day, value in pairs}
    points = list(days.values())
    found = forecast_of(points, Q3, EVERY_WEEK)
    random.Random(1).shuffle(points)
    again = forecast_of(points, Q3, EVERY_WEEK)
    assert (found is None) == (again is None)
    if found is not None:
        assert found.low <= found.likely + 1e-6
        assert found.likely <= found.high + 1e-6
        assert 3 <= found.points <= 12


def test_worst_and_best_know_the_direction() -> None:
    found = Forecast(1, 2, 3, 0.1, 4)
    assert (found.worst(Direction.UP), found.best(Direction.UP)) == (1, 3)
    assert (found.worst(Direction.DOWN), found.best(Direction.DOWN)) == (3, 1)
    assert landing_share(Metric(None, Decimal(45)), found) is None
    assert quantile([1, 2, 3, 4], 0.5) == 2.5


# --- suggested status ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "expected", "landing", "over", "said"),
    [
        (1.0, 0.2, None, False, (GREEN, Basis.REACHED)),
        (1.3, 1.0, 0.2, True, (GREEN, Basis.REACHED)),
        (0.45, 0.5, None, False, (GREEN, Basis.PACE)),
        (0.36, 0.5, None, False, (AMBER, Basis.PACE)),
        (0.3, 0.5, None, False, (RED, Basis.PACE)),
        (-0.1, 0.5, None, False, (RED, Basis.PACE)),
        (0.3, 0.5, 0.75, False, (AMBER, Basis.FORECAST)),
        (0.45, 0.5, 0.6, False, (RED, Basis.FORECAST)),
        (0.4, 0.5, 0.95, False, (GREEN, Basis.FORECAST)),
        (0.3, 0.5, 1.2, False, (AMBER, Basis.BEHIND_PACE)),
        (0.0, 0.05, None, False, (None, None)),
        (None, 0.9, None, False, (None, None)),
        (0.95, 1.0, 0.1, True, (GREEN, Basis.OVER)),
        (0.8, 1.0, None, True, (AMBER, Basis.OVER)),
        (None, 1.0, None, True, (RED, Basis.OVER)),
        (0.0, 0.0, None, False, (None, None)),
        (0.63, 0.7, None, False, (GREEN, Basis.PACE)),
    ],
)
def test_the_figures_suggest_a_status(
    progress: float | None,
    expected: float,
    landing: float | None,
    over: bool,
    said: tuple[GoalStatus | None, Basis | None],
) -> None:
    found = suggest_status(progress=progress, expected=expected, landing=landing, over=over)
    assert (found.status if found else None, found.basis if found else None) == said


def test_the_owners_word_wins_and_is_shown_as_such() -> None:
    red = suggest_status(progress=0.1, expected=0.5)
    shown = shown_status(GREEN, AMBER, red)
    assert (shown.status, shown.by_owner, shown.suggested) == (AMBER, True, RED)
    assert shown_status(GREEN, RED, red).suggested is None
    assert shown_status(GREEN, None, red).status is RED
    assert shown_status(GREEN, None, None).status is GREEN
    assert shown_status(DONE, RED, red).status is DONE


@pytest.mark.parametrize(
    ("days", "cadence", "missed", "stale"),
    [(6, 1, 0, False), (7, 1, 1, False), (14, 1, 2, True), (27, 2, 1, False), (56, 4, 2, True)],
)
def test_silence_makes_a_goal_stale(days: int, cadence: int, missed: int, stale: bool) -> None:
    today = aug(1) + dt.timedelta(days=days)
    assert missed_check_ins(aug(1), None, today, cadence) == missed
    assert is_stale(dt.date(2026, 7, 1), aug(1), today, cadence) is stale


# --- steps, rights ------------------------------------------------------------------------------


@pytest.mark.parametrize("before", GoalStatus)
@pytest.mark.parametrize("after", GoalStatus)
def test_every_step_exists_or_is_refused(before: GoalStatus, after: GoalStatus) -> None:
    closed = {DONE, DROPPED}
    if before == after or before not in closed or after not in closed:
        assert plan_status(before, after) is after
    else:
        with pytest.raises(NoSuchGoalStep):
            plan_status(before, after, 3)


def test_a_closed_goal_stands() -> None:
    for action in (GoalAction.CHECK_IN, GoalAction.EDIT, GoalAction.DROP, GoalAction.CLOSE):
        require_open(action, GREEN)
        with pytest.raises(GoalClosed):
            require_open(action, DONE, 3)
    for action in (GoalAction.REOPEN, GoalAction.SCORE, GoalAction.LINK):
        require_open(action, DROPPED)


def test_the_owners_word_is_the_owners() -> None:
    assert may(GoalAction.CHECK_IN, Standing(owner=True))
    assert may(GoalAction.EDIT, Standing(lead=True))
    assert not may(GoalAction.CHECK_IN, Standing(watcher=True))
    assert may(GoalAction.LINK, Standing(watcher=True))
    assert not may(GoalAction.EDIT, Standing(member=True))
    assert may(GoalAction.CHECK_IN, Standing(member=True, unassigned=True))
    with pytest.raises(NotAllowed):
        require(GoalAction.DROP, Standing(watcher=True), 3)


# --- trees --------------------------------------------------------------------------------------


def test_a_parent_shows_the_weighted_mean_and_the_worst() -> None:
    rolled = roll_up([Child(0.5, GREEN, 3), Child(1.4, DONE), Child(-1, RED), Child(0.9, DROPPED)])
    assert rolled.progress == pytest.approx((3 * 0.5 + 1 + 0) / 5)
    assert (rolled.status, rolled.counted, rolled.children) == (RED, 3, 3)
    assert roll_up([]).progress is None
    assert roll_up([Child(None, AMBER)]).status is AMBER
    assert roll_up([Child(1, DONE), Child(0.2, GREEN)]).status is GREEN


def test_nobody_is_their_own_ancestor() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: None}
    assert plan_parent(4, 3, parents) == 3
    with pytest.raises(GoalLoop) as refused:
        plan_parent(1, 3, parents)
    assert refused.value.path == (3, 2, 1)
    with pytest.raises(GoalLoop):
        plan_parent(4, 4, parents)


def test_a_tree_is_not_too_deep() -> None:
    chain: dict[int, int | None] = {number: number - 1 or None for number in range(1, 6)}
    chain |= {10: None, 11: 10}
    assert plan_parent(20, 5, chain) == 5
    with pytest.raises(TreeTooDeep):
        plan_parent(10, 5, chain)


@given(st.dictionaries(st.integers(1, 12), st.integers(1, 12) | st.none(), max_size=12))
def test_any_tree_is_drawn_once_even_with_an_old_loop(parents: dict[int, int | None]) -> None:
    rows = [branch.number for branch in draw_tree(parents)]
    assert len(rows) == len(set(rows))
    assert set(rows) <= set(parents)
    order = bottom_up(parents)
    for number in order:
        above = parents[number]
        assert above not in order or order.index(number) < order.index(above)


def test_a_tree_is_drawn_in_the_order_asked() -> None:
    rows = draw_tree({1: None, 2: 1, 3: 1, 4: 3, 5: 9}, order=(3,))
    assert [(row.number, row.level) for row in rows] == [(1, 0), (3, 1), (4, 2), (2, 1), (5, 0)]
    assert [row.last[-1] for row in rows] == [False, False, True, True, True]
    assert [row.number for row in draw_tree({1: None, 2: 1, 3: 1, 4: 3}, root=3)] == [3, 4]


# --- closing ------------------------------------------------------------------------------------


def test_a_goal_is_scored_at_the_end() -> None:
    assert score_of(Progress(0.786), GREEN) == Decimal("0.79")
    assert score_of(Progress(1.5), GREEN) == 1
    assert score_of(Progress(-1), RED) == 0
    assert score_of(Progress(None), RED) == 0
    assert score_of(Progress(None), DONE) == 1
    assert score_of(Progress(0.5), DROPPED) is None
    assert [grade_of(Decimal(text)) for text in ("0.7", "0.69", "0.4", "0.39")] == [
        GREEN,
        AMBER,
        AMBER,
        RED,
    ]


@pytest.mark.parametrize(
    ("text", "score"),
    [("0.7", "0.7"), (".7", "0.7"), ("1", "1"), ("0", "0"), ("70%", "0.7"), ("100 %", "1")],
)
def test_a_score_is_read(text: str, score: str) -> None:
    assert parse_score(text) == Decimal(score)


@pytest.mark.parametrize("text", ["", "1.1", "7", "120%", "-0.5", "good"])
def test_what_is_no_score_is_none(text: str) -> None:
    assert parse_score(text) is None


def test_a_score_out_of_range_is_refused() -> None:
    assert plan_score(Decimal("0.666")) == Decimal("0.67")
    with pytest.raises(ScoreOutOfRange):
        plan_score(Decimal("1.01"))


def test_what_is_left_goes_on_in_the_next_cycle() -> None:
    carried = plan_carry_over(NPS, value=Decimal("39.50"), status=AMBER, cycle=Q3)
    assert carried == CarryOver(Q3.next(), Metric(Decimal("39.5"), Decimal(45)))
    assert plan_carry_over(NPS, value=Decimal(45), status=GREEN, cycle=Q3) is None
    assert plan_carry_over(NPS, value=None, status=DROPPED, cycle=Q3) is None
    assert plan_carry_over(NPS, value=None, status=RED, cycle=Q3) == CarryOver(Q3.next(), NPS)
    assert plan_carry_over(YesNo(), value=None, status=RED, cycle=Q3) is not None
    steps = tick(plan_milestones(("a", "b")), (1,), aug(1))
    left = plan_carry_over(steps, value=None, status=RED, cycle=Q3)
    assert left is not None
    assert left.measure == plan_milestones(("b",))
    assert plan_carry_over(tick(steps, (2,), aug(2)), value=None, status=GREEN, cycle=Q3) is None
    kpi = plan_carry_over(LinkedKpi(2, NPS), value=Decimal(40), status=RED, cycle=Q3)
    assert kpi is not None
    assert kpi.measure == LinkedKpi(2, Metric(Decimal(40), Decimal(45)))
