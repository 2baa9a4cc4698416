"""Every Block Kit block: fields, limits, surfaces. The long-standing ones are written here.

Tables, charts and cards are in `data_blocks` and `newer_blocks`; totals over a whole payload are
in `checks`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sandbox.rules.blockkit.composition import IMAGE_URL, SLACK_FILE, Text, plain
from sandbox.rules.blockkit.data_blocks import DATA_BLOCKS
from sandbox.rules.blockkit.elements import ELEMENTS, element_admitted
from sandbox.rules.blockkit.newer_blocks import NEWER_BLOCKS, container
from sandbox.rules.blockkit.problems import Walk
from sandbox.rules.blockkit.rich_text import RICH_TEXT_BLOCK
from sandbox.rules.blockkit.shapes import Arr, Bool, Enum, Num, Obj, Shape, Str, Typed

M, V, H = "message", "modal", "home"
BLOCK_ID = Str(255)

SELECTS = (
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
    "multi_static_select",
    "multi_external_select",
    "multi_users_select",
    "multi_conversations_select",
    "multi_channels_select",
)
CHOICES = ("checkboxes", "radio_buttons", "datepicker", "timepicker")
ACCESSORIES = ("button", "image", "overflow", "workflow_button", *CHOICES, *SELECTS)
ACTIONS = (
    "button",
    "overflow",
    "workflow_button",
    "datetimepicker",
    "rich_text_input",
    *CHOICES,
    *SELECTS,
)
INPUTS = (
    "datetimepicker",
    "email_text_input",
    "file_input",
    "number_input",
    "plain_text_input",
    "rich_text_input",
    "url_text_input",
    *CHOICES,
    *SELECTS,
)


def _elements(allowed: tuple[str, ...], parent: str) -> Typed:
    return Typed(lambda: ELEMENTS, allowed, parent, element_admitted)


def _context_entries() -> Mapping[str, Shape]:
    return {
        "image": ELEMENTS["image"],
        "plain_text": Text(kinds=("plain_text",)),
        "mrkdwn": Text(kinds=("mrkdwn",)),
    }


def _block(fields: Mapping[str, Shape], *needed: str, **more: Any) -> Obj:
    return Obj({"block_id": BLOCK_ID, **fields}, required=needed, typed=True, **more)


def _no_dispatch_of_files(block: dict[str, Any], at: str, walk: Walk) -> None:
    element = block.get("element")
    kind = element.get("type") if isinstance(element, dict) else None
    if kind == "file_input" and block.get("dispatch_action") is True:
        walk.add("dispatch_action is not supported with file_input", f"{at}/dispatch_action")


_HTTPS = Str(3000, 1, pattern=re.compile(r"https://\S+"), complaint="must be a https URL")

_LONG_STANDING: Mapping[str, Obj] = {
    "section": _block(
        {
            "text": Text(3000),
            "fields": Arr(Text(2000, choice_complaint=False), 10, 1),
            "accessory": _elements(ACCESSORIES, "section"),
            "expand": Bool(),
        },
        at_least_one=("text", "fields"),
    ),
    "divider": _block({}),
    "header": _block({"text": plain(150), "level": Num(1, 4)}, "text"),
    "image": _block(
        {
            "alt_text": Str(2000, 1),
            "image_url": IMAGE_URL,
            "slack_file": SLACK_FILE,
            "title": plain(2000),
        },
        "alt_text",
        exactly_one=("image_url", "slack_file"),
    ),
    "context": _block({"elements": Arr(Typed(_context_entries), 10, 1)}, "elements"),
    "actions": _block({"elements": Arr(_elements(ACTIONS, "actions"), 25, 1)}, "elements"),
    "input": _block(
        {
            "label": plain(2000),
            "hint": plain(2000),
            "element": _elements(INPUTS, "input"),
            "optional": Bool(),
            "dispatch_action": Bool(),
        },
        "label",
        "element",
        rules=(_no_dispatch_of_files,),
    ),
    "rich_text": RICH_TEXT_BLOCK,
    "file": _block(
        {"external_id": Str(least=1), "source": Enum(("remote",))}, "external_id", "source"
    ),
    "call": _block({"call_id": Str(least=1)}, "call_id"),
    "video": _block(
        {
            "alt_text": Str(2000, 1),
            "title": plain(199),
            "title_url": _HTTPS,
            "video_url": _HTTPS,
            "thumbnail_url": Str(3000, 1),
            "author_name": Str(49),
            "description": plain(199),
            "provider_name": Str(),
            "provider_icon_url": Str(3000),
        },
        "alt_text",
        "title",
        "thumbnail_url",
        "video_url",
    ),
}


def _all_blocks() -> Mapping[str, Obj]:
    return BLOCKS


BLOCKS: Mapping[str, Obj] = {
    **_LONG_STANDING,
    **DATA_BLOCKS,
    **NEWER_BLOCKS,
    "container": container(_all_blocks),
}

SURFACES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("section", "divider", "header", "image", "context", "actions", "input"), (M, V, H)
    ),
    **dict.fromkeys(("rich_text", "video", "card"), (M, V, H)),
    **dict.fromkeys(("table", "data_table", "data_visualization"), (M, H)),
    **dict.fromkeys(("carousel", "container"), (M, H)),
    **dict.fromkeys(("markdown", "context_actions", "task_card", "plan", "file", "call"), (M,)),
    "alert": (V,),
}


def block_admitted(name: str, walk: Walk) -> bool:
    """Whether the surface of this walk takes that block."""
    return walk.surface in SURFACES[name]


BLOCK = Typed(_all_blocks, admits=block_admitted)
"""Any block the surface of the walk takes."""
