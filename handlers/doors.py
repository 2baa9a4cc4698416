"""The doors themselves: one coroutine per kind of payload, each parse, run, answer."""

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from domain import errors
from handlers import answers, home, messages, people, reactions, requests
from handlers.answers import Answer, command_ack, form_ack
from handlers.commands import COMMANDS, Command
from handlers.payloads import sound
from handlers.requests import Payload, Request
from handlers.standups.threads import is_answering
from handlers.surfaces import ACTIONS, FORMS, READS, SHORTCUTS
from handlers.unit import Handler, Refused, look, perform, reply_apart, words_of
from services.scene import Scene, enter
from storage.database import Database, TooLate
from views.errors import form_expired
from views.help import unknown_words
from views.words import words_for

Make = Callable[[Payload, dt.datetime, float], Request]
Ack = Callable[..., Awaitable[Any]]

DEADLINE = 2.2
"""Seconds from receipt within which a request is saved or dropped: Slack waits three."""
GRACE = 0.5
"""Seconds that Slack still waits when the deadline of a request is over."""


class Clock(Protocol):
    """The time that requests are judged by."""

    def now(self) -> dt.datetime: ...


class Doors:
    """What Slack's payloads run into. `names` maps typed command names to keys of the table."""

    def __init__(
        self, db: Database, client: AsyncWebClient, clock: Clock, names: Mapping[str, str]
    ) -> None:
        self._db = db
        self._client = client
        self._clock = clock
        self._names = names
        self._opening: set[asyncio.Task[None]] = set()

    def read(
        self, body: Payload, make: Callable[[Payload, dt.datetime, float], Request]
    ) -> Request:
        """The request in a payload, with its deadline."""
        return make(sound(body), self._clock.now(), time.monotonic() + DEADLINE)

    async def command(self, ack: Ack, body: Payload) -> None:
        """A slash command: the only surface whose ack shows a message."""
        request = self.read(body, requests.from_command)
        key = self._names.get(request.name.lstrip("/"))
        if key is None:
            # The manifest in Slack has a name that is not (or no longer) in the settings.
            told = unknown_words([f"/{name}" for name in self._names], words_for("en-US"))
            await _acknowledge(ack, command_ack(Answer(told)))
            return
        command = COMMANDS[key]
        intent = _parsed(command, request)

        def handler(session: Session, scene: Scene, request: Request) -> Answer:
            if isinstance(intent, errors.DomainError):
                raise intent
            return command.run(session, scene, request, intent)

        answer = None
        if isinstance(intent, errors.DomainError) or command.only_reads(intent):
            answer = await self._db.read(look, request, handler, deadline=request.deadline)
        if answer is None:
            answer = await self._perform(request, handler)
        await self._open(request, answer)
        await _acknowledge(ack, command_ack(answer))

    async def action(self, ack: Ack, body: Payload) -> None:
        """A click or choice."""
        request = self.read(body, requests.from_action)
        handler = ACTIONS.get(request.name)
        if handler is not None and request.name in READS:
            await self._open(request, await self._read_first(request, handler))
        elif handler is not None:
            await self._open(request, await self._perform(request, handler))
        await ack()

    async def view(self, ack: Ack, body: Payload) -> None:
        """A sent form."""
        request = self.read(body, requests.from_view)
        handler = FORMS.get(request.name)
        answer = await self._perform(request, handler) if handler else answers.NOTHING
        await _acknowledge(ack, form_ack(answer))

    async def shortcut(self, ack: Ack, body: Payload) -> None:
        """A shortcut, which opens a form."""
        request = self.read(body, requests.from_shortcut)
        handler = SHORTCUTS.get(request.name)
        if handler is not None:
            await self._open(request, await self._perform(request, handler))
        await ack()

    async def event(self, ack: Ack, body: Payload) -> None:
        """Anything that happened."""
        request = self.read(body, requests.from_event)
        is_message = request.name in {"message", "app_mention"}
        if is_message and await self._concerns_us(request):
            step: Callable[..., None] = messages.on_message
            more: tuple[Any, ...] = (self._names,)
        elif request.name in {"reaction_added", "reaction_removed"}:
            step, more = reactions.on_reaction, ()
        elif request.name == "app_home_opened":
            step, more = home.on_opened, ()
        elif request.name in people.STEPS:
            step, more = people.on_event, ()
        else:
            await ack()
            return
        await self._db.write(step, request, *more, deadline=request.deadline)
        await ack()

    async def _concerns_us(self, request: Request) -> bool:
        """Of what people say in channels only replies in threads are looked up."""
        if messages.concerns_us(request):
            return True
        if not messages.is_in_thread(request):
            return False
        return await self._db.read(is_answering, request, deadline=request.deadline)

    async def nothing(self, ack: Ack) -> None:
        """What needs no answer: a closed form, a menu without choices."""
        await ack()

    async def _read_first(self, request: Request, handler: Handler) -> Answer:
        """What takes long is read beside the writer, which only notes the request and its answer;
        a repeat gets the first answer, as always."""
        found = await self._db.read(look, request, handler, deadline=request.deadline)
        return await self._perform(request, handler if found is None else lambda *_: found)

    async def _perform(self, request: Request, handler: Handler) -> Answer:
        try:
            return await self._db.write(perform, request, handler, deadline=request.deadline)
        except TooLate as error:
            raise Refused(errors.TooLate(), words_for("en-US")) from error

    async def _open(self, request: Request, answer: Answer) -> None:
        """Open the form that an answer asks for, while its trigger lasts; a call that Slack leaves
        hanging is not waited for, since Slack waits for us."""
        if answer.form is None:
            return
        opening = asyncio.create_task(self._open_form(request, answer.form, answer.replaces))
        self._opening.add(opening)
        opening.add_done_callback(self._opening.discard)
        left = request.deadline + GRACE - time.monotonic()
        done, _ = await asyncio.wait({opening}, timeout=max(left, 0))
        for ended in done:
            ended.result()

    async def _open_form(self, request: Request, form: Mapping[str, Any], replaces: bool) -> None:
        view: Payload = request.payload.get("view") or {}
        try:
            if replaces and view.get("id"):
                await self._client.views_update(view_id=str(view["id"]), view=dict(form))
                return
            await self._client.views_open(trigger_id=request.trigger_id, view=dict(form))
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            if not _has_opened(error):
                await self._db.write(_tell_expired, request)


async def _acknowledge(ack: Ack, body: dict[str, Any]) -> None:
    """An empty body, not an empty object: over HTTP a form would not close on `{}`."""
    await (ack(body) if body else ack())


def _parsed(command: Command, request: Request) -> Any:
    """The intent of the line, or why it has none: that is told in the reader's language."""
    try:
        return command.parse(request.text)
    except errors.DomainError as error:
        return error


def _has_opened(error: Exception) -> bool:
    """Whether a repeat of the request comes with a trigger that has opened its form already."""
    refused = error.response.get("error") if isinstance(error, SlackApiError) else ""
    return bool(refused == "exchanged_trigger_id")


def _tell_expired(session: Session, request: Request) -> None:
    scene = enter(session, request.origin, now=request.now, door=request.surface.value)
    reply_apart(session, scene, request, Answer(form_expired(words_of(scene))))
