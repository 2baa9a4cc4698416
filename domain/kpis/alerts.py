"""When a KPI calls for attention, and when it stops: one episode, one post.

A rule looks at the values up to a period and says whether it fires. The first time opens an
episode; while it is open nothing more is posted; the first value that is back closes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.kpis.combine import is_settled
from domain.kpis.periods import Period
from domain.kpis.runs import Signal, newest_signal
from domain.kpis.status import health_of, is_off_target
from domain.kpis.values import Bounds, Definition, Health

STREAK_USUAL = 3
STREAK_MAX = 26
STALE_AFTER = 2
"""Cadences without a reading."""
LOOK_BACK = 90
"""Periods that any rule looks at: 26 before a run of 8, and as many gaps again."""


class AlertKind(StrEnum):
    """What a rule watches."""

    LIMIT = "limit"
    """The red limit, or one of the rule's own."""
    STREAK = "streak"
    """Periods in a row off target, or beyond the rule's own limit."""
    STALE = "stale"
    UNUSUAL = "unusual"
    """Run rules on the individuals chart."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of one KPI; `bounds` None = the KPI's own target and limits.

    `periods` in a row make a streak; a limit needs one.
    """

    kind: AlertKind
    bounds: Bounds | None = None
    periods: int = 1


STANDARD = (
    Rule(AlertKind.LIMIT),
    Rule(AlertKind.STREAK, periods=STREAK_USUAL),
    Rule(AlertKind.STALE, periods=STALE_AFTER),
    Rule(AlertKind.UNUSUAL),
)
"""What every KPI is watched for unless its owner says otherwise."""


@dataclass(frozen=True, slots=True)
class Value:
    """A period and its value; None = none came."""

    period: Period
    value: Decimal | None


class Finding(StrEnum):
    """What a rule says of a period."""

    FIRES = "fires"
    BACK = "back"
    """The value is within the limits."""
    UNKNOWN = "unknown"
    """No value, or one that cannot be judged yet: an open episode stays as it is."""


def look(rule: Rule, kpi: Definition, values: Sequence[Value], today: dt.date) -> Finding:
    """Return what the rule says of the last period of `values` (oldest first, no period left out).

    An unfinished sum is only judged where growing cannot mend it, an unfinished formula (which may
    read sums) not at all. Only the last `LOOK_BACK` periods count.
    """
    values = values[-LOOK_BACK:]
    if not values:
        return Finding.UNKNOWN
    if rule.kind is AlertKind.STALE:
        return _stale(rule, values, today)
    last = values[-1]
    if last.value is None:
        return Finding.UNKNOWN
    unfinished = last.period.is_unfinished(today)
    if unfinished and kpi.is_computed:
        return Finding.UNKNOWN
    if not is_settled(kpi.combine, unfinished=unfinished):
        final = rule.kind is AlertKind.LIMIT and _is_too_high(rule, kpi, last.value)
        return Finding.FIRES if final else Finding.UNKNOWN
    if rule.kind is AlertKind.UNUSUAL:
        return _found(signal_of(values) is not None)
    return _in_a_row(rule, kpi, values)


def signal_of(values: Sequence[Value]) -> Signal | None:
    """Return which run rule the last value breaks."""
    return newest_signal([each.value for each in values])


def _found(fires: bool) -> Finding:
    return Finding.FIRES if fires else Finding.BACK


def _in_a_row(rule: Rule, kpi: Definition, values: Sequence[Value]) -> Finding:
    """Fire for the last `periods` values if each is beyond; a missing one ends the row."""
    last = values[-rule.periods :]
    beyond = [each.value is not None and _is_beyond(rule, kpi, each.value) for each in last]
    if not beyond[-1]:
        return Finding.BACK
    # Not enough in a row yet, and not back either.
    return Finding.FIRES if len(last) == rule.periods and all(beyond) else Finding.UNKNOWN


def _is_beyond(rule: Rule, kpi: Definition, value: Decimal) -> bool:
    if rule.bounds is not None:
        return not rule.bounds.contains(value)
    if rule.kind is AlertKind.LIMIT:
        return health_of(kpi, value) is Health.RED
    return is_off_target(kpi, value)


def _is_too_high(rule: Rule, kpi: Definition, value: Decimal) -> bool:
    """Tell whether a sum so far is beyond an upper limit already."""
    if rule.bounds is not None:
        return rule.bounds.is_above(value)
    limit = kpi.red or (kpi.target if kpi.amber is None else None)
    return limit is not None and limit.is_above(value)


def _stale(rule: Rule, values: Sequence[Value], today: dt.date) -> Finding:
    """Fire when so many finished periods in a row have no value, counted from the first reading.

    Who never had a reading is asked for one, but is not stale. One period unfinished and without
    a value is not missing yet; with a value it is news, and closes the episode.
    """
    if values[-1].value is not None:
        return Finding.BACK
    over = [each for each in values if not each.period.is_unfinished(today)]
    silent = 0
    for each in reversed(over):
        if each.value is not None:
            break
        silent += 1
    known = any(each.value is not None for each in over)
    return Finding.FIRES if known and silent >= rule.periods else Finding.UNKNOWN


# --- episodes -----------------------------------------------------------------------------------


class Step(StrEnum):
    """What becomes of the episode of a rule."""

    OPENS = "opens"
    """Post it, once."""
    STAYS = "stays"
    CLOSES = "closes"
    """The card says that it is back; nothing new is posted."""
    WITHDRAWN = "withdrawn"
    """A correction took away what opened it."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Episode:
    """A time during which a rule holds: since the period `opened`; open while `closed` is None."""

    opened: Period
    closed: Period | None = None
    withdrawn: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether it goes on."""
        return self.closed is None

    @property
    def slot(self) -> str:
        """The name under which a rule's post happens once."""
        return self.opened.label


def step(episode: Episode | None, finding: Finding, period: Period) -> tuple[Step, Episode | None]:
    """Return what happens to a rule's last episode when `finding` is said of `period`.

    A period never opens two episodes: what was closed for it stays closed, so that a value
    corrected to and fro does not post again.
    """
    is_open = episode is not None and episode.is_open
    if finding is Finding.FIRES and not is_open:
        if episode is not None and episode.opened >= period:
            return Step.NOTHING, episode
        return Step.OPENS, Episode(period)
    if episode is None or not is_open:
        return Step.NOTHING, episode
    if finding is not Finding.BACK:
        return Step.STAYS, episode
    if period <= episode.opened:
        return Step.WITHDRAWN, Episode(episode.opened, period, withdrawn=True)
    return Step.CLOSES, Episode(episode.opened, period)


def episodes_of(
    rule: Rule, kpi: Definition, values: Sequence[Value], today: dt.date
) -> tuple[Episode, ...]:
    """Return all episodes of a history, as if each period had been looked at when it was over."""
    found: list[Episode] = []
    episode: Episode | None = None
    for at, each in enumerate(values):
        day = min(today, each.period.end + dt.timedelta(days=1))
        finding = look(rule, kpi, values[max(0, at + 1 - LOOK_BACK) : at + 1], day)
        what, episode = step(episode, finding, each.period)
        if episode is not None and what is Step.OPENS:
            found.append(episode)
        elif episode is not None and what in (Step.CLOSES, Step.WITHDRAWN):
            found[-1] = episode
    return tuple(found)


# --- the loop -----------------------------------------------------------------------------------


class Loop(StrEnum):
    """How far a red KPI is on the way from alert to closed."""

    UNANSWERED = "unanswered"
    """Open, and nobody made a task."""
    IN_WORK = "in_work"
    WAITING = "waiting"
    """The task is done, the number is not back yet."""
    BACK_EARLY = "back_early"
    """The number is back, the task still open."""
    CLOSED = "closed"
    """The number is back, and the task done or none needed."""


def loop_of(episode: Episode, *, tasks: int, open_tasks: int) -> Loop:
    """Return where an episode stands, given how many tasks were made from it and are still open."""
    if episode.is_open:
        if not tasks:
            return Loop.UNANSWERED
        return Loop.IN_WORK if open_tasks else Loop.WAITING
    return Loop.BACK_EARLY if open_tasks else Loop.CLOSED
