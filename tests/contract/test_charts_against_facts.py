"""Our charts, compared with the collected facts: with Slack's limits, and with earlier ones."""

from __future__ import annotations

from hypothesis import given, settings

from tests.contract.facts import read_json
from tests.views.charts import charts
from views.charts import native
from views.charts.chart import Chart
from views.words import words_for

FACT = read_json("facts", "block_kit_limits.json")["blocks"]["data_visualization"]
LINES = FACT["fields"]["chart"]["bar|area|line"]


def test_we_keep_to_the_facts() -> None:
    assert FACT["fields"]["title"]["max_len"] == native.TITLE_MAX
    assert LINES["data"]["max_items"] == native.POINTS_MAX
    assert LINES["data"]["label_max_len"] == native.LABEL_MAX
    assert LINES["series"]["name_max_len"] == native.NAME_MAX
    assert LINES["axis_config"]["categories_item_max_len"] == native.LABEL_MAX
    assert LINES["axis_config"]["y_label_max_len"] == native.AXIS_MAX
    assert LINES["series"]["max_items"] >= native.SERIES_MAX
    assert f"{native.SERIES_MAX} series" in FACT["note"]


@settings(max_examples=100, deadline=None)
@given(charts())
def test_every_chart_is_as_the_facts_say(chart: Chart) -> None:
    block = native.native_block(chart, words_for("en-US"))
    if block is None:
        return
    assert set(block) - {"type"} == set(FACT["required"]) <= set(FACT["fields"])
    drawn = block["chart"]
    labels = drawn["axis_config"]["categories"]
    names = [each["name"] for each in drawn["series"]]
    assert len(set(names)) == len(names) >= LINES["series"]["min_items"]
    assert len(set(labels)) == len(labels) >= LINES["data"]["min_items"]
    assert all([point["label"] for point in each["data"]] == labels for each in drawn["series"])
