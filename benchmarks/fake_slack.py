"""A Slack that costs almost nothing: the Web API and Socket Mode for measurements.

It checks nothing; what Slack refuses is the sandbox's business.
"""

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

TEAM, BOT_USER, CHANNEL = "T1", "UBOT", "C1"
PEOPLE = 20
SIGNING_SECRET = "0123456789abcdef" * 2  # of no workspace
BOT_TOKEN, APP_TOKEN = "xoxb-1-benchmark", "xapp-1-benchmark"  # of no workspace


def command(number: int, text: str) -> dict[str, str]:
    """A slash command as Slack sends it; every `number` is another request."""
    return {
        "command": "/task",
        "text": text,
        "team_id": TEAM,
        "team_domain": "bench",
        "channel_id": CHANNEL,
        "channel_name": "launch",
        "user_id": f"U{number % PEOPLE + 1}",
        "user_name": "someone",
        "api_app_id": "A1",
        "is_enterprise_install": "false",
        "token": "unused",
        "trigger_id": f"trigger-{number}",
        "response_url": "http://127.0.0.1:9/unused",
    }


def answers(socket_url: str) -> dict[str, dict[str, Any]]:
    """What each method answers, whatever was asked."""
    people = [
        {
            "id": f"U{number}",
            "team_id": TEAM,
            "name": f"person{number}",
            "real_name": f"Person {number}",
            "tz": "Europe/Berlin",
            "locale": "en-US",
            "profile": {"display_name": ""},
        }
        for number in range(1, PEOPLE + 1)
    ]
    place = {"id": CHANNEL, "name": "launch", "is_channel": True, "is_member": True}
    who = {
        "url": "https://bench.slack.com/",
        "team": "Bench",
        "user": "drumbeat",
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": "BBOT",
        "is_enterprise_install": False,
    }
    return {
        "auth.test": who,
        "apps.connections.open": {"url": socket_url},
        "users.list": {"members": people},
        "users.info": {"user": people[0]},
        "conversations.list": {"channels": [place]},
        "conversations.info": {"channel": place},
        "conversations.members": {"members": [each["id"] for each in people]},
        "conversations.history": {"messages": []},
    }


class FakeSlack:
    """`api_url` for the bot; `posts` counts chat.postMessage that were not refused."""

    def __init__(self) -> None:
        self.posts = 0
        self.refused = 0
        self.allow(None)
        self._numbers = itertools.count(1)
        self._answers: dict[str, bytes] = {}
        self.connected = asyncio.Event()
        self.sockets: list[web.WebSocketResponse] = []
        self.on_envelope: Callable[[str], None] = lambda _id: None
        self.api_url = ""

    async def start(self) -> None:
        """Listen on two free ports."""
        app = web.Application()
        app.router.add_get("/socket", self._socket)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        for method, answer in answers(f"ws://127.0.0.1:{port}/socket").items():
            self._answers[method] = _http(200, {"ok": True, **answer})
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Api(self), "127.0.0.1", 0)
        self.api_url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/api/"

    async def stop(self) -> None:
        """Listen no more."""
        self._server.close()
        await self._runner.cleanup()

    def answer(self, method: str) -> bytes:
        """The whole response to a call."""
        known = self._answers.get(method)
        if known is not None:
            return known
        if method == "chat.postMessage":
            if not self._has_budget():
                self.refused += 1
                return _http(429, {"ok": False, "error": "ratelimited"}, "Retry-After: 1\r\n")
            self.posts += 1
        ts = f"1790000000.{next(self._numbers):06d}"
        return _http(200, {"ok": True, "channel": CHANNEL, "ts": ts})

    def allow(self, budget: tuple[float, float] | None) -> None:
        """Begin with a full budget: (posts per second, burst), or None for no limit."""
        self.budget = budget
        self._tokens, self._filled = budget[1] if budget else 0.0, time.monotonic()

    def _has_budget(self) -> bool:
        if self.budget is None:
            return True
        rate, burst = self.budget
        now = time.monotonic()
        self._tokens = min(burst, self._tokens + (now - self._filled) * rate)
        self._filled = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.sockets.append(socket)
        self.connected.set()
        async for message in socket:
            self.on_envelope(json.loads(message.data)["envelope_id"])
        self.sockets.remove(socket)
        return socket


class _Api(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, no more than the SDK's client needs."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while True:
            head, found, rest = self._received.partition(b"\r\n\r\n")
            if not found:
                return
            length = 0
            for line in head.split(b"\r\n"):
                if line[:15].lower() == b"content-length:":
                    length = int(line[15:])
            if len(rest) < length:
                return
            self._received = rest[length:]
            path = head.split(b" ", 2)[1].decode().partition("?")[0]
            self._transport.write(self._slack.answer(path.removeprefix("/api/")))


def _http(status: int, body: dict[str, Any], headers: str = "") -> bytes:
    content = json.dumps(body).encode()
    head = (
        f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n"
        f"content-length: {len(content)}\r\n{headers}\r\n"
    )
    return head.encode() + content
