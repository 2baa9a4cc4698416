"""Add and edit a task from a form: only the fields that the person changed are written."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.dates import Due
from domain.errors import BadInput, PastDate, StaleChange, TitleMissing, TitleTooLong
from domain.people import PersonRef
from domain.quickadd import QuickAdd
from domain.tasks import LABEL_MAX, TITLE_MAX, Action, Priority
from services.scene import Scene, zone_of
from services.tasks.add import Added, Source, add_task
from services.tasks.change import Changed, allow, apply_changes
from services.tasks.offers import name_owner
from services.tasks.resolve import NO_DUE, DueColumns, due_columns, place_of, resolve_owner
from services.tasks.verbs import due_fields, team_of
from storage import tasks as store
from storage.tables import Person, Task, Team


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of the form. `owner` is a Slack id; `due_time` is HH:MM in the person's zone."""

    title: str
    description: str = ""
    owner: str = ""
    due_date: str = ""
    due_time: str = ""
    priority: str = "3"
    labels: str = ""


def add_from_form(session: Session, scene: Scene, fields: Fields, source: Source | None) -> Added:
    """A new task; raises BadInput and PastDate with the field concerned."""
    quick = QuickAdd(
        title=title_of(fields),
        description=fields.description.strip(),
        owner=PersonRef(fields.owner) if fields.owner else None,
        unassigned=not fields.owner,
        priority=Priority(int(fields.priority)),
        labels=labels_of(fields),
    )
    return add_task(
        session, scene, quick, source=source, due=lambda team: due_of(scene, team, fields)
    )


def edit_from_form(
    session: Session, scene: Scene, task: Task, before: Fields, after: Fields
) -> Changed:
    """Write what differs from the form as it was opened; raises StaleChange if somebody else has
    changed one of those fields meanwhile."""
    allow(session, scene, task, Action.EDIT)
    wanted = _wanted(session, scene, task, before, after)
    now = fields_of(session, scene, task)
    stale = tuple(
        name
        for name in _changed_names(before, after)
        if getattr(now, name) != getattr(before, name)
    )
    if stale:
        raise StaleChange(task.number, stale)
    return apply_changes(session, scene, task, "edit", wanted)


def fields_of(session: Session, scene: Scene, task: Task) -> Fields:
    """The form as the present state of a task fills it for this person."""
    facts = store.get_facts(session, scene.workspace_id, task.id or 0)
    at = task.due_at.astimezone(ZoneInfo(scene.person.zone)) if task.due_at else None
    day = at.date() if at else task.due_date
    return Fields(
        title=task.title,
        description=task.description,
        owner=facts.owner.slack_id if facts.owner else "",
        due_date=day.isoformat() if day else "",
        due_time=f"{at:%H:%M}" if at else "",
        priority=str(task.priority),
        labels=" ".join(f"+{label}" for label in facts.labels),
    )


def _changed_names(before: Fields, after: Fields) -> list[str]:
    names = ("title", "description", "owner", "due_date", "due_time", "priority", "labels")
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def _wanted(
    session: Session, scene: Scene, task: Task, before: Fields, after: Fields
) -> Mapping[str, Any]:
    changed = set(_changed_names(before, after))
    wanted: dict[str, Any] = {}
    if "title" in changed:
        wanted["title"] = title_of(after)
    if "description" in changed:
        wanted["description"] = after.description.strip()
    if "owner" in changed:
        wanted |= name_owner(scene, task, _owner(session, scene, task, after.owner))
    if "priority" in changed:
        wanted["priority"] = int(after.priority)
    if "labels" in changed:
        wanted["labels"] = sorted(labels_of(after), key=str.casefold)
    if changed & {"due_date", "due_time"}:
        wanted |= due_fields(due_of(scene, team_of(session, scene, task), after))
    return wanted


def _owner(session: Session, scene: Scene, task: Task, slack_id: str) -> Person | None:
    if not slack_id:
        return None
    return resolve_owner(session, scene, PersonRef(slack_id), place_of(session, task))


def title_of(fields: Fields) -> str:
    """The title on one line; raises TitleMissing and TitleTooLong."""
    title = " ".join(fields.title.split())
    if not title:
        raise TitleMissing
    if len(title) > TITLE_MAX:
        raise TitleTooLong(len(title), title)
    return title


def labels_of(fields: Fields) -> tuple[str, ...]:
    """Labels with or without their `+`, separated by spaces or commas."""
    found = tuple(
        word.lstrip("+") for word in fields.labels.replace(",", " ").split() if word.strip("+")
    )
    if any(len(label) > LABEL_MAX for label in found):
        raise BadInput("labels", "too_long", fields.labels)
    return found


def due_of(scene: Scene, team: Team | None, fields: Fields) -> DueColumns:
    """Day and time as picked; a time without a day means its next occurrence."""
    zone = ZoneInfo(scene.person.zone)
    today = scene.now.astimezone(zone_of(scene, team)).date()
    if not fields.due_date and not fields.due_time:
        return NO_DUE
    if not fields.due_time:
        day = dt.date.fromisoformat(fields.due_date)
        if day < today:
            raise PastDate(day, today)
        return due_columns(Due(day), zone_of(scene, team))
    clock = dt.time.fromisoformat(fields.due_time)
    local = scene.now.astimezone(zone)
    day = dt.date.fromisoformat(fields.due_date) if fields.due_date else local.date()
    at = dt.datetime.combine(day, clock, tzinfo=zone).astimezone(dt.UTC)
    if at <= scene.now and not fields.due_date:
        day += dt.timedelta(days=1)
        at = dt.datetime.combine(day, clock, tzinfo=zone).astimezone(dt.UTC)
    if at <= scene.now:
        raise PastDate(day, today)
    due_day = at.astimezone(zone_of(scene, team)).date()
    return due_columns(Due(due_day, at), zone_of(scene, team))
