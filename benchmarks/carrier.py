"""What carrying costs: each delivered card against the bare SDK, and how well budgets are used.

`python -m benchmarks.carrier [--db sqlite|postgresql] [--messages 1000] [--rounds 5]`. The
senders have one processor, Slack the other. Every round visits all variants in turn.
"""

import argparse
import asyncio
import datetime as dt
import multiprocessing
import time
import urllib.request
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from benchmarks.fake_slack import BOT_TOKEN, CHANNEL, FakeSlack
from benchmarks.measure import cpu_seconds, database_url, median, say, table, use_processor
from bot.app import slack_client
from bot.clock import SystemClock
from bot.logging import configure_logging
from domain.quickadd import parse_quick_add
from jobs.carrier import Carrier
from jobs.pacing import PER_MINUTE, Pacer
from jobs.rendering import render_all
from jobs.slack import Slack
from services.people import describe_conversation, describe_person
from services.scene import Origin, enter
from services.tasks.add import add_task
from storage import deliveries
from storage.database import Database
from storage.migrate import upgrade
from storage.workspaces import install_workspace

SENDERS = 32
LIMIT = 1200
"""Posts per minute in the measurement of a budget; a channel's second does not count there."""
GOALS = "goals: CPU <= 1.8 x the SDK, rate >= 0.5 x aiohttp"


def slack_process(told: Connection) -> None:
    """Slack on a processor of its own; says its address, then answers counts and sets budgets."""
    use_processor(1)

    async def serve() -> None:
        slack = FakeSlack()
        await slack.start()
        told.send(slack.api_url)
        while True:
            asked = await asyncio.to_thread(told.recv)
            if asked == "end":
                return
            if asked != "count":
                slack.allow(asked)
            told.send((slack.posts, slack.refused))

    asyncio.run(serve())


class Bench:
    """A database with tasks to show, and the ways of posting them."""

    def __init__(self, db: Database, api_url: str) -> None:
        self.db = db
        self.api_url = api_url
        self.workspace = 0

    def prepare(self, session: Session) -> None:
        """A workspace with one person and one channel."""
        now = SystemClock().now()
        found = install_workspace(
            session, "T1", name="", domain="", bot_user_id="UB", bot_id="", app_id="", now=now
        )
        self.workspace = found.id or 0
        describe_person(session, found, {"id": "U1", "name": "someone", "tz": "UTC"})
        place = {"id": CHANNEL, "name": "launch", "is_member": True}
        describe_conversation(session, found, place, now)

    def add_tasks(self, session: Session, count: int) -> None:
        """So many tasks, each with a card that is due."""
        for _ in range(count):
            at = Origin("T1", "U1", CHANNEL)
            scene = enter(session, at, now=SystemClock().now(), door="command")
            add_task(session, scene, parse_quick_add("Prepare the deck fri p1 +launch"))

    def body(self, session: Session) -> dict[str, Any]:
        """The arguments of one card, as the carrier sends them."""
        now = SystemClock().now()
        rows = deliveries.shown(session, self.workspace, "task_card", 1)
        call = render_all(session, rows, now, now)[0].call
        if call is None:
            raise LookupError("no card")
        return dict(call.args)

    async def carried(self, pacer: Pacer) -> None:
        """All that is due, by a carrier of its own."""
        async with aiohttp.ClientSession() as session:
            client = slack_client(BOT_TOKEN, self.api_url, session)
            await Carrier(self.db, Slack(client), SystemClock(), pacer).settle()


async def by_sdk(api_url: str, body: dict[str, Any], count: int) -> None:
    """The SDK's client with a shared session."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(token=BOT_TOKEN, base_url=api_url, session=session)
        await _share(count, lambda: client.chat_postMessage(**body))


async def by_aiohttp(api_url: str, body: dict[str, Any], count: int) -> None:
    """Nothing but the HTTP client."""
    headers = {"authorization": f"Bearer {BOT_TOKEN}"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def post() -> None:
            async with session.post(f"{api_url}chat.postMessage", json=body) as response:
                await response.json()

        await _share(count, post)


async def _share(count: int, post: Callable[[], Awaitable[object]]) -> None:
    left = iter(range(count))

    async def sender() -> None:
        for _ in left:
            await post()

    await asyncio.gather(*(sender() for _ in range(SENDERS)))


async def compare(bench: Bench, messages: int, rounds: int) -> None:
    """Print rate and processor time per message of each way."""
    bench.db.run_write(bench.add_tasks, 1)
    body = bench.db.run_read(bench.body)
    ways: dict[str, Callable[[], Awaitable[None]]] = {
        "aiohttp": lambda: by_aiohttp(bench.api_url, body, messages),
        "SDK, shared session": lambda: by_sdk(bench.api_url, body, messages),
        "carrier, no limits": lambda: bench.carried(Pacer(limits=None)),
    }
    await bench.carried(Pacer(limits=None))
    rates: dict[str, list[float]] = {name: [] for name in ways}
    costs: dict[str, list[float]] = {name: [] for name in ways}
    for round_ in range(rounds + 1):
        for name, way in ways.items():
            if name.startswith("carrier"):
                bench.db.run_write(bench.add_tasks, messages)
            cpu, begun = cpu_seconds(), time.perf_counter()
            await way()
            if round_:
                rates[name].append(messages / (time.perf_counter() - begun))
                costs[name].append((cpu_seconds() - cpu) / messages * 1e6)
    rate, cost = median(rates["aiohttp"]), median(costs["SDK, shared session"])
    lines = [
        [
            name,
            f"{median(rates[name]):.0f}",
            f"{median(rates[name]) / rate:.2f}",
            f"{median(costs[name]):.0f}",
            f"{median(costs[name]) / cost:.2f}",
        ]
        for name in ways
    ]
    heads = ("way", "messages/s", "x aiohttp", "CPU us each", "x SDK")
    table(f"{bench.db.dialect}: cards of {messages} tasks ({GOALS})", heads, lines)


class OneChannelEach(Pacer):
    """The pacer as it is, for a crowd of channels: the second between two posts never counts."""

    def reserve(
        self, delivery_id: int, workspace_id: int, method: str, channel: str, now: dt.datetime
    ) -> dt.datetime:
        """A slot as if every delivery went to a channel of its own."""
        return super().reserve(delivery_id, workspace_id, method, f"{channel}{delivery_id}", now)


async def budget(bench: Bench, told: Connection, seconds: float) -> None:
    """Print how much of an allowed rate is used, and how many calls are refused."""
    gap = 60 / LIMIT
    burst = LIMIT * 0.5
    count = int(burst + seconds / gap)
    bench.db.run_write(bench.add_tasks, count)
    # A call is under way for a moment: what Slack counts lags behind by so many.
    told.send((1 / gap, burst * 1.02))
    posts, refused = told.recv()
    begun = time.perf_counter()
    await _run_until_done(bench, count, told, posts)
    took = time.perf_counter() - begun
    told.send("count")
    posted, now_refused = told.recv()
    told.send(None)
    told.recv()
    ideal = (count - burst) * gap
    say(
        f"\n{bench.db.dialect}: a budget of {LIMIT} a minute, {count} cards: {took:.1f} s, "
        f"{ideal / took:.1%} of the allowed rate (goal >= 95 %), "
        f"{now_refused - refused} of {posted - posts} calls refused (goal <= 0.1 %)"
    )


async def _run_until_done(bench: Bench, count: int, told: Connection, before: int) -> None:
    async with aiohttp.ClientSession() as session:
        client = slack_client(BOT_TOKEN, bench.api_url, session)
        pacer = OneChannelEach({**PER_MINUTE, "chat.postMessage": LIMIT})
        carrier = Carrier(bench.db, Slack(client), SystemClock(), pacer)
        running = asyncio.create_task(carrier.run())
        deadline = time.monotonic() + 120
        posts = before
        while posts - before < count and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
            told.send("count")
            posts, _ = told.recv()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await carrier.close()


async def main() -> None:
    """Measure what was asked for."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.carrier")
    ask.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    ask.add_argument("--messages", type=int, default=1000)
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--seconds", type=float, default=20, help="of posting at an allowed rate")
    asked = ask.parse_args()
    configure_logging("error")
    ours, theirs = multiprocessing.Pipe()
    slack = multiprocessing.get_context("spawn").Process(target=slack_process, args=(theirs,))
    slack.start()
    api_url = ours.recv()
    use_processor(0)
    urllib.request.urlopen(f"{api_url}auth.test").close()  # noqa: S310, ASYNC210
    for kind in ("sqlite", "postgresql") if asked.db == "both" else (asked.db,):
        with database_url(kind) as url:
            upgrade(url)
            bench = Bench(Database(url), api_url)
            bench.db.run_write(bench.prepare)
            await compare(bench, asked.messages, asked.rounds)
            await budget(bench, ours, asked.seconds)
            await bench.db.close()
    ours.send("end")
    slack.join()


if __name__ == "__main__":
    asyncio.run(main())
