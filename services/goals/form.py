"""Add and edit a goal from a form: only the fields that the person changed are written."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from domain.cycles import Between
from domain.dates.values import CalendarDate
from domain.errors import StaleChange
from domain.goal_errors import NoSuchGoal
from domain.goal_lines.values import NewGoal
from domain.goals.measures import Figures
from domain.goals.rollup import plan_weight
from domain.goals.status import GoalAction
from domain.goals.stored import measure_from_json, measure_to_json
from domain.goals.values import (
    CADENCES,
    WHY_MAX,
    Amount,
    Measure,
    MeasureKind,
    Metric,
    Milestones,
    YesNo,
)
from domain.people import PersonRef
from services.goals.add import GoalAdded, add_goal
from services.goals.change import GoalChanged, allow, apply_changes
from services.goals.figures import cycle_of
from services.goals.form_fields import (
    DATED,
    MEASURED,
    OWN_DATES,
    GoalFields,
    Reading,
    digest,
    digests,
    fields_of,
    given,
    read_cycle,
    read_measure,
)
from services.goals.parents import resolve_parent
from services.goals.verbs import team_of
from services.readable import readable_text
from services.scene import Scene
from services.tasks.form import Fields as TaskFields
from services.tasks.form import labels_of, title_of
from services.tasks.resolve import place_of, resolve_owner
from storage import goals as store
from storage.pillars import pillars_of
from storage.tables import Goal


@dataclass(frozen=True, slots=True)
class _Sent:
    """A form of an existing goal: what it says, which fields count, and what is wrong so far."""

    said: GoalFields
    changed: frozenset[str]
    reading: Reading


def add_from_form(session: Session, scene: Scene, said: GoalFields) -> GoalAdded:
    """A new goal; raises FieldsRefused with the reason for each field that cannot be used."""
    reading = Reading()
    title = reading.take("title", lambda: title_of(TaskFields(said.title or "")))
    labels = reading.take("labels", lambda: labels_of(TaskFields("", labels=said.labels or "")))
    if said.owner:
        reading.take("owner", lambda: resolve_owner(session, scene, PersonRef(said.owner)))
    measure = read_measure(reading, said, None)
    cycle = read_cycle(reading, scene, scene.team, said)
    if said.parent:
        reading.take("parent", lambda: resolve_parent(session, scene, int(said.parent or 0), None))
    reading.done()
    new = NewGoal(
        title=title or "",
        why=(said.why or "").strip(),
        figures=_figures_again(measure),
        milestones=tuple(s.title for s in measure.steps) if isinstance(measure, Milestones) else (),
        owner=PersonRef(said.owner) if said.owner else None,
        unassigned=not said.owner,
        labels=labels or (),
        cycle=Between(_day(cycle.start), _day(cycle.end)) if cycle else None,
        parent=int(said.parent) if said.parent else None,
        weight=int(said.weight or 1),
        cadence=int(said.check_in_weeks or CADENCES[0]),
    )
    return _under_pillar(session, scene, add_goal(session, scene, new), said)


def _under_pillar(session: Session, scene: Scene, result: GoalAdded, said: GoalFields) -> GoalAdded:
    """The new goal under the pillar chosen, if its team has that one."""
    goal = result.facts.goal
    pillar_id = _pillar_id(session, goal.team_id, said.pillar or "")
    if pillar_id is None:
        return result
    store.change_goal(session, goal.id or 0, {"pillar_id": pillar_id})
    return replace(result, facts=store.get_goal_facts(session, scene.workspace_id, goal.id or 0))


def _figures_again(measure: Measure | None) -> Figures | None:
    if not isinstance(measure, Metric):
        return None
    start = None if measure.start is None else Amount(measure.start, measure.unit)
    return Figures(start, Amount(measure.target, measure.unit))


def _day(day: dt.date) -> CalendarDate:
    return CalendarDate(day.month, day.day, day.year)


def edit_from_form(
    session: Session, scene: Scene, goal: Goal, seen: Mapping[str, str], said: GoalFields
) -> GoalChanged:
    """Write the fields that differ from what the form showed (`seen`: their digests).

    Raises FieldsRefused, NotAllowed, GoalClosed, and StaleChange if one of them was changed by
    somebody else meanwhile.
    """
    allow(session, scene, goal, GoalAction.EDIT)
    facts = store.get_goal_facts(session, scene.workspace_id, goal.id or 0)
    now = digests(fields_of(session, scene, facts))
    changed = {name for name, value in given(said).items() if digest(value) != seen.get(name, "")}
    changed = _that_count(changed, said)
    if stale := tuple(sorted(name for name in changed if now.get(name) != seen.get(name))):
        raise StaleChange(goal.number, stale, kind="goal")
    reading = Reading()
    form = _Sent(said, frozenset(changed), reading)
    wanted = _wanted_words(session, scene, form)
    wanted |= _wanted_place(session, scene, goal, form)
    if changed & MEASURED:
        measure = read_measure(reading, said, measure_from_json(goal.measure))
        wanted["measure"] = measure_to_json(measure or YesNo())
    if changed & DATED:
        cycle = read_cycle(reading, scene, team_of(session, scene, goal), said, was=cycle_of(goal))
        wanted |= {"cycle_start": cycle.start, "cycle_end": cycle.end} if cycle else {}
    reading.done()
    return apply_changes(session, scene, goal, "edit", wanted)


def _that_count(changed: set[str], said: GoalFields) -> set[str]:
    """Without the fields of a measure that was not chosen and of days that were not asked for."""
    left_out = set()
    if said.measure is not None and said.measure != MeasureKind.METRIC:
        left_out |= {"start", "target"}
    if said.measure is not None and said.measure != MeasureKind.MILESTONES:
        left_out |= {"steps"}
    if said.cycle is not None and said.cycle != OWN_DATES:
        left_out |= {"first_day", "due_date"}
    if said.cycle == OWN_DATES:
        # Only the days say whether another time was meant.
        left_out |= {"cycle"}
    return changed - left_out


def _wanted_words(session: Session, scene: Scene, form: _Sent) -> dict[str, Any]:
    said, changed, reading = form.said, form.changed, form.reading
    wanted: dict[str, Any] = {}
    if "title" in changed:
        title = reading.take("title", lambda: title_of(TaskFields(said.title or "")))
        wanted["title"] = readable_text(session, scene.workspace_id, title or "")
    if "why" in changed:
        why = readable_text(session, scene.workspace_id, (said.why or "").strip())
        wanted["why"] = why[:WHY_MAX]
    if "labels" in changed:
        found = reading.take("labels", lambda: labels_of(TaskFields("", labels=said.labels or "")))
        unique = {label.casefold(): label for label in reversed(found or ())}
        wanted["labels"] = sorted(unique.values(), key=str.casefold)
    if "weight" in changed:
        wanted["weight"] = reading.take("weight", lambda: plan_weight(int(said.weight or 0)))
    if "check_in_weeks" in changed:
        wanted["check_in_weeks"] = int(said.check_in_weeks or CADENCES[0])
    return wanted


def _wanted_place(session: Session, scene: Scene, goal: Goal, form: _Sent) -> dict[str, Any]:
    said, changed, reading = form.said, form.changed, form.reading
    wanted: dict[str, Any] = {}
    if "owner" in changed:
        owner = None
        if said.owner:
            ref, place = PersonRef(said.owner), place_of(session, goal)
            owner = reading.take("owner", lambda: resolve_owner(session, scene, ref, place))
        wanted["owner_id"] = owner.id if owner else None
    if "parent" in changed:
        wanted["parent_id"] = _parent_id(session, scene, reading, goal, said.parent or "")
    if "pillar" in changed:
        wanted["pillar_id"] = _pillar_id(session, goal.team_id, said.pillar or "")
    return wanted


def _parent_id(
    session: Session, scene: Scene, reading: Reading, goal: Goal, value: str
) -> int | None:
    if not value:
        return None
    if not value.isdigit():
        raise NoSuchGoal(0)
    found = reading.take("parent", lambda: resolve_parent(session, scene, int(value), goal))
    return found.id if found else None


def _pillar_id(session: Session, team_id: int | None, value: str) -> int | None:
    """The pillar chosen; none if the goal's team has no such pillar (any more)."""
    if not value or team_id is None:
        return None
    known = {str(pillar.id): pillar.id for pillar in pillars_of(session, team_id)}
    return known.get(value)
