"""Tokens of the next release: recognised so that they do not end the tail, kept in the title.

When one of them gets a meaning, it moves from here to a claim of its own.
"""

from __future__ import annotations

import re

from domain.quickadd.line import Line

_ESTIMATE = re.compile(r"~\d+(?:\.\d+)?(?:m|min|h|hrs?|d|w|小时|天)?")
_FIELD = re.compile(r"(?:to|under|for|after):\S+")
_LINK = re.compile(r"[gk][1-9]\d{0,8}")
_TASK = re.compile(r"t[1-9]\d{0,8}")
_EVERY = re.compile(r"every!?|each")
_EVERY_WORD = re.compile(
    r"other|second|third|fourth|first|last|\d{1,4}(?:st|nd|rd|th)?|one|two|three|four|five|six"
    r"|days?|weeks?|months?|quarters?|years?|(?:work|week)days?|working|business|workdays?"
    r"|mon(?:days?)?|tue(?:s|sdays?)?|wed(?:nesdays?|s)?|thu(?:rs?|rsdays?)?|fri(?:days?)?"
    r"|sat(?:urdays?)?|sun(?:days?)?|morning|evening|afternoon|noon|of|the|month|and|at|on|,|&"
    r"|\d{1,2}(?::\d\d)?(?:am|pm)|\d{1,2}:\d\d|am|pm"
)
_EVERY_ZH = re.compile(r"每[^\s]{1,12}")
_LONGEST = 9


def later_tokens(line: Line, last: int) -> int:
    """Return how many atoms, ending with atom `last`, are one token of the next release."""
    word = line.folded(line.atoms[last]).rstrip(".,;")
    before = line.folded(line.atoms[last - 1]) if last and line.is_free(last - 1) else ""
    if _TASK.fullmatch(word) and before == "after":
        return 2
    if _LINK.fullmatch(word):
        return 2 if before == "for" else 1
    if _ESTIMATE.fullmatch(word) or _FIELD.fullmatch(word) or _EVERY_ZH.fullmatch(word):
        return 1
    return _recurrence(line, last)


def _recurrence(line: Line, last: int) -> int:
    for first in range(last, max(-1, last - _LONGEST), -1):
        if not line.is_free(first):
            return 0
        word = line.folded(line.atoms[first]).rstrip(",")
        if _EVERY.fullmatch(word):
            return last - first + 1 if last > first else 0
        if not _EVERY_WORD.fullmatch(word):
            return 0
    return 0
