"""oauth.v2.access: a code, or a refresh token, for the tokens of an installation."""

from __future__ import annotations

import secrets

from sandbox.state import App, Json, Refused
from sandbox.web_api.call import Call

TOKEN_LIFETIME = 43_200
ACTIVE_TOKENS = 2


def access(call: Call) -> Json:
    """oauth.v2.access; the client's id and secret come by HTTP Basic or as arguments."""
    app = call.app
    if call.args.text("client_id") != app.client_id:
        raise Refused("invalid_client_id")
    if call.args.text("client_secret") != app.client_secret:
        raise Refused("bad_client_secret")
    kind = call.args.text("grant_type") or "authorization_code"
    if kind == "refresh_token":
        return _answer(call, _refreshed(call))
    if kind != "authorization_code":
        raise Refused("invalid_grant_type")
    code, back = call.args.text("code"), call.args.text("redirect_uri")
    grant = call.sandbox.consent.exchange(code, back)
    call.ws.reinstall_app()
    more = _rotated(call) if app.rotates else {}
    return _answer(call, more) | {"authed_user": {"id": grant.user_id}}


def _answer(call: Call, more: Json) -> Json:
    app = call.app
    return {
        "app_id": app.id,
        "access_token": app.bot_token,
        "token_type": "bot",
        "scope": ",".join(app.scopes),
        "bot_user_id": app.bot_user_id,
        "team": {"id": call.ws.id, "name": call.ws.name},
        "enterprise": None,
        "is_enterprise_install": False,
        **more,
    }


def _refreshed(call: Call) -> Json:
    app = call.app
    if not app.rotates or call.args.text("refresh_token") != app.refresh_token:
        raise Refused("invalid_refresh_token")
    if not app.installed:
        raise Refused("account_inactive")
    return _rotated(call)


def _rotated(call: Call) -> Json:
    """A new pair; of the older bot tokens only the newest stays good until it ends."""
    app: App = call.app
    app.bot_token = f"xoxe.xoxb-1-{secrets.token_urlsafe(40)}"
    app.refresh_token = f"xoxe-1-{secrets.token_urlsafe(40)}"
    app.expiring[app.bot_token] = call.ws.unix() + TOKEN_LIFETIME
    for old in list(app.expiring)[:-ACTIVE_TOKENS]:
        del app.expiring[old]
        app.dead_tokens[old] = "token_revoked"
    return {"refresh_token": app.refresh_token, "expires_in": TOKEN_LIFETIME}
