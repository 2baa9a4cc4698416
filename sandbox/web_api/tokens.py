"""Who calls: the token of a request, its kind, and whether the method takes it."""

from __future__ import annotations

import base64

from aiohttp import web

from sandbox.rules.methods import Method
from sandbox.state import App, Json, Refused


def find_token(request: web.Request, args: Json) -> str:
    """The Bearer token; else the `token` argument of a query or form (never of a JSON body)."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and value.strip():
        return value.strip()
    if request.content_type == "application/json":
        return str(request.query.get("token", ""))
    return str(args.get("token") or "")


def basic_credentials(request: web.Request) -> Json:
    """`client_id` and `client_secret` of HTTP Basic; empty without them."""
    scheme, _, packed = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        name, _, secret = base64.b64decode(packed, validate=True).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": name, "client_secret": secret}


def check_token(app: App, method: Method, token: str, *, in_header: bool, now: int) -> None:
    """Refuse with Slack's code unless `token` may call `method` at `now` (Unix seconds)."""
    if not token:
        if "none" in method.tokens:
            return
        raise Refused("not_authed")
    if token in app.dead_tokens:
        raise Refused(app.dead_tokens[token])
    if now >= app.expiring.get(token, now + 1):
        raise Refused("token_expired")
    kind = "bot" if app.is_bot_token(token) else "app" if token == app.app_token else None
    if kind is None or (kind == "app" and not in_header):
        raise Refused("invalid_auth")
    if not app.installed and kind == "app":
        raise Refused("account_inactive")
    if kind not in method.tokens and "none" not in method.tokens:
        raise Refused("not_allowed_token_type")
