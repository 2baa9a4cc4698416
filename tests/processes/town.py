"""Real `python -m bot` processes on a sandbox, and ways to wait for what they do."""

import asyncio
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import aiohttp
from sqlmodel import Session, select

from sandbox.faults import Hold
from sandbox.server import Sandbox
from sandbox.state import Json
from storage.database import Database
from storage.tables import Delivery, Task
from tests.stage import words_in

ROOT = Path(__file__).parents[2]
LIMIT = 60.0
"""Real seconds after which something that has not happened is a failure."""
CALM = 0.3
"""Real seconds without any traffic after which the clock goes on."""
STEP = timedelta(seconds=2)
"""Not more than a carrier may be late for its slots."""
PAST_THE_LEASE = timedelta(seconds=31)

Check = Callable[[], bool] | Callable[[], Awaitable[bool]]


class Bot:
    """One process of Drumbeat."""

    def __init__(self, process: asyncio.subprocess.Process, port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log

    async def ready(self) -> None:
        """Return when it takes traffic."""
        async with asyncio.timeout(LIMIT), aiohttp.ClientSession() as session:
            while not await self._is_ready(session):
                if self.process.returncode is not None:
                    raise AssertionError(f"the bot ended:\n{self.log.read_text()[-4000:]}")
                await asyncio.sleep(0.05)

    async def _is_ready(self, session: aiohttp.ClientSession) -> bool:
        try:
            async with session.get(f"http://127.0.0.1:{self.port}/readyz") as response:
                return response.status == 200
        except aiohttp.ClientError:
            return False

    async def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is said."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        """SIGTERM, as an operator does; SIGKILL if that is not heard."""
        if self.process.returncode is None:
            self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), 20)
        except TimeoutError:
            await self.kill()
            raise


class Town:
    """A Slack workspace, a store, and any number of processes that come and go."""

    def __init__(self, sandbox: Sandbox, database_url: str, folder: Path) -> None:
        self.sandbox = sandbox
        self.url = database_url
        self.db = Database(database_url)
        self._folder = folder
        self._bots: list[Bot] = []

    async def start(self, mode: str = "run") -> Bot:
        """Start a process and wait until it takes traffic."""
        port, number = _free_port(), len(self._bots)
        log = self._folder / f"bot-{number}.log"
        with log.open("wb") as out:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", mode,
                cwd=self._folder, env=self._environment(port), stdout=out, stderr=out,
                stdin=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
        bot = Bot(process, port, log)
        self._bots.append(bot)
        await bot.ready()
        return bot

    def _environment(self, port: int) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {
            **inherited,
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "default",
            "SLACK_BOT_TOKEN": self.sandbox.bot_token,
            "SLACK_APP_TOKEN": self.sandbox.app_token,
            "SLACK_API_URL": self.sandbox.api_url,
            "DATABASE_URL": self.url,
            "DRUMBEAT_CLOCK_URL": self.sandbox.url,
            "PORT": str(port),
        }

    async def close(self) -> None:
        """End every process that is left."""
        for bot in self._bots:
            await bot.kill()
        await self.db.close()

    # -- waiting ----------------------------------------------------------------------------

    async def until(self, check: Check, within: float = LIMIT) -> None:
        """Return when `check` holds; time stands still meanwhile."""
        async with asyncio.timeout(within):
            while not await _holds(check):  # noqa: ASYNC110 - another process does it
                await asyncio.sleep(0.02)

    async def go_on_until(
        self, check: Check, within: float = LIMIT, *, step: timedelta = STEP
    ) -> None:
        """Let time pass whenever nothing moves, until `check` holds."""
        async with asyncio.timeout(within):
            while not await _holds(check):
                if await self._is_calm():
                    self.sandbox.clock.advance(step)

    async def _is_calm(self) -> bool:
        seen = self.sandbox.journal.last
        loop = asyncio.get_running_loop()
        deadline = loop.time() + CALM
        while loop.time() < deadline:
            await asyncio.sleep(0.02)
            if self.sandbox.journal.last != seen or self.sandbox.delivery.pending.labels():
                return False
        return True

    async def kill_at(self, hold: Hold, bot: Bot, *, lost: bool = False) -> None:
        """Kill the process while its call stands at the hold, then let the call go on."""
        await hold.reached(LIMIT)
        await bot.kill()
        hold.release(lost=lost)
        await self.sandbox.quiet()

    async def replace(self) -> Bot:
        """A new process, some time after the old one is dead."""
        self.sandbox.clock.advance(PAST_THE_LEASE)
        return await self.start()

    # -- looking ----------------------------------------------------------------------------

    async def rows(self, *kinds: str) -> list[Delivery]:
        """The deliveries of these kinds (of all kinds without any)."""

        def read(session: Session) -> list[Delivery]:
            return list(session.exec(select(Delivery).order_by(Delivery.id)))  # type: ignore[arg-type]

        return [row for row in await self.db.read(read) if not kinds or row.kind in kinds]

    async def tasks(self) -> list[Task]:
        """All tasks by number."""

        def read(session: Session) -> list[Task]:
            return list(session.exec(select(Task).order_by(Task.number)))  # type: ignore[arg-type]

        return await self.db.read(read)

    async def all_sent(self) -> bool:
        """Whether something was to be delivered and nothing is left to do. An answer that only
        one person sees cannot be looked up: it comes at most once, so it may have ended."""
        found = await self.rows()
        return bool(found) and all(
            row.state == "done" or (row.kind == "reply" and row.state == "ended") for row in found
        )

    def cards(self, channel: str = "#launch", viewer: str = "ann") -> list[Json]:
        """The bot's messages in a channel that everybody sees."""
        messages = self.sandbox.person(viewer).messages(channel)
        return [m for m in messages if m.get("bot_id") and not m.get("ephemeral")]

    def texts(self, channel: str = "#launch", viewer: str = "ann") -> list[str]:
        """What those say."""
        return [words_in(card) for card in self.cards(channel, viewer)]

    def posts(self) -> int:
        """How many posts took effect, whatever the bot was told."""
        return len([call for call in self.sandbox.journal.calls("chat.postMessage") if call.done])


async def _holds(check: Check) -> bool:
    found = check()
    return found if isinstance(found, bool) else await found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
