"""chat.*: posting, updating, deleting, ephemerals, permalinks."""

from __future__ import annotations

from sandbox.rules.blockkit.attachments import shows_something
from sandbox.state import Channel, Json, Message, Refused
from sandbox.web_api.call import TS, USER_ID, Call
from sandbox.web_api.content import TRUNCATED_AT, read_content, stored_text

UPDATE_TEXT_MAX = 4_000
_NOT_TOLD_ON_UPDATE = {
    "ts",
    "thread_ts",
    "parent_user_id",
    "reply_count",
    "reply_users_count",
    "latest_reply",
    "reply_users",
    "is_locked",
    "subscribed",
    "reactions",
}


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    channel = posting_channel(call, call.args.text("channel"))
    content = read_content(call)
    if content.is_empty:
        raise Refused("no_text")
    if content.metadata == {}:
        raise Refused("invalid_metadata_format")
    thread_ts, broadcast = thread_arg(call), call.args.flag("reply_broadcast")
    if thread_ts and broadcast and content.attachments:
        raise Refused("cant_broadcast_message")
    message = call.ws.post(
        channel.id,
        user=call.bot,
        text=content.text or "",
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        thread_ts=thread_ts,
        broadcast=broadcast,
        by_app=True,
    )
    return {"channel": channel.id, "ts": message.ts, "message": call.ws.message_json(message)}


def me_message(call: Call) -> Json:
    """chat.meMessage: a line in italics."""
    channel = posting_channel(call, call.args.text("channel"))
    text = stored_text(call, "text")
    if not text.strip():
        raise Refused("no_text")
    if len(text) > TRUNCATED_AT:
        raise Refused("msg_too_long")
    message = call.ws.post(channel.id, user=call.bot, text=text, subtype="me_message", by_app=True)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral."""
    channel = posting_channel(call, call.args.text("channel"), member_only=True)
    to = call.args.text("user")
    if to not in channel.members:
        raise Refused("user_not_in_channel")
    content = read_content(call, text_most=40_000, metadata=False)
    if content.is_empty:
        raise Refused("no_text")
    message = call.ws.post_ephemeral(
        channel.id,
        to=to,
        text=content.text or "",
        blocks=content.blocks,
        attachments=content.attachments,
        thread_ts=thread_arg(call),
    )
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """chat.update: only own messages; text without blocks removes the blocks."""
    channel = call.channel_arg()
    message = _own_message(call, channel, "cant_update_message")
    if channel.is_archived:
        raise Refused("is_inactive")
    content = read_content(call, text_most=UPDATE_TEXT_MAX)
    given = call.args.given
    changes: Json = {}
    if content.text is not None or content.blocks is not None:
        changes["blocks"] = content.blocks
    if content.attachments is not None:
        changes["attachments"] = content.attachments
    if content.metadata is not None:
        changes["metadata"] = content.metadata or None
    if not changes and not given("reply_broadcast") and not given("file_ids"):
        raise Refused("no_text")
    if _would_be_empty(message, changes, content.text):
        raise Refused("no_text")
    if call.args.flag("reply_broadcast"):
        _broadcast(message, changes.get("attachments", message.attachments))
    mark = content.text is not None and not content.blocks
    call.ws.edit(message, editor=call.app.bot_id, text=content.text, mark=mark, **changes)
    body = call.ws.message_json(message)
    told = {k: v for k, v in body.items() if k not in _NOT_TOLD_ON_UPDATE}
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": told}


def delete(call: Call) -> Json:
    """chat.delete: only own messages."""
    channel = call.channel_arg()
    message = _own_message(call, channel, "cant_delete_message")
    call.ws.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel_arg()
    message = call.message_arg(channel, "message_ts", "message_not_found")
    return {"channel": channel.id, "permalink": call.ws.permalink(message)}


def posting_channel(call: Call, ref: str, *, member_only: bool = False) -> Channel:
    """Where a post goes: an id, `#name` of a public channel, or a user id (opens the DM)."""
    channel = _find_place(call, ref)
    if channel.kind == "im" and not call.app.app_home.get("messages_tab_enabled", True):
        raise Refused("messages_tab_disabled")
    public = "chat:write.public" in call.app.scopes and not member_only
    if call.bot not in channel.members and not public:
        raise Refused("not_in_channel")
    if channel.is_archived:
        raise Refused("is_archived")
    return channel


def _find_place(call: Call, ref: str) -> Channel:
    if ref in call.ws.channels:
        return call.seen_channel(ref)
    if USER_ID.fullmatch(ref):
        user = call.ws.users.get(ref)
        if user is None or user.is_bot:
            raise Refused("channel_not_found")
        return call.ws.open_dm(ref)  # a deactivated person's too: Slack takes it without a word
    for channel in call.ws.channels.values():
        if channel.kind == "public" and ref == f"#{channel.name}":
            return channel
    raise Refused("channel_not_found")


def thread_arg(call: Call) -> str | None:
    """`thread_ts` of a call, None if it is not for a thread."""
    ts = call.args.text("thread_ts")
    if not ts:
        return None
    if not TS.fullmatch(ts):
        raise Refused("thread_not_found")
    return ts


def _own_message(call: Call, channel: Channel, refusal: str) -> Message:
    message = call.message_arg(channel, "ts", "message_not_found")
    if message.bot_id != call.app.bot_id:
        raise Refused(refusal)
    return message


def _would_be_empty(message: Message, changes: Json, text: str | None) -> bool:
    kept = {"blocks": message.blocks, "attachments": message.attachments, **changes}
    shown = message.text if text is None else text
    held = kept["blocks"] or any(map(shows_something, kept["attachments"] or []))
    return not shown and not held and not message.files


def _broadcast(message: Message, attachments: list[Json]) -> None:
    spoken = message.subtype in {None, "thread_broadcast"}
    if not message.is_reply or not spoken or attachments:
        raise Refused("cant_broadcast_message")
    message.subtype = "thread_broadcast"
