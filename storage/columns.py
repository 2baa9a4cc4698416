"""Column types that mean the same on SQLite and PostgreSQL, and how constraints are named.

No tables and no questions live here.
"""

import datetime as dt
from enum import IntEnum, StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, DateTime, Dialect, Integer, String
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import Interval, TypeDecorator, TypeEngine
from sqlmodel import SQLModel
from typing_extensions import override

Member = TypeVar("Member", bound=StrEnum | IntEnum)

CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# A later migration can only drop what has a name, and SQLite gives none by itself. The tables
# import their column types from here, so this is in place before the first of them is declared.
SQLModel.metadata.naming_convention = CONSTRAINT_NAMES


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant: takes aware values only, returns aware UTC on both databases."""

    impl = DateTime
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(timezone=True)

    def __repr__(self) -> str:
        return "UtcDateTime()"

    @override
    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        return Interval() if isinstance(value, dt.timedelta) else self

    @override
    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"an instant needs a time zone, got {value!r}")
        return value.astimezone(dt.UTC)

    @override
    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            return value.replace(tzinfo=dt.UTC)
        return value.astimezone(dt.UTC)


class Json(TypeDecorator[Any]):
    """Lists, dicts, strings, numbers, booleans; None is SQL NULL, the order of keys is kept.

    A change inside a stored value is not noticed: assign a new one.
    """

    impl = JSON
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(none_as_null=True)

    def __repr__(self) -> str:
        return "Json()"


class Choice(TypeDecorator[Member], Generic[Member]):
    """A StrEnum kept as its plain string, or an IntEnum kept as its number."""

    impl = String
    cache_ok = True

    def __init__(self, members: type[Member]) -> None:
        self.members = members
        super().__init__()

    def __repr__(self) -> str:
        return f"Choice({self.members.__name__})"

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if issubclass(self.members, IntEnum) else String())

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> str | int | None:
        return None if value is None else self.members(value).value

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Member | None:
        return None if value is None else self.members(value)
