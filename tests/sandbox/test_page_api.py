"""The JSON API of the page: what a person sees, what they do, the clock, the stream."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from sandbox.server import Sandbox
from tests.sandbox.api import client, slack
from tests.sandbox.playground import button, modal, socket_app, text_input

Json = dict[str, Any]


class Page:
    """A browser tab of one person, without the browser."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession, me: str) -> None:
        self.sandbox, self.session = sandbox, session
        self.me = sandbox.workspace.user(me).id

    async def see(self, what: str, **query: Any) -> Json:
        url = f"{self.sandbox.url}/sandbox/{what}"
        async with self.session.get(url, params={"as": self.me, **query}) as response:
            return dict(await response.json())

    async def do(self, act: str, /, **args: Any) -> Json:
        body = {"as": self.me, "do": act, **args}
        async with self.session.post(f"{self.sandbox.url}/sandbox/act", json=body) as response:
            return dict(await response.json())

    async def clock(self, **body: Any) -> Json:
        url = f"{self.sandbox.url}/sandbox/clock"
        async with self.session.post(url, json={"as": self.me, **body}) as response:
            return dict(await response.json())


@asynccontextmanager
async def page(me: str = "ann") -> AsyncIterator[Page]:
    async with slack() as sandbox, aiohttp.ClientSession() as session:
        yield Page(sandbox, session, me)


async def test_the_state_holds_everything_around_the_messages() -> None:
    async with page("eve") as tab:
        state = await tab.see("state")
        assert (state["me"]["name"], state["me"]["is_guest"]) == ("eve", True)
        assert state["team"] == {"id": tab.sandbox.workspace.id, "name": "Acme", "domain": "acme"}
        assert {c["name"] for c in state["channels"]} == {"launch", "random", "drumbeat"}
        (dm,) = [c for c in state["channels"] if c["kind"] == "im"]
        assert (dm["app"], dm["with"]) == (True, tab.sandbox.bot_user_id)
        assert "slackbot" not in {p["name"] for p in state["people"]}
        assert [c["command"] for c in state["app"]["commands"]] == ["/task", "/raw"]
        assert [s["callback_id"] for s in state["app"]["shortcuts"]] == ["task_new", "task_make"]
        assert state["clock"]["rate"] == 0.0


async def test_without_as_the_first_person_is_shown_and_strangers_are_refused() -> None:
    async with page() as tab:
        async with tab.session.get(f"{tab.sandbox.url}/sandbox/state") as response:
            assert (await response.json())["me"]["name"] == "ann"
        tab.me = "U0NOBODY000"
        assert (await tab.see("state"))["error"] == "user_not_found"


async def test_messages_come_newest_last_with_counters_and_own_ephemerals() -> None:
    async with page() as tab:
        launch = tab.sandbox.workspace.channel("launch").id
        bot, ben = client(tab.sandbox), tab.sandbox.person("ben")
        ts = await ben.say("#launch", "first")
        await ben.say("#launch", "reply", ts)
        await ben.react("#launch", ts, "eyes")
        await bot.chat_postEphemeral(channel=launch, user=tab.me, text="psst")
        seen = await tab.see("messages", channel=launch)
        first, psst = seen["messages"]
        assert (first["reply_count"], first["reactions"][0]["name"]) == (1, "eyes")
        assert (psst["text"], psst["ephemeral"]) == ("psst", True)
        thread = await tab.see("thread", channel=launch, ts=ts)
        assert [m["text"] for m in thread["messages"]] == ["first", "reply"]
        older = await tab.see("messages", channel=launch, before=psst["ts"], limit=1)
        assert ([m["text"] for m in older["messages"]], older["has_more"]) == (["first"], False)
        state = await tab.see("state")
        assert [c["unread"] for c in state["channels"] if c["id"] == launch] == [1]
        await tab.do("mark_read", channel=launch, ts=first["ts"])
        state = await tab.see("state")
        assert [c["unread"] for c in state["channels"] if c["id"] == launch] == [0]


async def test_private_places_of_others_are_not_shown() -> None:
    async with page("chen") as tab:
        leads = tab.sandbox.workspace.channel("leads").id
        assert (await tab.see("messages", channel=leads))["error"] == "channel_not_found"


async def test_a_person_talks_edits_reacts_and_deletes() -> None:
    async with page() as tab:
        launch = tab.sandbox.workspace.channel("launch").id
        said = await tab.do("say", channel=launch, text="hello @ben")
        assert said["ok"]
        await tab.do("edit", channel=launch, ts=said["ts"], text="hi @ben")
        await tab.do("react", channel=launch, ts=said["ts"], name="tada")
        (message,) = (await tab.see("messages", channel=launch))["messages"]
        assert message["text"] == f"hi <@{tab.sandbox.workspace.user('ben').id}>"
        assert message["reactions"] == [{"name": "tada", "users": [tab.me], "count": 1}]
        assert (await tab.do("unreact", channel=launch, ts=said["ts"], name="tada"))["ok"]
        assert (await tab.do("delete", channel=launch, ts=said["ts"]))["ok"]
        assert (await tab.see("messages", channel=launch))["messages"] == []


async def test_what_cannot_be_done_says_why() -> None:
    async with page("chen") as tab:
        launch = tab.sandbox.workspace.channel("launch").id
        refused = await tab.do("say", channel=launch, text="x")
        assert (refused["ok"], refused["error"]) == (False, "not_in_channel")
        assert refused["message"]
        assert (await tab.do("dance"))["error"] == "unknown_act"
        assert (await tab.do("say", channel=launch))["error"] == "missing_argument"


async def test_channels_are_made_joined_and_left() -> None:
    async with page() as tab:
        made = await tab.do("create_channel", name="secret", private=True)
        assert (await tab.do("invite", channel=made["channel"], user="ben"))["ok"]
        assert (await tab.do("leave", channel=made["channel"]))["ok"]
        finance = tab.sandbox.workspace.channel("finance").id
        assert (await tab.do("join", channel=finance))["ok"]
        assert tab.me in tab.sandbox.workspace.channel("finance").members


async def test_commands_clicks_modals_and_home_go_to_the_app() -> None:
    async with page() as tab:
        bot, launch = client(tab.sandbox), tab.sandbox.workspace.channel("launch").id

        def answer(envelope: Json) -> Json | None:
            return {"text": "done"} if envelope["type"] == "slash_commands" else None

        async with socket_app(tab.sandbox, answer) as app:
            typed = await tab.do("command", channel=launch, text="/task  Prepare deck @ben")
            assert (typed["ok"], typed["text"]) == (True, "done")
            assert app.payloads("slash_commands")[0]["command"] == "/task"
            actions = {"type": "actions", "block_id": "a", "elements": [button("go", "1")]}
            post = await bot.chat_postMessage(channel=launch, text="x", blocks=[actions])
            click = {"channel": launch, "ts": post["ts"], "block_id": "a", "action_id": "go"}
            assert (await tab.do("click", **click))["ok"]
            payload = app.payloads("block_actions")[0]
            assert payload["actions"][0]["value"] == "1"
            view = modal(text_input("title"))
            await bot.views_open(trigger_id=payload["trigger_id"], view=view)
            (shown,) = (await tab.see("views"))["stack"]
            values = {"title": {"v": {"type": "plain_text_input", "value": "Deck"}}}
            done = await tab.do("submit", view_id=shown["id"], values=values)
            assert (done["ok"], done["closed"]) == (True, True)
            sent = app.payloads("view_submission")[0]["view"]["state"]["values"]
            assert sent["title"]["v"]["value"] == "Deck"
            assert (await tab.see("home"))["view"] is None
            assert (await tab.do("open_home", tab="home"))["ok"]
            await bot.views_publish(
                user_id=tab.me, view={"type": "home", "blocks": [{"type": "divider"}]}
            )
            assert (await tab.see("home"))["view"]["type"] == "home"
            assert (await tab.do("shortcut", callback_id="task_new"))["ok"]


async def test_an_app_that_is_away_is_told_to_the_person() -> None:
    async with page() as tab:
        launch = tab.sandbox.workspace.channel("launch").id
        typed = await tab.do("command", channel=launch, text="/task x")
        assert (typed["ok"], bool(typed["message"])) == (False, True)
        unknown = await tab.do("command", channel=launch, text="/nosuch x")
        assert unknown["ok"] is False


async def test_the_clock_steps_jumps_and_never_goes_back() -> None:
    async with page() as tab:
        told = await tab.clock(step="next_0930")
        assert (told["ok"], told["now"]) == (True, "2026-05-11T01:30:00+00:00")
        assert (await tab.clock(step_to="2026-05-11T02:00:00+00:00"))["now"].startswith(
            "2026-05-11T02:00"
        )
        assert (await tab.clock(jump_to="2026-05-11T03:00:00+00:00"))["ok"]
        back = await tab.clock(jump_to="2026-05-11T02:00:00+00:00")
        assert (back["ok"], back["error"]) == (False, "bad_request")
        assert (await tab.clock(step="sideways"))["ok"] is False
        assert (await tab.clock(rate=2.0))["rate"] == 2.0
        version = (await tab.see("clock"))["version"]
        assert (await tab.see("clock", after=version - 1))["version"] == version


async def test_the_stream_tells_what_changed_for_whom() -> None:
    async with page("chen") as tab:
        sandbox, url = tab.sandbox, f"{tab.sandbox.url}/sandbox/stream"
        async with tab.session.get(url, params={"as": tab.me}) as stream:
            await stream.content.readuntil(b"\n\n")
            await sandbox.person("ann").say("#leads", "not for chen")
            await sandbox.person("ann").say("#ops", "for chen")
            line = (await stream.content.readuntil(b"\n\n")).decode()
        ops = sandbox.workspace.channel("ops").id
        assert json.loads(line.removeprefix("data: ")) == {"topic": "messages", "channel": ops}


async def test_the_page_its_files_and_the_traffic_are_served() -> None:
    async with page() as tab:
        async with tab.session.get(tab.sandbox.url) as response:
            assert "text/html" in response.headers["Content-Type"]
        async with tab.session.get(f"{tab.sandbox.url}/static/index.html") as response:
            assert response.status == 200
        link = f"{tab.sandbox.url}/archives/C0LAUNCH000/p1778461200000001"
        async with tab.session.get(link, allow_redirects=False) as response:
            place = response.headers["Location"]
        assert place == "/#channel=C0LAUNCH000&message=1778461200.000001"
        await client(tab.sandbox).auth_test()
        traffic = await tab.see("traffic", after=0)
        assert (traffic["rows"][0]["method"], traffic["last"]) == ("auth.test", 1)
        picture = tab.sandbox.workspace.user_json(tab.sandbox.workspace.user("ann"))
        async with tab.session.get(picture["profile"]["image_72"]) as response:
            assert response.content_type == "image/svg+xml"
