"""The tail: the longest suffix of the line made only of tokens.

Tokens without a sign live only there: dates, recurrences, p1-p4, `for G3`, `after T9`.
"""

from __future__ import annotations

import re

from domain.dates.chinese import is_introduced, is_vague
from domain.dates.english import PREFIX
from domain.dates.parse import read_folded
from domain.dates.values import EndOf, StartOf, When
from domain.quickadd.cjk import claim_glued_tail, is_lone_verb
from domain.quickadd.line import AtomKind, Line, has_cjk
from domain.quickadd.links import claim_after, claim_link, is_foreign_field
from domain.quickadd.recurring import claim_recurrence, find_recurrence
from domain.quickadd.signed import claim_estimate
from domain.quickadd.values import ClaimKind
from domain.tasks import Priority

_LONGEST_PHRASE = 8
_PRIORITY = re.compile(r"p([1-4])[.,;]?")
_NOTHING = {
    ClaimKind.NO_DUE: re.compile(r"nodate|no date|due:? ?none|无日期|不限期"),
    ClaimKind.NO_RECURRENCE: re.compile(r"every:? ?none|no repeats?|(?:never|not) again|不再?重复"),
    ClaimKind.NO_ESTIMATE: re.compile(r"~none|~0[hmd]?|no estimate"),
    ClaimKind.NO_GOAL: re.compile(r"for:? ?none|no goals?|无目标"),
    ClaimKind.AFTER_NOTHING: re.compile(r"after:? ?(?:none|nothing)"),
}
"""What takes something away, in a change."""
_STARTING = {"starting", "beginning", "from"}
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
    """Claim tokens from the end; `weak`, in a change, also takes "sun" and "12/1" for dates."""
    index = len(line.atoms) - 1
    dated = False
    while index >= 0:
        if line.atoms[index].taken:
            index -= 1
            continue
        if not line.is_free(index):
            break
        count = _claim_other(line, index, weak=weak)
        if not count:
            count = claim_date(line, index, weak=weak)
            dated = dated or count != 0
        if count <= 0:
            break
        index -= count
    if dated and index >= 0:
        _claim_hanging(line, index)


def _claim_other(line: Line, index: int, *, weak: bool) -> int:
    """Claim what is no date, or step over a field of other nouns."""
    return (
        _claim_priority(line, index)
        or (_claim_nothing(line, index) if weak else 0)
        or claim_link(line, index, changing=weak)
        or claim_after(line, index, changing=weak)
        or claim_estimate(line, index)
        or claim_recurrence(line, index, weak=weak)
        or int(is_foreign_field(line, index))
    )


def _claim_nothing(line: Line, last: int) -> int:
    """Claim `due:none`, "no repeat" and the like."""
    for first in range(max(0, last - 1), last + 1):
        if all(map(line.is_free, range(first, last + 1))):
            folded = line.text.folded[line.atoms[first].start : line.atoms[last].end]
            for kind, pattern in _NOTHING.items():
                if pattern.fullmatch(folded):
                    line.take(kind, first, last)
                    return last - first + 1
    return 0


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


def claim_date(line: Line, last: int, *, weak: bool) -> int:
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
        when = read_folded(folded, line.text.plain[begin:end])
        if when is None or (when.weak and not weak):
            continue
        if _starts_recurrence(line, start):
            line.take(ClaimKind.DUE, start, last, when)
            line.take(ClaimKind.DUE, start - 1, start - 1, None)
            return last - start + 2
        if not weak and _belongs_to_sentence(line, start, folded, when):
            return 0
        line.take(ClaimKind.DUE, start, last, when)
        return last - start + 1
    return 0


def _starts_recurrence(line: Line, start: int) -> bool:
    """Tell whether "every 2 weeks starting" stands before a date."""
    if start < 2 or not line.is_free(start - 1):
        return False
    if line.folded(line.atoms[start - 1]) not in _STARTING or not line.is_free(start - 2):
        return False
    return find_recurrence(line, start - 2)[1] is not None


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
