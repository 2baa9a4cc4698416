"""Deadlines: in time or not at all, and never somebody else's unit."""

import asyncio
import sqlite3
import time
from threading import Event

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import Session

from storage.database import Database, TooLate
from storage.database.units import Unit
from tests.storage.notes import ENDLESS, WAIT, Gate, add, add_one, hold, run_endlessly, texts, total

SOON = 0.15


def in_seconds(seconds: float) -> float:
    return time.monotonic() + seconds


async def test_what_comes_too_late_does_not_begin(notebook: Database) -> None:
    with pytest.raises(TooLate):
        await notebook.write(add, "tea", deadline=in_seconds(-1))
    with pytest.raises(TooLate):
        notebook.run_write(add, "tea", deadline=in_seconds(-1))
    assert await notebook.read(texts) == []


async def test_who_waits_behind_a_long_unit_is_told_in_time(notebook: Database) -> None:
    gates = [Gate() for _ in range(5 if notebook.dialect == "postgresql" else 1)]
    running = [await hold(notebook, gate) for gate in gates]
    with pytest.raises(TooLate):
        await notebook.write(add, "never", deadline=in_seconds(SOON))
    for gate in gates:
        gate.open.set()
    await asyncio.gather(*running)
    assert "never" not in await notebook.read(texts)


@pytest.mark.parametrize("here", [False, True], ids=["queued", "in the calling thread"])
async def test_a_running_statement_is_stopped_and_undone(notebook: Database, here: bool) -> None:
    def endless(session: Session) -> None:
        add(session, "never")
        run_endlessly(session, notebook.dialect)

    if here:
        with pytest.raises(TooLate):
            notebook.run_write(endless, deadline=in_seconds(SOON))
    else:
        with pytest.raises(TooLate):
            await notebook.write(endless, deadline=in_seconds(SOON))
    await notebook.write(add, "next", deadline=in_seconds(WAIT))
    assert await notebook.read(texts) == ["next"]


async def test_a_read_is_stopped_too(notebook: Database) -> None:
    with pytest.raises(TooLate):
        await notebook.read(run_endlessly, notebook.dialect, deadline=in_seconds(SOON))
    assert await notebook.read(texts) == []


async def test_a_unit_of_endless_short_statements_is_stopped(notebook: Database) -> None:
    ended = Event()

    def busy(session: Session) -> None:
        try:
            while True:
                add(session, "never")
        finally:
            ended.set()

    with pytest.raises(TooLate):
        await notebook.write(busy, deadline=in_seconds(SOON))
    assert await asyncio.to_thread(ended.wait, WAIT)
    await notebook.write(add, "next")
    assert await notebook.read(texts) == ["next"]


async def test_a_unit_that_swallows_the_interrupt_still_saves_nothing(notebook: Database) -> None:
    def stubborn(session: Session) -> None:
        for _ in range(3):
            try:
                add(session, "never")
                run_endlessly(session, notebook.dialect)
            except Exception:  # noqa: BLE001
                continue

    with pytest.raises(TooLate):
        await notebook.write(stubborn, deadline=in_seconds(SOON))
    await notebook.write(add, "next")
    assert await notebook.read(texts) == ["next"]


async def test_a_unit_late_in_python_is_answered_in_time_and_not_saved(notebook: Database) -> None:
    gate = Gate()
    with pytest.raises(TooLate):
        await notebook.write(gate, deadline=in_seconds(SOON))
    gate.open.set()  # only now may it go on, and finds that its time is over
    await notebook.write(add, "next")
    assert await notebook.read(texts) == ["next"]


async def test_the_server_stops_a_statement_even_if_the_deadline_came_closer(
    notebook: Database,
) -> None:
    """The limit set for the first statement is longer than what is left for the last one."""
    waited = Event()

    def slow(session: Session) -> None:
        add(session, "never")
        waited.wait(0.6)
        run_endlessly(session, notebook.dialect)

    begun = time.monotonic()
    with pytest.raises(TooLate):
        notebook.run_write(slow, deadline=in_seconds(0.8))
    assert time.monotonic() - begun < 0.8 + 0.5


@pytest.mark.only_on("sqlite")
async def test_an_interrupt_never_hits_the_next_unit(notebook: Database) -> None:
    """Short deadlines end while the next unit begins, over and over, on the same connection."""
    await notebook.write(add, "count")
    late = 0

    def short(session: Session) -> None:
        session.connection().execute(
            text(ENDLESS["sqlite"].replace("FROM n)", "FROM n LIMIT 3000)"))
        )

    def count(session: Session) -> None:
        short(session)
        add_one(session, 1)

    for round_ in range(150):
        hurried = notebook.write(short, deadline=in_seconds(0.0005 + 0.00002 * round_))
        outcome, _ = await asyncio.gather(hurried, notebook.write(count), return_exceptions=True)
        late += isinstance(outcome, TooLate)
    assert await notebook.read(total) == 150
    assert late > 0


def test_once_the_commit_has_begun_the_deadline_no_longer_counts() -> None:
    told: list[BaseException | None] = []
    unit = Unit(
        lambda _session: None,
        write=True,
        deadline=in_seconds(60),
        deliver=lambda _result, error, _wakes: told.append(error),
    )
    assert unit.begin()
    unit.start_saving()
    assert not unit.expire()
    assert told == []


def test_the_watch_asks_again_while_a_unit_runs_and_answers_once() -> None:
    told: list[BaseException | None] = []
    stops: list[str] = []
    unit = Unit(
        lambda _session: None,
        write=True,
        deadline=in_seconds(60),
        deliver=lambda _result, error, _wakes: told.append(error),
    )
    assert unit.begin()
    with unit.interruptible(lambda: stops.append("stop")):
        assert unit.expire()
        assert unit.expire()
    assert unit.expire()
    assert (len(told), len(stops)) == (1, 2)
    with pytest.raises(TooLate):
        unit.start_saving()
    unit.end()
    assert not unit.expire()


async def test_a_lock_held_elsewhere_makes_a_write_late_not_stuck(notebook: Database) -> None:
    await notebook.write(add, "count")
    if notebook.dialect == "sqlite":
        other = sqlite3.connect(str(notebook.url.database), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        release = other.close
    else:
        engine = create_engine(notebook.url)
        connection = engine.connect()
        connection.execute(text("UPDATE note SET n = n WHERE id = 1"))

        def release() -> None:
            connection.close()
            engine.dispose()

    with pytest.raises(TooLate):
        await notebook.write(add_one, 1, deadline=in_seconds(SOON))
    release()
    await notebook.write(add_one, 1)
    assert await notebook.read(total) == 1
