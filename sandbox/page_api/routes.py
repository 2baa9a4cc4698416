"""The routes of the page: its files, what a person sees, acts, the clock, the stream, traffic."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.interactions.results import Impossible
from sandbox.page_api import shapes
from sandbox.page_api.acts import perform
from sandbox.page_api.clock_steps import move_clock
from sandbox.page_api.emoji_table import emoji_shape
from sandbox.page_api.files import take_upload
from sandbox.page_api.session import sign_in
from sandbox.page_api.stream import ChangeStream
from sandbox.page_api.traffic import newest_rows, one_row, rows_after
from sandbox.state import Channel, Json, Refused, User

if TYPE_CHECKING:
    from sandbox.server import Sandbox

PAGE = Path(__file__).parent.parent / "page"
_LONG_POLL = 25.0
Reader = Callable[[web.Request], Awaitable[Json]]


class PageApi:
    """Serves the page and answers it in JSON."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.ws = sandbox.workspace
        self.stream = ChangeStream(sandbox)

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything under `/`, `/static/` and `/sandbox/`."""
        readers = {
            "/sandbox/state": self._state,
            "/sandbox/messages": self._messages,
            "/sandbox/thread": self._thread,
            "/sandbox/views": self._views,
            "/sandbox/home": self._home,
            "/sandbox/clock": self._clock,
            "/sandbox/traffic": self._traffic,
            "/sandbox/traffic/{n:\\d+}": self._traffic_row,
            "/sandbox/emoji": self._emoji,
        }
        return [
            web.get("/", self._index),
            web.get("/archives/{channel}/{point}", self._permalink),
            web.get("/avatar/{name}", self._avatar),
            *(web.get(path, _as_json(reader)) for path, reader in readers.items()),
            web.get("/sandbox/stream", self._stream),
            web.post("/sandbox/act", _as_json(self._act)),
            web.post("/sandbox/upload", _as_json(self._upload)),
            web.post("/sandbox/clock", _as_json(self._move_clock)),
            web.static("/static", PAGE),
        ]

    # -- the page itself --------------------------------------------------------------------

    async def _index(self, request: web.Request) -> web.StreamResponse:
        headers = {"Cache-Control": "no-store"}
        response = web.FileResponse(PAGE / "index.html", headers=headers)
        if "redir" not in request.query:  # who was sent here came without any right
            sign_in(response, self.sandbox.page_key)
        return response

    async def _permalink(self, request: web.Request) -> web.StreamResponse:
        digits = request.match_info["point"].removeprefix("p")
        channel, ts = request.match_info["channel"], f"{digits[:-6]}.{digits[-6:]}"
        thread = request.query.get("thread_ts")
        place = f"channel={channel}&message={ts}" + (f"&thread={thread}" if thread else "")
        raise web.HTTPFound(f"/#{place}")

    async def _avatar(self, request: web.Request) -> web.StreamResponse:
        subject = request.match_info["name"].rpartition("_")[0]
        user = self.ws.users.get(subject)
        name, color = (user.real_name, user.color) if user else (self.ws.name, "4a154b")
        initials = "".join(word[0] for word in name.split()[:2])
        picture = (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">'
            f'<rect width="72" height="72" rx="12" fill="#{color}"/>'
            '<text x="36" y="47" font-family="sans-serif" font-size="30" fill="#fff"'
            f' text-anchor="middle">{escape(initials)}</text></svg>'
        )
        return web.Response(text=picture, content_type="image/svg+xml")

    # -- what a person sees -----------------------------------------------------------------

    def _me(self, ref: str | None) -> User:
        if ref:
            return self.ws.user(ref)
        return next(u for u in self.ws.users.values() if not u.is_bot and u.id != "USLACKBOT")

    def _channel(self, request: web.Request, me: User) -> Channel:
        channel = self.ws.channel(request.query.get("channel", ""))
        if channel not in self.ws.visible_channels(me.id):
            raise Refused("channel_not_found")
        return channel

    async def _state(self, request: web.Request) -> Json:
        me = self._me(request.query.get("as"))
        return shapes.state_shape(self.ws, self.sandbox.clock, me)

    async def _messages(self, request: web.Request) -> Json:
        me = self._me(request.query.get("as"))
        channel, query = self._channel(request, me), request.query
        limit = int(query.get("limit", "50"))
        return shapes.channel_messages(self.ws, channel, me.id, query.get("before", ""), limit)

    async def _thread(self, request: web.Request) -> Json:
        me = self._me(request.query.get("as"))
        channel = self._channel(request, me)
        return shapes.thread_messages(self.ws, channel, me.id, request.query.get("ts", ""))

    async def _views(self, request: web.Request) -> Json:
        return shapes.views_shape(self.ws, self._me(request.query.get("as")).id)

    async def _home(self, request: web.Request) -> Json:
        return shapes.home_shape(self.ws, self._me(request.query.get("as")).id)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        return await self.stream.serve(request, self._me(request.query.get("as")).id)

    async def _traffic(self, request: web.Request) -> Json:
        after, journal = int(request.query.get("after", "0")), self.sandbox.journal
        read = newest_rows if "brief" in request.query else rows_after
        return read(journal, after)

    async def _traffic_row(self, request: web.Request) -> Json:
        return one_row(self.sandbox.journal, int(request.match_info["n"]))

    async def _emoji(self, _request: web.Request) -> Json:
        return emoji_shape()

    # -- acting -----------------------------------------------------------------------------

    async def _act(self, request: web.Request) -> Json:
        body = await _body(request)
        return await perform(self.sandbox.person(str(body.get("as", ""))), body)

    async def _upload(self, request: web.Request) -> Json:
        return await take_upload(self.sandbox, request, self._me(request.query.get("as")))

    async def _clock(self, request: web.Request) -> Json:
        clock = self.sandbox.clock
        if "after" in request.query:
            await self._until_changed(int(request.query["after"]))
        return shapes.clock_shape(clock)

    async def _until_changed(self, version: int) -> None:
        """Wait for a newer version of the clock, not longer than the server runs."""
        waits = [
            asyncio.ensure_future(self.sandbox.clock.changed_after(version, _LONG_POLL)),
            asyncio.ensure_future(self.sandbox.stopping.wait()),
        ]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def _move_clock(self, request: web.Request) -> Json:
        body = await _body(request)
        await move_clock(self.sandbox, body, self._me(body.get("as")).tz)
        return {"ok": True, **shapes.clock_shape(self.sandbox.clock)}


async def _body(request: web.Request) -> Json:
    """A JSON object; another content type is refused, so that foreign pages cannot act."""
    body = await request.json() if request.content_type == "application/json" else None
    if not isinstance(body, dict):
        raise Impossible("bad_request", "send a JSON object as application/json")
    return body


def _as_json(reader: Reader) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """A handler that answers JSON and turns refusals into `{"ok": false, …}`."""

    async def handler(request: web.Request) -> web.StreamResponse:
        try:
            return _json(await reader(request))
        except Impossible as no:
            return _json({"ok": False, "error": no.code, "message": no.message}, 400)
        except Refused as no:
            return _json({"ok": False, "error": no.code, "message": no.code}, 404)
        except ValueError as bad:
            return _json({"ok": False, "error": "bad_request", "message": str(bad)}, 400)

    return handler


def _json(body: Json, status: int = 200) -> web.Response:
    text = json.dumps(body, ensure_ascii=False, default=str)
    headers = {"Cache-Control": "no-store"}
    return web.Response(text=text, status=status, headers=headers, content_type="application/json")
