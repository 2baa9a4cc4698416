"""Every rule of the Block Kit tables: one row Slack accepts, one it refuses with these words."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.rules.blockkit import check_attachments, check_blocks
from sandbox.rules.blockkit.problems import Surface
from tests.sandbox.rules import samples
from tests.sandbox.rules.samples import (
    block,
    complaints,
    element,
    mrkdwn,
    plain,
    raw,
)

Json = dict[str, Any]


@pytest.mark.parametrize("kind", samples.BLOCKS)
def test_every_block_is_accepted_somewhere(kind: str) -> None:
    surface: Surface = "modal" if kind == "alert" else "message"
    assert complaints(block(kind), surface=surface) == []


BOUNDS = [
    (block("section", text=mrkdwn("x" * 3000)), block("section", text=mrkdwn("x" * 3001)), "3001"),
    (block("section", text=mrkdwn("x")), block("section", text=mrkdwn("")), "more than 0"),
    (block("section", fields=[mrkdwn()] * 10), block("section", fields=[mrkdwn()] * 11), "than 10"),
    (
        block("section", fields=[mrkdwn("x" * 2000)]),
        block("section", fields=[mrkdwn("x" * 2001)]),
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (block("header", text=plain("x" * 150)), block("header", text=plain("x" * 151)), "151"),
    (block("header", level=4), block("header", level=5), "must be less than 5"),
    (block("header"), block("header", text=mrkdwn()), "unsupported type: mrkdwn"),
    (block("divider", block_id="x" * 255), block("divider", block_id="x" * 256), "256"),
    (
        block("context", elements=[mrkdwn()] * 10),
        block("context", elements=[mrkdwn()] * 11),
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        block("actions", elements=[element("button", action_id=str(n)) for n in range(25)]),
        block("actions", elements=[element("button", action_id=str(n)) for n in range(26)]),
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (block("actions"), block("actions", elements=[]), "no fewer than 1 items allowed"),
    (block("image", title=plain("x" * 2000)), block("image", title=plain("x" * 2001)), "2001"),
    (block("image"), block("image", slack_file={"id": "F1"}), "only one of"),
    (block("image"), block("image", image_url="c.png"), "downloading image failed"),
    (block("image"), block("image", image_url="https://a.b/c d.png"), "downloading image failed"),
    (block("image"), block("image", alt_text=""), "must be more than 0 characters"),
    (
        block("video", title=plain("x" * 199)),
        block("video", title=plain("x" * 200)),
        "less than 200",
    ),
    (block("video"), block("video", video_url="http://example.com/a"), "https"),
    (block("markdown", text="x" * 12000), block("markdown", text="x" * 12001), "12001"),
    (
        block("table", rows=[[raw("x" * 5000), raw("x" * 5000)]]),
        block("table", rows=[[raw("x" * 5000), raw("x" * 5001)]]),
        "must be less than 10001 characters",
    ),
    (block("table", rows=[[raw()]] * 100), block("table", rows=[[raw()]] * 101), "than 100 items"),
    (block("table", rows=[[raw()] * 20]), block("table", rows=[[raw()] * 21]), "than 20 items"),
    (block("table", rows=[[raw()]]), block("table", rows=[[raw("")]]), "more than 0"),
    (
        block("table", rows=[[{"type": "raw_number", "value": 4, "text": "4"}]]),
        block("table", rows=[[{"type": "raw_number", "text": "4"}]]),
        "missing required field: value [json-pointer:/blocks/0/rows/0/0]",
    ),
    (
        block("table", column_settings=[None, {"align": "right", "is_wrapped": True}]),
        block("table", column_settings=[{"align": "top"}]),
        "enum",
    ),
    (
        block("data_table", rows=[[raw()], [samples.rich_text()]]),
        block("data_table", rows=[[samples.rich_text()], [raw()]]),
        "unsupported type: rich_text",
    ),
    (
        block("data_table", rows=[[raw(), raw()], [raw(), raw()]]),
        block("data_table", rows=[[raw(), raw()], [raw()]]),
        "same number of cells",
    ),
    (
        block("data_table", rows=[[raw()]] * 201),
        block("data_table", rows=[[raw()]] * 202),
        "no more than 201 items allowed",
    ),
    (block("data_table"), block("data_table", rows=[[raw()]]), "no fewer than 2 items"),
    (block("data_table", page_size=100), block("data_table", page_size=101), "less than 101"),
    (
        block("data_table", row_header_column_index=1),
        block("data_table", row_header_column_index=2),
        "must be less than 2",
    ),
    (
        block("data_visualization", title="x" * 50),
        block("data_visualization", title="x" * 51),
        "less than 51",
    ),
    (
        block(
            "data_visualization", chart={"type": "pie", "segments": [{"label": "a", "value": 0.5}]}
        ),
        block(
            "data_visualization", chart={"type": "pie", "segments": [{"label": "a", "value": 0}]}
        ),
        "must be greater than 0",
    ),
    (
        block("data_visualization"),
        block("data_visualization", chart={"type": "radar"}),
        "unsupported type: radar",
    ),
    (block("card", body=mrkdwn("x" * 200)), block("card", body=mrkdwn("x" * 201)), "201"),
    (
        block("card", slack_icon={"name": "globe"}),
        block("card", slack_icon={"name": "globe"}, icon=samples.IMAGE),
        "only one of",
    ),
    (
        block("card", slack_icon={"name": "globe"}),
        block("card", slack_icon={}),
        "missing required field: name",
    ),
    (
        block("card", actions=[element("button", action_id=str(n)) for n in range(3)]),
        block("card", actions=[element("button", action_id=str(n)) for n in range(4)]),
        "no more than 3",
    ),
    (
        block("carousel", elements=[{"type": "card", "title": mrkdwn()}] * 10),
        block("carousel", elements=[{"type": "card", "title": mrkdwn()}] * 11),
        "no more than 10",
    ),
    (
        block("container", is_collapsible=True, default_collapsed=True),
        block("container", default_collapsed=True),
        "requires is_collapsible",
    ),
    (
        block("container", has_header_divider=True),
        block("container", has_header_divider=True, is_collapsible=True),
        "excludes is_collapsible",
    ),
    (
        block("container", child_blocks=[block("section")]),
        block("container", child_blocks=[block("markdown")]),
        "unsupported type: markdown [json-pointer:/blocks/0/child_blocks/0/type]",
    ),
    (
        block("plan", tasks=[{"task_id": "t", "title": "a"}]),
        block("plan", tasks=[{"type": "section", "task_id": "t", "title": "a"}]),
        "unsupported type: section",
    ),
    (block("task_card", status="complete"), block("task_card", status="done"), "enum"),
    (
        block("task_card", sources=[{"type": "url", "url": "https://a.b", "text": "a"}]),
        block("task_card", sources=[{"type": "url", "url": "https://a.b"}]),
        "missing required field: text",
    ),
    (block("file"), block("file", source="local"), "enum"),
]


@pytest.mark.parametrize(("good", "bad", "words"), BOUNDS)
def test_a_block_is_accepted_at_the_bound_and_refused_beyond(
    good: Json, bad: Json, words: str
) -> None:
    assert complaints(good) == []
    assert any(words in complaint for complaint in complaints(bad)), complaints(bad)


def test_words_and_pointers_are_those_of_slack() -> None:
    assert complaints(block("section", text=mrkdwn("x" * 3001))) == [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]
    assert complaints({"type": "section"}) == [
        "must define either `text` or `fields` [json-pointer:/blocks/0/type]"
    ]
    assert complaints({"type": "sections"}) == [
        "unsupported type: sections [json-pointer:/blocks/0/type]"
    ]
    assert complaints(block("divider"), block("divider", text=plain())) == [
        "invalid additional property: text [json-pointer:/blocks/1]"
    ]
    assert complaints({}) == ["missing required field: type [json-pointer:/blocks/0]"]
    assert complaints({"type": "text", "text": "a"}) == [
        "unsupported type: text [json-pointer:/blocks/0/type]"
    ]


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_each_surface_holds_so_many_blocks(surface: Surface, most: int) -> None:
    assert check_blocks([block("divider")] * most, surface) == []
    problems = check_blocks([block("divider")] * (most + 1), surface)
    assert [str(p) for p in problems] == [
        f"no more than {most} items allowed [json-pointer:/blocks]"
    ]


def test_a_block_id_is_unique_in_the_payload_even_inside_a_container() -> None:
    one = block("divider", block_id="b")
    assert complaints(one, block("divider", block_id="c")) == []
    inner = block("container", child_blocks=[one])
    assert complaints(one, inner) == [
        '`block_id` "b" already exists [json-pointer:/blocks/1/child_blocks/0/block_id]'
    ]


def test_an_action_id_is_unique_in_its_block_only() -> None:
    button = element("button")
    assert complaints(block("actions"), block("actions")) == []
    assert complaints(block("actions", elements=[button, button])) == [
        '`action_id` "x" already exists [json-pointer:/blocks/0/elements/1/action_id]'
    ]


def test_a_message_takes_one_table_two_charts_and_twelve_thousand_characters_of_markdown() -> None:
    table, chart = block("table"), block("data_visualization")
    assert complaints(table, chart, chart) == []
    assert complaints(table, table) == ["only_one_table_allowed [json-pointer:/blocks/1]"]
    assert len(complaints(chart, chart, chart)) == 1
    half = block("markdown", text="x" * 6000)
    assert complaints(half, half) == []
    assert "12001" in complaints(half, half, half)[0]


def test_only_one_element_asks_for_the_focus() -> None:
    focused = block("input", element=element("plain_text_input", focus_on_load=True))
    assert complaints(focused, block("input"), surface="modal") == []
    assert "focus_on_load" in complaints(focused, focused, surface="modal")[0]


def test_files_are_not_dispatched() -> None:
    files = element("file_input")
    assert complaints(block("input", element=files), surface="modal") == []
    refused = complaints(block("input", element=files, dispatch_action=True), surface="modal")
    assert "file_input" in refused[0]


@pytest.mark.parametrize("kind", ["conversations_select", "channels_select"])
def test_response_urls_are_for_inputs_of_modals(kind: str) -> None:
    select = element(kind, response_url_enabled=True)
    assert complaints(block("input", element=select), surface="modal") == []
    assert complaints(block("input", element=select), surface="home")
    assert complaints(block("actions", elements=[select]), surface="modal")


@pytest.mark.parametrize(
    ("kind", "surface", "accepted"),
    [
        ("number_input", "modal", True),
        ("number_input", "message", False),
        ("file_input", "home", False),
        ("rich_text_input", "home", True),
        ("rich_text_input", "message", False),
        ("datetimepicker", "message", True),
        ("datetimepicker", "home", False),
        ("plain_text_input", "message", True),
    ],
)
def test_inputs_keep_to_their_surfaces(kind: str, surface: Surface, accepted: bool) -> None:
    found = complaints(block("input", element=element(kind)), surface=surface)
    assert (found == []) is accepted


def test_a_chart_has_a_point_for_each_category_and_no_name_twice() -> None:
    def chart(**changes: Any) -> Json:
        whole = {
            "type": "line",
            "series": [{"name": "a", "data": [{"label": "W1", "value": -1}]}],
            "axis_config": {"categories": ["W1"]},
        }
        return block("data_visualization", chart={**whole, **changes})

    one = {"name": "a", "data": [{"label": "W1", "value": 1}]}
    assert complaints(chart()) == []
    assert "one data point per category" in complaints(chart(axis_config={"categories": ["W2"]}))[0]
    assert "unique" in complaints(chart(series=[one, one]))[0]
    assert complaints(chart(series=[{**one, "name": "x" * 21}]))


def test_rich_text_knows_every_inline_element() -> None:
    inline = [
        {"type": "text", "text": "a", "style": {"bold": True}},
        {"type": "link", "url": "https://a.b", "text": "a"},
        {"type": "user", "user_id": "U1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "team", "team_id": "T1"},
        {"type": "broadcast", "range": "here"},
        {"type": "emoji", "name": "tada"},
        {"type": "date", "timestamp": 1700000000, "format": "{date}", "fallback": "a"},
        {"type": "color", "value": "#ff0000"},
    ]
    section = {"type": "rich_text_section", "elements": inline}
    parts = [
        section,
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [section]},
        {"type": "rich_text_quote", "elements": inline, "border": 1},
        {"type": "rich_text_preformatted", "elements": inline[:2]},
    ]
    assert complaints({"type": "rich_text", "elements": parts}) == []
    for bad in (
        {"type": "rich_text_preformatted", "elements": [inline[2]]},
        {"type": "rich_text_list", "style": "dots", "elements": [section]},
        {"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text", "text": "a"}]},
        {"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "all"}]},
        {"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]},
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "a", "style": "bold"}]},
    ):
        assert complaints({"type": "rich_text", "elements": [bad]}), bad


def test_blocks_inside_attachments_are_told_with_their_place() -> None:
    bad = [{"blocks": [block("divider"), block("section", fields=[mrkdwn("x" * 2001)])]}]
    assert [str(p) for p in check_attachments(bad)] == [
        "must be less than 2001 characters [json-pointer:/attachments/0/blocks/1/fields/0/text]"
    ]
    assert check_attachments([{"color": "#ff0000", "text": "a"}]) == []
    assert check_attachments({"text": "a"})
    assert check_attachments([{"footer": "x" * 301}])
