"""Messages: commands by mention or direct message, and our own posts as proof of delivery."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from domain.text import decode_entities
from handlers import answers
from handlers.answers import Answer
from handlers.commands import COMMANDS
from handlers.requests import Payload, Request
from handlers.standups import threads
from handlers.unit import perform, words_of
from services.deliveries import EVENT_TYPE, confirm_own_post
from services.scene import Scene
from views.help import unknown_words

_MENTION = re.compile(r"^\s*<@(?P<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>[\s,:，：]*")
_FIRST = re.compile(r"\s*(?P<word>[^\s:：]*)[:：]?\s?(?P<rest>.*)", re.DOTALL)


def on_message(session: Session, request: Request, names: Mapping[str, str]) -> None:
    """A message that concerns us; `names` maps what people type first ("task") to a command's
    key."""
    event: Payload = request.payload["event"]
    if _is_own(event, request.payload):
        _confirm(session, request, event)
        return
    changed = threads.as_changed(request)
    if changed is not None:
        perform(session, changed, threads.CHANGES[str(event["subtype"])])
        return
    in_direct = event.get("channel_type") == "im"
    perform(session, request, lambda *at: run_line(*at, names=names, in_direct=in_direct))


def is_in_thread(request: Request) -> bool:
    """Whether a message is a reply in a channel's thread, or the change of one, which may be an
    answer: whether it is takes one look at the store (`threads.is_answering`)."""
    event: Payload = request.payload["event"]
    if request.name != "message" or event.get("channel_type") not in {"channel", "group"}:
        return False
    if event.get("subtype") in threads.CHANGES:
        return True
    return bool(request.origin.thread_ts) and _is_said(request, event)


def concerns_us(request: Request) -> bool:
    """Whether a message is our own post or a line for us; most are people talking to each other,
    and cost the store nothing."""
    event: Payload = request.payload["event"]
    if _is_own(event, request.payload):
        return bool(event.get("metadata")) and not event.get("subtype")
    if not _is_said(request, event):
        return False
    return request.name == "app_mention" or event.get("channel_type") == "im"


def _is_said(request: Request, event: Payload) -> bool:
    if event.get("bot_id") or event.get("subtype") not in {None, "file_share", "thread_broadcast"}:
        return False
    return bool(request.origin.user)


def run_line(
    session: Session,
    scene: Scene,
    request: Request,
    *,
    names: Mapping[str, str],
    in_direct: bool,
) -> Answer:
    """Run `task …` written after a mention, or alone in a direct message."""
    if scene.person.is_bot or scene.person.slack_id == scene.workspace.bot_user_id:
        # Two bots that answer each other would never end.
        return answers.NOTHING
    text = request.text
    mention = _MENTION.match(text)
    if mention and mention["id"] == scene.workspace.bot_user_id:
        text = text[mention.end() :]
    elif not in_direct:
        # The bot is named in the middle of a sentence, or not at all: people talk about it, not to
        # it. In the thread of a round that may be an answer.
        return threads.take(session, scene, request) if scene.thread_ts else answers.NOTHING
    first, rest = _first_word(text)
    key = names.get(decode_entities(first).lstrip("/").casefold())
    if key is None:
        words = words_of(scene)
        return Answer(unknown_words([f"/{name}" for name in names], words))
    command = COMMANDS[key]
    line = replace(request, name=f"/{first.lstrip('/')}", text=rest)
    return command.run(session, scene, line, command.parse(rest))


def _first_word(text: str) -> tuple[str, str]:
    """The word before any kind of space ("task", "Task:") and the line after it."""
    found = _FIRST.match(text)
    return (found["word"], found["rest"]) if found else ("", "")


def _is_own(event: Payload, body: Payload) -> bool:
    return bool(event.get("app_id")) and event.get("app_id") == body.get("api_app_id")


def _confirm(session: Session, request: Request, event: Payload) -> None:
    metadata: Mapping[str, Any] = event.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE or event.get("subtype"):
        return
    uuid = str((metadata.get("event_payload") or {}).get("delivery") or "")
    confirm_own_post(
        session,
        request.origin.team,
        uuid,
        channel=request.origin.channel,
        ts=str(event["ts"]),
        now=request.now,
    )
