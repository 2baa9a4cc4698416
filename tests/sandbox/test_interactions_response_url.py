"""response_url: five uses, thirty minutes, what each kind of body does."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.server import Sandbox
from tests.sandbox.playground import (
    Json,
    SocketApp,
    button,
    client,
    playground,
    socket_app,
)

pytestmark = pytest.mark.asyncio
BLOCKS = [{"type": "actions", "block_id": "b", "elements": [button("done")]}]


class Desk:
    """A sandbox, its app, and posting to a response_url."""

    def __init__(self, sandbox: Sandbox, app: SocketApp) -> None:
        self.sandbox = sandbox
        self.app = app
        self.ann = sandbox.person("ann")
        self.ben = sandbox.person("ben")
        self.launch = sandbox.workspace.channel("launch").id

    async def of_command(self, channel: str = "#launch") -> str:
        await self.ann.command(channel, "/task", "x")
        return str(self.app.payloads("slash_commands")[-1]["response_url"])

    async def of_click(self, ephemeral: bool = False) -> tuple[str, str]:
        api = client(self.sandbox)
        if ephemeral:
            posted = await api.chat_postEphemeral(
                channel=self.launch, user=self.ann.id, text="old", blocks=BLOCKS
            )
        else:
            posted = await api.chat_postMessage(channel=self.launch, text="old", blocks=BLOCKS)
        ts = str(posted["message_ts"] if ephemeral else posted["ts"])
        await self.ann.click("#launch", ts, "done")
        return str(self.app.payloads("block_actions")[-1]["response_url"]), ts

    async def post(self, url: str, **body: Any) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.post(url, json=body) as response:
            return response.status, await response.text()


@pytest_asyncio.fixture
async def desk() -> AsyncIterator[Desk]:
    async with playground() as sandbox, socket_app(sandbox) as app:
        yield Desk(sandbox, app)


async def test_the_default_is_an_ephemeral_to_the_acting_person(desk: Desk) -> None:
    url = await desk.of_command()
    assert await desk.post(url, text="only you") == (200, "ok")
    assert [m["text"] for m in desk.ann.ephemerals("#launch")] == ["only you"]
    assert desk.ben.ephemerals("#launch") == []


async def test_it_works_where_the_app_is_not_a_member(desk: Desk) -> None:
    url = await desk.of_command("#leads")
    assert await desk.post(url, text="all", response_type="in_channel") == (200, "ok")
    assert desk.ben.messages("#leads")[-1]["text"] == "all"


async def test_five_uses_and_no_sixth(desk: Desk) -> None:
    url = await desk.of_command()
    for number in range(5):
        assert (await desk.post(url, text=f"{number}"))[0] == 200
    status, text = await desk.post(url, text="6")
    assert status == 404
    assert "used_url" in text
    assert len(desk.ann.ephemerals("#launch")) == 5


async def test_thirty_minutes_on_the_sandbox_clock(desk: Desk) -> None:
    url = await desk.of_command()
    desk.sandbox.clock.advance(timedelta(minutes=30))
    assert (await desk.post(url, text="just in time"))[0] == 200
    desk.sandbox.clock.advance(timedelta(seconds=1))
    status, text = await desk.post(url, text="late")
    assert status == 404
    assert "expired_url" in text


async def test_an_invented_address_is_refused(desk: Desk) -> None:
    url = await desk.of_command()
    status, _ = await desk.post(f"{url}x", text="hello")
    assert status == 404


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "no_text"),
        ({"text": "x", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": "no list"}, "invalid_blocks_format"),
        ({"text": "x", "response_type": "everyone"}, "invalid_response_type"),
        ({"text": "x", "replace_original": True}, "no_original_message"),
    ],
)
async def test_bad_bodies_are_refused_and_use_nothing_up(
    desk: Desk, body: Json, error: str
) -> None:
    url = await desk.of_command()
    for _ in range(6):
        status, text = await desk.post(url, **body)
        assert status == 404
        assert error in text
    assert (await desk.post(url, text="fine"))[0] == 200


async def test_blocks_that_the_workspace_does_not_have_and_unknown_files_are_refused(
    desk: Desk,
) -> None:
    url = await desk.of_command()
    desk.sandbox.withhold_block("divider")
    status, text = await desk.post(url, blocks=[{"type": "divider"}])
    assert (status, json.loads(text)["error"]) == (404, "invalid_blocks")
    image = {"type": "image", "alt_text": "a", "slack_file": {"id": "F0STRANGER0"}}
    assert "invalid slack file" in (await desk.post(url, blocks=[image]))[1]
    desk.sandbox.grant_block("divider")
    assert (await desk.post(url, blocks=[{"type": "divider"}]))[0] == 200


async def test_replacing_a_message_is_an_update_for_all(desk: Desk) -> None:
    url, ts = await desk.of_click()
    assert await desk.post(url, text="new", replace_original=True) == (200, "ok")
    shown = desk.ben.message("#launch", ts)
    assert shown["text"] == "new"
    assert "blocks" not in shown
    await desk.sandbox.quiet(5)
    assert [e.get("subtype") for e in desk.app.events("message")][-1] == "message_changed"


async def test_replacing_an_ephemeral_never_makes_it_public(desk: Desk) -> None:
    url, ts = await desk.of_click(ephemeral=True)
    await desk.post(url, text="new", replace_original=True, response_type="in_channel")
    assert desk.ann.message("#launch", ts)["text"] == "new"
    assert desk.ann.message("#launch", ts)["ephemeral"] is True
    assert desk.ben.messages("#launch") == []


@pytest.mark.parametrize("ephemeral", [True, False])
async def test_deleting_the_original(desk: Desk, ephemeral: bool) -> None:
    url, ts = await desk.of_click(ephemeral)
    assert (await desk.post(url, delete_original=True))[0] == 200
    assert all(m["ts"] != ts for m in desk.ann.messages("#launch"))
    assert (await desk.post(url, delete_original=True))[0] == 404


async def test_deleting_with_content_posts_new(desk: Desk) -> None:
    url, ts = await desk.of_click()
    await desk.post(url, delete_original=True, text="instead")
    assert [m["text"] for m in desk.ann.ephemerals("#launch")] == ["instead"]
    assert all(m["ts"] != ts for m in desk.ann.messages("#launch"))


async def test_a_thread_only_without_replacing(desk: Desk) -> None:
    url, ts = await desk.of_click()
    assert (await desk.post(url, text="x", thread_ts=ts, replace_original=True))[0] == 404
    body = {"text": "in thread", "thread_ts": ts, "response_type": "in_channel"}
    assert (await desk.post(url, **body))[0] == 200
    assert [m["text"] for m in desk.ben.thread("#launch", ts)] == ["old", "in thread"]


async def test_an_archived_channel_takes_nothing(desk: Desk) -> None:
    url = await desk.of_command()
    desk.sandbox.archive("#launch")
    assert (await desk.post(url, text="x"))[0] == 404


async def test_the_official_webhook_client(desk: Desk) -> None:
    url, _ = await desk.of_click()
    answer = await AsyncWebhookClient(url).send(text="by the SDK", blocks=BLOCKS)
    assert (answer.status_code, answer.body) == (200, "ok")
    assert desk.ann.ephemerals("#launch")[-1]["blocks"][0]["block_id"] == "b"
