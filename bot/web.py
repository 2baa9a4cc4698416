"""The HTTP door: Slack's requests, health, readiness, metrics. Decides nothing itself.

What it needs to know is handed in; bot/runtime.py serves the result with uvicorn.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Generator, Mapping

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.slack_app import EVENTS_PATH
from bot.startup import PortTaken

ReadyCheck = Callable[[], Awaitable[bool]]


def build_web(
    *,
    slack: Callable[[], AsyncApp | None],
    ready: Mapping[str, ReadyCheck],
    measure: Callable[[], Awaitable[None]] | None = None,
    registry: CollectorRegistry = REGISTRY,
) -> Starlette:
    """The web application. `slack` gives the app that takes Slack's requests: none in Socket
    Mode, none yet while starting (Slack then tries again).

    `ready` names what has to be in order before traffic comes: `{"database": db.ready, …}`;
    `measure` reads figures that are only known when they are asked for.
    """

    async def is_ready(_request: Request) -> Response:
        waiting = [name for name, check in ready.items() if not await check()]
        status = 503 if waiting else 200
        return JSONResponse({"ready": not waiting, "waiting_for": waiting}, status)

    async def metrics(_request: Request) -> Response:
        if measure is not None:
            await measure()
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    routes = [
        Route("/healthz", _alive, methods=["GET"]),
        Route("/readyz", is_ready, methods=["GET"]),
        Route("/metrics", metrics, methods=["GET"]),
    ]

    async def from_slack(request: Request) -> Response:
        app = slack()
        if app is None:
            return JSONResponse({"ready": False}, 503)
        if not _has_sound_headers(request):
            return JSONResponse({"error": "invalid request"}, 401)
        handler = AsyncSlackRequestHandler(app)
        try:
            return await handler.handle(request)
        except (ValueError, TypeError, AttributeError):
            # No form and no JSON object; Bolt reads the body before it checks who sent it.
            return JSONResponse({"error": "invalid request"}, 400)

    async def probe(request: Request) -> Response:
        is_probe = request.query_params.get("ssl_check") == "1"
        return PlainTextResponse("", 200 if is_probe else 405)

    routes.append(Route(EVENTS_PATH, from_slack, methods=["POST"]))
    routes.append(Route(EVENTS_PATH, probe, methods=["GET"]))
    return Starlette(routes=routes)


class WebServer(uvicorn.Server):
    """A uvicorn server inside our own event loop; signals stay with whoever runs the loop.

    `await serve()` in a task, `await listening.wait()`, later set `should_exit`.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        self.listening.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Take over no signal."""
        yield


def listen(host: str, port: int) -> socket.socket:
    """A socket to serve on; raises PortTaken before anything else has started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise PortTaken(error.errno, error.strerror) from error
    # Accepted connections inherit it. The event loop sets it for sockets of its own making only;
    # without it the body of an answer waits 40 ms for the head's acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def web_server(app: Starlette, *, host: str, port: int) -> WebServer:
    """A server for `app`; it stops gracefully, within ten seconds."""
    return WebServer(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_config=None,
            access_log=False,  # paths of install pages carry codes
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=10,
        )
    )


def _has_sound_headers(request: Request) -> bool:
    """Whether the signature can be checked at all; one that is missing is refused by Bolt."""
    timestamp = request.headers.get("x-slack-request-timestamp", "0")
    retry = request.headers.get("x-slack-retry-num", "0")
    signature = request.headers.get("x-slack-signature", "")
    return timestamp.isdecimal() and retry.isdecimal() and signature.isascii()


async def _alive(_request: Request) -> Response:
    return PlainTextResponse("ok")
