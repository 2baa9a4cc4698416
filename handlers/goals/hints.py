"""One-tap fixes of SMART hints: each brings the private reply up to date."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.cycles import Length
from domain.smart import Fix
from handlers.answers import Answer
from handlers.goals.clicked import clicked_goal
from handlers.goals.forms import edit_form, hinted_again
from handlers.goals.told_later import place_of
from handlers.requests import Request
from handlers.unit import Handler
from services.goals import hints as use_cases
from services.goals.change import GoalChanged
from services.scene import Scene
from storage.tables import Goal
from views.goals import hints as views

ONLY: Mapping[Fix, tuple[str, ...]] = {
    Fix.EDIT_TITLE: ("title",),
    Fix.ADD_WHY: ("why",),
    Fix.ADD_MEASURE: ("measure", "start", "target", "steps"),
    Fix.ADD_START: ("start", "target"),
    Fix.SET_TARGET: ("measure", "start", "target", "steps"),
    Fix.SHORTEN: ("cycle", "first_day", "due_date"),
}
"""The fields that the form of a fix shows."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """Which hint of which goal was tapped, as the id of its block says."""

    fix: Fix
    goal: Goal
    cycle_said: bool


def _tapped(session: Session, scene: Scene, request: Request) -> Tapped:
    action: Mapping[str, Any] = request.payload["actions"][0]
    _, fix, goal_id, cycle_said = str(action.get("block_id") or "").split()
    return Tapped(Fix(fix), clicked_goal(session, scene, goal_id), cycle_said == "1")


def _told(
    session: Session, scene: Scene, tapped: Tapped, changed: GoalChanged, *, said: bool = False
) -> Answer:
    cycle_said = tapped.cycle_said or said
    return Answer(hinted_again(session, scene, changed, cycle_said=cycle_said), replaces=True)


def open_form(session: Session, scene: Scene, request: Request) -> Answer:
    """A fix that needs typing: the form with its fields only."""
    tapped = _tapped(session, scene, request)
    memory = {"place": place_of(request), "hint": int(tapped.cycle_said)}
    return Answer(form=edit_form(session, scene, tapped.goal, memory, ONLY[tapped.fix]))


def apply(session: Session, scene: Scene, request: Request) -> Answer:
    """A fix that needs no more than a tap."""
    tapped = _tapped(session, scene, request)
    goal_id = tapped.goal.id or 0
    hinted = use_cases.hints_of(session, scene, goal_id, cycle_said=tapped.cycle_said)
    changed = use_cases.apply_fix(session, scene, tapped.goal, hinted, tapped.fix)
    return _told(session, scene, tapped, changed)


def pick_owner(session: Session, scene: Scene, request: Request) -> Answer:
    """Somebody was chosen."""
    tapped = _tapped(session, scene, request)
    changed = use_cases.pick_owner(session, scene, tapped.goal, request.value)
    return _told(session, scene, tapped, changed)


def pick_parent(session: Session, scene: Scene, request: Request) -> Answer:
    """A goal above was chosen."""
    tapped = _tapped(session, scene, request)
    changed = use_cases.pick_parent(session, scene, tapped.goal, int(request.value))
    return _told(session, scene, tapped, changed)


def pick_cycle(session: Session, scene: Scene, request: Request) -> Answer:
    """This quarter, half-year or year."""
    tapped = _tapped(session, scene, request)
    changed = use_cases.pick_cycle(session, scene, tapped.goal, Length(request.value))
    return _told(session, scene, tapped, changed, said=True)


ACTIONS: Mapping[str, Handler] = {
    views.FORM: open_form,
    views.APPLY: apply,
    views.OWNER: pick_owner,
    views.PARENT: pick_parent,
    **{f"{views.CYCLE}.{length.value}": pick_cycle for length in views.LENGTHS},
}
