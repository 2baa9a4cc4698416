"""One process: starts and stops the doors, the heartbeat and the carrier, in the right order."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import signal
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import build_app, slack_client
from bot.clock import Clock, FollowedClock, SystemClock
from bot.startup import StartFailed, reason_for
from jobs.arrivals import ask_for_everything
from jobs.carrier import Carrier
from jobs.heartbeat import Heartbeat
from jobs.pacing import Pacer
from jobs.slack import Slack
from storage import deliveries, rhythms
from storage.database import Database
from storage.workspaces import install_workspace

if TYPE_CHECKING:
    from bot.settings import Mode, Settings
    from bot.web import WebServer

log = structlog.get_logger(__name__)

SCHEMA_POLL = 0.5


class Runtime:
    """A running Drumbeat. `async with Runtime(...)` starts it; leaving the block stops it.

    `mode`: run (everything), web (Slack's traffic and replies), worker (heartbeat and carrier).
    """

    def __init__(
        self, settings: Settings, mode: Mode = "run", *, clock: Clock | None = None,
        pacer: Pacer | None = None, serve_http: bool = True,
    ) -> None:  # fmt: skip
        self.settings = settings
        self.mode = mode
        self.db = Database(settings.database_url.get_secret_value())
        self.clock: Clock = clock or SystemClock()
        self._pacer = pacer
        self._serve_http = serve_http
        self._stack = contextlib.AsyncExitStack()
        self.carrier: Carrier
        self.heartbeat: Heartbeat
        self.client: AsyncWebClient
        self.web: WebServer | None = None
        self._app: Any = None
        self.is_up = False

    async def __aenter__(self) -> Runtime:
        try:
            await self._start()
        except BaseException as error:
            await self._stack.aclose()
            reason = reason_for(error, self.settings)
            if reason is not None:
                raise StartFailed(reason) from error
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self.is_up = False
        await self._stack.aclose()

    async def _start(self) -> None:
        self._stack.push_async_callback(self.db.close)
        await self._follow_clock()
        if self._serve_http:
            await self._serve_web()
        if self.mode == "web":
            await self._wait_for_schema()
        else:
            await asyncio.to_thread(_migrate, self.db.url.render_as_string(hide_password=False))
        session = await self._stack.enter_async_context(aiohttp.ClientSession())
        token = self.settings.slack_bot_token
        assert token is not None  # noqa: S101 - load_settings has checked it for this mode
        self.client = slack_client(token.get_secret_value(), self.settings.slack_api_url, session)
        await self._install()
        self._start_jobs()
        if self.mode != "worker":
            await self._open_doors()
        self.is_up = True
        log.info("started", mode=self.mode)

    async def _follow_clock(self) -> None:
        if self.settings.clock_url and isinstance(self.clock, SystemClock):
            followed = FollowedClock(self.settings.clock_url)
            await followed.start()
            self._stack.push_async_callback(followed.stop)
            self.clock = followed

    async def _wait_for_schema(self) -> None:
        while not await self.db.ready():  # noqa: ASYNC110 - another process migrates
            await asyncio.sleep(SCHEMA_POLL)

    async def _install(self) -> None:
        """Learn who we are; everybody and every channel is looked up in the background."""
        who = await self.client.auth_test()
        now = self.clock.now()
        await self.db.write(_install, dict(who.data), now)  # type: ignore[arg-type]

    def _start_jobs(self) -> None:
        self.carrier = Carrier(self.db, Slack(self.client), self.clock, self._pacer)
        self.heartbeat = Heartbeat(self.db, self.clock)
        self.db.on_commit.append(self.carrier.wake)
        carrying = asyncio.create_task(self.carrier.run())
        self._stack.push_async_callback(self.carrier.close)
        self._stack.push_async_callback(_cancelled, carrying)
        if self.mode != "web":
            self.heartbeat.start()
            self._stack.callback(self.heartbeat.stop)

    async def _open_doors(self) -> None:
        secret = self.settings.slack_signing_secret
        socket = self.settings.transport == "socket"
        app = build_app(
            db=self.db,
            client=self.client,
            clock=self.clock,
            signing_secret=None if socket or secret is None else secret.get_secret_value(),
            renamed=self.settings.commands,
        )
        if socket:
            await self._connect(app)
        else:
            self._app = app

    async def _connect(self, app: Any) -> None:
        from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

        token = self.settings.slack_app_token
        assert token is not None  # noqa: S101 - Socket Mode is chosen by its presence
        handler = AsyncSocketModeHandler(app, token.get_secret_value())
        self._stack.push_async_callback(handler.close_async)
        # The client would try for ever, but a token that Slack does not accept stays so.
        handler.client.wss_uri = await handler.client.issue_new_wss_url()
        await handler.connect_async()

    async def _serve_web(self) -> None:
        """Health from the first moment; Slack's requests once the doors are open."""
        from bot.web import build_web, listen, web_server

        ready = {"database": self.db.ready, "startup": self._is_up}
        site = build_web(slack=lambda: self._app, ready=ready, measure=self._measure)
        self.web = web_server(site, host=self.settings.bind_host, port=self.settings.port)
        sock = listen(self.settings.bind_host, self.settings.port)
        self._stack.callback(sock.close)
        serving = asyncio.create_task(self.web.serve(sockets=[sock]))
        listening = asyncio.create_task(self.web.listening.wait())
        done, _ = await asyncio.wait({serving, listening}, return_when=asyncio.FIRST_COMPLETED)
        if serving in done:
            listening.cancel()
            await serving
        self._stack.push_async_callback(_served, self.web, serving)

    async def _measure(self) -> None:
        from bot.metrics import measure_deliveries

        if await self._is_up():
            await measure_deliveries(self.db, self.clock.now())

    async def _is_up(self) -> bool:
        return self.is_up

    async def settle(self) -> None:
        """Do everything that is due now: heartbeat, then carrier until nothing is left."""
        await self.heartbeat.tick()
        await self.carrier.settle()

    async def next_due(self) -> dt.datetime | None:
        """The next instant after now at which there will be something to do."""
        now = self.clock.now()
        found = [
            await self.db.read(deliveries.next_due, now),
            await self.db.read(rhythms.next_due, now),
        ]
        return min((each for each in found if each is not None), default=None)


def run(mode: Mode, settings: Settings) -> None:
    """Run until a signal asks to stop; calls under way are finished first.

    Raises StartFailed with what to do.
    """
    from bot.logging import configure_logging

    configure_logging(settings.log_level, settings.log_format)
    with contextlib.suppress(asyncio.CancelledError):  # asked to stop while starting
        asyncio.run(_until_stopped(Runtime(settings, mode)))


async def _until_stopped(runtime: Runtime) -> None:
    stop = asyncio.Event()
    loop, main = asyncio.get_running_loop(), asyncio.current_task()

    def asked_to_stop() -> None:
        stop.set()
        if not runtime.is_up and main is not None:
            main.cancel()

    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(name, asked_to_stop)
    async with runtime:
        await stop.wait()
        log.info("stopping")


async def _cancelled(task: asyncio.Task[Any]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _served(server: WebServer, serving: asyncio.Task[None]) -> None:
    server.should_exit = True
    await serving


def _migrate(url: str) -> None:
    from storage.migrate import upgrade

    upgrade(url)


def _install(session: Any, who: dict[str, Any], now: dt.datetime) -> None:
    workspace = install_workspace(
        session,
        str(who["team_id"]),
        name=str(who.get("team") or ""),
        domain=str(who.get("url") or ""),
        bot_user_id=str(who["user_id"]),
        bot_id=str(who.get("bot_id") or ""),
        app_id=str(who.get("app_id") or ""),
        now=now,
    )
    ask_for_everything(session, workspace.id or 0, now.date().isoformat(), now)
