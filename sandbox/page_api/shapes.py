"""What the page draws, as JSON for one person. Reads the workspace, changes nothing."""

from __future__ import annotations

from sandbox.clock import SandboxClock
from sandbox.state import Channel, Json, Message, User, Workspace

_PAGE_MOST = 200


def user_shape(ws: Workspace, user: User) -> Json:
    """A person as the page knows them."""
    body = ws.user_json(user)
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "display_name": user.display_name or user.real_name,
        "tz": user.tz,
        "tz_label": body["tz_label"],
        "is_bot": user.is_bot,
        "is_admin": user.is_admin,
        "is_guest": user.is_guest or user.is_single_channel_guest,
        "deleted": user.deleted,
        "color": user.color,
        "avatar": body["profile"]["image_72"],
        "status_emoji": user.status_emoji,
        "status_text": user.status_text,
        "locale": user.locale,
    }


def channel_shape(ws: Workspace, channel: Channel, me: str) -> Json:
    """A conversation in somebody's sidebar."""
    read = channel.last_read.get(me, "")
    member = me in channel.members
    unread = [m for m in ws.history(channel.id) if m.ts > read and m.user != me and member]
    body: Json = {
        "id": channel.id,
        "name": channel.name,
        "kind": "private" if channel.kind == "mpim" else channel.kind,
        "is_member": member,
        "is_archived": channel.is_archived,
        "topic": channel.topic["value"],
        "unread": len(unread),
        "members": list(channel.members),
    }
    if channel.kind == "im":
        other = next((m for m in channel.members if m != me), channel.with_user)
        body |= {"with": other, "app": ws.app is not None and other == ws.app.bot_user_id}
        body["name"] = ws.users[other].name
    return body


def state_shape(ws: Workspace, clock: SandboxClock, me: User) -> Json:
    """Everything around the messages: people, channels, the app, the clock."""
    if not me.is_bot:
        ws.open_dm(me.id)
    app = ws.installed_app
    return {
        "me": user_shape(ws, me),
        "team": {"id": ws.id, "name": ws.name, "domain": ws.domain},
        "people": [user_shape(ws, u) for u in ws.users.values() if u.id != "USLACKBOT"],
        "channels": [channel_shape(ws, c, me.id) for c in ws.visible_channels(me.id)],
        "app": {
            "id": app.id,
            "name": app.name,
            "bot_user_id": app.bot_user_id,
            "commands": [
                {k: c.get(k, "") for k in ("command", "description", "usage_hint")}
                for c in app.commands
            ],
            "shortcuts": [
                {k: s.get(k, "") for k in ("callback_id", "name", "type", "description")}
                for s in app.shortcuts
            ],
        },
        "clock": clock_shape(clock),
    }


def clock_shape(clock: SandboxClock) -> Json:
    """The clock, as the page and separate bot processes follow it."""
    return {"now": clock.now().isoformat(), "rate": clock.rate, "version": clock.version}


def message_shape(ws: Workspace, message: Message) -> Json:
    """A message with what the page needs beyond Slack's object."""
    body = ws.message_json(message) | {"channel": message.channel_id}
    if message.ephemeral_to:
        body["ephemeral"] = True
    return body


def channel_messages(ws: Workspace, channel: Channel, me: str, before: str, limit: int) -> Json:
    """The newest `limit` messages before `before`, oldest first, my ephemeral ones included."""
    mine = [m for m in channel.ephemerals if m.ephemeral_to == me and not m.is_reply]
    rows = sorted([*ws.history(channel.id), *mine], key=lambda m: m.ts)
    if before:
        rows = [m for m in rows if m.ts < before]
    size = max(1, min(limit, _PAGE_MOST))
    return {
        "messages": [message_shape(ws, m) for m in rows[-size:]],
        "has_more": len(rows) > size,
    }


def thread_messages(ws: Workspace, channel: Channel, me: str, ts: str) -> Json:
    """A whole thread, parent first, my ephemeral ones included."""
    parent, *replies = ws.thread(channel.id, ts)
    mine = [
        m
        for m in channel.ephemerals
        if m.ephemeral_to == me and m.is_reply and m.thread_ts == parent.ts
    ]
    rows = [parent, *sorted([*replies, *mine], key=lambda m: m.ts)]
    return {"messages": [message_shape(ws, m) for m in rows], "has_more": False}


def views_shape(ws: Workspace, me: str) -> Json:
    """The open modals of a person, top last."""
    return {"stack": [ws.view_json(v) for v in ws.stack(me)]}


def home_shape(ws: Workspace, me: str) -> Json:
    """The published Home of a person."""
    home = ws.homes.get(me)
    return {"view": ws.view_json(home) if home else None}
