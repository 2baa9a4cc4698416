"""The official SDK's Socket Mode clients and Bolt, unchanged, against the sandbox."""

from __future__ import annotations

import asyncio
import importlib
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient as AiohttpClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.interactions.results import TROUBLE
from sandbox.server import Sandbox
from tests.sandbox.playground import modal, playground, text_input

pytestmark = pytest.mark.asyncio
THREADED = ["slack_sdk.socket_mode.builtin", "slack_sdk.socket_mode.websocket_client"]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest_asyncio.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with playground(ack_window=2.0, socket_wait=5.0) as started:
        yield started


async def until(holds: Callable[[], bool]) -> None:
    """Let threads and tasks run until something holds; fails after ten seconds."""
    for _ in range(2000):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came true")


# -- clients that run in threads ------------------------------------------------------------


class ThreadedApp:
    """An app over one of the SDK's blocking clients."""

    def __init__(self, sandbox: Sandbox, module: str) -> None:
        web = WebClient(token=sandbox.app_token, base_url=sandbox.api_url)
        client_class = importlib.import_module(module).SocketModeClient
        self.client = client_class(app_token=sandbox.app_token, web_client=web, ping_interval=3)
        self.seen: list[SocketModeRequest] = []
        self._lock = threading.Lock()
        self.client.socket_mode_request_listeners.append(self._answer)

    def _answer(self, client: Any, request: SocketModeRequest) -> None:
        with self._lock:
            self.seen.append(request)
        payload = {"text": "pong"} if request.type == "slash_commands" else None
        client.send_socket_mode_response(
            SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
        )


@pytest.mark.slow
@pytest.mark.parametrize("module", THREADED)
async def test_a_threaded_client(sandbox: Sandbox, module: str) -> None:
    pytest.importorskip(module)
    app = ThreadedApp(sandbox, module)
    await asyncio.to_thread(app.client.connect)
    try:
        await until(lambda: sandbox.delivery.hub.connections == 1)
        ann = sandbox.person("ann")
        assert (await ann.command("#launch", "/task", "ping")).text == "pong"
        await ann.say("#launch", "hello")
        await sandbox.quiet(5)
        assert [r.type for r in app.seen] == ["slash_commands", "events_api"]
        assert app.seen[1].payload["event"]["text"] == "hello"
        assert app.seen[1].retry_attempt == 0
        if module.endswith("websocket_client"):
            return  # its old session blocks the new one for seconds, whoever the server is
        await sandbox.delivery.hub.disconnect("refresh_requested")
        await until(lambda: moved(sandbox, 2))
        assert (await ann.command("#launch", "/task", "again")).text == "pong"
    finally:
        await asyncio.to_thread(app.client.close)


def moved(sandbox: Sandbox, number: int) -> bool:
    """True once the app is on its `number`th socket and on no other."""
    hub = sandbox.delivery.hub
    return hub.accepted >= number and hub.connections == 1


# -- the asyncio client ---------------------------------------------------------------------


async def test_the_aiohttp_client_pings_and_comes_back(sandbox: Sandbox) -> None:
    client = AiohttpClient(
        app_token=sandbox.app_token,
        web_client=AsyncWebClient(base_url=sandbox.api_url),
        ping_interval=0.1,
    )
    seen: list[SocketModeRequest] = []

    async def answer(client: Any, request: SocketModeRequest) -> None:
        seen.append(request)
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    client.socket_mode_request_listeners.append(answer)
    await client.connect()
    try:
        first_ping = client.last_ping_pong_time
        await until(lambda: client.last_ping_pong_time not in (None, first_ping))
        assert not await client.is_ping_pong_failing()
        ann = sandbox.person("ann")
        await ann.say("#launch", "one")
        await sandbox.quiet(5)
        await sandbox.delivery.hub.disconnect("warning")
        await until(lambda: moved(sandbox, 2))
        await ann.say("#launch", "two")
        await sandbox.quiet(5)
        sandbox.faults.cut_sockets()
        await ann.say("#launch", "three")
        await sandbox.quiet(10)
        texts = [r.payload["event"]["text"] for r in seen]
        assert texts == ["one", "two", "three"]
        assert moved(sandbox, 3)
    finally:
        await client.close()


# -- Bolt -----------------------------------------------------------------------------------


class BoltApp:
    """An AsyncApp with a little of everything, over Socket Mode."""

    def __init__(self, sandbox: Sandbox) -> None:
        web = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
        self.app = AsyncApp(client=web, process_before_response=True)
        self.handler = AsyncSocketModeHandler(self.app, sandbox.app_token)
        self.mentions: list[str] = []
        self.messages: list[str] = []
        self.app.command("/task")(self._command)
        self.app.event("app_mention")(self._mention)
        self.app.event("message")(self._message)
        self.app.shortcut("task_new")(self._shortcut)
        self.app.view("task_create")(self._submitted)
        self.app.action("done")(self._done)

    async def _command(self, ack: Any, command: Any, respond: Any) -> None:
        await ack(f"got {command['text']}")
        await respond("and more")

    async def _mention(self, event: Any, say: Any) -> None:
        self.mentions.append(event["text"])
        await say("heard you", thread_ts=event["ts"])

    async def _message(self, event: Any) -> None:
        self.messages.append(event.get("text", ""))

    async def _shortcut(self, ack: Any, shortcut: Any, client: Any) -> None:
        await ack()
        view = modal(text_input("title"), callback_id="task_create")
        await client.views_open(trigger_id=shortcut["trigger_id"], view=view)

    async def _submitted(self, ack: Any, view: Any) -> None:
        title = view["state"]["values"]["title"]["v"]["value"]
        if len(title) < 3:
            await ack(response_action="errors", errors={"title": "Say what to do"})
        else:
            await ack()

    async def _done(self, ack: Any, respond: Any) -> None:
        await ack()
        await respond("done", replace_original=True)


@pytest_asyncio.fixture
async def bolt(sandbox: Sandbox) -> AsyncIterator[BoltApp]:
    app = BoltApp(sandbox)
    await app.handler.connect_async()
    yield app
    await app.handler.close_async()


async def test_bolt_runs_commands_and_responds(sandbox: Sandbox, bolt: BoltApp) -> None:
    ann = sandbox.person("ann")
    result = await ann.command("#launch", "/task", "list")
    assert (result.ok, result.text) == (True, "got list")
    await sandbox.quiet(5)
    assert sorted(m["text"] for m in ann.ephemerals("#launch")) == ["and more", "got list"]


async def test_bolt_hears_mentions_and_answers_in_the_thread(
    sandbox: Sandbox, bolt: BoltApp
) -> None:
    ann = sandbox.person("ann")
    ts = await ann.say("#launch", "@drumbeat hello")
    await sandbox.quiet(5)
    assert bolt.mentions == [f"<@{sandbox.bot_user_id}> hello"]
    assert [m["text"] for m in ann.thread("#launch", ts)][1:] == ["heard you"]
    assert bolt.messages == [f"<@{sandbox.bot_user_id}> hello"]  # own posts are ignored


async def test_bolt_opens_and_checks_a_modal(sandbox: Sandbox, bolt: BoltApp) -> None:
    ann = sandbox.person("ann")
    assert (await ann.shortcut("task_new")).ok
    assert (await ann.submit(title="x")).errors == {"title": "Say what to do"}
    assert (await ann.submit(title="a report")).closed


async def test_bolt_replaces_a_message_by_response_url(sandbox: Sandbox, bolt: BoltApp) -> None:
    button = {
        "type": "button",
        "action_id": "done",
        "text": {"type": "plain_text", "text": "Done"},
    }
    posted = await bolt.app.client.chat_postMessage(
        channel=sandbox.workspace.channel("launch").id,
        text="card",
        blocks=[{"type": "actions", "elements": [button]}],
    )
    ann = sandbox.person("ann")
    assert (await ann.click("#launch", posted["ts"], "done")).ok
    await sandbox.quiet(5)
    assert ann.message("#launch", posted["ts"])["text"] == "done"


async def test_what_bolt_does_not_handle_is_not_acknowledged(
    sandbox: Sandbox, bolt: BoltApp
) -> None:
    sandbox.delivery.ack_window = 0.2
    ann = sandbox.person("ann")
    result = await ann.command("#launch", "/raw", "x")
    assert result.error == "operation_timeout"
    ts = await ann.say("#launch", "hello")
    await ann.react("#launch", ts, "eyes")
    await sandbox.quiet(5)
    attempts = [
        row.attempt
        for row in sandbox.journal
        if getattr(row, "kind", "") == "events_api"
        and row.payload["event"]["type"] == "reaction_added"
    ]
    assert attempts == [0, 1, 2, 3]


async def test_a_modal_whose_view_bolt_does_not_know_shows_trouble(
    sandbox: Sandbox, bolt: BoltApp
) -> None:
    ann = sandbox.person("ann")
    await ann.shortcut("task_new")
    await bolt.app.client.views_update(
        view_id=ann.modal["id"], view=modal(text_input("title"), callback_id="unknown")
    )
    sandbox.delivery.ack_window = 0.2
    result = await ann.submit(title="a report")
    assert (result.closed, result.error) == (False, TROUBLE)
