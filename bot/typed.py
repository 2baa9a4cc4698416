"""How to call Drumbeat again, in the words that work for this installation."""

from __future__ import annotations

import sys
from pathlib import Path


def as_typed(command: str) -> str:
    """The line a person types for `command`: the console script, or through bootstrap.py."""
    if Path(sys.argv[0]).stem == "drumbeat":
        return f"drumbeat {command}"
    in_clone = (Path(__file__).parents[1] / "bootstrap.py").is_file()
    return f"python3 bootstrap.py {command}" if in_clone else f"python -m bot {command}"
