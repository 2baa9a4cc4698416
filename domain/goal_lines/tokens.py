"""Tokens of a goal line: people, team, due date, cycle, figures, parent, KPI, weight, rhythm.

Signed tokens and known `key:` words are claimed anywhere, all others only in the tail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from domain.cycles import Between, Length, Named, parse_cycle
from domain.dates.words_en import MONTH
from domain.goal_lines.figures import (
    can_be_target,
    glued_figures,
    is_only_target,
    read_figures,
)
from domain.goal_lines.values import Token
from domain.goals.amounts import UNIT_WORDS
from domain.goals.values import CADENCES, WEIGHT_MAX
from domain.quickadd.cjk import claim_glued_start
from domain.quickadd.line import AtomKind, Line, has_cjk
from domain.quickadd.signed import claim_signed

# The same rules as for tasks, so that one habit serves both.
from domain.quickadd.tail import claim_date
from domain.quickadd.values import Claim, ClaimKind
from domain.text import fold, is_cjk

_SIGNED = {ClaimKind.PERSON, ClaimKind.NOBODY, ClaimKind.TEAM, ClaimKind.LABEL}
_HANGING = {"for", "on", "by", "at", "in", "due", "due:", "deadline", "deadline:"}
_HOLDERS = re.compile(
    r"the|an?|of|from|since|last|past|previous|every|each|per|and|or|to|into|vs\.?|versus|than"
    r"|after|through|between|with|without|about|our|my|your|their|its|for|over|in|by|during|within"
    r"|until|[&+/→每从至到和与或的]|->"
)
"""Words that make the cycle behind them a part of the sentence ("beat the results of Q2")."""
_IN = re.compile(r"(?:in|during|within|by|for|until|over|cycle:?|the cycle) ")
_FOR_SURE = re.compile(r"(?:in|during|within|by|until|cycle:?) ")
_IN_ZH = re.compile(r"(?:之?内|以内|期间|之?前|以前)$")
_UNDER = re.compile(
    r"(?:under|below|for|parent) g([1-9]\d{0,8})|(?:属于|隶属|上级|归属) ?g([1-9]\d{0,8})"
)
_NO_DUE = re.compile(r"due:? ?none|no ?date|无日期|不限期")
_NO_PARENT = re.compile(r"(?:under|for|parent) (?:none|nothing|nobody)|不属于任何目标")
_KPI = re.compile(r"(?:(?:by|via|for|kpi) )?k([1-9]\d{0,8})")
_NOT_A_KPI = re.compile(
    r"on|at|by|in|to|of|the|an?|and|or|from|with|via|per|vs\.?|than|about|is|into|like|&|/|-"
    r"|my|our|your|called|named|version|model|room|gate|row|line|level|grade|mount|chapter|camp"
)
_WEIGHT = re.compile(r"(?:weight|权重) ?(\d{1,3})")
_WEEKS = r"(\d|two|four|两|二|四)?"
_CADENCE = re.compile(
    rf"(?:check|check-ins?|checkin)(?: in)? (?:every )?{_WEEKS} ?(?:weeks?|w)"
    r"|(?:check|check-ins?|checkin)(?: in)? (weekly|biweekly|fortnightly|monthly)"
    rf"|每{_WEEKS}(?:个)?(?:周|星期)(?:检查|跟进|更新)(?:一次)?"
)
_COUNTS = {"": 1, "two": 2, "four": 4, "两": 2, "二": 2, "四": 4}
_WORDS = {"weekly": 1, "biweekly": 2, "fortnightly": 2, "monthly": 4}
_KEY = re.compile(r"(under|for|cycle|weight|check|kpi):(\S+)")
_LONGEST = 8
_LAST_WORD = re.compile(
    rf"{MONTH}|months?|quarter|half|year|none|nothing|nobody|date|nodate|today|tomorrow|yesterday"
    rf"|w|weeks?|weekly|biweekly|fortnightly|monthly|{'|'.join(filter(str.isalpha, UNIT_WORDS))}"
)
"""The last words of tokens that end in letters."""
_ZH_START = re.compile(
    r"(?:(?:19|20|21)\d\d年)?(?:第?[一二三四1-4]季度|[上下]半年|q[1-4]|h[12])"
    r"|本季度|下个?季度|今年|明年"
)
_ZH_VERB = re.compile(
    r"[ ,:、]|把|将|让|使|提升|提高|增加|降低|减少|缩短|压缩"
    r"|完成|实现|达到|达成|上线|发布|推出|签|拿下"
)


@dataclass(frozen=True, slots=True)
class Own:
    """The meaning of a token that tasks do not have."""

    token: Token
    meaning: object


@dataclass(frozen=True, slots=True)
class InTitle:
    """Figures that were understood but stay in the title, at `plain[start:end]`."""

    start: int
    end: int
    own: Own


def claim_tokens(line: Line, *, changing: bool) -> InTitle | None:
    """Claim every token of the line; `changing` also takes "12/1", `none` and keys anywhere.

    Returns the figures that were understood without being cut out of the title.
    """
    if changing:
        for atom in line.atoms:
            atom.taken = atom.kind is AtomKind.KEY
    _claim_signed(line)
    _claim_keys(line, changing=changing)
    inside = _claim_tail(line, changing=changing)
    if not line.has(ClaimKind.DUE):
        claim_glued_start(line)
    _claim_cycle_at_start(line)
    line.found[:] = [_as_cycle(claim, meaning) for claim, meaning in line.found]
    return inside


def _as_cycle(claim: Claim, meaning: Any) -> tuple[Claim, Any]:
    """Turn a date that is a cycle behind a goal (本月内) into one, wherever it was found."""
    if claim.kind is ClaimKind.DUE and meaning is not None:
        own = _cycle(fold(meaning.text), "")
        if own is not None:
            return replace(claim, kind=ClaimKind.NOTE), own
    return claim, meaning


def _own(line: Line, token: Token, first: int, last: int, meaning: object) -> int:
    line.take(ClaimKind.NOTE, first, last, Own(token, meaning))
    return last - first + 1


def has_own(line: Line, token: Token) -> bool:
    """Tell whether a token of goals was claimed."""
    return any(isinstance(found, Own) and found.token is token for _, found in line.found)


def _claim_signed(line: Line) -> None:
    """Claim people, team and labels; what only tasks have (`!high`, `~2h`) stays in the title."""
    claim_signed(line)
    for claim, _ in line.found:
        if claim.kind not in _SIGNED:
            for atom in line.atoms:
                atom.taken = atom.taken and not claim.span[0] <= atom.start < claim.span[1]
    line.found[:] = [pair for pair in line.found if pair[0].kind in _SIGNED]


def _claim_keys(line: Line, *, changing: bool) -> None:
    for index, atom in enumerate(line.atoms):
        if not line.is_free(index):
            continue
        found = _KEY.fullmatch(line.folded(atom).rstrip(",;"))
        if found is None:
            continue
        key, word = found.groups()
        said = {"check": "check ", "cycle": "in ", "kpi": ""}.get(key, f"{key} ") + word
        read = _own_token(said, changing=changing or key == "weight") or _cycle(said, "")
        if read is not None:
            _own(line, read.token, index, index, read.meaning)


def _own_token(folded: str, *, changing: bool) -> Own | None:
    """Read a token that is no date, no cycle and no figures."""
    found = _UNDER.fullmatch(folded)
    if found is not None:
        return Own(Token.PARENT, int(found.group(1) or found.group(2)))
    found = _KPI.fullmatch(folded)
    if found is not None:
        return Own(Token.KPI, int(found.group(1)))
    found = _WEIGHT.fullmatch(folded)
    if found is not None and (changing or 1 <= int(found.group(1)) <= WEIGHT_MAX):
        # In a change nothing else can be meant: a weight that is none is refused, not forgotten.
        return Own(Token.WEIGHT, int(found.group(1)))
    if changing and _NO_PARENT.fullmatch(folded):
        return Own(Token.NO_PARENT, True)
    if changing and _NO_DUE.fullmatch(folded):
        return Own(Token.NO_DUE, True)
    weeks = _cadence(folded)
    return None if weeks is None else Own(Token.CADENCE, weeks)


def _cadence(folded: str) -> int | None:
    found = _CADENCE.fullmatch(folded)
    if found is None:
        return None
    said = next((part for part in found.groups() if part), "")
    weeks = _WORDS.get(said) or _COUNTS.get(said) or int(said)
    return weeks if weeks in CADENCES else None


def _cycle(folded: str, before: str) -> Own | None:
    """Read a cycle as people put it behind a goal: `Q3`, `in Sep`, `next quarter`, `8月内`."""
    prefix = _IN.match(folded)
    bare = folded[prefix.end() :] if prefix else folded
    suffix = _IN_ZH.search(bare)
    bare = bare[: suffix.start()] if suffix else bare
    phrase = parse_cycle(bare)
    if phrase is None or (prefix is None and _HOLDERS.fullmatch(before)):
        return None
    vague = isinstance(phrase, Named) and phrase.length in (Length.MONTH, Length.YEAR)
    if vague and not suffix and not _FOR_SURE.match(folded):
        return None  # "in September" is a cycle, "March" at the end of a title may be anything
    return Own(Token.CYCLE, phrase)


def _claim_tail(line: Line, *, changing: bool) -> InTitle | None:
    index = len(line.atoms) - 1
    dated = False
    while index >= 0:
        if line.atoms[index].taken:
            index -= 1
            continue
        if not line.is_free(index):
            break
        count = _claim_longest(line, index, changing=changing)
        if not count:
            count = claim_date(line, index, weak=changing)
            dated = dated or count != 0
        if count <= 0:
            break
        index -= count
    if index < 0 or line.atoms[index].taken:
        return None
    if dated and line.is_free(index) and line.folded(line.atoms[index]) in _HANGING:
        line.take(ClaimKind.DUE, index, index, None)
    return _claim_glued(line, index)


def _claim_longest(line: Line, last: int, *, changing: bool) -> int:
    """Claim the longest token of goals that ends with atom `last`; return how many atoms."""
    word = line.folded(line.atoms[last]).rstrip(".,;")
    if word.isascii() and word.isalpha() and not _LAST_WORD.fullmatch(word):
        return 0  # most words of most titles: not worth eight readings
    first = last
    while first > 0 and last - first + 1 < _LONGEST and line.is_free(first - 1):
        first -= 1
    end = line.atoms[last].end
    for start in range(first, last + 1):
        folded = " ".join(line.text.folded[line.atoms[start].start : end].split()).rstrip(
            ".,;。，；"
        )
        before = _word_before(line, start)
        read = _own_token(folded, changing=changing)
        if read is not None and read.token is Token.KPI and not changing:
            read = read if _is_kpi(line, start, before) else None
        if read is None:
            read = _figures(line, start, folded, before, changing=changing)
        if read is None:
            read = _cycle(folded, before)
            if read is not None and not changing and _is_topic(line, start, folded, read):
                read = None
        if read is not None:
            return _own(line, read.token, start, last, read.meaning)
    return 0


def _is_kpi(line: Line, start: int, before: str) -> bool:
    """Tell a KPI from the mountain and the gate: typed with a capital, not held by a word."""
    typed = line.text.plain[line.atoms[start].start]
    return typed not in "k\uff4b" and not _NOT_A_KPI.fullmatch(before)


def _is_topic(line: Line, start: int, folded: str, read: Own) -> bool:
    """Tell whether a cycle behind one word is what that is about: "Plan next quarter".

    Two Chinese characters are worth one word.
    """
    if isinstance(read.meaning, Between) or _FOR_SURE.match(folded):
        return False
    free = (line.folded(atom) for atom in line.atoms[:start] if not atom.taken)
    return sum(max(1, sum(map(is_cjk, word)) // 2) for word in islice(free, 3)) <= 1


def _word_before(line: Line, index: int) -> str:
    if not index or line.atoms[index - 1].taken:
        return ""
    return line.folded(line.atoms[index - 1])


def _figures(line: Line, start: int, folded: str, before: str, *, changing: bool) -> Own | None:
    if not (has_cjk(folded) or re.search(r"\d", folded)):
        return None
    figures = read_figures(folded)
    if figures is None or has_own(line, Token.FIGURES):
        return None
    if is_only_target(figures) and not changing:
        first = line.folded(line.atoms[0])
        if not start or not can_be_target(folded, before or "x", first):
            return None
    return Own(Token.FIGURES, figures)


def _claim_glued(line: Line, index: int) -> InTitle | None:
    """Claim the figures with which a Chinese word ends: 提升NPS从31到45."""
    atom = line.atoms[index]
    if atom.kind is not AtomKind.WORD or atom.taken or has_own(line, Token.FIGURES):
        return None
    glued = glued_figures(line.folded(atom)) if has_cjk(line.folded(atom)) else None
    if glued is None:
        return None
    start, own = atom.start + glued.start, Own(Token.FIGURES, glued.figures)
    if glued.whole:
        return InTitle(start, atom.end, own)
    line.claim(ClaimKind.NOTE, start, atom.end, own)
    atom.end = start
    return None


def _claim_cycle_at_start(line: Line) -> None:
    """Claim a cycle glued to the start of Chinese text: 三季度提升NPS, 下半年完成上线."""
    index = next((i for i, atom in enumerate(line.atoms) if not atom.taken), None)
    if index is None or has_own(line, Token.CYCLE):
        return
    atom = line.atoms[index]
    if atom.kind is not AtomKind.WORD:
        return
    found = _ZH_START.match(line.text.folded, atom.start, atom.end)
    if found is None or not _ZH_VERB.match(line.text.folded, found.end(), line.end):
        return
    follower = line.text.folded[found.end() : line.end].lstrip(" ,:、")[:1]
    if not follower or not is_cjk(follower):
        return  # "Q3 forecast" is a title
    phrase = parse_cycle(found.group())
    if phrase is not None:
        line.claim(ClaimKind.NOTE, atom.start, found.end(), Own(Token.CYCLE, phrase))
        atom.taken = found.end() == atom.end
        atom.start = found.end()
