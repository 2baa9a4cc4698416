"""Modals: triggers, the stack, hashes, kept input, submissions and closing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from slack_sdk.errors import SlackApiError

from sandbox.interactions.results import TROUBLE, Impossible
from sandbox.server import Sandbox
from sandbox.triggers import TriggerLedger, TriggerRefused
from tests.sandbox.playground import (
    SILENCE,
    Json,
    SocketApp,
    button,
    client,
    modal,
    plain,
    playground,
    socket_app,
    text_input,
)

pytestmark = pytest.mark.asyncio


class Table:
    """A sandbox with a raw app whose answer to submissions a test sets."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.answer: Json | None = None
        self.app: SocketApp
        self.api = client(sandbox)
        self.ann = sandbox.person("ann")

    def respond(self, envelope: Json) -> Json | None:
        return self.answer if envelope["payload"].get("type") == "view_submission" else None

    async def trigger(self) -> str:
        await self.ann.shortcut("task_new")
        return str(self.app.payloads("shortcut")[-1]["trigger_id"])

    async def open(self, *blocks: Json, **more: Any) -> Json:
        view = modal(*blocks, **more)
        answer = await self.api.views_open(trigger_id=await self.trigger(), view=view)
        return dict(answer["view"])

    async def inside_trigger(self) -> str:
        await self.ann.press("more")
        return str(self.app.payloads("block_actions")[-1]["trigger_id"])


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


# -- triggers -------------------------------------------------------------------------------


async def test_a_trigger_lives_three_seconds_and_is_used_once() -> None:
    now = [0.0]
    ledger = TriggerLedger(monotonic=lambda: now[0])
    used, late = ledger.issue("U1"), ledger.issue("U1")
    now[0] = 3.0
    assert ledger.exchange(used).user_id == "U1"
    for trigger_id, code in ((used, "exchanged_trigger_id"), ("1.2.x", "invalid_trigger_id")):
        with pytest.raises(TriggerRefused, match=code):
            ledger.exchange(trigger_id)
    now[0] = 3.001
    with pytest.raises(TriggerRefused, match="expired_trigger_id"):
        ledger.exchange(late)


async def test_views_open_refuses_bad_triggers(table: Table) -> None:
    trigger = await table.trigger()
    await table.api.views_open(trigger_id=trigger, view=modal(text_input("a")))
    table.sandbox.triggers.lifetime = 0.0
    late = await table.trigger()
    for bad, code in (
        (trigger, "exchanged_trigger_id"),
        ("1.2.abc", "invalid_trigger_id"),
        (late, "expired_trigger_id"),
    ):
        with pytest.raises(SlackApiError) as refused:
            await table.api.views_open(trigger_id=bad, view=modal(text_input("a")))
        assert error_of(refused) == code


async def test_a_refused_view_leaves_the_trigger_usable(table: Table) -> None:
    trigger = await table.trigger()
    with pytest.raises(SlackApiError) as refused:
        await table.api.views_open(trigger_id=trigger, view={"type": "modal", "blocks": []})
    assert error_of(refused) == "invalid_arguments"
    assert "missing required field: title" in str(refused.value.response["response_metadata"])
    await table.api.views_open(trigger_id=trigger, view=modal(text_input("a")))


# -- the stack ------------------------------------------------------------------------------


async def test_the_answer_of_views_open(table: Table) -> None:
    view = await table.open(
        text_input("a", initial_value="x"), private_metadata="meta", callback_id="c"
    )
    assert view["id"].startswith("V")
    assert view["root_view_id"] == view["id"]
    assert view["previous_view_id"] is None
    assert (view["private_metadata"], view["callback_id"]) == ("meta", "c")
    assert view["state"]["values"] == {"a": {"v": {"type": "plain_text_input", "value": "x"}}}
    assert view["hash"]
    assert table.ann.modal["id"] == view["id"]


async def test_pushing_up_to_three_views(table: Table) -> None:
    root = await table.open(MORE)
    second = (
        await table.api.views_push(trigger_id=await table.inside_trigger(), view=modal(MORE))
    )["view"]
    third = (await table.api.views_push(trigger_id=await table.inside_trigger(), view=modal(MORE)))[
        "view"
    ]
    assert [v["id"] for v in table.ann.modals] == [root["id"], second["id"], third["id"]]
    assert third["root_view_id"] == root["id"]
    assert third["previous_view_id"] == second["id"]
    with pytest.raises(SlackApiError) as refused:
        await table.api.views_push(trigger_id=await table.inside_trigger(), view=modal(MORE))
    assert error_of(refused) == "push_limit_reached"


async def test_a_push_needs_a_trigger_from_inside_the_modal(table: Table) -> None:
    await table.open(MORE)
    with pytest.raises(SlackApiError) as refused:
        await table.api.views_push(trigger_id=await table.trigger(), view=modal(MORE))
    assert error_of(refused) == "not_found"


async def test_an_update_changes_the_hash_and_keeps_what_was_typed(table: Table) -> None:
    view = await table.open(text_input("a"), text_input("b"))
    await table.ann.fill("a", "kept")
    await table.ann.fill("b", "lost")
    updated = (
        await table.api.views_update(
            view_id=view["id"],
            hash=view["hash"],
            view=modal(text_input("a", initial_value="not this"), text_input("b2")),
        )
    )["view"]
    assert updated["hash"] != view["hash"]
    values = updated["state"]["values"]
    assert values["a"]["v"]["value"] == "kept"
    assert values["b2"]["v"]["value"] is None
    assert "b" not in values
    with pytest.raises(SlackApiError) as refused:
        await table.api.views_update(view_id=view["id"], hash=view["hash"], view=modal(MORE))
    assert error_of(refused) == "hash_conflict"


async def test_an_option_that_is_no_longer_offered_is_dropped(table: Table) -> None:
    def choice(*values: str) -> Json:
        options = [{"text": plain(value), "value": value} for value in values]
        select = {"type": "static_select", "action_id": "s", "options": options}
        return {"type": "input", "block_id": "c", "label": plain("Which"), "element": select}

    view = await table.open(choice("a", "b"))
    await table.ann.fill("c", "b")
    for offered, held in ((("b", "c"), "b"), (("c",), None)):
        updated = await table.api.views_update(view_id=view["id"], view=modal(choice(*offered)))
        option = updated["view"]["state"]["values"]["c"]["s"]["selected_option"]
        assert (option and option["value"]) == held


async def test_a_conversation_select_may_default_to_where_the_command_was(table: Table) -> None:
    await table.ann.command("#ops", "/task", "new")
    trigger = table.app.payloads("slash_commands")[-1]["trigger_id"]
    select = {
        "type": "conversations_select",
        "action_id": "where",
        "default_to_current_conversation": True,
    }
    block = {"type": "input", "block_id": "w", "label": plain("Where"), "element": select}
    await table.api.views_open(trigger_id=trigger, view=modal(block))
    held = table.ann.modal["state"]["values"]["w"]["where"]["selected_conversation"]
    assert held == table.sandbox.workspace.channel("ops").id


async def test_external_ids_find_views_and_are_unique(table: Table) -> None:
    root = await table.open(MORE, external_id="draft-1")
    with pytest.raises(SlackApiError) as refused:
        await table.api.views_push(
            trigger_id=await table.inside_trigger(), view=modal(MORE, external_id="draft-1")
        )
    assert error_of(refused) == "duplicate_external_id"
    answer = await table.api.views_update(
        external_id="draft-1", view=modal(text_input("a"), external_id="draft-1")
    )
    assert answer["view"]["id"] == root["id"]
    with pytest.raises(SlackApiError) as refused:
        await table.api.views_update(external_id="draft-2", view=modal(MORE))
    assert error_of(refused) == "not_found"


async def test_a_closed_view_cannot_be_updated(table: Table) -> None:
    view = await table.open(MORE)
    await table.ann.close_modal()
    with pytest.raises(SlackApiError) as refused:
        await table.api.views_update(view_id=view["id"], view=modal(MORE))
    assert error_of(refused) == "not_found"


async def test_home_goes_through_publish_only(table: Table) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    with pytest.raises(SlackApiError) as refused:
        await table.api.views_open(trigger_id=await table.trigger(), view=home)
    assert error_of(refused) == "invalid_arguments"
    with pytest.raises(SlackApiError) as refused:
        await table.api.views_publish(user_id=table.ann.id, view=modal(MORE))
    assert error_of(refused) == "invalid_arguments"
    first = (await table.api.views_publish(user_id=table.ann.id, view=home))["view"]
    second = (await table.api.views_publish(user_id=table.ann.id, view=home))["view"]
    assert first["id"] == second["id"]
    assert first["hash"] != second["hash"]
    with pytest.raises(SlackApiError) as refused:
        await table.api.views_publish(user_id=table.ann.id, view=home, hash=first["hash"])
    assert error_of(refused) == "hash_conflict"
    manifest = table.sandbox.workspace.installed_app.manifest
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    with pytest.raises(SlackApiError) as refused:
        await table.api.views_publish(user_id=table.ann.id, view=home)
    assert error_of(refused) == "not_enabled"


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
