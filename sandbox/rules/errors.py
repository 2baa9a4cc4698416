"""From complaints to the answers Slack gives: always HTTP 200 with `ok: false`."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from typing import Any

from sandbox.rules.blockkit import (
    MESSAGE_TEXT_MAX,
    Problem,
    check_attachments,
    check_blocks,
    check_view,
    message_text_total,
    slack_files,
)
from sandbox.rules.blockkit.data_blocks import TABLES_PER_MESSAGE
from sandbox.rules.blockkit.problems import NO_FILE, ONE_TABLE, unsupported_type
from sandbox.rules.blockkit.totals import count_blocks, nested

Answer = dict[str, Any]
ATTACHMENTS_MAX = 100
VIEW_BYTES_MAX = 250_000


def refusal(error: str, **more: Any) -> Answer:
    """The plainest refusal: a code and what goes with it."""
    return {"ok": False, "error": error, **more}


def _explained(error: str, problems: Sequence[Problem], *, listed: bool) -> Answer:
    texts = [str(problem) for problem in problems]
    answer = refusal(error)
    if listed:
        answer["errors"] = texts
    answer["response_metadata"] = {"messages": [f"[ERROR] {text}" for text in texts]}
    return answer


def invalid_blocks(problems: Sequence[Problem]) -> Answer:
    """The answer for blocks of a message; a second table is told as a bad attachment."""
    tables = any(problem.message == ONE_TABLE for problem in problems)
    return _explained("invalid_attachments" if tables else "invalid_blocks", problems, listed=True)


def invalid_attachments(problems: Sequence[Problem]) -> Answer:
    """The answer for blocks inside attachments."""
    return _explained("invalid_attachments", problems, listed=True)


def invalid_view(problems: Sequence[Problem]) -> Answer:
    """The answer for a view; pointers begin with `/view`."""
    return _explained("invalid_arguments", problems, listed=False)


def invalid_arguments(messages: Sequence[str]) -> Answer:
    """The answer for arguments of the wrong form, one message each, without `[ERROR] `."""
    return refusal(
        "invalid_arguments",
        response_metadata={"messages": [f"[ERROR] {message}" for message in messages]},
    )


def refuse_message(
    blocks: object = None, attachments: object = None, *, too_long: str = "msg_blocks_too_long"
) -> Answer | None:
    """Check `blocks` and `attachments` of a message as parsed from JSON; None when accepted.

    `None` for either means it was not sent. `too_long` is the code for too much text in all
    blocks: only chat.postMessage and the streams have one of their own, others `msg_too_long`.
    """
    if blocks is not None:
        if not isinstance(blocks, list):
            return refusal("invalid_blocks_format")
        if problems := check_blocks(blocks, "message"):
            return invalid_blocks(problems)
        if message_text_total(blocks) > MESSAGE_TEXT_MAX:
            return refusal(too_long)
    if attachments is not None:
        if isinstance(attachments, list) and len(attachments) > ATTACHMENTS_MAX:
            return refusal("too_many_attachments")
        if problems := check_attachments(attachments):
            return invalid_attachments(problems)
        if _tables(blocks) + _tables_attached(attachments) > TABLES_PER_MESSAGE:
            return invalid_attachments([Problem(ONE_TABLE, "/attachments")])
    return None


def refuse_files(
    blocks: object, known: Callable[[str], bool], *, in_view: bool = False
) -> Answer | None:
    """Check that each `slack_file` of valid blocks is usable; `known` is asked with id or address.

    In Slack a file that was just completed may be refused too, for some seconds.
    """
    problems = [
        Problem(NO_FILE, at)
        for file, at in slack_files(blocks, "/view/blocks" if in_view else "/blocks")
        if not known(str(file.get("id") or file.get("url") or ""))
    ]
    if not problems:
        return None
    return invalid_view(problems) if in_view else invalid_blocks(problems)


def refuse_missing(
    blocks: object, missing: Collection[str], *, in_view: bool = False
) -> Answer | None:
    """Refuse the types of blocks that Slack has not given to this workspace yet."""
    at = "/view/blocks" if in_view else "/blocks"
    problems = [
        Problem(unsupported_type(block["type"]), f"{place}/type")
        for block, place in nested(blocks, at)
        if block.get("type") in missing
    ]
    if not problems:
        return None
    return invalid_view(problems) if in_view else invalid_blocks(problems)


def _tables(blocks: object) -> int:
    return count_blocks(blocks, "table")


def _tables_attached(attachments: object) -> int:
    rows = attachments if isinstance(attachments, list) else []
    return sum(_tables(row.get("blocks")) for row in rows if isinstance(row, dict))


def refuse_suggestions(answer: object) -> Answer | None:
    """Check the app's answer to a block_suggestion: exactly one of two lists, 100 entries at most.

    An empty `options` is accepted: the client then shows "no results".
    """
    if not isinstance(answer, dict) or answer.get("options") == []:
        return None if isinstance(answer, dict) else refusal("invalid_options")
    given = {name: answer[name] for name in ("options", "option_groups") if name in answer}
    select = {"type": "static_select", "action_id": "a", **given}
    problems = check_blocks([{"type": "actions", "elements": [select]}], "message")
    return _explained("invalid_options", problems, listed=False) if problems else None


def refuse_view(view: object) -> Answer | None:
    """Check a view as parsed from JSON; None when accepted."""
    if problems := check_view(view):
        return invalid_view(problems)
    if len(json.dumps(view).encode()) > VIEW_BYTES_MAX:
        return refusal("view_too_large")
    return None
