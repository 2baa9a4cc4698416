"""A line cut into atoms (words, quotes, mentions, keys) and the claims made on it so far.

Positions count in `Text.plain` and `Text.folded` alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from domain.errors import TitleTooLong
from domain.quickadd.values import Claim, ClaimKind
from domain.text import Mark, Text, fold, is_cjk


class AtomKind(Enum):
    """What an atom is made of; only words and marks can be claimed without more ado."""

    WORD = 1
    QUOTE = 2
    MARK = 3
    KEY = 4


@dataclass(slots=True)
class Atom:
    """A piece of the line; `start` and `end` shrink when a part of a Chinese word is claimed."""

    kind: AtomKind
    start: int
    end: int
    mark: Mark | None = None
    key: str = ""
    content: str = ""
    """What a key says, unescaped."""
    quoted: bool = False
    taken: bool = False


@dataclass(slots=True)
class Line:
    """The first line of a text, the description behind it, and what was claimed."""

    text: Text
    start: int
    end: int
    description: str
    atoms: list[Atom]
    found: list[tuple[Claim, Any]] = field(default_factory=list)

    def claim(self, kind: ClaimKind, start: int, end: int, meaning: object = None) -> None:
        """Record that `plain[start:end]` is a token that means `meaning`."""
        typed = self.text.plain[start:end].strip()
        self.found.append((Claim(kind, typed, (start, end)), meaning))

    def take(self, kind: ClaimKind, first: int, last: int, meaning: object = None) -> None:
        """Claim whole atoms `first` to `last`."""
        for atom in self.atoms[first : last + 1]:
            atom.taken = True
        self.claim(kind, self.atoms[first].start, self.atoms[last].end, meaning)

    def folded(self, atom: Atom) -> str:
        """Return an atom for matching."""
        return self.text.folded[atom.start : atom.end]

    def stands_alone(self, atom: Atom) -> bool:
        """Tell whether nothing is glued to either side of the atom."""
        plain = self.text.plain
        left = atom.start == 0 or plain[atom.start - 1].isspace()
        return left and (atom.end == len(plain) or plain[atom.end].isspace())

    def is_free(self, index: int) -> bool:
        """Tell whether this atom is a word that may still become part of a date."""
        atom = self.atoms[index]
        return atom.kind is AtomKind.WORD and not atom.taken and self.stands_alone(atom)

    def has(self, kind: ClaimKind) -> bool:
        """Tell whether a token of this kind was claimed."""
        return any(claim.kind is kind for claim, _ in self.found)


LINE_MAX = 4000
"""No title and tokens fill a longer line; to look for tokens in it would only cost time."""

_NEWLINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_DASHES = re.compile(r"(?<!\S)--(?!\S)")
_DANGLING_DASH = re.compile(r"(?:^|\s)(?:--|\u2014|\u2013)\s*$")
_QUOTE = re.compile(
    r'(?<![^\s(\[\x00:,\u2e80-\u9fff])"(?=\S)([^"]*[^\s"])"(?![^\s,.;:!?)\]\u2e80-\u9fff\uf900-\ufaff])'
)
_KEY = re.compile(
    r'(?<!\S)(?P<key>title|note):(?:"(?P<quoted>(?:\\.|[^"\\])*)"(?!\S)|(?=\s*[^\s"]))'
)


def read_line(text: Text, *, open_keys: bool = False) -> Line:
    """Cut a text into its first line, its description and the atoms of the line.

    `open_keys`: `title:` and `note:` need no quotes and then take the rest of the line.
    """
    shape = _masked(text)
    start = len(shape) - len(shape.lstrip())
    newline = _NEWLINE.search(shape, start)
    end, below = (newline.start(), newline.end()) if newline else (len(shape), len(shape))
    if end - start > LINE_MAX:
        raise TitleTooLong(end - start, text.raw)
    keys = list(_keys(text, shape, start, end, open_keys=open_keys))
    spans = [(atom.start, atom.end) for atom in keys]
    quotes = [
        Atom(AtomKind.QUOTE, *found.span())
        for found in _QUOTE.finditer(shape, start, end)
        if not _inside(found.start(), spans)
    ]
    spans += [(atom.start, atom.end) for atom in quotes]
    dashes = next(
        (d for d in _DASHES.finditer(shape, start, end) if not _inside(d.start(), spans)), None
    )
    if dashes is not None:
        end, below = dashes.start(), dashes.end()
    elif newline is not None:
        dangling = _DANGLING_DASH.search(shape, start, end)
        end = dangling.start() if dangling else end
    fixed = sorted(
        [atom for atom in keys + quotes if atom.end <= end]
        + [
            _mark_atom(mark)
            for mark in text.marks
            if mark.end <= end and not _inside(mark.start, spans)
        ],
        key=lambda atom: atom.start,
    )
    return Line(
        text, start, end, text.plain[below:].strip(), list(_with_words(shape, start, end, fixed))
    )


def _masked(text: Text) -> str:
    """Return the folded text with markup blotted out, so that nothing is found inside it."""
    pieces: list[str] = []
    position = 0
    for mark in text.marks:
        pieces += (text.folded[position : mark.start], "\0" * (mark.end - mark.start))
        position = mark.end
    return "".join(pieces) + text.folded[position:]


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _keys(text: Text, shape: str, start: int, end: int, *, open_keys: bool) -> Iterator[Atom]:
    while (found := _KEY.search(shape, start, end)) is not None:
        start = found.end()
        if found["quoted"] is not None:
            content = _unescaped(text, *found.span("quoted"))
            yield Atom(AtomKind.KEY, *found.span(), key=found["key"], content=content, quoted=True)
        elif open_keys:
            content = text.plain[start:end].strip()
            yield Atom(AtomKind.KEY, found.start(), end, key=found["key"], content=content)
            return


def _unescaped(text: Text, start: int, end: int) -> str:
    """Return what stands between quotes, without the backslashes that protect signs like quotes."""
    kept: list[str] = []
    while start < end:
        if text.folded[start] == "\\" and text.folded[start + 1] in '"\\':
            start += 1
        kept.append(text.plain[start])
        start += 1
    return "".join(kept)


def quoted(words: str) -> str:
    """Return words between quotes as `title:` and `note:` want them."""
    signs = zip(words, fold(words), strict=True)
    return '"' + "".join(f"\\{char}" if sign in '"\\' else char for char, sign in signs) + '"'


def _mark_atom(mark: Mark) -> Atom:
    return Atom(AtomKind.MARK, mark.start, mark.end, mark)


_WORD = re.compile(r"\S+")


def _with_words(shape: str, start: int, end: int, fixed: list[Atom]) -> Iterator[Atom]:
    for atom in fixed:
        yield from (
            Atom(AtomKind.WORD, *word.span()) for word in _WORD.finditer(shape, start, atom.start)
        )
        yield atom
        start = atom.end
    yield from (Atom(AtomKind.WORD, *word.span()) for word in _WORD.finditer(shape, start, end))


def has_cjk(text: str) -> bool:
    """Tell whether any character belongs to text written without spaces."""
    return not text.isascii() and any(map(is_cjk, text))
