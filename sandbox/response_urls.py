"""response_url: the ledger of issued addresses and the endpoint that bots post to.

Age is counted on the sandbox clock; five uses, thirty minutes.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from aiohttp import web

from sandbox.rules.errors import refuse_files, refuse_missing
from sandbox.rules.replies import refuse_reply, stored_reply
from sandbox.state import Json, Message, Refused, Workspace

MAX_USES = 5
LIFETIME = timedelta(minutes=30)
Kind = Literal["commands", "actions", "app"]


@dataclass
class ResponseUrl:
    """One issued address: whose act it answers, where, and the message it came from."""

    path: str
    kind: Kind
    user_id: str
    channel_id: str
    issued: datetime
    original: Message | None
    uses: int = 0


class ResponseUrls:
    """All addresses issued in one workspace."""

    def __init__(self, workspace: Workspace, base: Callable[[], str]) -> None:
        self._workspace = workspace
        self._base = base
        self._issued: dict[str, ResponseUrl] = {}

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Register the endpoint of all three kinds."""
        for kind in ("commands", "actions", "app"):
            router.add_post(f"/{kind}/{{team}}/{{number}}/{{secret}}", self.serve)

    def issue(
        self, kind: Kind, *, user_id: str, channel_id: str, original: Message | None = None
    ) -> str:
        """A new address; `original` is the message that held the component."""
        number = secrets.randbelow(9 * 10**12) + 10**12
        path = f"/{kind}/{self._workspace.id}/{number}/{secrets.token_urlsafe(18)}"
        self._issued[path] = ResponseUrl(
            path, kind, user_id, channel_id, self._workspace.now(), original
        )
        return self._base().rstrip("/") + path

    async def serve(self, request: web.Request) -> web.Response:
        """Take one POST: 200 `ok`, or a status and Slack's error code as text."""
        url = self._issued.get(request.path)
        if url is None:
            return _refused(404, "invalid_url")
        if not self._workspace.installed_app.installed:
            return _refused(404, "no_service")
        if self._workspace.now() - url.issued > LIFETIME:
            return _refused(404, "expired_url")
        if url.uses >= MAX_USES:
            return _refused(404, "used_url")
        body = await _read(request)
        if body is None:
            return _refused(400, "invalid_payload")
        refused = self._check(url, body)
        if refused is not None:
            # Seen live for bad blocks (slackapi/java-slack-sdk#1349); taken to be so for the rest.
            return web.json_response(refused, status=404)
        try:
            self._carry_out(url, body)
        except Refused as no:
            return _refused(404, no.code)
        url.uses += 1
        return web.Response(text="ok")

    def _check(self, url: ResponseUrl, body: Json) -> Json | None:
        replaces = bool(body.get("replace_original"))
        deletes = bool(body.get("delete_original"))
        if (replaces or deletes) and url.original is None:
            return {"ok": False, "error": "no_original_message"}
        if replaces and body.get("thread_ts"):
            return {"ok": False, "error": "invalid_arguments"}
        if refused := refuse_reply(body):
            return refused
        if refused := refuse_here(body.get("blocks"), self._workspace):
            return refused
        return None if deletes or has_content(body) else {"ok": False, "error": "no_text"}

    def _carry_out(self, url: ResponseUrl, body: Json) -> None:
        original = url.original
        if body.get("replace_original") and original is not None:
            self._replace(original, body)
            return
        if body.get("delete_original") and original is not None:
            self._delete(original)
            if not has_content(body):
                return
        self._add(url, body)

    def _replace(self, original: Message, body: Json) -> None:
        self._check_exists(original)
        bot = self._workspace.installed_app.bot_user_id
        stored = stored_reply(body, self._workspace.names(bot))
        self._workspace.edit(
            original,
            editor=bot,
            text=stored.get("text") or "",
            blocks=stored.get("blocks"),
            attachments=stored.get("attachments") or [],
            mark=False,
        )

    def _delete(self, original: Message) -> None:
        self._check_exists(original)
        if original.ephemeral_to is not None:
            self._workspace.drop_ephemeral(original)
        else:
            self._workspace.delete(original)

    def _check_exists(self, original: Message) -> None:
        channel = self._workspace.channels.get(original.channel_id)
        if channel is None:
            raise Refused("channel_not_found")
        held = original.ts in channel.messages or original in channel.ephemerals
        if not held:
            raise Refused("message_not_found")

    def _add(self, url: ResponseUrl, body: Json) -> None:
        channel = self._workspace.channel(url.channel_id)
        if channel.is_archived:
            raise Refused("is_archived")
        show(self._workspace, url.channel_id, url.user_id, body)


def refuse_here(blocks: object, workspace: Workspace) -> Json | None:
    """What this workspace in particular does not take: blocks it does not have, unknown files."""
    missing = refuse_missing(blocks, workspace.blocks_missing)
    return missing or refuse_files(blocks, workspace.knows_image)


def has_content(body: Json) -> bool:
    """True if a message body would show anything."""
    return bool(body.get("text") or body.get("blocks") or body.get("attachments"))


def show(workspace: Workspace, channel_id: str, user_id: str, body: Json) -> Message:
    """Post a message body as the app: to the channel if `in_channel`, else only to `user_id`."""
    bot = workspace.installed_app.bot_user_id
    stored = stored_reply(body, workspace.names(bot))
    text, thread_ts = stored.get("text") or "", stored.get("thread_ts")
    if stored.get("response_type") != "in_channel":
        return workspace.post_ephemeral(
            channel_id,
            to=user_id,
            text=text,
            blocks=stored.get("blocks"),
            attachments=stored.get("attachments"),
            thread_ts=thread_ts,
        )
    return workspace.post(
        channel_id,
        user=bot,
        text=text,
        blocks=stored.get("blocks"),
        attachments=stored.get("attachments"),
        thread_ts=thread_ts,
        metadata=stored.get("metadata"),
        by_app=True,
    )


async def _read(request: web.Request) -> Json | None:
    if request.content_type == "application/x-www-form-urlencoded":
        raw = str((await request.post()).get("payload", ""))
    else:
        raw = (await request.read()).decode("utf-8", "replace")
    try:
        body = json.loads(raw)
    except json.JSONDecodeError:
        return None
    return body if isinstance(body, dict) else None


def _refused(status: int, code: str) -> web.Response:
    return web.json_response({"ok": False, "error": code}, status=status)
