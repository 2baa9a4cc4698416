"""What the store costs: the runner against the bare driver, and how it grows with the tasks.

`python -m benchmarks.store [--db sqlite|postgresql|both] [--rounds 5] [--sizes 1000 100000]`
Every round visits all variants in turn; read the ratios, not the milliseconds.
"""

import argparse
import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import Table, text
from sqlmodel import Session

from benchmarks.tasks import fill, values_of_one
from storage import rows
from storage.database import Database
from storage.migrate import upgrade
from storage.tables import Activity, Delivery, Person, Task
from storage.task_lists import TaskFilter, list_tasks
from storage.visibility import Audience

CALLS = 100
"""Calls of each variant per round."""

TABLES: tuple[Table, ...] = tuple(rows.table_of(kind) for kind in (Task, Activity, Delivery))
LIST = (
    "SELECT * FROM task WHERE workspace_id = {0} AND closed_at IS NULL AND owner_id = {0}"
    " ORDER BY due_until, id LIMIT 21"
)


def insert_three(session: Session, number: int) -> None:
    """A task, its history and its card, as the use case writes them."""
    for table, values in zip(TABLES, values_of_one(number), strict=True):
        rows.execute(session, INSERTS[table.name], values)


INSERTS = {table.name: table.insert().return_defaults() for table in TABLES}


def list_twenty(session: Session, owner: Person) -> int:
    """The list that a person sees most."""
    chosen = TaskFilter(owner_id=owner.id)
    return len(list_tasks(session, 1, Audience(person=owner), chosen).rows)


def find_owner(session: Session) -> Person:
    """The person whose tasks are listed."""
    return session.get_one(Person, 1)


class Raw:
    """The same work with nothing but the driver."""

    def __init__(self, db: Database) -> None:
        self.sqlite = db.dialect == "sqlite"
        self.mark = "?" if self.sqlite else "%s"
        self.connection: Any
        if self.sqlite:
            self.connection = sqlite3.connect(str(db.url.database), isolation_level=None)
            for pragma in ("synchronous=FULL", "foreign_keys=ON", "busy_timeout=1500"):
                self.connection.execute(f"PRAGMA {pragma}")
        else:
            import psycopg  # noqa: PLC0415

            url = db.url.set(drivername="postgresql").render_as_string(hide_password=False)
            self.connection = psycopg.connect(url, autocommit=True)

    def insert_three(self, number: int) -> None:
        """Three prepared inserts in one transaction."""
        self.connection.execute("BEGIN IMMEDIATE" if self.sqlite else "BEGIN")
        for table, values in zip(TABLES, values_of_one(number), strict=True):
            names = ", ".join(values)
            marks = ", ".join([self.mark] * len(values))
            self.connection.execute(
                f"INSERT INTO {table.name} ({names}) VALUES ({marks})",  # noqa: S608
                [self._plain(value) for value in values.values()],
            )
        self.connection.execute("COMMIT")

    def list_twenty(self) -> int:
        """One prepared select, rows as tuples."""
        return len(self.connection.execute(LIST.format(self.mark), (1, 1)).fetchall())

    def _plain(self, value: object) -> object:
        if isinstance(value, dict):
            return json.dumps(value)
        return str(value)[:26] if self.sqlite and hasattr(value, "tzinfo") else value


async def timed(calls: int, act: Callable[[int], Awaitable[object]]) -> float:
    """Median milliseconds of a call."""
    took: list[float] = []
    for number in range(calls):
        begun = time.perf_counter()
        await act(number)
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


async def compare(db: Database, rounds: int) -> None:
    """Print each variant's median and its ratio to the bare driver."""
    raw = Raw(db)
    owner = db.run_read(find_owner)
    numbers = count(10**7)

    async def direct(act: Callable[..., object], *args: object) -> None:
        act(*args)

    variants: dict[str, Callable[[int], Awaitable[object]]] = {
        "insert, driver": lambda _: direct(raw.insert_three, next(numbers)),
        "insert, run_write": lambda _: direct(db.run_write, insert_three, next(numbers)),
        "insert, write": lambda _: db.write(
            insert_three, next(numbers), deadline=time.monotonic() + 2.2
        ),
        "list, driver": lambda _: direct(raw.list_twenty),
        "list, run_read": lambda _: direct(db.run_read, list_twenty, owner),
        "list, read": lambda _: db.read(list_twenty, owner, deadline=time.monotonic() + 2.2),
        "nothing, read": lambda _: db.read(lambda _session: None),
    }
    results: dict[str, list[float]] = {name: [] for name in variants}
    for round_ in range(rounds + 1):
        for name, act in variants.items():
            median = await timed(CALLS, act)
            if round_:  # the first one warms up
                results[name].append(median)
    show(f"{db.dialect}: one at a time", results)
    raw.connection.close()
    await crowd(db, rounds, numbers)


async def crowd(db: Database, rounds: int, numbers: Iterator[int]) -> None:
    """Print writes per second with 1, 10 and 100 callers waiting."""
    for callers in (1, 10, 100):
        rates: list[float] = []
        for _ in range(rounds):
            begun = time.perf_counter()
            for _ in range(max(1, CALLS * 2 // callers)):
                await asyncio.gather(
                    *(db.write(insert_three, next(numbers)) for _ in range(callers))
                )
            rates.append(max(CALLS * 2, callers) / (time.perf_counter() - begun))
        say(f"  insert with {callers:3} callers: {statistics.median(rates):6.0f} a second")


async def grow(kind: str, sizes: list[int], rounds: int) -> None:
    """Print the list of 20 and an insert at each size, as ratios to the smallest one."""
    results: dict[str, list[float]] = {}
    with ExitStack() as stack:
        filled = [(size, stack.enter_context(database(kind))) for size in sorted(sizes)]
        for size, db in filled:
            fill(db, size)
        for _ in range(rounds):
            for size, db in filled:
                owner, numbers = db.run_read(find_owner), count(10**7 + db.run_read(tasks))
                results.setdefault(f"list, {size:,}", []).append(
                    await timed(CALLS, partial(_list, db, owner))
                )
                results.setdefault(f"insert, {size:,}", []).append(
                    await timed(CALLS, partial(_insert, db, numbers))
                )
        for _, db in filled:
            await db.close()
    show(f"{kind}: growth", results)


def tasks(session: Session) -> int:
    """How many there are."""
    return int(session.connection().scalar(text("SELECT count(*) FROM task")) or 0)


async def _list(db: Database, owner: Person, _number: int) -> None:
    await db.read(list_twenty, owner)


async def _insert(db: Database, numbers: Iterator[int], _number: int) -> None:
    await db.write(insert_three, next(numbers))


def show(title: str, results: dict[str, list[float]]) -> None:
    """A line per variant: milliseconds, and the ratio to the first of its kind."""
    say(title)
    first: dict[str, float] = {}
    for name, rounds in sorted(results.items(), key=lambda pair: pair[0].partition(",")[0]):
        median = statistics.median(rounds)
        base = first.setdefault(name.partition(",")[0], median)
        say(f"  {name:22} {median:8.3f} ms  x{median / base:.2f}")


def say(line: str) -> None:
    """Print a line now."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def database(kind: str) -> Iterator[Database]:
    """A migrated database that lasts as long as the block."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/bench.db"
            upgrade(url)
            yield Database(url)
        return
    from tests.postgres import Postgres  # noqa: PLC0415

    with Postgres() as server:
        upgrade(server.url.format("postgres"))
        yield Database(server.url.format("postgres"))


async def main() -> None:
    """Measure what was asked for."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.store")
    ask.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000])
    chosen = ask.parse_args()
    kinds = ("sqlite", "postgresql") if chosen.db == "both" else (chosen.db,)
    for kind in kinds:
        with database(kind) as db:
            fill(db, 10_000)
            await compare(db, chosen.rounds)
            await db.close()
        await grow(kind, chosen.sizes, chosen.rounds)


if __name__ == "__main__":
    asyncio.run(main())
