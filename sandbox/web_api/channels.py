"""conversations.* that change a channel: creating, inviting, topic, name, archiving, leaving."""

from __future__ import annotations

from sandbox.rules.methods import missing_scope
from sandbox.rules.text import escape
from sandbox.state import Channel, Json, Refused, User
from sandbox.web_api.arguments import missing_argument
from sandbox.web_api.call import TS, Call, refuse

TEXT_MAX = 250
"""Characters of a topic or purpose."""


def create(call: Call) -> Json:
    """conversations.create: the bot is its first member."""
    private = call.args.flag("is_private")
    kind = "private" if private else "public"
    refuse(missing_scope(call.method, call.app.scopes, kind))  # type: ignore[arg-type]
    name = call.args.text("name")
    channel = call.ws.create_channel(name, creator=call.bot, private=private)
    return _answer(call, channel)


def invite(call: Call) -> Json:
    """conversations.invite: all or none, unless `force` skips those who cannot come."""
    channel = _own(call)
    if channel.is_direct:
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    wanted = call.args.words("users")
    if not wanted:
        raise Refused("no_user")
    problems = {ref: code for ref in wanted if (code := _uninvitable(call, channel, ref))}
    errors = [{"ok": False, "error": code, "user": ref} for ref, code in problems.items()]
    good = [ref for ref in wanted if ref not in problems]
    if problems and (not good or not call.args.flag("force")):
        raise Refused(next(iter(problems.values())), errors=errors)
    for ref in good:
        call.ws.join(channel.id, ref, inviter=call.bot)
    return _answer(call, channel) | ({"errors": errors} if errors else {})


def _uninvitable(call: Call, channel: Channel, ref: str) -> str | None:
    user = call.ws.users.get(ref)
    if user is None:
        return "user_not_found"
    if user.id == call.bot:
        return "cant_invite_self"
    if user.deleted:
        return "cant_invite"
    return "already_in_channel" if user.id in channel.members else None


def set_topic(call: Call) -> Json:
    """conversations.setTopic."""
    channel, text = _own(call), _short(call, "topic")
    return _answer(call, call.ws.set_topic(channel.id, call.bot, text))


def set_purpose(call: Call) -> Json:
    """conversations.setPurpose."""
    channel, text = _own(call), _short(call, "purpose")
    return _answer(call, call.ws.set_purpose(channel.id, call.bot, text))


def rename(call: Call) -> Json:
    """conversations.rename: only by who created the channel."""
    channel = _own(call)
    if channel.creator != call.bot and not channel.is_direct:
        raise Refused("not_authorized")
    return _answer(call, call.ws.rename(channel.id, call.bot, call.args.text("name")))


def archive(call: Call) -> Json:
    """conversations.archive."""
    call.ws.set_archived(_own(call).id, call.bot, archived=True)
    return {}


def unarchive(call: Call) -> Json:
    """conversations.unarchive."""
    channel = call.channel_arg()
    call.require_kind(channel)
    call.ws.set_archived(channel.id, call.bot, archived=False)
    return {}


def leave(call: Call) -> Json:
    """conversations.leave: not being there is no error."""
    channel = call.channel_arg()
    call.require_kind(channel)
    if call.bot not in channel.members and not channel.is_direct:
        return {"not_in_channel": True}
    if channel.members == [call.bot]:
        raise Refused("last_member")
    call.ws.leave(channel.id, call.bot)
    return {}


def kick(call: Call) -> Json:
    """conversations.kick."""
    channel = _own(call)
    user = _named(call)
    if user.id == call.bot:
        raise Refused("cant_kick_self")
    call.ws.leave(channel.id, user.id, kicked_by=call.bot)
    return {}


def mark(call: Call) -> Json:
    """conversations.mark: how far the bot has read."""
    channel = _own(call)
    ts = call.args.text("ts")
    if not TS.fullmatch(ts):
        raise Refused("invalid_timestamp")
    call.ws.mark_read(channel.id, call.bot, ts)
    return {}


def _named(call: Call) -> User:
    if not call.args.text("user"):
        raise missing_argument("user")
    return call.user_arg()


def _own(call: Call) -> Channel:
    """The conversation of `channel`, of a kind in scope, that the bot is a member of."""
    channel = call.channel_arg()
    call.require_kind(channel)
    if call.bot not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _short(call: Call, name: str) -> str:
    text = call.args.text(name)
    if len(text) > TEXT_MAX:
        raise Refused("too_long")
    return escape(text)


def _answer(call: Call, channel: Channel) -> Json:
    body = call.ws.channel_json(channel, call.bot)
    body["last_read"] = channel.last_read.get(call.bot, "0000000000.000000")
    return {"channel": body}
