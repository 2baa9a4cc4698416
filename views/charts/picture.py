"""A chart as plain JSON for the program that draws the picture (jobs/drawing.py)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from views.blocks import cut
from views.charts.chart import Chart, Place, Point, Series
from views.goals.amounts import amount_name
from views.words import Words

Json = dict[str, Any]

POINTS_MAX = 400
"""Per series; a picture of 1200 pixels shows no more."""
TITLE_MAX = 80
NAME_MAX = 40
X_LABELS = 7
Y_LABELS = 6
ROOM = 0.08
"""The share of the height left free above and below."""


def drawing_of(chart: Chart, words: Words) -> Json:
    """Coordinates as numbers, every text already in the reader's language and cut."""
    rows = (*chart.drawn, *chart.guiding)
    axis = _Axis([place for row in rows for place, _ in row.points])
    fan = chart.fan
    places = [axis.at(place) for row in rows for place, _ in row.points]
    heights = [value for row in rows for _, value in row.points]
    drawing: Json = {
        "title": cut(chart.title, TITLE_MAX),
        "kind": chart.kind.value,
        "series": [_row(each, axis) for each in chart.drawn],
        "guides": [_row(each, axis) for each in chart.guiding],
        "fan": None,
        "marks": [],
    }
    if fan is not None:
        last, value = chart.drawn[0].points[-1]
        at = axis.at(fan.on)
        drawing["fan"] = {
            "x": [axis.at(last), at],
            "low": [value, fan.low],
            "likely": [value, fan.likely],
            "high": [value, fan.high],
            "name": words.say("Forecast"),
        }
        places.append(at)
        heights += [fan.low, fan.high]
    drawing["x_labels"] = axis.labels(places, words)
    drawing["y_labels"] = _heights(heights, chart, words)
    drawing["marks"] = [
        [axis.at(m.at), _height(chart, m.at)] for m in chart.marks if rows and axis.has(m.at)
    ]
    return drawing


class _Axis:
    """Days stand as far apart as they are; labels one step each."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._labels: dict[str, int] = {}
        self.is_dated = all(isinstance(place, dt.date) for place in places)
        if not self.is_dated:
            for place in places:
                self._labels.setdefault(str(place), len(self._labels))

    def has(self, place: Place) -> bool:
        return isinstance(place, dt.date) if self.is_dated else str(place) in self._labels

    def at(self, place: Place) -> float:
        if self.is_dated and isinstance(place, dt.date):
            return float(place.toordinal())
        return float(self._labels[str(place)])

    def labels(self, places: Sequence[float], words: Words) -> list[list[Any]]:
        if not places:
            return []
        if not self.is_dated:
            every = math.ceil(len(self._labels) / X_LABELS / 2)
            kept = [(at, name) for name, at in self._labels.items() if at % every == 0]
            return [[float(at), cut(name, NAME_MAX)] for at, name in kept]
        first, last = int(min(places)), int(max(places))
        count = min(X_LABELS, last - first + 1)
        chosen = sorted(
            {round(first + (last - first) * n / max(1, count - 1)) for n in range(count)}
        )
        days = [dt.date.fromordinal(each) for each in chosen]
        with_year = days[0].year != days[-1].year
        return [[float(d.toordinal()), words.short_day(d, with_year=with_year)] for d in days]


def _row(series: Series, axis: _Axis) -> Json:
    points = thinned(series.points)
    return {
        "name": cut(series.name, NAME_MAX),
        "x": [axis.at(place) for place, _ in points],
        "y": [value for _, value in points],
    }


def thinned(points: Sequence[Point]) -> Sequence[Point]:
    """At most `POINTS_MAX` of them, evenly chosen, the last always."""
    every = -(-len(points) // POINTS_MAX)
    return points if every <= 1 else points[::-every][::-1]


def _height(chart: Chart, place: Place) -> float:
    points = chart.drawn[0].points if chart.drawn else chart.guiding[0].points
    exact = dict(points)
    if place in exact:
        return exact[place]
    return min(points, key=lambda point: abs(_ordinal(point[0]) - _ordinal(place)))[1]


def _ordinal(place: Place) -> float:
    return float(place.toordinal()) if isinstance(place, dt.date) else 0.0


def _heights(values: Sequence[float], chart: Chart, words: Words) -> list[list[Any]]:
    if not values:
        return []
    low, high = min(values), max(values)
    if chart.kind.value == "bar":
        low, high = min(low, 0.0), max(high, 0.0)
    ticks = round_steps(low, high)
    fine = max(0, math.ceil(-math.log10(ticks[1] - ticks[0])))
    decimals = fine if any(tick % 1 for tick in ticks) else 0
    return [[tick, amount_name(tick, chart.unit, words, decimals=decimals)] for tick in ticks]


def round_steps(low: float, high: float) -> list[float]:
    """Round heights (1, 2, 2.5 or 5 times a power of ten apart) that enclose both."""
    span = (high - low) or abs(high) or 1.0
    rough = span * (1 + ROOM) / (Y_LABELS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in (1, 2, 2.5, 5, 10) if each * power >= rough)
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    return [float(f"{n * step:.10g}") for n in range(first, last + 1)]
