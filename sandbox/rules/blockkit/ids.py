"""The ids Slack gives to blocks and elements that come without."""

from __future__ import annotations

import json
import secrets
import string
from collections.abc import Callable
from typing import Any

from sandbox.rules.blockkit.totals import elements_of, nested

_ALPHABET = string.ascii_letters + string.digits + "+/"
_WITHOUT_ACTION = frozenset({"image", "plain_text", "mrkdwn"})


def random_id() -> str:
    """Five random characters, like the ids Slack makes up."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(5))


def generate_ids(
    blocks: list[dict[str, Any]], make_id: Callable[[], str] = random_id
) -> list[dict[str, Any]]:
    """Copy valid blocks, filling in every absent `block_id` and `action_id`.

    Ids made up are new on each call, so inputs without own ids lose their state on update, as in
    Slack.
    """
    done: list[dict[str, Any]] = json.loads(json.dumps(blocks))
    taken = {block.get("block_id") for block, _ in nested(done, "")}

    def fresh(used: set[Any]) -> str:
        while (new := make_id()) in used:
            continue
        used.add(new)
        return new

    for block, _ in nested(done, ""):
        if not block.get("block_id"):
            block["block_id"] = fresh(taken)
        elements = [e for e, _ in elements_of(block, "") if e.get("type") not in _WITHOUT_ACTION]
        used = {element.get("action_id") for element in elements}
        for element in elements:
            if not element.get("action_id"):
                element["action_id"] = fresh(used)
    return done
