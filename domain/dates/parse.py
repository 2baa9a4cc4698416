"""The one door to reading a date phrase, whatever its language."""

from __future__ import annotations

import re

from domain.dates.chinese import read_chinese
from domain.dates.english import read_english
from domain.dates.values import When
from domain.text import fold

PHRASE_MAX = 60
"""Longer texts are no date phrases; nobody should make us try."""

_GAP = re.compile(r"\s*,\s+|\s+|,(?=[a-z])")
_EDGES = " \t\u00a0.,;。，；、"
_AFTER = f"{_EDGES}!！"
_CHINESE = re.compile("[\u4e00-\u9fff]")


def parse_when(text: str) -> When | None:
    """Read `text` as one whole date phrase; None if any part of it is something else."""
    return read_folded(fold(text), text)


def read_folded(folded: str, typed: str) -> When | None:
    """Read an already folded phrase; `typed` is what the person wrote."""
    if len(folded) > PHRASE_MAX:
        return None
    text = _GAP.sub(" ", folded).lstrip(_EDGES).rstrip(_AFTER)
    if not text:
        return None
    when = read_chinese(text) if _CHINESE.search(text) else read_english(text)
    if when is None:
        return None
    return When(when.day, when.clock, typed.lstrip(_EDGES).rstrip(_AFTER), when.weak)
