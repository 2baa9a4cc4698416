"""Recurrence: a first due date from the rule, and the next task when one is done."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.recurrence import Recurrence, first_due, from_json, next_due, to_json
from domain.tasks import Status
from services.absence import calendar_for
from services.history import record
from services.nudges.wake import task_added
from services.scene import Scene, calendar_of, zone_of
from services.tasks.cards import show_card
from services.tasks.resolve import DueColumns, due_columns
from storage import task_waits
from storage import tasks as store
from storage.tables import Task, Team
from storage.workspaces import next_number

COPIED = (
    "title", "description", "priority", "creator_id", "owner_id", "team_id", "conversation_id",
    "visibility", "estimate", "recurrence", "parent_id",
)  # fmt: skip


def first_columns(scene: Scene, team: Team | None, recurrence: Recurrence) -> DueColumns:
    """The due date of a new task whose line gives a rule but no date."""
    zone = zone_of(scene, team)
    due = first_due(recurrence, scene.now, zone=zone, calendar=calendar_of(team, scene.now))
    return due_columns(due, zone)


def kept_rule(
    scene: Scene, team: Team | None, recurrence: Recurrence | None, typed: DueColumns | None
) -> dict[str, Any] | None:
    """The rule as it is stored: counted from the typed due date, else from today, so that a
    holiday that moves one date does not move all that follow."""
    if recurrence is None:
        return None
    today = scene.now.astimezone(zone_of(scene, team)).date()
    start = typed.due_date if typed and typed.due_date else today
    return to_json(recurrence.starting(start))


def repeat_task(session: Session, scene: Scene, done: Task) -> Task | None:
    """The task that follows a recurring one that has just been done, with its card."""
    if done.recurrence is None:
        return None
    facts = store.get_facts(session, scene.workspace_id, done.id or 0)
    zone = ZoneInfo(facts.team_zone)
    due = next_due(
        from_json(done.recurrence),
        due=done.due_date,
        completed=scene.now,
        zone=zone,
        calendar=calendar_for(session, facts.team, done.owner_id, scene.now),
    )
    following = _insert(session, scene, done, due_columns(due, zone))
    task_id = following.id or 0
    store.set_watchers(session, task_id, [person.id or 0 for person in facts.watchers])
    store.set_labels(session, scene.workspace_id, task_id, facts.labels)
    task_waits.set_goals(session, task_id, [goal.id or 0 for goal in facts.goals])
    opened = {"status": [None, Status.OPEN.value]}
    record(session, scene, "add", ("task", task_id), opened, origin=f"after {done.id}")
    show_card(session, store.get_facts(session, scene.workspace_id, task_id), scene.now)
    task_added(session, following, scene.now)
    return following


def _insert(session: Session, scene: Scene, done: Task, due: DueColumns) -> Task:
    values: dict[str, Any] = {name: getattr(done, name) for name in COPIED}
    values |= {
        "workspace_id": scene.workspace_id,
        "status": Status.OPEN.value,
        "reason": "",
        "due_date": due.due_date,
        "due_at": due.due_at,
        "due_until": due.due_until,
        "source_channel": None,
        "source_ts": None,
        "source_thread_ts": None,
        "due_set_at": scene.now,
        "created_at": scene.now,
        "updated_at": scene.now,
        "closed_at": None,
        "number": next_number(session, scene.workspace_id, "task"),
    }
    return store.add_task(session, values)
