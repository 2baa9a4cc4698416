"""Figures with their unit, as the reader writes them: `1,280`, `39 %`, `€3,500`, `1.5 h`."""

from __future__ import annotations

from babel.numbers import format_currency, format_decimal, get_currency_symbol

from domain.goals.values import Unit, UnitKind
from views.words import Words

DIGITS = 4
"""A forecast of 36.0909 says no more than 36.09."""


def figure(value: float, unit: Unit, words: Words) -> str:
    """A value in a unit; at most four digits where it has a fraction."""
    short = _rounded(value)
    if unit.kind is UnitKind.CURRENCY:
        pattern = words.locale.currency_formats["standard"].pattern
        if short % 1:
            return format_currency(short, unit.code, pattern, locale=words.locale)
        whole = pattern.replace(".00", "")
        return format_currency(short, unit.code, whole, locale=words.locale, currency_digits=False)
    number = format_decimal(short, locale=words.locale)
    if unit.kind is UnitKind.PERCENT:
        return words.say("{number} %", number=number)
    if unit.kind is UnitKind.DURATION:
        return words.say("{number} {unit}", number=number, unit=_duration(unit.code, words))
    return number


def unit_name(unit: Unit, words: Words) -> str:
    """The unit alone, for an axis; empty for plain numbers."""
    if unit.kind is UnitKind.CURRENCY:
        return get_currency_symbol(unit.code, locale=words.locale)
    if unit.kind is UnitKind.DURATION:
        return _duration(unit.code, words)
    return "%" if unit.kind is UnitKind.PERCENT else ""


def _duration(code: str, words: Words) -> str:
    names = {
        "s": words.say("s"),
        "min": words.say("min"),
        "h": words.say("h"),
        "d": words.say("d"),
        "w": words.say("wk"),
    }
    return names.get(code, code)


def _rounded(value: float) -> float:
    whole = len(str(int(abs(value))))
    return round(value, max(0, DIGITS - whole) if abs(value) >= 1 else DIGITS)
