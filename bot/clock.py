"""The only reader of the real clock; everything else is given `now` or one of these clocks.

`SystemClock` is the real time, `FollowedClock` the movable clock of a local workspace.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

import aiohttp
import structlog

_log = structlog.get_logger(__name__)

LONGEST_NAP = 30.0  # seconds; a suspended laptop or a corrected system clock is noticed after this
POLL_TIMEOUT = 40.0  # seconds; the server answers a long poll after at most 25
RETRY_AFTER = 0.5  # seconds


class Clock(Protocol):
    """What tells the time: aware instants in UTC that never go back."""

    def now(self) -> dt.datetime:
        """The present instant, in UTC."""

    async def sleep_until(self, instant: dt.datetime) -> None:
        """Return as soon as `now()` has reached `instant`; at once when it already has."""


class SystemClock:
    """The real time, held still while the system's clock is set back."""

    def __init__(self) -> None:
        self._latest = dt.datetime.min.replace(tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        """The present instant, in UTC."""
        self._latest = max(self._latest, dt.datetime.now(dt.UTC))
        return self._latest

    async def sleep_until(self, instant: dt.datetime) -> None:
        """Return as soon as `now()` has reached `instant`."""
        while (left := (instant - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - it is time
            await asyncio.sleep(min(left, LONGEST_NAP))


@dataclass(frozen=True)
class _Reading:
    """The followed clock's `now` at our monotonic time `at`, going `rate` times as fast."""

    now: dt.datetime
    rate: float
    version: int
    at: float

    def extrapolated(self) -> dt.datetime:
        return self.now + dt.timedelta(seconds=self.rate * (time.monotonic() - self.at))


class FollowedClock:
    """Follows `GET {url}/sandbox/clock`, a clock that stands, runs or jumps forward.

    While the server is away the last rate goes on; when it says an earlier time, ours waits for it.
    """

    def __init__(self, url: str) -> None:
        self._url = f"{url.rstrip('/')}/sandbox/clock"
        self._reading: _Reading | None = None
        self._latest = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._moved = asyncio.Event()
        self._follower: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Read the clock, then keep following it; raises `aiohttp.ClientError` if it is away."""
        async with self._session() as session:
            await self._read(session, after=None)
        self._follower = asyncio.create_task(self._follow(), name="followed clock")

    async def stop(self) -> None:
        """Stop following; `now()` goes on from the last reading."""
        if self._follower:
            self._follower.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._follower
            self._follower = None

    def now(self) -> dt.datetime:
        """The followed clock's present instant, in UTC."""
        if self._reading is None:
            raise RuntimeError("FollowedClock.start() has not been awaited")
        self._latest = max(self._latest, self._reading.extrapolated())
        return self._latest

    async def sleep_until(self, instant: dt.datetime) -> None:
        """Return as soon as `now()` has reached `instant`, by running or by a jump."""
        while (left := (instant - self.now()).total_seconds()) > 0:
            rate = self._reading.rate if self._reading else 0.0
            nap = min(left / rate, LONGEST_NAP) if rate > 0 else None
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), nap)

    async def _follow(self) -> None:
        async with self._session() as session:
            while True:
                try:
                    await self._read(
                        session, after=self._reading.version if self._reading else None
                    )
                except (aiohttp.ClientError, TimeoutError, ValueError, KeyError) as error:
                    _log.warning("clock_unreachable", error=type(error).__name__)
                    await asyncio.sleep(RETRY_AFTER)

    async def _read(self, session: aiohttp.ClientSession, *, after: int | None) -> None:
        query = {} if after is None else {"after": str(after)}
        async with session.get(self._url, params=query) as response:
            response.raise_for_status()
            said = await response.json()
        if self._reading:
            self.now()  # what was already reached stays reached
        self._reading = _Reading(
            now=dt.datetime.fromisoformat(said["now"]).astimezone(dt.UTC),
            rate=float(said["rate"]),
            version=int(said["version"]),
            at=time.monotonic(),
        )
        self._moved.set()  # everybody asleep looks again; those who come later wait for the next
        self._moved = asyncio.Event()

    @staticmethod
    def _session() -> aiohttp.ClientSession:
        return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=POLL_TIMEOUT))


@contextlib.asynccontextmanager
async def open_clock(url: str | None) -> AsyncIterator[Clock]:
    """The clock at `url` (`DRUMBEAT_CLOCK_URL`), or the real one without; closed at the end."""
    if url is None:
        yield SystemClock()
        return
    clock = FollowedClock(url)
    await clock.start()
    try:
        yield clock
    finally:
        await clock.stop()
