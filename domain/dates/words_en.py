"""English words for days, months, numbers and units, as pieces of patterns and as values."""

from __future__ import annotations

WEEKDAY = (
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    "|sat(?:urday)?|sun(?:day)?"
)
MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
YEAR = r"(?:19|20|21)\d\d"
ORDINAL_END = r"(?:st|nd|rd|th)"
UNIT = (
    r"(?:working|work|business) ?days?|workdays?|wd|minutes?|mins?|min|hours?|hrs?|hr|h"
    r"|days?|d|weeks?|wks?|wk|w|months?|mos?|quarters?|years?|yrs?"
)
UNIT_WORD = r"working days?|business days?|workdays?|hours?|days?|weeks?|months?|years?"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_NUMBERS = {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "sixty": 60,
    "ninety": 90,
}
COUNT = r"\d{1,4}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))


def weekday_of(word: str) -> int:
    """Return Mon = 0 for any English name of a weekday."""
    return _WEEKDAYS.index(word[:3])


def month_of(word: str) -> int:
    """Return 1 to 12 for any English name of a month."""
    return _MONTHS.index(word[:3]) + 1


def nth_of(word: str) -> int:
    """Return the number of an ordinal, -1 for "last"."""
    return _ORDINALS.get(word) or int(word.rstrip("stndrh"))


def count_of(word: str) -> int:
    """Return the number that digits or a number word say."""
    return int(word) if word.isdigit() else _NUMBERS[word]
