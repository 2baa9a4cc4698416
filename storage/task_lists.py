"""The lists of tasks: filters, order and keyset paging."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlmodel import Session

from domain.tasks import Status
from storage import rows
from storage.tables import Goal, Person, Task, TaskGoal, TaskLabel
from storage.visibility import Audience, visible_to

_task = rows.table_of(Task)
_label = rows.table_of(TaskLabel)
_link = rows.table_of(TaskGoal)
_goal = rows.table_of(Goal)
_person = rows.table_of(Person)


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks; every field that is set narrows the list. Instants are UTC."""

    owner_id: int | None = None
    team_id: int | None = None
    label: str | None = None
    more_labels: tuple[str, ...] = ()
    goals: tuple[int, ...] = ()
    """Numbers of goals that the task works towards, all of them."""
    status: Status | None = None
    priority: int | None = None
    unassigned: bool = False
    due_from: dt.datetime | None = None
    due_before: dt.datetime | None = None
    closed_since: dt.datetime | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of a list."""

    task: Task
    owner: Person | None
    offered_to: Person | None = None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One page; `after` is where the next one starts, None at the end."""

    rows: tuple[TaskRow, ...]
    after: tuple[dt.datetime, int] | None


def list_tasks(
    session: Session,
    workspace_id: int,
    audience: Audience,
    chosen: TaskFilter,
    *,
    after: tuple[dt.datetime, int] | None = None,
    limit: int = 20,
) -> TaskPage:
    """Open tasks by due date, or closed ones newest first when `closed_since` is set."""
    statement = _ordered(_matching(select(_task), workspace_id, chosen), chosen, after)
    own = audience.person is not None and chosen.owner_id == audience.person.id
    if not own:
        # An owner sees all that they own, so their own list needs no further condition.
        statement = statement.where(visible_to(audience))
    found = rows.every(session, Task, statement.limit(limit + 1), {})
    page = found[:limit]
    named = _named(session, workspace_id, page)
    return TaskPage(
        rows=tuple(
            TaskRow(task, named.get(task.owner_id or 0), named.get(task.offered_to_id or 0))
            for task in page
        ),
        after=_cursor(page[-1], chosen) if len(found) > limit else None,
    )


COUNT_UP_TO = 200
"""A count stops here: nobody reads further, and a long list stays as quick as a short one."""


def count_tasks(session: Session, workspace_id: int, audience: Audience, chosen: TaskFilter) -> int:
    """How many tasks a list would show in all, `COUNT_UP_TO` meaning that many or more."""
    # In the order of the list, so that it is read by the list's index whatever the planner hopes.
    found = _ordered(_matching(select(_task.c.id), workspace_id, chosen), chosen, None)
    matching = found.where(visible_to(audience)).limit(COUNT_UP_TO).subquery()
    total: int = rows.execute(session, select(func.count()).select_from(matching)).scalar_one()
    return total


def _times(chosen: TaskFilter) -> Any:
    """The columns of due and closing that a list goes by: a label has copies in its own index."""
    return _task.c if chosen.label is None else _label.c


def _matching(statement: Select[Any], workspace_id: int, chosen: TaskFilter) -> Select[Any]:
    if chosen.label is not None:
        statement = statement.join(_label, _label.c.task_id == _task.c.id).where(
            _label.c.workspace_id == workspace_id, _label.c.folded == chosen.label.casefold()
        )
    return statement.where(_task.c.workspace_id == workspace_id, *_conditions(chosen))


def _conditions(chosen: TaskFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    times = _times(chosen)
    if chosen.closed_since is not None:
        found.append(times.closed_at >= chosen.closed_since)
        found.append(_task.c.status == Status.DONE)
    elif not chosen.words:
        found.append(times.closed_at.is_(None))
    if chosen.owner_id is not None:
        found.append(_task.c.owner_id == chosen.owner_id)
    if chosen.unassigned:
        found.append(_task.c.owner_id.is_(None))
    if chosen.team_id is not None:
        found.append(_task.c.team_id == chosen.team_id)
    if chosen.status is not None:
        found.append(_task.c.status == chosen.status)
    if chosen.priority is not None:
        found.append(_task.c.priority == chosen.priority)
    found.extend(_has_label(label) for label in chosen.more_labels)
    found.extend(_works_towards(number) for number in chosen.goals)
    if chosen.due_from is not None:
        found.append(times.due_until > chosen.due_from)
    if chosen.due_before is not None:
        found.append(times.due_until <= chosen.due_before)
    found.extend(_contains(word) for word in chosen.words)
    return found


def _has_label(label: str) -> ColumnElement[bool]:
    other = _label.alias()
    return exists().where(other.c.task_id == _task.c.id, other.c.folded == label.casefold())


def _works_towards(number: int) -> ColumnElement[bool]:
    return exists(
        select(_link.c.task_id)
        .join(_goal, _goal.c.id == _link.c.goal_id)
        .where(_link.c.task_id == _task.c.id, _goal.c.number == number)
    )


def _contains(word: str) -> ColumnElement[bool]:
    return or_(
        _task.c.title.icontains(word, autoescape=True),
        _task.c.description.icontains(word, autoescape=True),
    )


def _ordered(
    statement: Select[Any], chosen: TaskFilter, after: tuple[dt.datetime, int] | None
) -> Select[Any]:
    times = _times(chosen)
    number = _task.c.id if chosen.label is None else _label.c.task_id
    if chosen.closed_since is not None:
        if after is not None:
            at, task_id = after
            earlier = and_(times.closed_at == at, number < task_id)
            statement = statement.where(or_(times.closed_at < at, earlier))
        return statement.order_by(times.closed_at.desc(), number.desc())
    if after is not None:
        at, task_id = after
        later = and_(times.due_until == at, number > task_id)
        statement = statement.where(or_(times.due_until > at, later))
    return statement.order_by(times.due_until, number)


def _cursor(task: Task, chosen: TaskFilter) -> tuple[dt.datetime, int]:
    if chosen.closed_since is not None:
        assert task.closed_at is not None  # noqa: S101 - the list asks for closed tasks only
        return task.closed_at, task.id or 0
    return task.due_until, task.id or 0


def _named(session: Session, workspace_id: int, found: list[Task]) -> dict[int, Person]:
    """The owners of tasks, and to whom they are offered."""
    both = {task.owner_id for task in found} | {task.offered_to_id for task in found}
    ids = sorted(person_id for person_id in both if person_id is not None)
    if not ids:
        return {}
    statement = select(_person).where(_person.c.workspace_id == workspace_id, _person.c.id.in_(ids))
    people = rows.every(session, Person, statement, {})
    return {person.id: person for person in people if person.id is not None}
