"""Arguments that Slack refuses although they look harmless, and those it only ignores."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from sandbox.server import Sandbox
from tests.sandbox.api import Ear, client, code, manifest, raw, refused, slack

pytestmark = pytest.mark.filterwarnings("ignore:The top-level `text`")
Json = dict[str, Any]
PARENT = "1700000000.000001"


async def _answer(sandbox: Sandbox, method: str = "chat.postMessage", **args: Any) -> Json:
    body, _ = await raw(sandbox, method, json={"channel": "#launch", "text": "x"} | args)
    return body


# -- where ----------------------------------------------------------------------------------


async def test_a_name_without_its_sign_is_no_channel() -> None:
    async with slack() as sandbox:
        answer = await _answer(sandbox, channel="launch")
        assert answer == {"ok": False, "error": "channel_not_found"}


async def test_own_messages_can_be_changed_where_the_bot_no_longer_is() -> None:
    """chat.update and chat.delete have no `not_in_channel`; a private channel is out of sight."""
    async with slack() as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        sandbox.invite("drumbeat", "#leads")
        public = (await bot.chat_postMessage(channel="#launch", text="x")).data
        private = (await bot.chat_postMessage(channel=ws.channel("leads").id, text="x")).data
        for name in ("#launch", "#leads"):
            sandbox.kick("drumbeat", name)
        assert isinstance(public, dict)
        assert isinstance(private, dict)
        changed = await bot.chat_update(channel=public["channel"], ts=public["ts"], text="y")
        assert changed["text"] == "y"
        gone = bot.chat_update(channel=private["channel"], ts=private["ts"], text="y")
        assert await code(gone) == "channel_not_found"


# -- metadata -------------------------------------------------------------------------------


def _event(payload: Json, kind: str = "card") -> Json:
    return {"event_type": kind, "event_payload": payload}


@pytest.mark.parametrize(
    "payload",
    [
        {"a": "s", "b": 1, "c": 1.5, "d": True},
        {"a": {"b": "s", "c": 2, "d": False}},
        {"a": [{"b": 1}, {"c": "s"}]},
        {"a": []},
        {},
    ],
)
async def test_metadata_of_the_three_forms_is_taken(payload: Json) -> None:
    async with slack() as sandbox:
        assert (await _answer(sandbox, metadata=_event(payload)))["ok"]


@pytest.mark.parametrize(
    "payload",
    [
        {"a": [1, 2]},
        {"a": ["s"]},
        {"a": [{"b": [1]}]},
        {"a": {"b": {"c": 1}}},
        {"a": {"b": []}},
        {"a": None},
        {"a": [[]]},
    ],
)
async def test_metadata_of_other_forms_breaks_the_schema(payload: Json) -> None:
    async with slack() as sandbox:
        for method in ("chat.postMessage", "chat.update"):
            ts = (await _answer(sandbox))["ts"]
            launch = sandbox.workspace.channel("launch").id
            answer = await _answer(sandbox, method, channel=launch, ts=ts, metadata=_event(payload))
            assert answer["error"] == "invalid_metadata_schema"


@pytest.mark.parametrize("kind", ["", "a b", "täsk", "task-created!", 5, None])
async def test_an_event_type_is_letters_digits_and_underscores(kind: Any) -> None:
    async with slack() as sandbox:
        answer = await _answer(sandbox, metadata=_event({}, kind))
        assert answer["error"] == "invalid_metadata_format"
        assert (await _answer(sandbox, metadata=_event({}, "Task_created2")))["ok"]


ENTITY: Json = {
    "entity_type": "slack#/entities/task",
    "entity_payload": {"attributes": {"title": {"text": "T"}}},
    "external_ref": {"id": "1"},
    "url": "https://x.y/1",
}


async def test_entities_are_taken_with_or_without_an_event() -> None:
    async with slack() as sandbox:
        for metadata in ({"entities": [ENTITY]}, {**_event({"a": 1}), "entities": [ENTITY]}):
            assert (await _answer(sandbox, metadata=metadata))["ok"]


@pytest.mark.parametrize(
    "entities",
    [
        "all",
        {},
        ["x"],
        [{}],
        [{**ENTITY, "entity_type": "task"}],
        [{**ENTITY, "entity_payload": "p"}],
        [{**ENTITY, "external_ref": {}}],
        [{**ENTITY, "url": ""}],
    ],
)
async def test_odd_entities_are_refused(entities: Any) -> None:
    async with slack() as sandbox:
        answer = await _answer(sandbox, metadata={"entities": entities})
        assert answer["error"] == "invalid_metadata_format"


# -- attachments, markdown, text ------------------------------------------------------------


async def test_empty_attachments_are_no_content() -> None:
    async with slack() as sandbox:
        nothing: list[list[Json]] = [[], [{}], [{"color": "good"}], [{"text": ""}]]
        for empty in nothing:
            assert (await _answer(sandbox, text="", attachments=empty))["error"] == "no_text"
        for full in ({"text": "t"}, {"fallback": "f"}, {"fields": [{"title": "t"}]}):
            assert (await _answer(sandbox, text="", attachments=[full]))["ok"]


@pytest.mark.parametrize(
    ("attachment", "place"),
    [
        ({"text": 5}, "/attachments/0/text"),
        ({"text": "t", "color": 1}, "/attachments/0/color"),
        ({"text": "t", "fields": "f"}, "/attachments/0/fields"),
        ({"text": "t", "fields": ["f"]}, "/attachments/0/fields/0"),
        ({"text": "t", "fields": [{"title": 1}]}, "/attachments/0/fields/0/title"),
        ({"text": "t", "fields": [{"short": "yes"}]}, "/attachments/0/fields/0/short"),
        ({"text": "t", "ts": "soon"}, "/attachments/0/ts"),
        ({"text": "t", "mrkdwn_in": "text"}, "/attachments/0/mrkdwn_in"),
        ({"text": "t", "footer": "x" * 301}, "/attachments/0/footer"),
    ],
)
async def test_fields_of_attachments_have_their_types(attachment: Json, place: str) -> None:
    async with slack() as sandbox:
        answer = await _answer(sandbox, attachments=[attachment])
        assert answer["error"] == "invalid_attachments"
        assert f"[json-pointer:{place}]" in answer["errors"][0]


async def test_markdown_text_stands_alone_beside_attachments_too() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        both = bot.chat_postMessage(
            channel="#launch", markdown_text="# T", attachments=[{"text": "a"}]
        )
        assert await code(both) == "markdown_text_conflict"
        nothing = bot.chat_postMessage(channel="#launch", markdown_text="")
        assert await code(nothing) == "no_text"


@pytest.mark.parametrize("name", ["text", "markdown_text", "thread_ts", "channel"])
async def test_numbers_are_no_strings(name: str) -> None:
    async with slack() as sandbox:
        number: Json = {name: 5}
        answer = await _answer(sandbox, **number)
        assert answer["error"] == "invalid_arguments"
        assert answer["response_metadata"]["messages"] == [
            f"[ERROR] must be a string [json-pointer:/{name}]"
        ]


async def test_parse_is_none_or_full() -> None:
    async with slack() as sandbox:
        answer = await _answer(sandbox, parse="everything")
        assert answer["error"] == "invalid_arguments"
        assert "[json-pointer:/parse]" in answer["response_metadata"]["messages"][0]
        for good in ("none", "full"):
            assert (await _answer(sandbox, parse=good))["ok"]


async def test_posting_as_a_user_is_not_supported() -> None:
    async with slack() as sandbox:
        assert (await _answer(sandbox, as_user=True))["error"] == "as_user_not_supported"
        assert (await _answer(sandbox, as_user="true"))["error"] == "as_user_not_supported"
        assert (await _answer(sandbox, as_user=False))["ok"]


# -- threads --------------------------------------------------------------------------------


async def test_a_broadcast_without_a_thread_is_an_ordinary_message() -> None:
    """Slack ignores the flag then."""
    async with slack() as sandbox:
        answer = await _answer(sandbox, reply_broadcast=True)
        assert "subtype" not in answer["message"]


async def test_a_broadcast_carries_no_attachments() -> None:
    async with slack() as sandbox:
        parent = (await _answer(sandbox))["ts"]
        more: Json = {"thread_ts": parent, "reply_broadcast": True}
        answer = await _answer(sandbox, attachments=[{"text": "a"}], **more)
        assert answer["error"] == "cant_broadcast_message"
        assert (await _answer(sandbox, **more))["message"]["subtype"] == "thread_broadcast"


async def test_a_misthreaded_message_is_kept_and_remembered() -> None:
    """It shows in no thread and not in the channel; its own ts still finds it."""
    async with slack() as sandbox:
        bot, launch = client(sandbox), sandbox.workspace.channel("launch").id
        parent = (await _answer(sandbox))["ts"]
        reply = (await _answer(sandbox, thread_ts=parent))["ts"]
        assert sandbox.workspace.misthreaded == []
        lost = (await _answer(sandbox, thread_ts=reply))["ts"]
        assert sandbox.workspace.misthreaded == [(launch, lost)]
        found = await bot.conversations_replies(channel=launch, ts=lost)
        assert [m["ts"] for m in found["messages"]] == [reply, lost]
        thread = await bot.conversations_replies(channel=launch, ts=parent)
        assert [m["ts"] for m in thread["messages"]] == [parent, reply]
        assert (await bot.chat_getPermalink(channel=launch, message_ts=lost))["ok"]


# -- lists ----------------------------------------------------------------------------------


async def test_a_large_limit_of_people_is_cut_and_none_asks_for_one() -> None:
    async with slack() as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        assert (await bot.users_list(limit=5000))["ok"]
        assert await code(bot.users_list(limit=-1)) == "invalid_arguments"
        for n in range(1001 - len(ws.users)):
            ws.add_user(f"p{n}", f"Person {n}")
        assert await code(bot.users_list()) == "limit_required"
        first = await bot.users_list(limit=5000)
        assert len(first["members"]) == 1000
        rest = await bot.users_list(limit=5000, cursor=first["response_metadata"]["next_cursor"])
        assert len(rest["members"]) == 1


# -- files ----------------------------------------------------------------------------------


async def _upload(sandbox: Sandbox, name: str = "a.png", *, send: bool = True) -> str:
    bot = client(sandbox)
    url = await bot.files_getUploadURLExternal(filename=name, length=3)
    async with aiohttp.ClientSession() as session:
        if send:
            await session.post(str(url["upload_url"]), data=b"png")
    return str(url["file_id"])


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"thread_ts": PARENT}, "thread_not_found"),
        ({"thread_ts": "soon"}, "thread_not_found"),
        ({"channel_id": "launch"}, "invalid_channel"),
        ({"channel_id": "#launch"}, "invalid_channel"),
        ({"channel_id": "U0ANN000000"}, "invalid_channel"),
        ({"channel_id": "C0NOSUCH000"}, "channel_not_found"),
        ({"initial_comment": "c", "blocks": [{"type": "divider"}]}, "invalid_arguments"),
        ({"blocks": [{"type": "nope"}]}, "invalid_blocks"),
    ],
)
async def test_a_refused_share_leaves_the_upload_as_it_was(more: Json, error: str) -> None:
    async with slack() as sandbox:
        bot, launch = client(sandbox), sandbox.workspace.channel("launch").id
        file = await _upload(sandbox)
        args: Json = {"files": [{"id": file}], "channel_id": launch}
        body, _ = await raw(sandbox, "files.completeUploadExternal", json=args | more)
        assert body["error"] == error
        assert sandbox.person("ann").messages("#launch") == []
        assert (await bot.files_completeUploadExternal(**args))["files"][0]["id"] == file


async def test_one_missing_file_completes_none() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        good, bad = await _upload(sandbox), await _upload(sandbox, send=False)
        both = bot.files_completeUploadExternal(files=[{"id": good}, {"id": bad}])
        assert await code(both) == "file_not_found"
        assert (await bot.files_completeUploadExternal(files=[{"id": good}]))["ok"]


async def test_contents_need_the_token_of_the_app_or_a_browser_that_is_signed_in() -> None:
    async with slack() as sandbox, aiohttp.ClientSession() as anybody:
        await client(sandbox).files_completeUploadExternal(files=[{"id": await _upload(sandbox)}])
        (file,) = sandbox.workspace.files.values()
        urls = sandbox.workspace.file_json(file)
        for name in ("url_private", "url_private_download"):
            async with anybody.get(urls[name], allow_redirects=False) as response:
                assert response.status == 302
            bad = {"Authorization": "Bearer xoxb-1"}
            async with anybody.get(urls[name], headers=bad, allow_redirects=False) as response:
                assert response.status == 302
            good = {"Authorization": f"Bearer {sandbox.bot_token}"}
            async with anybody.get(urls[name], headers=good) as response:
                assert await response.read() == b"png"
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as browser:
            await browser.get(sandbox.url)
            async with browser.get(urls["url_private"]) as response:
                assert await response.read() == b"png"


async def test_without_files_read_contents_stay_closed() -> None:
    async with slack(manifest(without=("files:read",))) as sandbox:
        await client(sandbox).files_completeUploadExternal(files=[{"id": await _upload(sandbox)}])
        (file,) = sandbox.workspace.files.values()
        url = sandbox.workspace.file_json(file)["url_private"]
        headers = {"Authorization": f"Bearer {sandbox.bot_token}"}
        async with (
            aiohttp.ClientSession() as session,
            session.get(url, headers=headers, allow_redirects=False) as response,
        ):
            assert response.status == 302


# -- names of channels ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("---", "invalid_name_punctuation"),
        ("Launch", "invalid_name_specials"),
        ("big launch", "invalid_name_specials"),
        ("v1.2", "invalid_name_specials"),
        ("a&b", "invalid_name_specials"),
        ("ops", "name_taken"),
    ],
)
async def test_names_of_channels_follow_slacks_rules(name: str, error: str) -> None:
    async with slack() as sandbox:
        ear = Ear(sandbox)
        with pytest.raises(Exception, match=error):
            await sandbox.person("ann").create_channel(name)
        with pytest.raises(Exception, match=error):
            sandbox.rename("#launch", name)
        assert ear.events == []
        for good in ("q3-plan_2", "計画", "x" * 80):
            await sandbox.person("ann").create_channel(good)


async def test_the_errors_of_a_call_are_bodies_with_status_200() -> None:
    async with slack() as sandbox:
        body, response = await raw(sandbox, "chat.postMessage", json={"channel": "launch"})
        assert (response.status, body["ok"]) == (200, False)
        assert await refused(client(sandbox).chat_postMessage(channel="launch", text="x"))
