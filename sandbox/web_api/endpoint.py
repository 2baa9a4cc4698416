"""The endpoint `/api/{method}`: checks before a method, faults, limits, headers, journal."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import secrets
import time
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.faults import ApiFault
from sandbox.journal import ApiCall
from sandbox.rules.methods import METHODS, missing_argument, missing_scope
from sandbox.state import Json, Refused, Workspace
from sandbox.web_api.arguments import Arguments, read_arguments
from sandbox.web_api.call import Call, refuse
from sandbox.web_api.registry import HANDLERS
from sandbox.web_api.tokens import basic_credentials, check_token, find_token

if TYPE_CHECKING:
    from sandbox.server import Sandbox

_HANG = 120.0
_SECRET = {"token", "client_secret", "signing_secret", "code", "refresh_token"}


class WebApi:
    """Answers every method of the sandbox; unknown ones are kept in `sandbox.unknown_methods`."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def routes(self) -> list[web.RouteDef]:
        """The routes of the Web API."""
        return [
            web.get("/api/{method}", self.serve, allow_head=False),
            web.post("/api/{method}", self.serve),
        ]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call: answer it, and let the events it caused go out after the answer."""
        method = request.match_info["method"]
        fault = self.sandbox.faults.take(method)
        delivery = self.sandbox.delivery
        with delivery.pending.hold(f"call of {method}"), delivery.after_response():
            answer, headers, status = await self._answer(request, method, fault)
            response = _response(answer, headers, status)
            if fault is not None and fault.holds("after"):
                await fault.hold.wait()
            hung = fault is not None and fault.is_unanswered
            if not hung:
                # Who called may be gone by now.
                with contextlib.suppress(ConnectionError):
                    await response.prepare(request)
                    await response.write_eof()
        if fault is not None and hung:
            await self._fail(request, fault)
        return response

    async def _answer(
        self, request: web.Request, method: str, fault: ApiFault | None
    ) -> tuple[Json, dict[str, str], int]:
        begun = time.monotonic()
        headers = {"x-slack-req-id": secrets.token_hex(16)}
        args: Json = {}
        status, by = 200, ""
        skipped = fault is not None and fault.when == "before" and fault.kind != "hold"
        try:
            args, warning = await self._read(request, method)
            if fault is not None and fault.holds("before"):
                await fault.hold.wait()
                skipped = fault.hold.is_lost
            token = find_token(request, args)
            by = self._caller(token)
            self._add_scopes(headers, method, token)
            answer = {"ok": True} if skipped else await self._call(request, method, args, token)
            if warning and answer.get("ok"):
                answer |= {"warning": warning, "response_metadata": _warned(answer, warning)}
        except Refused as refused:
            answer = refused.answer
            if retry := answer.pop("retry_after", None):
                headers["Retry-After"], status = str(retry), 429
        done = bool(answer.get("ok")) and not skipped
        told, status = _distort(answer, status, headers, fault)
        kept = {k: "…" if k in _SECRET else v for k, v in args.items()}
        now, took = self.sandbox.clock.now(), time.monotonic() - begun
        self.sandbox.record(ApiCall(method, kept, told, now, by, status, done, took))
        return told, headers, status

    async def _read(self, request: web.Request, method: str) -> tuple[Json, str]:
        known = METHODS.get(method)
        takes_json = known.takes_json if known else True
        args, warning = await read_arguments(request, takes_json=takes_json)
        return basic_credentials(request) | args, warning

    async def _call(self, request: web.Request, method: str, args: Json, token: str) -> Json:
        handler, rules = HANDLERS.get(method), METHODS.get(method)
        if handler is None or rules is None:
            self.sandbox.unknown_methods.append(method)
            raise Refused("unknown_method", req_method=method)
        app = self.sandbox.workspace.installed_app
        in_header, now = "Authorization" in request.headers, self.sandbox.workspace.unix()
        check_token(app, rules, token, in_header=in_header, now=now)
        if app.is_bot_token(token):
            refuse(missing_scope(rules, app.scopes))
        self._limit(method, args)
        refuse(missing_argument(rules, args))
        outcome = handler(Call(self.sandbox, rules, Arguments(args), token))
        answer = await outcome if inspect.isawaitable(outcome) else outcome
        return {"ok": True, **answer}

    def _limit(self, method: str, args: Json) -> None:
        ws = self.sandbox.workspace
        place = _place(ws, str(args.get("channel") or ""))
        retry = self.sandbox.limits.retry_after(method, ws.id, ws.installed_app.id, place)
        if retry:
            raise Refused("ratelimited", retry_after=retry)

    def _caller(self, token: str) -> str:
        app = self.sandbox.workspace.installed_app
        if app.is_bot_token(token):
            return app.bot_user_id
        return app.id if token == app.app_token else ""

    def _add_scopes(self, headers: dict[str, str], method: str, token: str) -> None:
        app = self.sandbox.workspace.installed_app
        rules = METHODS.get(method)
        scopes = ["connections:write"] if token == app.app_token else app.scopes
        if token == app.app_token or app.is_bot_token(token):
            headers["x-oauth-scopes"] = ",".join(scopes)
        if rules is not None and rules.all_scopes:
            headers["x-accepted-oauth-scopes"] = ",".join(sorted(rules.all_scopes))

    async def _fail(self, request: web.Request, fault: ApiFault) -> None:
        """Leave the caller without an answer: silence first, or a cut connection at once."""
        if fault.kind == "timeout":
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.sandbox.stopping.wait(), _HANG)
        if request.transport is not None:
            request.transport.abort()


def _place(ws: Workspace, ref: str) -> str:
    """One key per conversation, however it is named; a DM goes by its person."""
    try:
        channel = ws.channel(ref)
    except Refused:
        return ref
    return channel.with_user or channel.id


def _distort(
    answer: Json, status: int, headers: dict[str, str], fault: ApiFault | None
) -> tuple[Json, int]:
    """What the caller is told instead of `answer`."""
    if fault is None:
        return answer, status
    if fault.kind == "429":
        headers["Retry-After"] = str(fault.retry_after)
        return {"ok": False, "error": "ratelimited"}, 429
    if fault.kind in {"500", "503"}:
        error = "internal_error" if fault.kind == "500" else "service_unavailable"
        return {"ok": False, "error": error}, int(fault.kind)
    if fault.is_unanswered:
        return answer, 0
    if fault.kind == "hold":
        return answer, status
    return {"ok": False, "error": fault.kind}, 200


def _warned(answer: Json, warning: str) -> Json:
    metadata = dict(answer.get("response_metadata") or {})
    return {**metadata, "warnings": [*metadata.get("warnings", []), warning]}


def _response(answer: Json, headers: dict[str, str], status: int) -> web.Response:
    return web.Response(
        text=json.dumps(answer, ensure_ascii=False),
        status=status or 200,
        headers=headers,
        content_type="application/json",
        charset="utf-8",
    )
