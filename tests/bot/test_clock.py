"""Clocks: real time, and a followed clock that stands, runs, jumps and never goes back."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot.clock import FollowedClock, SystemClock, open_clock
from sandbox.clock import SandboxClock
from sandbox.server import Sandbox

START = dt.datetime(2026, 5, 12, 9, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SOON = 5.0  # real seconds: only reached when something is broken


class ClockServer:
    """`GET /sandbox/clock` with its long poll, driven by the test."""

    def __init__(self) -> None:
        self.now, self.rate, self.version = START, 0.0, 1
        self.changed = asyncio.Event()
        self.polled = asyncio.Event()
        self.broken = False

    def say(self, now: dt.datetime | None = None, rate: float | None = None) -> None:
        self.now = now or self.now
        self.rate = self.rate if rate is None else rate
        self.version += 1
        self.changed.set()
        self.changed = asyncio.Event()

    async def answer(self, request: web.Request) -> web.Response:
        after = request.query.get("after")
        if self.broken:
            self.polled.set()
            raise web.HTTPBadGateway
        if after == str(self.version):
            self.polled.set()
            await self.changed.wait()
        body = {"now": self.now.isoformat(), "rate": self.rate, "version": self.version}
        return web.json_response(body)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[tuple[ClockServer, str]]:
    clock = ClockServer()
    app = web.Application()
    app.router.add_get("/sandbox/clock", clock.answer)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    yield clock, f"http://{host}:{port}"
    clock.changed.set()  # lets a waiting poll end
    await runner.cleanup()


async def reached(clock: FollowedClock, instant: dt.datetime) -> None:
    await asyncio.wait_for(clock.sleep_until(instant), SOON)


async def test_the_real_clock_is_aware_and_never_goes_back() -> None:
    clock = SystemClock()
    first = clock.now()
    assert first.tzinfo is dt.UTC
    clock._latest = first + HOUR  # as if the system's clock had been set back by an hour
    assert clock.now() == first + HOUR


async def test_the_real_clock_does_not_sleep_for_what_is_past() -> None:
    clock = SystemClock()
    await asyncio.wait_for(clock.sleep_until(clock.now() - HOUR), SOON)
    await asyncio.wait_for(clock.sleep_until(clock.now() + dt.timedelta(milliseconds=5)), SOON)


async def test_a_standing_clock_is_followed_when_it_jumps(server: tuple[ClockServer, str]) -> None:
    said, url = server
    async with open_clock(url) as clock:
        assert clock.now() == START
        sleeper = asyncio.create_task(clock.sleep_until(START + HOUR))
        await asyncio.wait_for(said.polled.wait(), SOON)
        said.say(START + HOUR)
        await asyncio.wait_for(sleeper, SOON)
        assert clock.now() == START + HOUR


async def test_a_short_jump_wakes_nobody_too_early(server: tuple[ClockServer, str]) -> None:
    said, url = server
    async with open_clock(url) as clock:
        sleeper = asyncio.create_task(clock.sleep_until(START + 2 * HOUR))
        await asyncio.wait_for(said.polled.wait(), SOON)
        said.say(START + HOUR)
        await asyncio.wait_for(clock.sleep_until(START + HOUR), SOON)
        assert not sleeper.done()
        said.say(START + 2 * HOUR)
        await asyncio.wait_for(sleeper, SOON)


async def test_a_running_clock_runs_here_too(server: tuple[ClockServer, str]) -> None:
    said, url = server
    said.rate = 36_000.0  # ten hours a second
    async with open_clock(url) as clock:
        await asyncio.wait_for(clock.sleep_until(START + HOUR), SOON)
        assert clock.now() >= START + HOUR


async def test_it_never_goes_back(server: tuple[ClockServer, str]) -> None:
    said, url = server
    async with open_clock(url) as clock:
        await asyncio.wait_for(said.polled.wait(), SOON)
        said.polled.clear()
        said.say(START - HOUR)
        await asyncio.wait_for(said.polled.wait(), SOON)  # it has read that and asks again
        assert clock.now() == START


async def test_it_finds_the_clock_again_after_a_failure(
    server: tuple[ClockServer, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.clock.RETRY_AFTER", 0)
    said, url = server
    async with open_clock(url) as clock:
        await asyncio.wait_for(said.polled.wait(), SOON)
        said.broken = True
        said.polled.clear()
        said.say(START + HOUR)  # ends the poll that was waiting; the next one fails
        await asyncio.wait_for(said.polled.wait(), SOON)
        said.broken = False
        said.say(START + 2 * HOUR)
        await asyncio.wait_for(clock.sleep_until(START + 2 * HOUR), SOON)


async def test_a_clock_that_is_not_there_is_said_at_once() -> None:
    with pytest.raises(aiohttp.ClientError):
        await FollowedClock("http://127.0.0.1:9").start()


async def test_it_follows_the_clock_of_the_local_workspace() -> None:
    async with Sandbox(clock=SandboxClock(START)) as sandbox, open_clock(sandbox.url) as clock:
        assert clock.now() == START
        sleeper = asyncio.create_task(clock.sleep_until(START + HOUR))
        sandbox.clock.set(START + HOUR)
        await asyncio.wait_for(sleeper, SOON)
        assert clock.now() == START + HOUR


async def test_without_an_address_it_is_the_real_clock() -> None:
    async with open_clock(None) as clock:
        assert isinstance(clock, SystemClock)
