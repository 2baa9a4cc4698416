"""Messages in the ack of a command and to a response_url."""

from __future__ import annotations

import pytest

from sandbox.rules.replies import refuse_reply, stored_reply
from tests.sandbox.rules.samples import block, mrkdwn


@pytest.mark.parametrize(
    "body",
    [
        {"text": "a"},
        {"response_type": "in_channel"},
        {"text": "a", "replace_original": True, "unheard_of": 1},
        {"text": "a", "thread_ts": "1700000000.000100", "replace_original": False},
        {"blocks": [block("section")], "metadata": {"event_type": "a", "event_payload": {}}},
        {},
    ],
)
def test_accepted_replies(body: dict[str, object]) -> None:
    assert refuse_reply(body) is None


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"response_type": "everybody"}, "invalid_response_type"),
        ({"text": 5}, "invalid_payload"),
        ({"replace_original": "yes"}, "invalid_payload"),
        ({"thread_ts": 1700000000.0001}, "invalid_thread_ts"),
        ({"metadata": {"bad": 1}}, "invalid_metadata_format"),
        ({"blocks": "[]"}, "invalid_blocks_format"),
        ({"blocks": [block("alert")]}, "invalid_blocks"),
        ({"blocks": [block("section", text=mrkdwn("x" * 3000))] * 5}, "msg_blocks_too_long"),
        ({"attachments": [{}] * 101}, "too_many_attachments"),
    ],
)
def test_refused_replies(body: dict[str, object], error: str) -> None:
    answer = refuse_reply(body)
    assert answer is not None
    assert answer["error"] == error


def test_replies_are_stored_like_other_messages() -> None:
    stored = stored_reply({"text": "a < b", "blocks": [block("section", text=mrkdwn("c & d"))]})
    assert stored["text"] == "a &lt; b"
    assert stored["blocks"][0]["text"]["text"] == "c &amp; d"
    assert len(stored_reply({"text": "x" * 50_000})["text"]) == 40_000
