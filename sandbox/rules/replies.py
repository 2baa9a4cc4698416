"""Messages an app sends without the Web API: in the ack of a command, and to a response_url."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sandbox.rules.errors import Answer, refusal, refuse_message
from sandbox.rules.metadata import refuse_metadata
from sandbox.rules.text import NOBODY, Names, posted_text, stored_blocks

TEXT_TRUNCATED_AT = 40_000
RESPONSE_TYPES = (None, "ephemeral", "in_channel")
_FLAGS = ("replace_original", "delete_original", "unfurl_links", "unfurl_media")
_TS = re.compile(r"\d{10}\.\d{6}", re.ASCII)


def refuse_reply(body: Mapping[str, Any]) -> Answer | None:
    """Check such a message; None when accepted. Keys Slack does not know are ignored.

    The error names for a bad form are not published; those of the content are Slack's.
    """
    if body.get("response_type") not in RESPONSE_TYPES:
        return refusal("invalid_response_type")
    text, thread_ts = body.get("text"), body.get("thread_ts")
    if text is not None and not isinstance(text, str):
        return refusal("invalid_payload")
    if any(body.get(flag) not in (None, True, False) for flag in _FLAGS):
        return refusal("invalid_payload")
    if thread_ts is not None and not (isinstance(thread_ts, str) and _TS.fullmatch(thread_ts)):
        return refusal("invalid_thread_ts")
    metadata = body.get("metadata")
    if metadata is not None and (refused := refuse_metadata(metadata)):
        return refused
    return refuse_message(body.get("blocks"), body.get("attachments"))


def stored_reply(body: Mapping[str, Any], names: Names = NOBODY) -> dict[str, Any]:
    """Copy an accepted message with its text, blocks and attachments as Slack stores them."""
    stored = dict(body)
    if body.get("text"):
        stored["text"] = posted_text(body["text"], names)[:TEXT_TRUNCATED_AT]
    for name in ("blocks", "attachments"):
        if body.get(name):
            stored[name] = stored_blocks(body[name])
    return stored
