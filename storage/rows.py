"""Core statements for the hot paths: rows that read like their record at a fifth of its cost.

A Core row has the attributes of its table class, so it is typed as that class; it is read-only.
"""

import functools
from collections import namedtuple
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import CursorResult, Executable, Row, Table, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.selectable import NamedFromClause
from sqlmodel import Session, SQLModel

T = TypeVar("T", bound=SQLModel)


def table_of(record: type[SQLModel]) -> Table:
    """The Core table behind a record class."""
    return cast(Table, record.__table__)  # type: ignore[attr-defined]


def execute(
    session: Session,
    statement: Executable,
    params: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
) -> CursorResult[Any]:
    """Run a statement on the session's own connection, inside its transaction."""
    return session.connection().execute(statement, params)


def first(
    session: Session,
    record: type[T],  # noqa: ARG001 - says what the row is, for the reader and the type checker
    statement: Executable,
    params: Mapping[str, Any],
) -> T | None:
    """The first row of a statement that selects the columns of `record`, or None."""
    return cast("T | None", execute(session, statement, params).first())


def every(
    session: Session,
    record: type[T],  # noqa: ARG001 - says what the row is, for the reader and the type checker
    statement: Executable,
    params: Mapping[str, Any],
) -> list[T]:
    """All rows of a statement that selects the columns of `record`."""
    return cast("list[T]", list(execute(session, statement, params).all()))


def split(row: Row[Any], *tables: NamedFromClause) -> list[Any]:
    """The records in a row that selects all columns of these tables, one table after the other;
    None for one that an outer join did not find."""
    found: list[Any] = []
    start = 0
    for table in tables:
        end = start + len(table.columns)
        # The primary key is the first column of a table with one.
        found.append(None if row[start] is None else _record_of(table)._make(row[start:end]))
        start = end
    return found


@functools.cache
def _record_of(table: NamedFromClause) -> Any:
    return namedtuple(table.name, table.columns.keys())


def wake(session: Session, whom: str) -> None:
    """After this transaction commits, wake the part of the process that is named `whom`."""
    session.info.setdefault("wakes", set()).add(whom)


def insert_new(session: Session, table: Table, values: Mapping[str, Any]) -> int | None:
    """Insert a row unless a unique key already has one; its id if it was inserted.

    Waits for a concurrent transaction that is inserting the same key, so that a look-up
    afterwards finds the row whoever wrote it. For a table without `id` the answer is 0.
    """
    statement = _insert_new(table, session.connection().dialect.name)
    found = session.connection().execute(statement, values).first()
    return None if found is None else int(found[0] or 0)


@functools.cache
def _insert_new(table: Table, dialect: str) -> Executable:
    build = postgresql.insert if dialect == "postgresql" else sqlite.insert
    answer = table.c.id if "id" in table.c else literal(0)
    return build(table).on_conflict_do_nothing().returning(answer)
