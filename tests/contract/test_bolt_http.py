"""Bolt in HTTP mode, blocking and asynchronous, behind its own adapters, signatures checked."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from slack_bolt import App
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web import WebClient
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox
from tests.sandbox.playground import button, modal, plain, playground, text_input

pytestmark = pytest.mark.asyncio
Json = dict[str, Any]
SELECT: Json = {
    "type": "input",
    "block_id": "who",
    "optional": True,
    "label": plain("Who"),
    "element": {"type": "external_select", "action_id": "find", "min_query_length": 1},
}
BUTTONS: list[Json] = [{"type": "actions", "block_id": "b", "elements": [button("done", "7")]}]
OPTIONS = [{"text": plain("Ann"), "value": "1"}]


class Seen:
    """What the app's listeners were given."""

    def __init__(self) -> None:
        self.events: list[Json] = []
        self.submitted: list[str] = []
        self.failing = 0


class QuietHandler(WSGIRequestHandler):
    """Serves without writing a log."""

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


# -- the same app twice ---------------------------------------------------------------------


def blocking_app(sandbox: Sandbox, seen: Seen) -> App:
    """The app on Bolt's blocking classes."""
    client = WebClient(sandbox.bot_token, base_url=sandbox.api_url)
    app = App(client=client, signing_secret=sandbox.signing_secret, process_before_response=True)

    @app.event("message")
    def message(event: Json) -> None:
        if seen.failing:
            seen.failing -= 1
            raise RuntimeError("not today")
        seen.events.append(event)

    @app.command("/task")
    def command(ack: Any, command: Json, client: WebClient) -> None:
        if command["text"] == "form":
            view = modal(text_input("title"), SELECT, callback_id="form")
            client.views_open(trigger_id=command["trigger_id"], view=view)
            ack()
        else:
            ack(text=f"heard {command['text']}", blocks=BUTTONS)

    @app.action("done")
    def done(ack: Any, respond: Any, action: Json) -> None:
        ack()
        respond(text=f"done {action['value']}", replace_original=True)

    @app.options("find")
    def find(ack: Any) -> None:
        ack(options=OPTIONS)

    @app.view("form")
    def form(ack: Any, view: Json) -> None:
        title = view["state"]["values"]["title"]["v"]["value"]
        if title == "bad":
            ack(response_action="errors", errors={"title": "Better"})
            return
        seen.submitted.append(title)
        ack()

    @app.shortcut("task_new")
    def shortcut(ack: Any, client: WebClient, shortcut: Json) -> None:
        ack()
        view = modal(text_input("title"), callback_id="form")
        client.views_open(trigger_id=shortcut["trigger_id"], view=view)

    return app


def async_app(sandbox: Sandbox, seen: Seen) -> AsyncApp:
    """The app on Bolt's asynchronous classes."""
    client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
    app = AsyncApp(
        client=client, signing_secret=sandbox.signing_secret, process_before_response=True
    )

    @app.event("message")
    async def message(event: Json) -> None:
        if seen.failing:
            seen.failing -= 1
            raise RuntimeError("not today")
        seen.events.append(event)

    @app.command("/task")
    async def command(ack: Any, command: Json, client: AsyncWebClient) -> None:
        if command["text"] == "form":
            view = modal(text_input("title"), SELECT, callback_id="form")
            await client.views_open(trigger_id=command["trigger_id"], view=view)
            await ack()
        else:
            await ack(text=f"heard {command['text']}", blocks=BUTTONS)

    @app.action("done")
    async def done(ack: Any, respond: Any, action: Json) -> None:
        await ack()
        await respond(text=f"done {action['value']}", replace_original=True)

    @app.options("find")
    async def find(ack: Any) -> None:
        await ack(options=OPTIONS)

    @app.view("form")
    async def form(ack: Any, view: Json) -> None:
        title = view["state"]["values"]["title"]["v"]["value"]
        if title == "bad":
            await ack(response_action="errors", errors={"title": "Better"})
            return
        seen.submitted.append(title)
        await ack()

    @app.shortcut("task_new")
    async def shortcut(ack: Any, client: AsyncWebClient, shortcut: Json) -> None:
        await ack()
        view = modal(text_input("title"), callback_id="form")
        await client.views_open(trigger_id=shortcut["trigger_id"], view=view)

    return app


# -- serving it -----------------------------------------------------------------------------


class Handlers:
    """Where a server finds its app once the sandbox, whose secrets it needs, has started."""

    def __init__(self) -> None:
        self.wsgi: Callable[..., Any] | None = None
        self.bolt: AsyncApp | None = None


@asynccontextmanager
async def by_wsgi() -> AsyncIterator[tuple[str, Handlers]]:
    """A server in a thread with Bolt's WSGI adapter."""
    handlers = Handlers()

    def serve(environ: Json, start_response: Any) -> Any:
        assert handlers.wsgi is not None
        return handlers.wsgi(environ, start_response)

    server: WSGIServer = make_server("127.0.0.1", 0, serve, handler_class=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/slack/events", handlers
    await asyncio.to_thread(server.shutdown)
    server.server_close()


@asynccontextmanager
async def by_aiohttp() -> AsyncIterator[tuple[str, Handlers]]:
    """A server in this loop with Bolt's aiohttp adapter."""
    handlers = Handlers()

    async def serve(request: web.Request) -> web.Response:
        assert handlers.bolt is not None
        return await to_aiohttp_response(
            await handlers.bolt.async_dispatch(await to_bolt_request(request))
        )

    app = web.Application()
    app.router.add_post("/slack/events", serve)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events", handlers
    await runner.cleanup()


class House:
    """A sandbox that talks to a Bolt app by signed HTTP."""

    def __init__(self, sandbox: Sandbox, seen: Seen, url: str) -> None:
        self.sandbox = sandbox
        self.seen = seen
        self.url = url
        self.ann = sandbox.person("ann")


@pytest_asyncio.fixture(params=[by_wsgi, by_aiohttp], ids=["App", "AsyncApp"])
async def house(request: pytest.FixtureRequest) -> AsyncIterator[House]:
    async with (
        request.param() as (url, handlers),
        playground(http_target=url, ack_window=3.0) as sandbox,
    ):
        seen = Seen()
        if request.param is by_wsgi:
            made = await asyncio.to_thread(blocking_app, sandbox, seen)  # it calls auth.test
            handlers.wsgi = SlackRequestHandler(made)
        else:
            handlers.bolt = async_app(sandbox, seen)
        yield House(sandbox, seen, url)


# -- what a person sees ---------------------------------------------------------------------


async def test_the_handshake_of_the_address(house: House) -> None:
    assert await house.sandbox.delivery.verify_url()


async def test_an_unsigned_request_is_turned_away(house: House) -> None:
    body = {"type": "event_callback", "event": {"type": "message"}}
    async with aiohttp.ClientSession() as session, session.post(house.url, json=body) as response:
        assert response.status == 401


async def test_an_event_arrives(house: House) -> None:
    await house.ann.say("#launch", "grüße <李雷>")
    await house.sandbox.quiet()
    assert [e["text"] for e in house.seen.events] == ["grüße &lt;李雷&gt;"]


async def test_a_failing_listener_gets_the_event_again(house: House) -> None:
    house.seen.failing = 2
    await house.ann.say("#launch", "again")
    await house.sandbox.quiet()
    assert [e["text"] for e in house.seen.events] == ["again"]
    attempts = [row for row in house.sandbox.journal if getattr(row, "kind", "") == "events_api"]
    assert [(row.attempt, row.reason) for row in attempts] == [
        (0, ""),
        (1, "http_error"),
        (2, "http_error"),
    ]


async def test_an_event_without_a_listener_is_lost_after_three_more_tries(house: House) -> None:
    await house.ann.open_home()
    await house.sandbox.quiet()
    assert [p["event"]["type"] for p in house.sandbox.delivery.lost] == ["app_home_opened"]


async def test_a_command_a_button_and_its_answer(house: House) -> None:
    result = await house.ann.command("#launch", "/task", "deck @ben")
    ben = house.sandbox.person("ben").id
    assert result.text == f"heard deck <@{ben}>"
    (card,) = house.ann.ephemerals("#launch")
    assert (await house.ann.click("#launch", card["ts"], "done")).ok
    await house.sandbox.quiet()
    assert [m["text"] for m in house.ann.ephemerals("#launch")] == ["done 7"]


async def test_a_form_with_suggestions_errors_and_success(house: House) -> None:
    assert (await house.ann.command("#launch", "/task", "form")).ok
    offered = await house.ann.options("find", "an")
    assert [o["value"] for o in offered.options] == ["1"]
    assert (await house.ann.submit(title="bad")).errors == {"title": "Better"}
    assert (await house.ann.submit(title="good")).closed
    assert house.seen.submitted == ["good"]


async def test_a_shortcut_opens_a_form(house: House) -> None:
    assert (await house.ann.shortcut("task_new")).ok
    assert house.ann.modal["callback_id"] == "form"


async def test_a_command_without_a_listener_fails_for_the_person(house: House) -> None:
    result = await house.ann.command("#launch", "/raw", "x")
    assert (result.ok, result.error) == (False, "dispatch_failed")
