"""What the tests of the doors share: a manifest that asks for much, and two small raw apps.

The apps speak the wire themselves, so that these tests do not depend on the SDK.
"""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

import aiohttp
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox

Json = dict[str, Any]
SILENCE: Json = {"": "no acknowledgement"}
"""An answer that means: do not acknowledge."""

MANIFEST: Json = {
    "display_information": {"name": "Drumbeat"},
    "features": {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "drumbeat", "always_online": True},
        "shortcuts": [
            {"name": "New task", "type": "global", "callback_id": "task_new", "description": "a"},
            {
                "name": "Make task",
                "type": "message",
                "callback_id": "task_make",
                "description": "b",
            },
        ],
        "slash_commands": [
            {"command": "/task", "description": "Tasks", "should_escape": True},
            {"command": "/raw", "description": "As typed", "should_escape": False},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:read",
                "chat:write",
                "commands",
                "groups:history",
                "groups:read",
                "im:history",
                "im:read",
                "im:write",
                "reactions:read",
                "reactions:write",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "app_uninstalled",
                "channel_left",
                "channel_rename",
                "member_joined_channel",
                "message.channels",
                "message.groups",
                "message.im",
                "reaction_added",
                "reaction_removed",
                "tokens_revoked",
                "user_change",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


@asynccontextmanager
async def playground(
    *, http_target: str | None = None, ack_window: float = 1.0, socket_wait: float = 0.2
) -> AsyncIterator[Sandbox]:
    """A started sandbox with the sample people and shortened windows of real time."""
    sandbox = Sandbox(copy.deepcopy(MANIFEST), http_target=http_target)
    sandbox.delivery.ack_window = ack_window
    sandbox.delivery.socket_wait = socket_wait
    sandbox.delivery.retry_delays = (0.0, 0.0, 0.0)
    async with sandbox:
        yield sandbox


def client(sandbox: Sandbox) -> AsyncWebClient:
    """The official Web API client with the bot's token."""
    return AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)


class SocketApp:
    """One raw WebSocket of the app. `answer(envelope)` gives the ack payload, None or SILENCE."""

    def __init__(self, sandbox: Sandbox, answer: Callable[[Json], Json | None] | None = None):
        self.sandbox = sandbox
        self.answer = answer or (lambda _envelope: None)
        self.envelopes: list[Json] = []
        self.frames: asyncio.Queue[Json] = asyncio.Queue()
        self.ws: aiohttp.ClientWebSocketResponse | None = None
        self._session = aiohttp.ClientSession()
        self._reader: asyncio.Task[None] | None = None

    async def open_link(self) -> str:
        """A fresh WebSocket address from `apps.connections.open`."""
        headers = {"Authorization": f"Bearer {self.sandbox.app_token}"}
        address = f"{self.sandbox.api_url}apps.connections.open"
        async with self._session.post(address, headers=headers) as response:
            body = await response.json()
        assert body["ok"], body
        return str(body["url"])

    async def connect(self, url: str | None = None) -> Json:
        """Open the socket, return the first frame, then answer envelopes in the background."""
        self.ws = await self._session.ws_connect(url or await self.open_link(), autoping=False)
        first = json.loads((await self.ws.receive()).data)
        self._reader = asyncio.create_task(self._read())
        return dict(first)

    async def frame(self) -> Json:
        """The next frame that is not an envelope; fails after two seconds."""
        return await asyncio.wait_for(self.frames.get(), 2)

    async def close(self) -> None:
        """Go away."""
        if self._reader is not None:
            self._reader.cancel()
        if self.ws is not None:
            await self.ws.close()
        await self._session.close()

    def events(self, kind: str | None = None) -> list[Json]:
        """The events received so far, retries included."""
        found = [e["payload"].get("event") for e in self.envelopes if e["type"] == "events_api"]
        return [event for event in found if event and kind in (None, event["type"])]

    def payloads(self, kind: str) -> list[Json]:
        """Payloads of commands or interactions received so far (`slash_commands`, a type)."""
        return [
            e["payload"]
            for e in self.envelopes
            if kind in (e["type"], e["payload"].get("type")) and e["type"] != "events_api"
        ]

    async def _read(self) -> None:
        assert self.ws is not None
        async for message in self.ws:
            if message.type is aiohttp.WSMsgType.PONG:
                self.frames.put_nowait({"type": "pong", "data": bytes(message.data)})
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            frame = json.loads(message.data)
            if "envelope_id" not in frame:
                self.frames.put_nowait(frame)
                continue
            self.envelopes.append(frame)
            payload = self.answer(frame)
            if payload is SILENCE:
                continue
            ack: Json = {"envelope_id": frame["envelope_id"]}
            if payload is not None:
                ack["payload"] = payload
            await self.ws.send_json(ack)
        self.frames.put_nowait({"type": "closed"})


@asynccontextmanager
async def socket_app(
    sandbox: Sandbox, answer: Callable[[Json], Json | None] | None = None
) -> AsyncIterator[SocketApp]:
    """A connected `SocketApp`."""
    app = SocketApp(sandbox, answer)
    try:
        hello = await app.connect()
        assert hello["type"] == "hello"
        yield app
    finally:
        await app.close()


class HttpApp:
    """A raw HTTP app that keeps every request; `answers` are used up one by one, then 200."""

    def __init__(self) -> None:
        self.requests: list[Json] = []
        self.answers: list[web.Response | float] = []
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self) -> None:
        """Listen on a free port."""
        app = web.Application()
        app.router.add_post("/slack/events", self._serve)
        app.router.add_post("/elsewhere", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/slack/events"

    async def stop(self) -> None:
        """Stop listening."""
        assert self._runner is not None
        await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.Response:
        raw = await request.read()
        self.requests.append(
            {"headers": dict(request.headers), "raw": raw, "body": _decoded(request, raw)}
        )
        answer = self.answers.pop(0) if self.answers else web.Response()
        if isinstance(answer, float):
            await asyncio.sleep(answer)  # a slow app, not a way to synchronise
            return web.Response()
        return answer


def _decoded(request: web.Request, raw: bytes) -> Json:
    if request.content_type == "application/json":
        return dict(json.loads(raw))
    fields = {k: v[0] for k, v in parse_qs(raw.decode(), keep_blank_values=True).items()}
    return dict(json.loads(fields["payload"])) if "payload" in fields else fields


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def button(action_id: str, value: str | None = None) -> Json:
    """A button element."""
    element: Json = {"type": "button", "action_id": action_id, "text": plain(action_id)}
    return element if value is None else {**element, "value": value}


def text_input(block_id: str, **more: Any) -> Json:
    """An input block with a one-line text field; `element` keys and `optional`, … by name."""
    block_keys: Json = {k: more.pop(k) for k in ("optional", "dispatch_action") if k in more}
    element = {"type": "plain_text_input", "action_id": "v", **more}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id),
        "element": element,
        **block_keys,
    }


def modal(*blocks: Json, **more: Any) -> Json:
    """A modal view with a submit button."""
    return {
        "type": "modal",
        "title": plain("Title"),
        "submit": plain("Save"),
        "blocks": list(blocks),
        **more,
    }
