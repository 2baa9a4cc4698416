"""The one way in which a goal changes: write, record history, redraw cards, tell a new owner."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.goals.status import GoalAction, require, require_open
from domain.goals.values import GoalStatus
from domain.tasks import Standing
from services.goals.cards import redraw_goal, redraw_note, tell_goal_owner
from services.goals.parents import refuse_old_place
from services.home import refresh_home
from services.nudges.wake import goal_changed
from services.scene import Scene
from services.tasks.cards import redraw_cards
from storage import activity, conversations
from storage import goals as store
from storage.goals import GoalFacts
from storage.tables import Goal

INSTANTS = {"closed_at", "last_check_in_at"}
DATES = {"cycle_start", "cycle_end"}
LISTS = {"labels", "watchers", "tasks", "check_in"}
"""No columns: labels (texts), watchers and tasks (primary keys) as sorted lists, and the primary
key of the newest check-in, which Undo takes back."""


@dataclass(frozen=True, slots=True)
class GoalChanged:
    """One goal after a change; `changes` maps a field to [before, after] in JSON values."""

    facts: GoalFacts
    verb: str
    changes: Mapping[str, list[Any]]


def status_of(goal: Goal) -> GoalStatus:
    """Open goals as green, amber or red; without a word they count as green here."""
    if goal.status != "open":
        return GoalStatus(goal.status)
    return GoalStatus(goal.health or GoalStatus.GREEN)


def standing_of(session: Session, scene: Scene, goal: Goal) -> Standing:
    """How the acting person relates to a goal."""
    me = scene.person_id
    role = conversations.role_in(session, goal.team_id, me) if goal.team_id else None
    place = goal.conversation_id
    return Standing(
        owner=goal.owner_id == me,
        creator=goal.creator_id == me,
        watcher=goal.owner_id != me and me in store.goal_watcher_ids(session, goal.id or 0),
        lead=role in {"lead", "deputy"},
        member=not scene.person.is_guest
        and (place is None or conversations.is_member(session, place, me)),
        admin=scene.person.is_admin,
        unassigned=goal.owner_id is None,
    )


def allow(session: Session, scene: Scene, goal: Goal, action: GoalAction) -> None:
    """Raise NotAllowed unless the acting person may do this, GoalClosed if it needs an open one."""
    if scene.person_id not in {goal.owner_id, goal.creator_id}:
        require(action, standing_of(session, scene, goal), goal.number)
    require_open(action, status_of(goal), goal.number)


def apply_changes(
    session: Session,
    scene: Scene,
    goal: Goal,
    verb: str,
    wanted: Mapping[str, Any],
    *,
    undoes: str | None = None,
) -> GoalChanged:
    """Set fields of a goal; `wanted` has columns of `goal` and names of LISTS.

    Values that are already so are left out; if nothing remains, nothing is written or redrawn.
    """
    goal_id = goal.id or 0
    if undoes is not None:
        refuse_old_place(session, goal, wanted)
    before = {name: present(session, goal, name) for name in wanted}
    changes = {
        name: [to_json(before[name]), to_json(value)]
        for name, value in wanted.items()
        if before[name] != value
    }
    if not changes:
        return GoalChanged(store.get_goal_facts(session, scene.workspace_id, goal_id), verb, {})
    columns = {name: wanted[name] for name in changes if name not in LISTS}
    store.change_goal(session, goal_id, {**columns, "updated_at": scene.now})
    _write_lists(session, scene, goal_id, before, {name: wanted[name] for name in changes})
    activity.record(
        session,
        workspace_id=scene.workspace_id,
        change_group=scene.change_group,
        at=scene.now,
        actor_id=scene.person_id,
        door=scene.door,
        verb=verb,
        subject=("goal", goal_id),
        changes=changes,
        origin=scene.origin,
        undoes=undoes,
    )
    facts = store.get_goal_facts(session, scene.workspace_id, goal_id)
    redraw_goal(session, scene, goal_id)
    goal_changed(session, scene, goal, facts.goal, changes)
    if "parent_id" in changes and goal.parent_id is not None:
        redraw_goal(session, scene, goal.parent_id)
    if "owner_id" in changes:
        refresh_home(session, scene, goal.owner_id)
        tell_goal_owner(session, scene, facts)
    return GoalChanged(facts, verb, changes)


def _write_lists(
    session: Session,
    scene: Scene,
    goal_id: int,
    before: Mapping[str, Any],
    wanted: Mapping[str, Any],
) -> None:
    if "labels" in wanted:
        store.set_goal_labels(session, scene.workspace_id, goal_id, wanted["labels"])
    if "watchers" in wanted:
        store.set_goal_watchers(session, goal_id, wanted["watchers"])
    if "tasks" in wanted:
        store.set_linked_tasks(session, goal_id, wanted["tasks"])
        for task_id in set(wanted["tasks"]) ^ set(before["tasks"]):
            redraw_cards(session, scene, task_id)
    if "check_in" in wanted and wanted["check_in"] != before["check_in"]:
        newer = max(wanted["check_in"] or 0, before["check_in"] or 0)
        taken_back = newer != wanted["check_in"]
        store.set_check_in_undone(session, newer, undone=taken_back)
        redraw_note(session, scene, newer)


def present(session: Session, goal: Goal, name: str) -> Any:
    """What a field has now."""
    goal_id = goal.id or 0
    if name == "labels":
        return store.goal_labels(session, goal_id)
    if name == "watchers":
        return store.goal_watcher_ids(session, goal_id)
    if name == "tasks":
        return store.linked_task_ids(session, goal_id)
    if name == "check_in":
        return store.last_check_in_id(session, goal_id)
    return getattr(goal, name)


def to_json(value: Any) -> Any:
    """A field's value as history keeps it."""
    return value.isoformat() if isinstance(value, dt.date) else value


def from_json(name: str, value: Any) -> Any:
    """A field's value as the table has it."""
    if value is None:
        return None
    if name in INSTANTS:
        return dt.datetime.fromisoformat(value)
    return dt.date.fromisoformat(value) if name in DATES else value


def is_present(session: Session, goal: Goal, name: str, value: Any) -> bool:
    """Whether a field still has this JSON value."""
    return bool(to_json(present(session, goal, name)) == value)
