"""Server-sent events: tells an open page which of its topics changed; the page fetches again."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.state import Json

if TYPE_CHECKING:
    from sandbox.server import Sandbox

_KEEP_ALIVE = 15.0
_QUEUE_MOST = 1000


class ChangeStream:
    """One queue per open page."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._queues: dict[asyncio.Queue[Json], str] = {}
        sandbox.workspace.change_sinks.append(self._spread)
        sandbox.clock.listeners.append(lambda: self._spread({"topic": "clock"}))

    async def serve(self, request: web.Request, me: str) -> web.StreamResponse:
        """Stream changes to one page until it goes away or the server stops."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        queue: asyncio.Queue[Json] = asyncio.Queue(_QUEUE_MOST)
        self._queues[queue] = me
        try:
            await response.write(b": hello\n\n")
            while not self._sandbox.stopping.is_set():
                await self._write_next(response, queue)
        except ConnectionError:
            return response
        finally:
            del self._queues[queue]
        return response

    def close(self) -> None:
        """Wake every stream so that it sees the server stopping."""
        self._spread({"topic": "stopping"})

    async def _write_next(self, response: web.StreamResponse, queue: asyncio.Queue[Json]) -> None:
        try:
            topic = await asyncio.wait_for(queue.get(), _KEEP_ALIVE)
        except TimeoutError:
            await response.write(b": still here\n\n")
            return
        await response.write(f"data: {json.dumps(topic)}\n\n".encode())

    def _spread(self, topic: Json) -> None:
        for queue, me in self._queues.items():
            if self._concerns(topic, me) and not queue.full():
                queue.put_nowait(topic)

    def _concerns(self, topic: Json, me: str) -> bool:
        if "user" in topic:
            return bool(topic["user"] == me)
        channel = self._sandbox.workspace.channels.get(str(topic.get("channel", "")))
        return channel is None or channel.kind == "public" or me in channel.members
