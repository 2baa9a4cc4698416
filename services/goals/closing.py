"""The end of a cycle: goals get their score and last word, unfinished ones go on in the next."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from domain.cycles import Cycle, CyclePhrase, Toward, resolve_cycle
from domain.goal_errors import ClosedMeanwhile, NoSuchGoal
from domain.goals.closing import CarryOver, plan_carry_over, plan_score, score_of
from domain.goals.status import GoalAction
from domain.goals.stored import measure_from_json
from domain.goals.values import GoalStatus
from services.goals.add import today_of
from services.goals.carry_over import carry_over, goes_on_as
from services.goals.change import GoalChanged, allow, apply_changes, status_of
from services.goals.figures import GoalFigures, cycle_of, figures_of, value_of
from services.readable import readable_text
from services.scene import Scene
from services.tasks.resolve import is_day_first
from storage import goal_cycles
from storage import goals as store
from storage.goals import GoalFacts
from storage.people import locale_of
from storage.tables import Goal
from storage.visibility import may_see_goal

FORM_MAX = 10
"""Goals in one form; the rest comes in the next."""


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """One goal in the form: its computed score, and the cycle in which it could go on (None if
    nothing is left to do, or if it goes on already, as `next_goal`)."""

    facts: GoalFacts
    figures: GoalFigures
    score: Decimal | None
    next_cycle: Cycle | None
    next_goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class ClosingSheet:
    """What the form shows; `cycle` None = one goal was named. `more` = others wait for the next
    form."""

    lines: tuple[ClosingLine, ...]
    cycle: Cycle | None
    today: dt.date
    more: bool = False
    skip: int = 0
    """So many goals of the cycle were left open in the forms before."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What the form, or a line, says of one goal."""

    goal_id: int
    score: Decimal
    word: str | None = None
    carry: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """A goal that was closed, and the one in which it goes on. `may_go_on` names the cycle in
    which it still could."""

    changed: GoalChanged
    next_goal: GoalFacts | None = None
    may_go_on: Cycle | None = None


# --- the form -------------------------------------------------------------------------------------


def closing_cycle(session: Session, scene: Scene, phrase: CyclePhrase | None) -> Cycle:
    """The cycle that was named, looking back; else that of the goals whose time ended last, or
    ends next; else the present one."""
    today = today_of(scene, scene.team)
    if phrase is not None:
        day_first = is_day_first(locale_of(scene.person))
        return resolve_cycle(phrase, today=today, toward=Toward.BACK, day_first=day_first)
    found = goal_cycles.goal_to_close_next(
        session, scene.workspace_id, scene.person_id, scene.audience, today
    )
    return cycle_of(found) if found else Cycle(today, today)


def sheet_of_cycle(session: Session, scene: Scene, cycle: Cycle, skip: int = 0) -> ClosingSheet:
    """The goals of a cycle that wait for this person's word: at most `FORM_MAX`."""
    found = goal_cycles.closable_goals(
        session,
        scene.workspace_id,
        scene.person_id,
        scene.audience,
        ends=(cycle.start, cycle.end),
        limit=FORM_MAX + 1,
        skip=skip,
    )
    lines = _lines(session, scene, found[:FORM_MAX])
    today = today_of(scene, scene.team)
    return ClosingSheet(lines, cycle, today, more=len(found) > FORM_MAX, skip=skip)


def sheet_of_goal(session: Session, scene: Scene, goal: Goal) -> ClosingSheet:
    """One goal, open or to be scored anew; raises NotAllowed, and GoalClosed for a dropped one."""
    allow(session, scene, goal, _action(goal))
    return ClosingSheet(_lines(session, scene, [goal]), None, today_of(scene, scene.team))


def _action(goal: Goal) -> GoalAction:
    return GoalAction.SCORE if goal.status == GoalStatus.DONE else GoalAction.CLOSE


def _lines(session: Session, scene: Scene, goals: Sequence[Goal]) -> tuple[ClosingLine, ...]:
    figures = figures_of(session, scene.workspace_id, goals, scene.audience, scene.now)
    ids = [goal.id or 0 for goal in goals]
    facts = store.goal_facts_by_id(session, scene.workspace_id, ids)
    further = goal_cycles.carried_over_from(session, ids)
    return tuple(
        _line(goal, facts[goal.id or 0], figures[goal.id or 0], further.get(goal.id or 0))
        for goal in goals
    )


def _line(
    goal: Goal, facts: GoalFacts, figures: GoalFigures, next_goal: Goal | None
) -> ClosingLine:
    score = score_of(figures.progress, status_of(goal))
    if goal.score is not None:
        score = round(Decimal(repr(goal.score)), 2)
    plan = None if next_goal is not None else carry_over_of(goal)
    return ClosingLine(facts, figures, score, plan.cycle if plan else None, next_goal)


def carry_over_of(goal: Goal) -> CarryOver | None:
    """How a goal would go on; None if nothing is left to do."""
    return plan_carry_over(
        measure_from_json(goal.measure),
        value=value_of(goal),
        status=status_of(goal),
        cycle=cycle_of(goal),
    )


# --- closing --------------------------------------------------------------------------------------


def close_goal(session: Session, scene: Scene, goal: Goal, score: Decimal) -> Closed:
    """Close one goal with this score, or score a closed one anew.

    Raises ScoreOutOfRange, NotAllowed, and GoalClosed for a dropped one.
    """
    was_open = goal.closed_at is None
    plan = carry_over_of(goal) if was_open else None
    changed = _close(session, scene, goal, Closing(goal.id or 0, score))
    known = goes_on_as(session, goal)
    return Closed(changed, may_go_on=plan.cycle if plan and known is None else None)


def close_goals(
    session: Session, scene: Scene, wanted: Sequence[Closing], *, were_closed: frozenset[int]
) -> list[Closed]:
    """Close what the form says, all or nothing; goals above others first, so that what goes on
    hangs under what goes on.

    `were_closed` were so when the form was opened, to be scored anew. Raises ClosedMeanwhile for
    others that are closed by now.
    """
    goals = {each.goal_id: _locked(session, scene, each.goal_id) for each in _by_key(wanted)}
    said = {each.goal_id: each for each in wanted}
    found: dict[int, Closed] = {}
    for goal_id in _downwards(goals):
        goal = goals[goal_id]
        if goal.closed_at is not None and goal_id not in were_closed:
            raise ClosedMeanwhile(goal.number)
        plan = carry_over_of(goal) if said[goal_id].carry else None
        changed = _close(session, scene, goal, said[goal_id])
        next_goal = None
        if plan is not None and goes_on_as(session, goal) is None:
            next_goal = carry_over(session, scene, goal, plan)
        found[goal_id] = Closed(changed, next_goal)
    return [found[each.goal_id] for each in wanted]


def go_on(session: Session, scene: Scene, goal: Goal) -> Closed:
    """Carry a goal over that was closed a moment ago."""
    allow(session, scene, goal, GoalAction.SCORE)
    known = goes_on_as(session, goal)
    plan = None
    if known is None and goal.status == GoalStatus.DONE:
        plan = plan_carry_over(
            measure_from_json(goal.measure),
            value=value_of(goal),
            status=GoalStatus.GREEN,
            cycle=cycle_of(goal),
        )
    next_goal = carry_over(session, scene, goal, plan) if plan is not None else None
    if next_goal is None and known is not None:
        next_goal = store.get_goal_facts(session, scene.workspace_id, known.id or 0)
    return Closed(apply_changes(session, scene, goal, "close", {}), next_goal)


def _close(session: Session, scene: Scene, goal: Goal, said: Closing) -> GoalChanged:
    allow(session, scene, goal, _action(goal))
    columns = {
        "status": GoalStatus.DONE.value,
        "score": float(plan_score(said.score)),
        "closed_at": goal.closed_at or scene.now,
    }
    if said.word is not None:
        columns["reason"] = readable_text(session, scene.workspace_id, said.word)
    return apply_changes(session, scene, goal, "close", columns)


def _by_key(wanted: Sequence[Closing]) -> list[Closing]:
    """The order in which rows are held, so that two people never wait for each other."""
    return sorted(wanted, key=lambda each: each.goal_id)


def _locked(session: Session, scene: Scene, goal_id: int) -> Goal:
    if not may_see_goal(session, scene.audience, goal_id):
        raise NoSuchGoal(goal_id)
    return store.lock_goal(session, scene.workspace_id, goal_id)


def _downwards(goals: Mapping[int, Goal]) -> list[int]:
    """Every goal after the one above it, if that is among them."""
    ordered: dict[int, None] = {}

    def place(goal_id: int) -> None:
        above = goals[goal_id].parent_id
        if above in goals and above not in ordered and above is not None:
            place(above)
        ordered[goal_id] = None

    for goal_id in sorted(goals):
        if goal_id not in ordered:
            place(goal_id)
    return list(ordered)
