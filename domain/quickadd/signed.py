"""Tokens with a sign (`@ # ! + ~`) and mentions: claimed wherever they stand in the line."""

from __future__ import annotations

import re

from domain.estimates import parse_estimate
from domain.people import ChannelRef, PersonKind, PersonRef
from domain.quickadd.line import Atom, AtomKind, Line
from domain.quickadd.values import ClaimKind
from domain.tasks import LABEL_MAX, Priority
from domain.text import MarkKind, is_cjk

_TOKEN = re.compile(
    r"(?P<person>@[^\W\d_][\w.\-]*)"
    r"|(?P<team>#(?:[^\W\d_]|\d+[-_])[\w\-]*)"
    r"|(?P<priority>!(?:urgent|high|medium|normal|low|p?[1-4]|紧急|高|中|低))"
    r"|(?P<estimate>~[\d.]+[^\W\d_]+(?:\d+m?)?)"
    r"|(?P<label>\+[^\W\d_](?:[\w\-/.]*\w)?)"
    r"|(?P<unlabel>-[^\W\d_](?:[\w\-/.]*\w)?)"
)
_COLOUR = re.compile(r"#(?=[a-f]*\d)[\da-f]{6}")
_PUNCTUATION = ",;:.!?。、，"
_PRIORITIES = {
    "!urgent": Priority.P1,
    "!high": Priority.P2,
    "!medium": Priority.P3,
    "!normal": Priority.P3,
    "!low": Priority.P4,
    "!紧急": Priority.P1,
    "!高": Priority.P2,
    "!中": Priority.P3,
    "!低": Priority.P4,
    **{f"!{mark}{level}": Priority(level) for mark in ("", "p") for level in range(1, 5)},
}
_MEASURES = re.compile(
    r"of|takes?|took|lasts?|for|in|about|within|only|after|before|with|is|was|are|the|an?|to|by|at"
    r"|from|than|and|or|every|per|over|under|another"
)
"""Behind these words `~2h` is a part of the sentence: "a trip of ~2h"."""
_SPECIAL = {"here", "channel", "everyone"}


def claim_signed(line: Line, *, unlabels: bool = False) -> None:
    """Claim every signed token; `-label` only if `unlabels`, since titles have dashes."""
    for index, atom in enumerate(line.atoms):
        if atom.kind is AtomKind.MARK:
            _claim_mark(line, index, atom)
        elif atom.kind is AtomKind.WORD and line.stands_alone(atom):
            _claim_word(line, index, atom, unlabels=unlabels)


def _claim_mark(line: Line, index: int, atom: Atom) -> None:
    mark = atom.mark
    if mark is None or mark.kind is MarkKind.LINK or not _is_own_word(line, atom):
        return
    if mark.kind is MarkKind.CHANNEL:
        line.take(ClaimKind.TEAM, index, index, mark.channel)
    else:
        line.take(ClaimKind.PERSON, index, index, mark.person)


def _is_own_word(line: Line, atom: Atom) -> bool:
    """Tell a mention from a part of a word: `<@U1>'s` names nobody as owner."""
    plain = line.text.plain
    left = plain[atom.start - 1] if atom.start > line.start else " "
    right = plain[atom.end] if atom.end < line.end else " "
    return (left.isspace() or is_cjk(left) or left in "(,;，；、") and (
        right.isspace() or is_cjk(right) or right in ",;:.!?)，；：。！？、"
    )


def _claim_word(line: Line, index: int, atom: Atom, *, unlabels: bool) -> None:
    folded = line.folded(atom)
    if folded[0] not in "@#!+-~":
        return
    core = folded.rstrip(_PUNCTUATION)
    found = _TOKEN.fullmatch(core)
    if found is None or found.lastgroup is None:
        return
    name = line.text.plain[atom.start + 1 : atom.start + len(core)]
    kind = found.lastgroup
    if kind == "priority":
        line.take(ClaimKind.PRIORITY, index, index, _PRIORITIES[core])
    elif kind == "person":
        _claim_person(line, index, core[1:], name)
    elif kind == "estimate":
        # "~20m of cable": a bare m is a minute only in the tail.
        if not _ends_in_m(core):
            claim_estimate(line, index)
    elif kind == "team" and not _COLOUR.fullmatch(core):
        line.take(ClaimKind.TEAM, index, index, ChannelRef(name=name))
    elif kind == "label" and len(name) <= LABEL_MAX:
        line.take(ClaimKind.LABEL, index, index, name)
    elif kind == "unlabel" and unlabels:
        line.take(ClaimKind.UNLABEL, index, index, name)


def _ends_in_m(core: str) -> bool:
    return core.endswith("m") and "h" not in core


def claim_estimate(line: Line, index: int) -> int:
    """Claim `~2h` if the words beside it leave it alone; return how many atoms that took."""
    atoms = line.atoms
    minutes = parse_estimate(line.folded(atoms[index]).rstrip(_PUNCTUATION))
    if minutes is None:
        return 0
    before = line.folded(atoms[index - 1]) if index and not atoms[index - 1].taken else ""
    behind = line.folded(atoms[index + 1]) if index + 1 < len(atoms) else ""
    if _MEASURES.fullmatch(before) or behind == "of":
        return 0
    line.take(ClaimKind.ESTIMATE, index, index, minutes)
    return 1


def _claim_person(line: Line, index: int, folded: str, name: str) -> None:
    if folded in ("none", "nobody"):
        line.take(ClaimKind.NOBODY, index, index)
        return
    if folded in _SPECIAL:
        person = PersonRef(name=folded, kind=PersonKind.SPECIAL)
    elif folded == "me":
        person = PersonRef(name="me", kind=PersonKind.ME)
    else:
        person = PersonRef(name=name)
    line.take(ClaimKind.PERSON, index, index, person)
