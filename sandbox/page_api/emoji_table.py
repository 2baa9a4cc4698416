"""The emoji the page can draw and offer: the sandbox's own table, grouped for the picker."""

from __future__ import annotations

from sandbox.rules import emoji_table
from sandbox.state import Json

_GROUPS = (
    ("Signs", emoji_table.SIGNS),
    ("Things", emoji_table.THINGS),
    ("Faces", emoji_table.FACES),
    ("People", emoji_table.PEOPLE),
    ("Nature", emoji_table.NATURE),
    ("Food", emoji_table.FOOD),
)


def emoji_shape() -> Json:
    """`groups` of `[name, text]` pairs in the picker's order, and `aliases` (name → name)."""
    groups = []
    for title, table in _GROUPS:
        words = table.split()
        pairs = [list(pair) for pair in zip(words[::2], words[1::2], strict=True)]
        groups.append({"title": title, "emoji": pairs})
    return {"groups": groups, "aliases": dict(emoji_table.ALIASES)}
