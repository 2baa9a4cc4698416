"""A tiny table for the tests of the runner, and units of work on it."""

import asyncio
from threading import Event
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select, text, update
from sqlmodel import Session

from storage.database import Database

WAIT = 20
"""Real seconds after which a test that waits in vain fails."""

metadata = MetaData()
notes = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", String, nullable=False),
    Column("n", Integer, nullable=False, default=0),
)

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    " WHERE x < 0",
    "postgresql": "SELECT pg_sleep(60)",
}


def create(session: Session) -> None:
    metadata.create_all(session.connection())


def add(session: Session, words: str, *, wake: str | None = None) -> int:
    if wake:
        session.info["wakes"].add(wake)
    return int(
        session.connection()
        .execute(insert(notes).values(text=words).returning(notes.c.id))
        .scalar_one()
    )


def add_one(session: Session, number: int) -> None:
    session.connection().execute(update(notes).where(notes.c.id == number).values(n=notes.c.n + 1))


def texts(session: Session) -> list[str]:
    return list(session.connection().scalars(select(notes.c.text).order_by(notes.c.id)))


def total(session: Session) -> int:
    return sum(session.connection().scalars(select(notes.c.n)))


def run_endlessly(session: Session, dialect: str) -> Any:
    return session.connection().scalar(text(ENDLESS[dialect]))


class Gate:
    """A unit of work that begins, says so, and stays until it is let go."""

    def __init__(self) -> None:
        self.begun = Event()
        self.open = Event()

    def __call__(self, session: Session, words: str = "gate") -> int:
        number = add(session, words)
        self.begun.set()
        assert self.open.wait(WAIT)
        return number

    async def has_begun(self) -> None:
        assert await asyncio.to_thread(self.begun.wait, WAIT)


async def hold(db: Database, gate: Gate, **options: Any) -> "asyncio.Task[int]":
    """A task that has the gate's unit running."""
    task = asyncio.create_task(db.write(gate, **options))
    await gate.has_begun()
    return task
