"""The chart of a goal: check-ins against the pace, and where they will land."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from domain.goals.values import Unit
from views.charts.chart import Chart, Landing, Series, between
from views.goals.amounts import amount_name
from views.words import Words

Dated = tuple[dt.date, float]


def goal_chart(
    title: str,
    *,
    points: Sequence[Dated],
    pace: Sequence[Dated],
    landing: tuple[float, float, float] | None,
    today: dt.date,
    end: dt.date,
    unit: Unit,
    words: Words,
) -> Chart:
    """Check-ins (`points`, a known start as the first), the pace over the whole cycle, and the
    range (low, likely, high) expected on its last day, `end`.

    `title` is the goal as it is called in messages: "G3 Raise NPS".
    """
    return Chart(
        title=title,
        series=(Series(words.say("So far"), tuple(points)),),
        guides=(Series(words.say("Pace"), tuple(pace)),),
        landing=landing and _landing(landing, end, words),
        unit=unit,
        caption=" ".join(
            [
                *_so_far(points, unit, today, words),
                *_expected(pace, unit, today, end, words),
                *_ahead(landing, end, unit, today, words),
            ]
        ),
    )


def _landing(landing: tuple[float, float, float], end: dt.date, words: Words) -> Landing:
    low, likely, high = landing
    return Landing(
        on=end,
        low=low,
        likely=likely,
        high=high,
        likely_name=words.say("So far, then likely"),
        low_name=words.say("Forecast, low"),
        high_name=words.say("Forecast, high"),
    )


def _so_far(points: Sequence[Dated], unit: Unit, today: dt.date, words: Words) -> list[str]:
    if not points:
        return [words.say("No check-in yet.")]
    day, value = max(points, key=lambda point: point[0])
    on = words.day(day, today=today)
    return [words.say("{value} on {day}.", value=_figure(value, unit, words), day=on)]


def _expected(
    pace: Sequence[Dated], unit: Unit, today: dt.date, end: dt.date, words: Words
) -> list[str]:
    if not pace:
        return []
    ordered = sorted(pace)
    target = _figure(ordered[-1][1], unit, words)
    on = words.day(ordered[-1][0], today=today)
    said = [words.say("The target is {value} on {day}.", value=target, day=on)]
    if ordered[0][0] <= today < end:
        now = _figure(between(ordered)(today), unit, words)
        said.insert(0, words.say("The pace expects {value} today.", value=now))
    return said


def _ahead(
    landing: tuple[float, float, float] | None,
    end: dt.date,
    unit: Unit,
    today: dt.date,
    words: Words,
) -> list[str]:
    if landing is None:
        return []
    low, likely, high = (_figure(each, unit, words) for each in landing)
    on = words.day(end, today=today)
    if low == high:
        return [words.say("Going on like this leads to {value} on {day}.", value=likely, day=on)]
    return [
        words.say(
            "Going on like this leads to {value} on {day}, between {low} and {high}.",
            value=likely,
            day=on,
            low=low,
            high=high,
        )
    ]


def _figure(value: float, unit: Unit, words: Words) -> str:
    return amount_name(float(value), unit, words)
