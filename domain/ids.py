"""Task ids as people write them: `T12`, ranges `T15-T18`, lists `T12 T15-T18, T20`."""

from __future__ import annotations

import re

from domain.errors import TooManyTasks
from domain.text import fold

BULK_MAX = 100
"""One line may name so many tasks; more is surely a slip."""

_ID = r"t[1-9]\d{0,8}"
_TO = r"(?:-|\u2013|\u2014|\.\.|~|到|至)"
# Without its own T the second number must be glued on: "T12 - 3 more" is no range.
_TO_ID = rf"(?:\s?{_TO}\s?(?=t)|{_TO})"
_NUMBER = r"t?[1-9]\d{0,8}"
_RANGE = rf"{_ID}(?:{_TO_ID}{_NUMBER})?"
_GAP = r"(?:\s*(?:,|、|;|&|\+|和)\s*|\s+(?:and\s+)?)"
_IDS = re.compile(rf"{_RANGE}(?:{_GAP}{_RANGE})*")
_ONE_RANGE = re.compile(rf"({_ID})(?:{_TO_ID}({_NUMBER}))?")


def parse_task_ids(text: str) -> tuple[int, ...] | None:
    """Read `text` as ids and nothing else, in the order written, each once; else None."""
    folded = fold(text).strip().rstrip(",;")
    return _numbers(folded) if _IDS.fullmatch(folded) else None


def split_leading_ids(folded: str) -> tuple[tuple[int, ...], int]:
    """Return the ids at the start of a folded line and the position where the rest begins."""
    found = _IDS.match(folded)
    while found is not None:
        end = found.end()
        if end == len(folded) or folded[end] in " \t\n\r,;:":
            while end < len(folded) and folded[end] in " \t,;:":
                end += 1
            return _numbers(found.group()), end
        # "T12-shirt" or "T12 T3x": step back to the last id that ends a word.
        shorter = folded.rfind(" ", 0, end)
        found = _IDS.fullmatch(folded[:shorter]) if shorter > 0 else None
    return (), 0


def render_task_ids(numbers: tuple[int, ...]) -> str:
    """Write numbers as ids of tasks, runs of three and more as ranges."""
    return render_ids("T", numbers)


def render_ids(sign: str, numbers: tuple[int, ...]) -> str:
    """Write numbers as ids with this letter, runs of three and more as ranges."""
    parts: list[str] = []
    index = 0
    while index < len(numbers):
        last = index
        while last + 1 < len(numbers) and numbers[last + 1] == numbers[last] + 1:
            last += 1
        if last - index < 2:
            last = index
        first, final = f"{sign}{numbers[index]}", f"{sign}{numbers[last]}"
        parts.append(first if last == index else f"{first}-{final}")
        index = last + 1
    return " ".join(parts)


def _numbers(folded: str) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for first, last in _ONE_RANGE.findall(folded):
        low = int(first[1:])
        high = int(last.removeprefix("t")) if last else low
        low, high = min(low, high), max(low, high)
        if len(found) + high - low + 1 > BULK_MAX:
            raise TooManyTasks(len(found) + high - low + 1, BULK_MAX, folded)
        found.update(dict.fromkeys(range(low, high + 1)))
    return tuple(found)
