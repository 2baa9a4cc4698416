"""The HTTP door: health, readiness, metrics, and Slack's signed requests reach Bolt."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from prometheus_client import CollectorRegistry, Counter
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.web import build_web, listen, web_server

SECRET = "0123456789abcdef0123456789abcdef"
SOON = 5.0


@asynccontextmanager
async def served(app: object) -> AsyncIterator[aiohttp.ClientSession]:
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    server = web_server(app, host="127.0.0.1", port=0)  # type: ignore[arg-type]
    task = asyncio.create_task(server.serve(sockets=[sock]))
    await asyncio.wait_for(server.listening.wait(), SOON)
    base = f"http://127.0.0.1:{sock.getsockname()[1]}"
    async with aiohttp.ClientSession(base) as session:
        yield session
    server.should_exit = True
    await asyncio.wait_for(task, SOON)


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


async def test_alive_means_the_process_answers() -> None:
    async with (
        served(build_web(slack=lambda: None, ready={})) as web,
        web.get("/healthz") as answer,
    ):
        assert (answer.status, await answer.text()) == (200, "ok")


async def test_ready_only_when_everything_is_in_order() -> None:
    app = build_web(slack=lambda: None, ready={"database": yes})
    async with served(app) as web, web.get("/readyz") as answer:
        assert answer.status == 200
        assert await answer.json() == {"ready": True, "waiting_for": []}


async def test_not_ready_names_what_it_waits_for() -> None:
    app = build_web(slack=lambda: None, ready={"database": no, "carrier": yes})
    async with served(app) as web, web.get("/readyz") as answer:
        assert answer.status == 503
        assert (await answer.json())["waiting_for"] == ["database"]


async def test_metrics_are_in_prometheus_form() -> None:
    registry = CollectorRegistry()
    Counter("drumbeat_deliveries", "Sent", registry=registry).inc()
    app = build_web(slack=lambda: None, ready={}, registry=registry)
    async with served(app) as web, web.get("/metrics") as answer:
        assert answer.headers["content-type"].startswith("text/plain")
        assert "drumbeat_deliveries_total 1.0" in await answer.text()


async def test_before_the_app_is_there_slack_is_asked_to_try_again() -> None:
    app = build_web(slack=lambda: None, ready={})
    async with served(app) as web, web.post("/slack/events") as answer:
        assert answer.status == 503


def bolt() -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-x", bot_id="B1")

    app = AsyncApp(
        signing_secret=SECRET,
        authorize=authorize,
        client=AsyncWebClient(base_url="http://127.0.0.1:9/api/"),
        process_before_response=True,
    )

    async def task(ack: object) -> None:
        await ack("saved")  # type: ignore[operator]

    app.command("/task")(task)
    return app


def signed(body: str, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


COMMAND = "command=%2Ftask&text=hello&team_id=T1&user_id=U1&channel_id=C1&trigger_id=1.2.3"


async def test_a_signed_command_is_answered_by_bolt() -> None:
    app = build_web(slack=bolt, ready={})
    headers = signed(COMMAND)
    async with (
        served(app) as web,
        web.post("/slack/events", data=COMMAND, headers=headers) as answer,
    ):
        assert (answer.status, await answer.text()) == (200, "saved")


async def test_a_forged_signature_is_refused() -> None:
    async with served(build_web(slack=bolt, ready={})) as web:
        forged = signed(COMMAND, "f" * 32)
        async with web.post("/slack/events", data=COMMAND, headers=forged) as answer:
            assert answer.status == 401
        async with web.get("/slack/events") as answer:
            assert answer.status == 405


async def test_slacks_probe_of_the_certificate_is_answered() -> None:
    async with served(build_web(slack=bolt, ready={})) as web:
        async with web.get("/slack/events?ssl_check=1&token=x") as answer:
            assert answer.status == 200
        async with web.post("/slack/events", data={"ssl_check": "1"}) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"X-Slack-Request-Timestamp": "soon"}, 401),
        ({"X-Slack-Signature": "v0=ünsigned"}, 401),
        ({"X-Slack-Retry-Num": "many"}, 401),
        ({"Content-Type": "application/json"}, 400),
    ],
)
async def test_what_is_no_request_of_slack_is_refused_not_an_error(
    changed: dict[str, str], status: int
) -> None:
    async with served(build_web(slack=bolt, ready={})) as web:
        headers = {**signed(COMMAND), **changed}
        async with web.post("/slack/events", data=COMMAND, headers=headers) as answer:
            assert answer.status == status


@pytest.mark.parametrize("body", ["[]", '"x"', "{", "null", ""])
async def test_json_that_is_no_object_is_refused_not_an_error(body: str) -> None:
    async with served(build_web(slack=bolt, ready={})) as web:
        headers = {**signed(body), "Content-Type": "application/json"}
        async with web.post("/slack/events", data=body, headers=headers) as answer:
            assert answer.status in {400, 404}


async def test_connections_do_not_hold_back_the_body_of_an_answer() -> None:
    """Nagle's algorithm would keep it until the client has acknowledged the head: 40 ms."""
    with listen("127.0.0.1", 0) as listening:
        _, writer = await asyncio.open_connection(*listening.getsockname())
        accepted, _ = listening.accept()
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        accepted.close()
        writer.close()
        await writer.wait_closed()
