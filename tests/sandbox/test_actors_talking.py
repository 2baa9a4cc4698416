"""What people type and see: markup, threads, ephemerals; and acts that cannot be done."""

from __future__ import annotations

import pytest

from sandbox.interactions.results import Impossible
from sandbox.state import Refused
from tests.sandbox.playground import button, client, playground, socket_app

pytestmark = pytest.mark.asyncio


async def test_typed_names_become_mentions_and_rich_text() -> None:
    async with playground() as sandbox:
        ann, ben = sandbox.person("ann"), sandbox.person("ben")
        ops = sandbox.workspace.channel("ops")
        ts = await ann.say("#launch", "@ben see #ops & <b> https://x.y ✅ @here")
        message = ben.message("#launch", ts)
        assert message["text"] == (
            f"<@{ben.id}> see <#{ops.id}|ops> &amp; &lt;b&gt; <https://x.y> "
            ":white_check_mark: <!here>"
        )
        (block,) = message["blocks"]
        assert block["type"] == "rich_text"
        parts = block["elements"][0]["elements"]
        assert parts == [
            {"type": "user", "user_id": ben.id},
            {"type": "text", "text": " see "},
            {"type": "channel", "channel_id": ops.id},
            {"type": "text", "text": " & <b> "},
            {"type": "link", "url": "https://x.y"},
            {"type": "text", "text": " "},
            {"type": "emoji", "name": "white_check_mark"},
            {"type": "text", "text": " "},
            {"type": "broadcast", "range": "here"},
        ]


@pytest.mark.parametrize(
    ("typed", "markup"),
    [
        ("@bennett is not ben", "@bennett is not ben"),
        ("mail ben@acme.example", "mail <mailto:ben@acme.example|ben@acme.example>"),
        ("#nowhere #1", "#nowhere #1"),
        ("a@ben", "a@ben"),
        ("<script>", "&lt;script&gt;"),
        ("<@UNOBODY>", "&lt;@UNOBODY&gt;"),
        ("5 > 3 && 2 < 4", "5 &gt; 3 &amp;&amp; 2 &lt; 4"),
        ("*bold* _it_ `code`", "*bold* _it_ `code`"),
    ],
)
async def test_what_names_nobody_stays_text(typed: str, markup: str) -> None:
    async with playground() as sandbox:
        ann = sandbox.person("ann")
        ts = await ann.say("#launch", typed)
        assert ann.message("#launch", ts)["text"] == markup


async def test_private_channels_are_named_only_for_those_who_see_them() -> None:
    async with playground() as sandbox:
        ann, chen = sandbox.person("ann"), sandbox.person("chen")
        leads = sandbox.workspace.channel("leads")
        mine = await ann.say("#ops", "#leads")
        theirs = await chen.say("#ops", "#leads")
        assert ann.message("#ops", mine)["text"] == f"<#{leads.id}|>"
        assert ann.message("#ops", theirs)["text"] == "#leads"


async def test_threads_and_broadcasts() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann, ben = sandbox.person("ann"), sandbox.person("ben")
        ts = await ann.say("#launch", "parent")
        await ben.say("#launch", "reply", ts)
        await ben.say("#launch", "for all", ts, broadcast=True)
        assert [m["text"] for m in ann.thread("#launch", ts)] == ["parent", "reply", "for all"]
        assert [m["text"] for m in ann.messages("#launch")] == ["parent", "for all"]
        await sandbox.quiet(5)
        reply, broadcast = app.events("message")[1:]
        assert (reply["thread_ts"], reply["parent_user_id"]) == (ts, ann.id)
        assert broadcast["subtype"] == "thread_broadcast"
        assert broadcast["root"]["ts"] == ts
        with pytest.raises(Impossible, match="no_thread"):
            await ann.say("#launch", "x", broadcast=True)


async def test_ephemerals_are_seen_by_one_and_gone_after_a_reload() -> None:
    async with playground() as sandbox, socket_app(sandbox):
        ann, ben = sandbox.person("ann"), sandbox.person("ben")
        channel = sandbox.workspace.channel("launch").id
        api = client(sandbox)
        first = await api.chat_postEphemeral(channel=channel, user=ann.id, text="psst")
        await api.chat_postEphemeral(channel=channel, user=ann.id, text="again")
        assert [m["text"] for m in ann.messages("#launch")] == ["psst", "again"]
        assert ann.messages("#launch")[0]["ephemeral"] is True
        assert ben.messages("#launch") == []
        await ann.dismiss("#launch", first["message_ts"])
        assert [m["text"] for m in ann.ephemerals("#launch")] == ["again"]
        await ann.reload()
        assert ann.messages("#launch") == []


async def test_people_change_only_what_is_theirs() -> None:
    async with playground() as sandbox:
        ann, ben, dana = (sandbox.person(name) for name in ("ann", "ben", "dana"))
        ts = await ann.say("#launch", "mine")
        with pytest.raises(Refused, match="cant_update_message"):
            await ben.edit("#launch", ts, "his")
        with pytest.raises(Refused, match="cant_delete_message"):
            await ben.delete("#launch", ts)
        await dana.delete("#launch", ts)
        assert ann.messages("#launch") == []


async def test_acts_that_slack_does_not_offer() -> None:
    async with playground() as sandbox, socket_app(sandbox):
        ann, chen, eve = (sandbox.person(name) for name in ("ann", "chen", "eve"))
        ts = await ann.say("#launch", "hello")
        for act, code in (
            (chen.say("#launch", "x"), "not_in_channel"),
            (chen.say("#leads", "x"), "channel_not_found"),
            (chen.react("#launch", ts, "eyes"), "not_in_channel"),
            (eve.say("#ops", "x"), "channel_not_found"),
            (ann.say("#launch", "   "), "no_text"),
            (ann.click("#launch", ts, "nothing"), "no_such_element"),
            (ann.click("#launch", "1700000000.000100", "x"), "message_not_found"),
            (ann.click("home", None, "x"), "no_home"),
            (ann.open_home("about"), "no_such_tab"),
            (ann.dismiss("#launch", ts), "not_ephemeral"),
            (chen.say(ann.dm, "x"), "channel_not_found"),
        ):
            with pytest.raises(Impossible, match=code):
                await act
        with pytest.raises(Impossible, match="is a bot"):
            sandbox.person("drumbeat")
        await ann.react("#launch", ts, "eyes")
        with pytest.raises(Refused, match="already_reacted"):
            await ann.react("#launch", ts, "eyes")
        assert ann.modals == []


async def test_a_deactivated_person_does_nothing() -> None:
    async with playground() as sandbox, socket_app(sandbox):
        ben = sandbox.person("ben")
        sandbox.deactivate("ben")
        for act in (ben.say("#launch", "x"), ben.shortcut("task_new"), ben.open_home()):
            with pytest.raises(Impossible, match=r"account_inactive|not_in_channel|not_found"):
                await act


async def test_a_read_only_messages_tab_takes_no_messages() -> None:
    async with playground() as sandbox:
        app_home = sandbox.workspace.installed_app.manifest["features"]["app_home"]
        ann = sandbox.person("ann")
        app_home["messages_tab_read_only_enabled"] = True
        with pytest.raises(Impossible, match="messages_tab_read_only"):
            await ann.say("dm", "hello")
        app_home["messages_tab_enabled"] = False
        with pytest.raises(Impossible, match="messages_tab_disabled"):
            await ann.say("dm", "hello")


async def test_joining_inviting_and_creating() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann, chen = sandbox.person("ann"), sandbox.person("chen")
        await chen.join("#launch")
        new = await ann.create_channel("side-project", private=True)
        await ann.invite(new, "drumbeat")
        await sandbox.quiet(5)
        joined = app.events("member_joined_channel")
        assert [(e["user"], e["channel_type"]) for e in joined] == [
            (chen.id, "C"),
            (sandbox.bot_user_id, "G"),
        ]
        with pytest.raises(Impossible, match="channel_not_found"):
            await chen.join("#leads")


async def test_actors_show_what_the_app_posted_with_its_buttons() -> None:
    async with playground() as sandbox, socket_app(sandbox):
        ann = sandbox.person("ann")
        await client(sandbox).chat_postMessage(
            channel=ann.id,
            text="card",
            blocks=[{"type": "actions", "elements": [button("done", "1")]}],
        )
        (message,) = ann.messages("dm")
        element = message["blocks"][0]["elements"][0]
        assert (element["action_id"], element["value"]) == ("done", "1")
        assert (await ann.click("dm", message["ts"], "done")).ok
