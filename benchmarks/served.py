"""The programs under load, each a process of its own: Drumbeat, and an app that only acks.

Started by benchmarks/command.py; prints "ready" when it serves.
"""

import argparse
import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.fake_slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from benchmarks.measure import use_processor
from bot.logging import configure_logging
from bot.runtime import Runtime
from bot.settings import given_settings
from bot.web import build_web, listen, web_server
from jobs.pacing import Pacer


def bare_app(api_url: str) -> AsyncApp:
    """Bolt as its tutorial shows it."""
    app = AsyncApp(
        client=AsyncWebClient(token=BOT_TOKEN, base_url=api_url), signing_secret=SIGNING_SECRET
    )

    @app.command("/task")
    async def task(ack: Callable[[], Awaitable[Any]]) -> None:
        await ack()

    return app


@asynccontextmanager
async def bare(transport: str, api_url: str, port: int) -> AsyncIterator[None]:
    """The bare app on the same server or Socket Mode client as ours."""
    app = bare_app(api_url)
    if transport == "socket":
        from slack_bolt.adapter.socket_mode.aiohttp import (  # noqa: PLC0415
            AsyncSocketModeHandler,
        )

        handler = AsyncSocketModeHandler(app, APP_TOKEN)
        await handler.connect_async()
        yield
        await handler.close_async()
        return
    server = web_server(build_web(slack=lambda: app, ready={}), host="127.0.0.1", port=port)
    serving = asyncio.create_task(server.serve(sockets=[listen("127.0.0.1", port)]))
    await server.listening.wait()
    yield
    server.should_exit = True
    await serving


@asynccontextmanager
async def drumbeat(
    transport: str, api_url: str, port: int, database_url: str
) -> AsyncIterator[None]:
    """Everything in one process, as `drumbeat run`, with no limit on posting."""
    door = (
        {"slack_app_token": APP_TOKEN}
        if transport == "socket"
        else {"slack_signing_secret": SIGNING_SECRET}
    )
    settings = given_settings(
        slack_bot_token=BOT_TOKEN,
        slack_api_url=api_url,
        database_url=database_url,
        host="127.0.0.1",
        port=port,
        **door,
    )
    async with Runtime(settings, pacer=Pacer(limits=None)):
        yield


async def main() -> None:
    """Serve until told to end."""
    ask = argparse.ArgumentParser()
    ask.add_argument("program", choices=("bare", "drumbeat"))
    ask.add_argument("transport", choices=("http", "socket"))
    ask.add_argument("api_url")
    ask.add_argument("port", type=int)
    ask.add_argument("database_url", nargs="?", default="")
    asked = ask.parse_args()
    use_processor(0)
    configure_logging("warning")
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    if asked.program == "bare":
        running = bare(asked.transport, asked.api_url, asked.port)
    else:
        running = drumbeat(asked.transport, asked.api_url, asked.port, asked.database_url)
    async with running:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(main())
