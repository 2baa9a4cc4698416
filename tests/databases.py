"""Databases for tests: a fresh one with the present schema in a few milliseconds, or an empty one.

What pytest has to do with it is in conftest.py.
"""

import itertools
import os
import shutil
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from storage.migrate import upgrade

BEFORE_RENEWAL = 200
"""Deleted rows stay in a table's files, so now and then the database is made anew."""


class SqliteFiles:
    """Every database is a file of its own, copied from one that was migrated once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()
        self._migrated = folder / "migrated.db"
        upgrade(f"sqlite:///{self._migrated}")

    def fresh(self) -> str:
        """The URL of a database with the present schema and no rows."""
        url = self.empty()
        shutil.copyfile(self._migrated, url.removeprefix("sqlite:///"))
        return url

    def empty(self) -> str:
        """The URL of a database without a schema."""
        return f"sqlite:///{self._folder / f'{next(self._numbers)}.db'}"

    def close(self) -> None:
        """Remove the files of this session; pytest keeps the folder of a failed one."""
        for file in self._folder.iterdir():
            file.unlink()


class PostgresDatabases:
    """One database per worker, emptied between tests, and further ones on demand.

    `url` has a place for the name of a database; its user must be allowed to create some.
    """

    def __init__(self, url: str, worker: str) -> None:
        import psycopg

        self._url = url
        self._prefix = f"drumbeat_test_{os.getpid()}_{worker}_"
        self._numbers = itertools.count()
        self._server = psycopg.connect(_libpq(url.format("postgres")), autocommit=True)
        self._made: list[str] = []
        self._used = 0
        self._migrated = self._create()
        upgrade(url.format(self._migrated))
        self._renew()

    def fresh(self) -> str:
        """The URL of a database with the present schema and no rows: the same one each time."""
        self._used += 1
        if self._used > 1:
            self._disconnect_others()
            if self._used % BEFORE_RENEWAL == 0 or not self._clean():
                self._drop(self._current)
                self._renew()
        return self._url.format(self._current)

    def empty(self) -> str:
        """The URL of a database without a schema."""
        return self._url.format(self._create())

    def close(self) -> None:
        """Drop every database that was made here."""
        self._connection.close()
        for name in list(self._made):
            self._drop(name)
        self._server.close()

    def _renew(self) -> None:
        import psycopg

        self._current = self._create(template=self._migrated)
        self._connection = psycopg.connect(_libpq(self._url.format(self._current)), autocommit=True)
        # Referring tables first; the version of the schema is not among them.
        self._tables = [table.name for table in reversed(SQLModel.metadata.sorted_tables)]
        self._sequences = self._all("SELECT sequencename FROM pg_sequences")
        found = " UNION ALL ".join(
            f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {name})"
            for number, name in enumerate(self._tables)
        )
        self._find_filled = f"{found} ORDER BY 1"
        self._restart = " ".join(
            ["SELECT", ", ".join(f"setval('{name}', 1, false)" for name in self._sequences)]
        )

    def _clean(self) -> bool:
        """Delete all rows; False when a test has changed the schema."""
        import psycopg

        try:
            filled = self._all(self._find_filled)
            for number in filled:
                self._connection.execute(f"DELETE FROM {self._tables[number]}")
            self._connection.execute(self._restart)
        except psycopg.errors.Error:
            self._connection.close()
            return False
        return True

    def _disconnect_others(self) -> None:
        """A test that failed may have left a transaction open, and with it its locks."""
        self._server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> %s",
            (self._current, self._connection.info.backend_pid),
        )

    def _create(self, template: str = "template0") -> str:
        name = f"{self._prefix}{next(self._numbers)}"
        self._server.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        self._made.append(name)
        return name

    def _drop(self, name: str) -> None:
        if name == getattr(self, "_current", None):
            self._connection.close()
        self._server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._made.remove(name)

    def _all(self, question: str) -> list[Any]:
        return [row[0] for row in self._connection.execute(question).fetchall()]


def _libpq(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")
