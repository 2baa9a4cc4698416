"""Where the time of one `/task` goes: in this process, one at a time, nothing else running."""

import asyncio
import datetime as dt
import itertools
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import Engine, event

from benchmarks.doors import TEXT
from benchmarks.fake_slack import BOT_TOKEN, SIGNING_SECRET, FakeSlack, command
from benchmarks.measure import database_url, quantile, table
from benchmarks.served import bare_app
from bot.app import build_app, slack_client
from bot.clock import SystemClock
from bot.logging import configure_logging
from bot.runtime import Runtime
from bot.settings import given_settings
from handlers.commands import COMMANDS
from jobs.pacing import Pacer


class Stopwatch:
    """Milliseconds per statement group and commit of an engine."""

    def __init__(self, engine: Engine) -> None:
        self.took: defaultdict[str, list[float]] = defaultdict(list)
        self._begun = 0.0
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)
        commit = engine.dialect.do_commit

        def do_commit(connection: Any) -> None:
            begun = time.perf_counter()
            commit(connection)
            self.took["commit"].append((time.perf_counter() - begun) * 1000)

        engine.dialect.do_commit = do_commit  # type: ignore[method-assign, assignment]

    def _before(self, *_: object) -> None:
        self._begun = time.perf_counter()

    def _after(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        took = (time.perf_counter() - self._begun) * 1000
        words = statement.split()
        place = {"SELECT": "FROM", "INSERT": "INTO", "DELETE": "FROM"}.get(words[0])
        name = words[words.index(place) + 1] if place else words[1]
        self.took[f"{words[0].lower()} {name}"].append(took)


async def dispatched(app: AsyncApp, number: int) -> float:
    """Milliseconds of one signed command inside Bolt, without a server."""
    body, stamp = urlencode(command(number, TEXT)), str(int(time.time()))
    signature = SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=stamp, body=body)
    headers: dict[str, str | Sequence[str]] = {
        "content-type": ["application/x-www-form-urlencoded"],
        "x-slack-request-timestamp": [stamp],
        "x-slack-signature": [str(signature)],
    }
    begun = time.perf_counter()
    response = await app.async_dispatch(AsyncBoltRequest(body=body, headers=headers))
    took = (time.perf_counter() - begun) * 1000
    if response.status != 200:
        raise RuntimeError(response.body)
    return took


async def profile(kind: str, count: int) -> None:
    """Print the medians of `count` commands."""
    configure_logging("warning")
    slack = FakeSlack()
    await slack.start()
    with database_url(kind) as url:
        settings = given_settings(
            slack_bot_token=BOT_TOKEN,
            slack_signing_secret=SIGNING_SECRET,
            slack_api_url=slack.api_url,
            database_url=url,
        )
        runtime = Runtime(settings, "worker", pacer=Pacer(limits=None), serve_http=False)
        async with runtime, aiohttp.ClientSession() as session:
            app = build_app(
                db=runtime.db,
                client=slack_client(BOT_TOKEN, slack.api_url, session),
                clock=SystemClock(),
                signing_secret=SIGNING_SECRET,
                renamed={},
            )
            await _profile(kind, count, runtime, app, slack)
    await slack.stop()


async def _profile(
    kind: str, count: int, runtime: Runtime, app: AsyncApp, slack: FakeSlack
) -> None:
    bare = bare_app(slack.api_url)
    numbers = itertools.count(1)
    for _ in range(50):
        await dispatched(app, next(numbers))
        await dispatched(bare, next(numbers))
    runtime.db.on_commit.clear()  # the carrier is measured by itself
    await asyncio.sleep(1)
    watch = Stopwatch(runtime.db._store._writer)  # type: ignore[attr-defined]  # noqa: SLF001
    whole = [await dispatched(app, next(numbers)) for _ in range(count)]
    shown = dict(watch.took)
    acks = [await dispatched(bare, next(numbers)) for _ in range(min(count, 200))]
    parse = COMMANDS["task"].parse
    parsed = []
    for _ in range(count):
        begun = time.perf_counter()
        parse(TEXT)
        parsed.append((time.perf_counter() - begun) * 1000)
    hops = []
    for _ in range(count):
        begun = time.perf_counter()
        await runtime.db.read(lambda _session: None, deadline=time.monotonic() + 2)
        hops.append((time.perf_counter() - begun) * 1000)
    begun, posted = time.perf_counter(), slack.posts
    await runtime.carrier.settle()
    carried = (time.perf_counter() - begun) * 1000 / max(slack.posts - posted, 1)
    lines = [["whole command (Bolt, ours, saved)", *_spread(whole)]]
    lines.append(["bare Bolt with its default 10 ms poll", *_spread(acks)])
    lines.append(["parse the line", *_spread(parsed)])
    lines.append(["to a thread and back, empty transaction", *_spread(hops)])
    lines += [[f"  {name}", *_spread(took)] for name, took in shown.items()]
    lines.append(["the carrier, each card (whole queue)", f"{carried:.3f}", ""])
    table(f"{kind}: where the time goes, {dt.datetime.now(dt.UTC):%Y-%m-%d}",
          ("part", "ms p50", "p99"), lines)  # fmt: skip


def _spread(took: list[float]) -> tuple[str, str]:
    return f"{quantile(took, 0.5):.3f}", f"{quantile(took, 0.99):.3f}"
