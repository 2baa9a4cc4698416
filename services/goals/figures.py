"""The figures of goals for one audience: progress, pace, forecast, suggested status, roll-up.

The rules are in `domain.goals`; they are written down in docs/reference/goal-figures.md.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.cycles import Cycle
from domain.forecast import Forecast, forecast_of
from domain.goals.measures import Progress, metric_progress, progress_of
from domain.goals.pace import expected_share
from domain.goals.rollup import Child, RollUp, roll_up
from domain.goals.status import Shown, Suggestion, is_stale, shown_status, suggest_status
from domain.goals.stored import measure_from_json
from domain.goals.values import GoalStatus, LinkedKpi, Measure, Metric, Point, YesNo
from domain.workdays import WorkCalendar
from services.scene import calendar_of
from storage import goal_lists
from storage import goals as store
from storage.tables import CheckIn, Goal, Person, Team
from storage.visibility import Audience


@dataclass(frozen=True, slots=True)
class GoalFigures:
    """What can be said of one goal today; `today` is the team's date.

    `progress` is the goal's own, or what its children give one without figures. `children`,
    `tasks_done` and `tasks_left` count what the audience may see.
    """

    measure: Measure
    cycle: Cycle
    today: dt.date
    value: Decimal | None
    progress: Progress
    expected: float
    forecast: Forecast | None
    shown: Shown
    suggestion: Suggestion | None
    children: RollUp | None = None
    tasks_done: int = 0
    tasks_left: int = 0
    check_ins: tuple[CheckIn, ...] = ()
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    is_stale: bool = False

    @property
    def last(self) -> CheckIn | None:
        """The newest check-in."""
        return self.check_ins[-1] if self.check_ins else None

    @property
    def metric(self) -> Metric | None:
        """The figures that it is measured by, if it is."""
        return metric_of(self.measure)


@dataclass(frozen=True, slots=True)
class _Around:
    """Everything that the figures of some goals are made of, read for all at once."""

    goals: Mapping[int, Goal]
    below: Mapping[int, Sequence[int]]
    check_ins: Mapping[int, Sequence[CheckIn]]
    tasks: Mapping[int, tuple[int, int]]
    teams: Mapping[int, Team]
    people: Mapping[int, Person]
    now: dt.datetime


def metric_of(measure: Measure) -> Metric | None:
    """The figures of a measure, its own or those set for a linked KPI."""
    if isinstance(measure, LinkedKpi):
        return measure.metric
    return measure if isinstance(measure, Metric) else None


def value_of(goal: Goal) -> Decimal | None:
    """The newest value of a goal, digit by digit as it was said."""
    return None if goal.value is None else Decimal(repr(goal.value)).normalize()


def cycle_of(goal: Goal) -> Cycle:
    """The dates of a goal."""
    return Cycle(goal.cycle_start, goal.cycle_end)


def figures_of(
    session: Session, workspace_id: int, goals: Iterable[Goal], audience: Audience, now: dt.datetime
) -> dict[int, GoalFigures]:
    """The figures of these goals, by primary key; the number of questions does not grow with them.

    Only what the audience may see below a goal counts.
    """
    around = _around(session, workspace_id, goals, audience, now)
    found: dict[int, GoalFigures] = {}
    for goal_id in _bottom_up(around):
        found[goal_id] = _figures(around, goal_id, found)
    return found


def _around(
    session: Session, workspace_id: int, goals: Iterable[Goal], audience: Audience, now: dt.datetime
) -> _Around:
    known = {goal.id or 0: goal for goal in goals}
    for goal in goal_lists.goals_below(session, workspace_id, list(known), audience):
        known.setdefault(goal.id or 0, goal)
    below: dict[int, list[int]] = {}
    for goal_id, goal in known.items():
        if goal.parent_id in known:
            below.setdefault(goal.parent_id or 0, []).append(goal_id)
    ids = sorted(known)
    return _Around(
        goals=known,
        below=below,
        check_ins=store.check_ins_by_goal(session, ids),
        tasks=goal_lists.count_tasks_of(session, ids, audience),
        teams=goal_lists.teams_by_id(session, {goal.team_id for goal in known.values()}),
        people=goal_lists.people_by_id(
            session, {goal.owner_id or goal.creator_id for goal in known.values()}
        ),
        now=now,
    )


def _bottom_up(around: _Around) -> list[int]:
    """Children before their parents; whoever is in a loop comes at the end."""
    ordered: dict[int, None] = {}
    level = [
        goal_id for goal_id, goal in around.goals.items() if goal.parent_id not in around.goals
    ]
    while level:
        ordered.update(dict.fromkeys(level))
        level = [child for above in level for child in around.below.get(above, ())]
    ordered.update(dict.fromkeys(around.goals))
    return list(reversed(ordered))


def _figures(around: _Around, goal_id: int, found: Mapping[int, GoalFigures]) -> GoalFigures:
    goal = around.goals[goal_id]
    measure, cycle = measure_from_json(goal.measure), cycle_of(goal)
    today = around.now.astimezone(zone_of_goal(around, goal)).date()
    calendar = calendar_of(around.teams.get(goal.team_id or 0), around.now)
    check_ins = tuple(around.check_ins.get(goal_id, ()))
    children = _children(around, goal_id, found)
    progress = own = progress_of(measure, value_of(goal), done=goal.status == GoalStatus.DONE)
    leans = isinstance(measure, YesNo) and children is not None and not own.is_reached
    if leans and children is not None:
        progress = Progress(children.progress)
    points = points_of(check_ins, zone_of_goal(around, goal))
    forecast = None
    if metric_of(measure) is not None and goal.closed_at is None:
        forecast = forecast_of(points, cycle, calendar)
    expected = expected_share(cycle, today, calendar)
    suggestion = suggest_status(
        progress=progress.raw,
        expected=expected,
        landing=_landing(measure, forecast),
        over=today > cycle.end,
    )
    done, left = around.tasks.get(goal_id, (0, 0))
    started = goal.created_at.astimezone(zone_of_goal(around, goal)).date()
    spoken = check_ins[-1].at.astimezone(zone_of_goal(around, goal)).date() if check_ins else None
    since = max(cycle.start, started)
    return GoalFigures(
        measure=measure,
        cycle=cycle,
        today=today,
        value=value_of(goal),
        progress=progress,
        expected=expected,
        forecast=forecast,
        shown=_shown(goal, suggestion, children if leans else None),
        suggestion=suggestion,
        children=children,
        tasks_done=done,
        tasks_left=left,
        check_ins=check_ins,
        calendar=calendar,
        is_stale=goal.closed_at is None
        and today <= cycle.end
        and is_stale(since, spoken, today, goal.check_in_weeks),
    )


def zone_of_goal(around: _Around, goal: Goal) -> ZoneInfo:
    """The zone in which a goal's days are meant: the team's, else its owner's or creator's."""
    team = around.teams.get(goal.team_id or 0)
    person = around.people.get(goal.owner_id or goal.creator_id)
    return ZoneInfo(team.zone if team else person.zone if person else "UTC")


def _children(around: _Around, goal_id: int, found: Mapping[int, GoalFigures]) -> RollUp | None:
    below = [each for each in around.below.get(goal_id, ()) if each in found]
    if not below:
        return None
    return roll_up(
        Child(found[each].progress.raw, found[each].shown.status, around.goals[each].weight)
        for each in below
    )


def _shown(goal: Goal, suggestion: Suggestion | None, children: RollUp | None) -> Shown:
    if goal.status != "open":
        return Shown(GoalStatus(goal.status))
    word = GoalStatus(goal.health) if goal.health else None
    if children is None or children.status is None:
        return shown_status(GoalStatus.GREEN, word, suggestion)
    worst = GoalStatus.GREEN if children.status is GoalStatus.DONE else children.status
    if word is None:
        return Shown(worst)
    return Shown(word, by_owner=True, suggested=worst if worst != word else None)


def points_of(check_ins: Iterable[CheckIn], zone: ZoneInfo) -> tuple[Point, ...]:
    """The values said so far, by day in that zone."""
    return tuple(
        Point(each.at.astimezone(zone).date(), each.value)
        for each in check_ins
        if each.value is not None
    )


def _landing(measure: Measure, forecast: Forecast | None) -> float | None:
    metric = metric_of(measure)
    if metric is None or forecast is None:
        return None
    return metric_progress(metric, forecast.likely).raw
