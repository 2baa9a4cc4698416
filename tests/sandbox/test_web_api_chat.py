"""chat.*: where a post may go, what it may hold, and what updating and deleting mean."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox
from tests.sandbox.api import Ear, client, code, manifest, raw, refused, slack
from tests.sandbox.playground import button

pytestmark = pytest.mark.filterwarnings("ignore:The top-level `text`")
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*Card*"}}


async def _post(bot: AsyncWebClient, **args: Any) -> tuple[str, str]:
    answer = await bot.chat_postMessage(**{"channel": "#launch", "text": "x", **args})
    return str(answer["channel"]), str(answer["ts"])


# -- where ----------------------------------------------------------------------------------


async def test_a_channel_is_an_id_a_name_or_a_person() -> None:
    async with slack() as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        launch = ws.channel("launch").id
        assert (await _post(bot, channel=launch))[0] == launch
        assert (await _post(bot, channel="#launch"))[0] == launch
        dm, ts = await _post(bot, channel=ws.user("ann").id)
        assert dm == ws.open_dm("ann").id
        assert dm.startswith("D")
        assert sandbox.person("ann").messages("dm")[0]["ts"] == ts


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOSUCH000", "channel_not_found"),
        ("#nosuch", "channel_not_found"),
        ("U0NOSUCH000", "channel_not_found"),
        ("#leads", "channel_not_found"),
        ("C0LEADS0000", "channel_not_found"),
        ("#random", "not_in_channel"),
        ("", "channel_not_found"),
    ],
)
async def test_places_the_bot_cannot_write_to_are_refused(channel: str, error: str) -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        assert await code(bot.chat_postMessage(channel=channel, text="x")) == error


async def test_with_chat_write_public_any_public_channel_will_do() -> None:
    async with slack(manifest(extra=("chat:write.public",))) as sandbox:
        assert await _post(client(sandbox), channel="#random")


async def test_archived_channels_and_switched_off_dms_are_refused() -> None:
    app = manifest()
    app["features"]["app_home"]["messages_tab_enabled"] = False
    async with slack(app) as sandbox:
        bot = client(sandbox)
        sandbox.archive("#ops")
        assert await code(bot.chat_postMessage(channel="#ops", text="x")) == "is_archived"
        ann = sandbox.workspace.user("ann").id
        assert await code(bot.chat_postMessage(channel=ann, text="x")) == "messages_tab_disabled"


async def test_a_dm_to_a_deactivated_person_is_taken_but_not_opened() -> None:
    async with slack() as sandbox:
        ben = sandbox.deactivate("ben").id
        bot = client(sandbox)
        assert (await bot.chat_postMessage(channel=ben, text="x"))["ok"]
        assert await code(bot.conversations_open(users=ben)) == "user_disabled"


# -- what -----------------------------------------------------------------------------------


async def test_a_message_is_kept_as_slack_keeps_it() -> None:
    async with slack() as sandbox:
        bot, app = client(sandbox), sandbox.workspace.installed_app
        answer = await bot.chat_postMessage(
            channel="#launch",
            text="R&D < <https://x.y|x> see https://a.b/c <@U0ANN000000> ✅",
            blocks=[SECTION, {"type": "actions", "elements": [button("go", "1")]}],
        )
        message = dict(answer["message"])
        assert message["text"] == (
            "R&amp;D &lt; <https://x.y|x> see <https://a.b/c> <@U0ANN000000> :white_check_mark:"
        )
        assert message["type"] == "message"
        assert (message["bot_id"], message["app_id"]) == (app.bot_id, app.id)
        assert (message["user"], message["team"]) == (app.bot_user_id, sandbox.workspace.id)
        assert message["bot_profile"]["app_id"] == app.id
        assert all(block["block_id"] for block in message["blocks"])
        assert message["blocks"][0]["text"]["verbatim"] is False


async def test_nothing_to_post_is_no_text() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        assert await code(bot.chat_postMessage(channel="#launch", text="")) == "no_text"
        assert await code(bot.chat_postMessage(channel="#launch", text=" \n")) == "no_text"
        assert await code(bot.chat_postMessage(channel="#launch", blocks=[])) == "no_text"


async def test_bad_blocks_are_refused_in_slacks_words() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        many = [{"type": "actions", "elements": [button(f"b{n}") for n in range(26)]}]
        body = await refused(bot.chat_postMessage(channel="#launch", text="x", blocks=many))
        problem = "no more than 25 items allowed [json-pointer:/blocks/0/elements]"
        assert body["error"] == "invalid_blocks"
        assert body["errors"] == [problem]
        assert body["response_metadata"]["messages"] == [f"[ERROR] {problem}"]
        args = {"channel": "#launch", "text": "x", "blocks": "{nonsense"}
        assert (await raw(sandbox, "chat.postMessage", data=args))[0]["error"] == (
            "invalid_blocks_format"
        )


async def test_markdown_text_stands_alone() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        answer = await bot.chat_postMessage(channel="#launch", markdown_text="# Title")
        assert answer["message"]["blocks"][0]["type"] == "markdown"
        both = bot.chat_postMessage(channel="#launch", markdown_text="# T", text="x")
        assert await code(both) == "markdown_text_conflict"


async def test_a_name_or_icon_of_its_own_needs_a_scope() -> None:
    async with slack() as sandbox:
        post = client(sandbox).chat_postMessage(channel="#launch", text="x", username="Robo")
        assert (await refused(post))["needed"] == "chat:write.customize"


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ("card", "invalid_metadata_format"),
        ({"event_payload": {}}, "invalid_metadata_format"),
        ({"event_type": "card"}, "invalid_metadata_format"),
        (
            {"event_type": "card", "event_payload": {"a": {"b": {"c": 1}}}},
            "invalid_metadata_schema",
        ),
        ({"event_type": "card", "event_payload": {"a": [[1]]}}, "invalid_metadata_schema"),
        ({"event_type": "card", "event_payload": {"a": "x" * 9000}}, "metadata_too_large"),
    ],
)
async def test_bad_metadata_is_refused(metadata: Any, error: str) -> None:
    async with slack() as sandbox:
        args = {"channel": "#launch", "text": "x", "metadata": metadata}
        assert (await raw(sandbox, "chat.postMessage", json=args))[0]["error"] == error


async def test_metadata_is_told_in_full_only_when_asked() -> None:
    metadata = {"event_type": "card", "event_payload": {"id": "7", "on": True, "n": [{"a": 2}]}}
    async with slack() as sandbox:
        bot = client(sandbox)
        channel, ts = await _post(bot, metadata=metadata)
        short = await bot.conversations_history(channel=channel)
        assert short["messages"][0]["metadata"] == {"event_type": "card"}
        full = await bot.conversations_history(channel=channel, include_all_metadata=True)
        assert full["messages"][0]["metadata"] == metadata
        thread = await bot.conversations_replies(channel=channel, ts=ts, include_all_metadata=True)
        assert thread["messages"][0]["metadata"] == metadata


# -- threads --------------------------------------------------------------------------------


async def test_replies_hang_on_their_parent() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        channel, ts = await _post(bot)
        answer = await bot.chat_postMessage(channel=channel, text="r", thread_ts=ts)
        reply = dict(answer["message"])
        assert reply["thread_ts"] == ts
        assert reply["parent_user_id"] == sandbox.bot_user_id
        parent = (await bot.conversations_history(channel=channel))["messages"][0]
        assert (parent["reply_count"], parent["latest_reply"]) == (1, reply["ts"])
        assert parent["reply_users"] == [sandbox.bot_user_id]


async def test_a_thread_needs_a_parent() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        nowhere = bot.chat_postMessage(channel="#launch", text="r", thread_ts="1700000000.000001")
        assert await code(nowhere) == "thread_not_found"
        sandbox.kick("eve", "#launch")
        line = sandbox.person("ann").messages("#launch")[-1]
        to_line = bot.chat_postMessage(channel="#launch", text="r", thread_ts=line["ts"])
        assert await code(to_line) == "cannot_reply_to_message"
        odd = bot.chat_postMessage(channel="#launch", text="r", thread_ts="soon")
        assert await code(odd) == "thread_not_found"


async def test_a_reply_to_a_reply_is_lost_from_the_thread() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        channel, ts = await _post(bot)
        _, reply = await _post(bot, thread_ts=ts)
        await _post(bot, thread_ts=reply)
        thread = await bot.conversations_replies(channel=channel, ts=ts)
        assert len(thread["messages"]) == 2


async def test_a_broadcast_reply_shows_in_the_channel_too() -> None:
    async with slack() as sandbox:
        bot, ear = client(sandbox), Ear(sandbox)
        channel, ts = await _post(bot)
        await _post(bot, thread_ts=ts, reply_broadcast=True)
        rows = (await bot.conversations_history(channel=channel))["messages"]
        assert [r.get("subtype") for r in rows] == ["thread_broadcast", None]
        assert ear.last("message/thread_broadcast")["root"]["ts"] == ts


# -- chat.update ----------------------------------------------------------------------------


async def _updated(sandbox: Sandbox, **args: Any) -> dict[str, Any]:
    bot = client(sandbox)
    channel, ts = await _post(bot, text="old", blocks=[SECTION], metadata=_meta("1"))
    await bot.chat_update(channel=channel, ts=ts, **args)
    rows = (await bot.conversations_history(channel=channel, include_all_metadata=True))["messages"]
    return dict(next(r for r in rows if r["ts"] == ts))


def _meta(number: str) -> dict[str, Any]:
    return {"event_type": "card", "event_payload": {"id": number}}


async def test_text_without_blocks_removes_the_blocks_and_marks_the_edit() -> None:
    async with slack() as sandbox:
        message = await _updated(sandbox, text="new")
        assert message["text"] == "new"
        assert "blocks" not in message
        assert message["edited"]["user"] == sandbox.workspace.installed_app.bot_id
        assert message["metadata"] == _meta("1")


async def test_empty_blocks_remove_the_blocks() -> None:
    async with slack() as sandbox:
        assert "blocks" not in await _updated(sandbox, blocks=[])


async def test_blocks_alone_keep_the_old_text_and_leave_no_mark() -> None:
    async with slack() as sandbox:
        message = await _updated(sandbox, blocks=[{"type": "divider"}])
        assert message["text"] == "old"
        assert [b["type"] for b in message["blocks"]] == ["divider"]
        assert "edited" not in message


async def test_empty_metadata_removes_the_metadata() -> None:
    async with slack() as sandbox:
        assert "metadata" not in await _updated(sandbox, text="n", metadata={})
        assert (await _updated(sandbox, text="n", metadata=_meta("2")))["metadata"] == _meta("2")


async def test_only_own_messages_can_be_updated_or_deleted() -> None:
    async with slack() as sandbox:
        bot, launch = client(sandbox), sandbox.workspace.channel("launch").id
        ts = await sandbox.person("ann").say("#launch", "mine")
        update = bot.chat_update(channel=launch, ts=ts, text="x")
        assert await code(update) == "cant_update_message"
        assert await code(bot.chat_delete(channel=launch, ts=ts)) == "cant_delete_message"
        gone = "1700000000.000001"
        assert await code(bot.chat_update(channel=launch, ts=gone, text="x")) == "message_not_found"
        assert await code(bot.chat_delete(channel=launch, ts=gone)) == "message_not_found"


async def test_an_update_needs_an_id_and_something_new() -> None:
    async with slack() as sandbox:
        bot, ann = client(sandbox), sandbox.workspace.user("ann").id
        channel, ts = await _post(bot)
        dm, dm_ts = await _post(bot, channel=ann)
        assert await code(bot.chat_update(channel=ann, ts=dm_ts, text="y")) == "channel_not_found"
        by_name = bot.chat_update(channel="#launch", ts=ts, text="y")
        assert await code(by_name) == "channel_not_found"
        assert (await bot.chat_update(channel=dm, ts=dm_ts, text="y"))["text"] == "y"
        assert await code(bot.chat_update(channel=channel, ts=ts)) == "no_text"
        assert await code(bot.chat_update(channel=channel, ts=ts, text="")) == "no_text"
        assert (
            await code(bot.chat_update(channel=channel, ts=ts, text="y" * 4001)) == "msg_too_long"
        )


async def test_an_update_in_an_archived_channel_is_inactive() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        channel, ts = await _post(bot)
        sandbox.archive("#launch")
        assert await code(bot.chat_update(channel=channel, ts=ts, text="y")) == "is_inactive"


async def test_an_update_is_told_as_message_changed() -> None:
    async with slack() as sandbox:
        bot, ear = client(sandbox), Ear(sandbox)
        channel, ts = await _post(bot, text="old")
        await bot.chat_update(channel=channel, ts=ts, text="new")
        event = ear.last("message/message_changed")
        assert (event["message"]["text"], event["previous_message"]["text"]) == ("new", "old")
        assert (event["message"]["ts"], event["hidden"]) == (ts, True)
        assert event["ts"] > ts


# -- chat.delete, ephemerals, permalinks ----------------------------------------------------


async def test_a_deleted_message_is_gone_and_told() -> None:
    async with slack() as sandbox:
        bot, ear = client(sandbox), Ear(sandbox)
        channel, ts = await _post(bot)
        await bot.chat_delete(channel=channel, ts=ts)
        assert (await bot.conversations_history(channel=channel))["messages"] == []
        event = ear.last("message/message_deleted")
        assert (event["deleted_ts"], event["previous_message"]["ts"]) == (ts, ts)


async def test_a_deleted_parent_leaves_a_tombstone() -> None:
    async with slack() as sandbox:
        bot, ear = client(sandbox), Ear(sandbox)
        channel, ts = await _post(bot)
        await _post(bot, thread_ts=ts)
        await bot.chat_delete(channel=channel, ts=ts)
        (stone,) = (await bot.conversations_history(channel=channel))["messages"]
        assert (stone["subtype"], stone["reply_count"]) == ("tombstone", 1)
        assert ear.last("message/message_changed")["message"]["subtype"] == "tombstone"
        again = bot.chat_update(channel=channel, ts=ts, text="x")
        assert await code(again) == "message_not_found"


async def test_an_ephemeral_is_for_one_person_and_not_in_the_history() -> None:
    async with slack() as sandbox:
        bot, ear = client(sandbox), Ear(sandbox)
        ws = sandbox.workspace
        launch, ann = ws.channel("launch").id, ws.user("ann").id
        answer = await bot.chat_postEphemeral(channel=launch, user=ann, text="psst")
        assert set(answer.data) == {"ok", "message_ts"}
        assert [m["text"] for m in sandbox.person("ann").ephemerals("#launch")] == ["psst"]
        assert sandbox.person("ben").messages("#launch") == []
        assert (await bot.conversations_history(channel=launch))["messages"] == []
        assert ear.events == []
        ts = str(answer["message_ts"])
        assert await code(bot.chat_update(channel=launch, ts=ts, text="x")) == "message_not_found"
        react = bot.reactions_add(channel=launch, timestamp=ts, name="eyes")
        assert await code(react) == "message_not_found"


async def test_an_ephemeral_needs_both_in_the_channel() -> None:
    async with slack() as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        chen, launch = ws.user("chen").id, ws.channel("launch").id
        outside = bot.chat_postEphemeral(channel=launch, user=chen, text="x")
        assert await code(outside) == "user_not_in_channel"
        absent = bot.chat_postEphemeral(channel=ws.channel("random").id, user=chen, text="x")
        assert await code(absent) == "not_in_channel"
        ann = ws.user("ann").id
        assert await code(bot.chat_postEphemeral(channel=launch, user=ann, text="")) == "no_text"


async def test_a_permalink_names_the_thread() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        channel, ts = await _post(bot)
        _, reply = await _post(bot, thread_ts=ts)
        link = (await bot.chat_getPermalink(channel=channel, message_ts=ts))["permalink"]
        assert link == f"{sandbox.url}/archives/{channel}/p{ts.replace('.', '')}"
        link = (await bot.chat_getPermalink(channel=channel, message_ts=reply))["permalink"]
        assert str(link).endswith(f"p{reply.replace('.', '')}?thread_ts={ts}&cid={channel}")
        gone = bot.chat_getPermalink(channel=channel, message_ts="1700000000.000001")
        assert await code(gone) == "message_not_found"
