"""Where a figure will land if it goes on as it did: a robust line through the check-ins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from domain.cycles import Cycle
from domain.goals.measures import metric_progress
from domain.goals.pace import day_number
from domain.goals.values import Direction, Metric, Point
from domain.workdays import WorkCalendar

POINTS_MIN = 3
"""Two points always lie on a line: only the third can contradict."""
POINTS_MAX = 12
"""A quarter of weekly check-ins; what is older says little about how it goes now."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The figure expected on the last day: `low` <= `likely` <= `high`, from `points` check-ins."""

    low: float
    likely: float
    high: float
    slope: float
    """Change per working day."""
    points: int

    def worst(self, direction: Direction) -> float:
        """Return the end of the range that is farther from the target."""
        return self.low if direction is Direction.UP else self.high

    def best(self, direction: Direction) -> float:
        """Return the end of the range that is nearer to the target."""
        return self.high if direction is Direction.UP else self.low


def forecast_of(history: Iterable[Point], cycle: Cycle, calendar: WorkCalendar) -> Forecast | None:
    """Return the landing range on the cycle's last day; None with fewer than 3 days of history.

    Theil-Sen (Theil 1950, Sen 1968): the slope is the median of the slopes between all pairs of
    points, so one odd reading in four does not turn the line. Days are working days of the
    cycle; of several check-ins on one working day the last counts, of all the last 12. The line
    goes through the median of (value - slope x day); `low` and `high` start from its height on
    the day of the last check-in and go on with the lower and upper quartile of the slopes.
    """
    points = _thinned(history, cycle, calendar)
    if len(points) < POINTS_MIN:
        return None
    slopes = sorted((b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2))
    slope = median(slopes)
    height = median(value - slope * day for day, value in points)
    last = points[-1][0]
    left = day_number(calendar, cycle, cycle.end) - last
    now = height + slope * last
    ends = [now + left * quantile(slopes, share) for share in (0.25, 0.75)]
    return Forecast(min(ends), now + left * slope, max(ends), slope, len(points))


def _thinned(
    history: Iterable[Point], cycle: Cycle, calendar: WorkCalendar
) -> list[tuple[int, float]]:
    """Return (working day, value), one per day, in order; points outside the cycle are left out."""
    inside = sorted((p for p in history if cycle.contains(p.day)), key=lambda point: point.day)
    by_day = {day_number(calendar, cycle, point.day): point.value for point in inside}
    return list(by_day.items())[-POINTS_MAX:]


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the quantile of sorted values, by a straight line between neighbours."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def landing_share(metric: Metric, forecast: Forecast) -> float | None:
    """Return the progress at the likely landing; None while the metric's start is not known."""
    return None if metric.start is None else metric_progress(metric, forecast.likely).raw
