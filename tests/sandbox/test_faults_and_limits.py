"""Faults to order and Slack's published limits, as a client meets them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from tests.sandbox.api import client, code, raw, slack

HI = {"channel": "C0LAUNCH000", "text": "hi"}


def _texts(sandbox: Any) -> list[str]:
    return [m["text"] for m in sandbox.person("ann").messages("#launch")]


@pytest.mark.parametrize(("when", "posted"), [("before", []), ("after", ["hi"])])
@pytest.mark.parametrize(
    ("kind", "status", "error"),
    [
        ("429", 429, "ratelimited"),
        ("500", 500, "internal_error"),
        ("503", 503, "service_unavailable"),
        ("fatal_error", 200, "fatal_error"),
    ],
)
async def test_an_answered_fault_strikes_before_or_after_the_effect(
    kind: str, status: int, error: str, when: Any, posted: list[str]
) -> None:
    async with slack() as sandbox:
        sandbox.faults.api("chat.postMessage", kind, when)
        body, response = await raw(sandbox, "chat.postMessage", json=HI)
        assert (response.status, body["error"]) == (status, error)
        assert (response.headers.get("Retry-After") == "1") is (kind == "429")
        assert _texts(sandbox) == posted
        assert sandbox.journal.calls("chat.postMessage")[0].done is bool(posted)
        body, _ = await raw(sandbox, "chat.postMessage", json=HI)
        assert body["ok"]


async def test_a_lost_answer_has_had_its_effect() -> None:
    async with slack() as sandbox:
        sandbox.faults.api("chat.postMessage", "lost_answer")
        with pytest.raises(aiohttp.ClientError):
            await raw(sandbox, "chat.postMessage", json=HI)
        await sandbox.quiet()
        assert _texts(sandbox) == ["hi"]


async def test_a_reset_call_has_had_none() -> None:
    async with slack() as sandbox:
        sandbox.faults.api("chat.postMessage", "reset", times=2)
        for _ in range(2):
            with pytest.raises(aiohttp.ClientError):
                await raw(sandbox, "chat.postMessage", json=HI)
        assert _texts(sandbox) == []


@pytest.mark.parametrize(("when", "posted"), [("before", []), ("after", ["hi"])])
async def test_a_silent_call_lasts_until_the_clients_time_out(when: Any, posted: list[str]) -> None:
    async with slack() as sandbox:
        sandbox.faults.api("*", "timeout", when)
        with pytest.raises(TimeoutError):
            await raw(
                sandbox, "chat.postMessage", json=HI, timeout=aiohttp.ClientTimeout(total=0.1)
            )
        await sandbox.quiet()
        assert _texts(sandbox) == posted


async def test_faults_can_be_called_off() -> None:
    async with slack() as sandbox:
        sandbox.faults.api("auth.test", "fatal_error", times=5)
        sandbox.faults.clear()
        assert (await client(sandbox).auth_test())["ok"]


# -- limits ---------------------------------------------------------------------------------


async def test_there_are_no_limits_until_they_are_switched_on() -> None:
    async with slack() as sandbox:
        for _ in range(30):
            assert (await raw(sandbox, "users.list"))[0]["ok"]


async def test_a_tier_is_a_bucket_that_refills_with_the_sandbox_clock() -> None:
    async with slack() as sandbox:
        sandbox.limits.on = True
        for _ in range(20):
            assert (await raw(sandbox, "users.list"))[0]["ok"]
        body, response = await raw(sandbox, "users.list")
        assert body == {"ok": False, "error": "ratelimited"}
        assert (response.status, response.headers["Retry-After"]) == (429, "3")
        sandbox.clock.advance(timedelta(seconds=3))
        assert (await raw(sandbox, "users.list"))[0]["ok"]
        assert (await raw(sandbox, "users.list"))[0]["error"] == "ratelimited"
        assert (await raw(sandbox, "usergroups.list"))[0]["ok"]


async def test_posts_are_limited_to_one_a_second_in_a_channel() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        sandbox.limits.on = True
        for _ in range(3):
            await bot.chat_postMessage(channel="C0LAUNCH000", text="x")
        by_name = bot.chat_postMessage(channel="#launch", text="x")
        assert await code(by_name) == "ratelimited"
        assert (await bot.chat_postMessage(channel="#ops", text="x"))["ok"]
        sandbox.clock.advance(timedelta(seconds=1))
        assert (await bot.chat_postMessage(channel="#launch", text="x"))["ok"]
        assert await code(bot.chat_postMessage(channel="#launch", text="x")) == "ratelimited"
        assert len(_texts(sandbox)) == 4


@pytest.mark.parametrize(("when", "seen"), [("before", []), ("after", ["hi"])])
async def test_a_held_call_stands_before_or_after_its_effect(when: Any, seen: list[str]) -> None:
    async with slack() as sandbox:
        hold = sandbox.faults.hold("chat.postMessage", when)
        call = asyncio.create_task(raw(sandbox, "chat.postMessage", json=HI))
        await hold.reached()
        assert _texts(sandbox) == seen
        assert not call.done()
        hold.release()
        body, _ = await call
        assert body["ok"]
        assert _texts(sandbox) == ["hi"]


@pytest.mark.parametrize(("lost", "seen"), [(True, []), (False, ["hi"])])
async def test_a_held_call_outlives_its_caller_unless_it_is_lost(
    lost: bool, seen: list[str]
) -> None:
    async with slack() as sandbox:
        hold = sandbox.faults.hold("chat.postMessage")
        with pytest.raises(TimeoutError):
            await raw(
                sandbox, "chat.postMessage", json=HI, timeout=aiohttp.ClientTimeout(total=0.2)
            )
        await hold.reached()
        hold.release(lost=lost)
        await sandbox.quiet()
        assert _texts(sandbox) == seen
