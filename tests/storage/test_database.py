"""What a unit of work may rely on: one transaction, its result, its errors, its wake-ups."""

import asyncio
import contextvars
import subprocess
import sys
import threading
import traceback

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from storage.database import BadDatabaseUrl, Database
from storage.tables import Workspace
from tests.conftest import MONDAY_0900
from tests.storage.notes import WAIT, Gate, add, add_one, hold, notes, texts, total


async def test_what_a_write_returns_has_been_saved(notebook: Database) -> None:
    number = await notebook.write(add, "tea", wake=None)
    assert number == 1
    assert await notebook.read(texts) == ["tea"]


def test_without_an_event_loop_the_same_functions_run_in_the_calling_thread(
    empty_database_url: str,
) -> None:
    from tests.storage.notes import create

    before = threading.enumerate()
    db = Database(empty_database_url)
    db.run_write(create)
    assert db.run_write(add, "tea") == 1
    assert db.run_read(texts) == ["tea"]
    assert threading.enumerate() == before
    db.close_here()


async def test_an_error_undoes_everything_and_reaches_the_caller_with_its_traceback(
    notebook: Database,
) -> None:
    def spill(session: Session) -> None:
        add(session, "tea")
        raise LookupError("no cup")

    with pytest.raises(LookupError, match="no cup") as caught:
        await notebook.write(spill)
    assert "spill" in "".join(traceback.format_tb(caught.value.__traceback__))
    with pytest.raises(LookupError):
        notebook.run_write(spill)
    assert await notebook.read(texts) == []


async def test_even_an_error_that_futures_refuse_reaches_the_caller(notebook: Database) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        await notebook.read(lambda _session: next(iter(())))


async def test_a_read_cannot_change_anything(notebook: Database) -> None:
    with pytest.raises(DBAPIError):
        await notebook.read(add, "tea")
    with pytest.raises(DBAPIError):
        notebook.run_read(add, "tea")
    assert await notebook.write(add, "coffee") == 1


async def test_a_read_sees_one_moment(notebook: Database) -> None:
    first_seen = threading.Event()
    written = threading.Event()

    def look_twice(session: Session) -> tuple[list[str], list[str]]:
        before = texts(session)
        first_seen.set()
        assert written.wait(WAIT)
        return before, texts(session)

    looking = asyncio.create_task(notebook.read(look_twice))
    assert await asyncio.to_thread(first_seen.wait, WAIT)
    await notebook.write(add, "tea")
    written.set()
    assert await looking == ([], [])


async def test_rows_stay_readable_after_the_unit(db: Database) -> None:
    def found(session: Session) -> Workspace:
        workspace = Workspace(slack_id="T1", name="Acme", created_at=MONDAY_0900)
        session.add(workspace)
        return workspace

    assert (await db.write(found)).id is not None
    read = await db.read(lambda session: session.exec(select(Workspace)).scalars().one())
    assert (read.name, read.created_at) == ("Acme", MONDAY_0900)


async def test_only_the_runner_commits(notebook: Database) -> None:
    def impatient(session: Session) -> None:
        add(session, "tea")
        session.commit()

    def remorseful(session: Session) -> None:
        add(session, "tea")
        session.rollback()

    for unit in (impatient, remorseful):
        with pytest.raises(RuntimeError, match="begin_nested"):
            await notebook.write(unit)
    assert await notebook.read(texts) == []


async def test_a_part_of_a_unit_may_fail_alone(notebook: Database) -> None:
    def careful(session: Session) -> None:
        add(session, "tea")
        with pytest.raises(IntegrityError), session.begin_nested():
            session.connection().execute(notes.insert().values(id=1, text="again"))
        add(session, "milk")

    await notebook.write(careful)
    assert await notebook.read(texts) == ["tea", "milk"]


async def test_many_writers_at_once_lose_nothing(notebook: Database) -> None:
    await notebook.write(add, "count")
    await asyncio.gather(*(notebook.write(add_one, 1) for _ in range(60)))
    assert await notebook.read(total) == 60


async def test_writes_of_other_threads_do_not_disturb_the_queue(notebook: Database) -> None:
    await notebook.write(add, "count")
    here = asyncio.gather(*(notebook.write(add_one, 1) for _ in range(20)))
    there = [asyncio.to_thread(notebook.run_write, add_one, 1) for _ in range(4)]
    await asyncio.gather(here, *there)
    assert await notebook.read(total) == 24


async def test_wake_ups_are_called_in_the_event_loop_after_the_commit(notebook: Database) -> None:
    woken: asyncio.Queue[tuple[frozenset[str], threading.Thread, list[str]]] = asyncio.Queue()

    def note(wakes: frozenset[str]) -> None:
        woken.put_nowait((wakes, threading.current_thread(), notebook.run_read(texts)))

    notebook.on_commit.append(note)
    await notebook.write(add, "tea", wake="carrier")
    assert await woken.get() == (frozenset({"carrier"}), threading.current_thread(), ["tea"])
    notebook.run_write(add, "milk", wake="heartbeat")
    assert (await woken.get())[0] == {"heartbeat"}


async def test_nobody_is_woken_for_nothing(notebook: Database) -> None:
    woken: list[frozenset[str]] = []
    notebook.on_commit.append(woken.append)

    def fail(session: Session) -> None:
        add(session, "tea", wake="carrier")
        raise LookupError

    def only_look(session: Session) -> None:
        session.info["wakes"].add("carrier")

    with pytest.raises(LookupError):
        await notebook.write(fail)
    await notebook.write(add, "tea")
    await notebook.read(only_look)
    await notebook.write(add, "milk", wake="end")
    assert woken == [{"end"}]


async def test_a_unit_sees_the_context_of_its_caller(notebook: Database) -> None:
    request: contextvars.ContextVar[str] = contextvars.ContextVar("request")
    request.set("ab12cd")
    assert await notebook.read(lambda _session: request.get()) == "ab12cd"


async def test_a_cancelled_caller_takes_a_waiting_unit_along_but_not_a_running_one(
    notebook: Database,
) -> None:
    gates = [Gate() for _ in range(5 if notebook.dialect == "postgresql" else 1)]
    running = [await hold(notebook, gate) for gate in gates]
    waiting = asyncio.create_task(notebook.write(add, "never"))
    done = asyncio.create_task(notebook.write(add, "last"))
    await asyncio.sleep(0)  # lets both reach the queue

    running[0].cancel()
    waiting.cancel()
    await asyncio.wait([running[0], waiting])
    for gate in gates:
        gate.open.set()
    await done
    await asyncio.gather(*running[1:])
    assert await notebook.read(texts) == ["gate"] * len(gates) + ["last"]


@pytest.mark.parametrize(
    "url",
    ["", "sqlite://", "sqlite:///:memory:", "sqlite:///x.db?mode=ro", "mysql://u:secret@h/x",
     "postgres://u:secret@h:port/x", "ann:secret"],
)  # fmt: skip
def test_an_unusable_url_is_refused_without_repeating_its_password(url: str) -> None:
    with pytest.raises(BadDatabaseUrl) as caught:
        Database(url)
    assert "secret" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.only_on("sqlite")
def test_a_start_on_sqlite_loads_neither_psycopg_nor_alembic(empty_database_url: str) -> None:
    program = (
        "import sys\nimport storage.migrate\nfrom storage.database import Database\n"
        f"db = Database({empty_database_url!r})\n"
        "db.run_read(lambda session: session.connection())\n"
        "print([name for name in ('psycopg', 'alembic') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


async def test_ready_means_that_the_schema_is_the_one_of_this_build(
    db: Database, notebook: Database
) -> None:
    assert await db.ready()
    assert not await notebook.ready()
    await notebook.close()
    assert not await notebook.ready()
