"""Global and message shortcuts."""

from __future__ import annotations

import pytest

from sandbox.interactions.results import Impossible
from tests.sandbox.playground import SILENCE, client, playground, socket_app

pytestmark = pytest.mark.asyncio


async def test_a_global_shortcut_has_no_channel_and_no_response_url() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        assert (await ann.shortcut("task_new")).ok
        (payload,) = app.payloads("shortcut")
        assert set(payload) == {
            "type",
            "token",
            "action_ts",
            "team",
            "user",
            "is_enterprise_install",
            "enterprise",
            "callback_id",
            "trigger_id",
        }
        assert payload["callback_id"] == "task_new"
        assert payload["user"] == {
            "id": ann.id,
            "username": "ann",
            "team_id": sandbox.workspace.id,
        }
        assert app.envelopes[0]["accepts_response_payload"] is False


async def test_a_message_shortcut_carries_the_message_even_where_the_app_is_not() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann, ben = sandbox.person("ann"), sandbox.person("ben")
        ts = await ben.say("#leads", "please fix it")
        assert (await ann.message_shortcut("#leads", ts, "task_make")).ok
        (payload,) = app.payloads("message_action")
        leads = sandbox.workspace.channel("leads")
        assert payload["channel"] == {"id": leads.id, "name": "privategroup"}
        assert payload["message_ts"] == ts
        assert payload["message"]["text"] == "please fix it"
        assert payload["message"]["user"] == ben.id
        assert payload["user"]["name"] == "ann"
        assert payload["response_url"].startswith(f"{sandbox.url}/app/")
        assert app.events() == []


async def test_shortcuts_of_the_other_kind_or_none_are_impossible() -> None:
    async with playground() as sandbox, socket_app(sandbox):
        ann = sandbox.person("ann")
        ts = await ann.say("#launch", "hello")
        with pytest.raises(Impossible, match="no_such_shortcut"):
            await ann.shortcut("task_make")
        with pytest.raises(Impossible, match="no_such_shortcut"):
            await ann.message_shortcut("#launch", ts, "task_new")
        with pytest.raises(Impossible, match="message_not_found"):
            await ann.message_shortcut("#launch", "1700000000.000100", "task_make")


async def test_a_silent_app_fails_the_shortcut() -> None:
    async with playground(ack_window=0.05) as sandbox, socket_app(sandbox, lambda _e: SILENCE):
        result = await sandbox.person("ann").shortcut("task_new")
        assert (result.ok, result.error) == (False, "operation_timeout")


async def test_the_trigger_of_a_shortcut_opens_a_modal() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        await ann.shortcut("task_new")
        view = {
            "type": "modal",
            "title": {"type": "plain_text", "text": "New"},
            "blocks": [{"type": "divider"}],
        }
        trigger = app.payloads("shortcut")[0]["trigger_id"]
        await client(sandbox).views_open(trigger_id=trigger, view=view)
        assert ann.modal["title"]["text"] == "New"
        assert sandbox.person("ben").modals == []


async def test_without_interactivity_nothing_interactive_is_sent() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        settings = sandbox.workspace.installed_app.manifest["settings"]
        settings["interactivity"]["is_enabled"] = False
        result = await sandbox.person("ann").shortcut("task_new")
        assert (result.ok, result.error) == (False, "dispatch_failed")
        assert (await sandbox.person("ann").command("#launch", "/task")).ok
        assert [e["type"] for e in app.envelopes] == ["slash_commands"]
