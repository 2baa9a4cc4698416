"""What the Web API tests share: an app with every scope, and short ways to call and to listen."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.rules.methods import METHODS
from sandbox.server import Sandbox
from sandbox.web_api.registry import HANDLERS
from tests.sandbox.playground import MANIFEST

Json = dict[str, Any]


def manifest(*, without: tuple[str, ...] = (), extra: tuple[str, ...] = ()) -> Json:
    """The manifest of the doors' tests with every scope that the sandbox's methods know."""
    made = copy.deepcopy(MANIFEST)
    scopes = {s for name in HANDLERS for s in METHODS[name].all_scopes}
    scopes |= {"app_mentions:read", "commands", "users:read.email", *extra}
    scopes -= {s for s in scopes if s in without or s.startswith("mpim")}
    made["oauth_config"]["scopes"]["bot"] = sorted(scopes)
    return made


@asynccontextmanager
async def slack(app: Json | None = None, **options: Any) -> AsyncIterator[Sandbox]:
    """A started sandbox with the sample people; events are listed, not delivered anywhere."""
    sandbox = Sandbox(app or manifest(), **options)
    sandbox.delivery.socket_wait = 0.0
    sandbox.delivery.retry_delays = ()
    async with sandbox:
        yield sandbox


def client(sandbox: Sandbox, token: str | None = None) -> AsyncWebClient:
    """The official client with the bot's token."""
    return AsyncWebClient(token or sandbox.bot_token, base_url=sandbox.api_url)


async def refused(call: Awaitable[Any]) -> Json:
    """The body of a call that Slack refuses."""
    try:
        response = await call
    except SlackApiError as error:
        return dict(error.response.data)
    raise AssertionError(f"not refused: {response.data}")


async def code(call: Awaitable[Any]) -> str:
    """The error code of a call that Slack refuses."""
    return str((await refused(call))["error"])


async def raw(
    sandbox: Sandbox, method: str, *, token: str | None = None, verb: str = "POST", **request: Any
) -> tuple[Json, aiohttp.ClientResponse]:
    """One call made by hand: body and response."""
    headers = {"Authorization": f"Bearer {token or sandbox.bot_token}"} if token != "" else {}
    headers |= request.pop("headers", {})
    async with (
        aiohttp.ClientSession() as session,
        session.request(verb, sandbox.api_url + method, headers=headers, **request) as response,
    ):
        return await response.json(), response


class Ear:
    """Every event the workspace tells, subscribed or not, in order."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.events: list[Json] = []
        sandbox.workspace.event_sinks.append(lambda event, _channel: self.events.append(event))

    def kinds(self) -> list[str]:
        """`type` or `type/subtype` of each."""
        return [
            f"{e['type']}/{e['subtype']}" if e.get("subtype") else str(e["type"])
            for e in self.events
        ]

    def last(self, kind: str) -> Json:
        """The last event of a `type` or `type/subtype`."""
        pairs = zip(self.kinds(), self.events, strict=True)
        return [event for name, event in pairs if name == kind][-1]
