"""Installing by OAuth: the page on which a person allows the app, and the codes it gives out."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from aiohttp import web

from sandbox.state import Refused, Workspace

CODE_LIFETIME = 600
"""Seconds of the sandbox clock that a code can be exchanged in."""
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<body style="font-family:sans-serif;max-width:32rem;margin:3rem auto">{body}</body></html>"""


@dataclass(frozen=True)
class Grant:
    """What a code stands for."""

    user_id: str
    redirect_uri: str
    issued: int


class Consent:
    """The authorize page of one workspace and the codes that wait to be exchanged."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._grants: dict[str, Grant] = {}

    def routes(self) -> list[web.RouteDef]:
        """The authorize page."""
        return [web.get("/oauth/v2/authorize", self.serve)]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Ask; with `decision` in the query go back to the app with a code or an error."""
        try:
            back = self._check(request.query)
        except Refused as no:
            text = f"<h1>Something went wrong</h1><p>Slack says: <code>{no.code}</code></p>"
            return _page("Error", text, status=400)
        decision = request.query.get("decision")
        if decision is None:
            return _page("Install", self._question(request))
        answer = {"error": "access_denied"}
        if decision == "allow":
            answer = {"code": self.grant(request.query.get("user", ""), back)}
        answer["state"] = request.query.get("state", "")
        glue = "&" if "?" in back else "?"
        raise web.HTTPFound(f"{back}{glue}{urlencode(answer)}")

    def grant(self, user: str, redirect_uri: str) -> str:
        """A code for a person (an admin if none is named) who has allowed the app."""
        users = self._workspace.users
        admin = next((u.id for u in users.values() if u.is_admin), next(iter(users)))
        code = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        who = user if user in users else admin
        self._grants[code] = Grant(who, redirect_uri, self._workspace.unix())
        return code

    def exchange(self, code: str, redirect_uri: str) -> Grant:
        """Use a code up; `invalid_code`, `bad_redirect_uri`."""
        grant = self._grants.pop(code, None)
        if grant is None or self._workspace.unix() - grant.issued > CODE_LIFETIME:
            raise Refused("invalid_code")
        if redirect_uri and redirect_uri != grant.redirect_uri:
            raise Refused("bad_redirect_uri")
        return grant

    def _check(self, given: Mapping[str, str]) -> str:
        """The address to go back to; refuses a stranger, a foreign address or unknown scopes."""
        app = self._workspace.installed_app
        if given.get("client_id") != app.client_id:
            raise Refused("invalid_client_id")
        known = app.redirect_urls
        wanted = given.get("redirect_uri") or (known[0] if known else "")
        if not any(wanted == url or wanted.startswith(f"{url.rstrip('/')}/") for url in known):
            raise Refused("bad_redirect_uri")
        scopes = [s for s in given.get("scope", "").split(",") if s]
        if not set(scopes) <= set(app.scopes):
            raise Refused("invalid_scope")
        if not scopes and not given.get("user_scope"):
            raise Refused("no_scopes")
        return wanted

    def _question(self, request: web.Request) -> str:
        app, ws = self._workspace.installed_app, self._workspace
        scopes = request.query.get("scope", "").split(",")
        fields = "".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, value in request.query.items()
        )
        people = "".join(
            f'<option value="{u.id}">{escape(u.real_name)}</option>'
            for u in ws.users.values()
            if not u.is_bot and not u.deleted and u.id != "USLACKBOT"
        )
        return (
            f"<h1>{escape(app.name)} asks to join {escape(ws.name)}</h1>"
            f"<ul>{''.join(f'<li>{escape(s)}</li>' for s in scopes)}</ul>"
            f'<form>{fields}<label>You are <select name="user">{people}</select></label> '
            '<button name="decision" value="allow">Allow</button> '
            '<button name="decision" value="cancel">Cancel</button></form>'
        )


def _page(title: str, body: str, status: int = 200) -> web.Response:
    text = _PAGE.format(title=escape(title), body=body)
    return web.Response(text=text, content_type="text/html", status=status)
