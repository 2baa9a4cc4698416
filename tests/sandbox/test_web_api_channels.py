"""conversations.* that change a channel, group DMs, and looking people and emoji up."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.api import Ear, client, code, manifest, raw, refused, slack
from tests.sandbox.playground import socket_app


async def test_a_created_channel_has_the_bot_in_it_and_is_told() -> None:
    async with slack() as sandbox:
        bot, ear = client(sandbox), Ear(sandbox)
        channel = (await bot.conversations_create(name="q3-plan"))["channel"]
        assert (channel["is_member"], channel["is_private"]) == (True, False)
        assert channel["creator"] == sandbox.bot_user_id
        assert ear.kinds() == ["channel_created"]
        private = (await bot.conversations_create(name="q3-secret", is_private=True))["channel"]
        assert private["is_private"]
        assert ear.kinds() == ["channel_created"]
        assert (await bot.chat_postMessage(channel=private["id"], text="x"))["ok"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("ops", "name_taken"),
        ("Ops", "invalid_name_specials"),
        ("", "invalid_name_required"),
        ("_", "invalid_name_punctuation"),
        ("x" * 81, "invalid_name_maxlength"),
    ],
)
async def test_bad_names_are_refused(name: str, error: str) -> None:
    async with slack() as sandbox:
        assert await code(client(sandbox).conversations_create(name=name)) == error
        body, _ = await raw(sandbox, "conversations.create", json={})
        assert body["error"] == "invalid_name_required"


async def test_creating_needs_the_scope_of_the_kind() -> None:
    async with slack(manifest(without=("groups:write",))) as sandbox:
        bot = client(sandbox)
        body = await refused(bot.conversations_create(name="a", is_private=True))
        assert (body["error"], body["needed"]) == ("missing_scope", "groups:write")
        assert (await bot.conversations_create(name="a"))["ok"]


async def test_inviting_is_all_or_none_unless_forced() -> None:
    async with slack() as sandbox:
        bot, ws, ear = client(sandbox), sandbox.workspace, Ear(sandbox)
        launch, chen, ann = (ws.channel("launch"), ws.user("chen").id, ws.user("ann").id)
        body = await refused(bot.conversations_invite(channel=launch.id, users=[chen, ann]))
        assert body["error"] == "already_in_channel"
        assert body["errors"] == [{"ok": False, "error": "already_in_channel", "user": ann}]
        assert chen not in launch.members
        answer = await bot.conversations_invite(channel=launch.id, users=[chen, ann], force=True)
        assert answer["channel"]["id"] == launch.id
        assert chen in launch.members
        joined = ear.last("member_joined_channel")
        assert (joined["user"], joined["inviter"]) == (chen, sandbox.bot_user_id)


@pytest.mark.parametrize(
    ("channel", "users", "error"),
    [
        ("launch", "", "no_user"),
        ("launch", "U0NOSUCH000", "user_not_found"),
        ("launch", "bot", "cant_invite_self"),
        ("launch", "gone", "cant_invite"),
        ("random", "chen", "not_in_channel"),
        ("archived", "chen", "is_archived"),
        ("dm", "chen", "method_not_supported_for_channel_type"),
        ("C0NOSUCH000", "chen", "channel_not_found"),
    ],
)
async def test_invitations_that_slack_refuses(channel: str, users: str, error: str) -> None:
    async with slack() as sandbox:
        ws = sandbox.workspace
        sandbox.archive("#finance")
        places = {"archived": ws.channel("finance").id, "dm": ws.open_dm("ann").id}
        places |= {name: ws.channel(name).id for name in ("launch", "random")}
        people = {"bot": sandbox.bot_user_id, "chen": ws.user("chen").id}
        people["gone"] = sandbox.join_team("old", "Old Hand").id
        sandbox.deactivate("old")
        place, who = places.get(channel, channel), people.get(users, users)
        assert await code(client(sandbox).conversations_invite(channel=place, users=who)) == error


async def test_topic_and_purpose_are_kept_told_and_bounded() -> None:
    async with slack() as sandbox:
        bot, ws, ear = client(sandbox), sandbox.workspace, Ear(sandbox)
        launch, random = ws.channel("launch").id, ws.channel("random").id
        answer = await bot.conversations_setTopic(channel=launch, topic="R&D")
        assert answer["channel"]["topic"]["value"] == "R&amp;D"
        answer = await bot.conversations_setPurpose(channel=launch, purpose="Ship")
        assert answer["channel"]["purpose"]["value"] == "Ship"
        assert ear.kinds() == ["message/channel_topic", "message/channel_purpose"]
        long = bot.conversations_setTopic(channel=launch, topic="x" * 251)
        assert await code(long) == "too_long"
        outside = bot.conversations_setPurpose(channel=random, purpose="x")
        assert await code(outside) == "not_in_channel"


async def test_renaming_archiving_leaving_and_removing() -> None:
    async with slack() as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        launch, chen = ws.channel("launch").id, ws.user("chen").id
        rename = bot.conversations_rename(channel=launch, name="start")
        assert await code(rename) == "not_authorized"
        own = str((await bot.conversations_create(name="own"))["channel"]["id"])
        answer = await bot.conversations_rename(channel=own, name="own-2")
        assert answer["channel"]["name"] == "own-2"
        await bot.conversations_invite(channel=own, users=chen)
        assert (await bot.conversations_kick(channel=own, user=chen))["ok"]
        again = bot.conversations_kick(channel=own, user=chen)
        assert await code(again) == "not_in_channel"
        itself = bot.conversations_kick(channel=own, user=sandbox.bot_user_id)
        assert await code(itself) == "cant_kick_self"
        assert (await bot.conversations_archive(channel=own))["ok"]
        assert await code(bot.conversations_archive(channel=own)) == "already_archived"
        assert (await bot.conversations_unarchive(channel=own))["ok"]
        assert await code(bot.conversations_unarchive(channel=own)) == "not_archived"
        assert await code(bot.conversations_leave(channel=own)) == "last_member"
        assert (await bot.conversations_leave(channel=launch))["ok"]
        assert (await bot.conversations_leave(channel=launch))["not_in_channel"]
        general = ws.channel("general").id
        await bot.conversations_join(channel=general)
        assert await code(bot.conversations_archive(channel=general)) == "cant_archive_general"


# -- group DMs ------------------------------------------------------------------------------

WITH_GROUPS = ("mpim:write", "mpim:read", "mpim:history")


def _with_groups() -> dict[str, Any]:
    app = manifest()
    app["oauth_config"]["scopes"]["bot"] += WITH_GROUPS
    app["settings"]["event_subscriptions"]["bot_events"].append("message.mpim")
    return app


async def test_a_group_dm_is_opened_once_for_the_same_people() -> None:
    async with slack(_with_groups()) as sandbox, socket_app(sandbox) as app:
        bot, ws = client(sandbox), sandbox.workspace
        ann, ben = ws.user("ann").id, ws.user("ben").id
        first = await bot.conversations_open(users=[ann, ben])
        assert set(first.data) == {"ok", "channel"}
        again = await bot.conversations_open(users=[ben, ann, ann], return_im=True)
        assert (again["already_open"], again["no_op"]) == (True, True)
        group = again["channel"]
        assert group["id"] == first["channel"]["id"]
        assert (group["is_mpim"], group["is_private"]) == (True, True)
        assert group["name"] == "mpdm-ann--ben--drumbeat-1"
        listed = (await bot.conversations_list(types="mpim"))["channels"]
        assert [c["id"] for c in listed] == [group["id"]]
        members = (await bot.conversations_members(channel=group["id"]))["members"]
        assert set(members) == {ann, ben, sandbox.bot_user_id}
        assert (await bot.chat_postMessage(channel=group["id"], text="hello"))["ok"]
        await sandbox.person("ben").say(group["id"], "hi")
        await sandbox.quiet()
        assert [e["channel_type"] for e in app.events("message")] == ["mpim", "mpim"]
        assert sandbox.person("ann").messages(group["id"])[-1]["text"] == "hi"
        with pytest.raises(Exception, match="channel_not_found"):
            sandbox.person("dana").messages(group["id"])


async def test_nobody_joins_or_renames_a_group_dm() -> None:
    async with slack(_with_groups()) as sandbox:
        bot, wrong = client(sandbox), "method_not_supported_for_channel_type"
        group = await sandbox.person("ann").open_group("ben", "drumbeat")
        dana = sandbox.workspace.user("dana").id
        assert await code(bot.conversations_invite(channel=group, users=dana)) == wrong
        assert await code(bot.conversations_archive(channel=group)) == wrong
        assert await code(bot.conversations_rename(channel=group, name="us")) == wrong
        assert (await bot.conversations_setTopic(channel=group, topic="us"))["ok"]


async def test_a_group_dm_needs_its_scope() -> None:
    async with slack() as sandbox:
        users = [sandbox.workspace.user(name).id for name in ("ann", "ben")]
        body = await refused(client(sandbox).conversations_open(users=users))
        assert (body["error"], body["needed"]) == ("missing_scope", "mpim:write")


# -- looking up -----------------------------------------------------------------------------


async def test_people_are_found_by_their_address() -> None:
    async with slack() as sandbox:
        bot, ann = client(sandbox), sandbox.workspace.user("ann")
        found = await bot.users_lookupByEmail(email=ann.email.upper())
        assert (found["user"]["id"], found["user"]["profile"]["email"]) == (ann.id, ann.email)
        assert await code(bot.users_lookupByEmail(email="no@x.y")) == "users_not_found"
        sandbox.deactivate("ann")
        assert await code(bot.users_lookupByEmail(email=ann.email)) == "users_not_found"


async def test_own_emoji_are_listed() -> None:
    async with slack() as sandbox:
        sandbox.workspace.custom_emoji.add("drum")
        answer = await client(sandbox).emoji_list(include_categories=True)
        assert list(answer["emoji"]) == ["drum"]
        assert answer["emoji"]["drum"].startswith("http")


async def test_presence_says_more_about_the_bot_itself() -> None:
    async with slack() as sandbox:
        bot, ann = client(sandbox), sandbox.workspace.user("ann").id
        assert (await bot.users_getPresence(user=ann)).data == {"ok": True, "presence": "active"}
        assert (await bot.users_getPresence(user=sandbox.bot_user_id))["connection_count"] == 0


async def test_a_revoked_token_is_dead() -> None:
    async with slack() as sandbox:
        bot, ear = client(sandbox), Ear(sandbox)
        assert (await bot.auth_revoke(test=True))["revoked"] is False
        assert (await bot.auth_test())["ok"]
        assert (await bot.auth_revoke())["revoked"] is True
        assert await code(bot.auth_test()) == "token_revoked"
        assert ear.kinds() == ["tokens_revoked"]
