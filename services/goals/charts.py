"""What the chart of a goal is made of, as one person may see it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.goals.pace import expected_share, pace_line
from domain.goals.values import PERCENT, Metric, Milestones, Unit
from services.goals.figures import GoalFigures, figures_of, points_of
from storage import goals as store
from storage.goals import GoalFacts
from storage.visibility import Audience

Dated = tuple[dt.date, float]
PACE_DAYS = 60
"""Points of the pace line: it stands still on days off, so its ends are not enough."""


@dataclass(frozen=True, slots=True)
class GoalLine:
    """`points` begin with the start if it is known; `landing` is (low, likely, high) on the last
    day of the cycle. Goals without figures are drawn in percent."""

    facts: GoalFacts
    points: tuple[Dated, ...]
    pace: tuple[Dated, ...]
    landing: tuple[float, float, float] | None
    today: dt.date
    end: dt.date
    unit: Unit


def line_of_goal(
    session: Session, workspace_id: int, goal_id: int, audience: Audience, now: dt.datetime
) -> GoalLine | None:
    """The line of a goal, None if this audience may not see it (any more)."""
    facts = store.goal_facts_by_id(session, workspace_id, [goal_id]).get(goal_id)
    if facts is None:
        return None
    goal = store.find_goal(session, workspace_id, facts.goal.number, audience)
    if goal is None:
        return None
    figures = figures_of(session, workspace_id, [goal], audience, now)[goal_id]
    metric = figures.metric
    points, pace = _metric(figures, metric, facts) if metric else _share(figures)
    seen = figures.forecast
    return GoalLine(
        facts=facts,
        points=points,
        pace=pace,
        landing=(seen.low, seen.likely, seen.high) if seen else None,
        today=figures.today,
        end=figures.cycle.end,
        unit=metric.unit if metric else PERCENT,
    )


def _metric(
    figures: GoalFigures, metric: Metric, facts: GoalFacts
) -> tuple[tuple[Dated, ...], tuple[Dated, ...]]:
    said = points_of(figures.check_ins, ZoneInfo(facts.team_zone))
    points = tuple((point.day, point.value) for point in said)
    start = figures.cycle.start
    if metric.start is not None and (not points or points[0][0] > start):
        points = ((start, float(metric.start)), *points)
    return points, pace_line(metric, figures.cycle, figures.calendar, tuple(_days(figures)))


def _share(figures: GoalFigures) -> tuple[tuple[Dated, ...], tuple[Dated, ...]]:
    """Progress in percent, milestone by milestone or as a whole."""
    start, today = figures.cycle.start, figures.today
    steps = figures.measure.steps if isinstance(figures.measure, Milestones) else ()
    ticked = sorted(step.done_on for step in steps if step.done_on is not None)
    points = [(start, 0.0)]
    points += [(day, 100.0 * (n + 1) / len(steps)) for n, day in enumerate(ticked)]
    if figures.progress.raw is not None and today >= start:
        points.append((min(today, figures.cycle.end), 100.0 * figures.progress.raw))
    cycle, calendar = figures.cycle, figures.calendar
    pace = ((day, 100.0 * expected_share(cycle, day, calendar)) for day in _days(figures))
    return tuple(points), tuple(pace)


def _days(figures: GoalFigures) -> Iterator[dt.date]:
    start, end = figures.cycle.start, figures.cycle.end
    step = max(1, -(-(end - start).days // PACE_DAYS))
    for n in range(0, (end - start).days, step):
        yield start + dt.timedelta(n)
    yield end
