"""SMART hints: what a goal as written leaves open, with one-tap fixes; advice, never a refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from statistics import median

from domain.cycles import Cycle
from domain.goal_lines.figures import find_figures
from domain.goals.amounts import decimals_of
from domain.goals.measures import Figures
from domain.goals.values import LinkedKpi, Measure, Metric, Milestones, YesNo
from domain.text import fold, is_cjk


class Letter(StrEnum):
    """The five questions, in the order shown."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    RELEVANT = "relevant"
    TIME_BOUND = "time_bound"


class Missing(StrEnum):
    """What is missing or doubtful."""

    SHORT_TITLE = "short_title"
    VAGUE_WORD = "vague_word"
    TWO_GOALS = "two_goals"
    NO_OWNER = "no_owner"
    NO_MEASURE = "no_measure"
    FIGURES_IN_TITLE = "figures_in_title"
    NO_START = "no_start"
    ABOVE_TREND = "above_trend"
    BELOW_TREND = "below_trend"
    SIMILAR_MISSED = "similar_missed"
    NO_PARENT = "no_parent"
    NO_WHY = "no_why"
    NO_DATE = "no_date"
    LONG_CYCLE = "long_cycle"


class Fix(StrEnum):
    """What one tap opens or does."""

    EDIT_TITLE = "edit_title"
    PICK_OWNER = "pick_owner"
    ADD_MEASURE = "add_measure"
    USE_FIGURES = "use_figures"
    ADD_START = "add_start"
    SET_TARGET = "set_target"
    PICK_PARENT = "pick_parent"
    ADD_WHY = "add_why"
    CONFIRM_CYCLE = "confirm_cycle"
    SHORTEN = "shorten"


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint; the fields behind `fix` are what the fix would use, where it needs something."""

    letter: Letter
    missing: Missing
    fix: Fix
    word: str = ""
    figures: Figures | None = None
    target: Decimal | None = None
    """A target in reach, rounded as the measure is."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of the goal when it has been written."""

    title: str
    measure: Measure
    cycle: Cycle
    owned: bool = True
    has_parent: bool = False
    parents_to_choose: bool = False
    has_why: bool = False
    cycle_said: bool = False
    """The line or form named a cycle or a date."""
    weekly_changes: tuple[float, ...] = ()
    """Earlier changes of the same figure per week (of the linked KPI or the goal carried over)."""
    similar_scores: tuple[float, ...] = field(default=())
    """Scores 0..1 of closed goals that are alike (`is_similar`)."""


_VAGUE = re.compile(
    r"\b(improve|better|optimi[sz]e|enhance|more|support|help|work on|streamline|leverage|focus on"
    r"|various|several|some|stuff|things|etc|as needed|try to|explore|look into)\b"
    r"|(优化|改善|加强|推动|推进|完善|更好|尽量|努力|若干|等等|相关)"
)
_TWO = re.compile(r"\w{3,}\s+(?:and|&|as well as|plus)\s+(?:\w+\s+){1,}\w+|并且|同时|以及")
WORDS_MIN = 3
CJK_MIN = 5
MEASURED_SIZE = 0.5
"""Half of that is enough for a goal with figures or steps."""
LONG_DAYS = 366
"""More than a year ahead nobody checks in with conviction."""
STEEP = 2.0
EASY = 0.5
"""Against the own trend: more than twice as fast as ever is a hope, less than half no stretch."""
TREND_MIN = 3
SIMILAR_MIN = 2
SIMILAR_MISSED = 0.5
"""Median score of similar goals below which the same ambition is doubtful."""
STRETCH = Decimal("1.5")
"""A target offered instead asks for one and a half times the usual speed."""


def hints_for(draft: Draft) -> tuple[Hint, ...]:
    """Return at most one hint per letter, the weightiest, in the order of the letters."""
    found = (
        _specific(draft),
        _measurable(draft),
        _achievable(draft),
        _relevant(draft),
        _time_bound(draft),
    )
    return tuple(hint for hint in found if hint is not None)


def _metric(measure: Measure) -> Metric | None:
    if isinstance(measure, LinkedKpi):
        return measure.metric
    return measure if isinstance(measure, Metric) else None


def _specific(draft: Draft) -> Hint | None:
    folded = fold(draft.title)
    if not draft.owned:
        return Hint(Letter.SPECIFIC, Missing.NO_OWNER, Fix.PICK_OWNER)
    # "Raise NPS" says enough where figures say the rest.
    if _size(folded) < (1 if isinstance(draft.measure, YesNo) else MEASURED_SIZE):
        return Hint(Letter.SPECIFIC, Missing.SHORT_TITLE, Fix.EDIT_TITLE)
    vague = _VAGUE.search(folded)
    # A vague verb with figures behind it is specific enough: "improve NPS from 31 to 45".
    if vague is not None and isinstance(draft.measure, YesNo):
        return Hint(Letter.SPECIFIC, Missing.VAGUE_WORD, Fix.EDIT_TITLE, word=vague.group())
    if _TWO.search(folded) and not isinstance(draft.measure, Milestones):
        return Hint(Letter.SPECIFIC, Missing.TWO_GOALS, Fix.EDIT_TITLE)
    return None


def _size(folded: str) -> float:
    """Return the length of a title in units of a title just long enough."""
    chinese = sum(map(is_cjk, folded))
    words = len(re.findall(r"[^\W_]+", "".join(" " if is_cjk(c) else c for c in folded)))
    return chinese / CJK_MIN + words / WORDS_MIN


def _measurable(draft: Draft) -> Hint | None:
    if isinstance(draft.measure, YesNo):
        figures = find_figures(draft.title)
        if figures is not None:
            missing = Missing.FIGURES_IN_TITLE
            return Hint(Letter.MEASURABLE, missing, Fix.USE_FIGURES, figures=figures)
        return Hint(Letter.MEASURABLE, Missing.NO_MEASURE, Fix.ADD_MEASURE)
    metric = _metric(draft.measure)
    if metric is not None and metric.start is None:
        return Hint(Letter.MEASURABLE, Missing.NO_START, Fix.ADD_START)
    return None


def _achievable(draft: Draft) -> Hint | None:
    """Compare with the own trend (3 changes or more), else with similar goals (2 or more).

    Needed speed = (target - start) / weeks of the cycle; usual speed = median of the earlier
    weekly changes. Nothing to compare with: no hint.
    """
    metric = _metric(draft.measure)
    if metric is None or metric.start is None:
        return _similar(draft, metric)
    if len(draft.weekly_changes) < TREND_MIN:
        return _similar(draft, metric)
    weeks = ((draft.cycle.end - draft.cycle.start).days + 1) / 7
    needed = float(metric.target - metric.start) / weeks
    usual = median(draft.weekly_changes)
    if needed * usual <= 0 or abs(needed) > STEEP * abs(usual):
        reach = _in_reach(metric, usual * weeks) if needed * usual > 0 else None
        return Hint(Letter.ACHIEVABLE, Missing.ABOVE_TREND, Fix.SET_TARGET, target=reach)
    if abs(needed) < EASY * abs(usual):
        reach = _in_reach(metric, usual * weeks)
        return Hint(Letter.ACHIEVABLE, Missing.BELOW_TREND, Fix.SET_TARGET, target=reach)
    return None


def _in_reach(metric: Metric, change: float) -> Decimal | None:
    """Return the start moved by one and a half times the usual change, None if that is no move."""
    start = metric.start or Decimal(0)
    places = max(metric.decimals, decimals_of(start))
    target = round(start + Decimal(repr(change)) * STRETCH, places)
    return target if target != start else None


def _similar(draft: Draft, metric: Metric | None) -> Hint | None:
    if len(draft.similar_scores) < SIMILAR_MIN:
        return None
    usual = median(draft.similar_scores)
    if usual >= SIMILAR_MISSED:
        return None
    reach = None
    if metric is not None and metric.start is not None:
        reach = _in_reach(metric, float(metric.target - metric.start) * usual)
    return Hint(Letter.ACHIEVABLE, Missing.SIMILAR_MISSED, Fix.SET_TARGET, target=reach)


def _relevant(draft: Draft) -> Hint | None:
    if draft.parents_to_choose and not draft.has_parent:
        return Hint(Letter.RELEVANT, Missing.NO_PARENT, Fix.PICK_PARENT)
    if not draft.has_parent and not draft.has_why:
        return Hint(Letter.RELEVANT, Missing.NO_WHY, Fix.ADD_WHY)
    return None


def _time_bound(draft: Draft) -> Hint | None:
    if (draft.cycle.end - draft.cycle.start).days > LONG_DAYS:
        return Hint(Letter.TIME_BOUND, Missing.LONG_CYCLE, Fix.SHORTEN)
    if not draft.cycle_said:
        return Hint(Letter.TIME_BOUND, Missing.NO_DATE, Fix.CONFIRM_CYCLE)
    return None


# --- which goals are alike ----------------------------------------------------------------------

ALIKE = 0.5
_COMMON = frozenset(
    ("the", "an", "of", "to", "in", "for", "and", "by", "from", "on", "with", "our", "new", "all")
)


def is_similar(title: str, other: str) -> bool:
    """Tell whether two titles are about the same: half of their words together are shared.

    Words of Latin scripts, pairs of characters of Chinese; figures and small words do not count.
    """
    mine, theirs = _terms(title), _terms(other)
    return bool(mine and theirs) and len(mine & theirs) >= ALIKE * len(mine | theirs)


def _terms(title: str) -> frozenset[str]:
    folded = fold(title)
    words = re.findall(r"[^\W\d_]{2,}", "".join(" " if is_cjk(c) else c for c in folded))
    pairs = [a + b for a, b in pairwise(folded) if is_cjk(a) and is_cjk(b)]
    return frozenset(words + pairs) - _COMMON


def weekly_changes(points: Sequence[tuple[int, float]]) -> tuple[float, ...]:
    """Return the changes per week between neighbouring (day number, value) points, in order."""
    ordered = sorted(points)
    return tuple(
        (after[1] - before[1]) / (after[0] - before[0]) * 7
        for before, after in pairwise(ordered)
        if after[0] > before[0]
    )
