"""Statuses of goals: which steps exist, what a closed goal refuses, what the figures suggest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.errors import NotAllowed
from domain.goal_errors import GoalClosed, NoSuchGoalStep
from domain.goals.values import CADENCES, GoalStatus
from domain.tasks import Standing

OPEN = frozenset({GoalStatus.GREEN, GoalStatus.AMBER, GoalStatus.RED})
CLOSED = frozenset({GoalStatus.DONE, GoalStatus.DROPPED})
AT_RISK = frozenset({GoalStatus.AMBER, GoalStatus.RED})
BADNESS = (GoalStatus.DONE, GoalStatus.GREEN, GoalStatus.AMBER, GoalStatus.RED)
"""From best to worst; dropped goals are not compared."""

STEPS = MappingProxyType(
    {
        GoalStatus.GREEN: (OPEN | CLOSED) - {GoalStatus.GREEN},
        GoalStatus.AMBER: (OPEN | CLOSED) - {GoalStatus.AMBER},
        GoalStatus.RED: (OPEN | CLOSED) - {GoalStatus.RED},
        # Closed goals are reopened first: to drop what was scored would falsify the history.
        GoalStatus.DONE: OPEN,
        GoalStatus.DROPPED: OPEN,
    }
)


class GoalAction(StrEnum):
    """What a person can want to do with a goal."""

    EDIT = "edit"
    CHECK_IN = "check_in"
    LINK = "link"
    CLOSE = "close"
    SCORE = "score"
    DROP = "drop"
    REOPEN = "reopen"
    BOARD = "board"
    UNDO = "undo"


WHEN_CLOSED = frozenset(
    {GoalAction.REOPEN, GoalAction.SCORE, GoalAction.LINK, GoalAction.BOARD, GoalAction.UNDO}
)
"""A closed goal can be read, linked, scored anew, reopened; its figures and words stand."""


def plan_status(before: GoalStatus, after: GoalStatus, number: int | None = None) -> GoalStatus:
    """Return `after` if that step exists; the same status again is no error (replays)."""
    if before != after and after not in STEPS[before]:
        raise NoSuchGoalStep(before.value, after.value, number)
    return after


def require_open(action: GoalAction, status: GoalStatus, number: int | None = None) -> None:
    """Raise `GoalClosed` if this needs an open goal."""
    if status in CLOSED and action not in WHEN_CLOSED:
        raise GoalClosed(action.value, status.value, number)


def may(action: GoalAction, standing: Standing) -> bool:
    """Tell whether this person may do it: owner, creator, lead or admin.

    Watchers may link and write on the board, but the owner's word on a goal is the owner's. A
    goal that nobody owns is open to every full member of the team, so that it gets a word at all.
    """
    if standing.owner or standing.creator or standing.lead or standing.admin:
        return True
    if action in (GoalAction.LINK, GoalAction.BOARD):
        return standing.watcher or standing.member
    return standing.unassigned and standing.member


def require(action: GoalAction, standing: Standing, number: int | None = None) -> None:
    """Raise `NotAllowed` if this person may not do it."""
    if not may(action, standing):
        raise NotAllowed(action.value, number, "goal")


# --- what the figures suggest -------------------------------------------------------------------

ON_TRACK = 0.9
"""Who will land at nine tenths of the way is on track: figures are noisy and targets round."""
AT_RISK_FROM = 0.7
"""Below seven tenths a goal counts as missed in the usual grading of objectives."""
TOO_EARLY = 0.1
"""In the first tenth of a cycle a straight line from one figure says nothing."""


class Basis(StrEnum):
    """What a suggestion rests on."""

    REACHED = "reached"
    FORECAST = "forecast"
    PACE = "pace"
    BEHIND_PACE = "behind_pace"
    OVER = "over"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The status the figures speak for, and why."""

    status: GoalStatus
    basis: Basis
    share: float
    """The part of the way it rests on: the landing, or progress / pace."""


def suggest_status(
    *, progress: float | None, expected: float, landing: float | None = None, over: bool = False
) -> Suggestion | None:
    """Return the status that the figures suggest; None when they say nothing yet.

    `progress` is raw, `expected` the pace, `landing` the progress at the forecast's likely end,
    `over` = the cycle has ended. In this order:

    1. target reached: green;
    2. cycle over: by the progress itself, unknown progress is red;
    3. a forecast exists: by the landing, but green becomes amber when progress is below 0.7 of
       the pace (a trend alone does not make up for that);
    4. else by progress / pace, the landing on a straight line; nothing in the first tenth.

    0.9 and more is green, 0.7 and more amber, less is red.
    """
    if progress is not None and progress >= 1:
        return Suggestion(GoalStatus.GREEN, Basis.REACHED, progress)
    if over:
        share = progress or 0.0
        return Suggestion(_graded(share), Basis.OVER, share)
    if progress is None:
        return None
    ratio = progress / expected if expected > 0 else None
    if landing is not None:
        status = _graded(landing)
        if status is GoalStatus.GREEN and ratio is not None and ratio < AT_RISK_FROM:
            return Suggestion(GoalStatus.AMBER, Basis.BEHIND_PACE, ratio)
        return Suggestion(status, Basis.FORECAST, landing)
    if ratio is None or expected < TOO_EARLY:
        return None
    return Suggestion(_graded(ratio), Basis.PACE, ratio)


def _graded(share: float) -> GoalStatus:
    # Shares are quotients: 0.9 of the way must not fail by the last bit of a float.
    share = round(share, 6)
    if share >= ON_TRACK:
        return GoalStatus.GREEN
    return GoalStatus.AMBER if share >= AT_RISK_FROM else GoalStatus.RED


@dataclass(frozen=True, slots=True)
class Shown:
    """The status to show; `by_owner` = said by the owner; `suggested` only if it differs."""

    status: GoalStatus
    by_owner: bool = False
    suggested: GoalStatus | None = None


def shown_status(
    status: GoalStatus, word: GoalStatus | None, suggestion: Suggestion | None
) -> Shown:
    """Return what to show: a closed goal's status, else the owner's word, else the suggestion.

    The word is the status of the last check-in that named one; it holds until the next check-in.
    Before anything is known a goal is green as written.
    """
    if status in CLOSED:
        return Shown(status)
    suggested = suggestion.status if suggestion else None
    if word is None:
        return Shown(suggested or status)
    return Shown(word, by_owner=True, suggested=suggested if suggested != word else None)


# --- staleness ----------------------------------------------------------------------------------

STALE_AFTER = 2
"""So many cadences without a check-in make a goal stale."""


def missed_check_ins(
    since: dt.date, last: dt.date | None, today: dt.date, cadence: int = CADENCES[0]
) -> int:
    """Return how many whole cadences (weeks) have gone by without a check-in.

    `since` is the later of the cycle's start and the day the goal was written.
    """
    days = (today - max(since, last or since)).days
    return max(0, days // (7 * cadence))


def is_stale(
    since: dt.date, last: dt.date | None, today: dt.date, cadence: int = CADENCES[0]
) -> bool:
    """Tell whether nobody has said anything for two cadences."""
    return missed_check_ins(since, last, today, cadence) >= STALE_AFTER
