"""Puts rows into every table of a database as it is, whatever its revision."""

import datetime as dt
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, func, select
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Float, Integer, Numeric, Time

ROWS = 3


def fill_every_table(connection: Connection) -> None:
    """`ROWS` rows per table; row n refers to row n of other tables, and to no row of its own."""
    for table in _tables(connection):
        for number in range(1, ROWS + 1):
            row = {column.name: _value(table, column, number) for column in table.columns}
            connection.execute(table.insert().values(row))


def count_every_table(connection: Connection) -> dict[str, int]:
    """Rows per table."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in _tables(connection)
    }


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def _value(table: Table, column: Column[Any], number: int) -> Any:
    if any(key.column.table is table for key in column.foreign_keys):
        return None
    kind = column.type
    if isinstance(kind, Boolean):
        return number % 2 == 0
    if isinstance(kind, Integer | Numeric | Float):
        return number
    if isinstance(kind, DateTime):
        return dt.datetime(2026, 5, number, 9, tzinfo=dt.UTC)
    if isinstance(kind, Date):
        return dt.date(2026, 5, number)
    if isinstance(kind, Time):
        return dt.time(number)
    if isinstance(kind, JSON):
        return {"number": number}
    return f"{column.name} {number}"
