"""A whole Drumbeat on the sandbox's Slack: what tests of behaviour act on."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.demo import Stepper, demo_settings
from bot.runtime import Runtime
from sandbox.actors import Actor
from sandbox.server import Sandbox
from sandbox.state import Json
from storage.database import Database


class Stage:
    """`sandbox` is Slack, `bot` the running Drumbeat; nothing happens between two `settle()`s."""

    def __init__(self, sandbox: Sandbox, bot: Runtime) -> None:
        self.sandbox = sandbox
        self.bot = bot
        self.stepper = Stepper(sandbox, bot)

    @property
    def db(self) -> Database:
        """The bot's own store, to look into."""
        return self.bot.db

    def person(self, handle: str) -> Actor:
        """What one human can do in Slack."""
        return self.sandbox.person(handle)

    async def settle(self) -> None:
        """Until nobody has anything left to do at this instant."""
        await self.stepper.settle()

    async def pass_time(self, **delta: float) -> None:
        """Let time pass, stopping at everything that falls due; `timedelta`'s arguments."""
        target = self.sandbox.clock.now() + dt.timedelta(**delta)
        await self.sandbox.clock.step_to(target, self.stepper)
        await self.settle()

    def cards(self, channel: str, viewer: str = "ann") -> list[Json]:
        """The bot's visible messages in a channel, oldest first."""
        return [
            message
            for message in self.person(viewer).messages(channel)
            if message.get("bot_id") and not message.get("ephemeral")
        ]

    def direct(self, handle: str) -> list[Json]:
        """What the bot has written to a person, oldest first."""
        person = self.person(handle)
        return [message for message in person.messages(person.dm) if message.get("bot_id")]


@asynccontextmanager
async def staged(
    sandbox: Sandbox, database_url: str, *, settled: bool = True
) -> AsyncIterator[Stage]:
    """A bot connected to the sandbox by Socket Mode; it has met everybody when `settled`."""
    settings = demo_settings(sandbox, database_url)
    runtime = Runtime(settings, clock=sandbox.clock, serve_http=False)
    async with runtime:
        stage = Stage(sandbox, runtime)
        if settled:
            await stage.settle()
        yield stage


def words_in(message: Json) -> str:
    """Every text that a person reads in a message, on one line."""
    found: list[str] = []
    _collect(message.get("blocks") or message.get("text"), found)
    return " ".join(" ".join(found).split())


def _collect(value: object, found: list[str]) -> None:
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, list):
        for each in value:
            _collect(each, found)
    elif isinstance(value, dict):
        for name in ("text", "elements", "fields", "placeholder", "accessory", "label"):
            if name in value:
                _collect(value[name], found)
