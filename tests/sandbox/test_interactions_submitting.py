"""Modals: submitting them and closing them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from slack_sdk.errors import SlackApiError

from sandbox.interactions.results import TROUBLE, Impossible
from tests.sandbox.modal_table import Table
from tests.sandbox.playground import (
    SILENCE,
    Json,
    button,
    modal,
    plain,
    playground,
    socket_app,
    text_input,
)

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def table() -> AsyncIterator[Table]:
    async with playground() as sandbox:
        table = Table(sandbox)
        async with socket_app(sandbox, table.respond) as app:
            table.app = app
            yield table


MORE = {"type": "actions", "block_id": "more", "elements": [button("more")]}


def error_of(refused: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(refused.value.response["error"])


# -- submitting -----------------------------------------------------------------------------


async def test_a_submission_carries_the_state_and_closes_the_view(table: Table) -> None:
    view = await table.open(text_input("title"), private_metadata="m", callback_id="task_create")
    result = await table.ann.submit(title="Write the report")
    assert (result.closed, result.errors, result.error) == (True, {}, None)
    (payload,) = table.app.payloads("view_submission")
    assert payload["view"]["id"] == view["id"]
    assert payload["view"]["private_metadata"] == "m"
    assert payload["view"]["state"]["values"]["title"]["v"]["value"] == "Write the report"
    assert payload["response_urls"] == []
    assert payload["trigger_id"]
    assert table.ann.modals == []


@pytest.mark.parametrize(
    ("block", "value", "complaint"),
    [
        (text_input("f"), None, "required"),
        (text_input("f", min_length=3), "ab", "lengthen"),
        (text_input("f", max_length=3), "abcd", "shorten"),
        (text_input("f", type="email_text_input"), "nobody", "valid email"),
        (text_input("f", type="url_text_input"), "x.y", "valid URL"),
        (text_input("f", type="number_input", is_decimal_allowed=False), "1.5", "whole number"),
        (text_input("f", type="number_input", is_decimal_allowed=True), "many", "a number"),
        (
            text_input("f", type="number_input", is_decimal_allowed=True, max_value="10"),
            "10.5",
            "at most 10",
        ),
    ],
)
async def test_the_client_checks_inputs_before_it_submits(
    table: Table, block: Json, value: str | None, complaint: str
) -> None:
    await table.open(block)
    if value is not None:
        await table.ann.fill("f", value)
    result = await table.ann.submit()
    assert not result.closed
    assert complaint in result.errors["f"]
    assert table.app.payloads("view_submission") == []


async def test_an_optional_input_may_stay_empty(table: Table) -> None:
    await table.open(text_input("f", min_length=3, optional=True))
    assert (await table.ann.submit()).closed


async def test_response_action_errors_keep_the_modal_and_the_text(table: Table) -> None:
    await table.open(text_input("title"))
    table.answer = {"response_action": "errors", "errors": {"title": "Say what to do"}}
    result = await table.ann.submit(title="x")
    assert (result.closed, result.errors) == (False, {"title": "Say what to do"})
    assert table.ann.modal["state"]["values"]["title"]["v"]["value"] == "x"


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nothing": "unknown block"}},
        {"response_action": "errors", "errors": {"more": "not an input"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "update"},
        {"response_action": "push", "view": {"type": "home", "blocks": []}},
        {"response_action": "close"},
        {"text": "not an answer to a submission"},
        SILENCE,
    ],
)
async def test_a_bad_answer_shows_the_general_failure(table: Table, answer: Json) -> None:
    await table.open(text_input("title"), MORE)
    table.answer = answer
    table.sandbox.delivery.ack_window = 0.1
    result = await table.ann.submit(title="x")
    assert (result.closed, result.errors, result.error) == (False, {}, TROUBLE)
    assert len(table.ann.modals) == 1


async def test_response_action_update_replaces_the_submitted_view(table: Table) -> None:
    view = await table.open(text_input("title"))
    table.answer = {
        "response_action": "update",
        "view": {"type": "modal", "title": plain("Saved"), "blocks": [{"type": "divider"}]},
    }
    result = await table.ann.submit(title="x")
    assert (result.closed, result.error) == (False, None)
    assert table.ann.modal["id"] == view["id"]
    assert table.ann.modal["hash"] != view["hash"]
    assert table.ann.modal["title"]["text"] == "Saved"
    with pytest.raises(Impossible, match="no_submit"):
        await table.ann.submit()


async def test_response_action_push_clear_and_empty(table: Table) -> None:
    await table.open(text_input("a"))
    table.answer = {"response_action": "push", "view": modal(text_input("b"))}
    await table.ann.submit(a="x")
    assert len(table.ann.modals) == 2
    table.answer = None
    assert (await table.ann.submit(b="y")).closed
    assert len(table.ann.modals) == 1
    table.answer = {"response_action": "push", "view": modal(text_input("b"))}
    await table.ann.submit()
    table.answer = {"response_action": "clear"}
    assert (await table.ann.submit(b="y")).closed
    assert table.ann.modals == []


async def test_a_fourth_view_by_response_action_fails(table: Table) -> None:
    await table.open(text_input("a"))
    table.answer = {"response_action": "push", "view": modal(text_input("a"))}
    await table.ann.submit(a="x")
    await table.ann.submit(a="x")
    result = await table.ann.submit(a="x")
    assert result.error == TROUBLE
    assert len(table.ann.modals) == 3


async def test_response_urls_come_from_selects_that_ask_for_them(table: Table) -> None:
    select = {
        "type": "conversations_select",
        "action_id": "where",
        "response_url_enabled": True,
    }
    block = {"type": "input", "block_id": "post", "label": plain("Post to"), "element": select}
    await table.open(block)
    await table.ann.submit(post="#ops")
    (payload,) = table.app.payloads("view_submission")
    (entry,) = payload["response_urls"]
    assert entry["block_id"] == "post"
    assert entry["action_id"] == "where"
    assert entry["channel_id"] == table.sandbox.workspace.channel("ops").id
    assert entry["response_url"].startswith(table.sandbox.url)


# -- closing --------------------------------------------------------------------------------


async def test_closing_is_told_only_when_asked_for(table: Table) -> None:
    await table.open(MORE)
    await table.ann.close_modal()
    assert table.app.payloads("view_closed") == []
    view = await table.open(MORE, notify_on_close=True)
    await table.ann.close_modal()
    (payload,) = table.app.payloads("view_closed")
    assert (payload["view"]["id"], payload["is_cleared"]) == (view["id"], False)


async def test_the_x_closes_all_and_tells_of_the_root(table: Table) -> None:
    root = await table.open(MORE, notify_on_close=True)
    await table.api.views_push(
        trigger_id=await table.inside_trigger(), view=modal(MORE, notify_on_close=True)
    )
    await table.ann.close_modal(clear=True)
    (payload,) = table.app.payloads("view_closed")
    assert (payload["view"]["id"], payload["is_cleared"]) == (root["id"], True)
    assert table.ann.modals == []


async def test_cancel_goes_back_one_view(table: Table) -> None:
    root = await table.open(MORE)
    await table.api.views_push(
        trigger_id=await table.inside_trigger(), view=modal(MORE, notify_on_close=True)
    )
    pushed = table.ann.modal["id"]
    await table.ann.close_modal()
    (payload,) = table.app.payloads("view_closed")
    assert (payload["view"]["id"], payload["is_cleared"]) == (pushed, False)
    assert [v["id"] for v in table.ann.modals] == [root["id"]]


async def test_impossible_acts_in_modals_raise(table: Table) -> None:
    for act in (table.ann.submit(), table.ann.close_modal(), table.ann.fill("a", "x")):
        with pytest.raises(Impossible, match="no_modal"):
            await act
    view = await table.open(text_input("a"))
    with pytest.raises(Impossible, match="no_such_element"):
        await table.ann.fill("b", "x")
    with pytest.raises(Impossible, match="single_line"):
        await table.ann.fill("a", "two\nlines")
    with pytest.raises(Impossible, match="not_on_top"):
        await table.ann.submit("VOTHER")
    with pytest.raises(Impossible, match="not_found"):
        await table.sandbox.person("ben").use_in_view(view["id"], "x", action_id="v")
