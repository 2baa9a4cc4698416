"""A long answer in parts: one message of Slack holds so much, the rest follows below."""

from __future__ import annotations

from collections.abc import Sequence

PART_MAX = 10_000
"""Characters of answers in one message; a message takes 12,000 with names and headings."""
PIECE_MAX = 2_900
"""Characters of one quotation."""

Piece = tuple[int, str]
"""The place of a question and a piece of the answer to it."""


def parts_of(replies: Sequence[str]) -> list[list[Piece]]:
    """Return the pieces of an answer by message, at least one; empty replies are left out."""
    parts: list[list[Piece]] = [[]]
    length = 0
    for place, reply in enumerate(replies):
        for piece in _pieces(reply.strip()):
            if length + len(piece) > PART_MAX and parts[-1]:
                parts.append([])
                length = 0
            parts[-1].append((place, piece))
            length += len(piece)
    return parts


def _pieces(text: str) -> list[str]:
    """Return a text cut where a line or a word ends, if one does near the limit."""
    found: list[str] = []
    while len(text) > PIECE_MAX:
        end = max(text.rfind("\n", PIECE_MAX // 2, PIECE_MAX), 0)
        end = end or text.rfind(" ", PIECE_MAX // 2, PIECE_MAX)
        end = end if end > 0 else PIECE_MAX
        found.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*found, text] if text else found
