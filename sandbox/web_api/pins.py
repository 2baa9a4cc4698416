"""pins.* and bookmarks.*: what is kept at the top of a conversation."""

from __future__ import annotations

import re

from sandbox.rules.emoji import canonical_name
from sandbox.state import Channel, Json, Message, Refused
from sandbox.web_api.arguments import invalid_argument
from sandbox.web_api.call import Call

MOST = 100
"""Pins, and bookmarks, of one conversation."""
_TITLE_MAX = 256
_LINK_MAX = 2048
_LINK = re.compile(r"(https?://|mailto:|slack:)\S+")


def add(call: Call) -> Json:
    """pins.add: `pin_added`."""
    message = _message(call)
    channel = call.ws.channels[message.channel_id]
    if message.ts in channel.pins:
        raise Refused("already_pinned")
    if len(channel.pins) >= MOST:
        raise Refused("too_many_pins")
    pin = channel.pins[message.ts] = {"created": call.ws.unix(), "created_by": call.bot}
    _tell(call, "pin_added", message, pin)
    return {}


def remove(call: Call) -> Json:
    """pins.remove: `pin_removed`."""
    message = _message(call)
    channel = call.ws.channels[message.channel_id]
    if message.ts not in channel.pins:
        raise Refused("no_pin")
    _tell(call, "pin_removed", message, channel.pins.pop(message.ts))
    return {}


def list_pins(call: Call) -> Json:
    """pins.list: newest first."""
    channel = _place(call, "channel")
    pins = reversed(channel.pins.items())
    return {"items": [_pin(call, channel.messages[ts], pin) for ts, pin in pins]}


def _message(call: Call) -> Message:
    channel = _place(call, "channel")
    if not call.args.text("timestamp"):
        raise Refused("no_item_specified")
    return call.message_arg(channel, "timestamp", "bad_timestamp")


def _place(call: Call, name: str) -> Channel:
    channel = call.channel_arg(name)
    if call.bot not in channel.members:
        raise Refused("not_in_channel" if call.method.name == "pins.add" else "channel_not_found")
    return channel


def _pin(call: Call, message: Message, pin: Json) -> Json:
    body = call.ws.message_json(message, metadata=False)
    return {
        "type": "message",
        **pin,
        "channel": message.channel_id,
        "message": {**body, "permalink": call.ws.permalink(message)},
    }


def _tell(call: Call, kind: str, message: Message, pin: Json) -> None:
    channel = call.ws.channels[message.channel_id]
    event: Json = {
        "type": kind,
        "user": call.bot,
        "channel_id": channel.id,
        "item": _pin(call, message, pin),
        "item_user": message.user,
        "pin_count": len(channel.pins),
        "pinned_info": {
            "channel": channel.id,
            "pinned_by": pin["created_by"],
            "pinned_ts": pin["created"],
        },
        "event_ts": call.ws.next_ts(),
    }
    if kind == "pin_removed":
        event["has_pins"] = bool(channel.pins)
    call.ws.emit(event, channel.id)
    call.ws.changed({"topic": "messages", "channel": channel.id})


# -- bookmarks ------------------------------------------------------------------------------


def add_bookmark(call: Call) -> Json:
    """bookmarks.add: links only."""
    channel = _place(call, "channel_id")
    if call.args.text("type") != "link":
        raise Refused("invalid_bookmark_type")
    if not call.args.text("link"):
        raise Refused("invalid_link")
    if len(channel.bookmarks) >= MOST:
        raise Refused("too_many_bookmarks")
    fields = _fields(call)
    bookmark = {
        "id": call.ws.new_id("Bk"),
        "channel_id": channel.id,
        "title": "",
        "link": "",
        "emoji": "",
        "icon_url": "",
        "type": "link",
        "entity_id": None,
        "date_created": call.ws.unix(),
        "date_updated": 0,
        "rank": f"{len(channel.bookmarks):04d}",
        "last_updated_by_user_id": call.bot,
        "last_updated_by_team_id": call.ws.id,
        "shortcut_id": None,
        "app_id": None,
        **fields,
    }
    channel.bookmarks[bookmark["id"]] = bookmark
    return {"bookmark": dict(bookmark)}


def edit_bookmark(call: Call) -> Json:
    """bookmarks.edit: changes what is given."""
    bookmark = _bookmark(call)
    bookmark |= _fields(call)
    bookmark["date_updated"] = call.ws.unix()
    return {"bookmark": dict(bookmark)}


def list_bookmarks(call: Call) -> Json:
    """bookmarks.list."""
    return {"bookmarks": [dict(b) for b in _place(call, "channel_id").bookmarks.values()]}


def remove_bookmark(call: Call) -> Json:
    """bookmarks.remove."""
    bookmark = _bookmark(call)
    del call.ws.channels[bookmark["channel_id"]].bookmarks[bookmark["id"]]
    return {}


def _bookmark(call: Call) -> Json:
    found = _place(call, "channel_id").bookmarks.get(call.args.text("bookmark_id"))
    if found is None:
        raise Refused("not_found")
    return found


def _fields(call: Call) -> Json:
    """Title, link and emoji as far as they were given, each checked."""
    given = {n: call.args.text(n) for n in ("title", "link", "emoji") if call.args.given(n)}
    if not 0 < len(given.get("title", "x")) <= _TITLE_MAX:
        raise invalid_argument(f"must be less than {_TITLE_MAX + 1} characters", "title")
    link = given.get("link", "https://x")
    if len(link) > _LINK_MAX or not _LINK.fullmatch(link):
        raise Refused("invalid_link")
    emoji = given.get("emoji", "").strip(":")
    if emoji and canonical_name(emoji, call.ws.custom_emoji) is None:
        raise Refused("invalid_emoji")
    return given
