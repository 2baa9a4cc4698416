"""Figures as people write them: `1.2k`, `45 %`, `€3m`, `3.5万`, `90 min`; read and written back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from domain.dates.words_zh import number_of
from domain.goal_errors import AmountTooLarge, UnitMismatch
from domain.goals.values import NUMBER, PERCENT, Amount, Unit, UnitKind
from domain.text import fold

DECIMALS_MAX = 6
LARGEST = Decimal(10) ** 15

_SIGNS = {
    **dict.fromkeys(("€", "euro", "euros", "欧元"), "EUR"),
    **dict.fromkeys(("$", "us$", "dollars", "美元"), "USD"),
    **dict.fromkeys(("£", "英镑"), "GBP"),
    **dict.fromkeys(("¥", "￥", "rmb", "人民币", "元", "块"), "CNY"),
    **dict.fromkeys(("hk$", "港币", "港元"), "HKD"),
    "日元": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "a$": "AUD",
    "c$": "CAD",
    "s$": "SGD",
}
"""A bare ¥ is taken for the yuan: the interface speaks Chinese, not Japanese."""
_CODES = frozenset(
    (
        *("aed", "ars", "aud", "bdt", "bgn", "brl", "cad", "chf", "clp", "cny", "czk", "dkk"),
        *("egp", "eur", "gbp", "hkd", "huf", "idr", "ils", "inr", "jpy", "kes", "krw", "kwd"),
        *("mxn", "myr", "ngn", "nok", "nzd", "pkr", "pln", "qar", "rub", "sar", "sek", "sgd"),
        *("thb", "twd", "uah", "usd", "vnd", "zar"),
    )
)
"""ISO 4217, without the codes that are English words (try, all, mad, pen)."""
_SCALES = {
    **dict.fromkeys(("k", "thousand", "千"), 3),
    **dict.fromkeys(("m", "mn", "mio", "mln", "million", "millions", "百万"), 6),
    **dict.fromkeys(("b", "bn", "billion", "billions", "十亿"), 9),
    "百": 2,
    "万": 4,
    "十万": 5,
    "千万": 7,
    "亿": 8,
}
_DURATIONS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "秒", "秒钟"), "s"),
    **dict.fromkeys(("min", "mins", "minute", "minutes", "分钟"), "min"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "小时", "个小时"), "h"),
    **dict.fromkeys(("d", "day", "days", "天"), "d"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks", "周"), "w"),
}
SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
"""A day of a duration is 24 hours: how long something takes, not how long people work on it."""
_PERCENTS = ("%", "percent", "pct", "percentage points", "pp", "个百分点", "个点")


UNIT_WORDS = frozenset((*_SIGNS, *_CODES, *_SCALES, *_DURATIONS, *_PERCENTS, "points"))
"""All that a figure may end with."""


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
AMOUNT = (
    rf"[+-]? ?(?:(?:{_any(_SIGNS)}|(?:{'|'.join(sorted(_CODES))})(?![a-z])|百分之) ?)?"
    rf"(?:(?:{_NUMBER})(?: ?(?:{_any(_SCALES)})(?![a-z]))?"
    r"|(?:[零〇一二两三四五六七八九十百]{1,7}万?))"
    rf"(?: ?(?:{_any([*_SIGNS, *_CODES, *_DURATIONS, *_PERCENTS])})(?![a-z]))?"
)
"""A figure anywhere in a folded text, without groups; `read_amount` decides."""
_AMOUNT = re.compile(
    rf"(?P<sign>[+-])? ?(?:(?P<before>{_any(_SIGNS)}|{'|'.join(sorted(_CODES))}|百分之) ?)?"
    rf"(?:(?P<number>{_NUMBER})(?: ?(?P<scale>{_any(_SCALES)}))?"
    rf"|(?P<words>[零〇一二两三四五六七八九十百]{{1,7}})(?P<tens>万)?)"
    rf"(?: ?(?P<after>{_any([*_SIGNS, *_CODES, *_DURATIONS, *_PERCENTS])}))?"
)


def parse_amount(text: str) -> Amount | None:
    """Read `text` as one figure and nothing else, sign included; None if it is none.

    Raises `AmountTooLarge` beyond 10^15 or 6 decimals.
    """
    return read_amount(" ".join(fold(text).split()))


def read_amount(folded: str) -> Amount | None:
    """Read an already folded text."""
    found = _AMOUNT.fullmatch(folded)
    if found is None:
        return None
    part = found.groupdict()
    unit = _unit(part["before"], part["after"])
    if unit is _CLASH:
        return None
    value = _value(part)
    if value is None:
        return None
    if abs(value) > LARGEST or decimals_of(value) > DECIMALS_MAX:
        raise AmountTooLarge(folded)
    return Amount(-value if part["sign"] == "-" else value, unit)


_CLASH = Unit(UnitKind.NUMBER, "?")


def _unit(before: str | None, after: str | None) -> Unit | None:
    """Return the unit; `_CLASH` if two were said that differ."""
    found = {unit for text in (before, after) if text and (unit := unit_of(text))}
    if len(found) > 1:
        return _CLASH
    return found.pop() if found else None


def unit_of(text: str) -> Unit | None:
    """Return the unit of any of its names or signs (also of `Unit.text`); None if unknown."""
    folded = fold(text)
    if not folded:
        return NUMBER
    if folded in _PERCENTS or folded == "百分之":
        return PERCENT
    if folded in _DURATIONS:
        return Unit(UnitKind.DURATION, _DURATIONS[folded])
    code = _SIGNS.get(folded) or (folded.upper() if folded in _CODES else "")
    return Unit(UnitKind.CURRENCY, code) if code else None


def _value(part: dict[str, str | None]) -> Decimal | None:
    if part["words"]:
        count = number_of(part["words"])
        return None if count is None else Decimal(count) * (10_000 if part["tens"] else 1)
    digits = (part["number"] or "").replace(",", "")
    if len(digits) > 30:
        raise AmountTooLarge(digits)
    value = Decimal(digits)
    return value if part["scale"] is None else trimmed(value.scaleb(_SCALES[part["scale"]]))


def trimmed(value: Decimal) -> Decimal:
    """Return the same value without needless zeros behind the point and without an exponent."""
    short = value.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def decimals_of(value: Decimal) -> int:
    """Return how many digits stand behind the point."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def render_amount(value: Decimal, unit: Unit | None = None) -> str:
    """Return one word that `parse_amount` reads as the same; for people, views format."""
    return f"{value:f}{(unit or NUMBER).text}"


def in_unit(amount: Amount, unit: Unit, text: str = "") -> Decimal:
    """Return the amount's value in `unit`; raises `UnitMismatch`.

    Without a unit it is taken as it is; durations are converted, nothing else is.
    """
    said = amount.unit
    if said is None or said == unit:
        return amount.value
    if said.kind is unit.kind is UnitKind.DURATION:
        seconds = amount.value * SECONDS[said.code]
        value = seconds / SECONDS[unit.code]
        return trimmed(round(value, DECIMALS_MAX))
    raise UnitMismatch(said.text, unit.text, text)
