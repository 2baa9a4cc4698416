"""What is left of a line when the tokens are gone: the title, with the characters typed."""

from __future__ import annotations

import re

from domain.quickadd.line import Atom, AtomKind, Line
from domain.quickadd.values import ClaimKind
from domain.text import is_cjk

_LOOSE_END = " \t,:，；：、"
_EMOJI_START = re.compile(r":[\w+'-]+:")
_EMOJI_END = re.compile(r":[\w+'-]+:$")
_LOOSE_DASHES = (" -", " –", " —", " --")


def title_of(line: Line) -> str:
    """Return the words that are no tokens, in the order typed.

    Nothing but the tokens, loose punctuation beside them and protecting quotes is left out.
    """
    quotes = [atom for atom in line.atoms if atom.kind is AtomKind.QUOTE and not atom.taken]
    pieces = _pieces(line, {atom.start for atom in quotes} | {atom.end - 1 for atom in quotes})
    title = ""
    for piece, glued in pieces:
        title += piece if not title or glued else f" {piece}"
    return title.strip()


def _pieces(line: Line, dropped: set[int]) -> list[tuple[str, bool]]:
    """Return the free stretches of the line; True = glued to the one before (Chinese text)."""
    plain = line.text.plain
    spans = sorted(claim.span for claim, _ in line.found if claim.kind is not ClaimKind.LITERAL)
    dropped = dropped & _protecting(line)
    found: list[tuple[str, bool]] = []
    position, was_cut = line.start, False
    for start, end in [*spans, (line.end, line.end)]:
        kept = "".join(plain[i] for i in range(position, max(position, start)) if i not in dropped)
        glued = bool(kept) and not kept[0].isspace() and bool(found) and is_cjk(kept[0])
        if was_cut:
            kept = _without_loose_start(kept)
        if start < line.end or spans:
            kept = _without_loose_end(kept) if start < line.end else kept
        if kept.strip():
            glued = glued and is_cjk(found[-1][0][-1]) and is_cjk(kept[0])
            found.append((kept.strip(), glued))
        position, was_cut = max(position, end), True
    return found


def _without_loose_end(piece: str) -> str:
    piece = piece.rstrip()
    for dash in _LOOSE_DASHES:
        piece = piece.removesuffix(dash)
    bare = piece.rstrip(_LOOSE_END)
    # Slack sends emoji by their names: the colon of ":rocket:" is no loose end.
    emoji = f"{bare}:"
    return emoji if piece.startswith(emoji) and _EMOJI_END.search(emoji) else bare


def _without_loose_start(piece: str) -> str:
    bare = piece.lstrip(_LOOSE_END)
    emoji = f":{bare}"
    return emoji if piece.endswith(emoji) and _EMOJI_START.match(emoji) else bare


def _protecting(line: Line) -> set[int]:
    """Return the positions of quote signs that are no part of the title."""
    return {
        position
        for claim, _ in line.found
        if claim.kind is ClaimKind.LITERAL
        for position in (claim.span[0], claim.span[1] - 1)
    }


def wraps_whole_title(line: Line, quote: Atom) -> bool:
    """Tell whether this quote is all that is left of the line."""
    return all(atom is quote or atom.taken for atom in line.atoms)
