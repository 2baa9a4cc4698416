"""A page of the history of anything, with the names of what it mentions, for one reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from services.scene import Scene
from storage import activity, people, task_history
from storage.tables import Activity, Person

PAGE = 12
"""Lines of history shown at once."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names of what history keeps as primary keys; what is missing is private to others."""

    people: Mapping[int, Person]
    tasks: Mapping[int, int]
    goals: Mapping[int, int]
    teams: Mapping[int, str]
    pillars: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Past:
    """One page of history, newest first; `older` is where the next page begins."""

    lines: tuple[Activity, ...]
    names: Names
    older: int | None = None
    newest: bool = True


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose history: kind and primary key, which fields hold keys of what (`people`, `tasks`,
    `goals`, `teams`, `pillars`), and keys that are to be named besides."""

    kind: str
    key: int
    fields: Mapping[str, str]
    also: Mapping[str, Iterable[int]] = field(default_factory=dict)


def past_of(
    session: Session, scene: Scene, subject: Subject, before: int | None = None, page: int = PAGE
) -> Past:
    """A page of a subject's history with the names of what it mentions."""
    about = (subject.kind, subject.key)
    lines = activity.history(session, scene.workspace_id, about, page + 1, before=before)
    shown = tuple(lines[:page])
    older = shown[-1].id if len(lines) > page else None
    return Past(shown, _names(session, scene, subject, shown), older, newest=before is None)


def _names(session: Session, scene: Scene, subject: Subject, lines: Iterable[Activity]) -> Names:
    kinds = ("people", "tasks", "goals", "teams", "pillars")
    ids = {kind: set(subject.also.get(kind, ())) for kind in kinds}
    for line in lines:
        ids["people"].add(line.actor_id)
        for name, values in line.changes.items():
            if name in subject.fields:
                ids[subject.fields[name]] |= set(_keys(values))
    return Names(
        people=people.people_of(session, scene.workspace_id, ids["people"]),
        tasks=task_history.task_numbers(session, ids["tasks"], scene.audience),
        goals=task_history.goal_numbers(session, ids["goals"], scene.audience),
        teams=task_history.public_teams(session, ids["teams"]),
        pillars=task_history.pillar_names(session, ids["pillars"]) if ids["pillars"] else {},
    )


def _keys(values: Iterable[Any]) -> Iterable[int]:
    for value in values:
        if isinstance(value, list):
            yield from value
        elif isinstance(value, int):
            yield value
