"""Slash commands: payload, typed text, where they may be run, what the answer shows."""

from __future__ import annotations

import time

import pytest

from sandbox.interactions.results import Impossible
from tests.sandbox.playground import SILENCE, Json, playground, socket_app

pytestmark = pytest.mark.asyncio


async def test_the_payload_has_every_key_of_the_contract() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        result = await ann.command("#launch", "/task", "Prepare deck")
        assert (result.ok, result.message) == (True, None)
        (envelope,) = app.envelopes
        assert envelope["accepts_response_payload"] is True
        assert "retry_attempt" not in envelope
        payload = envelope["payload"]
        launch = sandbox.workspace.channel("launch")
        assert {k: payload[k] for k in payload if k not in ("response_url", "trigger_id")} == {
            "token": sandbox.workspace.installed_app.verification_token,
            "team_id": sandbox.workspace.id,
            "team_domain": "acme",
            "channel_id": launch.id,
            "channel_name": "launch",
            "user_id": ann.id,
            "user_name": "ann",
            "command": "/task",
            "text": "Prepare deck",
            "api_app_id": sandbox.workspace.installed_app.id,
            "is_enterprise_install": "false",
        }
        assert payload["response_url"].startswith(f"{sandbox.url}/commands/")


@pytest.mark.parametrize(
    ("channel", "name"),
    [("dm", "directmessage"), ("#leads", "privategroup"), ("#random", "random")],
)
async def test_channel_names_are_hidden_where_slack_hides_them(channel: str, name: str) -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        await sandbox.person("ann").command(channel, "/task")
        assert app.payloads("slash_commands")[0]["channel_name"] == name


async def test_should_escape_turns_names_into_ids() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann, ben = sandbox.person("ann"), sandbox.person("ben")
        lilei = sandbox.person("lilei")
        sandbox.workspace.add_usergroup("leads-group", "Leads", ["ann", "ben"])
        group = next(iter(sandbox.workspace.usergroups))
        ops, leads = sandbox.workspace.channel("ops"), sandbox.workspace.channel("leads")
        for typed, sent in {
            "deck @ben fri": f"deck <@{ben.id}> fri",
            "deck @Ben Carter fri": f"deck <@{ben.id}> fri",
            "明天 @李雷 交": f"明天 <@{lilei.id}> 交",
            "in #ops": f"in <#{ops.id}|ops>",
            "in #leads": f"in <#{leads.id}|>",
            "see https://x.y/z?a=1&b=2.": "see <https://x.y/z?a=1&amp;b=2>.",
            "@here @leads-group": f"<!here> <!subteam^{group}|@leads-group>",
            "@nobody #nowhere 50% <b> & co": "@nobody #nowhere 50% &lt;b&gt; &amp; co",
            "mail a@b.example x@ben": "mail <mailto:a@b.example|a@b.example> x@ben",
            f"chosen <@{ben.id}>": f"chosen <@{ben.id}>",
            "chosen <@ben> not <@UNOBODY>": f"chosen <@{ben.id}> not &lt;@UNOBODY&gt;",
        }.items():
            await ann.command("#launch", "/task", typed)
            assert app.payloads("slash_commands")[-1]["text"] == sent


async def test_without_should_escape_the_text_is_as_typed() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        typed = "deck @ben #ops https://x.y <b> & co"
        await ann.command("#launch", "/raw", typed)
        assert app.payloads("slash_commands")[-1]["text"] == typed
        await ann.command("#launch", "/raw", f"<@{sandbox.person('ben').id}>")
        assert app.payloads("slash_commands")[-1]["text"] == "@ben"


async def test_a_command_may_have_several_lines() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        await ann.command("#launch", "/task", "deck @ben\nwith notes")
        await ann.command("#launch", "/task\nonly notes")
        texts = [p["text"] for p in app.payloads("slash_commands")]
        assert texts == [f"deck <@{sandbox.person('ben').id}>\nwith notes", "only notes"]


async def test_threads_take_no_commands() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        ts = await ann.say("#launch", "hello")
        result = await ann.command("#launch", "/task", "x", thread_ts=ts)
        assert result.error == "not_supported_in_threads"
        assert app.payloads("slash_commands") == []


async def test_an_unknown_command_never_leaves_the_client() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        result = await sandbox.person("ann").command("#launch", "/tusk", "x")
        assert result.error == "unknown_command"
        assert "/tusk is not a valid command" in result.text
        assert app.envelopes == []


async def test_only_members_of_open_channels_run_commands() -> None:
    async with playground() as sandbox, socket_app(sandbox):
        chen = sandbox.person("chen")
        with pytest.raises(Impossible, match="not_in_channel"):
            await chen.command("#launch", "/task")
        with pytest.raises(Impossible, match="channel_not_found"):
            await chen.command("#leads", "/task")
        sandbox.archive("#ops")
        with pytest.raises(Impossible, match="is_archived"):
            await chen.command("#ops", "/task")


async def test_the_ack_is_shown_only_to_the_person() -> None:
    async with playground() as sandbox:
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Saved*"}}]
        async with socket_app(sandbox, lambda _e: {"text": "Saved", "blocks": blocks}):
            ann, ben = sandbox.person("ann"), sandbox.person("ben")
            result = await ann.command("#launch", "/task", "x")
            assert result.text == "Saved"
            assert result.blocks[0]["text"]["text"] == "*Saved*"
            assert [m["text"] for m in ann.ephemerals("#launch")] == ["Saved"]
            assert ben.ephemerals("#launch") == []
            assert all(m["text"] != "Saved" for m in ben.messages("#launch"))


async def test_an_in_channel_ack_shows_command_and_answer_to_all() -> None:
    async with playground() as sandbox:
        answer: Json = {"response_type": "in_channel", "text": "T1 saved"}
        async with socket_app(sandbox, lambda e: answer if e["type"] != "events_api" else None):
            ben = sandbox.person("ben")
            result = await sandbox.person("ann").command("#launch", "/task", "x <y>")
            assert [m["text"] for m in ben.messages("#launch")][-2:] == [
                "/task x &lt;y&gt;",
                "T1 saved",
            ]
            assert result.message is not None
            assert result.message["bot_id"]
            await sandbox.quiet(5)


async def test_in_channel_alone_shows_only_the_command() -> None:
    async with (
        playground() as sandbox,
        socket_app(sandbox, lambda _e: {"response_type": "in_channel"}),
    ):
        result = await sandbox.person("ann").command("#launch", "/task", "x")
        assert result.message is None
        assert [m["text"] for m in sandbox.person("ben").messages("#launch")] == ["/task x"]
        sandbox.delivery.hub.protocol_errors.clear()


async def test_silence_shows_operation_timeout() -> None:
    async with (
        playground(ack_window=0.1) as sandbox,
        socket_app(sandbox, lambda _e: SILENCE) as app,
    ):
        began = time.monotonic()
        result = await sandbox.person("ann").command("#launch", "/task", "x")
        assert time.monotonic() - began < 1
        assert result.error == "operation_timeout"
        assert result.text == '/task failed with the error "operation_timeout"'
        await sandbox.quiet(5)
        assert len(app.envelopes) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"text": "x", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": "[]"}, "invalid_blocks_format"),
        ({"text": "x", "response_type": "public"}, "invalid_response_type"),
    ],
)
async def test_an_answer_that_slack_refuses_is_an_error(answer: Json, error: str) -> None:
    async with playground() as sandbox, socket_app(sandbox, lambda _e: answer):
        ann = sandbox.person("ann")
        result = await ann.command("#launch", "/task", "x")
        assert (result.ok, result.error) == (False, error)
        assert ann.ephemerals("#launch") == []


async def test_the_ack_window_is_three_seconds_by_default() -> None:
    async with playground() as sandbox:
        from sandbox.delivery.parcel import ACK_WINDOW

        assert ACK_WINDOW == 3.0
        assert sandbox.triggers.lifetime == 3.0
