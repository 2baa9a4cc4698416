"""Message metadata: its form, its flat payload, its work objects and its size."""

from __future__ import annotations

import json
import re
from typing import Any

from sandbox.rules.errors import Answer, refusal

BYTES_MAX = 2_048
"""As JSON. Slack has a limit but publishes no number; this much is known to be safe."""
_SCALAR = (str, int, float, bool)
_EVENT_TYPE = re.compile(r"\w+", re.ASCII)
_ENTITY_TYPE = re.compile(r"slack#/entities/\w+", re.ASCII)
_KEPT = ("event_type", "event_payload", "entities")


def refuse_metadata(value: object) -> Answer | None:
    """Check metadata (an event, work objects under `entities`, or both); None when accepted."""
    if not isinstance(value, dict):
        return refusal("invalid_metadata_format")
    if "entities" in value and not _are_entities(value["entities"]):
        return refusal("invalid_metadata_format")
    if "entities" not in value or "event_type" in value or "event_payload" in value:
        kind, payload = value.get("event_type"), value.get("event_payload")
        if not isinstance(kind, str) or not _EVENT_TYPE.fullmatch(kind):
            return refusal("invalid_metadata_format")
        if not isinstance(payload, dict):
            return refusal("invalid_metadata_format")
        if not all(_fits(inner) for inner in payload.values()):
            return refusal("invalid_metadata_schema")
    if len(json.dumps(value).encode()) > BYTES_MAX:
        return refusal("metadata_too_large")
    return None


def stored_metadata(value: dict[str, Any]) -> dict[str, Any]:
    """Accepted metadata without the keys Slack does not know."""
    return {name: inner for name, inner in value.items() if name in _KEPT}


def _fits(value: Any) -> bool:
    """A scalar, a flat object or a list of flat objects."""
    if isinstance(value, list):
        return all(_is_flat(inner) for inner in value)
    return isinstance(value, _SCALAR) or _is_flat(value)


def _is_flat(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(inner, _SCALAR) for inner in value.values())


def _are_entities(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_entity, value))


def _is_entity(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    kind, ref, url = (value.get(name) for name in ("entity_type", "external_ref", "url"))
    return (
        isinstance(kind, str)
        and _ENTITY_TYPE.fullmatch(kind) is not None
        and isinstance(value.get("entity_payload"), dict)
        and isinstance(ref, dict)
        and isinstance(ref.get("id"), str)
        and bool(ref["id"])
        and isinstance(url, str)
        and bool(url)
    )
