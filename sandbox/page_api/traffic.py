"""The journal as the inspector of the page reads it: short rows to list, whole ones on demand."""

from __future__ import annotations

import dataclasses
from typing import Any

from sandbox.delivery import Envelope
from sandbox.journal import ApiCall, Journal
from sandbox.state import Json

MOST = 200
_KINDS = {"events_api": "event", "slash_commands": "command", "interactive": "interactive"}


def rows_after(journal: Journal, number: int) -> Json:
    """Whole rows after `number`, oldest first, at most `MOST`; `last` is the newest number."""
    rows = journal.after(number)[:MOST]
    return {"rows": [whole_row(n, row) for n, row in rows], "last": journal.last}


def newest_rows(journal: Journal, number: int) -> Json:
    """Short rows after `number`, oldest first; of a longer gap only the newest `MOST`."""
    rows = journal.after(max(number, journal.last - MOST))
    return {"rows": [_short_row(n, row) for n, row in rows], "last": journal.last}


def one_row(journal: Journal, number: int) -> Json:
    """The whole row of a number; `row` is None once the journal has forgotten it."""
    found = next(iter(journal.after(number - 1)), None)
    if found is None or found[0] != number:
        return {"row": None}
    return {"row": whole_row(*found)}


def whole_row(number: int, row: Any) -> Json:
    """Everything the journal keeps of a row."""
    return {"n": number, "is": type(row).__name__, **dataclasses.asdict(row)}


def _short_row(number: int, row: Any) -> Json:
    if isinstance(row, ApiCall):
        return {"n": number, **_call(row)}
    if isinstance(row, Envelope):
        return {"n": number, **_envelope(row)}
    return {"n": number, "is": type(row).__name__, "kind": "other", "name": type(row).__name__}


def _call(row: ApiCall) -> Json:
    error = "" if row.ok else str(row.response.get("error") or row.status)
    if row.status == 0:
        error = "no answer"
    return {
        "is": "ApiCall",
        "kind": "call",
        "name": row.method,
        "note": _about_call(row),
        "error": error,
        "at": row.at.isoformat(),
        "took": row.took,
        "attempt": 0,
    }


def _about_call(row: ApiCall) -> str:
    args = row.args
    keys = ("channel", "user", "user_id", "users", "ts", "timestamp", "name", "view_id")
    return " ".join(str(args[key]) for key in keys if args.get(key))[:120]


def _envelope(row: Envelope) -> Json:
    payload = row.payload
    return {
        "is": "Envelope",
        "kind": _KINDS.get(row.kind, "other"),
        "name": _name(row.kind, payload),
        "note": _about_envelope(payload),
        "error": row.failure or "",
        "at": row.at.isoformat(),
        "took": row.took,
        "attempt": row.attempt,
    }


def _name(kind: str, payload: Json) -> str:
    if kind == "slash_commands":
        return str(payload.get("command"))
    if kind == "interactive":
        return str(payload.get("type"))
    event = payload.get("event") or payload
    subtype = event.get("subtype")
    return f"{event.get('type')}/{subtype}" if subtype else str(event.get("type"))


def _about_envelope(payload: Json) -> str:
    event = payload.get("event") or {}
    actions = payload.get("actions") or [{}]
    view = payload.get("view") or {}
    words = (
        event.get("channel") if isinstance(event.get("channel"), str) else "",
        event.get("text") or event.get("reaction") or "",
        payload.get("text") or "",
        actions[0].get("action_id") or payload.get("callback_id") or view.get("callback_id") or "",
    )
    return " ".join(str(word) for word in words if word)[:120]
