"""Slack's payloads as one typed request, whichever surface they come from."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.scene import Origin

Payload = Mapping[str, Any]


class Surface(StrEnum):
    """Where a person touched Slack; it decides how they can be answered."""

    COMMAND = "command"
    BUTTON = "button"
    FORM = "form"
    SHORTCUT = "shortcut"
    MESSAGE = "message"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `key` is the same in every repeat of it; `name` is the command, action id,
    callback id or event type; `deadline` is on the monotonic clock."""

    surface: Surface
    name: str
    key: str
    origin: Origin
    now: dt.datetime
    deadline: float
    text: str = ""
    value: str = ""
    trigger_id: str = ""
    response_url: str = ""
    payload: Payload = field(default_factory=dict, repr=False)
    is_private_answer: bool = False
    is_in_view: bool = False
    is_in_home: bool = False


def from_command(body: Payload, now: dt.datetime, deadline: float) -> Request:
    """A slash command."""
    return Request(
        surface=Surface.COMMAND,
        name=str(body.get("command", "")),
        key=_trigger_key(body),
        origin=Origin(
            team=_team(body), user=str(body.get("user_id")), channel=str(body.get("channel_id"))
        ),
        now=now,
        deadline=deadline,
        text=str(body.get("text") or ""),
        trigger_id=str(body.get("trigger_id") or ""),
        response_url=str(body.get("response_url") or ""),
        payload=body,
    )


def from_action(body: Payload, now: dt.datetime, deadline: float) -> Request:
    """A click on a button or a choice from a menu, in a message, form or Home."""
    action: Payload = (body.get("actions") or [{}])[0]
    container: Payload = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    message: Payload = body.get("message") or {}
    thread_ts = container.get("thread_ts") or message.get("thread_ts") or ""
    return Request(
        surface=Surface.BUTTON,
        name=str(action.get("action_id", "")),
        key=_trigger_key(body),
        origin=Origin(
            team=_team(body),
            user=_user(body),
            channel=str(channel),
            thread_ts=str(thread_ts),
            message_ts=str(container.get("message_ts") or ""),
        ),
        now=now,
        deadline=deadline,
        value=action_value(action),
        trigger_id=str(body.get("trigger_id") or ""),
        response_url=str(body.get("response_url") or ""),
        payload=body,
        is_private_answer=bool(container.get("is_ephemeral")),
        is_in_view=container.get("type") == "view",
        is_in_home=(body.get("view") or {}).get("type") == "home",
    )


def action_value(action: Payload) -> str:
    """What was clicked or chosen."""
    chosen = action.get("selected_option")
    if isinstance(chosen, Mapping):
        return str(chosen.get("value", ""))
    for name in ("value", "selected_date", "selected_user", "selected_time"):
        if action.get(name):
            return str(action[name])
    return ""


def from_view(body: Payload, now: dt.datetime, deadline: float) -> Request:
    """A form that was sent."""
    view: Payload = body.get("view") or {}
    return Request(
        surface=Surface.FORM,
        name=str(view.get("callback_id", "")),
        key=f"view {view.get('id', '')}",
        origin=Origin(team=_team(body), user=_user(body)),
        now=now,
        deadline=deadline,
        value=str(view.get("private_metadata") or ""),
        trigger_id=str(body.get("trigger_id") or ""),
        payload=body,
    )


def from_shortcut(body: Payload, now: dt.datetime, deadline: float) -> Request:
    """A shortcut, global or on a message."""
    message: Payload = body.get("message") or {}
    return Request(
        surface=Surface.SHORTCUT,
        name=str(body.get("callback_id", "")),
        key=_trigger_key(body),
        origin=Origin(
            team=_team(body),
            user=_user(body),
            channel=str((body.get("channel") or {}).get("id") or ""),
            thread_ts=str(message.get("thread_ts") or ""),
            message_ts=str(body.get("message_ts") or message.get("ts") or ""),
        ),
        now=now,
        deadline=deadline,
        trigger_id=str(body.get("trigger_id") or ""),
        response_url=str(body.get("response_url") or ""),
        payload=body,
    )


def from_event(body: Payload, now: dt.datetime, deadline: float) -> Request:
    """Something that happened; a message's key is the same for all events that tell of it."""
    event: Payload = body.get("event") or {}
    kind = str(event.get("type", ""))
    is_message = kind in {"message", "app_mention"}
    channel = event.get("channel")
    channel_id = channel.get("id") if isinstance(channel, Mapping) else channel
    key = f"event {body.get('event_id', '')}"
    if is_message and not event.get("subtype"):
        key = f"message {channel_id} {event.get('ts', '')}"
    return Request(
        # Nobody is told of what goes wrong with a message of a bot.
        surface=Surface.MESSAGE if is_message and not event.get("bot_id") else Surface.EVENT,
        name=kind,
        key=key,
        origin=Origin(
            team=_team(body),
            user=_event_user(event),
            channel=str(channel_id or ""),
            thread_ts=str(event.get("thread_ts") or ""),
            message_ts=str(event.get("ts") or ""),
        ),
        now=now,
        deadline=deadline,
        text=str(event.get("text") or ""),
        payload=body,
    )


def _trigger_key(body: Payload) -> str:
    """A request without a trigger cannot be told from others, so it is like no other."""
    return f"trigger {body.get('trigger_id') or uuid.uuid4().hex}"


def _event_user(event: Payload) -> str:
    user = event.get("user")
    return str((user.get("id") if isinstance(user, Mapping) else user) or "")


def _user(body: Payload) -> str:
    return str((body.get("user") or {}).get("id") or "")


def _team(body: Payload) -> str:
    """The workspace that the app is installed in (not that of a stranger who acts in it).

    In a channel shared with another company only our own view or message tells it.
    """
    view: Payload = body.get("view") or {}
    message: Payload = body.get("message") or {}
    authorized = (body.get("authorizations") or [{}])[0]
    is_ours = bool(message.get("app_id")) and message.get("app_id") == body.get("api_app_id")
    return str(
        view.get("app_installed_team_id")
        or (is_ours and message.get("team"))
        or authorized.get("team_id")
        or body.get("team_id")
        or (body.get("team") or {}).get("id")
        or ""
    )
