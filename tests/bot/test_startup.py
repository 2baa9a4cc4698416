"""A process that cannot start says why in one sentence; one that waits stops when asked."""

import asyncio
import os
import signal
import socket
from typing import Any

import pytest

from bot.runtime import Runtime, _until_stopped
from bot.settings import Settings, given_settings
from bot.startup import StartFailed
from sandbox.server import Sandbox

SOON = 10.0


def settings_for(sandbox: Sandbox, url: str, **more: Any) -> Settings:
    given = {
        "slack_bot_token": sandbox.bot_token,
        "slack_app_token": sandbox.app_token,
        "slack_api_url": sandbox.api_url,
        "database_url": url,
        "port": free_port(),
    }
    return given_settings(**{**given, **more})


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


async def told(settings: Settings) -> str:
    with pytest.raises(StartFailed) as failure:
        async with Runtime(settings):
            pass
    return str(failure.value)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"slack_bot_token": "xoxb-not-this-one"}, "does not accept SLACK_BOT_TOKEN (invalid_auth"),
        ({"slack_app_token": "xapp-not-this-one"}, "does not accept SLACK_APP_TOKEN (invalid_auth"),
        ({"slack_api_url": "http://127.0.0.1:9/api/"}, "127.0.0.1:9/api/ does not answer"),
        ({"database_url": "postgresql://ann:hidden@127.0.0.1:9/x"}, "database does not answer"),
    ],
)
async def test_what_is_wrong_is_named(
    sandbox: Sandbox, database_url: str, wrong: dict[str, str], says: str
) -> None:
    sentence = await told(settings_for(sandbox, database_url, **wrong))
    assert says in sentence
    assert "hidden" not in sentence


async def test_a_port_in_use_is_named(sandbox: Sandbox, database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} cannot be used" in await told(
            settings_for(sandbox, database_url, port=port)
        )


async def _listening(runtime: Runtime) -> None:
    while runtime.web is None:  # noqa: ASYNC110 - it is made within a turn or two
        await asyncio.sleep(0)
    await runtime.web.listening.wait()


@pytest.mark.only_on("sqlite")
async def test_a_web_process_that_waits_for_its_database_stops_when_asked(
    sandbox: Sandbox, empty_database_url: str
) -> None:
    runtime = Runtime(settings_for(sandbox, empty_database_url), "web")
    running = asyncio.create_task(_until_stopped(runtime))
    await asyncio.wait_for(_listening(runtime), SOON)
    os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(running, SOON)
