"""Every reason why a KPI, a reading or a meeting line is refused, one class each, data only.

No sentences here (they live in views) and no user text in `str()`: that ends in logs.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.errors import BadInput, DomainError

# --- what was typed -----------------------------------------------------------------------------


class KpiUnreadable(BadInput):
    """The line is neither a verb nor a KPI with something behind it; `words` were not understood.

    `candidates` are keys that are nearly the first word.
    """

    def __init__(self, words: str, text: str = "", candidates: tuple[str, ...] = ()) -> None:
        super().__init__("kpi", "unreadable", text, "kpi")
        self.words = words
        self.candidates = candidates


class KpiNameRefused(BadInput):
    """A name or key cannot be kept: `reason` is missing, long, letter, reserved, id or taken.

    `field` is name or key, `limit` the most characters.
    """

    def __init__(self, field: str, reason: str, limit: int, text: str = "") -> None:
        super().__init__(field, reason, text, "kpi")
        self.limit = limit


class LimitsRefused(BadInput):
    """Target and limits contradict each other; `field` is target, amber or red.

    `reason` is direction (the other way than the KPI), order (amber comes before the target or
    red before amber), empty (a band that ends before it begins) or one_sided (a band needs two).
    """

    def __init__(self, field: str, reason: str, text: str = "") -> None:
        super().__init__(field, reason, text, "kpi")


class BudgetRefused(BadInput):
    """A budget cannot be kept: `reason` is positive, target (one was said too) or combine."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__("ceiling", reason, text, "kpi")


class ReadingsByFormula(BadInput):
    """The KPI is worked out by a formula: it takes no readings and combines nothing."""

    def __init__(self, text: str = "") -> None:
        super().__init__("value", "formula", text, "kpi")


class PeriodUnfit(BadInput):
    """A KPI of `wanted` (a cadence) has no period that is a `given`: a month of a weekly KPI."""

    def __init__(self, given: str, wanted: str, text: str = "") -> None:
        super().__init__("period", "cadence", text, "kpi")
        self.given = given
        self.wanted = wanted


class PeriodAhead(BadInput):
    """The period (`label`) has not begun."""

    def __init__(self, label: str, text: str = "") -> None:
        super().__init__("period", "ahead", text, "kpi")
        self.label = label


class NoSuchPeriod(BadInput):
    """The calendar has no such period: week 53 of a year with 52."""

    def __init__(self, text: str = "") -> None:
        super().__init__("period", "unknown", text, "kpi")


class AlertUnreadable(BadInput):
    """`words` behind the KPI are no rule of an alert."""

    def __init__(self, words: str, text: str = "") -> None:
        super().__init__("alert", "unreadable", text, "kpi")
        self.words = words


# --- formulas -----------------------------------------------------------------------------------


class FormulaUnreadable(BadInput):
    """The formula makes no sense at `position`, where `words` stand (empty: it ends too early)."""

    def __init__(self, position: int, words: str, text: str = "") -> None:
        super().__init__("formula", "unreadable", text, "kpi")
        self.position = position
        self.words = words


class FormulaTooLarge(BadInput):
    """The formula is too much: `reason` is long, deep, many (values) or chain, `limit` the most."""

    def __init__(self, reason: str, limit: int, text: str = "") -> None:
        super().__init__("formula", reason, text, "kpi")
        self.limit = limit


class FormulaNamesUnknown(BadInput):
    """The formula names what is no KPI; `candidates` are keys that are nearly one of `names`."""

    def __init__(
        self, names: tuple[str, ...], candidates: tuple[str, ...] = (), text: str = ""
    ) -> None:
        super().__init__("formula", "names", text, "kpi")
        self.names = names
        self.candidates = candidates


@dataclass(eq=False, repr=False)
class FormulaLoop(DomainError):
    """The KPI would be worked out from itself; `path` leads from it back to it."""

    number: int
    path: tuple[int, ...] = ()


# --- readings -----------------------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class ReadingUnlikely(DomainError):
    """The value is far from the trend and waits for a yes: `expected` is what the trend says."""

    value: Decimal
    expected: Decimal
    text: str = ""


# --- meetings -----------------------------------------------------------------------------------


class MeetingUnreadable(BadInput):
    """`words` of a `new` line are no day, time or person of a meeting."""

    def __init__(self, words: str, text: str = "") -> None:
        super().__init__("meeting", "unreadable", text, "meeting")
        self.words = words


class PointRefused(BadInput):
    """A point of the agenda cannot be kept: `reason` is missing, long or many."""

    def __init__(self, reason: str, limit: int, text: str = "") -> None:
        super().__init__("point", reason, text, "meeting")
        self.limit = limit


@dataclass(eq=False, repr=False)
class NoSuchPoint(DomainError):
    """The agenda has no point `position` (from 1); there are `count`."""

    position: int
    count: int


@dataclass(eq=False, repr=False)
class MeetingNotOpen(DomainError):
    """There is no meeting to close or to skip: `state` is none, closed or skipped."""

    state: str
