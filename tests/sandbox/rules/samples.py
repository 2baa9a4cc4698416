"""The smallest valid example of every block, element and view, to be bent by the tests."""

from __future__ import annotations

import copy
from typing import Any

from sandbox.rules.blockkit import check_blocks
from sandbox.rules.blockkit.problems import Surface

Json = dict[str, Any]


def plain(text: str = "a") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "a") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str = "1", text: str = "a") -> Json:
    return {"text": plain(text), "value": value}


def options(count: int) -> list[Json]:
    return [option(str(number)) for number in range(count)]


def rich_text(text: str = "a") -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def raw(text: str = "a") -> Json:
    return {"type": "raw_text", "text": text}


IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"}
CONFIRM = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}
FEEDBACK = {"text": plain(), "value": "1"}

ELEMENTS: dict[str, Json] = {
    "button": {"text": plain()},
    "overflow": {"options": options(2)},
    "checkboxes": {"options": options(2)},
    "radio_buttons": {"options": options(2)},
    "datepicker": {},
    "timepicker": {},
    "datetimepicker": {},
    "static_select": {"options": options(2)},
    "external_select": {},
    "users_select": {},
    "conversations_select": {},
    "channels_select": {},
    "multi_static_select": {"options": options(2)},
    "multi_external_select": {},
    "multi_users_select": {},
    "multi_conversations_select": {},
    "multi_channels_select": {},
    "plain_text_input": {},
    "number_input": {"is_decimal_allowed": False},
    "email_text_input": {},
    "url_text_input": {},
    "rich_text_input": {},
    "file_input": {},
    "image": {"image_url": "https://example.com/a.png", "alt_text": "a"},
    "workflow_button": {
        "text": plain(),
        "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft1/a"}},
    },
    "feedback_buttons": {"positive_button": FEEDBACK, "negative_button": FEEDBACK},
    "icon_button": {"icon": "trash", "text": plain()},
}

_CHART = {
    "type": "bar",
    "series": [{"name": "s", "data": [{"label": "W1", "value": 1}]}],
    "axis_config": {"categories": ["W1"]},
}

BLOCKS: dict[str, Json] = {
    "section": {"text": mrkdwn()},
    "divider": {},
    "header": {"text": plain()},
    "image": {"image_url": "https://example.com/a.png", "alt_text": "a"},
    "context": {"elements": [mrkdwn()]},
    "actions": {"elements": [{"type": "button", "action_id": "x", "text": plain()}]},
    "input": {"label": plain(), "element": {"type": "plain_text_input", "action_id": "x"}},
    "rich_text": rich_text(),
    "file": {"external_id": "a", "source": "remote"},
    "call": {"call_id": "R1"},
    "video": {
        "alt_text": "a",
        "title": plain(),
        "thumbnail_url": "https://example.com/a.png",
        "video_url": "https://example.com/a",
    },
    "markdown": {"text": "# a"},
    "table": {"rows": [[raw(), raw()], [raw(), raw()]]},
    "data_table": {"caption": "a", "rows": [[raw(), raw()], [raw(), raw()]]},
    "data_visualization": {"title": "a", "chart": _CHART},
    "alert": {"text": mrkdwn()},
    "card": {"title": mrkdwn()},
    "carousel": {"elements": [{"type": "card", "title": mrkdwn()}]},
    "container": {"title": plain(), "child_blocks": [{"type": "divider"}]},
    "context_actions": {"elements": [{"type": "icon_button", "icon": "trash", "text": plain()}]},
    "task_card": {"task_id": "t", "title": "a"},
    "plan": {"title": "a", "tasks": [{"type": "task_card", "task_id": "t", "title": "a"}]},
}


def block(kind: str, **changes: Any) -> Json:
    """A valid block of that type with some keys changed."""
    return copy.deepcopy({"type": kind, **BLOCKS[kind], **changes})


def element(kind: str, **changes: Any) -> Json:
    """A valid element of that type with some keys changed."""
    own = {} if kind == "image" else {"action_id": "x"}
    return copy.deepcopy({"type": kind, **own, **ELEMENTS[kind], **changes})


def modal(*blocks: Json, **changes: Any) -> Json:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks)} | changes


def home(*blocks: Json, **changes: Any) -> Json:
    return {"type": "home", "blocks": list(blocks)} | changes


INPUT_ONLY = {
    "plain_text_input",
    "number_input",
    "email_text_input",
    "url_text_input",
    "file_input",
    "rich_text_input",
}


def holding(one: Json) -> tuple[Json, str]:
    """A block that may hold that element, with the surface where both are allowed."""
    kind = str(one.get("type"))
    if kind in INPUT_ONLY:
        return block("input", element=one), "modal"
    if kind in {"feedback_buttons", "icon_button"}:
        return block("context_actions", elements=[one]), "message"
    if kind == "image":
        return block("context", elements=[one]), "message"
    return block("actions", elements=[one]), "message"


def complaints(*blocks: Json, surface: Surface = "message") -> list[str]:
    """What Slack would say of these blocks."""
    return [str(problem) for problem in check_blocks(list(blocks), surface)]


def of_element(one: Json) -> list[str]:
    """What Slack would say of an element, in a block that may hold it."""
    parent, surface = holding(one)
    return complaints(parent, surface=surface)  # type: ignore[arg-type]
