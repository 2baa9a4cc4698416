"""Fixtures for all tests: real databases of both kinds and a Slack of our own."""

import datetime as dt
import os
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from storage.database import Database
from tests.databases import PostgresDatabases, SqliteFiles
from tests.postgres import Postgres

if TYPE_CHECKING:
    from sandbox.server import Sandbox
    from tests.stage import Stage

KINDS = ("sqlite", "postgresql")
MONDAY_0900 = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)
SERVER = pytest.StashKey[Postgres]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--db",
        choices=(*KINDS, "both"),
        default="both",
        help="the database that tests of the store run on (default: both)",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        only = metafunc.definition.get_closest_marker("only_on")
        kinds = [
            kind
            for kind in KINDS
            if chosen in (kind, "both") and (only is None or kind in only.args)
        ]
        metafunc.parametrize("database_kind", kinds, scope="session")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """With xdist, one server for all workers: they get its URL."""
    if node.config.getoption("--db") != "sqlite":
        node.workerinput["postgres_url"] = _server_url(node.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVER in config.stash:
        config.stash[SERVER].stop()


def _server_url(config: pytest.Config) -> str:
    """The URL of the server with a place for the name of a database; starts one if none is given.

    A `TEST_DATABASE_URL` wins; its user must be allowed to create databases.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        from sqlalchemy import make_url

        url = make_url(given).set(drivername="postgresql+psycopg", database="DATABASE")
        text = url.render_as_string(hide_password=False)
        return text.replace("{", "{{").replace("}", "}}").replace("/DATABASE", "/{}")
    if SERVER not in config.stash:
        config.stash[SERVER] = Postgres()
    return config.stash[SERVER].url


@pytest.fixture(scope="session")
def _sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteFiles]:
    files = SqliteFiles(tmp_path_factory.mktemp("sqlite"))
    yield files
    files.close()


@pytest.fixture(scope="session")
def _postgres_databases(request: pytest.FixtureRequest) -> Iterator[PostgresDatabases]:
    worker: dict[str, str] = getattr(request.config, "workerinput", {})
    url = worker.get("postgres_url") or _server_url(request.config)
    databases = PostgresDatabases(url, worker.get("workerid", "main"))
    yield databases
    databases.close()


@pytest.fixture
def databases(
    database_kind: str, request: pytest.FixtureRequest
) -> SqliteFiles | PostgresDatabases:
    """Makes databases of the kind under test."""
    name = "_sqlite_files" if database_kind == "sqlite" else "_postgres_databases"
    made: SqliteFiles | PostgresDatabases = request.getfixturevalue(name)
    return made


@pytest.fixture
def database_url(databases: SqliteFiles | PostgresDatabases) -> str:
    """A database with the present schema and no rows, on SQLite and on PostgreSQL."""
    return databases.fresh()


@pytest.fixture
def empty_database_url(databases: SqliteFiles | PostgresDatabases) -> str:
    """A database without a schema, for tests that change it."""
    return databases.empty()


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """The runner on `database_url`; closed after the test."""
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def sandbox() -> AsyncIterator["Sandbox"]:
    """The sample workspace on a free port, its clock standing at Monday 2026-05-11 09:00 UTC.

    Fails a test in which the bot called a method that Slack does not have.
    """
    from bot.manifest import manifest
    from sandbox.clock import SandboxClock
    from sandbox.sample import sample_workspace
    from sandbox.server import Sandbox

    slack = Sandbox(
        manifest=manifest(),
        workspace=sample_workspace(),
        clock=SandboxClock(MONDAY_0900, rate=0.0),
    )
    await slack.start()
    yield slack
    await slack.stop()
    assert not slack.unknown_methods
    assert not slack.delivery.hub.protocol_errors


@pytest.fixture
async def stage(sandbox: "Sandbox", database_url: str) -> AsyncIterator["Stage"]:
    """The bot at work in the sample workspace; it has met everybody."""
    from tests.stage import staged

    async with staged(sandbox, database_url) as found:
        yield found
