"""Finding our own post by the uuid in its metadata, before anything is posted twice."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobs.calls import Call
from jobs.outcomes import Outcome, Verdict
from jobs.slack import Slack
from services.deliveries import EVENT_TYPE
from storage.tables import Delivery

BEFORE = dt.timedelta(seconds=60)
PAGES_MAX = 50
LOOK_UP = "conversations.history"
"""The method whose budget a look-up is counted against (that of `replies` is as large)."""


@dataclass(frozen=True, slots=True)
class Found:
    """`complete` is False when Slack did not let us read everything: then nothing is known."""

    channel: str = ""
    ts: str = ""
    complete: bool = True
    outcome: Outcome | None = None


async def find_post(slack: Slack, row: Delivery, call: Call) -> Found:
    """Look for a delivery's message where it would have been posted."""
    channel = row.channel or call.place
    if channel.startswith(("U", "W")):
        opened = await slack.ask("conversations.open", users=channel)
        if opened.verdict is not Verdict.SENT or opened.data is None:
            return Found(complete=False, outcome=opened)
        channel = str(opened.data["channel"]["id"])
    began = row.begun_at or row.created_at
    oldest = f"{(began - BEFORE).timestamp():.6f}"
    query: dict[str, Any] = {
        "channel": channel,
        "oldest": oldest,
        "inclusive": True,
        "include_all_metadata": True,
        "limit": 200,
    }
    thread_ts = str(call.args.get("thread_ts") or "")
    method = LOOK_UP
    if thread_ts:
        method, query["ts"] = "conversations.replies", thread_ts
    return await _read_all(slack, method, query, row.uuid)


async def _read_all(slack: Slack, method: str, query: dict[str, Any], uuid: str) -> Found:
    for _ in range(PAGES_MAX):
        page = await slack.ask(method, **query)
        if page.verdict is not Verdict.SENT or page.data is None:
            return Found(complete=False, outcome=page)
        for message in page.data.get("messages") or []:
            if _uuid_of(message) == uuid:
                return Found(str(query["channel"]), str(message["ts"]))
        cursor = (page.data.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return Found()
        query["cursor"] = cursor
    return Found(complete=False)


def _uuid_of(message: Mapping[str, Any]) -> str:
    metadata: Mapping[str, Any] = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str((metadata.get("event_payload") or {}).get("delivery") or "")
