"""Every rule of the element tables: one row Slack accepts, one it refuses with these words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.rules import samples
from tests.sandbox.rules.samples import (
    element,
    mrkdwn,
    of_element,
    option,
    options,
    plain,
)

Json = dict[str, Any]


@pytest.mark.parametrize("kind", samples.ELEMENTS)
def test_every_element_is_accepted_somewhere(kind: str) -> None:
    assert of_element(element(kind)) == []


ELEMENT_BOUNDS = [
    (element("button", text=plain("x" * 75)), element("button", text=plain("x" * 76)), "76"),
    (element("button", value="x" * 2000), element("button", value="x" * 2001), "2001"),
    (element("button", url="x" * 3000), element("button", url="x" * 3001), "3001"),
    (element("button", action_id="x" * 255), element("button", action_id="x" * 256), "256"),
    (element("button", style="danger"), element("button", style="default"), "enum"),
    (
        element("button", confirm=samples.CONFIRM),
        element("button", confirm={**samples.CONFIRM, "deny": plain("x" * 31)}),
        "less than 31",
    ),
    (
        element("button", confirm=samples.CONFIRM),
        element("button", confirm={"title": plain(), "text": plain(), "confirm": plain()}),
        "missing required field: deny",
    ),
    (
        element("overflow", options=options(5)),
        element("overflow", options=options(6)),
        "no more than 5 items allowed",
    ),
    (
        element("overflow", options=[{**option(), "url": "https://a.b"}]),
        element("static_select", options=[{**option(), "url": "https://a.b"}]),
        "invalid additional property: url",
    ),
    (element("checkboxes", options=options(10)), element("checkboxes", options=options(11)), "10"),
    (
        element("radio_buttons", options=[{**option(), "text": mrkdwn()}]),
        element("static_select", options=[{**option(), "text": mrkdwn()}]),
        "unsupported type: mrkdwn",
    ),
    (
        element("static_select", options=options(100)),
        element("static_select", options=options(101)),
        "no more than 100 items allowed",
    ),
    (
        element("static_select", options=[option("x" * 150)]),
        element("static_select", options=[option("x" * 151)]),
        "less than 151",
    ),
    (
        element("static_select", options=[option("1", "x" * 75)]),
        element("static_select", options=[option("1", "x" * 76)]),
        "less than 76",
    ),
    (element("static_select"), element("static_select", options=[option("")]), "more than 0"),
    (
        element("static_select", initial_option=option("1")),
        element("static_select", initial_option=option("7")),
        "must exactly match one of the options",
    ),
    (
        element("static_select", initial_option=option("1")),
        element("static_select", initial_option=option("1", "other words")),
        "must exactly match one of the options",
    ),
    (
        element("checkboxes", initial_options=options(2)),
        element("checkboxes", initial_options=options(3)),
        "initial_options/2",
    ),
    (
        element("multi_static_select", max_selected_items=1, initial_options=options(1)),
        element("multi_static_select", max_selected_items=1, initial_options=options(2)),
        "no more than 1 items allowed",
    ),
    (
        element("static_select"),
        element("static_select", option_groups=[{"label": plain(), "options": options(1)}]),
        "define only one of",
    ),
    (
        {k: v for k, v in element("static_select").items() if k != "options"}
        | {"option_groups": [{"label": plain("x" * 75), "options": options(1)}]},
        {k: v for k, v in element("static_select").items() if k != "options"},
        "must define either `options` or `option_groups`",
    ),
    (
        element("datepicker", initial_date="2024-02-29"),
        element("datepicker", initial_date="2023-02-29"),
        "valid date",
    ),
    (
        element("timepicker", initial_time="23:59"),
        element("timepicker", initial_time="24:00"),
        "HH:mm",
    ),
    (
        element("timepicker", timezone="Asia/Shanghai"),
        element("timepicker", timezone="Shanghai"),
        "timezone",
    ),
    (
        element("datetimepicker", initial_date_time=1700000000),
        element("datetimepicker", initial_date_time=170000000),
        "10 digit",
    ),
    (
        element("plain_text_input", max_length=3000),
        element("plain_text_input", max_length=3001),
        "less than 3001",
    ),
    (
        element("plain_text_input", min_length=5, max_length=5),
        element("plain_text_input", min_length=6, max_length=5),
        "max_length",
    ),
    (
        element("plain_text_input", placeholder=plain("x" * 150)),
        element("plain_text_input", placeholder=plain("x" * 151)),
        "151",
    ),
    (
        element(
            "plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}
        ),
        element("plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_blur"]}),
        "enum",
    ),
    (
        element("number_input", min_value="1", initial_value="2", max_value="2"),
        element("number_input", min_value="1", initial_value="3", max_value="2"),
        "max_value",
    ),
    (
        element("number_input", initial_value="2"),
        element("number_input", initial_value="2.5"),
        "valid number",
    ),
    (element("file_input", max_files=10), element("file_input", max_files=11), "less than 11"),
    (
        element("conversations_select", filter={"include": ["im", "mpim"]}),
        element("conversations_select", filter={}),
        "must define either",
    ),
    (
        element("icon_button", visible_to_user_ids=["U1"] * 10),
        element("icon_button", visible_to_user_ids=["U1"] * 11),
        "no more than 10",
    ),
    (
        element("rich_text_input", min_lines=1, max_lines=100),
        element("rich_text_input", min_lines=3, max_lines=2),
        "max_lines",
    ),
    (
        element("image"),
        {"type": "image", "alt_text": "a", "slack_file": {"id": "F1", "url": "https://a.b"}},
        "define only one of",
    ),
]


@pytest.mark.parametrize(("good", "bad", "words"), ELEMENT_BOUNDS)
def test_an_element_is_accepted_at_the_bound_and_refused_beyond(
    good: Json, bad: Json, words: str
) -> None:
    assert of_element(good) == []
    assert any(words in complaint for complaint in of_element(bad)), of_element(bad)
