"""Many tasks, made inside the database, and the three rows that one new task writes."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.types import JSON, Boolean, DateTime, Integer
from sqlmodel import Session

from storage import rows
from storage.database import Database
from storage.tables import Activity, Delivery, Person, Task, Workspace

NOW = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)
EACH = 50
"""Open tasks per person."""


def fill(db: Database, count: int) -> None:
    """So many open tasks in an empty database, and their people."""
    db.run_write(_insert_numbered, Workspace, 1, {})
    db.run_write(_insert_numbered, Person, max(count // EACH, 1), {"workspace_id": "1"})
    owner = f"(n - 1) / {EACH} + 1"
    special = {
        "workspace_id": "1",
        "creator_id": owner,
        "owner_id": owner,
        "priority": "3",
        "status": "'open'",
        "visibility": "'workspace'",
    }
    db.run_write(_insert_numbered, Task, count, special)
    db.run_write(lambda session: session.connection().execute(text("ANALYZE")))


def values_of_one(number: int) -> tuple[dict[str, Any], ...]:
    """A row of task, of activity and of delivery."""
    task = {"workspace_id": 1, "number": number, "title": "Prepare the deck", "creator_id": 1}
    told = {"workspace_id": 1, "actor_id": 1, "subject_kind": "task", "subject_id": number}
    card = {"workspace_id": 1, "kind": "task_card", "subject_id": number, "destination": "C1"}
    return (
        _complete(rows.table_of(Task), {**task, "owner_id": 1}),
        _complete(rows.table_of(Activity), {**told, "change_group": str(number)}),
        _complete(rows.table_of(Delivery), {**card, "uuid": str(uuid.uuid4())}),
    )


def _complete(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    for column in table.columns:
        if column.name not in values and not column.nullable and not column.primary_key:
            values[column.name] = _plain_value(column.type)
    return values


def _plain_value(kind: Any) -> Any:
    kind = getattr(kind, "impl_instance", kind)
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return 1
    if isinstance(kind, DateTime):
        return NOW
    return {} if isinstance(kind, JSON) else ""


def _insert_numbered(session: Session, record: Any, last: int, special: dict[str, str]) -> None:
    """Rows 1 to `last`; `special` are SQL expressions of the number `n`."""
    table = rows.table_of(record)
    columns: dict[str, str] = {}
    for column in table.columns:
        if column.name in special:
            columns[column.name] = special[column.name]
        elif column.name in ("id", "number"):
            columns[column.name] = "n"
        elif not column.nullable:
            columns[column.name] = _expression(column.type)
    connection = session.connection()
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(columns)})"  # noqa: S608 - names of our own
        " WITH RECURSIVE s(n) AS"
        f" (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {last})"
        f" SELECT {', '.join(columns.values())} FROM s"
    )
    if connection.dialect.name == "postgresql":
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        connection.exec_driver_sql(f"SELECT setval({sequence}, {last})")


def _expression(kind: Any) -> str:
    value = _plain_value(kind)
    if isinstance(value, bool):
        return "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.datetime):
        return "'2026-05-11 09:00:00.000000'"
    return "'{}'" if isinstance(value, dict) else "cast(n AS varchar)"
