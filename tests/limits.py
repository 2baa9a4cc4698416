"""One check for every message and view the bot makes: nothing Slack would refuse.

Shared by the tests of views, handlers and jobs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.rules.blockkit import (
    MESSAGE_TEXT_MAX,
    check_attachments,
    check_blocks,
    check_view,
    message_text_total,
)

TEXT_MAX = 4000
VIEW_TYPES = ("modal", "home")


def assert_within_slack_limits(message_or_view: object) -> None:
    """Fail with every complaint Slack would have.

    Takes a view, a message (`text`, `blocks`, `attachments` …), a bare list of blocks, or any
    object of the SDK with `to_dict()`.
    """
    payload = _plain(message_or_view)
    if isinstance(payload, list):
        payload = {"blocks": payload}
    assert isinstance(payload, Mapping), f"neither message nor view: {payload!r}"
    if payload.get("type") in VIEW_TYPES:
        complaints = [str(problem) for problem in check_view(payload)]
    else:
        complaints = _message_complaints(payload)
    assert not complaints, "\n".join(complaints)


def _message_complaints(message: Mapping[str, Any]) -> list[str]:
    blocks, attachments = message.get("blocks"), message.get("attachments")
    text = message.get("text") or ""
    complaints = []
    if blocks is not None:
        complaints += [str(problem) for problem in check_blocks(blocks, "message")]
        total = message_text_total(blocks)
        if total > MESSAGE_TEXT_MAX:
            complaints.append(f"msg_blocks_too_long: {total} characters in all blocks")
    if attachments is not None:
        complaints += [str(problem) for problem in check_attachments(attachments)]
    if len(text) > TEXT_MAX:
        complaints.append(f"msg_too_long: {len(text)} characters of text")
    if not (text or blocks or attachments or message.get("markdown_text")):
        complaints.append("no_text")
    return complaints


def _plain(value: Any) -> Any:
    """SDK objects as the dicts they are sent as, at any depth."""
    if hasattr(value, "to_dict"):
        return _plain(value.to_dict())
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
