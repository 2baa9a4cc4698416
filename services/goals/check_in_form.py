"""The form of check-ins: which goals stand in it, and what was filled in as check-ins, all or none.

A check-in is an addition: what others said while the form was open stays beside it.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.errors import BadInput, DomainError, FieldsRefused, StaleChange
from domain.goal_errors import NoSuchGoal, NothingSaid
from domain.goal_lines.checkin import Said, read_value
from domain.goal_lines.values import CheckIn
from domain.goals.measures import tick
from domain.goals.status import GoalAction
from domain.goals.stored import measure_from_json, measure_to_json
from domain.goals.values import GoalStatus, Milestones
from services.goals.add import today_of
from services.goals.change import GoalChanged, allow
from services.goals.check_in import check_in_on
from services.goals.due import my_due_goals
from services.goals.figures import GoalFigures, figures_of
from services.goals.keys import goal_by_key
from services.goals.verbs import get_goal, team_of
from services.scene import Scene
from storage import goal_lists
from storage import goals as store
from storage.goals import GoalFacts
from storage.tables import Goal

GOALS_IN_FORM = 10
"""Seven blocks each, of the hundred that Slack shows."""
AS_FIGURES_SAY = "figures"
"""The choice that leaves the status to the figures."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The goals in one form, and the primary keys of those for which there is no room."""

    goals: tuple[GoalFacts, ...]
    figures: Mapping[int, GoalFigures]
    rest: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in for one goal, as typed. `steps` are the milestones ticked (from 1), `seen`
    those that were when the form opened, `outline` tells whether they are still the same steps."""

    value: str = ""
    steps: frozenset[int] = frozenset()
    seen: frozenset[int] = frozenset()
    outline: int = 0
    status: str = AS_FIGURES_SAY
    confidence: str = ""
    why: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was touched."""
        untouched = self.steps == self.seen and self.status in {"", AS_FIGURES_SAY}
        return untouched and not (self.value.strip() or self.confidence or self.why.strip())


def sheet_of_numbers(session: Session, scene: Scene, numbers: Sequence[int]) -> Sheet:
    """The form for these goals; raises NoSuchGoal, GoalClosed and NotAllowed."""
    goals = [get_goal(session, scene, number, lock=False) for number in numbers]
    for goal in goals:
        allow(session, scene, goal, GoalAction.CHECK_IN)
    return _sheet(session, scene, goals)


def sheet_of_keys(session: Session, scene: Scene, keys: Sequence[int]) -> Sheet:
    """The form for those of these goals (primary keys) that still take a check-in.

    Raises the reason if none does.
    """
    goals: list[Goal] = []
    refused: DomainError = NoSuchGoal(keys[0] if keys else 0)
    for key in keys:
        try:
            goal = goal_by_key(session, scene, key)
            allow(session, scene, goal, GoalAction.CHECK_IN)
        except DomainError as error:
            refused = error
        else:
            goals.append(goal)
    if not goals:
        raise refused
    return _sheet(session, scene, goals)


def sheet_of_due(session: Session, scene: Scene) -> Sheet:
    """The form for everything of the acting person that is due."""
    return _sheet(session, scene, my_due_goals(session, scene))


def open_goals(session: Session, scene: Scene) -> list[Goal]:
    """What the acting person owns that takes a check-in, due or not."""
    return goal_lists.open_goals_of(session, scene.workspace_id, scene.person_id)


def _sheet(session: Session, scene: Scene, goals: Sequence[Goal]) -> Sheet:
    shown, rest = goals[:GOALS_IN_FORM], goals[GOALS_IN_FORM:]
    keys = [goal.id or 0 for goal in shown]
    facts = store.goal_facts_by_id(session, scene.workspace_id, keys)
    figures = figures_of(session, scene.workspace_id, shown, scene.audience, scene.now)
    return Sheet(tuple(facts[key] for key in keys), figures, tuple(goal.id or 0 for goal in rest))


def done_steps(milestones: Milestones) -> frozenset[int]:
    """Which steps are done, counted from 1."""
    places = enumerate(milestones.steps, 1)
    return frozenset(place for place, step in places if step.done_on is not None)


def outline_of(milestones: Milestones) -> int:
    """A number that changes when the steps do, whatever is done of them."""
    return zlib.crc32("\n".join(step.title for step in milestones.steps).encode())


def take_sheet(session: Session, scene: Scene, filled: Mapping[int, Filled]) -> list[GoalChanged]:
    """Write down what was filled in, by primary key of the goal.

    Raises FieldsRefused with everything that cannot be used (block ids `value_12`, `steps_12`,
    `status_12` …); nothing is to be saved then.
    """
    said = {key: each for key, each in filled.items() if not each.is_empty}
    if not said:
        first = next(iter(filled), 0)
        raise FieldsRefused({f"status_{first}": NothingSaid()})
    results, refused = [], {}
    # In the order of the keys, so that two people never wait for each other.
    for key in sorted(said):
        try:
            results.append(_take(session, scene, key, said[key]))
        except DomainError as error:
            refused[f"{_field_of(error)}_{key}"] = error
    if refused:
        raise FieldsRefused(refused)
    return results


def _take(session: Session, scene: Scene, key: int, filled: Filled) -> GoalChanged:
    goal = goal_by_key(session, scene, key, lock=True)
    value = read_value(filled.value) if filled.value.strip() else Said()
    status = None if filled.status in {"", AS_FIGURES_SAY} else GoalStatus(filled.status)
    said = CheckIn(
        (goal.number,),
        amount=value.amount,
        relative=value.relative,
        of=value.of,
        status=status,
        why=filled.why.strip(),
        confidence=int(filled.confidence) if filled.confidence else None,
    )
    return check_in_on(session, scene, goal, said, _ticked(session, scene, goal, filled))


def _ticked(session: Session, scene: Scene, goal: Goal, filled: Filled) -> dict[str, Any]:
    """Only what this form ticked or opened again; what others ticked meanwhile stays."""
    if filled.steps == filled.seen:
        return {}
    measure = measure_from_json(goal.measure)
    if not isinstance(measure, Milestones) or outline_of(measure) != filled.outline:
        raise StaleChange(goal.number, ("measure",), None, kind="goal")
    today = today_of(scene, team_of(session, scene, goal))
    measure = tick(measure, tuple(filled.steps - filled.seen), today)
    measure = tick(measure, tuple(filled.seen - filled.steps), None)
    return {"measure": measure_to_json(measure)}


def _field_of(error: DomainError) -> str:
    """The field under which a reason is shown; the status is asked of every goal."""
    if isinstance(error, BadInput):
        return {"value": "value", "milestones": "steps", "why": "why"}.get(error.field, "status")
    return "status"
