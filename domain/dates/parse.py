"""The one door to reading a date phrase, whatever its language."""

from __future__ import annotations

from domain.dates.values import When


def parse_when(text: str) -> When | None:
    """Read `text` as one whole date phrase; None if any part of it is something else."""
    raise NotImplementedError
