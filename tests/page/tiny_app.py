"""A small Bolt app over Socket Mode for the browser tests: one form, one card, one Home."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(action_id: str, text: str) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": "12"}


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "v", **element},
        **more,
    }


OWNERS = field("owner", "Owner", {"type": "users_select"}, optional=True)
DUE = field("due", "Due", {"type": "datepicker"}, optional=True)
TITLE = field("title", "Title", {"type": "plain_text_input", "focus_on_load": True})
MORE: Json = {"type": "actions", "block_id": "more", "elements": [button("push", "Another")]}
FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "notify_on_close": True,
    "title": plain("New task"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "blocks": [TITLE, OWNERS, DUE, MORE],
}
SECOND: Json = {"type": "modal", "title": plain("Why"), "close": plain("Back"), "blocks": [TITLE]}
CARD: list[Json] = [
    {"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "*T12* Deck"}},
    {"type": "input", "block_id": "note", "label": plain("Note"), "optional": True}
    | {"element": {"type": "plain_text_input", "action_id": "note"}},
    {"type": "actions", "block_id": "a", "elements": [button("open", "Edit")]},
]


class TinyApp:
    """Keeps values of saved forms, `is_cleared` of unsaved ones, and ids of clicked elements.

    `form` is the view that `/task form` opens.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.submitted: list[Json] = []
        self.closed: list[bool] = []
        self.clicked: list[str] = []
        self.form = FORM
        self.client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        app = AsyncApp(client=self.client, signing_secret="unused")
        app.command("/task")(self._command)
        app.action("open")(self._open)
        app.action("push")(self._push)
        app.view("form")(self._submit)
        app.view_closed("form")(self._close)
        app.action(re.compile(".*"))(self._click)
        app.event(re.compile(".*"))(self._nothing)
        app.event("app_home_opened")(self._nothing)
        app.event("message")(self._nothing)
        self._handler = AsyncSocketModeHandler(app, sandbox.app_token)

    async def start(self) -> None:
        await self._handler.connect_async()

    async def stop(self) -> None:
        await self._handler.close_async()

    async def _command(self, ack: Any, command: Json, client: AsyncWebClient) -> None:
        if command["text"] == "form":
            await client.views_open(trigger_id=command["trigger_id"], view=self.form)
            await ack()
        else:
            await ack(text=f"Added: {command['text']}")

    async def _open(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=self.form)
        await ack()

    async def _push(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        second = SECOND | {"submit": plain("OK")}
        await client.views_push(trigger_id=body["trigger_id"], view=second)
        await ack()

    async def _submit(self, ack: Any, view: Json) -> None:
        values = view["state"]["values"]
        if values["title"]["v"]["value"] == "bad":
            await ack(response_action="errors", errors={"title": "Say what is to be done."})
            return
        self.submitted.append(values)
        await ack()

    async def _close(self, ack: Any, body: Json) -> None:
        self.closed.append(body["is_cleared"])
        await ack()

    async def _click(self, ack: Any, action: Json) -> None:
        self.clicked.append(action["action_id"])
        await ack()

    async def _nothing(self, ack: Any) -> None:
        await ack()
