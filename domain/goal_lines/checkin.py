"""The check-in line behind an id: value, status, why: `39 amber two accounts at risk`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.dates.parse import read_folded
from domain.goal_errors import AmountUnreadable, ReasonTooLong
from domain.goals.amounts import AMOUNT, read_amount
from domain.goals.values import CHECK_IN_WHY_MAX, Amount, GoalStatus
from domain.text import Text, fold, is_cjk

_SEPARATORS = " \t\u00a0,;:|/—–，；：、。·"
_GAP = re.compile(rf"(?:[{re.escape(_SEPARATORS.replace(':', ''))}]|:(?![a-z]))*")
"""What may stand between value, status and why; a colon may also begin an emoji's name."""
_STATUS = {
    **dict.fromkeys(("green", "on track", "on-track", "绿", "绿色", "绿灯"), GoalStatus.GREEN),
    **dict.fromkeys(("amber", "yellow", "orange", "at risk", "at-risk"), GoalStatus.AMBER),
    **dict.fromkeys(("黄", "黄色", "黄灯", "有风险"), GoalStatus.AMBER),
    **dict.fromkeys(("red", "off track", "off-track", "红", "红色", "红灯"), GoalStatus.RED),
    **dict.fromkeys(("🟢", "💚", "✅"), GoalStatus.GREEN),
    **dict.fromkeys((":large_green_circle:", ":green_circle:", ":green_heart:"), GoalStatus.GREEN),
    **dict.fromkeys(("🟡", "🟠", "💛", ":large_yellow_circle:"), GoalStatus.AMBER),
    **dict.fromkeys((":large_orange_circle:", ":yellow_heart:"), GoalStatus.AMBER),
    **dict.fromkeys(("🔴", "❤️", ":red_circle:", ":large_red_circle:", ":heart:"), GoalStatus.RED),
}
"""Words and emoji of a status; Slack sends emoji by their names."""
_STATUS_AT = re.compile("|".join(sorted(map(re.escape, _STATUS), key=len, reverse=True)))
_VALUE_AT = re.compile(
    rf"(?P<set>=) ?(?P<exact>{AMOUNT})|(?P<amount>{AMOUNT})(?:(?: ?/ ?| of )(?P<of>\d{{1,3}}))?"
)
_SURE = r"(?:conf|confidence|信心):? ?(?P<figure>\d{1,3} ?%|10|\d(?:\.\d)?(?:/10)?)"
_CONFIDENCE = re.compile(rf"(?:^|\s){_SURE}[.,;。，；]?$")
_CONFIDENCE_FIRST = re.compile(rf"{_SURE}(?=[\s,;:，；：。、—–]|\.\s|$)")
"""At the end of the why, or before it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a check-in says; `of` is the whole of `2/5`, `confidence` in percent."""

    amount: Amount | None = None
    relative: bool = False
    of: int | None = None
    status: GoalStatus | None = None
    why: str = ""
    confidence: int | None = None


def read_check_in(rest: Text) -> Said | None:
    """Read what stands behind an id; None if it begins with neither a value nor a status.

    Value and status come first, in any order, the rest is the why, with its own line breaks; how
    sure one is stands before or behind it.
    Behind a status a figure is a value only if nothing or a separator follows it, so that
    "amber 2 accounts lost" keeps its 2. A sign makes a value relative; `=-3` is the way to write
    a negative one. Raises `ReasonTooLong`.
    """
    folded, end = rest.folded, len(rest.folded.rstrip())
    at = _skip(folded, 0)
    value, after = _value(folded, at, behind_status=False)
    status, after = _status(folded, after if value else at)
    if value is None and status is not None:
        value, after = _value(folded, after, behind_status=True)
    if value is None and status is None:
        return None
    first = _CONFIDENCE_FIRST.match(folded, after)
    if first is not None:
        after = _skip(folded, first.end())
    found = first or _CONFIDENCE.search(folded[:end], max(0, after - 1))
    stop = found.start() if found and found is not first else end
    why = rest.plain[after : max(after, stop)].strip()
    why = why.removeprefix("--").removeprefix("- ").strip()
    if len(why) > CHECK_IN_WHY_MAX:
        raise ReasonTooLong(len(why), CHECK_IN_WHY_MAX, rest.raw)
    amount, relative, of = value or (None, False, None)
    return Said(amount, relative, of, status, why, _percent(found["figure"]) if found else None)


def read_value(typed: str) -> Said:
    """Read a value and nothing else, as it is typed into a field: `39`, `+3`, `2/5`, `45 %`.

    Raises `AmountUnreadable`.
    """
    folded = " ".join(fold(typed).split())
    found = _VALUE_AT.fullmatch(folded)
    part = (found["exact"] or found["amount"]) if found else ""
    amount = read_amount(part) if part else None
    of = int(found["of"]) if found and found["of"] else None
    if found is None or amount is None or (of is not None and amount.value > of):
        raise AmountUnreadable(typed.strip(), typed)
    return Said(amount, found["set"] is None and part[0] in "+-", of)


def _skip(folded: str, at: int) -> int:
    found = _GAP.match(folded, at)
    return found.end() if found else at


def _ends_word(folded: str, at: int) -> bool:
    """Tell whether a word ends here: Chinese needs a sign or a space as much as English."""
    return at >= len(folded) or folded[at].isspace() or folded[at] in _SEPARATORS + ".!?。！？-"


def _status(folded: str, at: int) -> tuple[GoalStatus | None, int]:
    found = _STATUS_AT.match(folded, at)
    if found is None:
        return None, at
    end = found.end()
    sign = not found.group()[0].isalpha()
    if folded[end : end + 1] == "\ufe0f":
        end += 1
    if not sign and not _ends_word(folded, end):
        return None, at
    return _STATUS[found.group()], _skip(folded, end)


Value = tuple[Amount, bool, int | None]


def _value(folded: str, at: int, *, behind_status: bool) -> tuple[Value | None, int]:
    found = _VALUE_AT.match(folded, at)
    if found is None:
        return None, at
    end = found.end()
    if not _ends_value(folded, end) or _is_date(folded, at):
        # "3.5.2 released" and "2nd account lost" begin with a figure that is none.
        return None, at
    separated = end >= len(folded.rstrip()) or folded[end] in ",;:|，；：、—–\n"
    if behind_status and not separated:
        return None, at
    typed = found["exact"] or found["amount"]
    amount = read_amount(" ".join(typed.split()))
    if amount is None:
        return None, at
    of = int(found["of"]) if found["of"] else None
    if of is not None and amount.value > of:
        return None, at  # "12/1" is a date, if anything
    relative = found["set"] is None and typed[0] in "+-"
    return (amount, relative, of), _skip(folded, end)


def _ends_value(folded: str, at: int) -> bool:
    if _ends_word(folded, at):
        # "3-4 weeks" and "1.2.3" go on behind the sign.
        return not (folded[at : at + 1] in ("-", ".") and folded[at + 1 : at + 2].isalnum())
    return not folded[at].isalnum() or is_cjk(folded[at])


def _is_date(folded: str, at: int) -> bool:
    """Tell whether the words are a date: `+1w` moves the date, `9月30日` and `30 Sep` are days."""
    words = folded[at:].split()[:3]
    phrases = (" ".join(words[:count]) for count in range(1, len(words) + 1))
    return any((when := read_folded(p, "")) is not None and not when.weak for p in phrases)


def _percent(typed: str) -> int | None:
    """Return a confidence in percent: `70%`, `7` or `7/10` (of ten), `0.7`."""
    figure = typed.replace(" ", "")
    if figure.endswith("%"):
        return min(100, int(figure[:-1]))
    value = Decimal(figure.removesuffix("/10"))
    return int(value * 100) if "." in figure and value <= 1 else int(value * 10)
