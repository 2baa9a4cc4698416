"""Where the collected facts about Slack are, when they are at hand (`SLACK_DATA_DIR`)."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

MISSING = "SLACK_DATA_DIR is not set: no facts to compare with"


def data_dir() -> Path:
    """The folder of facts; skips the test (or module) without one."""
    folder = os.environ.get("SLACK_DATA_DIR")
    if not folder:
        pytest.skip(MISSING, allow_module_level=True)
    return Path(folder)


def read_json(*parts: str) -> dict[str, Any]:
    """A JSON file below the folder of facts."""
    found: dict[str, Any] = json.loads(data_dir().joinpath(*parts).read_text())
    return found
