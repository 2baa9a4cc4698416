"""The rich_text block that a typed message carries beside its text."""

from __future__ import annotations

import re

from sandbox.rules.blockkit.ids import random_id
from sandbox.rules.text import unescape
from sandbox.state.records import Json

_TOKEN = re.compile(r"<(?P<markup>[^<>\n]+)>|:(?P<emoji>[a-z0-9_+'-]+(?:::skin-tone-[2-6])?):")


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
    return {"type": "rich_text", "block_id": random_id(), "elements": [section]}


def _add_text(elements: list[Json], raw: str) -> None:
    if raw:
        elements.append({"type": "text", "text": unescape(raw)})


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
    link: Json = {"type": "link", "url": unescape(target)}
    if label:
        link["text"] = unescape(label)
    return link
