"""Measures: planned from what was said, changed, and read as progress.

Progress is a share: 0 at the start, 1 at the target, kept raw (it may be below 0 or above 1) and
clamped only for display.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.goal_errors import MilestonesRefused, NoSuchMilestone, StartIsTarget
from domain.goals.amounts import decimals_of, in_unit
from domain.goals.values import (
    MILESTONE_MAX,
    MILESTONES_MAX,
    NUMBER,
    Amount,
    Direction,
    LinkedKpi,
    Measure,
    Metric,
    Milestone,
    Milestones,
    Unit,
    YesNo,
)
from domain.text import fold


@dataclass(frozen=True, slots=True)
class Figures:
    """What a line says of a metric: `from 31 to 45`, `to 45`; None = nothing was said."""

    start: Amount | None = None
    target: Amount | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """`raw` None = not known (no value, no start); `shown` is clamped to 0..1."""

    raw: float | None

    @property
    def shown(self) -> float | None:
        """Return the share for display."""
        return None if self.raw is None else min(1.0, max(0.0, self.raw))

    @property
    def is_reached(self) -> bool:
        """Tell whether the target is met."""
        return self.raw is not None and self.raw >= 1.0


UNKNOWN = Progress(None)


def plan_metric(
    figures: Figures,
    *,
    unit: Unit | None = None,
    direction: Direction | None = None,
    text: str = "",
) -> Metric | None:
    """Return the metric that the figures mean; None without a target.

    The target's unit wins (then the start's); the direction follows from the figures if both are
    known. Raises `StartIsTarget` and `UnitMismatch`.
    """
    start, target = figures.start, figures.target
    if target is None:
        return None
    unit = unit or target.unit or (start.unit if start else None) or NUMBER
    goal = in_unit(target, unit, text)
    begin = in_unit(start, unit, text) if start is not None else None
    if begin == goal:
        raise StartIsTarget(goal, text)
    if begin is not None:
        direction = Direction.UP if goal > begin else Direction.DOWN
    decimals = max(decimals_of(goal), decimals_of(begin) if begin is not None else 0)
    return Metric(begin, goal, unit, direction or Direction.UP, decimals)


def change_metric(metric: Metric, figures: Figures, text: str = "") -> Metric:
    """Return the metric with another start, target or both; its unit stays unless both change."""
    unit, start = metric.unit, figures.start
    if figures.start and figures.target:
        unit = figures.target.unit or figures.start.unit or unit
    if start is None and metric.start is not None:
        start = Amount(metric.start, metric.unit)
    target = figures.target or Amount(metric.target, metric.unit)
    figures = Figures(start, target)
    return plan_metric(figures, unit=unit, direction=metric.direction, text=text) or metric


def with_first_value(metric: Metric, value: Decimal) -> Metric:
    """Return the metric with its start, which was not known before the first check-in.

    A first value that is already the target leaves the start open: the goal is simply reached.
    """
    if metric.start is not None or value == metric.target:
        return metric
    direction = Direction.UP if metric.target > value else Direction.DOWN
    return replace(metric, start=value, direction=direction)


def apply_value(metric: Metric, amount: Amount, *, relative: bool, last: Decimal | None) -> Decimal:
    """Return the new value of a check-in; `relative` adds to the last one (or to the start).

    Raises `UnitMismatch`.
    """
    value = in_unit(amount, metric.unit)
    if not relative:
        return value
    base = last if last is not None else metric.start
    return value + (base if base is not None else Decimal(0))


def metric_progress(metric: Metric, value: Decimal | float | None) -> Progress:
    """Return (value - start) / (target - start), whichever way is better.

    Without a value the goal stands at its start. Without a start only "reached" can be told.
    """
    if metric.start is None:
        if value is None:
            return UNKNOWN
        beyond = float(value) - float(metric.target)
        reached = beyond >= 0 if metric.direction is Direction.UP else beyond <= 0
        return Progress(1.0) if reached else UNKNOWN
    if value is None:
        return Progress(0.0)
    span = float(metric.target) - float(metric.start)
    return Progress((float(value) - float(metric.start)) / span)


def progress_of(
    measure: Measure, value: Decimal | float | None = None, *, done: bool = False
) -> Progress:
    """Return the progress of any measure; `value` is the last check-in or reading.

    Milestones count the share done and need no value; yes/no is 0 until the goal is `done`. A
    linked KPI without figures of its own cannot be measured here: its target belongs to the KPI.
    """
    if isinstance(measure, YesNo):
        return Progress(1.0 if done else 0.0)
    if isinstance(measure, Milestones):
        return share_done(sum(step.done_on is not None for step in measure.steps), measure)
    if isinstance(measure, LinkedKpi):
        return UNKNOWN if measure.metric is None else metric_progress(measure.metric, value)
    return metric_progress(measure, value)


def share_done(done: int, milestones: Milestones) -> Progress:
    """Return the share of milestones done."""
    return Progress(done / len(milestones.steps)) if milestones.steps else UNKNOWN


def tasks_progress(done: int, active: int) -> Progress:
    """Return the share of linked tasks done (dropped ones do not count); shown beside, not in."""
    return Progress(done / (done + active)) if done + active else UNKNOWN


# --- milestones ---------------------------------------------------------------------------------


def plan_milestones(titles: tuple[str, ...], text: str = "") -> Milestones:
    """Return the milestones, none done; raises `MilestonesRefused`."""
    titles = tuple(" ".join(title.split()) for title in titles)
    if not titles:
        raise MilestonesRefused("few", 0, 1, text)
    if len(titles) > MILESTONES_MAX:
        raise MilestonesRefused("many", len(titles), MILESTONES_MAX, text)
    longest = max(map(len, titles))
    if longest > MILESTONE_MAX:
        raise MilestonesRefused("long", longest, MILESTONE_MAX, text)
    if not all(titles):
        raise MilestonesRefused("few", sum(map(bool, titles)), len(titles), text)
    if len({fold(title) for title in titles}) < len(titles):
        raise MilestonesRefused("twice", len(titles), MILESTONES_MAX, text)
    return Milestones(tuple(Milestone(title) for title in titles))


def tick(milestones: Milestones, positions: tuple[int, ...], day: dt.date | None) -> Milestones:
    """Return the milestones with these (counted from 1) done on `day`, None = open again.

    One that is done already keeps its day. Raises `NoSuchMilestone`.
    """
    count = len(milestones.steps)
    for position in positions:
        if not 1 <= position <= count:
            raise NoSuchMilestone(position, count)
    return Milestones(
        tuple(
            replace(step, done_on=(step.done_on or day) if day is not None else None)
            if place in positions
            else step
            for place, step in enumerate(milestones.steps, 1)
        )
    )


def edit_milestones(before: Milestones, titles: tuple[str, ...], text: str = "") -> Milestones:
    """Return the milestones of an edited list; what keeps its title keeps its day."""
    done = {fold(step.title): step.done_on for step in before.steps}
    planned = plan_milestones(titles, text)
    return Milestones(
        tuple(replace(step, done_on=done.get(fold(step.title))) for step in planned.steps)
    )
