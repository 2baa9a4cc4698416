"""SMART hints for a goal as it stands: what is known beside it, and the fixes that need no form."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from domain.cycles import Beside, Length
from domain.goal_lines.values import GoalChange
from domain.goals.measures import Figures
from domain.goals.stored import measure_from_json
from domain.goals.values import Amount, Measure
from domain.people import PersonRef
from domain.smart import Draft, Fix, Hint, hints_for, is_similar, weekly_changes
from services.goals.change import GoalChanged
from services.goals.choices import parents_to_choose
from services.goals.figures import GoalFigures, cycle_of, figures_of, metric_of, points_of
from services.goals.verbs import change_goal
from services.scene import Scene, zone_of
from storage import goals as store
from storage.goal_choices import scored_goals
from storage.goals import GoalFacts
from storage.tables import Goal
from storage.visibility import may_see_goal


@dataclass(frozen=True, slots=True)
class Hinted:
    """A goal with the hints for it; `cycle_said` = its time was chosen, not assumed."""

    facts: GoalFacts
    figures: GoalFigures
    hints: tuple[Hint, ...]
    parents: tuple[Goal, ...] = ()
    cycle_said: bool = True


def hints_of(session: Session, scene: Scene, goal_id: int, *, cycle_said: bool) -> Hinted:
    """The hints for a goal; earlier figures and scores only as far as the person may see them."""
    facts = store.get_goal_facts(session, scene.workspace_id, goal_id)
    goal = facts.goal
    figures = figures_of(session, scene.workspace_id, [goal], scene.audience, scene.now)[goal_id]
    if goal.closed_at is not None:
        return Hinted(facts, figures, ())
    measure = measure_from_json(goal.measure)
    parents = parents_to_choose(session, scene, goal, facts.team)
    draft = Draft(
        title=goal.title,
        measure=measure,
        cycle=cycle_of(goal),
        owned=goal.owner_id is not None,
        has_parent=goal.parent_id is not None,
        parents_to_choose=bool(parents),
        has_why=bool(goal.why),
        cycle_said=cycle_said,
        weekly_changes=_earlier_changes(session, scene, facts, measure),
        similar_scores=_similar_scores(session, scene, goal),
    )
    return Hinted(facts, figures, hints_for(draft), parents, cycle_said)


def _earlier_changes(
    session: Session, scene: Scene, facts: GoalFacts, measure: Measure
) -> tuple[float, ...]:
    """How fast the same figure moved in the goal that this one carries on."""
    earlier_id, metric = facts.goal.carried_from_id, metric_of(measure)
    if earlier_id is None or metric is None:
        return ()
    if not may_see_goal(session, scene.audience, earlier_id):
        return ()
    earlier = store.get_goal(session, scene.workspace_id, earlier_id)
    before = metric_of(measure_from_json(earlier.measure))
    if before is None or before.unit != metric.unit:
        return ()
    said = store.check_ins_by_goal(session, [earlier_id]).get(earlier_id, [])
    points = points_of(said, zone_of(scene, facts.team))
    return weekly_changes([(point.day.toordinal(), point.value) for point in points])


def _similar_scores(session: Session, scene: Scene, goal: Goal) -> tuple[float, ...]:
    closed = scored_goals(session, scene.workspace_id, scene.audience)
    alike = [each for each in closed if is_similar(goal.title, each.title)]
    return tuple(each.score for each in alike if each.score is not None)


# --- fixes --------------------------------------------------------------------------------------


def pick_owner(session: Session, scene: Scene, goal: Goal, slack_id: str) -> GoalChanged:
    """Somebody owns it; raises PersonCannotOwn."""
    return change_goal(session, scene, goal, GoalChange(owner=PersonRef(slack_id)))


def pick_parent(session: Session, scene: Scene, goal: Goal, number: int) -> GoalChanged:
    """It lies under another goal; raises the errors of `resolve_parent`."""
    return change_goal(session, scene, goal, GoalChange(parent=number))


def pick_cycle(session: Session, scene: Scene, goal: Goal, length: Length) -> GoalChanged:
    """It is for this quarter, half-year or year."""
    return change_goal(session, scene, goal, GoalChange(cycle=Beside(length, 0)))


def use_figures(session: Session, scene: Scene, goal: Goal, hint: Hint) -> GoalChanged:
    """It is measured by the figures in its title."""
    return change_goal(session, scene, goal, GoalChange(figures=hint.figures))


def set_target(session: Session, scene: Scene, goal: Goal, hint: Hint) -> GoalChanged:
    """Its target is the one in reach."""
    figures = Figures(target=Amount(hint.target)) if hint.target is not None else None
    return change_goal(session, scene, goal, GoalChange(figures=figures))


APPLIED: dict[Fix, Callable[[Session, Scene, Goal, Hint], GoalChanged]] = {
    Fix.USE_FIGURES: use_figures,
    Fix.SET_TARGET: set_target,
}
"""The fixes that need no more than a tap."""


def apply_fix(session: Session, scene: Scene, goal: Goal, hinted: Hinted, fix: Fix) -> GoalChanged:
    """Do what a hint offers; nothing if it has been seen to meanwhile."""
    hint = next((hint for hint in hinted.hints if hint.fix is fix), None)
    if hint is None or fix not in APPLIED:
        return change_goal(session, scene, goal, GoalChange())
    return APPLIED[fix](session, scene, goal, hint)
