"""A chart as a value: lines or bars, guides, a forecast, marks, and the same in words.

How it is drawn is said in native.py (Slack's own block) and picture.py (an image).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.goals.values import NUMBER, Unit

Place = dt.date | str
"""Where a point stands: a day, or a label where the order is all that counts."""
Point = tuple[Place, float]


class Kind(StrEnum):
    """How the measured values are drawn."""

    LINE = "line"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Series:
    """A named row of points in order; values that are no numbers are left out."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Landing:
    """The range in which the first series is expected to end, and how its lines are called."""

    on: dt.date
    low: float
    likely: float
    high: float
    likely_name: str
    low_name: str
    high_name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at a place of the first series, such as an alert."""

    at: Place
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All places of a chart are days, or all are labels.

    `guides` are what the values are compared with (a target, a pace). `caption` says in sentences
    what is to be seen, for those who cannot see it too.
    """

    title: str
    series: tuple[Series, ...]
    caption: str
    kind: Kind = Kind.LINE
    guides: tuple[Series, ...] = ()
    landing: Landing | None = None
    marks: tuple[Mark, ...] = ()
    unit: Unit = NUMBER

    @property
    def alt(self) -> str:
        """Title and caption as one text."""
        return f"{self.title}: {self.caption}"

    @property
    def drawn(self) -> tuple[Series, ...]:
        """The measured series that have something to draw."""
        return tuple(each for each in map(sound, self.series) if each.points)

    @property
    def guiding(self) -> tuple[Series, ...]:
        """The guides that have something to draw."""
        return tuple(each for each in map(sound, self.guides) if each.points)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to draw."""
        return not (self.drawn or self.guiding)

    @property
    def fan(self) -> Landing | None:
        """The landing, if it can be drawn: after the last measured day."""
        landing, measured = self.landing, self.drawn
        if landing is None or not measured:
            return None
        last = measured[0].points[-1][0]
        known = all(map(math.isfinite, (landing.low, landing.likely, landing.high)))
        return landing if known and isinstance(last, dt.date) and landing.on > last else None


def sound(series: Series) -> Series:
    """The same series in the order of its days, without what cannot be drawn; one value a place,
    the last."""
    last = {place: value for place, value in series.points if math.isfinite(value)}
    places: Iterable[Place] = last
    if last and all(isinstance(place, dt.date) for place in last):
        places = sorted(last, key=str)
    return Series(series.name, tuple((place, float(last[place])) for place in places))


def as_said(points: Sequence[tuple[dt.date, float]]) -> Callable[[dt.date], float]:
    """What had been said last on a day; before the first point, that one's value."""

    def value(day: dt.date) -> float:
        return next((said for on, said in reversed(points) if on <= day), points[0][1])

    return value


def between(points: Sequence[tuple[dt.date, float]]) -> Callable[[dt.date], float]:
    """The straight line between neighbours; flat outside of them."""

    def value(day: dt.date) -> float:
        before = next(((on, at) for on, at in reversed(points) if on <= day), points[0])
        after = next(((on, at) for on, at in points if on >= day), points[-1])
        days = (after[0] - before[0]).days
        if days <= 0:
            return before[1] if before[0] <= day else after[1]
        return before[1] + (after[1] - before[1]) * ((day - before[0]).days / days)

    return value
