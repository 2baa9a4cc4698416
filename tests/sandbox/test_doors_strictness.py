"""Acknowledgements nobody asked for, answers that say nothing, addresses of an app that is gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox.actors import Actor
from tests.sandbox.playground import (
    SILENCE,
    HttpApp,
    Json,
    client,
    modal,
    playground,
    socket_app,
    text_input,
)

pytestmark = pytest.mark.asyncio
_HOUR = timedelta(hours=1)


async def _post(url: str, **body: Any) -> tuple[int, Json]:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as response:
        return response.status, {} if response.status == 200 else dict(await response.json())


# -- response_url ---------------------------------------------------------------------------


async def test_no_address_works_once_the_app_is_uninstalled() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        await ann.command("#launch", "/task")
        url = app.payloads("slash_commands")[0]["response_url"]
        assert (await _post(url, text="before"))[0] == 200
        sandbox.uninstall()
        status, body = await _post(url, text="after")
        assert (status, body["ok"]) == (404, False)
        assert [m["text"] for m in ann.ephemerals("#launch")] == ["before"]


async def test_an_answer_into_an_unknown_thread_is_refused() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        await ann.command("#launch", "/task")
        url = app.payloads("slash_commands")[0]["response_url"]
        for kind in ("ephemeral", "in_channel"):
            status, body = await _post(
                url, text="x", response_type=kind, thread_ts="1700000000.000001"
            )
            assert (status, body["error"]) == (404, "thread_not_found")
        ts = await ann.say("#launch", "here")
        assert (await _post(url, text="x", thread_ts=ts))[0] == 200
        assert [m.get("thread_ts") for m in ann.ephemerals("#launch")] == [ts]


# -- acknowledgements -----------------------------------------------------------------------


async def test_an_unknown_envelope_id_is_remembered_and_a_late_one_is_not() -> None:
    async with playground(ack_window=0.1) as sandbox:
        async with socket_app(sandbox, lambda _e: SILENCE) as app:
            assert not (await sandbox.person("ann").command("#launch", "/task")).ok
            assert app.ws is not None
            await app.ws.send_json({"envelope_id": app.envelopes[0]["envelope_id"]})
            await app.ws.send_json({"envelope_id": "never-sent"})
            await app.ws.send_json({"no": "id"})
            await app.ws.ping()
            assert (await app.frame())["type"] == "pong"  # so the frames before were read
        first, second = sandbox.delivery.hub.protocol_errors
        assert "unknown envelope id" in first
        assert "never-sent" in first
        assert "not an acknowledgement" in second


# -- a submission answered with nothing -----------------------------------------------------


@asynccontextmanager
async def _by_socket(answer: Json | None) -> AsyncIterator[Actor]:
    async with playground() as sandbox, socket_app(sandbox, lambda _e: answer):
        yield await _with_modal(sandbox)


@asynccontextmanager
async def _by_http(answer: Json | None) -> AsyncIterator[Actor]:
    app = HttpApp()
    await app.start()
    app.answers.append(web.json_response(answer) if answer is not None else web.Response())
    async with playground(http_target=app.url) as sandbox:
        yield await _with_modal(sandbox)
    await app.stop()


async def _with_modal(sandbox: Any) -> Actor:
    ann: Actor = sandbox.person("ann")
    trigger = sandbox.triggers.issue(ann.id)
    await client(sandbox).views_open(trigger_id=trigger, view=modal(text_input("title")))
    return ann


@pytest.mark.parametrize("door", [_by_socket, _by_http], ids=["socket", "http"])
@pytest.mark.parametrize(
    ("answer", "closes"),
    [
        (None, True),
        ({}, True),
        ({"response_action": "clear"}, True),
        ({"response_action": "nonsense"}, False),
        ({"text": "saved"}, False),
    ],
)
async def test_a_submission_ends_alike_at_both_doors(
    door: Any, answer: Json | None, closes: bool
) -> None:
    async with door(answer) as ann:
        result = await ann.submit(title="x")
        assert (result.closed, result.error is None) == (closes, closes)
        assert bool(ann.modals) is not closes


# -- how many events an app gets ------------------------------------------------------------


async def test_events_above_the_hourly_limit_are_dropped_and_the_app_is_told_once_a_minute() -> (
    None
):
    async with playground() as sandbox, socket_app(sandbox) as app:
        sandbox.limits.on = True
        sandbox.limits.events_per_hour = 3
        ann = sandbox.person("ann")
        for n in range(6):
            await ann.say("#launch", str(n))
        await sandbox.quiet()
        assert sorted(e["text"] for e in app.events("message")) == ["0", "1", "2"]
        (told,) = [e["payload"] for e in app.envelopes if "event" not in e["payload"]]
        assert told == {
            "token": sandbox.workspace.installed_app.verification_token,
            "type": "app_rate_limited",
            "team_id": sandbox.workspace.id,
            "minute_rate_limited": sandbox.workspace.unix() // 60 * 60,
            "api_app_id": sandbox.workspace.installed_app.id,
        }
        await sandbox.clock.step_to(sandbox.clock.now() + _HOUR)
        await ann.say("#launch", "later")
        await sandbox.quiet()
        assert app.events("message")[-1]["text"] == "later"


async def test_an_app_that_misses_nearly_everything_is_sent_nothing_more() -> None:
    app = HttpApp()
    await app.start()
    async with playground(http_target=app.url) as sandbox:
        sandbox.delivery.retry_delays = ()
        sandbox.limits.on = True
        sandbox.limits.spared_below = 20
        app.answers.extend(web.Response(status=500) for _ in range(20))
        ann = sandbox.person("ann")
        for n in range(20):
            await ann.say("#launch", str(n))
        await sandbox.quiet()
        assert not sandbox.delivery.events_enabled
        await ann.say("#launch", "unheard")
        await sandbox.quiet()
        assert len(app.requests) == 20
        sandbox.delivery.enable_events()
        await ann.say("#launch", "heard")
        await sandbox.quiet()
        assert len(app.requests) == 21
    await app.stop()


async def test_an_app_with_little_traffic_is_spared() -> None:
    async with playground() as sandbox:
        sandbox.delivery.retry_delays, sandbox.delivery.socket_wait = (), 0.0
        sandbox.limits.on = True
        for n in range(30):
            await sandbox.person("ann").say("#launch", str(n))
        await sandbox.quiet()
        assert sandbox.delivery.events_enabled


async def test_without_the_switch_nothing_is_counted() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        sandbox.limits.events_per_hour = 1
        for n in range(3):
            await sandbox.person("ann").say("#launch", str(n))
        await sandbox.quiet()
        assert len(app.events("message")) == 3
