"""Scheduled messages on the sandbox clock, pins, bookmarks and blocks.validate."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.api import Ear, client, code, raw, refused, slack
from tests.sandbox.playground import button, plain

Json = dict[str, Any]
SECTION: Json = {"type": "section", "text": {"type": "mrkdwn", "text": "*Card*"}}


async def _schedule(sandbox: Sandbox, seconds: int, **more: Any) -> Json:
    launch = sandbox.workspace.channel("launch").id
    args: Json = {"channel": launch, "text": "later", "post_at": sandbox.workspace.unix() + seconds}
    body, _ = await raw(sandbox, "chat.scheduleMessage", json=args | more)
    return body


# -- scheduled ------------------------------------------------------------------------------


async def test_a_scheduled_message_is_posted_by_the_clock() -> None:
    async with slack() as sandbox:
        ann, ear = sandbox.person("ann"), Ear(sandbox)
        answer = await _schedule(sandbox, 3600, blocks=[SECTION])
        assert answer["scheduled_message_id"].startswith("Q")
        assert answer["message"]["text"] == "later"
        assert "ts" not in answer["message"]
        (row,) = (await client(sandbox).chat_scheduledMessages_list())["scheduled_messages"]
        assert row == {
            "id": answer["scheduled_message_id"],
            "channel_id": answer["channel"],
            "post_at": answer["post_at"],
            "date_created": sandbox.workspace.unix(),
            "text": "later",
        }
        sandbox.clock.advance(timedelta(seconds=3599))
        assert ann.messages("#launch") == []
        sandbox.clock.advance(timedelta(seconds=1))
        (message,) = ann.messages("#launch")
        assert (message["text"], message["user"]) == ("later", sandbox.bot_user_id)
        assert message["blocks"][0]["type"] == "section"
        assert ear.kinds() == ["message"]
        assert (await client(sandbox).chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_a_running_clock_posts_by_itself() -> None:
    async with slack() as sandbox:
        sandbox.clock.set_rate(1000.0)
        ear = Ear(sandbox)
        arrived: list[Json] = []
        sandbox.workspace.event_sinks.append(lambda event, _c: arrived.append(event))
        answer = await _schedule(sandbox, 100)
        assert answer["ok"]
        await sandbox.clock.sleep_until(
            sandbox.clock.now() + timedelta(seconds=answer["post_at"] - sandbox.workspace.unix())
        )
        await sandbox.clock.sleep_until(sandbox.clock.now() + timedelta(seconds=100))
        assert ear.kinds() == ["message"]


@pytest.mark.parametrize(
    ("seconds", "more", "error"),
    [
        (0, {}, "time_in_past"),
        (-60, {}, "time_in_past"),
        (121 * 86400, {}, "time_too_far"),
        (60, {"post_at": "soon"}, "invalid_time"),
        (60, {"post_at": 1.5}, "invalid_time"),
        (60, {"text": ""}, "no_text"),
        (60, {"text": "x" * 40_001}, "msg_too_long"),
        (60, {"channel": "C0NOSUCH000"}, "channel_not_found"),
        (60, {"channel": "#random"}, "not_in_channel"),
        (60, {"metadata": {}}, None),
        (60, {"metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        (60, {"blocks": [{"type": "nope"}]}, "invalid_blocks"),
        (60, {"thread_ts": "1700000000.000001"}, "thread_not_found"),
    ],
)
async def test_what_cannot_be_scheduled(seconds: int, more: Json, error: str | None) -> None:
    async with slack() as sandbox:
        assert (await _schedule(sandbox, seconds, **more)).get("error") == error


async def test_thirty_in_five_minutes_of_one_channel_are_enough() -> None:
    async with slack() as sandbox:
        for n in range(30):
            assert (await _schedule(sandbox, 600 + n))["ok"]
        assert (await _schedule(sandbox, 620))["error"] == "restricted_too_many"
        ops = sandbox.workspace.channel("ops").id
        assert (await _schedule(sandbox, 620, channel=ops))["ok"]
        assert (await _schedule(sandbox, 1000))["ok"]


async def test_with_metadata_a_scheduled_message_never_appears() -> None:
    async with slack() as sandbox:
        meta = {"event_type": "card", "event_payload": {"id": "1"}}
        assert (await _schedule(sandbox, 60, metadata=meta))["ok"]
        sandbox.clock.advance(timedelta(minutes=2))
        assert sandbox.person("ann").messages("#launch") == []


async def test_where_the_bot_is_gone_by_then_nothing_appears() -> None:
    async with slack() as sandbox:
        await _schedule(sandbox, 60)
        sandbox.kick("drumbeat", "#launch")
        sandbox.clock.advance(timedelta(minutes=2))
        assert all(m.get("subtype") for m in sandbox.person("ann").messages("#launch"))


async def test_a_scheduled_message_can_be_taken_back_until_a_minute_before() -> None:
    async with slack() as sandbox:
        bot, launch = client(sandbox), sandbox.workspace.channel("launch").id
        ids = [(await _schedule(sandbox, s))["scheduled_message_id"] for s in (59, 300)]
        delete, wrong = bot.chat_deleteScheduledMessage, "invalid_scheduled_message_id"
        assert await code(delete(channel=launch, scheduled_message_id=ids[0])) == wrong
        assert await code(delete(channel=launch, scheduled_message_id="Q1")) == wrong
        ops = sandbox.workspace.channel("ops").id
        assert await code(delete(channel=ops, scheduled_message_id=ids[1])) == wrong
        assert (await delete(channel=launch, scheduled_message_id=ids[1]))["ok"]
        assert await code(delete(channel=launch, scheduled_message_id=ids[1])) == wrong


async def test_scheduled_messages_are_listed_by_channel_time_and_page() -> None:
    async with slack() as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        for seconds in (300, 100, 200):
            await _schedule(sandbox, seconds, text=str(seconds))
        await _schedule(sandbox, 150, text="ops", channel=ws.channel("ops").id)
        launch = ws.channel("launch").id
        page = await bot.chat_scheduledMessages_list(channel=launch, limit=2)
        assert [r["text"] for r in page["scheduled_messages"]] == ["100", "200"]
        cursor = page["response_metadata"]["next_cursor"]
        rest = await bot.chat_scheduledMessages_list(channel=launch, cursor=cursor)
        assert [r["text"] for r in rest["scheduled_messages"]] == ["300"]
        some = await bot.chat_scheduledMessages_list(
            oldest=str(ws.unix() + 120), latest=str(ws.unix() + 200)
        )
        assert [r["text"] for r in some["scheduled_messages"]] == ["ops", "200"]
        none = bot.chat_scheduledMessages_list(channel="C0NOSUCH000")
        assert await code(none) == "invalid_channel"


# -- pins and bookmarks ---------------------------------------------------------------------


async def test_a_pin_is_listed_told_and_taken_away() -> None:
    async with slack() as sandbox:
        bot, ear = client(sandbox), Ear(sandbox)
        posted = await bot.chat_postMessage(channel="#launch", text="x")
        at = {"channel": str(posted["channel"]), "timestamp": str(posted["ts"])}
        await bot.pins_add(**at)
        assert await code(bot.pins_add(**at)) == "already_pinned"
        (row,) = (await bot.pins_list(channel=at["channel"]))["items"]
        assert (row["message"]["ts"], row["created_by"]) == (at["timestamp"], sandbox.bot_user_id)
        assert row["message"]["pinned_to"] == [at["channel"]]
        history = await bot.conversations_history(channel=at["channel"])
        assert history["pin_count"] == 1
        await bot.pins_remove(**at)
        assert await code(bot.pins_remove(**at)) == "no_pin"
        assert (await bot.pins_list(channel=at["channel"]))["items"] == []
        assert ear.kinds()[1:] == ["pin_added", "pin_removed"]
        event = ear.last("pin_added")
        assert (event["channel_id"], event["pin_count"]) == (at["channel"], 1)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({}, "no_item_specified"),
        ({"timestamp": "soon"}, "bad_timestamp"),
        ({"timestamp": "1700000000.000001"}, "message_not_found"),
        ({"channel": "C0NOSUCH000"}, "channel_not_found"),
        ({"channel": "C0RANDOM000"}, "not_in_channel"),
    ],
)
async def test_pins_that_slack_refuses(more: Json, error: str) -> None:
    async with slack() as sandbox:
        args = {"channel": sandbox.workspace.channel("launch").id} | more
        assert (await raw(sandbox, "pins.add", json=args))[0]["error"] == error


async def test_bookmarks_are_links_with_a_title() -> None:
    async with slack() as sandbox:
        bot, launch = client(sandbox), sandbox.workspace.channel("launch").id
        added = await bot.bookmarks_add(
            channel_id=launch, title="Board", type="link", link="https://x.y", emoji=":dart:"
        )
        bookmark = str(added["bookmark"]["id"])
        edited = await bot.bookmarks_edit(channel_id=launch, bookmark_id=bookmark, title="Plan")
        assert (edited["bookmark"]["title"], edited["bookmark"]["link"]) == ("Plan", "https://x.y")
        (row,) = (await bot.bookmarks_list(channel_id=launch))["bookmarks"]
        assert row == edited["bookmark"]
        await bot.bookmarks_remove(channel_id=launch, bookmark_id=bookmark)
        gone = bot.bookmarks_remove(channel_id=launch, bookmark_id=bookmark)
        assert await code(gone) == "not_found"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"type": "file"}, "invalid_bookmark_type"),
        ({"link": "x.y"}, "invalid_link"),
        ({"link": ""}, "invalid_link"),
        ({"link": "https://" + "x" * 2048}, "invalid_link"),
        ({"emoji": ":nosuchemoji:"}, "invalid_emoji"),
        ({"title": "x" * 257}, "invalid_arguments"),
        ({"title": None}, "invalid_arguments"),
        ({"channel_id": "C0NOSUCH000"}, "channel_not_found"),
        ({"channel_id": None}, "channel_not_found"),
    ],
)
async def test_bookmarks_that_slack_refuses(more: Json, error: str) -> None:
    async with slack() as sandbox:
        launch = sandbox.workspace.channel("launch").id
        args: Json = {"channel_id": launch, "title": "T", "type": "link", "link": "https://x.y"}
        assert (await raw(sandbox, "bookmarks.add", json=args | more))[0]["error"] == error


# -- blocks.validate ------------------------------------------------------------------------


async def _validate(sandbox: Sandbox, **args: Any) -> Json:
    sent = {name: json.dumps(value) for name, value in args.items()}
    return (await raw(sandbox, "blocks.validate", token="", data=sent))[0]


async def test_good_content_is_valid_without_a_token() -> None:
    view = {"type": "home", "blocks": [SECTION]}
    async with slack() as sandbox:
        for args in ({"blocks": [SECTION]}, {"message": {"blocks": [SECTION]}}, {"view": view}):
            assert await _validate(sandbox, **args) == {"ok": True}
        assert (await client(sandbox).blocks_validate(blocks=[SECTION]))["ok"]


async def test_bad_content_is_explained_with_pointers() -> None:
    async with slack() as sandbox:
        answer = await _validate(sandbox, blocks=[{"type": "section", "text": {"text": "a"}}, {}])
        assert answer["error"] == "invalid_blocks"
        missing = [e for e in answer["errors"] if e["code"] == "missing_field"]
        assert {"code": "missing_field", "field": "type", "pointer": "/0/text"}.items() <= (
            missing[0].items()
        )
        assert missing[-1]["pointer"] == "/1"
        many = [{"type": "actions", "elements": [button(f"b{n}") for n in range(26)]}]
        (error,) = (await _validate(sandbox, message={"blocks": many}))["errors"]
        assert error["pointer"] == "/blocks/0/elements"
        assert error["constraint"] == {"type": "max_items", "expected": 25}
        (error,) = (await _validate(sandbox, blocks=[{"type": "text"}]))["errors"]
        assert error["constraint"]["type"] == "enum"
        assert "section" in error["constraint"]["expected"]
        modal = {"type": "modal", "title": plain("x" * 25), "blocks": []}
        answer = await _validate(sandbox, view=modal)
        assert (answer["error"], answer["errors"][0]["pointer"]) == ("invalid_view", "/title/text")
        assert answer["errors"][0]["constraint"] == {"type": "max_length", "expected": 24}


@pytest.mark.parametrize(
    "args",
    [
        {},
        {"blocks": "[]", "view": "{}"},
        {"blocks": "{nonsense"},
        {"blocks": json.dumps(["x" * 100_000])},
    ],
)
async def test_a_bad_call_is_invalid_arguments(args: Json) -> None:
    async with slack() as sandbox:
        body, _ = await raw(sandbox, "blocks.validate", data=args)
        assert body["error"] == "invalid_arguments"
        assert body["response_metadata"]["messages"]


async def test_a_message_said_of_oneself() -> None:
    async with slack() as sandbox:
        bot, ear = client(sandbox), Ear(sandbox)
        launch = sandbox.workspace.channel("launch").id
        assert (await bot.chat_meMessage(channel=launch, text="is late"))["channel"] == launch
        assert ear.kinds() == ["message/me_message"]
        empty = await refused(bot.chat_meMessage(channel=launch, text=""))
        assert empty["error"] == "no_text"
