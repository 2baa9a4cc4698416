"""`check_blocks`, `check_view`, `check_attachments`: any JSON in, Slack's complaints out."""

from __future__ import annotations

from typing import Any

from sandbox.rules.blockkit import problems as words
from sandbox.rules.blockkit.attachments import attachment_problems
from sandbox.rules.blockkit.blocks import BLOCK
from sandbox.rules.blockkit.composition import plain
from sandbox.rules.blockkit.problems import Problem, Surface, Walk
from sandbox.rules.blockkit.shapes import Anything, Arr, Bool, Obj, Shape, Str
from sandbox.rules.blockkit.totals import check_counts, check_focus, check_unique_ids, nested

BLOCKS_MAX = {"message": 50, "modal": 100, "home": 100}
PRIVATE_METADATA_MAX = 3000
CALLBACK_ID_MAX = 255

_COMMON: dict[str, Shape] = {
    "blocks": Anything(),
    "private_metadata": Str(PRIVATE_METADATA_MAX),
    "callback_id": Str(CALLBACK_ID_MAX),
    "external_id": Str(255),
}
VIEWS = {
    "modal": Obj(
        {
            **_COMMON,
            "title": plain(24),
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": Bool(),
            "notify_on_close": Bool(),
        },
        required=("title", "blocks"),
        typed=True,
    ),
    "home": Obj(_COMMON, required=("blocks",), typed=True),
}


def check_blocks(
    blocks: object, surface: Surface = "message", pointer: str = "/blocks"
) -> list[Problem]:
    """Say what Slack would refuse in `blocks` shown on that surface; empty when it accepts."""
    walk = Walk(surface)
    _walk_blocks(blocks, pointer, walk)
    return walk.problems


def _walk_blocks(blocks: object, pointer: str, walk: Walk) -> None:
    Arr(BLOCK, BLOCKS_MAX[walk.surface]).check(blocks, pointer, walk)
    if isinstance(blocks, list):
        check_unique_ids(blocks, pointer, walk)
        check_counts(blocks, pointer, walk)
        check_focus(walk)


def check_view(view: object, pointer: str = "/view") -> list[Problem]:
    """Say what Slack would refuse in a modal or Home view; empty when it accepts."""
    kind = view.get("type") if isinstance(view, dict) else None
    walk = Walk("home" if kind == "home" else "modal")
    if not isinstance(view, dict):
        walk.add("must provide an object", pointer)
    elif "type" not in view:
        walk.add(words.missing_field("type"), pointer)
    elif not isinstance(kind, str) or kind not in VIEWS:
        walk.add(words.unsupported_type(kind), f"{pointer}/type")
    else:
        VIEWS[kind].check(view, pointer, walk)
        if "blocks" in view:
            _walk_blocks(view["blocks"], f"{pointer}/blocks", walk)
        if kind == "modal" and "submit" not in view:
            _submit_for_inputs(view, pointer, walk)
    return walk.problems


def _submit_for_inputs(view: dict[str, Any], pointer: str, walk: Walk) -> None:
    for block, place in nested(view.get("blocks"), f"{pointer}/blocks"):
        if block.get("type") == "input":
            walk.add("must define `submit` to use an `input` block in modals", f"{place}/input")


def check_attachments(attachments: object, pointer: str = "/attachments") -> list[Problem]:
    """Say what Slack would refuse in the blocks inside legacy attachments."""
    if not isinstance(attachments, list):
        return [Problem("must provide an array", pointer)]
    found: list[Problem] = []
    for index, attachment in enumerate(attachments):
        place = f"{pointer}/{index}"
        if not isinstance(attachment, dict):
            found.append(Problem("must provide an object", place))
            continue
        if "blocks" in attachment:
            found.extend(check_blocks(attachment["blocks"], "message", f"{place}/blocks"))
        found.extend(attachment_problems(attachment, place))
    return found
