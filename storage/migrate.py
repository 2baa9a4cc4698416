"""Brings the schema of a database to the revision of this build.

Alembic is loaded only when there is something to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy import URL, Connection, Engine, NullPool, text

from storage.database import postgres, sqlite
from storage.database.urls import parse_database_url
from storage.revisions import find_revision, head_revision, is_known

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["UnknownRevision", "current_revision", "head_revision", "is_known", "upgrade"]

SCRIPTS = Path(__file__).parent / "migrations"
LOCK = 0x6472756D62656174
"""The key of PostgreSQL's advisory lock: "drumbeat"."""
PATIENCE = 300_000
"""Milliseconds to wait for another process that is migrating a SQLite file."""


class UnknownRevision(Exception):
    """A newer build has migrated this database."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"revision {revision} is newer than {head_revision()}")
        self.revision = revision


class BrokenReferences(Exception):
    """A migration would have left rows that refer to missing ones; it was rolled back."""


def upgrade(url: str, revision: str | None = None) -> str | None:
    """Migrate to a revision (this build's by default) and return the one found before.

    Everything happens in one transaction, and only one process does it: others wait, then find
    nothing to do. Creates the folder of a SQLite file. Raises UnknownRevision.
    """
    target = revision or head_revision()
    with migrating(url) as connection:
        before = find_revision(connection)
        if before is not None and not is_known(before):
            raise UnknownRevision(before)
        if before is None or before < target:
            from alembic import command  # noqa: PLC0415

            command.upgrade(alembic_config(connection), target)
        return before


def current_revision(url: str) -> str | None:
    """The revision of a database; None when it was never migrated."""
    with _engine(parse_database_url(url)) as engine, engine.connect() as connection:
        return find_revision(connection)


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """A connection in one transaction that no other migrating process shares."""
    parsed = parse_database_url(url)
    if parsed.get_backend_name() == "sqlite":
        Path(parsed.database or "").parent.mkdir(parents=True, exist_ok=True)
        alone = _alone_on_sqlite
    else:
        alone = _alone_on_postgresql
    with _engine(parsed) as engine, engine.connect() as connection, alone(connection):
        yield connection


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings; `migrations/env.py` takes the connection from here."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _engine(url: URL) -> Iterator[Engine]:
    make = sqlite.make_engine if url.get_backend_name() == "sqlite" else postgres.make_engine
    engine = make(url, poolclass=NullPool)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _alone_on_sqlite(connection: Connection) -> Iterator[None]:
    driver = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    driver.execute(f"PRAGMA busy_timeout={PATIENCE}")
    # Batch mode drops and rebuilds a table, which must not empty the tables that refer to it.
    # This has no effect inside a transaction, so it comes before.
    driver.execute("PRAGMA foreign_keys=OFF")
    driver.execute("BEGIN IMMEDIATE")
    with connection.begin():
        yield
        broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
        if broken:
            raise BrokenReferences(f"{len(broken)} rows, the first in {broken[0][0]}")


@contextmanager
def _alone_on_postgresql(connection: Connection) -> Iterator[None]:
    # Held by the session, so it ends with this connection whatever happens.
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
    connection.commit()
    with connection.begin():
        yield
