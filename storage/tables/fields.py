"""Column kinds that the tables share."""

import datetime as dt
from typing import Any

from sqlmodel import Field

from storage.columns import Json, UtcDateTime

NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
"""Stands for "no date", so that every list can be ordered and paged by `due_until`."""


def utc(*, nullable: bool = False, **options: Any) -> Any:
    """An instant."""
    return Field(sa_type=UtcDateTime, nullable=nullable, **options)


def json(**options: Any) -> Any:
    """A JSON value."""
    return Field(sa_type=Json, **options)
