"""A reading behind a KPI: `1280`, `1261 for W23 -- annual prepay moved`, `last week 1261`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from domain.goal_errors import ReasonTooLong
from domain.goals.values import Amount
from domain.kpi_lines.figures import leading_amount
from domain.kpis.phrases import Beside, Current, Month, PeriodPhrase, Week, parse_period
from domain.kpis.values import WHY_MAX
from domain.text import Text

_LEAD = re.compile(r"[\s:=,]*(?:(?:is|was|are|were|为|是)(?=[\s\d+-]))?\s*")
_FOR = re.compile(r"(?:for|in|on|of|@|属于|对应|\()\s*|为\s*(?=\S)")
_BREAK = re.compile(r"\s*(?:--+|—+|–|[-,;:。、)]|\n)|\s*$")
_WORD = re.compile(r"\S+")
_DASHES = re.compile(r"[\s,;:。、)]*(?:--+|—+|–|-(?=\s))?\s*")
_PERIOD_WORDS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What a reading says."""

    amount: Amount
    relative: bool
    period: PeriodPhrase | None
    why: str


def read_reading(rest: Text) -> Said | None:
    """Read what stands behind a KPI; None if it does not begin with a value or a period and one.

    Behind the value a period is one if it fills the rest or something sets it apart, so that
    "1280 may be low" keeps its words; names that can be nothing else (W23, 上周) need no sign.
    Everything else is the why. Raises `ReasonTooLong`.
    """
    folded = rest.folded
    lead = _LEAD.match(folded)
    at = lead.end() if lead else 0
    before, start = _period_before(folded, at)
    found = leading_amount(folded, start)
    if found is None:
        return None
    behind, end = (None, found.end) if before else _period_behind(folded, found.end)
    dashes = _DASHES.match(folded, end)
    why = rest.plain[dashes.end() if dashes else end :].strip()
    if len(why) > WHY_MAX:
        raise ReasonTooLong(len(why), WHY_MAX, rest.raw)
    return Said(found.amount, found.relative, before or behind, why)


def _ends(folded: str, at: int) -> list[int]:
    """Return where the next words of the line end, the longest phrase first."""
    newline = folded.find("\n", at)
    words = _WORD.finditer(folded, at, newline if newline >= 0 else len(folded))
    return [found.end() for found in islice(words, _PERIOD_WORDS)][::-1]


def _period_before(folded: str, at: int) -> tuple[PeriodPhrase | None, int]:
    """Return a period in front of the value: `for W23: 1261`, 上周 1261."""
    sign = _FOR.match(folded, at)
    start = sign.end() if sign else at
    for end in _ends(folded, start):
        phrase = parse_period(folded[start:end].rstrip(":=,"))
        lead = _LEAD.match(folded, end)
        after = lead.end() if lead else end
        if phrase is not None and leading_amount(folded, after) is not None:
            return phrase, after
    return None, at


def _period_behind(folded: str, at: int) -> tuple[PeriodPhrase | None, int]:
    start = at + len(folded[at:]) - len(folded[at:].lstrip(" \t,;:"))
    sign = _FOR.match(folded, start)
    start = sign.end() if sign else start
    for end in _ends(folded, start):
        bare = folded[start:end].rstrip(",;:。、)—–-")
        phrase = parse_period(bare)
        if phrase is None:
            continue
        stop = start + len(bare)
        if _is_sure(phrase) or _BREAK.match(folded, stop):
            return phrase, stop
    return None, at


def _is_sure(phrase: PeriodPhrase) -> bool:
    if isinstance(phrase, Month):
        return phrase.year is not None
    return isinstance(phrase, Week | Beside | Current)
