"""The cookie by which a browser that opened the page may read files, as Slack's own cookie."""

from __future__ import annotations

from aiohttp import web

COOKIE = "sandbox_session"


def sign_in(response: web.StreamResponse, key: str) -> None:
    """Let the browser that gets this response read files."""
    response.set_cookie(COOKIE, key, httponly=True, samesite="Lax")


def is_signed_in(request: web.Request, key: str) -> bool:
    """True if the request comes from such a browser."""
    return request.cookies.get(COOKIE) == key
