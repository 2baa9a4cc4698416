"""The schema: what the migrations make is what the tables say, and no row is lost on the way."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Integer, inspect, text
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - for what it declares
from storage.database import Database
from storage.migrate import (
    SCRIPTS,
    BrokenReferences,
    UnknownRevision,
    current_revision,
    head_revision,
    is_known,
    migrating,
    upgrade,
)
from storage.revisions import known_revisions
from tests.storage.filling import ROWS, count_every_table, fill_every_table

NEVER_WRITTEN = {"milestone", "swot_entry"}
"""Tables that one revision made and a later one dropped before any build wrote to them."""
SCHEMA = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL",
    "postgresql": """
        SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT conname, conrelid::regclass || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL
        SELECT table_name || '.' || column_name, data_type || is_nullable
        FROM information_schema.columns WHERE table_schema = 'public'
    """,
}


def test_an_empty_database_is_brought_to_this_build(empty_database_url: str) -> None:
    assert current_revision(empty_database_url) is None
    assert upgrade(empty_database_url) is None
    assert current_revision(empty_database_url) == head_revision()
    assert upgrade(empty_database_url) == head_revision()


def test_alembic_finds_no_difference_between_tables_and_schema(database_url: str) -> None:
    with migrating(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_schema_is_the_same_down_to_the_conditions_of_indexes(
    database_url: str, empty_database_url: str
) -> None:
    """Alembic does not compare the WHERE of an index, nor checks, nor the names of keys."""
    with migrating(empty_database_url) as connection:
        SQLModel.metadata.create_all(connection)
        declared = _schema(connection)
    with migrating(database_url) as connection:
        migrated = _schema(connection)
    assert migrated == declared


def test_every_constraint_has_a_name_so_that_it_can_be_dropped() -> None:
    unnamed = [
        (table.name, constraint)
        for table in SQLModel.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert unnamed == []


def test_file_names_and_alembic_agree_on_the_revisions() -> None:
    scripts = ScriptDirectory(str(SCRIPTS))
    in_order = [script.revision for script in scripts.walk_revisions()][::-1]
    assert in_order == list(known_revisions())
    assert scripts.get_current_head() == head_revision()
    assert is_known(head_revision())
    assert not is_known(None)
    assert not is_known("9999")


@pytest.mark.parametrize("start", known_revisions())
def test_no_row_is_lost_on_the_way_from_any_revision(empty_database_url: str, start: str) -> None:
    upgrade(empty_database_url, start)
    with migrating(empty_database_url) as connection:
        fill_every_table(connection)
        before = count_every_table(connection)
    assert set(before.values()) == {ROWS}
    assert upgrade(empty_database_url) == start
    with migrating(empty_database_url) as connection:
        after = count_every_table(connection)
    kept = before.keys() - NEVER_WRITTEN
    assert {name: after.get(name) for name in kept} == {name: before[name] for name in kept}


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(database_url: str) -> None:
    """SQLite drops and makes the table anew; with foreign keys on, that empties its children."""
    with migrating(database_url) as connection:
        fill_every_table(connection)
        before = count_every_table(connection)
    with migrating(database_url) as connection:
        operations = Operations(MigrationContext.configure(connection))
        for table in before:
            with operations.batch_alter_table(table, recreate="auto") as batch:
                batch.add_column(Column("added", Integer(), nullable=True))
                batch.create_check_constraint(f"added_to_{table}", "added > 0")
    with migrating(database_url) as connection:
        assert count_every_table(connection) == before


@pytest.mark.only_on("sqlite")
def test_a_migration_that_leaves_dangling_references_is_undone(database_url: str) -> None:
    with pytest.raises(BrokenReferences, match="member"), migrating(database_url) as connection:
        connection.execute(text("INSERT INTO member (conversation_id, person_id) VALUES (1, 1)"))
    with migrating(database_url) as connection:
        assert count_every_table(connection)["member"] == 0


def test_a_migration_that_fails_leaves_nothing_behind(empty_database_url: str) -> None:
    def fail_half_way() -> None:
        with migrating(empty_database_url) as connection:
            connection.execute(text("CREATE TABLE half (id INTEGER)"))
            raise LookupError

    with pytest.raises(LookupError):
        fail_half_way()
    with migrating(empty_database_url) as connection:
        assert inspect(connection).get_table_names() == []


async def test_the_schema_of_a_newer_build_is_left_alone(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    with migrating(empty_database_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnknownRevision, match="9999"):
        upgrade(empty_database_url)
    db = Database(empty_database_url)
    assert not await db.ready()
    await db.close()


def test_of_two_processes_that_migrate_at_once_one_waits(empty_database_url: str) -> None:
    """Both are let go at the same moment; the second finds the work done."""
    program = (
        "import sys, alembic.command, storage.tables\n"
        "from storage.migrate import upgrade\n"
        "print('here', flush=True)\n"
        "sys.stdin.readline()\n"
        "print(upgrade(sys.argv[1]))"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, empty_database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "here\n"
    for one in both:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    found = sorted(one.communicate(timeout=60)[0].strip() for one in both)
    assert found == sorted([head_revision(), "None"])
    assert [one.returncode for one in both] == [0, 0]


def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path}/new/drumbeat.db")
    assert (tmp_path / "new" / "drumbeat.db").exists()


def _schema(connection: Connection) -> set[tuple[str, str]]:
    rows = connection.execute(text(SCHEMA[connection.dialect.name]))
    # Alembic and SQLAlchemy differ in white space, the order of constraints, and the quotes
    # around the name of a table that SQLite has rebuilt.
    return {
        (name, " ".join(sorted(definition.replace(",", " ").replace('"', "").split())))
        for name, definition in rows
        if "alembic_version" not in f"{name}{definition}"
    }
