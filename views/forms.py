"""Fields of forms: one input block each, whose block id is the field's name."""

from typing import Any

from views import blocks
from views.blocks import Block


def field(
    name: str,
    label: str,
    kind: str,
    more: dict[str, Any],
    *,
    hint: str = "",
    required: bool = False,
) -> Block:
    """An input; `kind` is the type of its element, `more` what that element has besides."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": blocks.plain(label),
        "element": {"type": kind, "action_id": name, **more},
        "optional": not required,
    }
    return {**block, "hint": blocks.plain(hint)} if hint else block


def initial(name: str, value: str) -> dict[str, Any]:
    """What stands in the field; Slack refuses empty initial values, so they are left out."""
    return {name: value} if value else {}


def choice(options: list[tuple[str, str]], chosen: str) -> dict[str, Any]:
    """The (text, value) of a menu that always has one of them chosen."""
    shown = [blocks.option(text, value) for text, value in options]
    return {
        "options": shown,
        "initial_option": next(each for each in shown if each["value"] == chosen),
    }
