"""An unfinished goal goes on in the next cycle: as a new goal that points back to the old one."""

from typing import Any

from sqlmodel import Session

from domain.goals.closing import CarryOver
from domain.goals.stored import measure_to_json
from services.goals.cards import show_goal_card, tell_goal_owner
from services.goals.change import apply_changes
from services.goals.figures import cycle_of
from services.home import refresh_home
from services.nudges.wake import look_at_people
from services.scene import Scene
from storage import activity, goal_cycles
from storage import goals as store
from storage.goals import GoalFacts
from storage.tables import Goal
from storage.workspaces import next_number

KEPT = (
    "workspace_id",
    "title",
    "why",
    "weight",
    "creator_id",
    "owner_id",
    "team_id",
    "conversation_id",
    "visibility",
    "pillar_id",
    "check_in_weeks",
)
"""What the next goal has from the one before."""


def goes_on_as(session: Session, goal: Goal) -> Goal | None:
    """The goal in which this one goes on."""
    goal_id = goal.id or 0
    return goal_cycles.carried_over_from(session, [goal_id]).get(goal_id)


def carry_over(session: Session, scene: Scene, goal: Goal, plan: CarryOver) -> GoalFacts:
    """Write the goal of the next cycle, with the open tasks and the goals that went on before it.

    It is part of the acting person's change: Undo withdraws it.
    """
    made = store.add_goal(session, {**_values(session, scene, goal, plan)})
    made_id, goal_id = made.id or 0, goal.id or 0
    store.set_goal_watchers(session, made_id, store.goal_watcher_ids(session, goal_id))
    labels = store.goal_labels(session, goal_id)
    store.set_goal_labels(session, scene.workspace_id, made_id, labels)
    activity.record(
        session,
        workspace_id=scene.workspace_id,
        change_group=scene.change_group,
        at=scene.now,
        actor_id=scene.person_id,
        door=scene.door,
        verb="add",
        subject=("goal", made_id),
        changes={"status": [None, "open"]},
        origin=scene.origin,
    )
    left = [each.id or 0 for each in store.tasks_of_goal(session, goal_id) if not each.closed_at]
    apply_changes(session, scene, made, "link", {"tasks": sorted(left)})
    _gather(session, scene, goal, made)
    facts = store.get_goal_facts(session, scene.workspace_id, made_id)
    show_goal_card(session, scene, facts)
    tell_goal_owner(session, scene, facts)
    refresh_home(session, scene, made.owner_id)
    look_at_people(session, scene.workspace_id, [made.owner_id], scene.now)
    return facts


def _values(session: Session, scene: Scene, goal: Goal, plan: CarryOver) -> dict[str, Any]:
    return {
        **{name: getattr(goal, name) for name in KEPT},
        "status": "open",
        "reason": "",
        "health": None,
        "measure": measure_to_json(plan.measure),
        "value": None,
        "score": None,
        "parent_id": _parent_id(session, goal),
        "cycle_start": plan.cycle.start,
        "cycle_end": plan.cycle.end,
        "last_check_in_at": None,
        "carried_from_id": goal.id,
        "created_at": scene.now,
        "updated_at": scene.now,
        "closed_at": None,
        "number": next_number(session, scene.workspace_id, "goal"),
    }


def _parent_id(session: Session, goal: Goal) -> int | None:
    """The goal in which the one above goes on, else that one itself while it is open."""
    if goal.parent_id is None:
        return None
    parent = store.get_goal(session, goal.workspace_id, goal.parent_id)
    further = goes_on_as(session, parent)
    if further is not None and further.closed_at is None:
        return further.id
    return parent.id if parent.closed_at is None else None


def _gather(session: Session, scene: Scene, goal: Goal, made: Goal) -> None:
    """Goals below that went on before this one come along."""
    below = store.child_ids(session, goal.id or 0)
    for child in goal_cycles.goals_by_id(session, below).values():
        went_on = child.carried_from_id is not None and child.closed_at is None
        if went_on and cycle_of(made).holds(cycle_of(child)):
            apply_changes(session, scene, child, "edit", {"parent_id": made.id})
