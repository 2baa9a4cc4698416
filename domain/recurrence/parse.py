"""The one door to reading a recurrence, whatever its language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from domain.dates import clock_en, clock_zh
from domain.dates.values import Clock
from domain.recurrence.chinese import read_rule as read_chinese
from domain.recurrence.english import read_rule as read_english
from domain.recurrence.values import Recurrence
from domain.text import fold

PHRASE_MAX = 240
"""Longer texts are no recurrences; nobody should make us try."""

_GAP = re.compile(r"\s*,\s+|\s+|,(?=[a-z])")
_EDGES = " .,;。；、"
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LIKELY = re.compile(r"\b(?:every|each|(?:dai|week|fortnight|month|quarter|year)ly|annually)\b")
_START = re.compile(r" (?:starting|beginning|from) (?:on )?(\d{4}-\d\d-\d\d)$")
_BARE_ADVERB = re.compile(r"[a-z]+")


def parse_recurrence(text: str) -> Recurrence | None:
    """Read `text` as one whole recurrence; None if any part of it is something else."""
    return read_recurrence(fold(text))


def is_weak_recurrence(text: str) -> bool:
    """Tell whether these words are more often plain words: "daily", "monthly", "weekly"."""
    return _BARE_ADVERB.fullmatch(fold(text).strip(_EDGES)) is not None


def read_recurrence(folded: str) -> Recurrence | None:
    """Read an already folded phrase."""
    if len(folded) > PHRASE_MAX:
        return None
    text = _GAP.sub(" ", folded).strip(_EDGES)
    if _CHINESE.search(text):
        return _read(re.sub(r"(?<!\d) | (?!\d)", "", text), read_chinese, _clocks_zh)
    if not _LIKELY.search(text):
        return None
    start: dt.date | None = None
    found = _START.search(text)
    if found is not None:
        try:
            start = dt.date.fromisoformat(found.group(1))
        except ValueError:
            return None
        text = text[: found.start()]
    rule = _read(text, read_english, _clocks_en)
    return rule if rule is None or start is None else replace(rule, start=start)


def _read(
    text: str,
    read_rule: Callable[[str], Recurrence | None],
    clocks: Callable[[str], Iterator[tuple[str, Clock]]],
) -> Recurrence | None:
    rule = read_rule(text)
    if rule is not None:
        return rule
    for rest, clock in clocks(text):
        rule = read_rule(rest)
        if rule is not None and clock.offset is None:
            # "every morning" is nine o'clock; a rule has no softer way to say it.
            return replace(rule, at=Clock(clock.hour, clock.minute))
    return None


_EVERY_PART = re.compile(
    r"(?P<every>every ?!?|each) (?P<part>morning|noon|midday|afternoon|evening|night|midnight)"
    r"(?P<rest> .+)?"
)


def _clocks_en(text: str) -> Iterator[tuple[str, Clock]]:
    part = _EVERY_PART.fullmatch(text)
    if part is not None:
        text = f"{part['every']} day{part['rest'] or ' ' + part['part']}"
    for pattern in (clock_en.TRAILING_CLOCK, clock_en.LEADING_CLOCK):
        found = pattern.fullmatch(text)
        clock = None if found is None else clock_en.clock_of(found)
        if found is not None and clock is not None and found["rest"]:
            yield found["rest"], clock


def _clocks_zh(text: str) -> Iterator[tuple[str, Clock]]:
    # 每晚 and 每早 swallow the day.
    text = re.sub(r"^每(?=早|晚|凌晨|上午|中午|下午|傍晚)", "每天", text)
    found = clock_zh.CLOCK.fullmatch(text)
    clock = None if found is None else clock_zh.clock_of(found)
    if found is not None and clock is not None and found["rest"]:
        yield found["rest"], clock
