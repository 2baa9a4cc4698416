"""Everything about one task for one reader: its parts, what it waits for, and its history."""

from dataclasses import dataclass

from sqlmodel import Session

from services.past import PAGE, Past, Subject
from services.past import past_of as page_of
from services.scene import Scene
from services.tasks.links import as_seen
from storage import task_parts
from storage import tasks as store
from storage.tables import Task
from storage.tasks import TaskFacts
from storage.visibility import may_see

FIELDS = {
    "owner_id": "people",
    "offered_to_id": "people",
    "watchers": "people",
    "votes": "people",
    "after": "tasks",
    "parent_id": "tasks",
    "goals": "goals",
    "team_id": "teams",
}
"""Fields that hold primary keys, and of what."""


@dataclass(frozen=True, slots=True)
class Details:
    """A task, the parts that the reader may see, and a page of its history."""

    facts: TaskFacts
    parts: tuple[Task, ...]
    past: Past


def details_of(session: Session, scene: Scene, task: Task, before: int | None = None) -> Details:
    """What the acting person may know of a task that they may see."""
    task_id = task.id or 0
    parts = tuple(
        part
        for part in task_parts.parts_of(session, task_id)
        if may_see(session, scene.audience, part.id or 0)
    )
    facts = store.get_facts(session, scene.workspace_id, task_id)
    facts = as_seen(session, facts, scene.audience)
    return Details(facts, parts, past_of(session, scene, facts, before))


def past_of(
    session: Session, scene: Scene, facts: TaskFacts, before: int | None = None, page: int = PAGE
) -> Past:
    """A page of a task's history with the names of what it and the task mention."""
    above = [] if facts.parent is None else [facts.parent]
    also = {
        "tasks": [other.id or 0 for other in [*facts.waits, *above]],
        "goals": [goal.id or 0 for goal in facts.goals],
    }
    subject = Subject("task", facts.task.id or 0, FIELDS, also)
    return page_of(session, scene, subject, before, page)
