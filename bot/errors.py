"""From an exception to the right reply for the surface it came from."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from domain import errors
from handlers import requests
from handlers.answers import Answer, command_ack
from handlers.doors import GRACE, Doors
from handlers.requests import Request, Surface
from handlers.unit import Refused, record_refusal
from storage.database import Database, DatabaseClosed, TooLate
from storage.workspaces import WorkspaceUnknown
from views.blocks import Message
from views.errors import broken, field_of, not_installed, refusal, sentence
from views.words import Words, words_for

log = structlog.get_logger(__name__)

LAST_RETRY = 3


class ErrorReplies:
    """Bolt's error handler: a kind answer now, a reply delivery, or another try by Slack."""

    def __init__(self, db: Database, doors: Doors) -> None:
        self._db = db
        self._doors = doors
        self._noting: set[asyncio.Task[None]] = set()

    async def answer(
        self, error: Exception, body: Mapping[str, Any], request: AsyncBoltRequest
    ) -> BoltResponse:
        """The response for a payload whose handler raised."""
        if isinstance(error, BoltUnhandledRequestError):
            # The catch-all: what has no listener is acknowledged, so that Slack does not repeat it.
            return BoltResponse(status=200, body="")
        asked = self._read(body)
        if isinstance(error, WorkspaceUnknown):
            return self._not_installed(asked)
        if asked is None or asked.surface is Surface.EVENT:
            return self._event_failed(error, request)
        words, message, known = self._words_for(error, asked)
        if known is None and asked.surface is Surface.MESSAGE:
            return self._event_failed(error, request)
        if asked.surface is Surface.COMMAND:
            return _json(command_ack(Answer(message)))
        if asked.surface is Surface.FORM:
            return _json(_form_errors(body, known, message, words))
        await self._tell(asked, Answer(message))
        return BoltResponse(status=200, body="")

    async def _tell(self, asked: Request, answer: Answer) -> None:
        """Note the reply; if the store is still busy when Slack wants its answer, note it later."""
        noting = asyncio.create_task(self._db.write(record_refusal, asked, answer))
        done, _ = await asyncio.wait({noting}, timeout=GRACE)
        if done:
            await noting
            return
        self._noting.add(noting)
        noting.add_done_callback(self._noted)

    def _noted(self, noting: asyncio.Task[None]) -> None:
        self._noting.discard(noting)
        error = None if noting.cancelled() else noting.exception()
        if error is not None:
            log.error("refusal_not_told", reference=secrets.token_hex(3), exc_info=error)

    def _not_installed(self, asked: Request | None) -> BoltResponse:
        """Only a command can be answered there: there is no token to say anything else with."""
        log.warning("workspace_unknown", team=asked.origin.team if asked else "")
        if asked is not None and asked.surface is Surface.COMMAND:
            return _json(command_ack(Answer(not_installed(words_for("en-US")))))
        return BoltResponse(status=200, body="")

    def _words_for(
        self, error: Exception, asked: Request
    ) -> tuple[Words, Message, errors.DomainError | None]:
        if isinstance(error, TooLate | DatabaseClosed):
            error = Refused(errors.TooLate(), words_for("en-US"))
        if isinstance(error, errors.DomainError):
            error = Refused(error, words_for("en-US"))
        if isinstance(error, Refused):
            return error.words, refusal(error.error, error.words, typed=error.typed), error.error
        reference = secrets.token_hex(3)
        log.error("request_failed", reference=reference, surface=asked.surface, exc_info=error)
        words = words_for("en-US")
        return words, broken(reference, words), None

    def _event_failed(self, error: Exception, request: AsyncBoltRequest) -> BoltResponse:
        """Slack redelivers an event that was not acknowledged; the last time it is only logged."""
        tries = int((request.headers.get("x-slack-retry-num") or ["0"])[0])
        reference = secrets.token_hex(3)
        log.error("event_failed", reference=reference, tries=tries, exc_info=error)
        return BoltResponse(status=200 if tries >= LAST_RETRY else 500, body="")

    def _read(self, body: Mapping[str, Any]) -> Request | None:
        kind = body.get("type")
        if body.get("command"):
            return self._doors.read(body, requests.from_command)
        if kind == "block_actions":
            return self._doors.read(body, requests.from_action)
        if kind == "view_submission":
            return self._doors.read(body, requests.from_view)
        if kind in {"shortcut", "message_action"}:
            return self._doors.read(body, requests.from_shortcut)
        return self._doors.read(body, requests.from_event) if body.get("event") else None


def _json(body: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(
        status=200, body=json.dumps(body), headers={"content-type": "application/json"}
    )


def _form_errors(
    body: Mapping[str, Any], known: errors.DomainError | None, message: Message, words: Words
) -> Mapping[str, Any]:
    """The error under an input that exists in the form, so that what was typed stays there."""
    blocks = (body.get("view") or {}).get("blocks") or []
    inputs = [block["block_id"] for block in blocks if block.get("type") == "input"]
    if isinstance(known, errors.FieldsRefused):
        told = {name: sentence(each, words).rstrip(":") for name, each in known.errors.items()}
        return {"response_action": "errors", "errors": told}
    text = sentence(known, words) if known is not None else message.text
    named = field_of(known) if known is not None else ""
    place = named if named in inputs else next(iter(inputs), "")
    if place:
        return {"response_action": "errors", "errors": {place: text.rstrip(":")}}
    return {"response_action": "update", "view": _with_message(body["view"], message)}


def _with_message(view: Mapping[str, Any], message: Message) -> dict[str, Any]:
    kept = ("type", "title", "close", "submit", "callback_id", "private_metadata")
    shown = {name: view[name] for name in kept if view.get(name)}
    return {**shown, "blocks": [*message.blocks, *view.get("blocks", [])][:100]}
