"""Views, totals, generated ids, and the answers that follow from what is wrong."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.rules import errors
from sandbox.rules.blockkit import (
    check_attachments,
    check_blocks,
    check_view,
    generate_ids,
    message_text_total,
)
from tests.limits import assert_within_slack_limits
from tests.sandbox.rules import samples
from tests.sandbox.rules.samples import block, element, home, modal, mrkdwn, plain

Json = dict[str, Any]


def complaints(view: object) -> list[str]:
    return [str(problem) for problem in check_view(view)]


def without(view: Json, *names: str) -> Json:
    return {name: value for name, value in view.items() if name not in names}


VIEWS = [
    (modal(), without(modal(), "title"), "missing required field: title [json-pointer:/view]"),
    (modal(), without(modal(), "blocks"), "missing required field: blocks [json-pointer:/view]"),
    (modal(title=plain("x" * 24)), modal(title=plain("x" * 25)), "less than 25"),
    (modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25)), "less than 25"),
    (modal(close=plain("x" * 24)), modal(close=plain("x" * 25)), "less than 25"),
    (modal(), modal(title=mrkdwn()), "unsupported type: mrkdwn [json-pointer:/view/title/type]"),
    (modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001), "less than 3001"),
    (modal(callback_id="x" * 255), modal(callback_id="x" * 256), "less than 256"),
    (modal(external_id="x" * 255), modal(external_id="x" * 256), "less than 256"),
    (modal(clear_on_close=True), modal(clear_on_close="yes"), "boolean"),
    (modal(), modal(submit_disabled=True), "invalid additional property: submit_disabled"),
    (modal(), modal(colour="red"), "invalid additional property: colour [json-pointer:/view]"),
    (
        without(modal(block("section")), "submit"),
        without(modal(block("section"), block("input")), "submit"),
        "to use an `input` block in modals [json-pointer:/view/blocks/1/input]",
    ),
    (home(), home(title=plain()), "invalid additional property: title"),
    (home(), home(submit=plain()), "invalid additional property: submit"),
    (home(block("input")), {"type": "home"}, "missing required field: blocks"),
    (modal(), {"type": "window", "blocks": []}, "unsupported type: window"),
    (modal(), without(modal(), "type"), "missing required field: type"),
    (modal(block("alert")), home(block("alert")), "unsupported type: alert"),
    (home(block("table")), modal(block("table")), "unsupported type: table"),
]


@pytest.mark.parametrize(("good", "bad", "words"), VIEWS)
def test_a_view_is_accepted_at_the_bound_and_refused_beyond(
    good: Json, bad: Json, words: str
) -> None:
    assert complaints(good) == []
    assert any(words in complaint for complaint in complaints(bad)), complaints(bad)


def test_bad_blocks_of_a_message_are_answered_as_slack_does() -> None:
    buttons = [element("button", action_id=str(number)) for number in range(26)]
    text = "no more than 25 items allowed [json-pointer:/blocks/1/elements]"
    assert errors.refuse_message([block("divider"), block("actions", elements=buttons)]) == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [text],
        "response_metadata": {"messages": [f"[ERROR] {text}"]},
    }


def test_other_bad_messages_have_their_own_codes() -> None:
    table = block("table")
    long = [block("section", text=mrkdwn("x" * 3000))] * 5

    def code(blocks: object = None, attachments: object = None) -> str:
        answer = errors.refuse_message(blocks, attachments)
        assert answer is not None
        assert answer["ok"] is False
        return str(answer["error"])

    assert errors.refuse_message() is None
    assert errors.refuse_message([block("section")], [{"text": "a"}]) is None
    assert code(blocks="[]") == "invalid_blocks_format"
    assert code(blocks=[table, table]) == "invalid_attachments"
    assert code(blocks=long) == "msg_blocks_too_long"
    assert code(attachments=[{}] * 101) == "too_many_attachments"
    assert code(attachments=[{"blocks": [{}]}]) == "invalid_attachments"
    assert code(blocks=[table], attachments=[{"blocks": [table]}]) == "invalid_attachments"
    answer = errors.refuse_message(long, too_long="msg_too_long")
    assert answer is not None
    assert answer["error"] == "msg_too_long"


@pytest.mark.parametrize(
    ("answer", "accepted"),
    [
        ({"options": samples.options(100)}, True),
        ({"options": samples.options(101)}, False),
        ({"options": []}, True),
        ({"option_groups": [{"label": plain(), "options": samples.options(1)}]}, True),
        ({"options": samples.options(1), "option_groups": []}, False),
        ({}, False),
        ([], False),
        ({"options": [{"text": mrkdwn(), "value": "1"}]}, False),
    ],
)
def test_suggestions_of_an_external_select(answer: object, accepted: bool) -> None:
    assert (errors.refuse_suggestions(answer) is None) is accepted


def test_a_bad_view_is_an_invalid_argument() -> None:
    assert errors.refuse_view(modal()) is None
    assert errors.refuse_view({"type": "modal", "blocks": []}) == {
        "ok": False,
        "error": "invalid_arguments",
        "response_metadata": {
            "messages": ["[ERROR] missing required field: title [json-pointer:/view]"]
        },
    }
    many = [block("section", text=mrkdwn("x" * 3000))] * 90
    answer = errors.refuse_view(modal(*many))
    assert answer is not None
    assert answer["error"] == "view_too_large"


def test_files_shown_by_blocks_must_be_known() -> None:
    file = {"alt_text": "a", "slack_file": {"id": "F1"}}
    image = {"type": "image", **file}
    blocks = [image, {"type": "context", "elements": [image]}]
    assert check_blocks(blocks) == []
    assert errors.refuse_files(blocks, lambda file: file == "F1") is None
    answer = errors.refuse_files(blocks, lambda file: False)
    assert answer is not None
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == [
        "invalid slack file [json-pointer:/blocks/0/slack_file]",
        "invalid slack file [json-pointer:/blocks/1/elements/0/slack_file]",
    ]
    answer = errors.refuse_files(blocks[:1], lambda file: False, in_view=True)
    assert answer is not None
    assert answer["error"] == "invalid_arguments"


def test_text_is_summed_over_all_blocks() -> None:
    blocks = [
        block("section", text=mrkdwn("abc"), fields=[mrkdwn("de")]),
        block("actions"),
        samples.rich_text("fgh"),
    ]
    assert message_text_total(blocks) == 3 + 2 + 1 + 3
    assert message_text_total("nothing") == 0


def test_ids_are_made_up_only_where_missing_and_never_twice() -> None:
    sent = [
        block("actions", elements=[{"type": "button", "text": plain()}] * 2),
        block("divider", block_id="mine"),
        block("section", accessory={"type": "image", **samples.ELEMENTS["image"]}),
        block("container", child_blocks=[block("divider")]),
    ]
    numbers = itertools.count()
    done = generate_ids(sent, lambda: str(next(numbers) // 2))
    actions, mine, section, container = done
    assert mine["block_id"] == "mine"
    assert "action_id" not in section["accessory"]
    assert actions["elements"][0]["action_id"] != actions["elements"][1]["action_id"]
    ids = [one["block_id"] for one in (*done, *container["child_blocks"])]
    assert len(set(ids)) == len(ids)
    assert "block_id" not in sent[0]
    assert check_blocks(done) == []
    assert generate_ids(done) == done


@pytest.mark.parametrize(
    "bad",
    [
        {"blocks": [block("section", text=mrkdwn("x" * 3001))]},
        {"text": "x" * 4001},
        {"text": ""},
        {"text": "a", "blocks": [block("section", text=mrkdwn("x" * 3000))] * 5},
        {"text": "a", "attachments": [{"blocks": [{"type": "alert"}]}]},
        [{"type": "alert"}],
        modal(title=plain("x" * 25)),
    ],
)
def test_the_shared_check_fails_where_slack_refuses(bad: object) -> None:
    with pytest.raises(AssertionError):
        assert_within_slack_limits(bad)


def test_the_shared_check_passes_what_slack_takes() -> None:
    assert_within_slack_limits({"text": "a", "channel": "C1"})
    assert_within_slack_limits([block("section")])
    assert_within_slack_limits(modal(block("input")))


WORDS = """
type text block_id action_id elements element accessory options option_groups initial_option
initial_options rows child_blocks blocks title submit chart series data axis_config categories
segments fields confirm filter tasks value label
"""
KEYS = st.sampled_from(WORDS.split())
TYPES = st.sampled_from(
    [*samples.BLOCKS, *samples.ELEMENTS, "plain_text", "mrkdwn", "modal", "pie"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | TYPES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=5)
        | st.builds(lambda kind, rest: {**rest, "type": kind}, TYPES, st.dictionaries(KEYS, inner))
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_any_json_in_gives_complaints_and_never_an_exception(value: object) -> None:
    for surface in ("message", "modal", "home"):
        assert isinstance(check_blocks(value, surface), list)
        assert isinstance(check_blocks([value], surface), list)
    assert isinstance(check_view(value), list)
    assert isinstance(check_view({"type": "modal", "blocks": value, "title": value}), list)
    assert isinstance(check_attachments([value]), list)
    assert isinstance(message_text_total(value), int)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(samples.BLOCKS)), KEYS, JSON)
def test_a_block_bent_anywhere_never_breaks_the_check(kind: str, key: str, value: object) -> None:
    bent = block(kind, **{key: value})
    assert isinstance(check_blocks([bent], "message"), list)
    assert isinstance(check_view(modal(bent)), list)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(samples.ELEMENTS)), KEYS, JSON)
def test_an_element_bent_anywhere_never_breaks_the_check(
    kind: str, key: str, value: object
) -> None:
    parent, _ = samples.holding(element(kind, **{key: value}))
    assert isinstance(check_blocks([parent], "modal"), list)
