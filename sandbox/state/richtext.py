"""Blocks as Slack gives them back: the rich_text block of a typed message, and generated ids."""

from __future__ import annotations

import copy
import html
import re
import secrets
from typing import Any

from sandbox.state.records import Json

_TOKEN = re.compile(r"<(?P<markup>[^<>\n]+)>|:(?P<emoji>[a-z0-9_+'-]+(?:::skin-tone-[2-6])?):")
_WITH_ELEMENTS = {"actions", "context_actions"}
_NO_ACTION_ID = {"image", "plain_text", "mrkdwn"}


def rich_text_block(text: str) -> Json:
    """The one block a typed message carries beside its `text` (Slack markup in, elements out)."""
    elements: list[Json] = []
    at = 0
    for match in _TOKEN.finditer(text):
        _add_text(elements, text[at : match.start()])
        elements.append(_element(match))
        at = match.end()
    _add_text(elements, text[at:])
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": new_block_id(), "elements": [section]}


def with_generated_ids(blocks: list[Json] | None) -> list[Json] | None:
    """A copy of the blocks with the ids that Slack generates where the app gave none."""
    if not blocks:
        return None
    made = copy.deepcopy(blocks)
    for block in made:
        _generate(block)
    return made


def new_block_id() -> str:
    """A generated block_id or action_id in Slack's form (five characters)."""
    return secrets.token_urlsafe(4)[:5]


def _generate(block: Json) -> None:
    if not block.get("block_id"):
        block["block_id"] = new_block_id()
    for child in block.get("child_blocks", []):
        _generate(child)
    for card in block.get("elements", []) if block.get("type") == "carousel" else []:
        _generate(card)
    if block.get("type") in _WITH_ELEMENTS:
        for element in block.get("elements", []):
            _name_action(element)
    for action in block.get("actions", []) if block.get("type") == "card" else []:
        _name_action(action)
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            _name_action(block[key])


def _name_action(element: Any) -> None:
    if element.get("type") not in _NO_ACTION_ID and not element.get("action_id"):
        element["action_id"] = new_block_id()


def _add_text(elements: list[Json], raw: str) -> None:
    if raw:
        elements.append({"type": "text", "text": html.unescape(raw)})


def _element(match: re.Match[str]) -> Json:
    if emoji := match["emoji"]:
        return {"type": "emoji", "name": emoji}
    target, _, label = match["markup"].partition("|")
    if target[:2] in {"@U", "@W"}:
        return {"type": "user", "user_id": target[1:]}
    if target[:2] in {"#C", "#G"}:
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    if target in {"!here", "!channel", "!everyone"}:
        return {"type": "broadcast", "range": target[1:]}
    link: Json = {"type": "link", "url": html.unescape(target)}
    if label:
        link["text"] = html.unescape(label)
    return link
