"""Every implemented method's answer has the shape of the recorded sample (data kit outside)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.rules.methods import METHODS
from sandbox.server import Sandbox
from sandbox.web_api.registry import HANDLERS
from tests.contract.shapes import DATA, sample_of, walk
from tests.sandbox.api import client, slack
from tests.sandbox.playground import modal, text_input

Json = dict[str, Any]
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated"),
    pytest.mark.skipif(not DATA, reason="SLACK_DATA_DIR is unset: no recorded samples to compare"),
]
SKIP_BELOW = (".blocks", ".state.values", ".event_payload")
"""The samples' interiors of blocks are mostly empty."""
THREAD_KEYS = (
    "thread_ts",
    "reply_count",
    "reply_users_count",
    "latest_reply",
    "reply_users",
    "is_locked",
    "subscribed",
    "edited",
    "metadata",
)
ELSEWHERE = {
    "auth.revoke": {"$.revoked"},
    "emoji.list": {"$.emoji.drum"},
    "pins.list": {"$.items[0].channel", "$.items[0].message"},
    "files.info": {"$.file.shares.public."},
    "reactions.get": {f"$.message.{key}" for key in THREAD_KEYS},
}
"""Keys the recorder met in other samples only: the message it reacted to had no thread, what it
had pinned was a file, its token was not really revoked."""


async def _answers(sandbox: Sandbox) -> dict[str, Json]:
    """One successful answer of each method."""
    bot, ws = client(sandbox), sandbox.workspace
    launch, ann = ws.channel("launch"), ws.user("ann")
    group = ws.add_usergroup("leads", "Leads", ["ann", "ben"])
    answers: dict[str, Any] = {}
    post = await bot.chat_postMessage(
        channel=launch.id,
        text="Card",
        metadata={"event_type": "card", "event_payload": {"id": "1"}},
    )
    ts = str(post["ts"])
    answers["chat.postMessage"] = await bot.chat_postMessage(
        channel=launch.id, text="Reply with <https://x.y|link>", thread_ts=ts
    )
    answers["chat.update"] = await bot.chat_update(channel=launch.id, ts=ts, text="New text")
    answers["chat.postEphemeral"] = await bot.chat_postEphemeral(
        channel=launch.id, user=ann.id, text="Only you"
    )
    answers["chat.getPermalink"] = await bot.chat_getPermalink(channel=launch.id, message_ts=ts)
    answers["reactions.add"] = await bot.reactions_add(channel=launch.id, timestamp=ts, name="eyes")
    answers["reactions.get"] = await bot.reactions_get(channel=launch.id, timestamp=ts)
    answers["conversations.replies"] = await bot.conversations_replies(
        channel=launch.id, ts=ts, include_all_metadata=True
    )
    answers["conversations.history"] = await bot.conversations_history(
        channel=launch.id, limit=1, oldest="0", include_all_metadata=True
    )
    answers["reactions.remove"] = await bot.reactions_remove(
        channel=launch.id, timestamp=ts, name="eyes"
    )
    answers |= await _places(bot, sandbox, group.id)
    answers |= await _files(bot, launch.id)
    answers |= await _views(bot, sandbox, ann.id)
    answers |= await _kept(bot, launch.id, ts)
    answers |= await _later(bot, sandbox)
    answers |= await _channels(bot, sandbox)
    answers["chat.delete"] = await bot.chat_delete(channel=launch.id, ts=ts)
    answers["auth.revoke"] = await bot.auth_revoke()
    return {name: dict(answer.data) for name, answer in answers.items()}


async def _places(bot: AsyncWebClient, sandbox: Sandbox, group: str) -> dict[str, Any]:
    ws = sandbox.workspace
    ann, random, app = ws.user("ann"), ws.channel("random"), ws.installed_app
    code = sandbox.consent.grant(ann.id, "https://x.y")
    keys = {"client_id": app.client_id, "client_secret": app.client_secret}
    return {
        "oauth.v2.access": await bot.oauth_v2_access(**keys, code=code),
        "api.test": await bot.api_test(foo="bar"),
        "auth.test": await bot.auth_test(),
        "apps.connections.open": await bot.apps_connections_open(app_token=sandbox.app_token),
        "bots.info": await bot.bots_info(bot=app.bot_id),
        "team.info": await bot.team_info(),
        "conversations.open": await bot.conversations_open(users=ann.id, return_im=True),
        "conversations.list": await bot.conversations_list(types="public_channel,im", limit=2),
        "conversations.info": await bot.conversations_info(
            channel=ws.channel("launch").id, include_num_members=True
        ),
        "conversations.members": await bot.conversations_members(channel=ws.channel("ops").id),
        "conversations.join": await bot.conversations_join(channel=random.id),
        "users.conversations": await bot.users_conversations(types="public_channel,im"),
        "users.list": await bot.users_list(limit=3, include_locale=True),
        "users.info": await bot.users_info(user=ann.id, include_locale=True),
        "users.profile.get": await bot.users_profile_get(user=ann.id),
        "dnd.info": await bot.dnd_info(user=ann.id),
        "dnd.teamInfo": await bot.dnd_teamInfo(users=[ann.id]),
        "usergroups.list": await bot.usergroups_list(include_users=True, include_count=True),
        "usergroups.users.list": await bot.usergroups_users_list(usergroup=group),
    }


async def _kept(bot: AsyncWebClient, channel: str, ts: str) -> dict[str, Any]:
    added = await bot.bookmarks_add(
        channel_id=channel, title="Board", type="link", link="https://x.y", emoji=":dart:"
    )
    at = {"channel_id": channel, "bookmark_id": str(added["bookmark"]["id"])}
    return {
        "bookmarks.add": added,
        "bookmarks.edit": await bot.bookmarks_edit(**at, title="Plan"),
        "bookmarks.list": await bot.bookmarks_list(channel_id=channel),
        "bookmarks.remove": await bot.bookmarks_remove(**at),
        "pins.add": await bot.pins_add(channel=channel, timestamp=ts),
        "pins.list": await bot.pins_list(channel=channel),
        "pins.remove": await bot.pins_remove(channel=channel, timestamp=ts),
        "chat.meMessage": await bot.chat_meMessage(channel=channel, text="is late"),
        "blocks.validate": await bot.blocks_validate(blocks=[{"type": "divider"}]),
    }


async def _later(bot: AsyncWebClient, sandbox: Sandbox) -> dict[str, Any]:
    channel, at = sandbox.workspace.channel("launch").id, sandbox.workspace.unix() + 3600
    button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "A"}}
    made = await bot.chat_scheduleMessage(
        channel=channel,
        post_at=at,
        text="Later",
        blocks=[{"type": "actions", "elements": [button]}],
    )
    return {
        "chat.scheduleMessage": made,
        "chat.scheduledMessages.list": await bot.chat_scheduledMessages_list(channel=channel),
        "chat.deleteScheduledMessage": await bot.chat_deleteScheduledMessage(
            channel=channel, scheduled_message_id=str(made["scheduled_message_id"])
        ),
    }


async def _channels(bot: AsyncWebClient, sandbox: Sandbox) -> dict[str, Any]:
    chen = sandbox.workspace.user("chen").id
    made = await bot.conversations_create(name="own")
    own = str(made["channel"]["id"])
    sandbox.workspace.custom_emoji.add("drum")
    return {
        "conversations.create": made,
        "conversations.invite": await bot.conversations_invite(channel=own, users=chen),
        "conversations.setTopic": await bot.conversations_setTopic(channel=own, topic="T"),
        "conversations.setPurpose": await bot.conversations_setPurpose(channel=own, purpose="P"),
        "conversations.rename": await bot.conversations_rename(channel=own, name="own-2"),
        "conversations.mark": await bot.conversations_mark(channel=own, ts="1700000000.000001"),
        "conversations.archive": await bot.conversations_archive(channel=own),
        "conversations.unarchive": await bot.conversations_unarchive(channel=own),
        "conversations.kick": await bot.conversations_kick(channel=own, user=chen),
        "conversations.leave": await bot.conversations_leave(
            channel=sandbox.workspace.channel("finance").id
        ),
        "emoji.list": await bot.emoji_list(include_categories=True),
        "users.getPresence": await bot.users_getPresence(user=sandbox.bot_user_id),
        "users.lookupByEmail": await bot.users_lookupByEmail(
            email=sandbox.workspace.user("chen").email
        ),
    }


async def _files(bot: AsyncWebClient, channel: str) -> dict[str, Any]:
    url = await bot.files_getUploadURLExternal(filename="chart.png", length=4, alt_txt="A chart")
    async with (
        aiohttp.ClientSession() as session,
        session.post(str(url["upload_url"]), data=b"\x89PNG") as response,
    ):
        assert await response.text() == "OK - 4"
    done = await bot.files_completeUploadExternal(
        files=[{"id": str(url["file_id"]), "title": "Chart"}], channel_id=channel
    )
    return {
        "files.getUploadURLExternal": url,
        "files.completeUploadExternal": done,
        "files.info": await bot.files_info(file=str(url["file_id"])),
    }


async def _views(bot: AsyncWebClient, sandbox: Sandbox, ann: str) -> dict[str, Any]:
    view = modal(text_input("a"), external_id="x1")
    opened = await bot.views_open(trigger_id=sandbox.triggers.issue(ann), view=view)
    view_id = str(opened["view"]["id"])
    pushed = await bot.views_push(
        trigger_id=sandbox.triggers.issue(ann, view_id), view=modal(text_input("b"))
    )
    return {
        "views.open": opened,
        "views.push": pushed,
        "views.update": await bot.views_update(view_id=view_id, view=modal(text_input("c"))),
        "views.publish": await bot.views_publish(
            user_id=ann, view={"type": "home", "blocks": [{"type": "divider"}]}
        ),
    }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def answers() -> AsyncIterator[dict[str, Json]]:
    async with slack() as sandbox:
        yield await _answers(sandbox)
        assert sandbox.unknown_methods == []


@pytest.mark.parametrize("method", sorted(HANDLERS))
async def test_the_answer_has_the_shape_of_the_sample(
    method: str, answers: dict[str, Json]
) -> None:
    answer, sample = answers[method], sample_of(f"api/{method}")
    assert answer["ok"] is True
    if sample is None:
        pytest.skip(f"no recorded sample of {method}")
    found: list[str] = []
    walk(sample, answer, "$", found)
    known = ELSEWHERE.get(method, set())
    unknown = [
        line
        for line in found
        if not any(part in line.split(": ", maxsplit=1)[0] for part in SKIP_BELOW)
        and not any(line.startswith(key) for key in known)
    ]
    assert unknown == []


@pytest.mark.parametrize("method", sorted(HANDLERS))
async def test_the_answer_has_the_keys_that_are_always_there(
    method: str, answers: dict[str, Json]
) -> None:
    missing = [key for key in METHODS[method].answers if key not in answers[method]]
    assert missing == []
