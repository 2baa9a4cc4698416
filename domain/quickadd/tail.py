"""The tail: the longest suffix of the line made only of tokens. Dates and p1-p4 live only there."""

from __future__ import annotations

import re

from domain.dates.chinese import is_introduced, is_vague
from domain.dates.english import PREFIX
from domain.dates.parse import read_folded
from domain.dates.values import EndOf, StartOf, When
from domain.quickadd.cjk import claim_glued_tail, is_lone_verb
from domain.quickadd.later import later_tokens
from domain.quickadd.line import AtomKind, Line, has_cjk
from domain.quickadd.values import ClaimKind
from domain.tasks import Priority

_LONGEST_PHRASE = 8
_PRIORITY = re.compile(r"p([1-4])[.,;]?")
_NO_DUE = {"nodate", "due:none", "无日期", "不限期"}
_HANGING = {"for", "on", "by", "at", "due", "due:", "deadline", "deadline:"}
_HOLDERS = re.compile(
    r"the|an?|of|from|since|last|past|previous|every|each|per|and|or|to|into|in|vs\.?|versus|than"
    r"|after|through|between|with|without|about|is|was|are|were|be|as|like|not|my|our|your|his|her"
    r"|their|its|[&+/→每从至到和与或的]|->"
)
"""Words that make the date behind them a part of the sentence ("move it to Friday")."""
_NAMES_OF_DAYS = re.compile(
    r"black|good|cyber|easter|ash|casual|taco|giving|super|fat|shrove|holy|maundy|palm|whit|blue"
    r"|manic|ruby|bloody|throwback|boxing|happy"
)
_DASHES = frozenset("-–—")
_SHOUTED = re.compile(r"SAT|SUN|MON|\d{1,2}D")


def claim_tail(line: Line, *, weak: bool) -> None:
    """Claim dates and priorities from the end; `weak` also takes "sun", "12/1" for dates."""
    index = len(line.atoms) - 1
    dated = False
    while index >= 0:
        if line.atoms[index].taken:
            index -= 1
            continue
        if not line.is_free(index):
            break
        count = _claim_priority(line, index) or later_tokens(line, index)
        if not count:
            count = _claim_date(line, index, weak=weak)
            dated = dated or count != 0
        if count <= 0:
            break
        index -= count
    if dated and index >= 0:
        _claim_hanging(line, index)


def _claim_priority(line: Line, index: int) -> int:
    found = _PRIORITY.fullmatch(line.folded(line.atoms[index]))
    if found is None:
        return 0
    line.take(ClaimKind.PRIORITY, index, index, Priority(int(found.group(1))))
    return 1


def _claim_hanging(line: Line, index: int) -> None:
    """Drop the "for" of "Deck for @ben fri": it belongs to the date that is gone."""
    if line.is_free(index) and line.folded(line.atoms[index]) in _HANGING:
        line.take(ClaimKind.DUE, index, index, None)


def _claim_date(line: Line, last: int, *, weak: bool) -> int:
    """Claim the longest date phrase that ends with atom `last`.

    Returns how many atoms it took; -1 if it took a part of one, so that the tail ends there.
    """
    if has_cjk(line.folded(line.atoms[last])):
        count = claim_glued_tail(line, last)
        if count:
            return count
    first = last
    while first > 0 and last - first + 1 < _LONGEST_PHRASE and line.is_free(first - 1):
        first -= 1
    for start in range(first, last + 1):
        begin, end = line.atoms[start].start, line.atoms[last].end
        folded = line.text.folded[begin:end]
        if weak and start == last and folded in _NO_DUE:
            line.take(ClaimKind.NO_DUE, start, last)
            return 1
        when = read_folded(folded, line.text.plain[begin:end])
        if when is None or (when.weak and not weak):
            continue
        if not weak and _belongs_to_sentence(line, start, folded, when):
            return 0
        line.take(ClaimKind.DUE, start, last, when)
        return last - start + 1
    return 0


def _belongs_to_sentence(line: Line, start: int, folded: str, when: When) -> bool:
    before = line.folded(line.atoms[start - 1]) if start and not line.atoms[start - 1].taken else ""
    if _HOLDERS.fullmatch(before) or (_NAMES_OF_DAYS.fullmatch(before) and folded[:3].isalpha()):
        return True
    if before in _DASHES and start > 1 and _is_date(line, start - 2):
        return True
    typed = when.text.rstrip(".,;")
    if _SHOUTED.fullmatch(typed.removeprefix("in ")) and not line.text.plain.isupper():
        return True
    if has_cjk(folded):
        return is_vague(when) and not is_introduced(folded) and is_lone_verb(line, start)
    # "Plan next week" is about the week, "Send the plan next week" is due then.
    vague = isinstance(when.day, StartOf | EndOf) and folded.startswith(("this ", "next "))
    return vague and PREFIX.match(folded) is None and _words_before(line, start) == 1


def _is_date(line: Line, index: int) -> bool:
    return read_folded(line.folded(line.atoms[index]), "") is not None


def _words_before(line: Line, index: int) -> int:
    return sum(
        1 if atom.kind is AtomKind.WORD else 2 for atom in line.atoms[:index] if not atom.taken
    )
