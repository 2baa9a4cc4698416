"""Interactive elements: where they sit, which of them hold a value, and under which key.

Pure functions over Block Kit JSON. What people type is converted in `filling.py`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.state.records import Json

VALUE_KEYS = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
"""Element type → the key of its value in `state.values` and in a block action."""

INITIAL_KEYS = {
    "value": "initial_value",
    "rich_text_value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
}
LIST_KEYS = frozenset(
    {
        "selected_options",
        "selected_users",
        "selected_channels",
        "selected_conversations",
        "files",
    }
)
"""Value keys that hold a list, [] when nothing is chosen."""

STATELESS = frozenset({"button", "overflow", "workflow_button", "feedback_buttons", "icon_button"})
"""Elements that people press; they hold nothing."""

INTERACTIVE = STATELESS | frozenset(VALUE_KEYS)


@dataclass(frozen=True)
class Placed:
    """An interactive element and the block it sits in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """The id of the block."""
        return str(self.block.get("block_id", ""))

    @property
    def action_id(self) -> str:
        """The id of the element in its block."""
        return str(self.element.get("action_id", ""))

    @property
    def type(self) -> str:
        """The element's type."""
        return str(self.element.get("type", ""))

    @property
    def is_input(self) -> bool:
        """True inside an input block."""
        return bool(self.block.get("type") == "input")

    @property
    def dispatches(self) -> bool:
        """True if using the element tells the app at once."""
        return not self.is_input or bool(self.block.get("dispatch_action"))


def placed_elements(blocks: list[Json] | None) -> Iterator[Placed]:
    """Every interactive element of a message or view, in reading order."""
    for block in blocks or []:
        for element in _elements_of(block):
            if element.get("type") in INTERACTIVE:
                yield Placed(block, element)
        yield from placed_elements(block.get("child_blocks"))
        for card in block.get("elements") or [] if block.get("type") == "carousel" else []:
            yield from placed_elements([card])


def _elements_of(block: Json) -> Iterator[Json]:
    kind = block.get("type")
    if kind == "input" and isinstance(block.get("element"), dict):
        yield block["element"]
    elif kind == "section" and isinstance(block.get("accessory"), dict):
        yield block["accessory"]
    elif kind in ("actions", "context_actions"):
        yield from block.get("elements") or []
    elif kind == "card":
        yield from block.get("actions") or []


def default_value(element: Json, current: str | None = None) -> object:
    """What the element holds before anybody touches it: its initial value, null or [].

    `current` is the conversation the person was in when the view opened.
    """
    key = VALUE_KEYS[str(element["type"])]
    initial = element.get(INITIAL_KEYS.get(key, ""))
    if current and element.get("default_to_current_conversation"):
        return [current] if key in LIST_KEYS else current
    if initial is None and key in LIST_KEYS:
        return []
    return copy.deepcopy(initial)


def state_values(
    blocks: list[Json] | None, kept: Json | None = None, current: str | None = None
) -> Json:
    """`state.values` of these blocks; `kept` is the state before an update.

    A value survives where block_id, action_id and element type are still the same and the
    element still offers it.
    """
    values: Json = {}
    for placed in placed_elements(blocks):
        if placed.type not in VALUE_KEYS:
            continue
        before = (kept or {}).get(placed.block_id, {}).get(placed.action_id)
        if before is not None and _still_holds(placed.element, before):
            entry = copy.deepcopy(before)
        else:
            key = VALUE_KEYS[placed.type]
            entry = {"type": placed.type, key: default_value(placed.element, current)}
        values.setdefault(placed.block_id, {})[placed.action_id] = entry
    return values


def _still_holds(element: Json, entry: Json) -> bool:
    """True if the element can hold what was held before an update."""
    if entry.get("type") != element.get("type"):
        return False
    held = entry.get(VALUE_KEYS[str(element["type"])])
    offered = options_of(element)
    if not offered or not held:
        return True
    values = {option.get("value") for option in offered}
    many = held if isinstance(held, list) else [held]
    return all(option.get("value") in values for option in many)


def options_of(element: Json) -> list[Json]:
    """The options a person can choose from, groups flattened; empty for external ones."""
    options = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        options += group.get("options") or []
    return options
