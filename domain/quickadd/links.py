"""Tokens that tie a task to something else: `for G3`, `K2`, `after T9`; read from their end."""

from __future__ import annotations

import re

from domain.errors import TooManyTasks
from domain.ids import parse_task_ids
from domain.quickadd.line import Line
from domain.quickadd.values import ClaimKind

_LINK = re.compile(r"(?P<for>for:)?(?P<kind>[gk])(?P<number>[1-9]\d{0,8})")
_TASK = re.compile(r"(?P<after>after:)?t[1-9]\d{0,8}\S*")
_AND = {"and", "&", "和", "、"}
_LOOSE = ".,;，；。"
_FIELD = re.compile(r"(?:to|under):\S+")
_LONGEST = 12
_NOT_A_LINK = re.compile(
    r"on|at|by|in|to|of|the|a|an|and|or|from|with|via|per|vs\.?|than|about|is|into|like|&|/|-|"
    r"the|my|our|your|called|named|version|model|room|gate|row|line|level|grade"
)
"""Behind these words "G3" is a part of the sentence: the room, the gate, the model."""
_NOT_AFTER = re.compile(
    r"look|looks|looking|looked|named|called|run|runs|ran|go|goes|not|soon|right"
)
"""With these words "after" says something else: "look after T9"."""


def claim_link(line: Line, last: int, *, changing: bool) -> int:
    """Claim `for G3`, `G3` or `K2` ending with atom `last`; return how many atoms that took."""
    word = line.folded(line.atoms[last]).rstrip(_LOOSE)
    found = _LINK.fullmatch(word)
    if found is None:
        return 0
    first = _run_of_links(line, last)
    introduced = first > 0 and line.is_free(first - 1) and _word(line, first - 1) == "for"
    if introduced:
        first -= 1
    elif found["for"] is None:
        first = last
        if not changing and not _stands_out(line, last):
            return 0
    for index in range(last, first - 1, -1):
        link = _LINK.fullmatch(_word(line, index))
        if link is not None:
            kind = ClaimKind.GOAL if link["kind"] == "g" else ClaimKind.KPI
            begin = index - 1 if index > first and not _is_link(line, index - 1) else index
            line.take(kind, begin, index, int(link["number"]))
    return last - first + 1


def _run_of_links(line: Line, last: int) -> int:
    """Return the first atom of a run such as `G3, G4 and K2` that ends with atom `last`."""
    first = last
    while first > 0 and line.is_free(first - 1):
        joined = _word(line, first - 1) in _AND and first > 1 and _is_link(line, first - 2)
        if not joined and not _is_link(line, first - 1):
            break
        first -= 2 if joined else 1
    return first


def _is_link(line: Line, index: int) -> bool:
    return line.is_free(index) and _LINK.fullmatch(_word(line, index)) is not None


def _word(line: Line, index: int) -> str:
    return line.folded(line.atoms[index]).rstrip(_LOOSE)


def _stands_out(line: Line, index: int) -> bool:
    """Tell a goal from other names: typed with a capital, and not held by the word before."""
    plain = line.text.plain[line.atoms[index].start]
    before = _word(line, index - 1) if index and not line.atoms[index - 1].taken else ""
    return plain in "GKＧＫ" and _NOT_A_LINK.fullmatch(before) is None


def claim_after(line: Line, last: int, *, changing: bool) -> int:
    """Claim `after T9`, `after T9, T10-T12` ending with atom `last`; return its atoms."""
    if _TASK.fullmatch(_word(line, last)) is None and not _word(line, last)[-1:].isdigit():
        return 0
    for first in range(last, max(-1, last - _LONGEST), -1):
        if not line.is_free(first):
            return 0
        word = _word(line, first)
        if word == "after" or word.startswith("after:"):
            break
    else:
        return 0
    begin = line.atoms[first].start + len("after")
    numbers = _numbers(line.text.folded[begin : line.atoms[last].end].lstrip(":").strip())
    if not numbers:
        return 0
    before = _word(line, first - 1) if first and line.is_free(first - 1) else ""
    if changing and before == "not":
        line.take(ClaimKind.NOT_AFTER, first - 1, last, numbers)
        return last - first + 2
    if _NOT_AFTER.fullmatch(before):
        return 0
    line.take(ClaimKind.AFTER, first, last, numbers)
    return last - first + 1


def _numbers(folded: str) -> tuple[int, ...] | None:
    try:
        return parse_task_ids(folded.rstrip(_LOOSE))
    except TooManyTasks:
        return None  # nobody waits for hundreds: it is text


def is_foreign_field(line: Line, last: int) -> bool:
    """Tell whether the atom is a field of other nouns (`to:#ops`), which ends no tail."""
    return _FIELD.fullmatch(line.folded(line.atoms[last])) is not None
