"""Single statements about Slack that no other test shows: ids, cut texts, metadata events."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox.server import Sandbox
from tests.sandbox.api import Ear, client, code, manifest, raw, slack
from tests.sandbox.playground import modal, socket_app, text_input

Json = dict[str, Any]
IDS = {
    "user": r"[UW][A-Z0-9]{2,}",
    "bot": r"B[A-Z0-9]{8,}",
    "app": r"A[A-Z0-9]{1,}",
    "channel": r"[CGD][A-Z0-9]{8,}",
    "dm": r"D[A-Z0-9]{8,}",
    "team": r"T[A-Z0-9]{2,}",
    "group": r"S[A-Z0-9]{2,}",
    "file": r"F[A-Z0-9]{8,}",
    "view": r"V[A-Z0-9]+",
    "scheduled": r"Q[A-Z0-9]+",
    "event": r"Ev[A-Z0-9]+",
    "ts": r"\d{10}\.\d{6}",
    "bot_token": r"xoxb-.+",
    "app_token": r"xapp-.+",
}


async def _ids(sandbox: Sandbox) -> list[tuple[str, str]]:
    """Every kind of id, as it is found in answers and events."""
    bot, ws, app = client(sandbox), sandbox.workspace, sandbox.workspace.installed_app
    ann = ws.user("ann").id
    post = await bot.chat_postMessage(channel="#launch", text="x")
    later = await bot.chat_scheduleMessage(
        channel=str(post["channel"]), post_at=ws.unix() + 60, text="x"
    )
    trigger = sandbox.triggers.issue(ann)
    opened = await bot.views_open(trigger_id=trigger, view=modal(text_input("a")))
    url = await bot.files_getUploadURLExternal(filename="a", length=1)
    return [
        *(("user", user) for user in ws.users),
        *(("channel", channel) for channel in ws.channels),
        ("dm", ws.open_dm("ann").id),
        ("channel", ws.open_group(["ann", "ben", "drumbeat"], ann).id),
        ("bot", app.bot_id),
        ("app", app.id),
        ("team", ws.id),
        ("group", ws.add_usergroup("g", "G", ["ann"]).id),
        ("file", str(url["file_id"])),
        ("view", str(opened["view"]["id"])),
        ("scheduled", str(later["scheduled_message_id"])),
        ("ts", str(post["ts"])),
        ("bot_token", sandbox.bot_token),
        ("app_token", sandbox.app_token),
    ]


async def test_every_id_has_slacks_form() -> None:
    async with slack() as sandbox, socket_app(sandbox) as app:
        found = await _ids(sandbox)
        await sandbox.quiet()
        found += [("event", str(e["payload"]["event_id"])) for e in app.envelopes]
        assert {kind for kind, _ in found} == set(IDS)
        assert [(k, i) for k, i in found if not re.fullmatch(IDS[k], i)] == []


async def test_long_text_is_cut_in_posts_and_refused_elsewhere() -> None:
    async with slack() as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        long = "x" * 40_001
        launch, ann = ws.channel("launch").id, ws.user("ann").id
        posted = await bot.chat_postMessage(channel=launch, text=long)
        assert len(posted["message"]["text"]) == 40_000
        refused = bot.chat_postEphemeral(channel=launch, user=ann, text=long)
        assert await code(refused) == "msg_too_long"


async def test_a_form_with_a_charset_is_carried_out_with_a_warning() -> None:
    async with slack() as sandbox:
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
        answer, _ = await raw(sandbox, "api.test", data="foo=bar", headers=headers)
        assert (answer["ok"], answer["warning"]) == (True, "superfluous_charset")


# -- metadata events ------------------------------------------------------------------------


def _listening(*types: str) -> Json:
    app = manifest(extra=("metadata.message:read",))
    names = [f"message_metadata_{verb}" for verb in ("posted", "updated", "deleted")]
    events = app["settings"]["event_subscriptions"]
    events["bot_events"] = names
    events["metadata_subscriptions"] = [{"app_id": "", "event_type": t} for t in types]
    return app


def _meta(number: str, kind: str = "card") -> Json:
    return {"event_type": kind, "event_payload": {"id": number}}


async def test_metadata_is_told_when_posted_changed_and_deleted() -> None:
    async with slack(_listening("card")) as sandbox, socket_app(sandbox) as app:
        bot, own = client(sandbox), sandbox.workspace.installed_app
        own.manifest["settings"]["event_subscriptions"]["metadata_subscriptions"][0]["app_id"] = (
            own.id
        )
        post = await bot.chat_postMessage(channel="#launch", text="x", metadata=_meta("1"))
        at: Json = {"channel": str(post["channel"]), "ts": str(post["ts"])}
        await bot.chat_update(**at, text="y", metadata=_meta("1"))
        await bot.chat_update(**at, text="y", metadata=_meta("2"))
        await bot.chat_delete(**at)
        await bot.chat_postMessage(channel="#launch", text="x", metadata=_meta("1", "other"))
        await sandbox.quiet()
        events = sorted(app.events(), key=lambda event: str(event["event_ts"]))
        assert [e["type"].rpartition("_")[2] for e in events] == ["posted", "updated", "deleted"]
        assert events[1]["previous_metadata"] == _meta("1")
        assert [e.get("metadata") for e in events] == [_meta("1"), _meta("2"), None]
        assert events[0]["message_ts"] == at["ts"]


async def test_without_a_subscription_metadata_is_not_told() -> None:
    async with slack(_listening()) as sandbox, socket_app(sandbox) as app:
        bot = client(sandbox)
        await bot.chat_postMessage(channel="#launch", text="x", metadata=_meta("1"))
        await sandbox.quiet()
        assert app.events() == []


# -- limits ---------------------------------------------------------------------------------


async def test_a_sold_app_reads_fifteen_messages_once_a_minute() -> None:
    async with slack() as sandbox:
        sandbox.limits.on = sandbox.limits.is_commercial = True
        bot, launch = client(sandbox), sandbox.workspace.channel("launch").id
        for n in range(20):
            await sandbox.person("ann").say("#launch", str(n))
        page = await bot.conversations_history(channel=launch, limit=100)
        assert len(page["messages"]) == 15
        assert page["response_metadata"]["next_cursor"]
        assert await code(bot.conversations_history(channel=launch)) == "ratelimited"
        sandbox.clock.advance(timedelta(minutes=1))
        assert (await bot.conversations_history(channel=launch))["ok"]


# -- a channel under another id -------------------------------------------------------------


async def test_a_channel_may_get_another_id() -> None:
    async with slack() as sandbox:
        bot, ear = client(sandbox), Ear(sandbox)
        post = await bot.chat_postMessage(channel="#launch", text="x")
        old, ts = str(post["channel"]), str(post["ts"])
        new = sandbox.workspace.change_channel_id("launch").id
        event = ear.last("channel_id_changed")
        assert (event["old_channel_id"], event["new_channel_id"]) == (old, new)
        assert await code(bot.chat_update(channel=old, ts=ts, text="y")) == "channel_not_found"
        assert (await bot.chat_update(channel=new, ts=ts, text="y"))["ok"]


@pytest.mark.parametrize("verb", ["put", "delete"])
async def test_only_get_and_post_are_methods_of_http(verb: str) -> None:
    async with (
        slack() as sandbox,
        aiohttp.ClientSession() as session,
        session.request(verb, f"{sandbox.api_url}api.test") as response,
    ):
        assert response.status == 405
