"""Charts of every shape, for the tests that try them all."""

import datetime as dt
import math

from hypothesis import strategies as st

from domain.goals.values import NUMBER, PERCENT, Unit, UnitKind
from tests.views.test_card_limits import SHOWN
from views.charts.chart import Chart, Kind, Landing, Mark, Place, Series

WHOLE = st.floats(-1e12, 1e12, allow_subnormal=False)
VALUES = WHOLE | st.integers(-999, 999) | st.sampled_from([math.nan, math.inf, -math.inf])
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2032, 1, 1))
NAMES = st.text(SHOWN, max_size=60)
UNITS = st.sampled_from(
    [NUMBER, PERCENT, Unit(UnitKind.CURRENCY, "EUR"), Unit(UnitKind.DURATION, "min")]
)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """A chart by days or by labels, with and without everything it may have."""
    place: st.SearchStrategy[Place] = DAYS if draw(st.booleans()) else NAMES
    rows = st.builds(Series, NAMES, st.lists(st.tuples(place, VALUES), max_size=60).map(tuple))
    low, likely, high = sorted(draw(st.tuples(WHOLE, WHOLE, WHOLE)))
    landing = Landing(draw(DAYS), low, likely, high, draw(NAMES), draw(NAMES), draw(NAMES))
    return Chart(
        title=draw(st.text(SHOWN, max_size=220)),
        series=tuple(draw(st.lists(rows, max_size=9))),
        caption=draw(st.text(SHOWN, max_size=4000)),
        kind=draw(st.sampled_from(list(Kind))),
        guides=tuple(draw(st.lists(rows, max_size=3))),
        landing=draw(st.none() | st.just(landing)),
        marks=tuple(draw(st.lists(st.builds(Mark, place, NAMES), max_size=30))),
        unit=draw(UNITS),
    )
