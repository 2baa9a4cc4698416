"""Those who watch a task are told what became of it: one message a day, brought up to date."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.tasks import CLOSED, Status
from services.scene import Scene
from storage import activity, deliveries, people
from storage.deliveries import DEBOUNCE, Wish
from storage.tables import Delivery, Person
from storage.tasks import TaskFacts

WATCHED = "task_watched"
"""The kind of delivery that shows a watcher the present state of a task."""
STANDING = frozenset({*CLOSED, Status.BLOCKED})
"""The statuses that are worth a message; so is another date."""
SHOWN = frozenset({"status", "reason", "due_until", "watchers", "title"})


def tell_watchers(
    session: Session, scene: Scene, facts: TaskFacts, changes: Mapping[str, list[Any]]
) -> None:
    """After a change: the watchers, but for whoever made it, see that the task was done, dropped or
    blocked, or has another date; what they were told today follows every change."""
    if not SHOWN & changes.keys() or not (facts.watchers or "watchers" in changes):
        return
    if _is_news(facts, changes):
        for person in facts.watchers:
            if person.id not in {scene.person_id, facts.task.owner_id} and _can_read(person):
                _tell(session, scene, facts, person, changes)
    deliveries.redraw(session, scene.workspace_id, WATCHED, facts.task.id or 0, scene.now)


def _is_news(facts: TaskFacts, changes: Mapping[str, list[Any]]) -> bool:
    status = Status(facts.task.status)
    stands = "status" in changes and status in STANDING
    return stands or ("due_until" in changes and status not in CLOSED)


def _can_read(person: Person) -> bool:
    return not (person.is_bot or person.is_deleted)


def _tell(
    session: Session,
    scene: Scene,
    facts: TaskFacts,
    person: Person,
    changes: Mapping[str, list[Any]],
) -> None:
    """Ask for today's message, which then takes the place of an older day's."""
    task = facts.task
    before = {
        name: changes.get(name, [_kept(getattr(task, name))])[0]
        for name in ("status", "due_date", "due_at")
    }
    wish = Wish(
        WATCHED,
        person.slack_id,
        task.id or 0,
        slot=scene.now.date().isoformat(),
        payload=before,
        # Who changes their mind at once has told nobody.
        not_before=scene.now + DEBOUNCE,
    )
    if deliveries.want(session, scene.workspace_id, wish, scene.now):
        deliveries.let_rest(session, scene.workspace_id, wish)


def _kept(value: dt.date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, dt.date) else value


@dataclass(frozen=True, slots=True)
class News:
    """What a watcher is shown: the task, what it was like this morning, and who changed that."""

    facts: TaskFacts
    before: Mapping[str, Any]
    status_by: Person | None = None
    due_by: Person | None = None
    is_watching: bool = True

    @property
    def is_changed(self) -> bool:
        """Whether there still is anything to tell."""
        task = self.facts.task
        return task.status != self.before["status"] or self.is_moved

    @property
    def is_moved(self) -> bool:
        """Whether it has another date."""
        task = self.facts.task
        return [_kept(task.due_date), _kept(task.due_at)] != [
            self.before["due_date"],
            self.before["due_at"],
        ]


def news_of(session: Session, row: Delivery, facts: TaskFacts) -> News:
    """What such a delivery shows now."""
    lines = activity.history(session, row.workspace_id, ("task", row.subject_id))
    authors = {
        name: next((line.actor_id for line in lines if name in line.changes), None)
        for name in ("status", "due_until")
    }
    known = people.people_of(
        session, row.workspace_id, [author for author in authors.values() if author is not None]
    )
    return News(
        facts,
        row.payload,
        status_by=known.get(authors["status"] or 0),
        due_by=known.get(authors["due_until"] or 0),
        is_watching=row.destination in {person.slack_id for person in facts.watchers},
    )
