"""Everything about one task for one reader: its parts, what it waits for, and its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from services.scene import Scene
from storage import activity, people, task_history, task_parts
from storage import tasks as store
from storage.tables import Activity, Person, Task
from storage.tasks import TaskFacts
from storage.visibility import may_see

PAGE = 12
"""Lines of history shown at once."""
PEOPLE_LISTS = ("watchers", "votes")


@dataclass(frozen=True, slots=True)
class Names:
    """Names of what history keeps as primary keys; what is missing is private to others."""

    people: Mapping[int, Person]
    tasks: Mapping[int, int]
    goals: Mapping[int, int]
    teams: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Past:
    """One page of history, newest first; `older` is where the next page begins."""

    lines: tuple[Activity, ...]
    names: Names
    older: int | None = None
    newest: bool = True


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
    return Details(facts, parts, past_of(session, scene, facts, before))


def past_of(
    session: Session, scene: Scene, facts: TaskFacts, before: int | None = None, page: int = PAGE
) -> Past:
    """A page of a task's history with the names of what it mentions."""
    subject = ("task", facts.task.id or 0)
    lines = activity.history(session, scene.workspace_id, subject, page + 1, before=before)
    shown = tuple(lines[:page])
    older = shown[-1].id if len(lines) > page else None
    names = _names(session, scene, facts, shown)
    return Past(shown, names, older, newest=before is None)


def _names(session: Session, scene: Scene, facts: TaskFacts, lines: Iterable[Activity]) -> Names:
    ids: dict[str, set[int]] = {"people": set(), "tasks": set(), "goals": set(), "teams": set()}
    ids["tasks"] |= {other.id or 0 for other in facts.waits}
    ids["goals"] |= {goal.id or 0 for goal in facts.goals}
    if facts.parent is not None:
        ids["tasks"].add(facts.parent.id or 0)
    for line in lines:
        ids["people"].add(line.actor_id)
        for field, values in line.changes.items():
            kind = _kind_of(field)
            if kind:
                ids[kind] |= set(_keys(values))
    return Names(
        people=people.people_of(session, scene.workspace_id, ids["people"]),
        tasks=task_history.task_numbers(session, ids["tasks"], scene.audience),
        goals=task_history.goal_numbers(session, ids["goals"], scene.audience),
        teams=task_history.public_teams(session, ids["teams"]),
    )


def _kind_of(field: str) -> str:
    if field in {"owner_id", "offered_to_id", *PEOPLE_LISTS}:
        return "people"
    return {"after": "tasks", "parent_id": "tasks", "goals": "goals", "team_id": "teams"}.get(
        field, ""
    )


def _keys(values: Iterable[Any]) -> Iterable[int]:
    for value in values:
        if isinstance(value, list):
            yield from value
        elif isinstance(value, int):
            yield value
