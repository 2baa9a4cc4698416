"""Tokens of a new or changed KPI: `% target <=3 red >4 weekly mon 10:00 @bo #growth for G3`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from domain.goals.amounts import read_amount, unit_of
from domain.goals.values import NUMBER, Unit
from domain.kpi_errors import FormulaTooLarge, FormulaUnreadable
from domain.kpi_lines.figures import read_limit
from domain.kpi_lines.values import Spec
from domain.kpis.formula import Node, parse_formula
from domain.kpis.periods import Cadence
from domain.kpis.values import Combine, Direction
from domain.people import ChannelRef, PersonRef
from domain.quickadd.line import Line
from domain.quickadd.values import ClaimKind
from domain.recurrence import Recurrence, parse_recurrence
from domain.recurrence import Unit as Every

LONGEST = 14
"""Words of one token at most."""
_DIRECTIONS = {
    **dict.fromkeys(
        ("up", "higher", "higher is better", "more is better", "越高越好"), Direction.UP
    ),
    **dict.fromkeys(("down", "lower", "lower is better", "less is better"), Direction.DOWN),
    **dict.fromkeys(("越低越好",), Direction.DOWN),
    **dict.fromkeys(("band", "within a band", "区间", "范围"), Direction.BAND),
}
_COMBINES = {
    **dict.fromkeys(("latest", "newest", "last value", "最新", "最新值"), Combine.LATEST),
    **dict.fromkeys(("sum", "total", "added up", "合计", "总和", "求和", "累计"), Combine.SUM),
    **dict.fromkeys(("mean", "average", "avg", "平均", "均值", "平均值"), Combine.MEAN),
}
_CADENCES = {
    **dict.fromkeys(("daily", "每天", "每日"), Cadence.DAILY),
    **dict.fromkeys(("weekly", "每周", "每星期"), Cadence.WEEKLY),
    **dict.fromkeys(("monthly", "每月", "每个月"), Cadence.MONTHLY),
}
_FIELDS = {
    **dict.fromkeys(("target", "goal", "目标", "目标值"), "target"),
    **dict.fromkeys(("amber", "yellow", "黄", "黄灯", "黄线", "预警"), "amber"),
    **dict.fromkeys(("red", "红", "红灯", "红线"), "red"),
}
_KEYED = re.compile(
    rf"(?P<field>{'|'.join(sorted(_FIELDS, key=len, reverse=True))})(?: if| when)?:? ?(?P<rest>.+)"
)
_CEILING = re.compile(r"(?:budget|ceiling|预算|上限)(?: of)?:? ?(?P<amount>.+)")
_UNIT = re.compile(r"(?:unit:? ?|in )(?P<unit>\S+(?: \S+)?)|单位:? ?(?P<zh>\S+)")
_COMBINE = re.compile(r"combined?(?: by| as)?:? ?(?P<how>\S+)")
_CADENCE = re.compile(r"(?P<word>daily|weekly|monthly)(?:,? (?:on |at )?(?P<rest>.+))?")
_ASK = re.compile(r"(?:ask(?:ed)?|due|asks|询问|催报):? ?(?P<rest>.+)")
_GOALS = re.compile(r"(?:for )?g(?P<number>[1-9]\d{0,8})(?:,| and| &)?")
_KEY = re.compile(r"(?:key|键):(?P<key>\S+)")
_GOES_ON = "+-*/×÷(),"
"""With one of these the formula goes on, so it is not a part of it that was meant."""
FORMULA = re.compile(r"(?:formula|公式)\s*[:=]")
_CADENCE_OF = {
    Every.DAY: Cadence.DAILY,
    Every.WORKDAY: Cadence.DAILY,
    Every.WEEK: Cadence.WEEKLY,
    Every.MONTH: Cadence.MONTHLY,
}


def read_spec(line: Line, first: int) -> tuple[Spec, int]:
    """Read the atoms from `first` on as tokens; return the spec and the atom that is none.

    That is the number of atoms if all were understood. Raises `FormulaUnreadable` and
    `FormulaTooLarge`.
    """
    said = _Said()
    index = first
    while index < len(line.atoms):
        taken = _claimed(line, index, said) or _formula(line, index, said)
        taken = taken or _phrase(line, index, said)
        if not taken:
            break
        index += taken
    return said.spec(), index


class _Said:
    """What the tokens said so far; each may be said once, people and goals often."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.people: list[PersonRef] = []
        self.goals: list[int] = []

    def put(self, field: str, value: object) -> bool:
        if value is None or field in self.fields:
            return False
        self.fields[field] = value
        return True

    def spec(self) -> Spec:
        people = list(dict.fromkeys(self.people))
        unassigned = "unassigned" in self.fields
        return replace(
            Spec(**self.fields),
            owner=people[0] if people and not unassigned else None,
            watchers=tuple(people[0 if unassigned else 1 :]),
            goals=tuple(dict.fromkeys(self.goals)),
        )


def _claimed(line: Line, index: int, said: _Said) -> int:
    """Take a person or a team."""
    atom = line.atoms[index]
    for claim, meaning in line.found:
        if not atom.taken or claim.span[0] != atom.start:
            continue
        if claim.kind is ClaimKind.PERSON and isinstance(meaning, PersonRef):
            said.people.append(meaning)
            return 1
        if claim.kind is ClaimKind.NOBODY:
            said.fields["unassigned"] = True
            return 1
        if claim.kind is ClaimKind.TEAM and isinstance(meaning, ChannelRef):
            return 1 if said.put("team", meaning) else 0
    return 0


def _formula(line: Line, index: int, said: _Said) -> int:
    """Take `formula:` and the longest formula behind it."""
    sign = FORMULA.match(line.text.folded, line.atoms[index].start)
    if sign is None:
        return 0
    refusal: FormulaUnreadable | FormulaTooLarge | None = None
    for last in range(len(line.atoms) - 1, index - 1, -1):
        start, end = sign.end(), line.atoms[last].end
        if end <= start or not line.text.plain[start:end].strip():
            continue
        try:
            node = _node(line.text.plain[start:end])
        except (FormulaUnreadable, FormulaTooLarge) as refused:
            refusal = refusal or refused
            continue
        behind = line.atoms[last + 1 : last + 2]
        if refusal and behind and line.folded(behind[0])[0] in _GOES_ON:
            raise refusal
        return last - index + 1 if said.put("formula", node) else 0
    raise refusal or FormulaUnreadable(0, "")


def _node(typed: str) -> Node:
    bare = typed.strip()
    # A formula in quotes may have other tokens behind it; a name in quotes is a formula too.
    quoted = len(bare) > 2 and bare[0] in '"“' and bare[-1] in '"”' and not _has_quote(bare[1:-1])
    return parse_formula(bare[1:-1] if quoted else bare)


def _has_quote(text: str) -> bool:
    return any(sign in text for sign in '"“”')


def _phrase(line: Line, index: int, said: _Said) -> int:
    """Take the longest phrase that begins here; return how many atoms it has."""
    last = index
    while last < len(line.atoms) and last - index < LONGEST and line.is_free(last):
        last += 1
    for end in range(last, index, -1):
        typed = line.text.folded[line.atoms[index].start : line.atoms[end - 1].end]
        if _understood(" ".join(typed.split()).rstrip(",;。；"), said):
            return end - index
    return 0


def _understood(words: str, said: _Said) -> bool:
    if words in _DIRECTIONS:
        return said.put("direction", _DIRECTIONS[words])
    if words in _COMBINES:
        return said.put("combine", _COMBINES[words])
    found = _KEYED.fullmatch(words)
    if found is not None and said.put(_FIELDS[found["field"]], read_limit(found["rest"])):
        return True
    found = _CEILING.fullmatch(words)
    if found is not None:
        return said.put("ceiling", read_amount(found["amount"]))
    found = _COMBINE.fullmatch(words)
    if found is not None:
        return said.put("combine", _COMBINES.get(found["how"]))
    found = _GOALS.fullmatch(words)
    if found is not None:
        said.goals.append(int(found["number"]))
        return True
    found = _KEY.fullmatch(words)
    if found is not None:
        return said.put("key", found["key"])
    return _rhythm(words, said) or said.put("unit", _unit(words))


def _unit(words: str) -> Unit | None:
    found = _UNIT.fullmatch(words)
    if found is not None:
        word = found["unit"] or found["zh"]
        return NUMBER if word in ("number", "count", "个", "数量", "次") else unit_of(word)
    # A single letter or digit is too near to everything to be a unit by itself.
    if len(words) == 1 and words.isalnum() and words.isascii():
        return None
    return unit_of(words)


def _rhythm(words: str, said: _Said) -> bool:
    if words in _CADENCES:
        return said.put("cadence", _CADENCES[words])
    found = _ASK.fullmatch(words)
    if found is not None:
        return said.put("ask", _asked(found["rest"]))
    found = _CADENCE.fullmatch(words)
    if found is not None:
        cadence = _CADENCES[found["word"]]
        ask = _within(cadence, found["rest"])
    elif words.startswith("每"):
        ask = _asked(words)
        cadence = _CADENCE_OF.get(ask.unit, Cadence.DAILY) if ask else Cadence.DAILY
    else:
        return False
    if ask is None or "cadence" in said.fields or "ask" in said.fields:
        return False
    return said.put("cadence", cadence) and said.put("ask", ask)


def _asked(words: str) -> Recurrence | None:
    rule = parse_recurrence(words)
    return None if rule is None or rule.from_completion or rule.every > 1 else rule


def _within(cadence: Cadence, rest: str) -> Recurrence | None:
    """Read what follows the cadence as the day and time of asking: `weekly mon 10:00`."""
    tries = {
        Cadence.DAILY: (f"every workday at {rest}", f"every workday {rest}"),
        Cadence.WEEKLY: (f"every {rest}", f"every week {rest}"),
        Cadence.MONTHLY: (f"every month on the {rest}", f"every month on {rest}", f"every {rest}"),
    }[cadence]
    for phrase in tries:
        rule = _asked(phrase)
        if rule is not None and _CADENCE_OF.get(rule.unit) is cadence:
            return rule
    return None
