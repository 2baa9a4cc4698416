"""Where a line may say that it comes again: in its tail, or glued to Chinese text."""

from __future__ import annotations

import re

from domain.quickadd.cjk import (
    HOLDS_BEFORE,
    VERB,
    goes_on,
    is_lone_verb,
    take_from,
    take_until,
)
from domain.quickadd.line import Line, has_cjk
from domain.quickadd.values import ClaimKind
from domain.recurrence.parse import is_weak_recurrence, read_recurrence
from domain.recurrence.values import Recurrence, Unit

_LONGEST = 16
"""Words of the longest recurrence; what is longer is a sentence."""
_REACH = 24
_SAYS_SO = re.compile(
    r"every|each|daily|weekly|fortnightly|monthly|quarterly|yearly|annually|[每隔]"
)
_BEGINS = re.compile(
    r"every|each|daily|weekly|fortnightly|monthly|quarterly|yearly|annually|at|on|the|@|\d|[每隔]"
)
_HOLDERS = re.compile(
    r"for|at|by|in|to|of|the|a|an|and|or|from|since|with|than|is|are|was|not|like|almost|nearly|&|/|on"
)
"""Words that make "every day" behind them a part of the sentence ("a menu for every day")."""
_HOLDS_ZH = HOLDS_BEFORE | frozenset("成为是在的把让")
_ONE_OF = frozenset("次个篇封份回遍场题练书歌文句图问读招课测报更聊谈讲词诗")
"""每周一次 is once a week and no Monday."""


def claim_recurrence(line: Line, last: int, *, weak: bool) -> int:
    """Claim the longest recurrence that ends with atom `last`, which must be free.

    Returns how many atoms it took; -1 if it took a part of one, so that the tail ends there.
    `weak` also takes "daily" and the like.
    """
    first, rule = find_recurrence(line, last)
    if rule is None:
        return _claim_glued_tail(line, last) if has_cjk(line.folded(line.atoms[last])) else 0
    begin, end = line.atoms[first].start, line.atoms[last].end
    if not weak:
        before = line.folded(line.atoms[first - 1]) if first else ""
        held = bool(before) and not line.atoms[first - 1].taken and _HOLDERS.fullmatch(before)
        if held or is_weak_recurrence(line.text.folded[begin:end]):
            return 0
    line.take(ClaimKind.RECURRENCE, first, last, rule)
    return last - first + 1


def find_recurrence(line: Line, last: int) -> tuple[int, Recurrence | None]:
    """Return the first atom of the longest recurrence that ends with atom `last`, and its rule."""
    first = last
    while first > 0 and last - first + 1 < _LONGEST and line.is_free(first - 1):
        first -= 1
    end = line.atoms[last].end
    if last < 0 or not _SAYS_SO.search(line.text.folded, line.atoms[first].start, end):
        return last, None
    for start in range(first, last + 1):
        begin = line.atoms[start].start
        if _BEGINS.match(line.text.folded, begin):
            rule = read_recurrence(line.text.folded[begin:end])
            if rule is not None:
                return start, rule
    return last, None


def _is_bare(rule: Recurrence) -> bool:
    """Tell 每天 and 每月 from 每周一: before a noun they are adjectives, "daily" and "monthly"."""
    return rule.on is None and rule.at is None and rule.every == 1 and rule.unit is not Unit.WORKDAY


def _claim_glued_tail(line: Line, last: int) -> int:
    """Claim 每周五下午3点 at the end of 会议每周五下午3点."""
    first = last
    while first > 0 and line.is_free(first - 1) and last - first < 3:
        first -= 1
    end, folded = line.atoms[last].end, line.text.folded
    for start in range(max(line.atoms[first].start + 1, end - _REACH), end):
        if folded[start] not in "每隔" or folded[start - 1].isspace():
            continue
        rule = read_recurrence(folded[start:end])
        if rule is None:
            continue
        if folded[start - 1] in _HOLDS_ZH:
            return 0
        atom = next(a for a in line.atoms if a.start <= start < a.end)
        before = folded[atom.start : start]
        if _is_bare(rule) and is_lone_verb(line, line.atoms.index(atom), before):
            return 0
        take_from(line, (start, end), last, ClaimKind.RECURRENCE, rule)
        return -1
    return 0


def claim_recurring_start(line: Line) -> None:
    """Claim 每周一 at the very start of 每周一开会, the longest phrase that fits."""
    index = next((i for i, atom in enumerate(line.atoms) if not atom.taken), None)
    if index is None or not line.is_free(index):
        return
    last = index
    while last + 1 < len(line.atoms) and line.is_free(last + 1) and last - index < 3:
        last += 1
    begin, limit = line.atoms[index].start, line.atoms[last].end
    folded = line.text.folded
    if folded[begin] not in "每隔":
        return
    for end in range(min(begin + _REACH, limit), begin + 1, -1):
        rule, rest = read_recurrence(folded[begin:end]), folded[end : line.end]
        if rule is None or not rest.strip():
            continue
        if goes_on(rest.lstrip()) or _is_one_of(folded[begin:end], rest[0]):
            return
        if _is_bare(rule) and VERB.match(rest.lstrip(" ,:")) is None:
            return
        if folded[end - 1].isdigit() and rest[0].isascii() and rest[0].isalnum():
            return
        take_until(line, begin, end, ClaimKind.RECURRENCE, rule)
        return


def _is_one_of(phrase: str, follower: str) -> bool:
    return phrase.endswith("一") and follower in _ONE_OF
