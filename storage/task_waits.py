"""Which tasks wait for which, and which work towards which goals."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Session

from storage import rows
from storage.tables import Goal, Task, TaskGoal, TaskWait

_task = rows.table_of(Task)
_wait = rows.table_of(TaskWait)
_goal = rows.table_of(Goal)
_link = rows.table_of(TaskGoal)

_AFTER = (
    select(_task, _wait.c.task_id.label("waiting_id"))
    .join(_wait, _wait.c.after_id == _task.c.id)
    .where(_wait.c.task_id.in_(bindparam("ids", expanding=True)))
    .order_by(_task.c.number)
)
_WAITING = select(_wait.c.task_id).where(_wait.c.after_id == bindparam("task_id"))
_GOALS = (
    select(_goal, _link.c.task_id.label("task_id"))
    .join(_link, _link.c.goal_id == _goal.c.id)
    .where(_link.c.task_id.in_(bindparam("ids", expanding=True)))
    .order_by(_goal.c.number)
)


def waits_for(session: Session, task_id: int) -> list[Task]:
    """The tasks that must be done before this one, open or not."""
    return waits_by_task(session, [task_id]).get(task_id, [])


def waits_by_task(session: Session, ids: Sequence[int]) -> dict[int, list[Task]]:
    """The tasks that must be done before each of these, by primary key of the one that waits."""
    found: dict[int, list[Any]] = {}
    for row in rows.execute(session, _AFTER, {"ids": ids}):
        found.setdefault(row.waiting_id, []).append(rows.split(row, _task)[0])
    return found


def waiting_for(session: Session, task_id: int) -> list[int]:
    """Primary keys of the tasks that wait for this one."""
    found = rows.execute(session, _WAITING, {"task_id": task_id})
    return sorted(row.task_id for row in found)


def set_waits(session: Session, task_id: int, after_ids: Iterable[int]) -> None:
    """Let a task wait for exactly these."""
    rows.execute(session, delete(_wait).where(_wait.c.task_id == task_id))
    wanted = sorted(set(after_ids))
    if wanted:
        rows.execute(
            session, insert(_wait), [{"task_id": task_id, "after_id": each} for each in wanted]
        )


def goals_of(session: Session, task_id: int) -> list[Goal]:
    """The goals that a task works towards."""
    return goals_by_task(session, [task_id]).get(task_id, [])


def goals_by_task(session: Session, ids: Sequence[int]) -> dict[int, list[Goal]]:
    """The goals that each of these tasks works towards."""
    found: dict[int, list[Any]] = {}
    for row in rows.execute(session, _GOALS, {"ids": ids}):
        found.setdefault(row.task_id, []).append(rows.split(row, _goal)[0])
    return found


def set_goals(session: Session, task_id: int, goal_ids: Iterable[int]) -> None:
    """Let a task work towards exactly these goals."""
    rows.execute(session, delete(_link).where(_link.c.task_id == task_id))
    wanted = sorted(set(goal_ids))
    if wanted:
        rows.execute(
            session, insert(_link), [{"task_id": task_id, "goal_id": each} for each in wanted]
        )
