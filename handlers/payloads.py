"""Slack's payloads before anything is read out of them: text that no store holds is mended."""

from collections.abc import Mapping
from typing import Any


def sound(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same payload; only if it holds such text, a copy without NUL characters and with a
    replacement character for each half of a character (JSON can carry both, databases cannot)."""
    if _is_sound(payload):
        return payload
    return {key: _mended(part) for key, part in payload.items()}


def _is_sound(value: Any) -> bool:
    if isinstance(value, str):
        return (value.isascii() and "\0" not in value) or _mended(value) == value
    if isinstance(value, Mapping):
        return all(map(_is_sound, value.values()))
    return all(map(_is_sound, value)) if isinstance(value, list) else True


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return whole.replace("\0", "")
    if isinstance(value, Mapping):
        return {key: _mended(part) for key, part in value.items()}
    return [_mended(part) for part in value] if isinstance(value, list) else value
