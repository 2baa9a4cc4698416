"""SQLite: connections, when a transaction begins, how a statement is stopped."""

import itertools
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from storage.database.units import Unit

BUSY_TIMEOUT = 1500
"""Milliseconds to wait for the write lock of another process."""
WAL_PAUSE = 0.01


class SqliteStore:
    """One connection that writes, `readers` that only read, and one more of each for callers
    that use the database without its threads.
    """

    def __init__(self, url: URL, *, readers: int) -> None:
        # Transactions end in the runner, so a connection comes back clean by itself.
        pool: dict[str, Any] = {"max_overflow": 1, "pool_reset_on_return": None}
        self._writer = make_engine(url, pool_size=1, **pool)
        self._reader = make_engine(url, pool_size=readers, **pool)
        event.listen(self._writer, "begin", partial(_begin, "BEGIN IMMEDIATE"))
        event.listen(self._reader, "begin", partial(_begin, "BEGIN"))
        event.listen(self._reader, "connect", _only_read)
        for engine in (self._writer, self._reader):
            event.listen(engine, "before_cursor_execute", _before_statement)
        self._writing = Lock()

    @contextmanager
    def connect(self, unit: Unit) -> Iterator[Connection]:
        """A connection for one attempt of a unit."""
        if not unit.write:
            with self._reader.connect() as connection:
                yield connection
            return
        # The queue gives the order; the lock is for run_write in other threads of this process.
        with self._writing, self._writer.connect() as connection:
            yield connection

    def interrupter(self, connection: Connection) -> Callable[[], None] | None:
        """What stops the statement that runs on this connection, from any thread."""
        return _driver(connection).interrupt

    def check_before_commit(self, connection: Connection) -> None:
        """Raise if SQLite has already given up the transaction by itself.

        It does so on a full disk, for example; a commit after that would save nothing.
        """
        if connection.in_transaction() and not _driver(connection).in_transaction:
            raise sqlite3.OperationalError("the transaction was rolled back by SQLite")

    def is_transient(self, error: BaseException) -> bool:
        """True for an error after which the same unit may succeed."""
        return _is_busy(error.orig if isinstance(error, DBAPIError) else error)

    def is_cut_off(self, error: BaseException) -> bool:  # noqa: ARG002
        """Never: who interrupts has also marked the unit as late."""
        return False

    def dispose(self) -> None:
        """Close the connections; the last one writes the log back into the file."""
        self._reader.dispose()
        self._writer.dispose()


def make_engine(url: URL, **options: Any) -> Engine:
    """An engine whose connections are set up, and which leaves BEGIN to the caller."""
    engine = create_engine(
        url,
        connect_args={
            "isolation_level": None,
            "check_same_thread": False,
            "timeout": BUSY_TIMEOUT / 1000,
        },
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
        **options,
    )
    event.listen(engine, "connect", _set_up)
    return engine


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
    _use_wal(connection)
    for pragma in (
        # "Saved" is a promise: a commit survives the loss of power.
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-32000",
        "temp_store=MEMORY",
        "journal_size_limit=67108864",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(connection: sqlite3.Connection) -> None:
    # While another process does this with a new file, SQLite refuses at once instead of waiting.
    for attempt in itertools.count(1):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if attempt * WAL_PAUSE > BUSY_TIMEOUT / 1000 or not _is_busy(error):
                raise
            time.sleep(WAL_PAUSE)
        else:
            return


def _is_busy(error: object) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY


def _only_read(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only=ON")


def _begin(statement: str, connection: Connection) -> None:
    _driver(connection).execute(statement)


def _before_statement(
    connection: Connection,
    _cursor: object,
    _statement: str,
    _parameters: object,
    _context: object,
    _many: bool,
) -> None:
    driver = _driver(connection)
    unit: Unit | None = connection.info.get("unit")
    if unit is not None:
        unit.check()
    # After an error that made SQLite roll back, statements would be saved one by one.
    if not driver.in_transaction:
        raise sqlite3.OperationalError("the transaction was rolled back by SQLite")
