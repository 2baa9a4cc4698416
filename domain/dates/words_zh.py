"""Chinese words for numbers, weekdays and parts of the day, as patterns and as values."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十百]{1,7})"
WEEKDAY = "[一二三四五六日天]"
WEEK = "(?:周|星期|礼拜)"


def number_of(text: str) -> int | None:
    """Return the number that digits or Chinese numerals up to 999 say; None if they say none."""
    if text.isdigit() and text.isascii():
        return int(text)
    plain = text.replace("〇", "零").replace("两", "二")
    hundreds, hundred, rest = plain.rpartition("百")
    total = 0
    if hundred:
        if len(hundreds) != 1 or hundreds not in DIGITS[1:]:
            return None
        total = 100 * DIGITS.index(hundreds)
    below = _below_hundred(rest.removeprefix("零") if hundred else rest)
    return None if below is None else total + below


def _below_hundred(text: str) -> int | None:
    if not text:
        return 0
    tens, ten, ones = text.partition("十")
    if not ten:
        return DIGITS.index(text) if len(text) == 1 and text in DIGITS else None
    if len(tens) > 1 or len(ones) > 1 or tens == "零" or "十" in ones:
        return None
    return 10 * (DIGITS.index(tens) if tens else 1) + (DIGITS.index(ones) if ones else 0)


def year_of(text: str) -> int | None:
    """Return a year written in digits or digit by digit (二〇二六)."""
    if text.isascii():
        return int(text)
    digits = [DIGITS.find(char) for char in text.replace("〇", "零")]
    return None if -1 in digits else int("".join(map(str, digits)))


def weekday_of(char: str) -> int:
    """Return Mon = 0."""
    return "一二三四五六日".index("日" if char == "天" else char)
