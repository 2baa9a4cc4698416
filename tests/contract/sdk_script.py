"""One working day of a client of the Web API: every method the sandbox has, in a sensible order.

Written as a generator that yields calls and is sent their answers, so that the blocking and the
asynchronous client of the SDK can both act it out.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
)
from slack_sdk.models.metadata import Metadata
from slack_sdk.models.views import View

Json = dict[str, Any]
Step = tuple[str, Json]
Script = Generator[Step, Any, None]

BLOCKS = [
    SectionBlock(block_id="s", text="*Card* & more"),
    ActionsBlock(block_id="a", elements=[ButtonElement(action_id="go", text="Go", value="1")]),
]
TITLE = InputBlock(block_id="t", label="Title", element=PlainTextInputElement(action_id="v"))
MODAL = View(type="modal", title="Task", submit="Save", blocks=[TITLE])
HOME = View(type="home", blocks=BLOCKS)
META = Metadata(event_type="card", event_payload={"id": "1", "n": 2, "on": True})


@dataclass
class World:
    """What the script needs to know of the workspace."""

    launch: str
    random: str
    ann: str
    chen: str
    bot: str
    bot_id: str
    group: str
    email: str
    app_token: str
    now: int
    triggers: list[str]
    oauth: Json


def working_day(world: World) -> Script:
    """Every method once or more."""
    yield from _about(world)
    ts = yield from _messages(world)
    yield from _reactions(world, ts)
    yield from _kept(world, ts)
    yield from _later(world)
    yield from _places(world)
    yield from _people(world)
    yield from _views(world)
    yield from _files(world)
    yield "chat_delete", {"channel": world.launch, "ts": ts}
    yield "auth_revoke", {"test": True}


def _about(world: World) -> Script:
    yield "api_test", {"foo": "bar"}
    yield "auth_test", {}
    yield "apps_connections_open", {"app_token": world.app_token}
    yield "team_info", {}
    yield "bots_info", {"bot": world.bot_id}
    yield "emoji_list", {}
    installed = yield "oauth_v2_access", world.oauth
    assert installed["access_token"].startswith("xoxb-")
    yield "blocks_validate", {"blocks": BLOCKS}


def _messages(world: World) -> Generator[Step, Any, str]:
    post = yield (
        "chat_postMessage",
        {
            "channel": world.launch,
            "text": "Card & <more>",
            "blocks": BLOCKS,
            "metadata": META,
            "unfurl_links": False,
            "unfurl_media": False,
        },
    )
    ts = str(post["ts"])
    place = {"channel": world.launch}
    reply = {"thread_ts": ts, "reply_broadcast": True, "text": "reply", "mrkdwn": True}
    yield "chat_postMessage", {**place, **reply}
    yield "chat_postMessage", {**place, "markdown_text": "# Title", "thread_ts": ts}
    yield "chat_update", {**place, "ts": ts, "text": "Card 2", "blocks": BLOCKS, "metadata": META}
    yield "chat_postEphemeral", {**place, "user": world.ann, "text": "psst", "blocks": BLOCKS}
    yield "chat_meMessage", {**place, "text": "is late"}
    yield "chat_getPermalink", {**place, "message_ts": ts}
    found = yield "conversations_history", {**place, "limit": 50, "include_all_metadata": True}
    assert found["messages"][-1]["metadata"]["event_payload"] == META.event_payload
    thread = yield "conversations_replies", {**place, "ts": ts, "inclusive": True, "oldest": "0"}
    assert [m["text"] for m in thread["messages"]][1:] == ["reply", "# Title"]
    yield "conversations_mark", {**place, "ts": ts}
    return ts


def _reactions(world: World, ts: str) -> Script:
    at = {"channel": world.launch, "timestamp": ts}
    yield "reactions_add", {**at, "name": "eyes"}
    got = yield "reactions_get", {**at, "full": True}
    assert got["message"]["reactions"][0]["count"] == 1
    yield "reactions_remove", {**at, "name": "eyes"}


def _kept(world: World, ts: str) -> Script:
    at = {"channel": world.launch, "timestamp": ts}
    yield "pins_add", at
    pins = yield "pins_list", {"channel": world.launch}
    assert len(pins["items"]) == 1
    yield "pins_remove", at
    link = {"title": "Board", "type": "link", "link": "https://x.y"}
    added = yield "bookmarks_add", {"channel_id": world.launch, **link}
    mark = {"channel_id": world.launch, "bookmark_id": str(added["bookmark"]["id"])}
    yield "bookmarks_edit", {**mark, "title": "Plan"}
    yield "bookmarks_list", {"channel_id": world.launch}
    yield "bookmarks_remove", mark


def _later(world: World) -> Script:
    place = {"channel": world.launch}
    when = world.now + 3600
    made = yield (
        "chat_scheduleMessage",
        {**place, "post_at": when, "text": "later", "blocks": BLOCKS},
    )
    rows = yield "chat_scheduledMessages_list", {**place, "limit": 5}
    assert len(rows["scheduled_messages"]) == 1
    number = made["scheduled_message_id"]
    yield "chat_deleteScheduledMessage", {**place, "scheduled_message_id": number}


def _places(world: World) -> Script:
    kinds = "public_channel,private_channel,im"
    yield "conversations_list", {"types": kinds, "exclude_archived": True, "limit": 20}
    yield "conversations_info", {"channel": world.launch, "include_num_members": True}
    yield "conversations_members", {"channel": world.launch, "limit": 2}
    yield "conversations_open", {"users": [world.ann], "return_im": True}
    yield "conversations_join", {"channel": world.random}
    yield "conversations_leave", {"channel": world.random}
    made = yield "conversations_create", {"name": "own", "is_private": False}
    place = {"channel": str(made["channel"]["id"])}
    yield "conversations_invite", {**place, "users": [world.ann, world.chen]}
    yield "conversations_kick", {**place, "user": world.chen}
    yield "conversations_setTopic", {**place, "topic": "T"}
    yield "conversations_setPurpose", {**place, "purpose": "P"}
    yield "conversations_rename", {**place, "name": "own-2"}
    yield "conversations_archive", place
    yield "conversations_unarchive", place


def _people(world: World) -> Script:
    yield "users_list", {"limit": 200, "include_locale": True}
    yield "users_info", {"user": world.ann, "include_locale": True}
    yield "users_profile_get", {"user": world.ann}
    yield "users_lookupByEmail", {"email": world.email}
    yield "users_getPresence", {"user": world.ann}
    yield "users_conversations", {"user": world.ann, "types": "public_channel", "limit": 5}
    yield "dnd_info", {"user": world.ann}
    yield "dnd_teamInfo", {"users": [world.ann, world.chen]}
    yield "usergroups_list", {"include_users": True, "include_count": True}
    yield "usergroups_users_list", {"usergroup": world.group}


def _views(world: World) -> Script:
    opened = yield "views_open", {"trigger_id": world.triggers[0], "view": MODAL}
    view = opened["view"]
    yield "views_update", {"view_id": view["id"], "view": MODAL, "hash": view["hash"]}
    world.triggers.append(str(view["id"]))
    yield "views_push", {"trigger_id": "inside", "view": MODAL}
    yield "views_publish", {"user_id": world.ann, "view": HOME}


def _files(world: World) -> Script:
    done = yield (
        "files_upload_v2",
        {
            "channel": world.launch,
            "filename": "chart.png",
            "content": b"\x89PNG",
            "title": "Chart",
            "alt_txt": "A chart",
            "initial_comment": "See",
        },
    )
    yield "files_info", {"file": str(done["files"][0]["id"])}
    both = [{"filename": "a.txt", "content": "a"}, {"filename": "b.txt", "content": "b"}]
    two = yield "files_upload_v2", {"channel": world.launch, "file_uploads": both}
    assert len(two["files"]) == 2
