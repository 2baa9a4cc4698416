"""Times of day in Chinese: 下午3点半, 晚上八点一刻, 17:30, 中午."""

from __future__ import annotations

import re

from domain.dates.clock_en import business_hour
from domain.dates.values import Clock
from domain.dates.words_zh import number_of

_PART = (
    "凌晨|清晨|早晨|早上|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|夜里|夜间|半夜|午夜"
    "|一早|早|晚|夜"
)
_HOUR = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
CLOCK = re.compile(
    rf"(?P<rest>.*?)(?:的)?(?:(?P<part>{_PART}))?(?:(?:"
    rf"(?P<hour>{_HOUR})(?:点|點|时)(?:(?P<half>半)|(?P<quarter>[一三13])刻|钟|整|"
    rf"(?P<minute>\d{{1,2}}|[零〇一二三四五六七八九十]{{1,3}})分?)?"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)(?::\d\d)?(?P<half_day24>am|pm)?"
    r"|(?P<hour12>\d{1,2})(?P<half_day>am|pm)"
    r")|(?P<nothing>(?<=.)))"
)
_PART_ALONE = {
    "早": 9,
    "一早": 9,
    "夜": 20,
    "早上": 9,
    "早晨": 9,
    "清晨": 8,
    "上午": 9,
    "中午": 12,
    "正午": 12,
    "午间": 12,
    "下午": 15,
    "午后": 15,
    "傍晚": 18,
    "晚": 20,
    "晚上": 20,
    "晚间": 20,
    "夜里": 20,
    "夜间": 20,
}
_MORNING = {"凌晨", "清晨", "早晨", "早上", "上午", "早", "一早"}
_NOON = {"中午", "正午", "午间"}
_AFTERNOON = {"下午", "午后", "傍晚"}


def clock_of(found: re.Match[str]) -> Clock | None:
    """Return the time of a matched clock, None if there is no such time."""
    piece = found.groupdict()
    part = piece["part"]
    if piece["nothing"] is not None:
        if part in ("午夜", "半夜"):
            return Clock(23, 59)
        hour = _PART_ALONE.get(part or "")
        return None if hour is None else Clock(hour, soft=True)
    if piece["half_day"] or piece["half_day24"]:
        return _twelve(piece)
    digits = piece["hour"] or piece["hour24"] or ""
    hour, minute = number_of(digits), _minute(piece)
    if hour is None or minute is None:
        return None
    return _wall(part, hour, minute, twelve=not digits.startswith("0"))


def _minute(piece: dict[str, str | None]) -> int | None:
    if piece["half"]:
        return 30
    if piece["quarter"]:
        return 45 if piece["quarter"] in "三3" else 15
    text = piece["minute"] or piece["minute24"]
    if not text:
        return 0
    minute = number_of(text.removeprefix("零").removeprefix("〇") or "零")
    return minute if minute is not None and minute <= 59 else None


def _twelve(piece: dict[str, str | None]) -> Clock | None:
    half_day = piece["half_day"] or piece["half_day24"]
    hour = int(piece["hour12"] or piece["hour24"] or 0)
    minute = int(piece["minute24"] or 0)
    if not (1 <= hour <= 12 and minute <= 59):
        return None
    return Clock(hour % 12 + (12 if half_day == "pm" else 0), minute)


def _wall(part: str | None, hour: int, minute: int, *, twelve: bool) -> Clock | None:
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if hour == 24:
        return Clock(23, 59)
    if part is None:
        return Clock(business_hour(hour) if twelve else hour, minute)
    if part in _MORNING:
        return Clock(0 if part == "凌晨" and hour == 12 else hour, minute) if hour <= 12 else None
    if part in _NOON:
        return Clock(hour + 12 if hour <= 2 else hour, minute) if hour <= 14 else None
    if part in _AFTERNOON:
        return Clock(hour + 12 if hour < 12 else hour, minute)
    return _evening(hour, minute)


def _evening(hour: int, minute: int) -> Clock | None:
    if hour == 12 and minute == 0:
        return Clock(23, 59)
    if 5 <= hour <= 11:
        return Clock(hour + 12, minute)
    # "晚上1点" is the small hours of the next day for some and a slip for others.
    return Clock(hour, minute) if hour >= 17 else None
