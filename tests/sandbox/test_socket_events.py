"""Which events reach the app, in which wrapper, in which order; and the faults of events."""

from __future__ import annotations

import json

import pytest

from sandbox.delivery import Envelope
from tests.sandbox.playground import SILENCE, client, playground, socket_app

pytestmark = pytest.mark.asyncio


async def test_the_wrapper_is_complete() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ts = await sandbox.person("ann").say("#launch", "hello")
        await sandbox.quiet(5)
        envelope = app.envelopes[0]
        assert set(envelope) == {
            "envelope_id",
            "payload",
            "type",
            "accepts_response_payload",
            "retry_attempt",
            "retry_reason",
        }
        assert envelope["accepts_response_payload"] is False
        payload, installed = envelope["payload"], sandbox.workspace.installed_app
        assert payload["token"] == installed.verification_token
        assert payload["type"] == "event_callback"
        assert payload["event_id"].startswith("Ev")
        assert payload["event_time"] == int(sandbox.clock.now().timestamp())
        assert payload["authorizations"] == [
            {
                "enterprise_id": None,
                "team_id": sandbox.workspace.id,
                "user_id": installed.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ]
        event = payload["event"]
        assert (event["type"], event["channel_type"], event["ts"]) == ("message", "channel", ts)
        assert event["blocks"][0]["type"] == "rich_text"
        assert "client_msg_id" in event


async def test_a_mention_fires_app_mention_and_message() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        await sandbox.person("ann").say("#launch", "hello @drumbeat")
        await sandbox.quiet(5)
        kinds = sorted(event["type"] for event in app.events())
        assert kinds == ["app_mention", "message"]
        mention, message = app.events("app_mention")[0], app.events("message")[0]
        assert mention["ts"] == message["ts"]
        assert mention["text"] == f"hello <@{sandbox.bot_user_id}>"
        assert "channel_type" not in mention
        ids = {e["payload"]["event_id"] for e in app.envelopes}
        assert len(ids) == 2


async def test_where_the_app_is_not_a_member_it_hears_nothing() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        ts = await ann.say("#random", "hello @drumbeat")
        await ann.react("#random", ts, "eyes")
        await ann.say("#leads", "secret @drumbeat")
        await sandbox.quiet(5)
        assert app.events() == []


async def test_what_is_not_subscribed_is_not_sent() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        sandbox.archive("#launch")
        await sandbox.quiet(5)
        assert app.events("channel_archive") == []
        assert [e["subtype"] for e in app.events("message")] == ["channel_archive"]


async def test_a_subscription_without_its_scope_is_silent() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        manifest = sandbox.workspace.installed_app.manifest
        manifest["oauth_config"]["scopes"]["bot"].remove("reactions:read")
        ann = sandbox.person("ann")
        ts = await ann.say("#launch", "hello")
        await ann.react("#launch", ts, "eyes")
        await sandbox.quiet(5)
        assert app.events("reaction_added") == []


async def test_the_apps_own_messages_are_delivered_too() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        channel = sandbox.workspace.channel("launch").id
        posted = await client(sandbox).chat_postMessage(channel=channel, text="mine")
        await sandbox.quiet(5)
        event = app.events("message")[0]
        assert event["ts"] == posted["ts"]
        assert event["bot_id"] == sandbox.workspace.installed_app.bot_id


async def test_the_event_comes_after_the_answer_to_the_call() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        channel = sandbox.workspace.channel("launch").id
        seen_before_answer = None
        with sandbox.delivery.after_response():
            sandbox.workspace.post(channel, user=sandbox.bot_user_id, text="x", by_app=True)
            seen_before_answer = list(app.envelopes), sandbox.delivery.pending.labels()
        assert seen_before_answer == ([], [])
        await sandbox.quiet(5)
        assert len(app.events("message")) == 1


async def test_direct_messages_reach_the_app() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        await ann.say(ann.dm, "task list")
        await sandbox.quiet(5)
        (event,) = app.events("message")
        assert (event["channel_type"], event["channel"]) == ("im", ann.dm)
        assert app.events("app_mention") == []


async def test_edits_and_deletions_are_told() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        ts = await ann.say("#launch", "helo")
        await ann.edit("#launch", ts, "hello")
        await ann.delete("#launch", ts)
        await sandbox.quiet(5)
        subtypes = [event.get("subtype") for event in app.events("message")]
        assert subtypes == [None, "message_changed", "message_deleted"]
        changed, deleted = app.events("message")[1:]
        assert changed["message"]["text"] == "hello"
        assert changed["previous_message"]["text"] == "helo"
        assert changed["message"]["edited"]["user"] == ann.id
        assert deleted["deleted_ts"] == ts


async def test_reactions_name_the_item_and_its_author() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann, ben = sandbox.person("ann"), sandbox.person("ben")
        ts = await ann.say("#launch", "hello")
        await ben.react("#launch", ts, ":white_check_mark:")
        await ben.unreact("#launch", ts, "white_check_mark")
        await sandbox.quiet(5)
        added, removed = app.events("reaction_added")[0], app.events("reaction_removed")[0]
        item = {"type": "message", "channel": sandbox.workspace.channel("launch").id, "ts": ts}
        for event in (added, removed):
            assert event["item"] == item
            assert event["item_user"] == ann.id
            assert event["user"] == ben.id
            assert event["reaction"] == "white_check_mark"
        assert added["event_ts"] < removed["event_ts"]


async def test_the_app_hears_of_its_own_invitation_and_removal() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        await sandbox.person("ann").invite("#random", "drumbeat")
        sandbox.kick("drumbeat", "#random", by="dana")
        await sandbox.quiet(5)
        joined = app.events("member_joined_channel")[0]
        assert joined["user"] == sandbox.bot_user_id
        assert joined["inviter"] == sandbox.person("ann").id
        assert [e["channel"] for e in app.events("channel_left")] == [joined["channel"]]


async def test_opening_home_is_told_each_time_with_the_view_once_published() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        await ann.open_home()
        await sandbox.quiet(5)
        view = {"type": "home", "blocks": [{"type": "divider"}]}
        await client(sandbox).views_publish(user_id=ann.id, view=view)
        await ann.open_home()
        await ann.open_home("messages")
        await sandbox.quiet(5)
        opened = app.events("app_home_opened")
        assert [event["tab"] for event in opened] == ["home", "home", "messages"]
        assert ["view" in event for event in opened] == [False, True, False]
        assert {event["channel"] for event in opened} == {ann.dm}


async def test_after_uninstalling_only_the_last_words_come() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        sandbox.uninstall()
        await sandbox.person("ann").say("#launch", "anybody?")
        await sandbox.quiet(5)
        assert {event["type"] for event in app.events()} == {"app_uninstalled", "tokens_revoked"}
        result = await sandbox.person("ann").command("#launch", "/task")
        assert result.error == "unknown_command"


async def test_duplicated_events_keep_their_event_id() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        sandbox.faults.duplicate_events(1)
        ann = sandbox.person("ann")
        await ann.say("#launch", "twice")
        await ann.say("#launch", "once")
        await sandbox.quiet(5)
        texts = sorted(event["text"] for event in app.events())
        assert texts == ["once", "twice", "twice"]
        assert len({e["payload"]["event_id"] for e in app.envelopes}) == 2
        assert {e["retry_attempt"] for e in app.envelopes} == {0}


async def test_reordered_events_come_back_to_front() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        sandbox.faults.reorder_events(3)
        ann = sandbox.person("ann")
        for text in ("one", "two", "three", "four"):
            await ann.say("#launch", text)
        await sandbox.quiet(5)
        assert [event["text"] for event in app.events()] == ["three", "two", "one", "four"]


async def test_too_few_events_to_reorder_are_still_delivered() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        sandbox.faults.reorder_events(3)
        await sandbox.person("ann").say("#launch", "alone")
        await sandbox.quiet(5)
        assert [event["text"] for event in app.events()] == ["alone"]


async def test_a_delayed_event_is_overtaken() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        sandbox.faults.delay_events(0.1, 1)
        ann = sandbox.person("ann")
        await ann.say("#launch", "late")
        await ann.say("#launch", "early")
        await sandbox.quiet(5)
        assert [event["text"] for event in app.events()] == ["early", "late"]


async def test_a_lost_ack_makes_slack_send_again() -> None:
    async with playground(ack_window=0.1) as sandbox, socket_app(sandbox) as app:
        sandbox.faults.drop_acks(1)
        await sandbox.person("ann").say("#launch", "hello")
        await sandbox.quiet(5)
        assert [e["retry_attempt"] for e in app.envelopes] == [0, 1]


async def test_a_lost_ack_of_a_command_shows_the_timeout() -> None:
    async with (
        playground(ack_window=0.1) as sandbox,
        socket_app(sandbox, lambda _e: {"text": "done"}) as app,
    ):
        sandbox.faults.drop_acks(1)
        result = await sandbox.person("ann").command("#launch", "/task", "x")
        assert (result.ok, result.error) == (False, "operation_timeout")
        assert len(app.envelopes) == 1
        assert sandbox.person("ann").ephemerals("#launch") == []


async def test_the_journal_has_every_attempt() -> None:
    async with playground(ack_window=0.05) as sandbox:
        silent = [SILENCE]
        async with socket_app(sandbox, lambda _e: silent.pop() if silent else None):
            await sandbox.person("ann").say("#launch", "hello")
            await sandbox.quiet(5)
            rows = [row for row in sandbox.journal if isinstance(row, Envelope)]
            assert [(row.attempt, row.failure) for row in rows] == [(0, "timeout"), (1, None)]
            json.dumps(rows[0].payload)


async def test_the_rate_limit_message_is_not_wrapped() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        sandbox.delivery.send_rate_limited()
        await sandbox.quiet(5)
        (envelope,) = app.envelopes
        assert set(envelope["payload"]) == {
            "token",
            "type",
            "team_id",
            "minute_rate_limited",
            "api_app_id",
        }
        assert envelope["payload"]["minute_rate_limited"] % 60 == 0
