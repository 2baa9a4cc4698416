"""reactions.*, files.* and views.*: what is added to messages; the upload in three steps."""

from __future__ import annotations

from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.api import Ear, client, code, manifest, refused, slack
from tests.sandbox.playground import modal, plain, text_input


async def _post(bot: AsyncWebClient) -> dict[str, str]:
    answer = await bot.chat_postMessage(channel="#launch", text="x")
    return {"channel": str(answer["channel"]), "timestamp": str(answer["ts"])}


async def test_a_reaction_is_added_told_and_removed() -> None:
    async with slack() as sandbox:
        bot, ear = client(sandbox), Ear(sandbox)
        at = await _post(bot)
        await bot.reactions_add(name="white_check_mark", **at)
        await sandbox.person("ann").react(at["channel"], at["timestamp"], "white_check_mark")
        (reaction,) = (await bot.reactions_get(channel=at["channel"], timestamp=at["timestamp"]))[
            "message"
        ]["reactions"]
        assert (reaction["count"], reaction["users"]) == (
            2,
            [sandbox.bot_user_id, sandbox.workspace.user("ann").id],
        )
        event = ear.last("reaction_added")
        assert event["item"] == {"type": "message", "channel": at["channel"], "ts": at["timestamp"]}
        assert event["item_user"] == sandbox.bot_user_id
        await bot.reactions_remove(name="white_check_mark", **at)
        assert ear.last("reaction_removed")["user"] == sandbox.bot_user_id


async def test_reactions_are_refused_in_slacks_words() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        at = await _post(bot)
        await bot.reactions_add(name="eyes", **at)
        assert await code(bot.reactions_add(name="eyes", **at)) == "already_reacted"
        assert await code(bot.reactions_remove(name="tada", **at)) == "no_reaction"
        assert await code(bot.reactions_add(name="No Such!", **at)) == "invalid_name"
        assert await code(bot.reactions_add(name="not_an_emoji_at_all", **at)) == "invalid_name"
        assert await code(bot.reactions_add(name="x", channel=at["channel"], timestamp="soon")) == (
            "bad_timestamp"
        )
        gone = bot.reactions_add(name="x", channel=at["channel"], timestamp="1700000000.000001")
        assert await code(gone) == "message_not_found"
        sandbox.archive("#launch")
        assert await code(bot.reactions_add(name="tada", **at)) == "is_archived"


async def test_there_are_only_so_many_reactions() -> None:
    names = [
        "+1",
        "-1",
        "eyes",
        "tada",
        "fire",
        "rocket",
        "pushpin",
        "x",
        "heart",
        "joy",
        "cry",
        "wave",
        "clap",
        "pray",
        "star",
        "zap",
        "boom",
        "bug",
        "bulb",
        "bell",
        "key",
        "lock",
        "gift",
        "coffee",
    ]
    async with slack() as sandbox:
        bot = client(sandbox)
        at = await _post(bot)
        for name in names[:23]:
            await bot.reactions_add(name=name, **at)
        assert await code(bot.reactions_add(name=names[23], **at)) == "too_many_emoji"


async def test_a_file_is_uploaded_in_three_steps() -> None:
    async with slack() as sandbox:
        bot, ear, launch = client(sandbox), Ear(sandbox), sandbox.workspace.channel("launch").id
        url = await bot.files_getUploadURLExternal(filename="chart.png", length=4)
        file_id, address = str(url["file_id"]), str(url["upload_url"])
        early = bot.files_completeUploadExternal(files=[{"id": file_id, "title": "Chart"}])
        assert await code(early) == "file_not_found"
        async with aiohttp.ClientSession() as web, web.post(address, data=b"\x89PNG") as answer:
            assert (answer.status, await answer.text()) == (200, "OK - 4")
        done = await bot.files_completeUploadExternal(
            files=[{"id": file_id, "title": "Chart"}], channel_id=launch, initial_comment="See"
        )
        assert done["files"] == [{"id": file_id, "title": "Chart"}]
        shared = ear.last("message/file_share")
        assert (shared["text"], shared["files"][0]["id"]) == ("See", file_id)
        assert ear.last("file_shared")["file_id"] == file_id
        info = (await bot.files_info(file=file_id))["file"]
        assert (info["title"], info["mimetype"], info["size"]) == ("Chart", "image/png", 4)
        headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
        async with (
            aiohttp.ClientSession(headers=headers) as web,
            web.get(info["url_private"]) as answer,
        ):
            assert await answer.read() == b"\x89PNG"


async def test_the_sdks_own_upload_works() -> None:
    async with slack() as sandbox:
        launch = sandbox.workspace.channel("launch").id
        answer = await client(sandbox).files_upload_v2(
            channel=launch, content="a,b\n1,2\n", filename="t.csv", title="Table"
        )
        assert answer["files"][0]["title"] == "Table"
        (message,) = sandbox.person("ann").messages("#launch")
        assert message["files"][0]["name"] == "t.csv"


async def test_uploads_are_refused_in_slacks_words() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        url = await bot.files_getUploadURLExternal(filename="a.png", length=4)
        async with (
            aiohttp.ClientSession() as web,
            web.post(str(url["upload_url"]), data=b"five!") as answer,
        ):
            assert answer.status == 400
        too_long = bot.files_getUploadURLExternal(filename="a", length=1, alt_txt="x" * 1001)
        assert await code(too_long) == "alt_txt_too_large"
        assert await code(bot.files_getUploadURLExternal(filename="a", length=0)) == (
            "invalid_arguments"
        )
        assert await code(bot.files_info(file="F0NOSUCH000")) == "file_not_found"


async def _upload(bot: AsyncWebClient, name: str) -> str:
    url = await bot.files_getUploadURLExternal(filename=name, length=4)
    async with (
        aiohttp.ClientSession() as web,
        web.post(str(url["upload_url"]), data=b"\x89PNG") as answer,
    ):
        assert answer.status == 200
    file_id = str(url["file_id"])
    await bot.files_completeUploadExternal(files=[{"id": file_id, "title": name}])
    return file_id


async def test_an_image_block_shows_an_uploaded_image_and_nothing_else() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        picture, text = await _upload(bot, "chart.png"), await _upload(bot, "notes.txt")

        def block(file_id: str) -> dict[str, object]:
            return {"type": "image", "alt_text": "Chart", "slack_file": {"id": file_id}}

        shown = await bot.chat_postMessage(channel="#launch", text="x", blocks=[block(picture)])
        assert shown["message"]["blocks"][0]["slack_file"] == {"id": picture}
        for wrong in (text, "F0NOSUCH000"):
            body = await refused(
                bot.chat_postMessage(channel="#launch", text="x", blocks=[block(wrong)])
            )
            assert body["error"] == "invalid_blocks"
            assert body["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]


async def test_a_workspace_without_a_block_refuses_it_in_messages_views_and_answers() -> None:
    """As some do for a while with blocks that Slack has only just made."""
    async with slack() as sandbox:
        bot, ann = client(sandbox), sandbox.workspace.user("ann").id
        sandbox.withhold_block("divider")
        blocks = [{"type": "divider"}]
        everywhere: dict[str, Any] = {"channel": "#launch", "text": "x", "blocks": blocks}
        for refusal in (
            bot.chat_postMessage(**everywhere),
            bot.chat_postEphemeral(user=ann, **everywhere),
        ):
            body = await refused(refusal)
            assert body["error"] == "invalid_blocks"
            assert body["errors"] == ["unsupported type: divider [json-pointer:/blocks/0/type]"]
        home = {"type": "home", "blocks": blocks}
        assert await code(bot.views_publish(user_id=ann, view=home)) == "invalid_arguments"
        sandbox.grant_block("divider")
        assert (await bot.chat_postMessage(**everywhere))["ok"]


# -- views (their rules are tested with the interactions) ------------------------------------


async def test_a_modal_needs_a_trigger_that_is_fresh_and_unused() -> None:
    async with slack() as sandbox:
        bot, ann = client(sandbox), sandbox.workspace.user("ann").id
        trigger, view = sandbox.triggers.issue(ann), modal(text_input("a"))
        opened = await bot.views_open(trigger_id=trigger, view=view)
        assert opened["view"]["root_view_id"] == opened["view"]["id"]
        assert await code(bot.views_open(trigger_id=trigger, view=view)) == "exchanged_trigger_id"
        assert await code(bot.views_open(trigger_id="1.2.3", view=view)) == "invalid_trigger_id"


async def test_a_bad_view_is_an_invalid_argument() -> None:
    async with slack() as sandbox:
        bot, ann = client(sandbox), sandbox.workspace.user("ann").id
        view = {"type": "modal", "blocks": [{"type": "divider"}]}
        body = await refused(bot.views_open(trigger_id=sandbox.triggers.issue(ann), view=view))
        assert body["error"] == "invalid_arguments"
        assert body["response_metadata"]["messages"] == [
            "[ERROR] missing required field: title [json-pointer:/view]"
        ]


async def test_a_home_is_published_with_a_hash_against_conflicts() -> None:
    home = {"type": "home", "blocks": [{"type": "section", "text": plain("Hi")}]}
    async with slack() as sandbox:
        bot, ann = client(sandbox), sandbox.workspace.user("ann").id
        first = (await bot.views_publish(user_id=ann, view=home))["view"]
        await bot.views_publish(user_id=ann, view=home, hash=first["hash"])
        stale = bot.views_publish(user_id=ann, view=home, hash=first["hash"])
        assert await code(stale) == "hash_conflict"
    app = manifest()
    app["features"]["app_home"]["home_tab_enabled"] = False
    async with slack(app) as sandbox:
        ann = sandbox.workspace.user("ann").id
        assert await code(client(sandbox).views_publish(user_id=ann, view=home)) == "not_enabled"
