"""Reads the tables that sit beside the tests: `left => right`, comments begin with "# "."""

from __future__ import annotations

from pathlib import Path

TABLES = Path(__file__).parent / "tables"


def rows(name: str) -> list[tuple[str, str]]:
    """Return the rows of a table as pairs; the second is empty in a table of one column."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    split = (line.partition(" => ") for line in lines if not line.startswith("# "))
    return [(left, right) for left, _, right in split]
