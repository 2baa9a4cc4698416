"""The parts of a task, and who votes for one."""

from collections.abc import Iterable

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select
from sqlmodel import Session

from domain.tasks import Status
from domain.visibility import Visibility
from storage import rows
from storage.tables import Task, TaskVote

_task = rows.table_of(Task)
_vote = rows.table_of(TaskVote)
_part = _task.alias("part")

_PARTS = select(_task).where(_task.c.parent_id == bindparam("of_task")).order_by(_task.c.id)
_VOTERS = select(_vote.c.person_id).where(_vote.c.task_id == bindparam("of_task"))

_seen_alike = or_(
    _part.c.visibility == Visibility.WORKSPACE.value,
    and_(
        _part.c.visibility == _task.c.visibility,
        _part.c.conversation_id.is_not_distinct_from(_task.c.conversation_id),
    ),
)
"""Whoever may see the whole may see the part: others are not counted where the whole is shown."""
_wanted = (
    select(func.count())
    .select_from(_part)
    .where(_part.c.parent_id == _task.c.id, _part.c.status != Status.DROPPED.value, _seen_alike)
)
PART_COUNT = _wanted.correlate(_task).scalar_subquery().label("part_count")
"""How many parts a task has, dropped ones left out."""
PARTS_DONE = (
    _wanted.where(_part.c.status == Status.DONE.value)
    .correlate(_task)
    .scalar_subquery()
    .label("parts_done")
)
VOTE_COUNT = (
    select(func.count())
    .select_from(_vote)
    .where(_vote.c.task_id == _task.c.id)
    .correlate(_task)
    .scalar_subquery()
    .label("vote_count")
)


def parts_of(session: Session, task_id: int) -> list[Task]:
    """The parts of a task, whatever became of them, in the order in which they were added."""
    return rows.every(session, Task, _PARTS, {"of_task": task_id})


def voter_ids(session: Session, task_id: int) -> list[int]:
    """Who votes for a task."""
    return sorted(row.person_id for row in rows.execute(session, _VOTERS, {"of_task": task_id}))


def set_voters(session: Session, task_id: int, person_ids: Iterable[int]) -> None:
    """Make exactly these people the voters."""
    rows.execute(session, delete(_vote).where(_vote.c.task_id == task_id))
    wanted = [{"task_id": task_id, "person_id": each} for each in sorted(set(person_ids))]
    if wanted:
        rows.execute(session, insert(_vote), wanted)
