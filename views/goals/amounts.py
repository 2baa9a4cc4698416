"""Figures of goals as readers of a language write them: 1,280 · 45 % · €3m · 2.5 h."""

import datetime as dt
from decimal import Decimal

from babel.numbers import format_currency, format_decimal, format_percent

from domain.goals.amounts import decimals_of
from domain.goals.values import Metric, Unit, UnitKind
from views.words import Words

CIRCLES = {"green": "🟢", "amber": "🟡", "red": "🔴", "done": "✅", "dropped": "🗑"}
BAR = 10
"""Squares of a progress bar."""


def amount_name(value: Decimal | float, unit: Unit, words: Words, *, decimals: int = 0) -> str:
    """A figure with its unit; at least as many decimals as the figure itself needs, at most 2
    more than the measure has."""
    number = Decimal(str(value)) if isinstance(value, float) else value
    places = min(decimals_of(number.normalize()), max(decimals, 0) + 2)
    places = max(places, decimals)
    pattern = "#,##0" + (f".{'0' * places}" if places else "")
    if unit.kind is UnitKind.CURRENCY:
        rounded = format_currency(
            round(number, places),
            unit.code,
            format=f"¤{pattern}",
            locale=words.locale,
            currency_digits=False,
        )
        return rounded.replace("\xa0", " ")
    text = format_decimal(round(number, places), format=pattern, locale=words.locale)
    if unit.kind is UnitKind.PERCENT:
        return f"{text} %"
    return f"{text} {unit.code}" if unit.code else text


def metric_amount(metric: Metric, value: Decimal | float, words: Words) -> str:
    """A figure of this measure."""
    return amount_name(value, metric.unit, words, decimals=metric.decimals)


def share_name(share: float, words: Words) -> str:
    """A share as a whole percentage."""
    return format_percent(share, format="#,##0%", locale=words.locale)


def progress_bar(share: float, squares: int = BAR) -> str:
    """At least one square is full as soon as anything is done, the last only at the end."""
    full = int(min(1.0, max(0.0, share)) * squares)
    if share > 0:
        full = max(full, 1)
    return "▰" * full + "▱" * (squares - full)


def cycle_name(start: dt.date, end: dt.date, label: str, words: Words, today: dt.date) -> str:
    """A cycle by its code (`Q3 2026`), or by both days where it has none."""
    if ".." not in label:
        return label
    return f"{words.day(start, today=today)} – {words.day(end, today=today)}"
