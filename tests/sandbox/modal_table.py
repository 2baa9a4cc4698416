"""A person with a modal and a raw app that answers as a test tells it to."""

from __future__ import annotations

from typing import Any

from sandbox.server import Sandbox
from tests.sandbox.playground import (
    Json,
    SocketApp,
    client,
    modal,
)


class Table:
    """A sandbox with a raw app whose answer to submissions a test sets."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.answer: Json | None = None
        self.app: SocketApp
        self.api = client(sandbox)
        self.ann = sandbox.person("ann")

    def respond(self, envelope: Json) -> Json | None:
        return self.answer if envelope["payload"].get("type") == "view_submission" else None

    async def trigger(self) -> str:
        await self.ann.shortcut("task_new")
        return str(self.app.payloads("shortcut")[-1]["trigger_id"])

    async def open(self, *blocks: Json, **more: Any) -> Json:
        view = modal(*blocks, **more)
        answer = await self.api.views_open(trigger_id=await self.trigger(), view=view)
        return dict(answer["view"])

    async def inside_trigger(self) -> str:
        await self.ann.press("more")
        return str(self.app.payloads("block_actions")[-1]["trigger_id"])
