"""The chart of a goal: Slack's block, its caption, and the same for the picture."""

import datetime as dt
from typing import Any

from domain.goals.values import NUMBER, PERCENT, Unit
from views.charts.chart import Chart, Kind, Mark, Series
from views.charts.goal import goal_chart
from views.charts.message import native_message, picture_message
from views.charts.native import native_block
from views.charts.picture import drawing_of, round_steps
from views.words import words_for

WORDS = words_for("en-US")
END = dt.date(2026, 9, 30)
START = dt.date(2026, 7, 1)
SAID = ((START, 31.0), (dt.date(2026, 7, 13), 32.0), (dt.date(2026, 7, 27), 37.0))
PACE = ((START, 31.0), (END, 45.0))


def chart_of(
    *,
    points: tuple[tuple[dt.date, float], ...] = SAID,
    landing: tuple[float, float, float] | None = (43.4, 44.0, 52.85),
    unit: Unit = NUMBER,
) -> Chart:
    return goal_chart(
        "G3 Raise NPS",
        points=points,
        pace=PACE,
        landing=landing,
        today=dt.date(2026, 7, 28),
        end=END,
        unit=unit,
        words=WORDS,
    )


def lines_of(chart: Chart) -> dict[str, dict[str, float]]:
    block = native_block(chart, WORDS)
    assert block is not None
    return {
        row["name"]: {point["label"]: point["value"] for point in row["data"]}
        for row in block["chart"]["series"]
    }


def test_the_caption_says_what_is_to_be_seen() -> None:
    assert chart_of().alt == (
        "G3 Raise NPS: 37 on Mon, Jul 27. The pace expects 35.15 today. The target is 45 on"
        " Wed, Sep 30. Going on like this leads to 44 on Wed, Sep 30, between 43.4 and 52.85."
    )
    assert chart_of(points=(), landing=None, unit=PERCENT).caption == (
        "No check-in yet. The pace expects 35.15 % today. The target is 45 % on Wed, Sep 30."
    )
    assert "leads to 44 on Wed, Sep 30." in chart_of(landing=(44.0, 44.0, 44.0)).caption


def test_slack_s_lines_go_on_into_the_forecast() -> None:
    lines = lines_of(chart_of())
    assert list(lines) == ["Pace", "Forecast, low", "Forecast, high", "So far, then likely"]
    likely, low = lines["So far, then likely"], lines["Forecast, low"]
    assert likely["Jul 1"] == low["Jul 1"] == 31
    assert likely["Jul 20"] == 32  # what had been said last by then
    assert likely["Jul 27"] == low["Jul 27"] == 37
    assert (low["Sep 30"], likely["Sep 30"], lines["Forecast, high"]["Sep 30"]) == (43.4, 44, 52.85)
    assert lines["Pace"]["Sep 30"] == 45


def test_a_forecast_without_a_range_is_one_line() -> None:
    lines = lines_of(chart_of(landing=(44.0, 44.0, 52.85)))
    assert list(lines) == ["Pace", "Forecast, high", "So far, then likely"]


def test_without_a_forecast_the_lines_end_with_the_last_check_in() -> None:
    lines = lines_of(chart_of(landing=None))
    assert list(lines) == ["Pace", "So far"]
    assert list(lines["So far"])[-1] == "Jul 27"


def test_before_the_first_check_in_the_pace_stands_alone() -> None:
    assert list(lines_of(chart_of(points=(), landing=(1.0, 2.0, 3.0)))) == ["Pace"]


def test_days_are_thinned_out_in_the_rhythm_of_check_ins() -> None:
    labels = list(lines_of(chart_of())["Pace"])
    assert labels[:4] == ["Jul 1", "Jul 6", "Jul 13", "Jul 20"]
    assert labels[-2:] == ["Sep 21", "Sep 30"]  # 28 September would stand right beside the end


def test_a_target_makes_lines_of_bars_in_slack_s_chart_only() -> None:
    rows = tuple((f"W{n}", float(n)) for n in range(1, 26))
    target = tuple((place, 20.0) for place, _ in rows)
    chart = Chart(
        title="Signups",
        series=(Series("Signups", rows), Series("Signups", rows)),
        guides=(Series("Target", target),),
        marks=(Mark("W9", "below the limit"),),
        kind=Kind.BAR,
        caption="25 in W25.",
    )
    block = native_block(chart, WORDS)
    assert block is not None
    assert block["chart"]["type"] == "line"
    assert [row["name"] for row in block["chart"]["series"]] == ["Target", "Signups", "Signups 2"]
    assert block["chart"]["axis_config"]["categories"][0] == "W6"
    drawing = drawing_of(chart, WORDS)
    assert drawing["kind"] == "bar"
    assert drawing["marks"] == [[8.0, 9.0]]
    assert texts(native_message(chart, WORDS).blocks) == ["25 in W25.", "⚠ W9: below the limit"]


def test_a_picture_says_what_it_shows() -> None:
    message = picture_message(chart_of(), WORDS, "F0000000001")
    picture = message.blocks[0]
    assert picture["slack_file"] == {"id": "F0000000001"}
    assert picture["alt_text"] == chart_of().alt == message.text


def test_the_picture_has_days_as_far_apart_as_they_are() -> None:
    drawing = drawing_of(chart_of(), WORDS)
    (said,) = drawing["series"]
    assert [b - a for a, b in zip(said["x"], said["x"][1:], strict=False)] == [12, 14]
    assert drawing["fan"]["x"][1] - said["x"][-1] == 65
    assert drawing["x_labels"][0][1] == "Jul 1"
    assert drawing["x_labels"][-1][1] == "Sep 30"
    assert drawing["y_labels"][0] == [30.0, "30"]


def test_steps_of_an_axis_are_round() -> None:
    assert round_steps(31, 52.85) == [30, 35, 40, 45, 50, 55]
    assert round_steps(0.011, 0.031) == [0.01, 0.015, 0.02, 0.025, 0.03, 0.035]
    assert round_steps(7, 7) == [6, 8]
    assert round_steps(-1200, 800) == [-1500, -1000, -500, 0, 500, 1000]


def texts(blocks: Any) -> list[str]:
    return [each["text"] for each in blocks[-1]["elements"]]
