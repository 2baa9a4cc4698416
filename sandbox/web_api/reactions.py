"""reactions.*: adding, removing and reading reactions."""

from __future__ import annotations

import re

from sandbox.state import Json, Message, Refused
from sandbox.web_api.call import Call

_NAME = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")


def add(call: Call) -> Json:
    """reactions.add."""
    message, name = _target(call), _name(call)
    if call.ws.channels[message.channel_id].is_archived:
        raise Refused("is_archived")
    call.ws.react(message, call.bot, name)
    return {}


def remove(call: Call) -> Json:
    """reactions.remove."""
    message, name = _target(call), _name(call)
    call.ws.unreact(message, call.bot, name)
    return {}


def get(call: Call) -> Json:
    """reactions.get of a message."""
    message = _target(call)
    body = call.ws.message_json(message, metadata=False)
    body["permalink"] = call.ws.permalink(message)
    return {"type": "message", "channel": message.channel_id, "message": body}


def _target(call: Call) -> Message:
    if not call.args.text("channel") or not call.args.text("timestamp"):
        raise Refused("no_item_specified")
    channel = call.channel_arg()
    if call.bot not in channel.members:
        raise Refused("not_in_channel")
    return call.message_arg(channel, "timestamp", "bad_timestamp")


def _name(call: Call) -> str:
    name = call.args.text("name")
    if not _NAME.fullmatch(name):
        raise Refused("invalid_name")
    return name
