"""What administrators and members do to the workspace, and the events that tell of it."""

from __future__ import annotations

import pytest

from sandbox.state import Refused
from tests.sandbox.api import Ear, slack


async def test_the_app_is_invited_and_removed() -> None:
    async with slack() as sandbox:
        ear, bot = Ear(sandbox), sandbox.bot_user_id
        sandbox.invite(bot, "#leads", by="ann")
        assert ear.kinds() == ["message/group_join", "member_joined_channel"]
        joined = ear.last("member_joined_channel")
        assert (joined["user"], joined["channel_type"]) == (bot, "G")
        assert joined["inviter"] == sandbox.workspace.user("ann").id
        sandbox.kick(bot, "#launch")
        assert ear.kinds()[2:] == ["message/channel_leave", "member_left_channel", "channel_left"]
        sandbox.kick(bot, "#leads")
        assert ear.kinds()[-1] == "group_left"
        with pytest.raises(Refused, match="not_in_channel"):
            sandbox.kick(bot, "#leads")


async def test_a_channel_is_archived_renamed_and_deleted() -> None:
    async with slack() as sandbox:
        ear, launch = Ear(sandbox), sandbox.workspace.channel("launch")
        sandbox.archive("#launch")
        assert ear.last("channel_archive")["channel"] == launch.id
        with pytest.raises(Refused, match="is_archived"):
            await sandbox.person("ann").say("#launch", "too late")
        sandbox.unarchive("#launch")
        sandbox.rename("#launch", "lift-off")
        renamed = ear.last("channel_rename")["channel"]
        assert (renamed["id"], renamed["name"]) == (launch.id, "lift-off")
        assert launch.previous_names == ["launch"]
        sandbox.delete_channel("#lift-off")
        assert ear.kinds()[-1] == "channel_deleted"
        with pytest.raises(Refused, match="channel_not_found"):
            sandbox.workspace.channel("lift-off")


async def test_a_channel_made_private_keeps_its_id_and_tells_group_events() -> None:
    async with slack() as sandbox:
        ear, launch = Ear(sandbox), sandbox.workspace.channel("launch")
        sandbox.convert_to_private("#launch")
        await sandbox.person("ann").say(launch.id, "in private")
        assert ear.last("message")["channel_type"] == "group"
        sandbox.archive("#launch")
        assert ear.kinds()[-1] == "group_archive"
        chen = sandbox.workspace.user("chen").id
        assert launch not in sandbox.workspace.visible_channels(chen)


async def test_a_channel_is_shared_with_another_company() -> None:
    async with slack() as sandbox:
        ear, launch = Ear(sandbox), sandbox.workspace.channel("launch")
        sandbox.share_channel("#launch")
        assert ear.last("channel_shared")["connected_team_id"] == "T0PARTNER00"
        assert sandbox.workspace.channel_json(launch, sandbox.bot_user_id)["is_ext_shared"] is True
        sandbox.unshare_channel("#launch")
        assert ear.last("channel_unshared")["is_ext_shared"] is False


async def test_people_come_change_and_go() -> None:
    async with slack() as sandbox:
        ear, ws = Ear(sandbox), sandbox.workspace
        fay = sandbox.join_team("fay", "Fay Low", tz="Asia/Tokyo")
        assert ear.last("team_join")["user"]["id"] == fay.id
        sandbox.update_user("fay", tz="Europe/Paris")
        assert ear.last("user_change")["user"]["tz"] == "Europe/Paris"
        assert "user_status_changed" not in ear.kinds()
        sandbox.update_user("fay", status_emoji=":palm_tree:")
        assert ear.kinds()[-1] == "user_status_changed"
        sandbox.invite("fay", "#ops")
        sandbox.deactivate("fay")
        assert ear.last("user_change")["user"]["deleted"] is True
        assert fay.id not in ws.channel("ops").members
        with pytest.raises(AttributeError):
            sandbox.update_user("ann", shoe_size=37)


async def test_uninstalling_tells_both_events_and_nothing_more() -> None:
    async with slack() as sandbox:
        ear, bot = Ear(sandbox), sandbox.bot_user_id
        sandbox.uninstall()
        assert ear.kinds() == ["tokens_revoked", "app_uninstalled"]
        assert ear.last("tokens_revoked")["tokens"] == {"oauth": [], "bot": [bot]}


async def test_user_groups_tell_their_members() -> None:
    async with slack() as sandbox:
        ear, ws = Ear(sandbox), sandbox.workspace
        group = ws.add_usergroup("leads", "Leads", ["ann", "ben"])
        ws.set_usergroup_members(group.id, ["ann", "dana"])
        changed = ear.last("subteam_members_changed")
        assert changed["added_users"] == [ws.user("dana").id]
        assert changed["removed_users"] == [ws.user("ben").id]


async def test_timestamps_grow_while_the_clock_stands() -> None:
    async with slack() as sandbox:
        ann = sandbox.person("ann")
        stamps = [await ann.say("#launch", str(n)) for n in range(50)]
        assert stamps == sorted(set(stamps))
        assert all(len(ts) == 17 for ts in stamps)


async def test_a_mention_is_told_twice_and_only_once_per_message() -> None:
    async with slack() as sandbox:
        ear, ann, bot = Ear(sandbox), sandbox.person("ann"), sandbox.bot_user_id
        ts = await ann.say("#launch", f"<@{bot}> hello")
        assert ear.kinds() == ["message", "app_mention"]
        assert "channel_type" not in ear.last("app_mention")
        await ann.edit("#launch", ts, f"<@{bot}> hello there")
        assert ear.kinds()[2:] == ["message/message_changed"]
        await ann.say("dm", f"<@{bot}> hello")
        assert ear.kinds()[3:] == ["message"]
        later = await ann.say("#launch", "hello")
        await ann.edit("#launch", later, f"hello <@{bot}>")
        assert ear.last("app_mention")["edited"]["user"] == ann.id
