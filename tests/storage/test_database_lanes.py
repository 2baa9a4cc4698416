"""The queues: what a person waits for goes first, refused units run again, closing is orderly."""

import asyncio
import sys
import threading
import time
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import Session

from storage.database import Database, DatabaseClosed, TooLate
from tests.storage.notes import Gate, add, add_one, hold, texts, total


@pytest.mark.only_on("sqlite")
async def test_doors_go_before_jobs_and_each_in_its_order(notebook: Database) -> None:
    gate = Gate()
    running = await hold(notebook, gate)
    jobs = [asyncio.create_task(notebook.write(add, f"job {n}", lane="job")) for n in (1, 2)]
    doors = [asyncio.create_task(notebook.write(add, f"door {n}")) for n in (1, 2)]
    await asyncio.sleep(0)  # lets all reach the queue
    gate.open.set()
    await asyncio.gather(running, *jobs, *doors)
    assert await notebook.read(texts) == ["gate", "door 1", "door 2", "job 1", "job 2"]


@pytest.mark.only_on("postgresql")
async def test_jobs_never_take_all_threads(notebook: Database) -> None:
    gates = [Gate() for _ in range(3)]
    running = [await hold(notebook, gate, lane="job") for gate in gates]
    waiting = asyncio.create_task(notebook.write(add, "job", lane="job"))
    await notebook.write(add, "door")
    assert not waiting.done()
    for gate in gates:
        gate.open.set()
    await asyncio.gather(waiting, *running)
    assert (await notebook.read(texts))[-1] == "job"


async def test_reads_do_not_wait_for_a_write(notebook: Database) -> None:
    gate = Gate()
    running = await hold(notebook, gate)
    assert await notebook.read(texts) == []
    gate.open.set()
    await running


@pytest.mark.only_on("postgresql")
async def test_a_deadlock_is_resolved_by_running_one_unit_again(notebook: Database) -> None:
    await notebook.write(add, "a")
    await notebook.write(add, "b")
    both_hold_one = Barrier(2)
    runs: list[tuple[int, int]] = []

    def cross(session: Session, first: int, second: int) -> None:
        runs.append((first, second))
        session.info["wakes"].add(f"run {len(runs)}")
        add_one(session, first)
        if len(runs) <= 2:
            both_hold_one.wait(20)
        add_one(session, second)

    woken: list[frozenset[str]] = []
    notebook.on_commit.append(woken.append)
    await asyncio.gather(notebook.write(cross, 1, 2), notebook.write(cross, 2, 1))
    await notebook.write(add, "c")
    assert len(runs) == 3
    assert await notebook.read(total) == 4
    assert sum(len(wakes) for wakes in woken) == 2, "wakes of a refused attempt are forgotten"


async def test_a_file_locked_by_another_process_is_waited_for(notebook: Database) -> None:
    """Two further processes count in the same database; nobody sees an error or loses a step."""
    await notebook.write(add, "count")
    program = (
        "import sys\nfrom storage.database import Database\n"
        "from tests.storage.notes import add_one\n"
        "db = Database(sys.argv[1])\n"
        "for _ in range(40): db.run_write(add_one, 1)"
    )
    url = notebook.url.render_as_string(hide_password=False)
    others = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", program, url) for _ in range(2)
    ]
    ended = asyncio.gather(*(other.wait() for other in others))
    ours = 0
    while not ended.done():
        await notebook.write(add_one, 1)
        ours += 1
    assert await ended == [0, 0]
    assert await notebook.read(total) == ours + 80


async def test_closing_finishes_what_runs_and_refuses_what_waits(notebook: Database) -> None:
    gates = [Gate() for _ in range(5 if notebook.dialect == "postgresql" else 1)]
    running = [await hold(notebook, gate) for gate in gates]
    waiting = asyncio.create_task(notebook.write(add, "never"))
    await asyncio.sleep(0)  # lets it reach the queue
    closing = asyncio.create_task(notebook.close())
    with pytest.raises(DatabaseClosed):
        await waiting
    for gate in gates:
        gate.open.set()
    await closing
    assert sorted(await asyncio.gather(*running)) == list(range(1, len(gates) + 1))
    with pytest.raises(DatabaseClosed):
        await notebook.read(texts)


async def test_no_thread_stays_behind(empty_database_url: str) -> None:
    before = set(threading.enumerate())
    db = Database(empty_database_url)
    assert set(threading.enumerate()) == before, "threads start with the first unit"
    await db.read(lambda session: session.connection(), deadline=float("1e9"))
    await db.write(lambda session: session.connection())
    assert set(threading.enumerate()) > before
    await db.close()
    await db.close()
    assert set(threading.enumerate()) == before


@pytest.mark.only_on("sqlite")
async def test_writes_that_wait_are_saved_by_one_commit(notebook: Database) -> None:
    commits = _count_commits(notebook)
    gate = Gate()
    running = await hold(notebook, gate)
    waiting = [asyncio.create_task(notebook.write(add, f"{n}")) for n in range(5)]
    await asyncio.sleep(0)  # lets all reach the queue
    gate.open.set()
    await asyncio.gather(running, *waiting)
    assert await notebook.read(texts) == ["gate", "0", "1", "2", "3", "4"]
    assert len(commits) == 2


@pytest.mark.only_on("sqlite")
async def test_a_write_that_fails_takes_no_other_with_it(notebook: Database) -> None:
    woken: list[frozenset[str]] = []
    notebook.on_commit.append(woken.append)
    gate = Gate()
    running = await hold(notebook, gate)

    def fail(session: Session) -> None:
        add(session, "never")
        raise LookupError

    def wake(session: Session) -> None:
        add(session, "c")
        session.info["wakes"].add("somebody")

    steps = [notebook.write(add, "a"), notebook.write(fail), notebook.write(wake)]
    waiting = [asyncio.create_task(step) for step in steps]
    await asyncio.sleep(0)  # lets all reach the queue
    gate.open.set()
    a, failed, c = await asyncio.gather(*waiting, return_exceptions=True)
    await running
    assert isinstance(failed, LookupError)
    assert not isinstance(a, BaseException)
    assert not isinstance(c, BaseException)
    assert await notebook.read(texts) == ["gate", "a", "c"]
    assert woken == [frozenset({"somebody"})]


@pytest.mark.only_on("sqlite")
async def test_of_writes_that_wait_only_the_late_one_is_refused(notebook: Database) -> None:
    gate = Gate()
    running = await hold(notebook, gate)
    release = threading.Event()

    def slow(session: Session) -> None:
        add(session, "slow")
        release.wait(20)

    deadline = time.monotonic() + 0.3
    before = asyncio.create_task(notebook.write(add, "before", deadline=time.monotonic() + 20))
    late = asyncio.create_task(notebook.write(slow, deadline=deadline))
    after = asyncio.create_task(notebook.write(add, "after"))
    await asyncio.sleep(0)  # lets all reach the queue
    gate.open.set()
    with pytest.raises(TooLate):
        await late
    release.set()
    await asyncio.gather(running, before, after)
    assert await notebook.read(texts) == ["gate", "before", "after"]


def _count_commits(db: Database) -> list[None]:
    commits: list[None] = []
    dialect = db._store._writer.dialect  # type: ignore[attr-defined]
    commit = dialect.do_commit

    def do_commit(connection: Any) -> None:
        commits.append(None)
        commit(connection)

    dialect.do_commit = do_commit
    return commits
