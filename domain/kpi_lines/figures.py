"""Figures of a `/kpi` line: limits (`<=3`, `5..7`, 低于 1000), spans (`26w`), amounts in front."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.dates.words_zh import number_of
from domain.goals.amounts import AMOUNT, read_amount, render_amount
from domain.goals.values import Amount
from domain.kpis.periods import Cadence
from domain.kpis.values import Limit, Sign

_SIGNS = {
    **dict.fromkeys(
        (">=", "≥", "=>", "at least", "min", "不低于", "至少", "不少于"), Sign.AT_LEAST
    ),
    **dict.fromkeys(("<=", "≤", "=<", "at most", "max", "不超过", "至多", "不高于"), Sign.AT_MOST),
    **dict.fromkeys((">", "above", "over", "more than", "高于", "超过", "大于"), Sign.ABOVE),
    **dict.fromkeys(("<", "below", "under", "less than", "低于", "小于", "少于"), Sign.BELOW),
    **dict.fromkeys(("=", "is", "between", "within", "outside", "介于", "超出"), Sign.PLAIN),
}
_ANY_SIGN = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
_LIMIT = re.compile(
    rf"(?:(?P<sign>{_ANY_SIGN}) ?)?(?P<amount>{AMOUNT})"
    rf"(?: ?(?:\.\.+|…|–|—|~|-| to | and |到|至) ?(?P<to>{AMOUNT}))?"
)
_SPAN = re.compile(
    r"(?:last |past |最近|过去)?(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})"
    r" ?(?P<unit>d|days?|天|w|wks?|weeks?|个?周|个?星期|mo|mos|months?|个?月)"
)
_DAY_UNITS = frozenset({"d", "day", "days", "天"})
_MONTH_UNITS = frozenset({"mo", "mos", "month", "months", "月", "个月"})
_LEADING = re.compile(rf"(?P<amount>{AMOUNT})(?=$|[\s,;:。，；：、—–(（]|--)")


def read_limit(folded: str) -> Limit | None:
    """Read a folded phrase that is a comparison and nothing else."""
    found = _LIMIT.fullmatch(folded)
    amount = read_amount(found["amount"]) if found else None
    if found is None or amount is None:
        return None
    sign = _SIGNS[found["sign"]] if found["sign"] else Sign.PLAIN
    if found["to"] is None:
        return Limit(sign, amount)
    to = read_amount(found["to"])
    return Limit(Sign.BETWEEN, amount, to) if to is not None and sign is Sign.PLAIN else None


def render_limit(limit: Limit) -> str:
    """Return words for which `read_limit` gives the limit again."""
    first = render_amount(limit.amount.value, limit.amount.unit)
    if limit.to is not None:
        return f"{first}..{render_amount(limit.to.value, limit.to.unit)}"
    return f"{limit.sign.value}{first}"


def read_span(folded: str) -> tuple[int, Cadence] | None:
    """Read `26w`, `90 days`, `12 months`, 26周 as a count and a unit.

    A bare `m` is a million ("revenue 26m"), never a month.
    """
    found = _SPAN.fullmatch(folded)
    count = number_of(found["count"]) if found else None
    if found is None or not count:
        return None
    if found["unit"] in _DAY_UNITS:
        return count, Cadence.DAILY
    return count, Cadence.MONTHLY if found["unit"] in _MONTH_UNITS else Cadence.WEEKLY


def render_span(count: int, unit: Cadence) -> str:
    """Return words for which `read_span` gives the span again."""
    return f"{count}{ {Cadence.DAILY: 'd', Cadence.WEEKLY: 'w', Cadence.MONTHLY: 'mo'}[unit] }"


@dataclass(frozen=True, slots=True)
class Leading:
    """An amount at the start of a text and where it ends; `relative` = typed with a plus."""

    amount: Amount
    relative: bool
    end: int


def leading_amount(folded: str, at: int = 0) -> Leading | None:
    """Return the amount that begins at a position of a folded text; None if a word goes on."""
    found = _LEADING.match(folded, at)
    if found is None:
        return None
    amount = read_amount(" ".join(found["amount"].split()))
    if amount is None:
        return None
    return Leading(amount, found["amount"][0] == "+", found.end())
