"""The figures of goals for one audience: progress, pace, forecast, suggested status, roll-up.

The rules are in `domain.goals`; they are written down in docs/reference/goal-figures.md.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.cycles import Cycle
from domain.forecast import Forecast, forecast_of
from domain.goals.measures import Progress, metric_progress, progress_of
from domain.goals.pace import expected_share
from domain.goals.rollup import Child, RollUp, roll_up
from domain.goals.status import (
    CLOSED,
    OPEN,
    Basis,
    Shown,
    Suggestion,
    is_stale,
    shown_status,
    suggest_status,
)
from domain.goals.stored import measure_from_json
from domain.goals.values import GoalStatus, LinkedKpi, Measure, Metric, Point, YesNo
from domain.workdays import WorkCalendar
from services.scene import calendar_of
from storage import goal_lists
from storage import goals as store
from storage.tables import CheckIn, Goal, Person, Team
from storage.visibility import Audience


class Said(Protocol):
    """A check-in as far as a forecast goes."""

    @property
    def at(self) -> dt.datetime: ...

    @property
    def value(self) -> float | None: ...


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
    def has_pace(self) -> bool:
        """Whether the share expected by today says anything: in the midst of the time of an open
        goal that can be reached bit by bit."""
        in_bits = not isinstance(self.measure, YesNo) or self.children is not None
        return in_bits and self.shown.status not in CLOSED and 0 < self.expected < 1

    @property
    def metric(self) -> Metric | None:
        """The figures that it is measured by, if it is."""
        return metric_of(self.measure)


@dataclass(frozen=True, slots=True)
class _Place:
    """What goals of one team, or of one person without a team, share today."""

    zone: ZoneInfo
    today: dt.date
    calendar: WorkCalendar
    paces: dict[Cycle, float] = field(default_factory=dict)

    def pace(self, cycle: Cycle) -> float:
        """The share expected of goals of this cycle by today."""
        if cycle not in self.paces:
            self.paces[cycle] = expected_share(cycle, self.today, self.calendar)
        return self.paces[cycle]


@dataclass(frozen=True, slots=True)
class _Around:
    """Everything that the figures of some goals are made of, read for all at once."""

    goals: Mapping[int, Goal]
    below: Mapping[int, Sequence[int]]
    check_ins: Mapping[int, Sequence[CheckIn]]
    said: Mapping[int, Sequence[Said]]
    """The values of goals that get a forecast."""
    tasks: Mapping[int, tuple[int, int]]
    teams: Mapping[int, Team]
    people: Mapping[int, Person]
    now: dt.datetime
    places: dict[tuple[int | None, int | None], _Place] = field(default_factory=dict)

    def place_of(self, goal: Goal) -> _Place:
        """The zone and calendar in which a goal's days are meant: its team's, else its owner's or
        creator's."""
        team = self.teams.get(goal.team_id or 0)
        person_id = None if team else goal.owner_id or goal.creator_id
        key = (goal.team_id if team else None, person_id)
        if key not in self.places:
            person = self.people.get(person_id or 0)
            zone = ZoneInfo(team.zone if team else person.zone if person else "UTC")
            today = self.now.astimezone(zone).date()
            self.places[key] = _Place(zone, today, calendar_of(team, self.now))
        return self.places[key]


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
    session: Session,
    workspace_id: int,
    goals: Iterable[Goal],
    audience: Audience,
    now: dt.datetime,
    *,
    brief: bool = False,
) -> dict[int, GoalFigures]:
    """The figures of these goals, by primary key; the number of questions does not grow with them.

    Only what the audience may see below a goal counts. `brief` ones are for long lists (and for
    what is only rolled up): without check-ins and tasks, and with a forecast only where the status
    that is shown hangs on it.
    """
    around = _around(session, workspace_id, goals, audience, now, brief=brief)
    found: dict[int, GoalFigures] = {}
    for goal_id in _bottom_up(around):
        found[goal_id] = _figures(around, goal_id, found)
    return found


def _around(
    session: Session,
    workspace_id: int,
    goals: Iterable[Goal],
    audience: Audience,
    now: dt.datetime,
    *,
    brief: bool,
) -> _Around:
    known = {goal.id or 0: goal for goal in goals}
    whole = set() if brief else set(known)
    for goal in goal_lists.goals_below(session, workspace_id, list(known), audience):
        known.setdefault(goal.id or 0, goal)
    below: dict[int, list[int]] = {}
    for goal_id, goal in known.items():
        if goal.parent_id in known:
            below.setdefault(goal.parent_id or 0, []).append(goal_id)
    asked = sorted(whole)
    check_ins = store.check_ins_by_goal(session, asked) if asked else {}
    others = [goal for goal_id, goal in known.items() if goal_id not in whole]
    lonely = [goal for goal in known.values() if goal.team_id is None]
    return _Around(
        goals=known,
        below=below,
        check_ins=check_ins,
        said={**_values(session, others), **check_ins},
        tasks=goal_lists.count_tasks_of(session, asked, audience) if asked else {},
        teams=goal_lists.teams_by_id(session, {goal.team_id for goal in known.values()}),
        people=goal_lists.people_by_id(session, {g.owner_id or g.creator_id for g in lonely}),
        now=now,
    )


def _values(session: Session, goals: Iterable[Goal]) -> Mapping[int, Sequence[Said]]:
    """What was said of those goals whose status hangs on the forecast: open, measured, and without
    a word of the owner."""
    asked = [
        goal
        for goal in goals
        if goal.closed_at is None and goal.health is None and goal.value is not None
    ]
    if not asked:
        return {}
    since = min(goal.cycle_start for goal in asked) - dt.timedelta(days=1)
    midnight = dt.datetime.combine(since, dt.time(), tzinfo=dt.UTC)
    return store.values_by_goal(session, [goal.id or 0 for goal in asked], midnight)


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


def _own_progress(goal: Goal, measure: Measure, value: Decimal | None) -> Progress:
    """How far the goal is by itself; one without figures is as far as its score says."""
    if isinstance(measure, YesNo) and goal.score is not None:
        return Progress(goal.score)
    return progress_of(measure, value, done=goal.status == GoalStatus.DONE)


def _figures(around: _Around, goal_id: int, found: Mapping[int, GoalFigures]) -> GoalFigures:
    goal, place = around.goals[goal_id], around.place_of(around.goals[goal_id])
    measure, cycle, value = measure_from_json(goal.measure), cycle_of(goal), value_of(goal)
    children = _children(around, goal_id, found)
    progress = own = _own_progress(goal, measure, value)
    leans = isinstance(measure, YesNo) and children is not None and not own.is_reached
    leans = leans and goal.score is None
    if leans and children is not None:
        progress = Progress(children.progress)
    forecast = None
    if metric_of(measure) is not None and goal.closed_at is None:
        points = points_of(around.said.get(goal_id, ()), place.zone)
        forecast = forecast_of(points, cycle, place.calendar)
    expected = place.pace(cycle)
    # Reached or not, nothing between: half of the time says nothing until all of it is over.
    is_paced = not isinstance(measure, YesNo) or own.is_reached
    is_known = leans or (is_paced and not _is_new(goal, own, place))
    suggestion = suggest_status(
        progress=progress.raw if is_known else None,
        expected=expected,
        landing=_landing(measure, forecast),
        over=place.today > cycle.end,
    )
    if leans and children is not None and children.status in OPEN:
        # A goal that shows what is below it is as bad as the worst of that, whatever the pace.
        suggestion = Suggestion(children.status, Basis.CHILDREN, progress.raw or 0.0)
    done, left = around.tasks.get(goal_id, (0, 0))
    return GoalFigures(
        measure=measure,
        cycle=cycle,
        today=place.today,
        value=value,
        progress=progress,
        expected=expected,
        forecast=forecast,
        shown=_shown(goal, suggestion, children if leans else None),
        suggestion=suggestion,
        children=children,
        tasks_done=done,
        tasks_left=left,
        check_ins=tuple(around.check_ins.get(goal_id, ())),
        calendar=place.calendar,
        is_stale=_is_stale(goal, place),
    )


def _is_new(goal: Goal, own: Progress, place: _Place) -> bool:
    """Whether nobody has said anything yet, nor had to: a goal of the midst of a quarter would be
    off track on the day it is written."""
    if own.raw or goal.last_check_in_at is not None:
        return False
    written = goal.created_at.astimezone(place.zone).date()
    return (place.today - written).days < 7 * goal.check_in_weeks


def _is_stale(goal: Goal, place: _Place) -> bool:
    if goal.closed_at is not None or place.today > goal.cycle_end:
        return False
    last = goal.last_check_in_at
    spoken = last.astimezone(place.zone).date() if last else None
    since = max(goal.cycle_start, goal.created_at.astimezone(place.zone).date())
    return is_stale(since, spoken, place.today, goal.check_in_weeks)


def _children(around: _Around, goal_id: int, found: Mapping[int, GoalFigures]) -> RollUp | None:
    until = around.goals[goal_id].cycle_end
    # What went on into the next quarter before its parent did says nothing of this one.
    below = [
        each
        for each in around.below.get(goal_id, ())
        if each in found and around.goals[each].cycle_start <= until
    ]
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


def points_of(said: Iterable[Said], zone: ZoneInfo) -> tuple[Point, ...]:
    """The values said so far, by day in that zone."""
    return tuple(
        Point(each.at.astimezone(zone).date(), each.value)
        for each in said
        if each.value is not None
    )


def _landing(measure: Measure, forecast: Forecast | None) -> float | None:
    metric = metric_of(measure)
    if metric is None or forecast is None:
        return None
    return metric_progress(metric, forecast.likely).raw
