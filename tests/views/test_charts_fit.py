"""Whatever a chart holds, its messages are within Slack's limits, and it can be drawn."""

import json
import math

from hypothesis import given, settings

from tests.limits import assert_within_slack_limits
from tests.views.charts import charts
from tests.views.test_card_limits import LOCALES, check
from views.charts.chart import Chart
from views.charts.message import (
    alt_text,
    native_message,
    picture_follows,
    picture_message,
    words_message,
)
from views.charts.native import native_block
from views.charts.picture import POINTS_MAX, drawing_of
from views.words import words_for


@settings(max_examples=100, deadline=None)
@given(charts(), LOCALES)
def test_every_message_with_a_chart_fits(chart: Chart, locale: str) -> None:
    words = words_for(locale)
    check(native_message(chart, words))
    check(picture_message(chart, words, "F0000000001"))
    check(words_message(chart, words, is_missing=True))
    check(picture_follows(words))
    assert len(alt_text(chart)) <= 1000


@settings(max_examples=100, deadline=None)
@given(charts(), LOCALES)
def test_two_charts_fit_in_one_message(chart: Chart, locale: str) -> None:
    block = native_block(chart, words_for(locale))
    assert (block is None) == chart.is_empty
    if block is not None:
        assert_within_slack_limits([block, block])
        assert len(block["chart"]["series"]) >= 1


@settings(max_examples=100, deadline=None)
@given(charts(), LOCALES)
def test_a_drawing_is_json_of_numbers_that_can_be_drawn(chart: Chart, locale: str) -> None:
    drawing = json.loads(json.dumps(drawing_of(chart, words_for(locale)), allow_nan=False))
    for row in (*drawing["series"], *drawing["guides"]):
        assert len(row["x"]) == len(row["y"]) <= POINTS_MAX
    heights = [row[0] for row in drawing["y_labels"]]
    values = [y for row in (*drawing["series"], *drawing["guides"]) for y in row["y"]]
    if values:
        room = 1e-6 * max(map(abs, heights))
        assert heights == sorted(heights)
        assert heights[0] - room <= min(values)
        assert max(values) <= heights[-1] + room
        assert all(map(math.isfinite, heights))
        assert len(heights) <= 9
