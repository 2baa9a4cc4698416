"""Many tasks, made inside the database, and the three rows that one new task writes."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.types import JSON, Boolean, DateTime, Integer
from sqlmodel import Session

from storage import rows
from storage.database import Database
from storage.tables import Activity, Conversation, Delivery, Person, Task, Team, Workspace

NOW = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)
EACH = 50
"""Open tasks per person."""
TEAMS = 20


def fill(db: Database, count: int) -> None:
    """So many open tasks in an empty database, and their people."""
    db.run_write(insert_numbered, Workspace, 1, {})
    db.run_write(insert_numbered, Person, max(count // EACH, 1), {"workspace_id": "1"})
    owner = f"(n - 1) / {EACH} + 1"
    special = {
        "workspace_id": "1",
        "creator_id": owner,
        "owner_id": owner,
        "priority": "3",
        "status": "'open'",
        "visibility": "'workspace'",
    }
    db.run_write(insert_numbered, Task, count, special)
    db.run_write(lambda session: session.connection().execute(text("ANALYZE")))


def fill_varied(db: Database, count: int) -> None:
    """So many tasks as a company has them, in an empty database; half are closed.

    Person 1 acts and owns a hundred. Twenty teams share the tasks. One in a hundred has the label
    "common", thirty have "rare". One in fifty is unassigned, one in forty blocked.
    """
    instant = _day_offset("sqlite" if db.dialect == "sqlite" else "postgresql")
    db.run_write(insert_numbered, Workspace, 1, {})
    person = {"workspace_id": "1", "zone": "'UTC'", "locale": "'en-US'", "slack_id": "'U' || n"}
    db.run_write(insert_numbered, Person, max(count // 100, 2), person)
    place = {"workspace_id": "1", "kind": "'public'", "known": "true", "bot_is_member": "true"}
    place |= {"slack_id": "'C' || n", "name": "'team' || n"}
    db.run_write(insert_numbered, Conversation, TEAMS, place)
    team = {"workspace_id": "1", "conversation_id": "n", "zone": "'UTC'", "working_days": "'01234'"}
    team |= {"works_from": "'09:00:00.000000'", "works_until": "'18:00:00.000000'"}
    db.run_write(insert_numbered, Team, TEAMS, team)
    closed = "n / 7 % 2 = 0"
    task = {
        "workspace_id": "1",
        "title": "'Task ' || n",
        "creator_id": f"n % {max(count // 100, 2)} + 1",
        "owner_id": f"CASE WHEN n / 11 % 50 = 1 THEN NULL ELSE n % {max(count // 100, 2)} + 1 END",
        "team_id": f"n / 5 % {TEAMS - 1} + 1",
        "conversation_id": f"n / 5 % {TEAMS - 1} + 1",
        "priority": "3",
        "status": f"CASE WHEN {closed} THEN 'done'"
        " WHEN n / 3 % 40 = 7 THEN 'blocked' ELSE 'open' END",
        "visibility": "'workspace'",
        "due_until": instant("n * 31 / 3 % 240 - 60"),
        "closed_at": f"CASE WHEN {closed} THEN {instant('-(n / 2 % 365)')} END",
    }
    db.run_write(insert_numbered, Task, count, task)
    for label, every in (("common", 100), ("rare", max(count // 30, 1))):
        db.run_write(_label_every, label, every)
    db.run_write(lambda session: session.connection().execute(text("ANALYZE")))


def _label_every(session: Session, label: str, every: int) -> None:
    chosen = f"SELECT id, '{label}', workspace_id, '{label}', due_until, closed_at FROM task"  # noqa: S608
    columns = "task_id, folded, workspace_id, label, due_until, closed_at"
    statement = f"INSERT INTO task_label ({columns}) {chosen} WHERE id % {every} = 1"
    session.connection().execute(text(statement))


def _day_offset(dialect: str) -> Callable[[str], str]:
    """SQL of the instant so many days after NOW."""
    if dialect == "sqlite":
        begun = f"{NOW:%Y-%m-%d %H:%M:%S}"
        return lambda days: (
            f"strftime('%Y-%m-%d %H:%M:%S.000000', '{begun}', ({days}) || ' days', '-1 minutes')"
        )
    begun = NOW.isoformat()
    return lambda days: f"timestamptz '{begun}' + ({days}) * interval '1 day' - interval '1 minute'"


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


def insert_numbered(session: Session, record: Any, last: int, special: dict[str, str]) -> None:
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
    connection.execute(
        text(
            f"INSERT INTO {table.name} ({', '.join(columns)})"  # noqa: S608 - names of our own
            " WITH RECURSIVE s(n) AS"
            f" (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {last})"
            f" SELECT {', '.join(columns.values())} FROM s"
        )
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
