"""The page's API beyond talking: direct messages, files of forms, the inspector, the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.sandbox.api import client
from tests.sandbox.playground import socket_app
from tests.sandbox.test_page_api import page


async def test_two_people_write_to_each_other_unheard_by_the_app() -> None:
    async with page() as tab, socket_app(tab.sandbox) as app:
        ben = tab.sandbox.workspace.user("ben").id
        first = await tab.do("open_dm", user=ben)
        assert (await tab.do("open_dm", user=ben))["channel"] == first["channel"]
        assert (await tab.do("say", channel=first["channel"], text="psst"))["ok"]
        state = await tab.see("state")
        (ours,) = [c for c in state["channels"] if c["id"] == first["channel"]]
        assert (ours["kind"], ours["with"], ours["app"]) == ("im", ben, False)
        tab.me = ben
        (theirs,) = [c for c in (await tab.see("state"))["channels"] if c["id"] == ours["id"]]
        assert (theirs["with"], theirs["unread"]) == (tab.sandbox.workspace.user("ann").id, 1)
        await tab.sandbox.quiet()
        heard = [payload["event"]["type"] for payload in app.payloads("events_api")]
        assert "message" not in heard
        listed = await client(tab.sandbox).conversations_list(types="im")
        assert ours["id"] not in {c["id"] for c in listed["channels"]}


async def test_a_reply_is_also_sent_to_the_channel() -> None:
    async with page() as tab:
        launch = tab.sandbox.workspace.channel("launch").id
        ts = (await tab.do("say", channel=launch, text="first"))["ts"]
        await tab.do("say", channel=launch, text="reply", thread_ts=ts, broadcast=True)
        shown = (await tab.see("messages", channel=launch))["messages"]
        assert [m.get("subtype") for m in shown] == [None, "thread_broadcast"]


async def test_a_file_of_a_form_is_taken_only_as_bytes() -> None:
    async with page() as tab:
        url = f"{tab.sandbox.url}/sandbox/upload"
        query = {"as": tab.me, "name": "plan.png"}
        bare = {"Content-Type": "application/octet-stream"}
        async with tab.session.post(url, params=query, data=b"\x89PNG", headers=bare) as answer:
            file = (await answer.json())["file"]
        assert (file["name"], file["mimetype"], file["size"]) == ("plan.png", "image/png", 4)
        async with tab.session.post(url, params=query, data={"a": "b"}) as answer:
            assert (answer.status, (await answer.json())["error"]) == (400, "bad_request")


async def test_the_inspector_lists_short_rows_and_shows_whole_ones() -> None:
    async with page() as tab, socket_app(tab.sandbox):
        bot, launch = client(tab.sandbox), tab.sandbox.workspace.channel("launch").id
        last = (await tab.see("traffic"))["last"]
        await tab.do("command", channel=launch, text="/task list")
        await bot.api_call("chat.postMessage", json={"channel": launch, "text": "hi"})
        listed = await tab.see("traffic", after=last, brief=1)
        command, call = (
            next(r for r in listed["rows"] if r["name"] == name)
            for name in ("/task", "chat.postMessage")
        )
        assert (command["kind"], command["error"], command["note"]) == ("command", "", "list")
        assert (call["kind"], call["note"]) == ("call", launch)
        assert 0 < command["took"] < 30
        whole = (await tab.see(f"traffic/{call['n']}"))["row"]
        assert (whole["args"]["text"], whole["response"]["ok"]) == ("hi", True)
        assert (await tab.see("traffic/9999"))["row"] is None


class TwoAlarms:
    """Something falls due at 10:00 and at 11:00 of the first day."""

    def __init__(self, now: datetime) -> None:
        self.due = [now + timedelta(hours=1), now + timedelta(hours=2)]

    async def next_due(self) -> datetime | None:
        return self.due[0] if self.due else None

    async def settle(self) -> None:
        self.due = [at for at in self.due if at > self.clock_now()]

    def clock_now(self) -> datetime:
        return datetime.min.replace(tzinfo=UTC)


async def test_the_clock_steps_to_what_is_planned_next() -> None:
    async with page() as tab:
        assert (await tab.clock(step="next_event"))["error"] == "no_stepper"
        clock = tab.sandbox.clock
        start = clock.now()
        alarms = TwoAlarms(start)
        alarms.clock_now = clock.now  # type: ignore[method-assign]
        tab.sandbox.stepper = alarms
        for hours in (1, 2):
            assert (await tab.clock(step="next_event"))["ok"]
            assert clock.now() == start + timedelta(hours=hours)
        assert (await tab.clock(step="next_event"))["error"] == "nothing_due"
        assert (await tab.clock(rate=60))["rate"] == 60.0
