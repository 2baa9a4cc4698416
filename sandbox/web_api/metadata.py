"""Message metadata: its form, its flat payload and its size."""

from __future__ import annotations

import json
from typing import Any

from sandbox.state import Json, Refused

BYTES_MAX = 2_048
"""As JSON. Slack has a limit but publishes no number; this much is known to be safe."""
_SCALAR = (str, int, float, bool)


def check_metadata(value: Any) -> Json:
    """Metadata as sent, if Slack takes it; refuses with its three codes."""
    if not isinstance(value, dict):
        raise Refused("invalid_metadata_format")
    kind, payload = value.get("event_type"), value.get("event_payload")
    if not isinstance(kind, str) or not kind or not isinstance(payload, dict):
        raise Refused("invalid_metadata_format")
    if not all(_fits(inner) for inner in payload.values()):
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(value).encode()) > BYTES_MAX:
        raise Refused("metadata_too_large")
    return {k: v for k, v in value.items() if k in {"event_type", "event_payload", "entities"}}


def _fits(value: Any) -> bool:
    if isinstance(value, list):
        return all(_flat(inner) for inner in value)
    return _flat(value)


def _flat(value: Any) -> bool:
    """A scalar or an object of scalars."""
    if isinstance(value, dict):
        return all(isinstance(inner, _SCALAR) for inner in value.values())
    return isinstance(value, _SCALAR)
