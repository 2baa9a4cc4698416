"""Date phrases in English: prefix, day and time put together. Pure, without "now"."""

from __future__ import annotations

import re

from domain.dates.clock_en import LEADING_CLOCK, TRAILING_CLOCK, clock_of, is_weak_clock
from domain.dates.days_en import FIXED, read_day
from domain.dates.numeric import read_numeric
from domain.dates.values import Clock, Day, DayOfMonth, DaysAhead, MinutesAhead, When
from domain.dates.words_en import COUNT, MONTH, WEEKDAY

_FIXED_CLOCK = {
    "tonight": Clock(20, soft=True),
    "this morning": Clock(9, soft=True),
    "this afternoon": Clock(15, soft=True),
    "this evening": Clock(18, soft=True),
}
_WEAK = {"sun", "weekend", "the weekend", "month end", "quarter end", "year end", "half an hour"}
_NATURE = re.compile(r"(?:noon|midday|midnight|morning|afternoon|evening|night) sun")
_END_OF_DAY = r"eod|cob|eob|end of (?:the )?day|(?:close|end) of business"
_TRAILING_EOD = re.compile(rf"(.+?) (?:by )?(?:{_END_OF_DAY})")
_LEADING_EOD = re.compile(rf"(?:{_END_OF_DAY}) (?:on )?(.+)")
PREFIX = re.compile(
    r"(?:(?:due|deadline) ?(?::|\b) ?)?"
    r"(?P<by>by|on|before|until|till|til|at|(?:no|not) later than) "
    r"|(?P<due>due|deadline)(?: ?: ?| )"
    r"|(?P<loose>for) "
)
_STARTS = re.compile(
    rf"[\d+]|(?:the|this|next|coming|last|in|within|end|start|beginning|first|second|third|fourth"
    rf"|fifth|{COUNT}|{WEEKDAY}|{MONTH}|noon|midday|midnight|quarter|half|at|close|later|"
    + "|".join(sorted({phrase.split()[0] for phrase in FIXED}))
    + r")(?![a-z])"
)


def read_english(text: str) -> When | None:
    """Read a folded phrase with single spaces; the result has no `text` yet."""
    prefix = PREFIX.match(text)
    if prefix is not None:
        # "at 9" is a time, "by 9" a quantity: the word stays for the clock to see.
        text = text[prefix.start("by") if prefix["by"] == "at" else prefix.end() :]
    if not _STARTS.match(text):
        return None
    when = _read_bare(text)
    if when is None or prefix is None or prefix["loose"]:
        return when
    return When(when.day, when.clock)


def _read_bare(text: str) -> When | None:
    day = read_day(text)
    if day is not None:
        return When(day, _FIXED_CLOCK.get(text), weak=_is_weak(text, day))
    eod = _TRAILING_EOD.fullmatch(text) or _LEADING_EOD.fullmatch(text)
    if eod is not None:
        day = read_day(eod.group(1))
        return None if day is None or isinstance(day, MinutesAhead) else When(day)
    return read_numeric(text) or _read_with_clock(text)


def _read_with_clock(text: str) -> When | None:
    for pattern in (TRAILING_CLOCK, LEADING_CLOCK):
        found = pattern.fullmatch(text)
        clock = None if found is None else clock_of(found)
        if found is None or clock is None or _NATURE.fullmatch(text):
            continue
        rest = found["rest"]
        if not rest:
            # "morning" alone is a greeting, not a time.
            return None if clock.soft else When(None, clock, weak=is_weak_clock(found))
        if rest == "tonight":
            return When(DaysAhead(0), _in_the_evening(clock))
        day = read_day(rest)
        if day is not None and not isinstance(day, MinutesAhead):
            return When(day, clock)
    return None


def _in_the_evening(clock: Clock) -> Clock:
    """Return the time "tonight at 9" means."""
    return Clock(clock.hour + 12, clock.minute) if 5 <= clock.hour <= 11 else clock


def _is_weak(text: str, day: Day) -> bool:
    """Tell whether these words are more often plain words: "sun", "the 1st", "12/1"."""
    if text in _WEAK:
        return True
    if isinstance(day, DayOfMonth):
        return not text.endswith("month")
    return text[0].isdigit() and text.count("/") == 1
