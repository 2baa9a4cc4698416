"""The fields of a goal's form as texts: how they are filled, read and compared."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TypeVar

from sqlmodel import Session

from domain.cycles import Cycle, cycle_around, plan_cycle_dates
from domain.errors import DomainError, FieldsRefused, PastDate
from domain.goal_errors import AmountUnreadable, NotFilledIn
from domain.goals.amounts import parse_amount
from domain.goals.measures import Figures, edit_milestones, plan_metric, plan_milestones
from domain.goals.stored import measure_from_json
from domain.goals.values import (
    CADENCES,
    Amount,
    Measure,
    MeasureKind,
    Metric,
    Milestones,
    Unit,
    UnitKind,
    YesNo,
)
from services.goals.add import today_of
from services.goals.figures import cycle_of
from services.scene import Scene
from storage import goals as store
from storage.goals import GoalFacts
from storage.tables import Goal, Team

HIDDEN = "hidden"
"""In place of the number of a parent that the person may not see: it can be kept."""
OWN_DATES = "dates"
"""In place of a cycle: the two days are picked one by one."""
_BULLET = re.compile(r"^\s*(?:[-*•·◦☐☑]|\d{1,2}[.)、])\s+")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class GoalFields:
    """The fields of the form as texts. None = the form did not have this field.

    `owner` is a Slack id, `parent` a number, `cycle` two ISO dates with dots between or OWN_DATES,
    `pillar` a primary key.
    """

    title: str | None = None
    why: str | None = None
    measure: str | None = None
    start: str | None = None
    target: str | None = None
    steps: str | None = None
    owner: str | None = None
    cycle: str | None = None
    first_day: str | None = None
    due_date: str | None = None
    parent: str | None = None
    weight: str | None = None
    check_in_weeks: str | None = None
    pillar: str | None = None
    labels: str | None = None


MEASURED = frozenset({"measure", "start", "target", "steps"})
DATED = frozenset({"cycle", "first_day", "due_date"})


def digests(shown: GoalFields) -> dict[str, str]:
    """What a form remembers of the fields it was opened with: enough to see what changed."""
    return {name: digest(value) for name, value in given(shown).items()}


def given(said: GoalFields) -> dict[str, str]:
    """The fields that the form had, by name."""
    every = {each.name: getattr(said, each.name) for each in fields(said)}
    return {name: value for name, value in every.items() if value is not None}


def digest(text: str) -> str:
    """The same for texts that differ in spaces only."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


# --- what the form shows ------------------------------------------------------------------------


def fields_of(session: Session, scene: Scene, facts: GoalFacts) -> GoalFields:
    """The form as the present state of a goal fills it for this person."""
    goal = facts.goal
    measure = measure_from_json(goal.measure)
    metric = measure if isinstance(measure, Metric) else None
    start = metric.start if metric else None
    cycle = cycle_of(goal)
    return GoalFields(
        title=goal.title,
        why=goal.why,
        measure=measure.kind.value,
        start=_figure(start, metric.unit) if metric and start is not None else "",
        target=_figure(metric.target, metric.unit) if metric else "",
        steps=_steps(measure),
        owner=facts.owner.slack_id if facts.owner else "",
        cycle=cycle_value(cycle),
        first_day=cycle.start.isoformat(),
        due_date=cycle.end.isoformat(),
        parent=_parent_value(session, scene, facts.parent),
        weight=str(goal.weight),
        check_in_weeks=str(goal.check_in_weeks),
        pillar=str(goal.pillar_id or ""),
        labels=" ".join(f"+{label}" for label in facts.labels),
    )


def empty_fields(scene: Scene) -> GoalFields:
    """The form of a new goal: owned by whoever opens it, reached or not, for this quarter."""
    cycle = cycle_around(today_of(scene, scene.team))
    return GoalFields(
        title="",
        why="",
        measure=MeasureKind.METRIC.value,
        start="",
        target="",
        steps="",
        owner=scene.person.slack_id,
        cycle=cycle_value(cycle),
        first_day=cycle.start.isoformat(),
        due_date=cycle.end.isoformat(),
        parent="",
        weight="1",
        check_in_weeks=str(CADENCES[0]),
        pillar="",
        labels="",
    )


def cycle_value(cycle: Cycle) -> str:
    """A cycle as the value of a choice."""
    return f"{cycle.start.isoformat()}..{cycle.end.isoformat()}"


def cycle_from(value: str) -> Cycle:
    """The cycle behind the value of a choice."""
    first, _, last = value.partition("..")
    return Cycle(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def _figure(value: Decimal, unit: Unit) -> str:
    """A figure as people type it; `parse_amount` reads it back."""
    if unit.kind is UnitKind.NUMBER:
        return f"{value:,f}"
    return f"{value:,f} {unit.text}"


def _steps(measure: Measure) -> str:
    return (
        "\n".join(step.title for step in measure.steps) if isinstance(measure, Milestones) else ""
    )


def _parent_value(session: Session, scene: Scene, parent: Goal | None) -> str:
    if parent is None:
        return ""
    seen = store.find_goal(session, scene.workspace_id, parent.number, scene.audience)
    return str(parent.number) if seen else HIDDEN


# --- what was sent ------------------------------------------------------------------------------


class Reading:
    """Reads field by field and keeps what is wrong with each, to be told all at once."""

    def __init__(self) -> None:
        self.errors: dict[str, DomainError] = {}

    def take(self, field: str, read: Callable[[], T]) -> T | None:
        """What `read` returns, None if it refuses: that is noted for the field."""
        try:
            return read()
        except DomainError as error:
            self.errors.setdefault(field, error)
            return None

    def done(self) -> None:
        """Raise FieldsRefused if anything was wrong."""
        if self.errors:
            raise FieldsRefused(self.errors)


def read_measure(reading: Reading, said: GoalFields, before: Measure | None) -> Measure | None:
    """The measure as filled in; what an existing one already knows stays (its unit, its days)."""
    kind = said.measure or (before or YesNo()).kind.value
    if kind == MeasureKind.MILESTONES:
        titles = step_titles(said.steps or "")
        if isinstance(before, Milestones):
            return reading.take("steps", lambda: edit_milestones(before, titles))
        return reading.take("steps", lambda: plan_milestones(titles))
    if kind != MeasureKind.METRIC:
        return YesNo()
    start = reading.take("start", lambda: _amount("start", said.start or "", required=False))
    target = reading.take("target", lambda: _amount("target", said.target or "", required=True))
    if target is None or reading.errors.keys() & {"start", "target"}:
        return None
    known = before if isinstance(before, Metric) else None
    unit = target.unit or (start.unit if start else None) or (known.unit if known else None)
    direction = known.direction if known else None
    figures = Figures(start, target)
    return reading.take("target", lambda: plan_metric(figures, unit=unit, direction=direction))


def _amount(field: str, text: str, *, required: bool) -> Amount | None:
    if not text.strip():
        if required:
            raise NotFilledIn(field)
        return None
    found = parse_amount(text)
    if found is None:
        raise AmountUnreadable(text.strip())
    return found


def step_titles(text: str) -> tuple[str, ...]:
    """One step a line; bullets and empty lines are dropped."""
    lines = (_BULLET.sub("", line, count=1).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def read_cycle(
    reading: Reading,
    scene: Scene,
    team: Team | None,
    said: GoalFields,
    was: Cycle | None = None,
) -> Cycle | None:
    """The cycle chosen, or between the two days; it may not end before today, unless it did."""
    if said.cycle and said.cycle != OWN_DATES:
        return cycle_from(said.cycle)
    if not said.first_day or not said.due_date:
        field = "due_date" if said.first_day else "first_day"
        return reading.take(field, lambda: _missing(field))
    first, last = (dt.date.fromisoformat(day) for day in (said.first_day, said.due_date))
    today = today_of(scene, team)
    if last < today and (was is None or last != was.end):
        return reading.take("due_date", lambda: _past(last, today))
    return reading.take("due_date", lambda: plan_cycle_dates(first, last))


def _missing(field: str) -> Cycle:
    raise NotFilledIn(field)


def _past(last: dt.date, today: dt.date) -> Cycle:
    raise PastDate(last, today)
