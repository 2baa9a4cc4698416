"""Blocks of 2025–26 but the data ones: markdown, alert, cards, container, plan, context_actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.rules.blockkit import problems as words
from sandbox.rules.blockkit.composition import Text, plain
from sandbox.rules.blockkit.elements import ELEMENTS, IMAGE, element_admitted
from sandbox.rules.blockkit.problems import Walk
from sandbox.rules.blockkit.rich_text import RICH_TEXT
from sandbox.rules.blockkit.shapes import Arr, Bool, Enum, Obj, Shape, Str, Typed

MARKDOWN_MAX = 12_000
CONTAINED = (
    "actions",
    "context",
    "divider",
    "file",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "table",
    "video",
)


def _block(fields: Mapping[str, Shape], *needed: str, **more: Any) -> Obj:
    return Obj({"block_id": Str(255), **fields}, required=needed, typed=True, **more)


_ICON = Typed(lambda: {"image": IMAGE})


def _card_elements(parent: str, *allowed: str) -> Typed:
    return Typed(lambda: ELEMENTS, allowed, parent, element_admitted)


def _one_icon(card: dict[str, Any], at: str, walk: Walk) -> None:
    if "icon" in card and "slack_icon" in card:
        walk.add(words.define_only_one(("icon", "slack_icon")), f"{at}/type")


def _divider_or_collapse(block: dict[str, Any], at: str, walk: Walk) -> None:
    collapsible = block.get("is_collapsible") is True
    if "default_collapsed" in block and not collapsible:
        walk.add("default_collapsed requires is_collapsible", f"{at}/default_collapsed")
    if block.get("has_header_divider") is True and collapsible:
        walk.add("has_header_divider excludes is_collapsible", f"{at}/has_header_divider")


_SOURCE = Obj({"url": Str(3000, 1), "text": Str(least=1)}, required=("url", "text"), typed=True)
_TASK_FIELDS: Mapping[str, Shape] = {
    "task_id": Str(least=1),
    "title": Str(least=1),
    "status": Enum(("pending", "in_progress", "complete", "error")),
    "details": RICH_TEXT,
    "output": RICH_TEXT,
    "sources": Arr(Typed(lambda: {"url": _SOURCE})),
}
TASK_CARD = _block(_TASK_FIELDS, "task_id", "title")


class _PlanTask:
    """A task inside a plan: its `type` may be left out (the docs do, the SDK does not)."""

    def check(self, value: object, at: str, walk: Walk) -> None:
        """Check as a task_card whatever its type key says, if it says one."""
        if isinstance(value, dict) and value.get("type", "task_card") != "task_card":
            walk.add(words.unsupported_type(value["type"]), f"{at}/type")
            return
        TASK_CARD.check(value, at, walk)


NEWER_BLOCKS: Mapping[str, Obj] = {
    "markdown": _block({"text": Str(MARKDOWN_MAX, 1)}, "text"),
    "alert": _block(
        {
            "text": Text(200),
            "level": Enum(("default", "info", "warning", "error", "success")),
        },
        "text",
    ),
    "card": _block(
        {
            "hero_image": _ICON,
            "icon": _ICON,
            "slack_icon": Obj({"type": Str(), "name": Str(least=1)}, required=("name",)),
            "title": Text(150),
            "subtitle": Text(150),
            "body": Text(200),
            "subtext": Text(200),
            "actions": Arr(_card_elements("card", "button"), 3, 1),
        },
        at_least_one=("hero_image", "title", "actions", "body"),
        rules=(_one_icon,),
    ),
    "carousel": _block(
        {"elements": Arr(Typed(lambda: {"card": NEWER_BLOCKS["card"]}), 10, 1)}, "elements"
    ),
    "context_actions": _block(
        {
            "elements": Arr(
                _card_elements("context_actions", "feedback_buttons", "icon_button"), 5, 1
            )
        },
        "elements",
    ),
    "task_card": TASK_CARD,
    "plan": _block({"title": Str(least=1), "tasks": Arr(_PlanTask())}, "title"),
}


def container(blocks: Callable[[], Mapping[str, Obj]]) -> Obj:
    """The container block, given the table its children come from."""
    return _block(
        {
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": Text(150),
            "child_blocks": Arr(Typed(blocks, CONTAINED), 10, 1),
            "width": Enum(("narrow", "standard", "wide", "full")),
            "icon": _ICON,
            "is_collapsible": Bool(),
            "default_collapsed": Bool(),
            "has_header_divider": Bool(),
        },
        "child_blocks",
        at_least_one=("title", "rich_text_title"),
        rules=(_divider_or_collapse,),
    )
