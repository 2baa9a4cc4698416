"""files.*: the upload in three steps and the door that takes the bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.page_api.session import is_signed_in
from sandbox.rules.errors import refuse_message
from sandbox.rules.text import stored_blocks
from sandbox.state import Json, Refused
from sandbox.web_api.arguments import invalid_argument
from sandbox.web_api.call import Call, refuse
from sandbox.web_api.chat import posting_channel, thread_arg
from sandbox.web_api.content import stored_text

if TYPE_CHECKING:
    from sandbox.server import Sandbox

_ALT_MAX = 1_000
_CHANNELS_MAX = 100
_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{8,}")


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal."""
    length, name = call.args.number("length", 0), call.args.text("filename")
    if length < 1:
        raise invalid_argument("must be more than 0", "length")
    if not name:
        raise Refused("missing_argument")
    alt_txt = call.args.text("alt_txt")
    if len(alt_txt) > _ALT_MAX:
        raise Refused("alt_txt_too_large")
    file = call.ws.reserve_file(name, length, call.bot, alt_txt)
    key = call.ws.upload_key()
    call.sandbox.upload_keys[key] = file.id
    return {"upload_url": f"{call.sandbox.url}/upload/v1/{key}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: publish, and share where a channel is named."""
    wanted = call.args.nested("files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted:
        raise invalid_argument("must provide an array", "files")
    if call.args.text("initial_comment") and call.args.given("blocks"):
        raise Refused("invalid_arguments")
    channels = call.args.words("channels") or call.args.words("channel_id")
    if len(channels) > _CHANNELS_MAX:
        raise Refused("channels_limit_exceeded")
    if any(not _CHANNEL_ID.fullmatch(ref) for ref in channels):
        raise Refused("invalid_channel")
    places = [posting_channel(call, ref) for ref in channels]
    thread_ts = thread_arg(call)
    for place in places:
        call.ws.check_thread(place, thread_ts)
    blocks = call.args.nested("blocks", "invalid_blocks")
    refuse(refuse_message(blocks))
    text = stored_text(call, "initial_comment")
    rows = [_uploaded(call, n, row) for n, row in enumerate(wanted)]
    files = [call.ws.complete_file(file_id, title) for file_id, title in rows]
    for place in places:
        call.ws.share_files(
            place.id,
            files,
            user=call.bot,
            text=text,
            blocks=stored_blocks(blocks),
            thread_ts=thread_ts,
        )
    return {"files": [{"id": f.id, "title": f.title} for f in files]}


def info(call: Call) -> Json:
    """files.info: own files and those shared where the bot is."""
    file = call.ws.file(call.args.text("file"))
    seen = any(call.bot in call.ws.channels[c].members for c in file.shares)
    if not file.completed or (file.user != call.bot and not seen):
        raise Refused("file_not_found")
    return {"file": call.ws.file_json(file), "comments": []}


def _uploaded(call: Call, number: int, row: object) -> tuple[str, str]:
    """Id and title of one entry of `files`: an own upload that waits for its completion."""
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        raise invalid_argument("missing required field: id", f"files/{number}")
    file = call.ws.file(row["id"])
    if file.user != call.bot or file.content is None or file.completed:
        raise Refused("file_not_found")
    return file.id, str(row.get("title") or "")


class FileDoor:
    """Where the bytes go (`/upload/v1/…`) and come from (`/files-pri/…`)."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def routes(self) -> list[web.RouteDef]:
        """The routes for file contents."""
        return [
            web.post("/upload/v1/{key}", self.take),
            web.get("/files/{id}", self.give),
            web.get("/files-pri/{id}/{name}", self.give),
            web.get("/files-pri/download/{id}/{name}", self.give),
        ]

    async def take(self, request: web.Request) -> web.Response:
        """Step 2 of an upload: raw bytes or one multipart field."""
        file_id = self.sandbox.upload_keys.pop(request.match_info["key"], None)
        if file_id is None:
            return web.Response(status=404, text="not found")
        if request.content_type == "multipart/form-data":
            form = await request.post()
            parts = [v.file.read() for v in form.values() if isinstance(v, web.FileField)]
            content = parts[0] if parts else b""
        else:
            content = await request.read()
        try:
            self.sandbox.workspace.receive_file(file_id, content)
        except Refused as refused:
            return web.Response(status=400, text=refused.code)
        return web.Response(text=f"OK - {len(content)}")

    async def give(self, request: web.Request) -> web.Response:
        """The content of a file, for the page and for the app's token; others must sign in."""
        if not self._may_read(request):
            return web.Response(status=302, headers={"Location": f"/?redir={request.path}"})
        _, _, file_id = request.match_info["id"].rpartition("-")
        file = self.sandbox.workspace.files.get(file_id)
        if file is None or file.content is None:
            return web.Response(status=404, text="not found")
        kind = self.sandbox.workspace.file_json(file)["mimetype"]
        return web.Response(body=file.content, content_type=kind)

    def _may_read(self, request: web.Request) -> bool:
        app = self.sandbox.workspace.installed_app
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if not token:
            return is_signed_in(request, self.sandbox.page_key)
        good = scheme.lower() == "bearer" and token.strip() == app.bot_token
        return good and token.strip() not in app.dead_tokens and "files:read" in app.scopes
