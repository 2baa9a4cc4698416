"""Which tasks wait for a person's word: those offered to them, and dates suggested to them."""

from sqlalchemy import ColumnElement, Integer, Select, bindparam, select
from sqlmodel import Session

from storage import rows
from storage.tables import Task

_task = rows.table_of(Task)


def _waiting(*conditions: ColumnElement[bool]) -> Select[tuple[int]]:
    return (
        select(_task.c.id)
        .where(_task.c.workspace_id == bindparam("workspace_id"), *conditions)
        .order_by(_task.c.due_until, _task.c.id)
        .limit(bindparam("most", type_=Integer))
    )


OFFERED = _waiting(
    _task.c.offered_to_id == bindparam("person_id"), _task.c.offered_to_id.is_not(None)
)
ASKED = _waiting(_task.c.given_by_id == bindparam("person_id"), _task.c.asked_date.is_not(None))


def offered_to(session: Session, workspace_id: int, person_id: int, most: int) -> list[int]:
    """The primary keys of tasks that this person was asked to take over, by due date."""
    return _ids(session, OFFERED, workspace_id, person_id, most)


def asked_of(session: Session, workspace_id: int, person_id: int, most: int) -> list[int]:
    """Those for which another date was suggested to this person, who handed them over."""
    return _ids(session, ASKED, workspace_id, person_id, most)


def _ids(
    session: Session, statement: Select[tuple[int]], workspace_id: int, person_id: int, most: int
) -> list[int]:
    keys = {"workspace_id": workspace_id, "person_id": person_id, "most": most}
    return [row.id for row in rows.execute(session, statement, keys)]
