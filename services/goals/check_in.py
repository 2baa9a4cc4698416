"""A check-in: value, status and why of a goal at one moment."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from domain.goal_errors import AmountUnreadable, NoSuchMilestone, ValueNotTaken
from domain.goal_lines.values import CheckIn
from domain.goals.measures import apply_value, tick, with_first_value
from domain.goals.status import CLOSED, GoalAction
from domain.goals.stored import measure_from_json, measure_to_json
from domain.goals.values import GoalStatus, Metric, Milestones, YesNo
from services.goals.add import today_of
from services.goals.cards import tell_check_in
from services.goals.change import GoalChanged, allow, apply_changes
from services.goals.figures import value_of
from services.goals.verbs import each_goal, finish_goal, team_of
from services.readable import readable_text
from services.scene import Scene
from storage import goals as store
from storage.tables import Goal


def check_in(session: Session, scene: Scene, said: CheckIn) -> list[GoalChanged]:
    """Write down what was said of these goals; "done" finishes them.

    Raises GoalClosed, ValueNotTaken, UnitMismatch and NoSuchMilestone.
    """
    if said.status in CLOSED:
        return each_goal(
            session, scene, said.numbers, lambda goal: finish_goal(session, scene, goal, said.why)
        )
    return each_goal(
        session, scene, said.numbers, lambda goal: check_in_on(session, scene, goal, said)
    )


def check_in_on(
    session: Session,
    scene: Scene,
    goal: Goal,
    said: CheckIn,
    ticked: Mapping[str, Any] | None = None,
) -> GoalChanged:
    """Write down what was said of one goal; what it leaves out stays as it was.

    `ticked` is the measure with the milestones that a form ticked.
    """
    allow(session, scene, goal, GoalAction.CHECK_IN)
    wanted = {**_measured(session, scene, goal, said), **(ticked or {})}
    word = GoalStatus(said.status).value if said.status else None
    check_in_id = store.add_check_in(
        session,
        {
            "goal_id": goal.id,
            "at": scene.now,
            "person_id": scene.person_id,
            "value": wanted.get("value", goal.value),
            "health": word,
            "confidence": said.confidence,
            "why": readable_text(session, scene.workspace_id, said.why),
            # Counts from the moment at which the change is applied.
            "undone": True,
        },
    )
    wanted |= {"health": word, "last_check_in_at": scene.now, "check_in": check_in_id}
    changed = apply_changes(session, scene, goal, "check_in", wanted)
    tell_check_in(session, scene, changed.facts, check_in_id)
    return changed


def _measured(session: Session, scene: Scene, goal: Goal, said: CheckIn) -> dict[str, Any]:
    """What the figure of a check-in changes: the value, a start not known before, milestones."""
    if said.amount is None:
        return {}
    measure = measure_from_json(goal.measure)
    if isinstance(measure, Milestones):
        return {"measure": measure_to_json(_counted(session, scene, goal, measure, said))}
    if isinstance(measure, YesNo) or not isinstance(measure, Metric):
        raise ValueNotTaken(measure.kind.value, goal.number)
    if said.of is not None:
        raise AmountUnreadable(f"{said.amount.value}/{said.of}")
    value = apply_value(measure, said.amount, relative=said.relative, last=value_of(goal))
    started = with_first_value(measure, value)
    return {"value": float(value), "measure": measure_to_json(started)}


def _counted(
    session: Session, scene: Scene, goal: Goal, measure: Milestones, said: CheckIn
) -> Milestones:
    """`2/5` or `2`: so many are done, in their order; `+1` one more."""
    count = len(measure.steps)
    amount = said.amount.value if said.amount else Decimal(0)
    done = [place for place, step in enumerate(measure.steps, 1) if step.done_on is not None]
    wanted = int(amount) + (len(done) if said.relative else 0)
    if (said.of is not None and said.of != count) or amount != int(amount):
        raise NoSuchMilestone(said.of or wanted, count)
    if not 0 <= wanted <= count:
        raise NoSuchMilestone(wanted, count)
    left = [place for place in range(1, count + 1) if place not in done]
    today = today_of(scene, team_of(session, scene, goal))
    if wanted >= len(done):
        return tick(measure, tuple(left[: wanted - len(done)]), today)
    return tick(measure, tuple(done[wanted:]), None)
