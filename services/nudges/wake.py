"""Having somebody's day looked at again, because something that waits for them has changed.

What was shown to them of it is drawn again. Nothing is decided here: `services.nudges.day` does.
"""

import datetime as dt
from collections.abc import Collection, Iterable

from sqlmodel import Session

from services.scene import Scene
from storage import absence, deliveries, nudge_sources, nudges, rhythms
from storage.tables import Goal, NudgeSent, Task

NUDGES = "nudges"
"""The kind of rhythm of one person's day; its subject is the person."""
DIGEST = "nudge_digest"
ALONE = "nudge_alone"
"""The kinds of delivery; their subject is the row of `nudge_sent`."""
SHOWN_FOR = dt.timedelta(hours=36)
"""Messages older than this stay as they are."""
SOON = dt.timedelta(days=14)
"""A task whose date is further off is in no digest."""
OF_TASK = frozenset({"due_date", "due_until", "owner_id", "status", "team_id"})
OF_GOAL = frozenset(
    {"owner_id", "status", "last_check_in_at", "cycle_start", "cycle_end", "check_in_weeks"}
)
"""What the next nudge about something depends on."""


def look_at_people(
    session: Session, workspace_id: int, person_ids: Iterable[int | None], now: dt.datetime
) -> None:
    """Look at the days of these people at the next tick."""
    wanted = {person_id for person_id in person_ids if person_id is not None}
    rhythms.look_by(session, workspace_id, NUDGES, wanted, now)


def task_added(session: Session, task: Task, now: dt.datetime) -> None:
    """A new task: its owner is reminded of it; of one that nobody owns the leads are told."""
    if task.due_date is not None:
        owners = {task.owner_id} if task.owner_id else _leads(session, task)
        look_at_people(session, task.workspace_id, owners, now)


def task_changed(
    session: Session, scene: Scene, before: Task, after: Task, changes: Collection[str]
) -> None:
    """A task has changed: whoever has or had it is looked at, and what shows it is drawn again."""
    if before.due_date is None and after.due_date is None:
        return
    if OF_TASK & set(changes):
        people = {before.owner_id, after.owner_id}
        people |= set() if after.owner_id else _leads(session, after)
        look_at_people(session, scene.workspace_id, people, scene.now)
    if min(before.due_until, after.due_until) < scene.now + SOON:
        people = {before.owner_id, after.owner_id}
        people |= _stand_ins(session, people, scene.now)
        if before.due_until < scene.now:
            people |= _leads(session, before)
        redraw(session, scene.workspace_id, people, f"T{after.number}", scene.now)


def goal_changed(
    session: Session, scene: Scene, before: Goal, after: Goal, changes: Collection[str]
) -> None:
    """The same of a goal."""
    if OF_GOAL & set(changes):
        owners = {before.owner_id, after.owner_id}
        look_at_people(session, scene.workspace_id, owners, scene.now)
        redraw(session, scene.workspace_id, owners, f"G{after.number}", scene.now)


def standup_answered(
    session: Session, workspace_id: int, standup_id: int, person_id: int, now: dt.datetime
) -> None:
    """Somebody answered, skipped or said that they are away: a reminder shows it."""
    redraw(session, workspace_id, {person_id}, f"S{standup_id}", now)


def redraw(
    session: Session,
    workspace_id: int,
    person_ids: Iterable[int | None],
    subject: str,
    now: dt.datetime,
) -> None:
    """What these people were lately told of a subject shows its present state again."""
    wanted = {person_id for person_id in person_ids if person_id is not None}
    for sent in nudges.sent_to(session, wanted, now - SHOWN_FOR) if wanted else ():
        if any(line["subject"] == subject for line in sent.lines):
            redraw_message(session, workspace_id, sent, now)


def redraw_message(session: Session, workspace_id: int, sent: NudgeSent, now: dt.datetime) -> None:
    """One message shows the present state again."""
    kind = DIGEST if sent.digest else ALONE
    deliveries.redraw(session, workspace_id, kind, sent.id or 0, now)


def _leads(session: Session, task: Task) -> set[int | None]:
    if task.team_id is None:
        return set()
    return {*nudge_sources.leads_of(session, task.workspace_id, {task.team_id})}


def _stand_ins(
    session: Session, person_ids: Collection[int | None], now: dt.datetime
) -> set[int | None]:
    wanted = [person_id for person_id in person_ids if person_id is not None]
    stays = absence.coming(session, wanted, now.date() - dt.timedelta(days=1))
    return {stay.cover_id for stay in stays}
