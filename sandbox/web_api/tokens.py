"""Who calls: the token of a request, its kind, and whether the method takes it."""

from __future__ import annotations

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


def check_token(app: App, method: Method, token: str, *, in_header: bool) -> None:
    """Refuse with Slack's code unless `token` may call `method`."""
    if not token:
        if "none" in method.tokens:
            return
        raise Refused("not_authed")
    if token in app.dead_tokens:
        raise Refused(app.dead_tokens[token])
    kind = {app.bot_token: "bot", app.app_token: "app"}.get(token)
    if kind is None or (kind == "app" and not in_header):
        raise Refused("invalid_auth")
    if not app.installed and kind == "app":
        raise Refused("account_inactive")
    if kind not in method.tokens and "none" not in method.tokens:
        raise Refused("not_allowed_token_type")
