"""A chart as Slack's own `data_visualization` block, exactly within its limits.

Slack's chart has one value per series at each of at most twenty labels, so days are thinned out,
and a forecast is a continuation of the line with two more lines around it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from babel.numbers import get_currency_symbol

from domain.goals.values import Unit, UnitKind
from views.blocks import Block, cut
from views.charts.chart import Chart, Kind, Landing, Series, as_said, between
from views.words import Words

POINTS_MAX = 20
SERIES_MAX = 6
"""Slack takes twelve by now; workspaces with the first version of the block take six."""
TITLE_MAX = 50
NAME_MAX = 20
LABEL_MAX = 20
AXIS_MAX = 50
STEPS = (1, 2, 7, 14, 28, 91, 182, 364)
"""Days between two labels: check-ins and readings come in these rhythms."""

Days = tuple[tuple[dt.date, float], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    value_at: Callable[[dt.date], float]


def native_block(chart: Chart, words: Words) -> Block | None:
    """The block, or None if the chart has nothing to draw."""
    rows = (*chart.guiding, *chart.drawn)
    if not rows:
        return None
    if all(isinstance(place, dt.date) for row in rows for place, _ in row.points):
        labels, named = _by_day(chart, words)
    else:
        labels, named = _by_label(rows)
    axes: dict[str, Any] = {"categories": labels}
    if name := _unit_name(chart.unit, words):
        axes["y_label"] = cut(name, AXIS_MAX)
    data = [
        {
            "name": name,
            "data": [
                {"label": label, "value": _short(value)}
                for label, value in zip(labels, values, strict=True)
            ],
        }
        for name, values in named
    ]
    # Slack draws all series of a chart alike: a target is no bar.
    kind = Kind.LINE if chart.fan or chart.guiding else chart.kind
    return {
        "type": "data_visualization",
        "title": cut(title_of(chart, words), TITLE_MAX),
        "chart": {"type": kind.value, "series": data, "axis_config": axes},
    }


def title_of(chart: Chart, words: Words) -> str:
    """What the chart is called; Slack takes none without a title."""
    return chart.title.strip() or words.say("Chart")


# -- days --------------------------------------------------------------------------------------


def _by_day(chart: Chart, words: Words) -> tuple[list[str], list[tuple[str, list[float]]]]:
    fan = chart.fan
    days = _days(chart)
    lines = [_Line(each.name, between(_dated(each))) for each in chart.guiding]
    measured = [_Line(each.name, as_said(_dated(each))) for each in chart.drawn]
    if fan is not None:
        lines += _fanned(_dated(chart.drawn[0]), fan)
        measured = measured[1:]
    lines += measured
    shown = lines[-SERIES_MAX:]
    names = _unique((line.name for line in shown), NAME_MAX)
    labels = _unique(_day_labels(days, words), LABEL_MAX)
    return labels, [
        (name, [line.value_at(day) for day in days])
        for name, line in zip(names, shown, strict=True)
    ]


def _days(chart: Chart) -> list[dt.date]:
    """Both ends and the last measured day are among them."""
    spans = [_dated(each) for each in chart.drawn or chart.guiding]
    first = max(span[0][0] for span in spans)
    last = min(span[-1][0] for span in spans)
    if chart.fan is not None:  # it begins where the first series ends
        last, end = spans[0][-1][0], chart.fan.on
        first = min(first, last)
    else:
        # With no day in common everything between is shown.
        first, last = sorted((first, last))
        end = last
    step = next((each for each in STEPS if _count(first, last, end, each) <= POINTS_MAX), None)
    while step is None or _count(first, last, end, step) > POINTS_MAX:
        step = (step or STEPS[-1]) * 2
    return _every(first, last, end, step)


def _count(first: dt.date, last: dt.date, end: dt.date, step: int) -> int:
    back, on = (last - first).days, (end - last).days
    return 1 + -(-back // step) + -(-on // step)


def _every(first: dt.date, last: dt.date, end: dt.date, step: int) -> list[dt.date]:
    # What lies closer to an end than half a step is left out: all are drawn equally far apart.
    back = range(step, (last - first).days - step // 2, step)
    on = range(step, (end - last).days - step // 2, step)
    inner = [last, *(last - dt.timedelta(n) for n in back), *(last + dt.timedelta(n) for n in on)]
    return sorted({first, end, *inner})


def _fanned(points: Days, fan: Landing) -> list[_Line]:
    """Up to the last measured day all are the same line; the likely one is drawn on top, and hides
    what is no different."""
    last, value = points[-1]
    said = as_said(points)

    def towards(landing: float) -> Callable[[dt.date], float]:
        ahead = between(((last, value), (fan.on, landing)))
        return lambda day: said(day) if day <= last else ahead(day)

    around = ((fan.low_name, fan.low), (fan.high_name, fan.high))
    lines = [_Line(name, towards(at)) for name, at in around if at != fan.likely]
    return [*lines, _Line(fan.likely_name, towards(fan.likely))]


def _dated(series: Series) -> Days:
    return cast("Days", series.points)


def _day_labels(days: Sequence[dt.date], words: Words) -> list[str]:
    with_year = days[0].year != days[-1].year
    return [words.short_day(day, with_year=with_year) for day in days]


# -- labels ------------------------------------------------------------------------------------


def _by_label(rows: Sequence[Series]) -> tuple[list[str], list[tuple[str, list[float]]]]:
    """The last twenty labels that every series has a value for; a series without any is left
    out."""
    tables = [(row.name, {str(place): value for place, value in row.points}) for row in rows]
    places = [str(place) for place, _ in max(rows, key=_length).points][-POINTS_MAX:]
    common = [p for p in places if all(p in table for _, table in tables)]
    if not common:
        common = places
        tables = [(name, t) for name, t in tables if all(p in t for p in places)]
    shown = tables[-SERIES_MAX:]
    names = _unique((name for name, _ in shown), NAME_MAX)
    values = [[table[place] for place in common] for _, table in shown]
    return _unique(common, LABEL_MAX), list(zip(names, values, strict=True))


def _length(series: Series) -> int:
    return len(series.points)


# -- words and figures -------------------------------------------------------------------------


def _unit_name(unit: Unit, words: Words) -> str:
    if unit.kind is UnitKind.CURRENCY:
        return get_currency_symbol(unit.code, locale=words.locale)
    return unit.text


def _unique(texts: Iterable[str], limit: int) -> list[str]:
    """Each cut to `limit`; what is then the same gets a number."""
    found: list[str] = []
    for text in texts:
        plain = cut(text.strip() or "–", limit)
        name, n = plain, 1
        while name in found:
            n += 1
            name = f"{cut(plain, limit - len(str(n)) - 1)} {n}"
        found.append(name)
    return found


def _short(value: float) -> float | int:
    """Six digits are more than a line of that size shows."""
    short = float(f"{value:.6g}")
    return int(short) if short.is_integer() and abs(short) < 1e15 else short
