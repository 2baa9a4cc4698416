"""What the sandbox refuses or rewrites in contents, at every door an app may use."""

from __future__ import annotations

import copy

import aiohttp
import pytest

from tests.sandbox.api import client, code, manifest, refused, slack
from tests.sandbox.playground import MANIFEST, Json, modal, plain, playground, socket_app

pytestmark = pytest.mark.asyncio
SENT, STORED = "R&D ✅", "R&amp;D :white_check_mark:"


def select() -> Json:
    option = {"text": plain(SENT), "value": "1"}
    element = {"type": "static_select", "action_id": "a", "options": [option]}
    return {"type": "input", "block_id": "b", "label": plain("L"), "element": element}


async def test_text_comes_back_as_stored_from_every_door() -> None:
    async with playground() as sandbox, socket_app(sandbox, lambda _e: {"text": SENT}) as app:
        ann = sandbox.person("ann")
        result = await ann.command("#launch", "/task")
        assert result.text == STORED
        url = app.payloads("slash_commands")[0]["response_url"]
        async with aiohttp.ClientSession() as session:
            body = {"text": SENT, "response_type": "in_channel"}
            assert (await session.post(url, json=body)).status == 200
        assert ann.messages("#launch")[-1]["text"] == STORED


async def test_views_come_back_as_stored_and_state_holds_the_stored_option() -> None:
    async with playground() as sandbox:
        ann = sandbox.person("ann")
        trigger = sandbox.triggers.issue(ann.id)
        await client(sandbox).views_open(trigger_id=trigger, view=modal(select()))
        await ann.fill("b", SENT)
        held = ann.modal["state"]["values"]["b"]["a"]["selected_option"]
        assert held == {"text": {**plain(STORED), "emoji": True}, "value": "1"}


@pytest.mark.parametrize(
    "answer", [{"text": 5}, {"text": "a", "metadata": {"bad": 1}}, {"text": "a", "thread_ts": "1"}]
)
async def test_a_bad_answer_to_a_command_is_shown_as_a_failure(answer: Json) -> None:
    async with playground() as sandbox, socket_app(sandbox, lambda _e: answer):
        assert not (await sandbox.person("ann").command("#launch", "/task")).ok


async def test_two_lists_of_options_are_one_too_many() -> None:
    both = {"options": [{"text": plain("a"), "value": "1"}], "option_groups": []}
    element = {"type": "external_select", "action_id": "a", "min_query_length": 1}
    block = {"type": "input", "block_id": "b", "label": plain("L"), "element": element}
    async with playground() as sandbox, socket_app(sandbox, lambda _e: both):
        ann = sandbox.person("ann")
        trigger = sandbox.triggers.issue(ann.id)
        await client(sandbox).views_open(trigger_id=trigger, view=modal(block))
        assert not (await ann.options("a", "x")).ok


async def test_events_need_the_scope_of_their_channels_kind() -> None:
    app = copy.deepcopy(MANIFEST)
    scopes = app["oauth_config"]["scopes"]["bot"]
    app["oauth_config"]["scopes"]["bot"] = [s for s in scopes if not s.startswith("groups:")]
    async with slack(app) as sandbox, socket_app(sandbox) as ear:
        sandbox.invite("drumbeat", "#leads")
        sandbox.invite("lilei", "#leads")
        sandbox.invite("lilei", "#ops")
        await sandbox.quiet()
        ops = sandbox.workspace.channel("ops").id
        assert {event["channel"] for event in ear.events("member_joined_channel")} == {ops}


async def test_blocks_show_only_published_images() -> None:
    async with slack(manifest()) as sandbox:
        bot = client(sandbox)
        block = {"type": "image", "alt_text": "a", "slack_file": {"id": "F0STRANGER0"}}
        answer = await refused(bot.chat_postMessage(channel="#launch", text="a", blocks=[block]))
        assert answer["error"] == "invalid_blocks"
        assert answer["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
        home = {"type": "home", "blocks": [block]}
        ann = sandbox.person("ann").id
        assert await code(bot.views_publish(user_id=ann, view=home)) == "invalid_arguments"
        upload = await bot.files_upload_v2(filename="chart.png", content=b"png", title="Chart")
        block["slack_file"] = {"id": upload["files"][0]["id"]}
        await bot.chat_postMessage(channel="#launch", text="a", blocks=[block])
        await bot.views_publish(user_id=ann, view=home)


async def test_colons_are_no_part_of_a_reactions_name() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        answer = await bot.chat_postMessage(channel="#launch", text="x")
        at = {"channel": str(answer["channel"]), "timestamp": str(answer["ts"])}
        assert await code(bot.reactions_add(name=":eyes:", **at)) == "invalid_name"


async def test_a_dm_is_not_opened_without_the_scope_for_it() -> None:
    async with slack(manifest(without=("im:write",))) as sandbox:
        ann = sandbox.person("ann").id
        answer = await refused(client(sandbox).conversations_open(users=ann))
        assert (answer["error"], answer["needed"]) == ("missing_scope", "im:write")
        assert not sandbox.workspace.dm_exists(ann)
