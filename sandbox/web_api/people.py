"""users.*, team.info, bots.info, dnd.*, usergroups.*: who there is."""

from __future__ import annotations

from sandbox.state import Json, Refused, User
from sandbox.web_api.call import Call
from sandbox.web_api.paging import one_page

_DND_BATCH = 50
_PEOPLE_MOST = 1000


def users_list(call: Call) -> Json:
    """users.list: a page of at most a thousand; a bigger workspace wants a `limit`."""
    rows = list(call.ws.users.values())
    if not call.args.number("limit", 0) and len(rows) > _PEOPLE_MOST:
        raise Refused("limit_required")
    page, cursor = one_page(
        call, rows, default=_PEOPLE_MOST, most=_PEOPLE_MOST, bad_limit="", cut=True
    )
    return {
        "members": [_user(call, u) for u in page],
        "cache_ts": call.ws.unix(),
        "response_metadata": {"next_cursor": cursor},
    }


def users_info(call: Call) -> Json:
    """users.info."""
    return {"user": _user(call, call.user_arg())}


def lookup_by_email(call: Call) -> Json:
    """users.lookupByEmail: active people only."""
    wanted = call.args.text("email").lower()
    for user in call.ws.users.values():
        if wanted and user.email.lower() == wanted and not user.deleted:
            return {"user": _user(call, user)}
    raise Refused("users_not_found")


def get_presence(call: Call) -> Json:
    """users.getPresence: people are active; of itself the bot learns more."""
    user = call.user_arg() if call.args.text("user") else call.ws.users[call.bot]
    answer: Json = {"presence": "away" if user.deleted else "active"}
    if user.id == call.bot:
        online = {"online": True, "auto_away": False, "manual_away": False}
        answer |= {**online, "connection_count": call.sandbox.delivery.hub.connections}
    return answer


def emoji_list(call: Call) -> Json:
    """emoji.list: the workspace's own emoji."""
    emoji = {name: f"{call.ws.base_url}emoji/{name}.png" for name in sorted(call.ws.custom_emoji)}
    answer: Json = {"emoji": emoji, "cache_ts": f"{call.ws.unix()}.000000"}
    if call.args.flag("include_categories"):
        answer |= {"categories_version": "1", "categories": []}
    return answer


def profile_get(call: Call) -> Json:
    """users.profile.get; a bot token has to name the user."""
    user = call.user_arg() if call.args.text("user") else call.ws.users[call.bot]
    profile = _user(call, user)["profile"]
    del profile["team"]
    return {"profile": profile}


def team_info(call: Call) -> Json:
    """team.info."""
    ws = call.ws
    wanted = call.args.text("team")
    if wanted and wanted != ws.id:
        raise Refused("team_not_found")
    sizes = (34, 44, 68, 88, 102, 132, 230)
    icon: Json = {f"image_{s}": f"{ws.base_url}avatar/{ws.id}_{s}.png" for s in sizes}
    return {
        "team": {
            "id": ws.id,
            "name": ws.name,
            "url": ws.base_url,
            "domain": ws.domain,
            "email_domain": "",
            "icon": {**icon, "image_default": True},
            "avatar_base_url": f"{ws.base_url}avatar/",
            "is_verified": False,
        }
    }


def bots_info(call: Call) -> Json:
    """bots.info."""
    bot = call.args.text("bot")
    if not bot:
        raise Refused("missing_argument")
    app = call.app
    if bot != app.bot_id:
        raise Refused("bot_not_found")
    user = call.ws.users[app.bot_user_id]
    icons = {f"image_{s}": f"{call.ws.base_url}avatar/{app.bot_id}_{s}.png" for s in (36, 48, 72)}
    return {
        "bot": {
            "id": app.bot_id,
            "deleted": user.deleted,
            "name": app.name,
            "updated": user.updated,
            "app_id": app.id,
            "user_id": app.bot_user_id,
            "icons": icons,
        }
    }


def dnd_info(call: Call) -> Json:
    """dnd.info of a named user; a bot has no do-not-disturb of its own."""
    user = call.user_arg() if call.args.text("user") else call.ws.users[call.bot]
    return call.ws.dnd_json(user)


def dnd_team_info(call: Call) -> Json:
    """dnd.teamInfo: at most fifty people; unknown ids are left out."""
    wanted = call.args.words("users")
    if not wanted:
        raise Refused("no_users_provided")
    if len(wanted) > _DND_BATCH:
        raise Refused("too_many_users")
    users = call.ws.users
    return {"users": {u: call.ws.dnd_json(users[u]) for u in wanted if u in users}}


def usergroups_list(call: Call) -> Json:
    """usergroups.list."""
    groups = []
    for group in call.ws.usergroups.values():
        if group.disabled_at and not call.args.flag("include_disabled"):
            continue
        body = call.ws.usergroup_json(group)
        if not call.args.flag("include_users"):
            del body["users"]
        if not call.args.flag("include_count"):
            del body["user_count"]
        groups.append(body)
    return {"usergroups": groups}


def usergroup_users(call: Call) -> Json:
    """usergroups.users.list."""
    group = call.ws.usergroups.get(call.args.text("usergroup"))
    if group is None or (group.disabled_at and not call.args.flag("include_disabled")):
        raise Refused("no_such_subteam")
    return {"users": list(group.users)}


def api_test(call: Call) -> Json:
    """api.test: gives the arguments back, or the error asked for."""
    args = {k: v for k, v in call.args.values.items() if k != "token"}
    if error := call.args.text("error"):
        raise Refused(error, args=args)
    return {"args": args} if args else {}


def auth_test(call: Call) -> Json:
    """auth.test."""
    app, ws = call.app, call.ws
    if call.token == app.app_token:
        return {"app_name": app.name, "app_id": app.id}
    return {
        "url": ws.base_url,
        "team": ws.name,
        "user": ws.users[app.bot_user_id].name,
        "team_id": ws.id,
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(call: Call) -> Json:
    """auth.revoke: the calling token is dead afterwards, unless `test` is set."""
    if call.args.flag("test"):
        return {"revoked": False}
    call.ws.revoke_tokens()
    return {"revoked": True}


def connections_open(call: Call) -> Json:
    """apps.connections.open: a link for one WebSocket; only with Socket Mode switched on."""
    settings = call.app.manifest.get("settings", {})
    hub = call.sandbox.delivery.hub
    if not settings.get("socket_mode_enabled") or not hub.link_enabled:
        raise Refused("forbidden_team")
    return {"url": f"{call.sandbox.ws_url}{hub.open_ticket()}"}


def _user(call: Call, user: User) -> Json:
    body = call.ws.user_json(user)
    if not call.args.flag("include_locale"):
        del body["locale"]
    if "users:read.email" not in call.app.scopes:
        body["profile"].pop("email", None)
    if user.deleted:
        for gone in ("tz", "tz_label", "tz_offset", "real_name", "is_email_confirmed"):
            body.pop(gone, None)
    return body
