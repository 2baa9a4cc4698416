"""Ids in goal lines: `G3`, ranges `G5-G7`, and what a goal is linked to (`T12 K2`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.goal_errors import TooManyGoals
from domain.ids import render_ids
from domain.text import fold

BULK_MAX = 100
"""One line may name so many goals; more is surely a slip."""

_TO = r"(?:-|\u2013|\u2014|\.\.|~|到|至)"
_ID = r"g[1-9]\d{0,8}"
# Without its own G the second number must be glued on: "G3 - 3 more" is no range.
_TO_ID = rf"(?:\s?{_TO}\s?(?=g)|{_TO})"
_RANGE = rf"{_ID}(?:{_TO_ID}g?[1-9]\d{{0,8}})?"
_GAP = r"(?:\s*(?:,|、|;|&|和)\s*|\s+(?:and\s+)?)"
_IDS = re.compile(rf"{_RANGE}(?:{_GAP}{_RANGE})*")
_ONE = re.compile(rf"({_ID})(?:{_TO_ID}(g?[1-9]\d{{0,8}}))?")
_GLUE = re.compile(r"(?:[ \t,;]|(?<! ):|:(?![a-z]))*")
"""What may stand behind ids; a colon that begins an emoji's name is no part of it."""
_LINK = re.compile(r"([gtk])([1-9]\d{0,8})")
_LINKS = re.compile(rf"{_LINK.pattern}(?:{_GAP}{_LINK.pattern})*")


@dataclass(frozen=True, slots=True)
class Ids:
    """Goals, tasks and KPIs named in one breath, in the order written."""

    goals: tuple[int, ...] = ()
    tasks: tuple[int, ...] = ()
    kpis: tuple[int, ...] = ()


def parse_goal_ids(text: str) -> tuple[int, ...] | None:
    """Read `text` as goal ids and nothing else, in the order written, each once; else None."""
    folded = fold(text).strip().rstrip(",;")
    return _numbers(folded) if _IDS.fullmatch(folded) else None


def split_leading_goal_ids(folded: str) -> tuple[tuple[int, ...], int]:
    """Return the ids at the start of a folded line and the position where the rest begins."""
    found = _IDS.match(folded)
    while found is not None:
        end = found.end()
        if end == len(folded) or folded[end] in " \t\n\r,;:":
            return _numbers(found.group()), _GLUE.match(folded, end).end()  # type: ignore[union-attr]
        # "G3-shirt" or "G3 G4x": step back to the last id that ends a word.
        shorter = folded.rfind(" ", 0, end)
        found = _IDS.fullmatch(folded[:shorter]) if shorter > 0 else None
    return (), 0


def parse_links(text: str) -> Ids | None:
    """Read `text` as ids of goals, tasks and KPIs and nothing else; else None."""
    folded = fold(text).strip().rstrip(",;")
    if len(folded) > 1000 or not _LINKS.fullmatch(folded):
        return None
    by_sign: dict[str, dict[int, None]] = {"g": {}, "t": {}, "k": {}}
    for sign, number in _LINK.findall(folded):
        by_sign[sign][int(number)] = None
    return Ids(*(tuple(by_sign[sign]) for sign in "gtk"))


def render_goal_ids(numbers: tuple[int, ...]) -> str:
    """Write numbers as ids of goals, runs of three and more as ranges."""
    return render_ids("G", numbers)


def _numbers(folded: str) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for first, last in _ONE.findall(folded):
        low = int(first[1:])
        high = int(last.removeprefix("g")) if last else low
        low, high = min(low, high), max(low, high)
        if len(found) + high - low + 1 > BULK_MAX:
            raise TooManyGoals(len(found) + high - low + 1, BULK_MAX, folded)
        found.update(dict.fromkeys(range(low, high + 1)))
    return tuple(found)
