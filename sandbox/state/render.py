"""JSON shapes of users, channels, messages, files and views as Slack sends them. Read only."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name

from sandbox.state.records import Channel, File, Json, Message, User, Usergroup, View

if TYPE_CHECKING:
    from sandbox.state.core import Core

_AVATAR_SIZES = (24, 32, 48, 72, 192, 512)


@lru_cache(maxsize=256)
def tz_label(tz: str, at: datetime) -> str:
    """Slack's long zone name, e.g. "Pacific Daylight Time"; callers cut `at` to the hour."""
    return get_timezone_name(at.astimezone(ZoneInfo(tz)), width="long", locale="en_US")


def avatar_url(ws: Core, subject: str, size: int) -> str:
    """Address of a picture; the page draws its own from colour and initials."""
    return f"{ws.base_url}avatar/{subject}_{size}.png"


def user_json(ws: Core, user: User) -> Json:
    """The full user object; `locale` and `profile.email` are for the caller to cut."""
    local = ws.now().astimezone(ZoneInfo(user.tz))
    offset = local.utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    return {
        "id": user.id,
        "team_id": ws.id,
        "name": user.name,
        "deleted": user.deleted,
        "color": user.color,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": tz_label(user.tz, ws.now().replace(minute=0, second=0, microsecond=0)),
        "tz_offset": seconds,
        "profile": profile_json(ws, user),
        "is_admin": user.is_admin,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": user.is_single_channel_guest,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
        "is_email_confirmed": not user.is_bot,
        "who_can_share_contact_card": "EVERYONE",
        "locale": user.locale,
    }


def profile_json(ws: Core, user: User) -> Json:
    """The profile object of users.info and users.profile.get."""
    first, _, last = user.real_name.partition(" ")
    profile: Json = {
        "title": user.title,
        "phone": "",
        "skype": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.display_name,
        "display_name_normalized": user.display_name,
        "status_text": user.status_text,
        "status_text_canonical": "",
        "status_emoji": user.status_emoji,
        "status_emoji_display_info": [],
        "status_expiration": user.status_expiration,
        "avatar_hash": f"g{user.color}0000",
        "team": ws.id,
        "first_name": first,
        "last_name": last,
    }
    for size in _AVATAR_SIZES:
        profile[f"image_{size}"] = avatar_url(ws, user.id, size)
    if user.is_bot:
        profile |= {"api_app_id": user.app_id, "bot_id": user.bot_id, "always_active": True}
    else:
        profile["email"] = user.email
    return profile


def usergroup_json(ws: Core, group: Usergroup) -> Json:
    """The user group object with its members."""
    return {
        "id": group.id,
        "team_id": ws.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.created,
        "date_delete": group.disabled_at,
        "auto_provision": False,
        "prefs": {"channels": [], "groups": []},
        "users": list(group.users),
        "user_count": len(group.users),
        "channel_count": 0,
    }


def channel_json(ws: Core, channel: Channel, viewer: str) -> Json:
    """The conversation object as the user `viewer` gets it (`is_member`, `last_read`)."""
    if channel.kind == "im":
        other = next((m for m in channel.members if m != viewer), channel.with_user)
        return {
            "id": channel.id,
            "created": channel.created,
            "is_archived": channel.is_archived,
            "is_im": True,
            "is_org_shared": False,
            "context_team_id": ws.id,
            "updated": channel.created * 1000,
            "user": other,
            "is_user_deleted": ws.users[other].deleted if other in ws.users else False,
            "priority": 0,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind != "mpim",
        "is_group": channel.kind == "mpim",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "unlinked": 0,
        "name_normalized": channel.name,
        "is_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": ws.id,
        "updated": channel.created * 1000,
        "creator": channel.creator,
        "is_ext_shared": channel.is_ext_shared,
        "shared_team_ids": [ws.id, *channel.shared_team_ids],
        "pending_connected_team_ids": [],
        "is_member": viewer in channel.members,
        "topic": dict(channel.topic),
        "purpose": dict(channel.purpose),
        "previous_names": list(channel.previous_names),
    }


def message_json(ws: Core, message: Message, *, metadata: bool = True) -> Json:
    """A message object; with `metadata` False only the metadata's `event_type` is told."""
    body: Json = {"type": "message"}
    if message.subtype:
        body["subtype"] = message.subtype
    body |= {"user": message.user, "text": message.text, "ts": message.ts, "team": ws.id}
    if message.client_msg_id:
        body["client_msg_id"] = message.client_msg_id
    if message.bot_id:
        body |= {"bot_id": message.bot_id, "app_id": ws.installed_app.id}
        body["bot_profile"] = bot_profile_json(ws)
    body |= _thread_keys(ws, message)
    if message.edited:
        body["edited"] = dict(message.edited)
    pinned = message.ts in ws.channels[message.channel_id].pins
    for key, value in (
        ("blocks", message.blocks),
        ("attachments", message.attachments),
        ("pinned_to", [message.channel_id] if pinned else None),
    ):
        if value:
            body[key] = value
    if message.files:
        shared = [file_json(ws, ws.files[f]) for f in message.files if f in ws.files]
        body |= {"files": shared, "upload": False, "display_as_bot": False}
    if message.metadata:
        kind = {"event_type": message.metadata.get("event_type", "")}
        body["metadata"] = message.metadata if metadata else kind
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions.items()
        ]
    return body | message.extra


def _thread_keys(ws: Core, message: Message) -> Json:
    if message.is_reply:
        parent = ws.channels[message.channel_id].messages.get(message.thread_ts or "")
        keys: Json = {"thread_ts": message.thread_ts}
        if parent is not None:
            keys["parent_user_id"] = parent.user
        return keys
    if not message.replies:
        return {"thread_ts": message.thread_ts} if message.thread_ts else {}
    replies = [ws.channels[message.channel_id].messages[ts] for ts in message.replies]
    users = list(dict.fromkeys(r.user for r in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users[:5],
        "is_locked": False,
        "subscribed": ws.installed_app.bot_user_id in users if ws.app else False,
    }


def bot_profile_json(ws: Core) -> Json:
    """The `bot_profile` of the app's messages."""
    app = ws.installed_app
    return {
        "id": app.bot_id,
        "deleted": not app.installed,
        "name": app.name,
        "updated": ws.users[app.bot_user_id].updated,
        "app_id": app.id,
        "icons": {f"image_{s}": avatar_url(ws, app.bot_id, s) for s in (36, 48, 72)},
        "team_id": ws.id,
    }


def file_json(ws: Core, file: File) -> Json:
    """The file object of files.info and of messages that share it."""
    kind = file.name.rpartition(".")[2].lower() if "." in file.name else "text"
    images = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
    url = f"{ws.base_url}files-pri/{ws.id}-{file.id}/{file.name}"
    shared = [c for c in file.shares if c in ws.channels]
    by_kind = {
        kind_: [c for c in shared if ws.channels[c].kind == kind_] for kind_ in ("public", "im")
    }
    by_kind["private"] = [c for c in shared if ws.channels[c].kind in {"private", "mpim"}]
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": images.get(kind, "text/plain"),
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user,
        "user_team": ws.id,
        "editable": False,
        "size": len(file.content or b""),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(by_kind["public"]),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": url,
        "url_private_download": url.replace("/files-pri/", "/files-pri/download/"),
        "permalink": f"{ws.base_url}files/{file.user}/{file.id}/{file.name}",
        "alt_txt": file.alt_txt,
        "channels": by_kind["public"],
        "groups": by_kind["private"],
        "ims": by_kind["im"],
        "shares": {
            side: {c: [{"ts": ts, "team_id": ws.id} for ts in file.shares[c]] for c in ids}
            for side, ids in (("public", by_kind["public"]), ("private", by_kind["private"]))
            if ids
        },
        "has_rich_preview": False,
    }


def view_json(ws: Core, view: View) -> Json:
    """The view object of the views.* answers and of interaction payloads."""
    app = ws.installed_app
    return {
        "id": view.id,
        "team_id": ws.id,
        "type": view.type,
        "blocks": view.body.get("blocks", []),
        "private_metadata": view.body.get("private_metadata") or "",
        "callback_id": view.body.get("callback_id") or "",
        "state": {"values": view.values},
        "hash": view.hash,
        "title": view.body.get("title") or {"type": "plain_text", "text": "View Title"},
        "clear_on_close": bool(view.body.get("clear_on_close")),
        "notify_on_close": bool(view.body.get("notify_on_close")),
        "close": view.body.get("close"),
        "submit": view.body.get("submit"),
        "submit_disabled": bool(view.body.get("submit_disabled")),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": app.id,
        "external_id": view.external_id,
        "app_installed_team_id": ws.id,
        "bot_id": app.bot_id,
    }
