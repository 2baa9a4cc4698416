"""The recorded samples of the data kit (outside of the project) and its shape checker."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
from pathlib import Path
from typing import Any

DATA = os.environ.get("SLACK_DATA_DIR", "")


def sample_of(name: str) -> dict[str, Any] | None:
    """A sample below `json-logs`, e.g. `api/chat.update`; None if there is none."""
    plain = Path(DATA) / "json-logs" / f"{name}.json"
    if plain.exists():
        return dict(json.loads(plain.read_text()))
    packed = Path(f"{plain}.gz")
    if packed.exists():
        return dict(json.loads(gzip.decompress(packed.read_bytes())))
    return None


def walk(sample: Any, actual: Any, path: str, found: list[str]) -> None:
    """Append a line to `found` for every key or type the sample does not know."""
    spec = importlib.util.spec_from_file_location("check_shape", Path(DATA) / "check_shape.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.walk(sample, actual, path, found)
