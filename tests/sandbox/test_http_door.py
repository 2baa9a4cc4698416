"""Signed HTTP: signature, content types, windows, retries and the handshakes."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from sandbox.delivery.signing import signature
from sandbox.server import Sandbox
from tests.sandbox.playground import HttpApp, playground

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def app() -> AsyncIterator[HttpApp]:
    server = HttpApp()
    await server.start()
    yield server
    await server.stop()


@pytest_asyncio.fixture
async def sandbox(app: HttpApp) -> AsyncIterator[Sandbox]:
    async with playground(http_target=app.url, ack_window=0.3) as started:
        yield started


async def test_the_documented_signature_vector() -> None:
    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
        "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    assert signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body.encode()) == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


async def test_an_event_is_signed_json(sandbox: Sandbox, app: HttpApp) -> None:
    await sandbox.person("ann").say("#launch", "grüße 李雷")
    await sandbox.quiet(5)
    (request,) = app.requests
    assert request["headers"]["Content-Type"] == "application/json"
    assert request["body"]["event"]["text"] == "grüße 李雷"
    verifier = SignatureVerifier(sandbox.signing_secret)
    assert verifier.is_valid_request(request["raw"], request["headers"])
    assert abs(int(request["headers"]["X-Slack-Request-Timestamp"]) - time.time()) < 60
    assert "X-Slack-Retry-Num" not in request["headers"]


async def test_a_command_is_a_signed_form(sandbox: Sandbox, app: HttpApp) -> None:
    app.answers.append(web.Response(text="saved"))
    result = await sandbox.person("ann").command("#launch", "/task", "a b & c")
    (request,) = app.requests
    assert request["headers"]["Content-Type"] == "application/x-www-form-urlencoded"
    assert request["body"]["command"] == "/task"
    assert request["body"]["text"] == "a b &amp; c"
    assert SignatureVerifier(sandbox.signing_secret).is_valid_request(
        request["raw"], request["headers"]
    )
    assert (result.ok, result.text) == (True, "saved")


async def test_an_interaction_is_a_payload_field(sandbox: Sandbox, app: HttpApp) -> None:
    assert (await sandbox.person("ann").shortcut("task_new")).ok
    (request,) = app.requests
    assert request["headers"]["Content-Type"] == "application/x-www-form-urlencoded"
    assert request["raw"].startswith(b"payload=")
    assert request["body"]["type"] == "shortcut"


async def test_a_json_answer_to_a_command_is_shown(sandbox: Sandbox, app: HttpApp) -> None:
    app.answers.append(web.json_response({"response_type": "in_channel", "text": "all see"}))
    ben = sandbox.person("ben")
    await sandbox.person("ann").command("#launch", "/task", "x")
    assert [m["text"] for m in ben.messages("#launch")][-2:] == ["/task x", "all see"]


async def test_a_failing_app_is_tried_three_more_times(sandbox: Sandbox, app: HttpApp) -> None:
    app.answers += [web.Response(status=500) for _ in range(4)]
    await sandbox.person("ann").say("#launch", "hello")
    await sandbox.quiet(5)
    retries = [
        (r["headers"].get("X-Slack-Retry-Num"), r["headers"].get("X-Slack-Retry-Reason"))
        for r in app.requests
    ]
    assert retries == [
        (None, None),
        ("1", "http_error"),
        ("2", "http_error"),
        ("3", "http_error"),
    ]
    assert len({r["body"]["event_id"] for r in app.requests}) == 1
    assert len(sandbox.delivery.lost) == 1


async def test_a_slow_app_is_tried_again_with_its_reason(sandbox: Sandbox, app: HttpApp) -> None:
    app.answers.append(0.6)
    await sandbox.person("ann").say("#launch", "hello")
    await sandbox.quiet(5)
    assert app.requests[1]["headers"]["X-Slack-Retry-Reason"] == "http_timeout"
    assert len(app.requests) == 2


async def test_no_retry_is_honoured(sandbox: Sandbox, app: HttpApp) -> None:
    app.answers.append(web.Response(status=500, headers={"X-Slack-No-Retry": "1"}))
    await sandbox.person("ann").say("#launch", "hello")
    await sandbox.quiet(5)
    assert len(app.requests) == 1


async def test_a_command_is_never_retried(sandbox: Sandbox, app: HttpApp) -> None:
    app.answers += [web.Response(status=500), 0.6]
    ann = sandbox.person("ann")
    assert (await ann.command("#launch", "/task")).error == "dispatch_failed"
    assert (await ann.command("#launch", "/task")).error == "operation_timeout"
    assert len(app.requests) == 2


async def test_two_redirects_are_followed_and_three_are_not() -> None:
    hops = {"left": 2}

    async def hop(request: web.Request) -> web.Response:
        if hops["left"]:
            hops["left"] -= 1
            raise web.HTTPTemporaryRedirect(str(request.url))
        await request.read()
        return web.Response()

    server = web.Application()
    server.router.add_post("/slack/events", hop)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    async with playground(http_target=url) as sandbox:
        await sandbox.person("ann").say("#launch", "hello")
        await sandbox.quiet(5)
        assert sandbox.delivery.lost == []
        hops["left"] = 3
        sandbox.delivery.retry_delays = ()
        await sandbox.person("ann").say("#launch", "hello")
        await sandbox.quiet(5)
        assert len(sandbox.delivery.lost) == 1
    await runner.cleanup()


async def test_nobody_listening_is_a_failed_connection(app: HttpApp) -> None:
    async with playground(http_target="http://127.0.0.1:9/slack/events") as sandbox:
        result = await sandbox.person("ann").command("#launch", "/task")
        assert result.error == "dispatch_failed"


@pytest.mark.parametrize("as_json", [True, False])
async def test_url_verification(sandbox: Sandbox, app: HttpApp, as_json: bool) -> None:
    async def answer(request: web.Request) -> web.Response:
        body = json.loads(await request.read())
        assert body["type"] == "url_verification"
        if as_json:
            return web.json_response({"challenge": body["challenge"]})
        return web.Response(text=body["challenge"])

    server = web.Application()
    server.router.add_post("/slack/events", answer)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    assert sandbox.delivery.http is not None
    assert not await sandbox.delivery.verify_url()
    sandbox.delivery.http.target = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    assert await sandbox.delivery.verify_url()
    await runner.cleanup()


async def test_ssl_check(sandbox: Sandbox, app: HttpApp) -> None:
    assert sandbox.delivery.http is not None
    assert await sandbox.delivery.http.check_ssl()
    assert app.requests[0]["body"]["ssl_check"] == "1"
