"""Change, link, finish, drop, reopen, tick: the verbs that work on existing goals."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlmodel import Session

from domain.dates import When
from domain.errors import NoSuchTask
from domain.goal_errors import NoSuchGoal, NoSuchMilestone, ValueNotTaken
from domain.goal_lines.values import GoalChange
from domain.goals.measures import change_metric, plan_metric, tick
from domain.goals.rollup import plan_weight
from domain.goals.status import GoalAction
from domain.goals.stored import measure_from_json, measure_to_json
from domain.goals.values import WHY_MAX, GoalStatus, Metric, Milestones
from domain.visibility import Visibility
from services.goals.add import cycle_for, today_of
from services.goals.cards import show_goal_card
from services.goals.change import GoalChanged, allow, apply_changes
from services.goals.figures import cycle_of
from services.goals.parents import resolve_parent
from services.readable import readable_text
from services.scene import Scene
from services.tasks.links import refuse_kpis
from services.tasks.resolve import (
    place_of,
    resolve_due,
    resolve_owner,
    resolve_person,
    resolve_team,
)
from storage import conversations
from storage import goals as store
from storage import tasks as task_store
from storage.tables import Goal, Team

OPEN = "open"


def get_goal(session: Session, scene: Scene, number: int, *, lock: bool = True) -> Goal:
    """The goal with this number if the acting person may see it; raises NoSuchGoal."""
    found = store.find_goal(session, scene.workspace_id, number, scene.audience, lock=lock)
    if found is None:
        raise NoSuchGoal(number)
    return found


def each_goal(
    session: Session, scene: Scene, numbers: Iterable[int], step: Callable[[Goal], GoalChanged]
) -> list[GoalChanged]:
    """All or nothing, in the order of the numbers so that two people never wait for each other."""
    return [step(get_goal(session, scene, number)) for number in sorted(set(numbers))]


def finish_goals(
    session: Session, scene: Scene, numbers: Iterable[int], why: str
) -> list[GoalChanged]:
    """Mark goals as done, with a last word if one was typed."""
    return each_goal(session, scene, numbers, lambda goal: finish_goal(session, scene, goal, why))


def finish_goal(session: Session, scene: Scene, goal: Goal, why: str = "") -> GoalChanged:
    """Mark one goal as done; one that is done already stays as it is."""
    if goal.status == GoalStatus.DONE:
        return apply_changes(session, scene, goal, "finish", {})
    allow(session, scene, goal, GoalAction.CLOSE)
    columns = {"status": GoalStatus.DONE.value, "reason": why, "closed_at": scene.now}
    return apply_changes(session, scene, goal, "finish", columns)


def drop_goals(
    session: Session, scene: Scene, numbers: Iterable[int], reason: str
) -> list[GoalChanged]:
    """Give goals up, with a reason if one was typed."""

    def drop(goal: Goal) -> GoalChanged:
        if goal.status == GoalStatus.DROPPED:
            return apply_changes(session, scene, goal, "drop", {})
        allow(session, scene, goal, GoalAction.DROP)
        columns = {"status": GoalStatus.DROPPED.value, "reason": reason, "closed_at": scene.now}
        return apply_changes(session, scene, goal, "drop", columns)

    return each_goal(session, scene, numbers, drop)


def reopen_goals(session: Session, scene: Scene, numbers: Iterable[int]) -> list[GoalChanged]:
    """Open closed goals again; a score they got at the end is taken away."""
    return each_goal(session, scene, numbers, lambda goal: reopen_goal(session, scene, goal))


def reopen_goal(session: Session, scene: Scene, goal: Goal) -> GoalChanged:
    """Open one closed goal again; an open one stays as it is."""
    allow(session, scene, goal, GoalAction.REOPEN)
    if goal.closed_at is None:
        return apply_changes(session, scene, goal, "reopen", {})
    columns = {"status": OPEN, "reason": "", "closed_at": None, "score": None}
    return apply_changes(session, scene, goal, "reopen", columns)


def tick_milestones(
    session: Session, scene: Scene, number: int, positions: tuple[int, ...], *, done: bool
) -> GoalChanged:
    """Mark milestones (counted from 1) as done, or open again.

    Raises NoSuchMilestone, also for a goal without milestones.
    """
    goal = get_goal(session, scene, number)
    allow(session, scene, goal, GoalAction.CHECK_IN)
    measure = measure_from_json(goal.measure)
    if not isinstance(measure, Milestones):
        raise NoSuchMilestone(positions[0], 0)
    day = today_of(scene, team_of(session, scene, goal)) if done else None
    ticked = measure_to_json(tick(measure, positions, day))
    return apply_changes(session, scene, goal, "tick", {"measure": ticked})


def link_tasks(
    session: Session, scene: Scene, number: int, tasks: tuple[int, ...], kpis: tuple[int, ...]
) -> GoalChanged:
    """Let these tasks count for a goal; raises NoSuchTask and NoSuchKpi."""
    goal = get_goal(session, scene, number)
    allow(session, scene, goal, GoalAction.LINK)
    refuse_kpis(kpis)
    present = set(store.linked_task_ids(session, goal.id or 0))
    wanted = sorted(present | set(_task_ids(session, scene, tasks)))
    return apply_changes(session, scene, goal, "link", {"tasks": wanted})


def unlink_tasks(
    session: Session, scene: Scene, number: int, tasks: tuple[int, ...], kpis: tuple[int, ...]
) -> GoalChanged:
    """Let these tasks no longer count for a goal."""
    goal = get_goal(session, scene, number)
    allow(session, scene, goal, GoalAction.LINK)
    refuse_kpis(kpis)
    present = set(store.linked_task_ids(session, goal.id or 0))
    wanted = sorted(present - set(_task_ids(session, scene, tasks)))
    return apply_changes(session, scene, goal, "unlink", {"tasks": wanted})


def _task_ids(session: Session, scene: Scene, numbers: Iterable[int]) -> list[int]:
    found = []
    for number in numbers:
        task = task_store.find_task(session, scene.workspace_id, number, scene.audience)
        if task is None:
            raise NoSuchTask(number)
        found.append(task.id or 0)
    return found


def change_goals(
    session: Session, scene: Scene, numbers: Iterable[int], change: GoalChange
) -> list[GoalChanged]:
    """Change what a line names, in all these goals."""
    return each_goal(
        session, scene, numbers, lambda goal: change_goal(session, scene, goal, change)
    )


def change_goal(session: Session, scene: Scene, goal: Goal, change: GoalChange) -> GoalChanged:
    """Change what a line or form names, in one goal."""
    allow(session, scene, goal, GoalAction.EDIT)
    team = team_of(session, scene, goal)
    wanted = _wanted_words(session, scene, goal, change)
    wanted |= _wanted_people(session, scene, goal, change)
    wanted |= _wanted_measure(goal, change)
    wanted |= _wanted_dates(scene, goal, team, change)
    if change.parent is not None:
        wanted["parent_id"] = resolve_parent(session, scene, change.parent, goal).id
    elif change.no_parent:
        wanted["parent_id"] = None
    if change.weight is not None:
        wanted["weight"] = plan_weight(change.weight)
    if change.cadence is not None:
        wanted["check_in_weeks"] = change.cadence
    if change.team is not None:
        named, place = resolve_team(session, scene, change.team)
        wanted["team_id"] = named.id
        if goal.visibility != Visibility.WORKSPACE:
            wanted |= opened_to(place.kind, place.id)
    changed = apply_changes(session, scene, goal, "edit", wanted)
    if "team_id" in changed.changes:
        show_goal_card(session, scene, changed.facts)
    return changed


def opened_to(kind: str, conversation_id: int | None) -> dict[str, Any]:
    """The columns of something that moves into a channel of this kind."""
    if kind == "public":
        return {"visibility": Visibility.WORKSPACE.value}
    return {"visibility": Visibility.CONVERSATION.value, "conversation_id": conversation_id}


def _wanted_words(session: Session, scene: Scene, goal: Goal, change: GoalChange) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    if change.title is not None:
        wanted["title"] = readable_text(session, scene.workspace_id, change.title)
    if change.why is not None:
        wanted["why"] = readable_text(session, scene.workspace_id, change.why)
    if change.note:
        note = readable_text(session, scene.workspace_id, change.note)
        wanted["why"] = (f"{goal.why}\n{note}" if goal.why else note)[:WHY_MAX]
    return wanted


def _wanted_people(
    session: Session, scene: Scene, goal: Goal, change: GoalChange
) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    goal_id = goal.id or 0
    if change.unassign:
        wanted["owner_id"] = None
    if change.owner is not None:
        place = place_of(session, goal)
        wanted["owner_id"] = resolve_owner(session, scene, change.owner, place).id
    if change.watchers:
        new = {resolve_person(session, scene, ref).id or 0 for ref in change.watchers}
        wanted["watchers"] = sorted(new | set(store.goal_watcher_ids(session, goal_id)))
    if change.labels:
        present = store.goal_labels(session, goal_id)
        known = {label.casefold() for label in present}
        new_labels = [label for label in change.labels if label.casefold() not in known]
        wanted["labels"] = sorted(present + new_labels, key=str.casefold)
    return wanted


def _wanted_measure(goal: Goal, change: GoalChange) -> dict[str, Any]:
    refuse_kpis((change.kpi,) if change.kpi else ())
    if change.figures is None:
        return {}
    measure = measure_from_json(goal.measure)
    if isinstance(measure, Milestones):
        raise ValueNotTaken("milestones", goal.number)
    if isinstance(measure, Metric):
        return {"measure": measure_to_json(change_metric(measure, change.figures))}
    metric = plan_metric(change.figures)
    if metric is None:
        # "from 31" alone means nothing to a goal that has no target.
        raise ValueNotTaken("yes_no", goal.number)
    return {"measure": measure_to_json(metric)}


def _wanted_dates(
    scene: Scene, goal: Goal, team: Team | None, change: GoalChange
) -> dict[str, Any]:
    if change.cycle is not None:
        cycle = cycle_for(scene, team, change.cycle, change.due)
    elif change.due is not None:
        return _until(scene, goal, team, change.due)
    elif change.clear_due:
        cycle = cycle_for(scene, team, None, None)
    else:
        return {}
    return {"cycle_start": cycle.start, "cycle_end": cycle.end}


def _until(scene: Scene, goal: Goal, team: Team | None, due: When) -> dict[str, Any]:
    """Another last day: the goal keeps its beginning, unless that lies behind the new end."""
    day = resolve_due(scene, team, due).due_date
    cycle = cycle_of(goal)
    if day is None or day >= cycle.start:
        return {"cycle_end": day or cycle.end}
    return {"cycle_start": today_of(scene, team), "cycle_end": day}


def team_of(session: Session, scene: Scene, goal: Goal) -> Team | None:
    """The team of a goal."""
    if goal.team_id is None:
        return None
    return conversations.get_team(session, scene.workspace_id, goal.team_id)
