"""Files of people: what they add to a form in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.interactions.results import Impossible
from sandbox.state import Json, User

if TYPE_CHECKING:
    from sandbox.server import Sandbox

_NAME_MOST = 255


async def take_upload(sandbox: Sandbox, request: web.Request, me: User) -> Json:
    """A file that `me` puts into a form: raw bytes, the name in the query. Answers `file`.

    Only `application/octet-stream` is taken, which a foreign page cannot send unasked.
    """
    if request.content_type != "application/octet-stream":
        raise Impossible("bad_request", "send the bytes as application/octet-stream")
    name = request.query.get("name", "").replace("/", "_")[-_NAME_MOST:] or "file"
    content = await request.read()
    if not content:
        raise Impossible("empty_file", f"{name} is empty")
    ws = sandbox.workspace
    file = ws.reserve_file(name, len(content), me.id)
    ws.receive_file(file.id, content)
    ws.complete_file(file.id, name)
    return {"ok": True, "file": ws.file_json(file)}
