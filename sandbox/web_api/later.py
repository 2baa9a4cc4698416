"""chat.scheduleMessage and its siblings: the arguments; the waiting is in `sandbox.scheduled`."""

from __future__ import annotations

from sandbox.scheduled import row_json
from sandbox.state import Json, Message, Refused
from sandbox.web_api.call import Call
from sandbox.web_api.chat import posting_channel, thread_arg
from sandbox.web_api.content import TRUNCATED_AT, Content, read_content
from sandbox.web_api.paging import one_page


def schedule(call: Call) -> Json:
    """chat.scheduleMessage; one with metadata is taken but never posted, as in Slack."""
    channel = posting_channel(call, call.args.text("channel"))
    post_at = _whole_seconds(call)
    content = read_content(call, text_most=TRUNCATED_AT)
    if content.is_empty:
        raise Refused("no_text")
    thread_ts = thread_arg(call)
    call.ws.check_thread(channel, thread_ts)
    call.sandbox.scheduled.check_time(channel.id, post_at)

    def post() -> Message:
        return _post(call, channel.id, content, thread_ts)

    row = call.sandbox.scheduled.add(
        channel.id, post_at, content.text or "", None if content.metadata else post
    )
    return {
        "scheduled_message_id": row.id,
        "channel": channel.id,
        "post_at": post_at,
        "message": _preview(call, channel.id, content),
    }


def list_scheduled(call: Call) -> Json:
    """chat.scheduledMessages.list: the next first; of one channel if named."""
    rows = call.sandbox.scheduled.rows()
    if call.args.text("channel"):
        channel = call.args.text("channel")
        if channel not in call.ws.channels:
            raise Refused("invalid_channel")
        rows = [row for row in rows if row.channel_id == channel]
    oldest, latest = (_edge(call, name) for name in ("oldest", "latest"))
    rows = [
        row
        for row in rows
        if (oldest is None or row.post_at >= oldest) and (latest is None or row.post_at <= latest)
    ]
    page, cursor = one_page(call, rows, default=100, most=1000, bad_limit="")
    return {
        "scheduled_messages": [row_json(row) for row in page],
        "response_metadata": {"next_cursor": cursor},
    }


def delete_scheduled(call: Call) -> Json:
    """chat.deleteScheduledMessage."""
    channel = call.channel_arg()
    call.sandbox.scheduled.remove(call.args.text("scheduled_message_id"), channel.id)
    return {}


def _whole_seconds(call: Call) -> int:
    value = str(call.args.values.get("post_at"))
    if not value.isascii() or not value.isdigit():
        raise Refused("invalid_time")
    return int(value)


def _edge(call: Call, name: str) -> float | None:
    value = call.args.text(name, numbers=True)
    if not value:
        return None
    try:
        return float(value)
    except ValueError:
        raise Refused("invalid_arguments") from None


def _post(call: Call, channel_id: str, content: Content, thread_ts: str | None) -> Message:
    channel = posting_channel(call, channel_id)  # the bot may have been removed meanwhile
    return call.ws.post(
        channel.id,
        user=call.bot,
        text=content.text or "",
        blocks=content.blocks,
        attachments=content.attachments,
        thread_ts=thread_ts,
        broadcast=call.args.flag("reply_broadcast"),
        by_app=True,
    )


def _preview(call: Call, channel_id: str, content: Content) -> Json:
    """The message as it will be, still without a ts."""
    draft = Message(channel_id, "", call.bot, content.text or "", bot_id=call.app.bot_id)
    body = call.ws.message_json(draft) | {"type": "delayed_message"}
    del body["ts"]
    for name, value in (("blocks", content.blocks), ("attachments", content.attachments)):
        if value:
            body[name] = value
    return body
