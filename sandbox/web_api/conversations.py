"""conversations.*: reading channels and their messages, opening DMs, joining."""

from __future__ import annotations

from sandbox.rules.methods import Kind, missing_scope
from sandbox.state import Channel, Json, Message, Refused
from sandbox.web_api.call import TS, USER_ID, Call, refuse
from sandbox.web_api.paging import one_page, one_page_of_messages

_TYPES: dict[str, Kind] = {
    "public_channel": "public",
    "private_channel": "private",
    "im": "im",
    "mpim": "mpim",
}
_MOST = 999


def list_channels(call: Call) -> Json:
    """conversations.list: public channels, and private ones and DMs the bot is in."""
    return _listing(call, call.ws.visible_channels(call.bot), members=True)


def users_conversations(call: Call) -> Json:
    """users.conversations: what a user (default: the bot) is a member of, as far as we see it."""
    user = call.user_arg().id if call.args.text("user") else call.bot
    rows = [c for c in call.ws.visible_channels(call.bot) if user in c.members]
    return _listing(call, rows, members=False)


def info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel_arg()
    call.require_kind(channel)
    body = call.ws.channel_json(channel, call.bot)
    if channel.kind != "im" and call.bot in channel.members:
        body["last_read"] = channel.last_read.get(call.bot, "0000000000.000000")
    if call.args.flag("include_num_members") and channel.kind != "im":
        body["num_members"] = len(channel.members)
    if call.args.flag("include_locale"):
        body["locale"] = "en-US"
    return {"channel": body}


def members(call: Call) -> Json:
    """conversations.members."""
    channel = call.channel_arg()
    call.require_kind(channel)
    page, cursor = one_page(call, channel.members, default=100, most=1000)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def history(call: Call) -> Json:
    """conversations.history: newest first, without the replies of threads."""
    channel = call.channel_arg()
    call.require_kind(channel)
    if call.bot not in channel.members:
        raise Refused("not_in_channel")
    rows = _in_window(call, call.ws.history(channel.id))[::-1]
    page, cursor = one_page_of_messages(call, rows, default=100, most=_MOST)
    answer: Json = {
        "messages": _bodies(call, page),
        "has_more": bool(cursor),
        "pin_count": len(channel.pins),
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    }
    for edge in ("oldest", "latest"):
        if value := call.args.text(edge, numbers=True):
            answer[edge] = value
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def replies(call: Call) -> Json:
    """conversations.replies: oldest first, the parent always at 0."""
    channel = call.channel_arg()
    call.require_kind(channel)
    if call.bot not in channel.members:
        raise Refused("not_in_channel")
    ts = call.args.text("ts")
    if not TS.fullmatch(ts):
        raise Refused("thread_not_found")
    parent, *rest = call.ws.thread(channel.id, ts)
    rows = [parent, *_in_window(call, rest)]
    page, cursor = one_page_of_messages(call, rows, default=1000, most=1000)
    if page[:1] != [parent]:
        page = [parent, *page]
    answer: Json = {"messages": _bodies(call, page), "has_more": bool(cursor)}
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def open_conversation(call: Call) -> Json:
    """conversations.open: the DM of one person with the app, or one already known by its id."""
    users, ref = call.args.words("users"), call.args.text("channel")
    if not users and not ref:
        raise Refused("users_list_not_supplied")
    if ref:
        channel, existed = call.channel_arg(), True
        if not channel.is_direct:
            raise Refused("method_not_supported_for_channel_type")
        call.require_kind(channel)
    else:
        channel, existed = _opened(call, _openable(call, users))
    body: Json = {"id": channel.id}
    if call.args.flag("return_im"):
        body = call.ws.channel_json(channel, call.bot) | {"is_open": True}
        body.pop("is_user_deleted", None)
    answer: Json = {"channel": body}
    return answer | {"no_op": True, "already_open": True} if existed else answer


def join(call: Call) -> Json:
    """conversations.join: public channels only; a second time is a warning."""
    channel = call.channel_arg()
    if channel.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    answer: Json = {}
    if call.bot in channel.members:
        answer = {
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
    else:
        call.ws.join(channel.id, call.bot)
    return {"channel": call.ws.channel_json(channel, call.bot), **answer}


def _opened(call: Call, users: list[str]) -> tuple[Channel, bool]:
    """The DM of one person or the group DM of several, and whether it was there before."""
    ws, group = call.ws, sorted({*users, call.bot})
    is_dm = len(group) == 2
    refuse(missing_scope(call.method, call.app.scopes, "im" if is_dm else "mpim"))
    existed = ws.dm_exists(users[0]) if is_dm else ws.group_of(group) is not None
    if not existed and call.args.flag("prevent_creation"):
        raise Refused("channel_not_found")
    return ws.open_dm(users[0]) if is_dm else ws.open_group(group, call.bot), existed


def _openable(call: Call, users: list[str]) -> list[str]:
    if len(users) > 8:
        raise Refused("too_many_users")
    found = [call.ws.users.get(u) if USER_ID.fullmatch(u) else None for u in users]
    for user in found:
        if user is None:
            raise Refused("user_not_found")
        if user.deleted:
            raise Refused("user_disabled")
        if user.is_bot:
            raise Refused("cannot_dm_bot")
    return list(dict.fromkeys(users))


def _listing(call: Call, rows: list[Channel], *, members: bool) -> Json:
    kinds = []
    for name in call.args.words("types") or ["public_channel"]:
        if name not in _TYPES:
            raise Refused("invalid_types")
        kinds.append(_TYPES[name])
        refuse(missing_scope(call.method, call.app.scopes, _TYPES[name]))
    hide = call.args.flag("exclude_archived")
    shown = [c for c in rows if c.kind in kinds and not (hide and c.is_archived)]
    page, cursor = one_page(call, shown, default=100, most=_MOST)
    bodies = []
    for channel in page:
        body = call.ws.channel_json(channel, call.bot)
        if members and channel.kind != "im":
            body["num_members"] = len(channel.members)
        if not members:
            body.pop("is_member", None)
        bodies.append(body)
    return {"channels": bodies, "response_metadata": {"next_cursor": cursor}}


def _in_window(call: Call, rows: list[Message]) -> list[Message]:
    oldest, latest = _edge(call, "oldest"), _edge(call, "latest")
    inclusive = call.args.flag("inclusive")
    return [
        m
        for m in rows
        if (oldest is None or m.ts > oldest or (inclusive and m.ts == oldest))
        and (latest is None or m.ts < latest or (inclusive and m.ts == latest))
    ]


def _edge(call: Call, name: str) -> str | None:
    """A border as a full ts; Slack also takes `0`, whole and fractional seconds."""
    value = call.args.text(name, numbers=True)
    if not value or value == "now":
        return None
    seconds, _, fraction = value.partition(".")
    if not seconds.isdigit() or (fraction and not fraction.isdigit()) or len(fraction) > 6:
        raise Refused(f"invalid_ts_{name}")
    return f"{int(seconds):010d}.{fraction.ljust(6, '0')}"


def _bodies(call: Call, rows: list[Message]) -> list[Json]:
    full = call.args.flag("include_all_metadata")
    return [call.ws.message_json(m, metadata=full) for m in rows]
