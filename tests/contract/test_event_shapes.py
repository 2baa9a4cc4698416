"""Every event the sandbox sends has the shape of the recorded sample (data kit outside)."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.contract.shapes import DATA, sample_of, walk
from tests.sandbox.api import Ear, client, slack

pytestmark = pytest.mark.skipif(
    not DATA, reason="SLACK_DATA_DIR is unset: no recorded samples to compare"
)
SAMPLES = {
    "app_mention": "AppMention",
    "app_uninstalled": "AppUninstalled",
    "channel_archive": "ChannelArchive",
    "channel_created": "ChannelCreated",
    "channel_deleted": "ChannelDeleted",
    "channel_id_changed": "ChannelIdChanged",
    "channel_left": "ChannelLeft",
    "channel_rename": "ChannelRename",
    "channel_unarchive": "ChannelUnarchive",
    "dnd_updated_user": "DndUpdatedUser",
    "emoji_changed/add": "EmojiChanged",
    "file_shared": "FileShared",
    "member_joined_channel": "MemberJoinedChannel",
    "member_left_channel": "MemberLeftChannel",
    "message": "Message",
    "message/channel_archive": "MessageChannelArchive",
    "message/channel_join": "MessageChannelJoin",
    "message/channel_leave": "MessageChannelLeave",
    "message/channel_name": "MessageChannelName",
    "message/channel_purpose": "MessageChannelPurpose",
    "message/channel_topic": "MessageChannelTopic",
    "message/file_share": "MessageFileShare",
    "message/me_message": "MessageMe",
    "message/message_changed": "MessageChanged",
    "message/message_deleted": "MessageDeleted",
    "message/thread_broadcast": "MessageThreadBroadcast",
    "pin_added": "PinAdded",
    "pin_removed": "PinRemoved",
    "reaction_added": "ReactionAdded",
    "reaction_removed": "ReactionRemoved",
    "subteam_created": "SubteamCreated",
    "subteam_members_changed": "SubteamMembersChanged",
    "subteam_updated": "SubteamUpdated",
    "team_domain_change": "TeamDomainChange",
    "team_join": "TeamJoin",
    "team_rename": "TeamRename",
    "tokens_revoked": "TokensRevoked",
    "user_change": "UserChange",
    "user_profile_changed": "UserProfileChanged",
    "user_status_changed": "UserStatusChanged",
}
"""`type` or `type/subtype` → name of the sample."""
BELOW = (".blocks", ".event_payload", ".reactions", ".files", ".profile.status_emoji_display_info")
NEVER_RECORDED = {
    "app_id": "Slack adds it to every message of an app",
    "team": "Slack adds it to every message by now",
    "client_msg_id": "whatever a person types has one",
    "bot_id": "the recorder met no bot here",
    "bot_profile": "the recorder met no bot here",
    "thread_ts": "the recorder met no thread here",
    "parent_user_id": "the recorder met no thread here",
    "reply_count": "the recorder met no thread here",
    "reply_users": "the recorder met no thread here",
    "reply_users_count": "the recorder met no thread here",
    "latest_reply": "the recorder met no thread here",
    "is_locked": "the recorder met no thread here",
    "subscribed": "the recorder met no thread here",
    "metadata": "the recorder met none here",
    "event_ts": "every event has one; two samples of users predate it",
    "who_can_share_contact_card": "newer than these samples of users",
}


async def _everything(sandbox: Sandbox) -> None:
    """Let every kind of event happen once."""
    ann, bot, ws = sandbox.person("ann"), client(sandbox), sandbox.workspace
    post = await bot.chat_postMessage(channel="#launch", text="Card")
    launch, ts = str(post["channel"]), str(post["ts"])
    await bot.pins_add(channel=launch, timestamp=ts)
    await bot.pins_remove(channel=launch, timestamp=ts)
    said = await ann.say("#launch", f"<@{sandbox.bot_user_id}> hello")
    await ann.say("#launch", "reply", ts, broadcast=True)
    await bot.chat_update(channel=launch, ts=ts, text="Card 2")
    await bot.chat_meMessage(channel=launch, text="is late")
    ws.set_purpose("launch", ann.id, "Lift off")
    await ann.react("#launch", ts, "eyes")
    await ann.unreact("#launch", ts, "eyes")
    await ann.edit("#launch", said, "hello")
    await ann.delete("#launch", said)
    await bot.files_upload_v2(channel=launch, content="x", filename="x.txt")
    sandbox.invite("chen", "#launch")
    sandbox.kick("chen", "#launch")
    ws.set_topic("launch", ann.id, "Lift-off in May")
    sandbox.rename("#launch", "lift-off")
    sandbox.archive("#lift-off")
    sandbox.unarchive("#lift-off")
    sandbox.create_channel("planning", by="ann")
    sandbox.kick(sandbox.bot_user_id, "#ops")
    sandbox.delete_channel("#finance")
    ws.change_channel_id("planning")
    ws.add_emoji("drum")
    ws.rename_team("Acme Ltd")
    ws.change_domain("acme-ltd")
    sandbox.join_team("fay", "Fay Low")
    sandbox.update_user("ann", status_text="Away")
    sandbox.set_dnd("ann", start=1, end=2)
    group = ws.add_usergroup("leads", "Leads", ["ann"])
    ws.set_usergroup_members(group.id, ["ann", "ben"])
    sandbox.uninstall()


def _strange(kind: str, event: dict[str, Any]) -> list[str]:
    sample = sample_of(f"events/{SAMPLES[kind]}Payload")
    assert sample is not None, kind
    found: list[str] = []
    walk(sample["event"], event, "$", found)
    places = [line.split(": ", maxsplit=1)[0] for line in found]
    return [
        line
        for line, place in zip(found, places, strict=True)
        if not any(part in place for part in BELOW)
        and place.rpartition(".")[2] not in NEVER_RECORDED
    ]


async def test_every_event_has_the_shape_of_its_sample() -> None:
    async with slack() as sandbox:
        ear = Ear(sandbox)
        await _everything(sandbox)
    kinds = ear.kinds()
    assert set(SAMPLES) - set(kinds) == set()
    strange = {
        kind: lines
        for kind, event in zip(kinds, ear.events, strict=True)
        if kind in SAMPLES and (lines := _strange(kind, event))
    }
    assert strange == {}
