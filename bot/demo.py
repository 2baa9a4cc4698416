"""The demo: a local Slack-like workspace in the browser, with the real bot connected to it."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import signal
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.clock import SystemClock
from bot.logging import configure_logging
from bot.manifest import manifest
from bot.runtime import Runtime
from bot.settings import Settings, given_settings

if TYPE_CHECKING:
    from sandbox.server import Sandbox

SETTLE_ROUNDS = 20
FIRST_STEP = "Spring launch – try /task Prepare deck @ben fri p1"
"""What stands over the first channel that a visitor sees."""


class Stepper:
    """Lets the sandbox's clock stop at everything that falls due, and waits until it is done."""

    def __init__(self, sandbox: Sandbox, bot: Runtime) -> None:
        self._sandbox = sandbox
        self._bot = bot

    async def next_due(self) -> dt.datetime | None:
        """The next instant at which the bot has something to do."""
        return await self._bot.next_due()

    async def settle(self) -> None:
        """Until the bot has nothing to do and Slack nothing to tell it."""
        for _ in range(SETTLE_ROUNDS):
            await self._sandbox.quiet()
            told = self._sandbox.journal.last
            await self._bot.settle()
            # Every call is in the journal before its caller has the answer.
            is_quiet = not self._sandbox.delivery.pending.labels()
            if is_quiet and self._sandbox.journal.last == told:
                return


def demo_settings(sandbox: Sandbox, database_url: str) -> Settings:
    """What a real `.env` would say of this workspace."""
    return given_settings(
        slack_bot_token=sandbox.bot_token,
        slack_app_token=sandbox.app_token,
        slack_api_url=sandbox.api_url,
        database_url=database_url,
    )


def main(port: int, no_browser: bool) -> None:
    """Serve the demo until Ctrl-C."""
    configure_logging("warning")
    with tempfile.TemporaryDirectory(prefix="drumbeat-demo-") as folder:
        asyncio.run(_serve(port, Path(folder) / "demo.db", open_browser=not no_browser))


async def _serve(port: int, database: Path, *, open_browser: bool) -> None:
    from sandbox.clock import SandboxClock
    from sandbox.sample import sample_workspace
    from sandbox.server import Sandbox

    sandbox = Sandbox(
        manifest=manifest(),
        workspace=sample_workspace(),
        clock=SandboxClock(SystemClock().now(), rate=1.0),
        port=port,
    )
    sandbox.workspace.channel("launch").topic["value"] = FIRST_STEP
    async with sandbox:
        settings = demo_settings(sandbox, f"sqlite:///{database}")
        runtime = Runtime(settings, clock=sandbox.clock, serve_http=False)
        async with runtime:
            sandbox.stepper = Stepper(sandbox, runtime)
            typer.echo(f"Drumbeat demo: {sandbox.url}   (Ctrl-C ends it)")
            if open_browser:
                await asyncio.to_thread(webbrowser.open, sandbox.url)
            await _interrupted()


async def _interrupted() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(name, stop.set)
    await stop.wait()
