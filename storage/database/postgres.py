"""PostgreSQL: connections, time limits on the server, which errors are worth another try."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from storage.database.units import Unit

if TYPE_CHECKING:
    import psycopg

POOL = 5
SLACK = 0.25
"""Seconds by which a statement may outlive the deadline, against a round trip for each."""

_LIMIT = "select set_config('statement_timeout', %s, true), set_config('lock_timeout', %s, true)"
_SERIALIZATION_FAILURE, _DEADLOCK = "40001", "40P01"
_QUERY_CANCELED, _LOCK_NOT_AVAILABLE = "57014", "55P03"


class PostgresStore:
    """A pool of five connections, one per worker thread."""

    def __init__(self, url: URL) -> None:
        self._writer = make_engine(
            url,
            isolation_level="READ COMMITTED",
            pool_size=POOL,
            max_overflow=0,
            pool_pre_ping=True,
            pool_recycle=1800,
        )
        event.listen(self._writer, "before_cursor_execute", _before_statement)
        # All statements of a read see one moment, as they do on SQLite; it takes no locks.
        self._reader = self._writer.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    @contextmanager
    def connect(self, unit: Unit) -> Iterator[Connection]:
        """A connection for one attempt of a unit."""
        with (self._writer if unit.write else self._reader).connect() as connection:
            connection.info.pop("limit", None)
            yield connection

    def interrupter(self, connection: Connection) -> Callable[[], None] | None:  # noqa: ARG002
        """None: the server itself stops a statement, see `_before_statement`."""
        return None

    def check_before_commit(self, connection: Connection) -> None:
        """Nothing to check: the server refuses to commit what has failed."""

    def is_transient(self, error: BaseException) -> bool:
        """True for an error after which the same unit may succeed."""
        return _sqlstate(error) in (_SERIALIZATION_FAILURE, _DEADLOCK)

    def is_cut_off(self, error: BaseException) -> bool:
        """True when the server has stopped a statement for taking too long."""
        return _sqlstate(error) in (_QUERY_CANCELED, _LOCK_NOT_AVAILABLE)

    def dispose(self) -> None:
        """Close the connections."""
        self._writer.dispose()


def make_engine(url: URL, **options: Any) -> Engine:
    """An engine with network limits, unless the URL sets its own; loads psycopg."""
    limits = {"connect_timeout": "5", "tcp_user_timeout": "10000", "application_name": "drumbeat"}
    return create_engine(
        url.set(query={**limits, **url.query}),
        json_serializer=partial(json.dumps, ensure_ascii=False),
        **options,
    )


def _sqlstate(error: BaseException) -> str | None:
    origin = error.orig if isinstance(error, DBAPIError) else error
    return getattr(origin, "sqlstate", None)


def _before_statement(
    connection: Connection,
    _cursor: object,
    _statement: str,
    _parameters: object,
    _context: object,
    _many: bool,
) -> None:
    unit: Unit | None = connection.info.get("unit")
    if unit is None or unit.deadline is None:
        return
    unit.check()
    remaining = unit.remaining()
    # The limit counts per statement, so it is tightened as the deadline comes nearer.
    if remaining < connection.info.get("limit", float("inf")) - SLACK:
        milliseconds = str(max(1, int(remaining * 1000)))
        driver = cast("psycopg.Connection[Any]", connection.connection.dbapi_connection)
        driver.execute(_LIMIT, (milliseconds, milliseconds))
        connection.info["limit"] = remaining
