"""conversations.* and users.conversations: lists, pages, windows, threads, opening and joining."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.api import Ear, client, code, slack


def _names(answer: Any) -> list[str]:
    return [str(c["name"]) for c in answer["channels"]]


# -- lists ----------------------------------------------------------------------------------


async def test_the_bot_lists_public_channels_and_its_own_private_ones() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        public = ["general", "launch", "ops", "finance", "random"]
        assert _names(await bot.conversations_list()) == public
        both = await bot.conversations_list(types="public_channel,private_channel")
        assert "leads" not in _names(both)
        sandbox.invite(sandbox.bot_user_id, "#leads")
        assert _names(await bot.conversations_list(types="private_channel")) == ["leads"]


async def test_archived_channels_can_be_left_out() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        sandbox.archive("#finance")
        assert "finance" in _names(await bot.conversations_list())
        assert "finance" not in _names(await bot.conversations_list(exclude_archived=True))


async def test_a_list_is_read_page_by_page() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        seen: list[str] = []
        cursor = ""
        for _ in range(3):
            page = await bot.conversations_list(limit=2, cursor=cursor)
            seen += _names(page)
            cursor = str(page["response_metadata"]["next_cursor"])
        assert (seen, cursor) == (["general", "launch", "ops", "finance", "random"], "")


async def test_bad_pages_and_types_are_refused() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        assert await code(bot.conversations_list(cursor="nonsense")) == "invalid_cursor"
        assert await code(bot.conversations_list(limit=1001)) == "invalid_limit"
        assert await code(bot.conversations_list(limit=-1)) == "invalid_limit"
        assert await code(bot.conversations_list(types="rooms")) == "invalid_types"


async def test_users_conversations_tells_where_somebody_is() -> None:
    async with slack() as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        assert _names(await bot.users_conversations()) == ["launch", "ops", "finance"]
        chen = await bot.users_conversations(user=ws.user("chen").id)
        assert _names(chen) == ["general", "ops", "finance", "random"]
        assert "is_member" not in chen["channels"][0]


async def test_a_conversation_is_told_to_who_may_see_it() -> None:
    async with slack() as sandbox:
        bot, ws = client(sandbox), sandbox.workspace
        info = await bot.conversations_info(
            channel=ws.channel("launch").id, include_num_members=True
        )
        assert (info["channel"]["is_member"], info["channel"]["num_members"]) == (True, 6)
        random = await bot.conversations_info(channel=ws.channel("random").id)
        assert random["channel"]["is_member"] is False
        leads = ws.channel("leads").id
        for call in (bot.conversations_info, bot.conversations_members, bot.conversations_history):
            assert await code(call(channel=leads)) == "channel_not_found"
        assert await code(bot.conversations_info(channel="#launch")) == "channel_not_found"


async def test_members_are_listed_in_pages() -> None:
    async with slack() as sandbox:
        bot, launch = client(sandbox), sandbox.workspace.channel("launch")
        first = await bot.conversations_members(channel=launch.id, limit=4)
        cursor = first["response_metadata"]["next_cursor"]
        rest = await bot.conversations_members(channel=launch.id, limit=4, cursor=cursor)
        assert [*first["members"], *rest["members"]] == launch.members


# -- history and threads --------------------------------------------------------------------


async def _five(bot: AsyncWebClient) -> tuple[str, list[str]]:
    posts = [await bot.chat_postMessage(channel="#launch", text=str(n)) for n in range(5)]
    return str(posts[0]["channel"]), [str(p["ts"]) for p in posts]


def _texts(answer: Any) -> list[str]:
    return [str(m["text"]) for m in answer["messages"]]


async def test_history_is_newest_first_and_in_pages() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        channel, _ = await _five(bot)
        page = await bot.conversations_history(channel=channel, limit=3)
        assert (_texts(page), page["has_more"]) == (["4", "3", "2"], True)
        cursor = page["response_metadata"]["next_cursor"]
        rest = await bot.conversations_history(channel=channel, limit=3, cursor=cursor)
        assert (_texts(rest), rest["has_more"]) == (["1", "0"], False)
        assert "response_metadata" not in rest.data


async def test_a_message_between_two_pages_is_neither_doubled_nor_in_the_way() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        channel, _ = await _five(bot)
        page = await bot.conversations_history(channel=channel, limit=3)
        await bot.chat_postMessage(channel=channel, text="new")
        cursor = page["response_metadata"]["next_cursor"]
        rest = await bot.conversations_history(channel=channel, limit=3, cursor=cursor)
        assert _texts(rest) == ["1", "0"]
        assert await code(bot.conversations_list(cursor=cursor)) == "invalid_cursor"


async def test_pages_may_be_shorter_than_asked_for() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        channel, _ = await _five(bot)
        sandbox.page_most = 2
        page = await bot.conversations_history(channel=channel, limit=100)
        assert (_texts(page), page["has_more"]) == (["4", "3"], True)
        people = await bot.users_list(limit=200)
        assert len(people["members"]) == 2
        assert people["response_metadata"]["next_cursor"]


async def test_a_window_leaves_its_edges_out_unless_inclusive() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        channel, ts = await _five(bot)
        edges: dict[str, Any] = {"oldest": ts[1], "latest": ts[3]}
        assert _texts(await bot.conversations_history(channel=channel, **edges)) == ["2"]
        inclusive = await bot.conversations_history(channel=channel, inclusive=True, **edges)
        assert _texts(inclusive) == ["3", "2", "1"]
        whole = await bot.conversations_history(channel=channel, oldest="1778461199")
        assert len(whole["messages"]) == 5
        wrong = bot.conversations_history(channel=channel, oldest="yesterday")
        assert await code(wrong) == "invalid_ts_oldest"


async def test_reading_needs_membership() -> None:
    async with slack() as sandbox:
        bot, random = client(sandbox), sandbox.workspace.channel("random").id
        ts = await sandbox.person("ann").say("#random", "hello")
        assert await code(bot.conversations_history(channel=random)) == "not_in_channel"
        assert await code(bot.conversations_replies(channel=random, ts=ts)) == "not_in_channel"


async def test_a_thread_is_oldest_first_and_keeps_its_parent_on_every_page() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        channel, (parent, *_) = await _five(bot)
        replies = [
            str((await bot.chat_postMessage(channel=channel, text=f"r{n}", thread_ts=parent))["ts"])
            for n in range(4)
        ]
        assert len((await bot.conversations_history(channel=channel))["messages"]) == 5
        whole = await bot.conversations_replies(channel=channel, ts=replies[2])
        assert _texts(whole) == ["0", "r0", "r1", "r2", "r3"]
        page = await bot.conversations_replies(channel=channel, ts=parent, limit=3)
        cursor = page["response_metadata"]["next_cursor"]
        rest = await bot.conversations_replies(channel=channel, ts=parent, limit=3, cursor=cursor)
        assert (_texts(page), _texts(rest)) == (["0", "r0", "r1"], ["0", "r2", "r3"])
        assert (page["has_more"], rest["has_more"]) == (True, False)
        new = await bot.conversations_replies(channel=channel, ts=parent, oldest=replies[2])
        assert _texts(new) == ["0", "r3"]
        gone = bot.conversations_replies(channel=channel, ts="1700000000.000001")
        assert await code(gone) == "thread_not_found"


# -- opening and joining --------------------------------------------------------------------


async def test_a_dm_is_opened_once() -> None:
    async with slack() as sandbox:
        bot, ann = client(sandbox), sandbox.workspace.user("ann").id
        first = await bot.conversations_open(users=ann)
        assert set(first["channel"]) == {"id"}
        again = await bot.conversations_open(users=[ann], return_im=True)
        assert (again["already_open"], again["no_op"]) == (True, True)
        assert again["channel"]["id"] == first["channel"]["id"]
        assert again["channel"]["user"] == ann


async def test_opening_needs_a_person() -> None:
    async with slack() as sandbox:
        bot = client(sandbox)
        assert await code(bot.conversations_open(users="")) == "users_list_not_supplied"
        assert await code(bot.conversations_open(users="U0NOBODY000")) == "user_not_found"
        assert await code(bot.conversations_open(users=sandbox.bot_user_id)) == "cannot_dm_bot"


async def test_joining_is_for_public_channels_and_told() -> None:
    async with slack() as sandbox:
        bot, ear, ws = client(sandbox), Ear(sandbox), sandbox.workspace
        random = ws.channel("random").id
        joined = await bot.conversations_join(channel=random)
        assert joined["channel"]["is_member"] is True
        assert ear.kinds() == ["message/channel_join", "member_joined_channel"]
        again = await bot.conversations_join(channel=random)
        assert again["warning"] == "already_in_channel"
        leads = bot.conversations_join(channel=ws.channel("leads").id)
        assert await code(leads) == "channel_not_found"
        sandbox.kick(sandbox.bot_user_id, "#random")
        sandbox.archive("#random")
        assert await code(bot.conversations_join(channel=random)) == "is_archived"
