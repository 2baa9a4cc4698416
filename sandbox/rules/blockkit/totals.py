"""Rules over a whole payload: unique ids, sums of text, how many tables and charts, one focus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.rules.blockkit import problems as words
from sandbox.rules.blockkit.data_blocks import CHARTS_PER_MESSAGE, TABLES_PER_MESSAGE, texts_in
from sandbox.rules.blockkit.newer_blocks import MARKDOWN_MAX
from sandbox.rules.blockkit.problems import Walk

MESSAGE_TEXT_MAX = 13_200
"""Above this `msg_blocks_too_long`: measured (bolt-js 2509, metabase 79908), undocumented."""

_INNER = {"container": "child_blocks", "carousel": "elements", "plan": "tasks"}


def nested(blocks: object, at: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Every block with its pointer, those inside containers, carousels and plans included."""
    for index, block in enumerate(blocks if isinstance(blocks, list) else []):
        if not isinstance(block, dict):
            continue
        yield block, f"{at}/{index}"
        kind = block.get("type")
        inner = _INNER.get(kind) if isinstance(kind, str) else None
        if inner:
            yield from nested(block.get(inner), f"{at}/{index}/{inner}")


def elements_of(block: dict[str, Any], at: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The interactive elements of one block with their pointers."""
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield block[name], f"{at}/{name}"
    for name in ("elements", "actions"):
        if block.get("type") in ("rich_text", "carousel", "context"):
            return
        for index, element in (
            enumerate(block.get(name) or ()) if (isinstance(block.get(name), list)) else ()
        ):
            if isinstance(element, dict):
                yield element, f"{at}/{name}/{index}"


def check_unique_ids(blocks: list[Any], at: str, walk: Walk) -> None:
    """`block_id` once in the payload, `action_id` once in its block."""
    seen: set[str] = set()
    for block, place in nested(blocks, at):
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id:
            if block_id in seen:
                walk.add(words.already_exists("block_id", block_id), f"{place}/block_id")
            seen.add(block_id)
        actions: set[str] = set()
        for element, inside in elements_of(block, place):
            action_id = element.get("action_id")
            if not isinstance(action_id, str):
                continue
            if action_id in actions:
                walk.add(words.already_exists("action_id", action_id), f"{inside}/action_id")
            actions.add(action_id)


def check_counts(blocks: list[Any], at: str, walk: Walk) -> None:
    """One table and two charts per payload, 12,000 characters over all markdown blocks."""
    places: dict[str, list[str]] = {}
    markdown = 0
    for block, place in nested(blocks, at):
        kind = block.get("type")
        if isinstance(kind, str):
            places.setdefault(kind, []).append(place)
        if kind == "markdown" and isinstance(block.get("text"), str):
            markdown += len(block["text"])
            if len(block["text"]) <= MARKDOWN_MAX < markdown:
                walk.add(words.too_long(MARKDOWN_MAX), f"{place}/text")
    for place in places.get("table", [])[TABLES_PER_MESSAGE:]:
        walk.add(words.ONE_TABLE, place)
    for place in places.get("data_visualization", [])[CHARTS_PER_MESSAGE:]:
        walk.add("no more than 2 data_visualization blocks allowed", place)


def slack_files(value: object, at: str = "/blocks") -> Iterator[tuple[dict[str, Any], str]]:
    """Every `slack_file` object in blocks, at any depth, with its pointer.

    Whether the file exists is state: whoever knows answers `invalid slack file` for a stranger.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "slack_file" and isinstance(inner, dict):
                yield inner, f"{at}/slack_file"
            else:
                yield from slack_files(inner, f"{at}/{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from slack_files(inner, f"{at}/{index}")


def count_blocks(blocks: object, kind: str) -> int:
    """How many blocks of that type a payload holds, nested ones included."""
    return sum(block.get("type") == kind for block, _ in nested(blocks, ""))


def check_focus(walk: Walk) -> None:
    """Only the first element may ask for the focus."""
    for place in walk.focused[1:]:
        walk.add("only one element can have focus_on_load set to true", f"{place}")


def message_text_total(blocks: object) -> int:
    """Characters of text over all blocks, compared with `MESSAGE_TEXT_MAX`."""
    return sum(map(len, texts_in(blocks)))
