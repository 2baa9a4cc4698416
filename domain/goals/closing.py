"""The end of a cycle: the score of a goal and what is carried over into the next cycle."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.cycles import Cycle
from domain.goal_errors import ScoreOutOfRange
from domain.goals.amounts import trimmed
from domain.goals.measures import Progress, metric_progress
from domain.goals.values import (
    GoalStatus,
    LinkedKpi,
    Measure,
    Metric,
    Milestones,
)
from domain.text import fold

GOOD, FAIR = Decimal("0.7"), Decimal("0.4")
"""The usual grading of objectives: 0.7 to 1 delivered, 0.4 to 0.7 progress, below that missed."""

_SCORE = re.compile(
    r"(?P<share>0(?:\.\d{1,4})?|1(?:\.0{1,4})?|\.\d{1,4})|(?P<percent>\d{1,3})(?: ?%)"
)


def score_of(progress: Progress, status: GoalStatus) -> Decimal | None:
    """Return the score at close: progress clamped to 0..1, two decimals.

    A goal marked done before has reached what it wanted if it has no figures of its own; a dropped
    one has no score: giving up in time is no failure. Unknown progress of an open goal is 0.
    """
    if status is GoalStatus.DROPPED:
        return None
    share = progress.shown
    if share is None:
        share = 1.0 if status is GoalStatus.DONE else 0.0
    return round(Decimal(repr(share)), 2)


def plan_score(score: Decimal, text: str = "") -> Decimal:
    """Return the owner's score, two decimals; raises `ScoreOutOfRange`."""
    if not 0 <= score <= 1:
        raise ScoreOutOfRange(text)
    return round(score, 2)


def parse_score(text: str) -> Decimal | None:
    """Read `0.7`, `.7`, `1` or `70 %`; None if it is no score."""
    found = _SCORE.fullmatch(fold(text).strip())
    if found is None:
        return None
    if found["percent"]:
        score = Decimal(found["percent"]) / 100
        return score if score <= 1 else None
    return Decimal(found["share"])


def grade_of(score: Decimal) -> GoalStatus:
    """Return the colour of a score."""
    if score >= GOOD:
        return GoalStatus.GREEN
    return GoalStatus.AMBER if score >= FAIR else GoalStatus.RED


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What the next cycle's goal starts with; title, owner, team, weight, links stay the same."""

    cycle: Cycle
    measure: Measure


def plan_carry_over(
    measure: Measure, *, value: Decimal | None, status: GoalStatus, cycle: Cycle
) -> CarryOver | None:
    """Return how an unfinished goal goes on in the next cycle of the same length.

    None for a goal that is dropped, done, or whose figures have met the target: there is nothing
    left. A metric starts anew from the last value with the same target (so its progress begins at
    0 again and the old score stands); of milestones those left to do go on. The new goal points
    back to the old one, which is closed with its score; children that are carried over too hang
    under the new one.
    """
    if status in (GoalStatus.DROPPED, GoalStatus.DONE):
        return None
    left = _left(measure, value)
    return None if left is None else CarryOver(cycle.next(), left)


def _left(measure: Measure, value: Decimal | None) -> Measure | None:
    if isinstance(measure, Milestones):
        steps = tuple(step for step in measure.steps if step.done_on is None)
        return Milestones(steps) if steps else None
    if isinstance(measure, LinkedKpi):
        if measure.metric is None:
            return measure
        metric = _metric_left(measure.metric, value)
        return None if metric is None else replace(measure, metric=metric)
    if isinstance(measure, Metric):
        return _metric_left(measure, value)
    return measure


def _metric_left(metric: Metric, value: Decimal | None) -> Metric | None:
    if value is None:
        return metric
    if metric_progress(metric, value).is_reached:
        return None
    return replace(metric, start=trimmed(value)) if value != metric.target else None
