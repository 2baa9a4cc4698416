"""Modals: triggers, the stack, hashes, kept input, submissions and closing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from slack_sdk.errors import SlackApiError

from sandbox.triggers import TriggerLedger, TriggerRefused
from tests.sandbox.modal_table import Table
from tests.sandbox.playground import (
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
