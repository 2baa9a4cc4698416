"""Times of day in English: 5pm, 17:00, noon, half past 7, at 9, in the morning."""

from __future__ import annotations

import re

from domain.dates.values import Clock

_HOURS = ["one", "two", "three", "four", "five", "six"]
_HOURS += ["seven", "eight", "nine", "ten", "eleven", "twelve"]
_HOUR = r"\d{1,2}|" + "|".join(_HOURS)
_HALF_DAY = r"a\.?m\.?|p\.?m\.?|in the morning|in the afternoon|in the evening|at night"
_WORDS = {
    "noon": Clock(12),
    "midday": Clock(12),
    # "Friday midnight" as a deadline is the end of Friday, which 00:00 would not say.
    "midnight": Clock(23, 59),
    "morning": Clock(9, soft=True),
    "afternoon": Clock(15, soft=True),
    "evening": Clock(18, soft=True),
    "night": Clock(20, soft=True),
}
_CLOCK = (
    rf"(?:(?P<at>at|by|@) ?)?(?:"
    rf"(?P<word>noon|midday|midnight)"
    rf"|(?P<part>half past|quarter past|quarter to|half) (?P<base>{_HOUR})"
    rf"(?: ?(?P<half2>{_HALF_DAY}))?"
    rf"|(?P<hour>{_HOUR})(?:[:.](?P<minute>\d\d))? ?(?P<half>{_HALF_DAY})"
    rf"|(?P<hour24>\d{{1,2}}):(?P<minute24>\d\d)(?::\d\d)?(?: ?(?:h|hrs|hours))?"
    rf"|(?P<oclock>{_HOUR}) ?o'?clock(?: (?P<half3>{_HALF_DAY}))?"
    rf"|(?<=at )(?P<bare>{_HOUR})"
    rf"|(?:in the )?(?P<daypart>morning|afternoon|evening|night))"
)
TRAILING_CLOCK = re.compile(rf"(?:(?P<rest>.+?) )??{_CLOCK}")
LEADING_CLOCK = re.compile(rf"{_CLOCK} (?:on )?(?P<rest>.+)")


def business_hour(hour: int) -> int:
    """Return the hour meant without am or pm: 1 to 6 are afternoon in working life."""
    return hour + 12 if 1 <= hour <= 6 else hour


def _hour(word: str) -> int:
    return int(word) if word.isdigit() else _HOURS.index(word) + 1


def _with_half(hour: int, minute: int, half: str) -> Clock | None:
    if not (1 <= hour <= 12 and minute <= 59):
        return None
    late = half.startswith("p") or half in ("in the afternoon", "in the evening", "at night")
    return Clock(hour % 12 + (12 if late else 0), minute)


def _wall(hour: int, minute: int, *, twelve: bool) -> Clock | None:
    if (hour, minute) == (24, 0):
        return Clock(23, 59)
    if hour > 23 or minute > 59:
        return None
    return Clock(business_hour(hour) if twelve else hour, minute)


def clock_of(found: re.Match[str]) -> Clock | None:
    """Return the time of a matched clock, None if there is no such time (25:00, 13pm)."""
    part = found.groupdict()
    if part["word"] or part["daypart"]:
        return _WORDS[part["word"] or part["daypart"]]
    if part["half"]:
        return _with_half(_hour(part["hour"]), int(part["minute"] or 0), part["half"])
    if part["hour24"]:
        hour = part["hour24"]
        return _wall(int(hour), int(part["minute24"]), twelve=len(hour) == 1)
    return _spoken(part)


def _spoken(part: dict[str, str | None]) -> Clock | None:
    minute = 0
    hour = _hour(part["base"] or part["oclock"] or part["bare"] or "0")
    if part["part"]:
        minute = {"quarter past": 15, "quarter to": 45}.get(part["part"], 30)
        if not 1 <= hour <= 12:
            return None
        hour = (hour - 2) % 12 + 1 if minute == 45 else hour
    half = part["half2"] or part["half3"]
    if half:
        return _with_half(hour, minute, half)
    return _wall(hour, minute, twelve=True)


def is_weak_clock(found: re.Match[str]) -> bool:
    """Tell whether a time alone is more often something else: "noon", "3:16", "half 7"."""
    if found["at"]:
        return False
    return bool(found["word"] or found["part"] == "half" or len(found["hour24"] or "17") == 1)
