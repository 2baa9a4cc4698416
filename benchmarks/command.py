"""What a durable `/task` costs: signed HTTP and Socket Mode, against an app that only acks.

`python -m benchmarks.command [--db sqlite|postgresql|both] [--rounds 5] [--commands 600]
[--transport http|socket|both] [--profile]`. The program under load has a processor of its own;
the load and Slack have the other. Every round visits all variants in turn: read the ratios.
"""

import argparse
import asyncio
import itertools
import socket
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlmodel import Session

from benchmarks import where
from benchmarks.doors import Clients, HttpDoor, SocketDoor
from benchmarks.fake_slack import FakeSlack
from benchmarks.measure import (
    child,
    cpu_seconds,
    database_url,
    median,
    memory_mb,
    quantile,
    say,
    table,
    use_processor,
)
from storage.database import Database

CALLERS = 32
RATE = 50
GOALS = "goals: x bare at 32 >= 0.20 (0.35), p99 at 32 <= 250 ms, p99 at 50/s <= 15 ms"


@dataclass
class Variant:
    """One program under load, and what was measured of it, a value per round."""

    name: str
    transport: str
    process: subprocess.Popen[str]
    slack: FakeSlack
    clients: Clients
    database: str = ""
    rate: list[float] = field(default_factory=list)
    carried: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    crowded: list[float] = field(default_factory=list)
    steady: list[float] = field(default_factory=list)


@asynccontextmanager
async def under_load(transport: str, database: str) -> AsyncIterator[Variant]:
    """A running program with its own Slack; `database` is a kind, or empty for the bare app."""
    slack = FakeSlack()
    await slack.start()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    numbers = itertools.count(1)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(slack.stop)
        url = stack.enter_context(database_url(database)) if database else ""
        program = "drumbeat" if database else "bare"
        given = [program, transport, slack.api_url, str(port), *([url] if url else [])]
        running = child("benchmarks.served", *given)
        process = await asyncio.to_thread(running.__enter__)
        stack.push_async_callback(asyncio.to_thread, running.__exit__, None, None, None)
        door = HttpDoor(port, numbers) if transport == "http" else SocketDoor(slack, numbers)
        stack.callback(door.close)
        if transport == "socket":
            await slack.connected.wait()
        name = f"drumbeat, {database}" if database else "bare ack"
        yield Variant(name, transport, process, slack, Clients(door), url)


async def visit(variant: Variant, commands: int, *, counts: bool) -> None:
    """One round of one variant; `counts` is False for the first one, which warms up."""
    clients, pid = variant.clients, variant.process.pid
    alone = await clients.one_at_a_time(commands // 6)
    await carried(variant)
    cpu, begun = cpu_seconds(pid), time.perf_counter()
    crowded, rate = await clients.crowd(CALLERS, commands)
    await carried(variant)
    whole, used = time.perf_counter() - begun, cpu_seconds(pid) - cpu
    steady = await clients.steady(RATE, commands / 200)
    await carried(variant)
    if counts:
        variant.rate.append(rate)
        variant.carried.append(commands / whole)
        variant.cpu.append(used / len(crowded) * 1e6)
        variant.alone += alone
        variant.crowded += crowded
        variant.steady += steady


async def carried(variant: Variant) -> None:
    """Until every task has its card, for at most a minute."""
    if not variant.database:
        return
    until = time.monotonic() + 60
    while variant.slack.posts < variant.clients.answered and time.monotonic() < until:  # noqa: ASYNC110
        await asyncio.sleep(0.005)


def show(variants: list[Variant]) -> None:
    """The table; x is the ratio to the bare app over the same transport."""
    bare = {each.transport: median(each.rate) for each in variants if not each.database}
    lines = []
    for each in variants:
        times = [
            f"{quantile(values, share) * 1000:.1f}"
            for values in (each.alone, each.crowded, each.steady)
            for share in (0.5, 0.99)
        ]
        base = bare.get(each.transport, 0)
        lines.append(
            [
                f"{each.transport}: {each.name}",
                f"{median(each.rate):.0f}",
                f"{median(each.rate) / base:.2f}" if base else "",
                f"{median(each.carried):.0f}" if each.database else "",
                f"{median(each.cpu):.0f}",
                *(f"{times[place]} / {times[place + 1]}" for place in (0, 2, 4)),
                f"{memory_mb(each.process.pid):.0f}",
            ]
        )
    heads = ("variant", "acks/s at 32", "x bare", "with posts/s", "CPU us each",
             "ms alone p50 / p99", "ms at 32", f"ms at {RATE}/s", "MB")  # fmt: skip
    table(f"/task … against a bare ack ({GOALS})", heads, lines)


def count_books(session: Session) -> dict[str, int]:
    """What the database holds of the run."""
    questions = {
        "tasks": "SELECT count(*) FROM task",
        "activities": "SELECT count(*) FROM activity",
        "cards": "SELECT count(*) FROM delivery WHERE kind = 'task_card'",
        "cards done": "SELECT count(*) FROM delivery WHERE kind = 'task_card' AND state = 'done'",
        "numbers": "SELECT last FROM counter WHERE kind = 'task'",
    }
    connection = session.connection()
    return {name: connection.scalar(text(asked)) or 0 for name, asked in questions.items()}


def check_books(variant: Variant) -> None:
    """Nothing answered is lost, nothing is done twice."""
    if not variant.database:
        return
    db = Database(variant.database)
    try:
        deadline = time.monotonic() + 5
        books = db.run_read(count_books)
        while books["cards done"] < books["cards"] and time.monotonic() < deadline:
            time.sleep(0.1)  # the last answers are being written down
            books = db.run_read(count_books)
    finally:
        db.close_here()
    books = {"answered": variant.clients.answered, **books, "posts": variant.slack.posts}
    verdict = "balance" if len(set(books.values())) == 1 else "DO NOT BALANCE"
    told = ", ".join(f"{name} {count}" for name, count in books.items())
    say(f"books of {variant.transport}, {variant.name}: {told}: {verdict}")


async def main() -> None:
    """Measure what was asked for."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.command")
    ask.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    ask.add_argument("--transport", choices=("http", "socket", "both"), default="both")
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--commands", type=int, default=600)
    ask.add_argument("--profile", action="store_true", help="only where the time goes")
    asked = ask.parse_args()
    kinds = ("sqlite", "postgresql") if asked.db == "both" else (asked.db,)
    transports = ("http", "socket") if asked.transport == "both" else (asked.transport,)
    if asked.profile:
        for kind in kinds:
            await where.profile(kind, asked.commands)
        return
    use_processor(1)
    async with AsyncExitStack() as stack:
        variants = [
            await stack.enter_async_context(under_load(transport, kind))
            for transport in transports
            for kind in ("", *kinds)
        ]
        for round_ in range(asked.rounds + 1):
            for variant in variants:
                await visit(variant, asked.commands, counts=round_ > 0)
        show(variants)
        say()
        for variant in variants:
            check_books(variant)


if __name__ == "__main__":
    asyncio.run(main())
