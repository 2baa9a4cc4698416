"""The official SDK's Web API and webhook clients, unchanged, calling every method there is."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web import WebClient
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.server import Sandbox
from sandbox.web_api.registry import HANDLERS
from tests.contract.sdk_script import World, working_day
from tests.sandbox.api import slack
from tests.sandbox.playground import button, playground, socket_app

pytestmark = [
    pytest.mark.filterwarnings("ignore:The top-level `text`"),
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated"),
]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


def _world(sandbox: Sandbox) -> World:
    ws = sandbox.workspace
    ann = ws.user("ann")
    return World(
        launch=ws.channel("launch").id,
        random=ws.channel("random").id,
        ann=ann.id,
        chen=ws.user("chen").id,
        bot=sandbox.bot_user_id,
        bot_id=ws.installed_app.bot_id,
        group=ws.add_usergroup("leads", "Leads", ["ann"]).id,
        email=ann.email,
        app_token=sandbox.app_token,
        now=ws.unix(),
        triggers=[sandbox.triggers.issue(ann.id)],
        oauth={
            "client_id": ws.installed_app.client_id,
            "client_secret": ws.installed_app.client_secret,
            "code": sandbox.consent.grant(ann.id, "https://x.y"),
        },
    )


def _prepared(sandbox: Sandbox, world: World, args: dict[str, Any]) -> dict[str, Any]:
    """A trigger from inside the open modal exists only once the modal does."""
    if args.get("trigger_id") != "inside":
        return args
    return args | {"trigger_id": sandbox.triggers.issue(world.ann, world.triggers[-1])}


async def _all_called(sandbox: Sandbox) -> None:
    await sandbox.quiet()
    called = {row.method for row in sandbox.journal.calls(ok=True)}
    assert set(HANDLERS) - called == set()
    assert sandbox.journal.calls(ok=False) == []
    assert sandbox.unknown_methods == []


async def test_the_asynchronous_client_can_call_everything() -> None:
    async with slack() as sandbox:
        world = _world(sandbox)
        bot = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        script = working_day(world)
        name, args = next(script)
        while True:
            answer = await getattr(bot, name)(**_prepared(sandbox, world, args))
            try:
                name, args = script.send(answer)
            except StopIteration:
                break
        await _all_called(sandbox)


async def test_the_blocking_client_can_call_everything() -> None:
    async with slack() as sandbox:
        world = _world(sandbox)
        bot = WebClient(sandbox.bot_token, base_url=sandbox.api_url)
        script = working_day(world)
        name, args = next(script)
        while True:
            prepared = _prepared(sandbox, world, args)
            answer = await asyncio.to_thread(getattr(bot, name), **prepared)
            try:
                name, args = script.send(answer)
            except StopIteration:
                break
        await _all_called(sandbox)


async def test_pages_are_walked_by_iterating() -> None:
    async with slack() as sandbox:
        ws = sandbox.workspace
        bot = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        for n in range(5):
            await bot.chat_postMessage(channel="#launch", text=str(n))
        pages = [
            [m["text"] for m in page["messages"]]
            async for page in await bot.conversations_history(
                channel=ws.channel("launch").id, limit=2
            )
        ]
        assert pages == [["4", "3"], ["2", "1"], ["0"]]
        people = [len(page["members"]) async for page in await bot.users_list(limit=3)]
        assert sum(people) == len(ws.users)
        blocking = WebClient(sandbox.bot_token, base_url=sandbox.api_url)

        def walk() -> list[int]:
            return [len(page["channels"]) for page in blocking.conversations_list(limit=2)]

        public = [c for c in ws.channels.values() if c.kind == "public"]
        assert sum(await asyncio.to_thread(walk)) == len(public)


async def test_a_refusal_is_the_sdks_error_with_its_answer() -> None:
    async with slack() as sandbox:
        bot = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        with pytest.raises(SlackApiError) as caught:
            await bot.chat_postMessage(channel="C0NOSUCH000", text="x")
        response = caught.value.response
        assert (response.status_code, response["error"]) == (200, "channel_not_found")
        assert "x-oauth-scopes" in {name.lower() for name in response.headers}


async def test_the_sdks_retry_handler_waits_as_told_and_gets_through() -> None:
    async with slack() as sandbox:
        bot = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        bot.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
        sandbox.faults.api("chat.postMessage", "429", retry_after=0)
        assert (await bot.chat_postMessage(channel="#launch", text="x"))["ok"]
        assert [row.status for row in sandbox.journal.calls("chat.postMessage")] == [429, 200]


# -- response_url ---------------------------------------------------------------------------

BLOCKS: list[dict[str, Any]] = [{"type": "actions", "block_id": "b", "elements": [button("done")]}]


async def test_the_webhook_clients_answer_commands() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        await ann.command("#launch", "/task")
        url = app.payloads("slash_commands")[0]["response_url"]
        answer = await AsyncWebhookClient(url).send(text="only you", response_type="ephemeral")
        assert (answer.status_code, answer.body) == (200, "ok")
        blocking = WebhookClient(url)
        answer = await asyncio.to_thread(
            blocking.send, text="for all", response_type="in_channel", blocks=BLOCKS
        )
        assert (answer.status_code, answer.body) == (200, "ok")
        texts = [m["text"] for m in ann.messages("#launch")]
        assert texts == ["only you", "for all"]
        no_original = await AsyncWebhookClient(url).send(text="x", replace_original=True)
        assert no_original.status_code == 404


async def test_the_webhook_clients_replace_and_delete() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        bot = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        post = await bot.chat_postMessage(channel="#launch", text="old", blocks=BLOCKS)
        await ann.click("#launch", str(post["ts"]), "done")
        hook = AsyncWebhookClient(app.payloads("block_actions")[0]["response_url"])
        await hook.send(text="new", replace_original=True)
        assert [m["text"] for m in ann.messages("#launch")] == ["new"]
        await hook.send_dict({"delete_original": True})
        assert ann.messages("#launch") == []
