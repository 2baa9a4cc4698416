"""The Bolt app: one listener per kind of payload, everything else is in the tables behind it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ErrorReplies
from bot.metrics import answering
from handlers.commands import COMMANDS
from handlers.doors import Clock, Doors
from storage.database import Database

log = structlog.get_logger(__name__)

EVERYTHING = re.compile(".*", re.DOTALL)
HTTP_TIMEOUT = 10


class App(AsyncApp):
    """Bolt with a floor: what even its error handling stumbles over (a payload that is not
    Slack's, a store that is away while a refusal is written) is logged here, without its words."""

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """The response: 200 for what nobody can read, else 500. Then Slack sends an event again,
        and shows a person that their click or form failed."""
        with answering(req.body) as answer:
            response = await self._dispatch(req)
            answer.status = response.status
        return response

    async def _dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        try:
            return await super().async_dispatch(req)
        except (LookupError, TypeError, AttributeError):
            log.exception("request_unreadable", reference=secrets.token_hex(3))
            return BoltResponse(status=200, body="")
        except Exception:
            log.exception("request_not_answered", reference=secrets.token_hex(3))
            return BoltResponse(status=500, body="")


def slack_client(token: str, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client on the shared session. It repeats nothing by itself: the SDK's default handler
    would silently send a post again whose answer was lost."""
    return AsyncWebClient(
        token=token, base_url=api_url, session=session, timeout=HTTP_TIMEOUT, retry_handlers=[]
    )


def command_names(renamed: Mapping[str, str]) -> dict[str, str]:
    """What people type (without the slash) to a key of the command table."""
    return {renamed.get(key, f"/{key}").lstrip("/"): key for key in COMMANDS}


def build_app(
    *,
    db: Database,
    client: AsyncWebClient,
    clock: Clock,
    signing_secret: str | None,
    renamed: Mapping[str, str],
) -> AsyncApp:
    """The app that answers Slack. Acknowledged means saved: handlers commit before they ack."""
    app = App(
        client=client,
        signing_secret=signing_secret,
        request_verification_enabled=signing_secret is not None,
        process_before_response=True,
        # Our own posts come back as events and prove their delivery.
        ignoring_self_events_enabled=False,
        raise_error_for_unhandled_request=True,
    )
    doors = Doors(db, client, clock, command_names(renamed))
    app.command(EVERYTHING)(doors.command)
    app.action(EVERYTHING)(doors.action)
    app.view_submission(EVERYTHING)(doors.view)
    app.view_closed(EVERYTHING)(doors.nothing)
    app.shortcut(EVERYTHING)(doors.shortcut)
    app.options(EVERYTHING)(doors.nothing)
    app.event(EVERYTHING)(doors.event)
    app.error(ErrorReplies(db, doors).answer)
    return app
