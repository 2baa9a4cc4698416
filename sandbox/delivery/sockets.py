"""Socket Mode: tickets, at most ten WebSockets, one of them per envelope, acknowledgements."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.delivery.parcel import ACK_WINDOW, Answer, NoAnswer, Parcel

MAX_SOCKETS = 10
HOST = "applink-sandbox"
REFRESH_AFTER = 360.0
"""Real seconds after which a socket opened with `debug_reconnects=true` is refreshed."""
TICKET_LIFETIME = 60.0
REMEMBERED = 10_000
"""Envelope ids kept to tell a late acknowledgement from one of something never sent."""


@dataclass(eq=False)
class AppSocket:
    """One open WebSocket of the app."""

    ws: web.WebSocketResponse
    transport: asyncio.Transport | None
    timers: list[asyncio.TimerHandle] = field(default_factory=list)


class SocketHub:
    """The Socket Mode side of one app."""

    def __init__(self, app_id: str, *, ack_window: float = ACK_WINDOW) -> None:
        self.app_id = app_id
        self.ack_window = ack_window
        self.protocol_errors: list[str] = []
        self.accepted = 0
        self.take_ack: Callable[[], bool] = lambda: True
        self._tickets: dict[str, float] = {}
        self._sockets: list[AppSocket] = []
        self._next = 0
        self._waiting: dict[str, asyncio.Future[dict[str, Any] | None]] = {}
        self._sent: deque[str] = deque(maxlen=REMEMBERED)
        self._opened = asyncio.Event()
        self._link_enabled = True

    @property
    def connections(self) -> int:
        """How many sockets are open now."""
        return len(self._sockets)

    @property
    def link_enabled(self) -> bool:
        """False after Socket Mode was switched off; `apps.connections.open` must then refuse."""
        return self._link_enabled

    def open_ticket(self) -> str:
        """Path and query of a link that one WebSocket may use once, within a minute."""
        ticket = str(uuid.uuid4())
        self._tickets[ticket] = asyncio.get_running_loop().time() + TICKET_LIFETIME
        return f"/link/?ticket={ticket}&app_id={self.app_id}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The `/link/` endpoint: check the ticket, greet, then read acknowledgements."""
        expires = self._tickets.pop(request.query.get("ticket", ""), 0.0)
        now = asyncio.get_running_loop().time()
        if request.query.get("app_id") != self.app_id or now > expires or not self._link_enabled:
            return web.Response(status=401, text="invalid or used ticket")
        ws = web.WebSocketResponse(autoping=True, max_msg_size=0)
        await ws.prepare(request)
        if len(self._sockets) >= MAX_SOCKETS:
            await self._refuse(ws)
            return ws
        transport = request.transport
        socket = AppSocket(ws, transport)
        self._sockets.append(socket)
        self.accepted += 1
        try:
            await ws.send_json(self._hello())
            if request.query.get("debug_reconnects") == "true":
                socket.timers.append(self._refresh_later(socket))
            self._opened.set()
            await self._read(socket)
        finally:
            self._forget(socket)
        return ws

    async def deliver(
        self, parcel: Parcel, *, attempt: int = 0, reason: str = "", wait: float = 0.0
    ) -> Answer:
        """Send one envelope to exactly one open socket and wait for its acknowledgement."""
        envelope: dict[str, Any] = {
            "envelope_id": str(uuid.uuid4()),
            "payload": parcel.payload,
            "type": parcel.kind,
            "accepts_response_payload": parcel.accepts_response,
        }
        if parcel.kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        socket = await self._choose(wait)
        acknowledged: asyncio.Future[dict[str, Any] | None] = (
            asyncio.get_running_loop().create_future()
        )
        self._waiting[envelope["envelope_id"]] = acknowledged
        self._sent.append(envelope["envelope_id"])
        try:
            await socket.ws.send_json(envelope)
            body = await asyncio.wait_for(acknowledged, self.ack_window)
        except TimeoutError:
            raise NoAnswer("timeout") from None
        except ConnectionError:
            raise NoAnswer("connection_failed") from None
        finally:
            self._waiting.pop(envelope["envelope_id"], None)
        if body is not None and not parcel.accepts_response:
            self.protocol_errors.append(f"payload in the ack of {parcel.label}")
            body = None
        return Answer(body)

    async def disconnect(self, reason: str, close_after: float | None = None) -> None:
        """Tell every socket to go: `warning`, `refresh_requested` or `link_disabled`.

        After `close_after` real seconds the socket is closed by us; None leaves that to the
        app, except for `link_disabled`, which closes at once and refuses new links.
        """
        if reason == "link_disabled":
            self._link_enabled = False
        for socket in list(self._sockets):
            await self._say_goodbye(socket, reason)
            if reason == "link_disabled":
                await socket.ws.close()
            elif close_after is not None:
                socket.timers.append(
                    asyncio.get_running_loop().call_later(close_after, self._abort, socket)
                )

    def enable_link(self) -> None:
        """Switch Socket Mode on again after `link_disabled`."""
        self._link_enabled = True

    def cut(self) -> int:
        """Drop every socket without a closing handshake; returns how many there were."""
        sockets = list(self._sockets)
        for socket in sockets:
            self._abort(socket)
            self._forget(socket)
        return len(sockets)

    async def close(self) -> None:
        """Close every socket as a server does that goes away."""
        for socket in list(self._sockets):
            await socket.ws.close(code=1001, message=b"server stops")

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._sockets),
            "debug_info": {
                "host": HOST,
                "build_number": 10,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self.app_id},
        }

    async def _refuse(self, ws: web.WebSocketResponse) -> None:
        await ws.send_json(
            {
                "type": "disconnect",
                "reason": "too_many_websockets",
                "num_connections": len(self._sockets) + 1,
                "debug_info": {"host": HOST},
                "connection_info": {"app_id": self.app_id},
            }
        )
        await ws.close()

    async def _say_goodbye(self, socket: AppSocket, reason: str) -> None:
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}}
        if not socket.ws.closed:
            await socket.ws.send_json(frame)

    def _refresh_later(self, socket: AppSocket) -> asyncio.TimerHandle:
        loop = asyncio.get_running_loop()

        def refresh() -> None:
            if socket in self._sockets:
                task = loop.create_task(self._say_goodbye(socket, "refresh_requested"))
                socket.timers.append(loop.call_later(30.0, task.cancel))

        return loop.call_later(REFRESH_AFTER, refresh)

    async def _read(self, socket: AppSocket) -> None:
        async for frame in socket.ws:
            if frame.type is WSMsgType.TEXT:
                self._acknowledge(frame.data)

    def _acknowledge(self, text: str) -> None:
        try:
            ack = json.loads(text)
            envelope_id = str(ack["envelope_id"])
            body = ack.get("payload")
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError):
            self.protocol_errors.append(f"not an acknowledgement: {text[:200]}")
            return
        waiting = self._waiting.get(envelope_id)
        if waiting is None and envelope_id not in self._sent:
            self.protocol_errors.append(f"ack of an unknown envelope id: {text[:200]}")
            return
        if not self.take_ack() or waiting is None or waiting.done():
            return
        if body is not None and not isinstance(body, dict):
            self.protocol_errors.append(f"ack payload is not an object: {text[:200]}")
            body = None
        waiting.set_result(body or None)

    async def _choose(self, wait: float) -> AppSocket:
        if not self._sockets and wait > 0:
            self._opened.clear()
            try:
                await asyncio.wait_for(self._opened.wait(), wait)
            except TimeoutError:
                raise NoAnswer("connection_failed") from None
        usable = [socket for socket in self._sockets if not socket.ws.closed]
        if not usable:
            raise NoAnswer("connection_failed")
        self._next += 1
        return usable[self._next % len(usable)]

    def _abort(self, socket: AppSocket) -> None:
        if socket.transport is not None:
            socket.transport.abort()

    def _forget(self, socket: AppSocket) -> None:
        for timer in socket.timers:
            timer.cancel()
        if socket in self._sockets:
            self._sockets.remove(socket)
