"""Blocks and views that several browser tests show: a long form, a Home, a channel with charts."""

from __future__ import annotations

from typing import Any

from sandbox.server import Sandbox
from tests.page.tiny_app import TinyApp, button, field, plain

Json = dict[str, Any]


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def raw(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def number(value: float) -> Json:
    return {"type": "raw_number", "value": value, "text": f"{value:g}"}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


PICKS = [option("One"), option("Two")]
EVERY_INPUT: list[Json] = [
    field("title", "Title", {"type": "plain_text_input", "max_length": 200}),
    field("why", "Why", {"type": "plain_text_input", "multiline": True}, hint=plain("Briefly")),
    field("days", "Days", {"type": "number_input", "is_decimal_allowed": False}),
    field("site", "Site", {"type": "url_text_input"}, optional=True),
    field("owner", "Owner", {"type": "users_select"}),
    field("helpers", "Helpers", {"type": "multi_static_select", "options": PICKS}),
    field("due", "Due", {"type": "datepicker"}),
    field("hour", "Hour", {"type": "timepicker"}),
    field("size", "Size", {"type": "radio_buttons", "options": PICKS}),
    field("parts", "Parts", {"type": "checkboxes", "options": PICKS}),
    field("files", "Files", {"type": "file_input", "filetypes": ["png", "txt"], "max_files": 2}),
]
LONG_FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("New task"),
    "submit": plain("Save"),
    "blocks": EVERY_INPUT,
}
TABLE: Json = {
    "type": "table",
    "rows": [[raw("KPI"), raw("Now")], [raw("NPS"), number(41)], [raw("Churn"), number(3.5)]],
}
DATA_TABLE: Json = {
    "type": "data_table",
    "caption": "Open tasks",
    "page_size": 4,
    "rows": [
        [raw("Task"), raw("Days")],
        *([raw(f"T{n}"), number((n * 7) % 11)] for n in range(1, 11)),
    ],
}
CHART: Json = {
    "type": "data_visualization",
    "title": "Tasks closed",
    "chart": {
        "type": "line",
        "series": [
            {"name": "Launch", "data": [{"label": "W1", "value": 4}, {"label": "W2", "value": 7}]},
            {"name": "Ops", "data": [{"label": "W1", "value": 2}, {"label": "W2", "value": 3}]},
        ],
        "axis_config": {"categories": ["W1", "W2"], "x_label": "Week"},
    },
}
PIE: Json = {
    "type": "data_visualization",
    "title": "Where it waits",
    "chart": {
        "type": "pie",
        "segments": [{"label": "Legal", "value": 5}, {"label": "Us", "value": 15}],
    },
}
CARDS: Json = {
    "type": "carousel",
    "elements": [
        {
            "type": "card",
            "title": mrkdwn(f"Goal {n}"),
            "body": mrkdwn("62 %"),
            "actions": [button(f"c{n}", "Check in")],
        }
        for n in range(1, 6)
    ],
}
CONTAINER: Json = {
    "type": "container",
    "title": plain("Blockers"),
    "is_collapsible": True,
    "default_collapsed": True,
    "child_blocks": [{"type": "section", "text": mrkdwn("*T12* waits for legal")}],
}
IMAGE: Json = {
    "type": "image",
    "image_url": "https://nowhere.invalid/x.png",
    "alt_text": "Progress of goal 12",
}
HOME: list[Json] = [
    {"type": "header", "text": plain("Today")},
    {
        "type": "section",
        "text": mrkdwn("*T12* Deck"),
        "accessory": {"type": "overflow", "action_id": "more", "options": PICKS},
    },
    {"type": "actions", "elements": [button("new", "New task") | {"style": "primary"}]},
    {"type": "context", "elements": [mrkdwn("3 open")]},
]


async def fill_channel(app: TinyApp, sandbox: Sandbox) -> str:
    """Everything a channel may show; returns the ts of a message with a thread."""
    room = sandbox.workspace.channel("launch").id
    ben, lilei = sandbox.person("ben"), sandbox.person("lilei")
    ts = await ben.say("#launch", "Deck is *ready*, @ann, see `deck.pdf` https://example.com")
    await lilei.react("#launch", ts, "eyes")
    await lilei.say("#launch", "我来", thread_ts=ts)
    said = await ben.say("#launch", "Thursday")
    await ben.edit("#launch", said, "Friday")
    for blocks in ([TABLE], [DATA_TABLE], [CHART, PIE], [CARDS], [CONTAINER, IMAGE]):
        await app.client.chat_postMessage(channel=room, text="shown", blocks=blocks)
    styled = [button("done", "Done") | {"style": "primary"}, button("drop", "Drop")]
    pick = {"type": "static_select", "action_id": "pick", "options": PICKS}
    blocks = [{"type": "actions", "elements": [*styled, pick]}]
    await app.client.chat_postMessage(channel=room, text="T12", blocks=blocks)
    await sandbox.person("ann").command("#launch", "/task", "Deck")
    return ts
