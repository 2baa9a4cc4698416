"""The sandbox as a whole: the sample company, starting, stopping, being quiet."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from sandbox.delivery import NotQuiet
from sandbox.sample import empty_workspace
from sandbox.server import Sandbox
from sandbox.state import Refused
from tests.sandbox.api import client, manifest, slack


async def test_the_sample_company_is_as_the_stories_know_it() -> None:
    async with slack() as sandbox:
        ws = sandbox.workspace
        members = {
            c.name: [ws.users[m].name for m in c.members] for c in ws.channels.values() if c.name
        }
        assert members == {
            "general": ["ann", "ben", "chen", "dana", "lilei"],
            "launch": ["ann", "ben", "eve", "lilei", "dana", "drumbeat"],
            "ops": ["ann", "ben", "dana", "chen", "drumbeat"],
            "finance": ["chen", "dana", "drumbeat"],
            "random": ["ann", "ben", "chen", "dana", "eve", "lilei"],
            "leads": ["ann", "ben", "dana"],
        }
        assert ws.channel("leads").kind == "private"
        assert (ws.user("dana").is_admin, ws.user("eve").is_guest) == (True, True)
        lilei = ws.user("lilei")
        assert (lilei.real_name, lilei.locale, lilei.tz) == ("李雷", "zh-CN", "Asia/Shanghai")


async def test_an_empty_workspace_has_only_the_app() -> None:
    async with slack(workspace=empty_workspace("Solo", "solo")) as sandbox:
        names = [u.name for u in sandbox.workspace.users.values()]
        assert names == ["slackbot", "drumbeat"]
        assert (await client(sandbox).auth_test())["team"] == "Solo"


async def test_two_sandboxes_live_side_by_side() -> None:
    async with slack() as one, slack() as two:
        assert one.url != two.url
        assert one.bot_token != two.bot_token
        with pytest.raises(Exception, match="invalid_auth"):
            await client(two, one.bot_token).auth_test()


async def test_strangers_have_no_actor() -> None:
    async with slack() as sandbox:
        assert sandbox.person("ann") is sandbox.person(sandbox.workspace.user("ann").id)
        with pytest.raises(Refused, match="user_not_found"):
            sandbox.person("nobody")


async def test_a_sandbox_on_all_interfaces_is_called_here() -> None:
    async with slack(host="0.0.0.0") as sandbox:
        assert sandbox.url.startswith("http://127.0.0.1:")
        assert (await client(sandbox).api_test())["ok"]


async def test_stopping_ends_streams_long_polls_and_silent_calls() -> None:
    sandbox = await Sandbox(manifest()).start()
    sandbox.faults.api("auth.test", "timeout")
    called = asyncio.Event()
    sandbox.workspace.change_sinks.append(lambda _topic: called.set())
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
    async with aiohttp.ClientSession() as session:

        async def fetch(path: str, **more: Any) -> None:
            async with session.get(sandbox.url + path, **more) as response:
                await response.read()

        waiting = [
            asyncio.create_task(fetch("/sandbox/stream")),
            asyncio.create_task(fetch("/sandbox/clock?after=99")),
            asyncio.create_task(fetch("/api/auth.test", headers=headers)),
        ]
        await called.wait()
        async with asyncio.timeout(2):
            await sandbox.stop()
        await asyncio.gather(*waiting, return_exceptions=True)


async def test_quiet_gives_up_on_what_stays_under_way() -> None:
    async with slack() as sandbox:
        await sandbox.quiet(1)
        with sandbox.delivery.pending.hold("a long errand"), pytest.raises(NotQuiet, match="long"):
            await sandbox.quiet(0.01)
