"""Payloads that another company, a broken client or nobody sends: answered, and none breaks."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import text
from sqlmodel import Session, select

from bot.app import build_app
from domain.zones import known_zone
from handlers.payloads import sound
from handlers.requests import from_action, from_command, from_view
from storage.database import Database
from storage.tables import Conversation, Person, Task, Workspace
from storage.workspaces import end_workspace
from tests.handlers.world import NOW
from tests.stage import Stage, words_in

Body = dict[str, Any]
GONE = "T0ELSEWHERE"


class Door:
    """The bot's app without a transport: what is sent is a payload as Slack writes it."""

    def __init__(self, stage: Stage) -> None:
        bot = stage.bot
        self.app = build_app(
            db=bot.db, client=bot.client, clock=bot.clock, signing_secret=None, renamed={}
        )
        self.db = bot.db
        workspace = self.one(select(Workspace))
        self.team, self.app_id = workspace.slack_id, workspace.app_id
        self.bot = workspace.bot_user_id
        self.launch = self.one(select(Conversation).where(Conversation.name == "launch")).slack_id
        self.ann = stage.person("ann").id
        self._count = 0

    def one(self, statement: Any) -> Any:
        return self.db.run_read(lambda session: session.exec(statement).one())

    def titles(self) -> list[str]:
        found = self.db.run_read(lambda session: session.exec(select(Task.title)).all())
        return sorted(found)

    async def send(self, body: Mapping[str, Any]) -> tuple[int, Any]:
        request = AsyncBoltRequest(body=dict(body), mode="socket_mode")
        answer = await self.app.async_dispatch(request)
        return answer.status, json.loads(answer.body) if answer.body else None

    def trigger(self) -> str:
        self._count += 1
        return f"1.2.{self._count}"

    def command(self, text: str, **more: Any) -> Body:
        return {
            "team_id": self.team,
            "channel_id": self.launch,
            "user_id": self.ann,
            "command": "/task",
            "text": text,
            "trigger_id": self.trigger(),
            **more,
        }

    def interactive(self, kind: str, **more: Any) -> Body:
        return {
            "type": kind,
            "team": {"id": self.team, "domain": "acme"},
            "user": {"id": self.ann, "team_id": self.team},
            "api_app_id": self.app_id,
            "trigger_id": self.trigger(),
            **more,
        }

    def click(self, value: str, action: str = "task.done", **more: Any) -> Body:
        button = {"type": "button", "action_id": action, "block_id": "b", "value": value}
        container = {"type": "message", "message_ts": "1.1", "channel_id": self.launch}
        place = {"channel": {"id": self.launch}, "container": container, "actions": [button]}
        return self.interactive("block_actions", **{**place, **more})

    def event(self, event: Body, **more: Any) -> Body:
        self._count += 1
        return {
            "type": "event_callback",
            "event_id": f"Ev{self._count}",
            "team_id": self.team,
            "api_app_id": self.app_id,
            "authorizations": [{"team_id": self.team, "user_id": self.bot, "is_bot": True}],
            "event": event,
            **more,
        }


@pytest.mark.parametrize(
    ("typed", "title"), [("nul\0byte", "nulbyte"), ("half\ud83d one", "half� one")]
)
async def test_text_that_no_database_holds_is_mended(stage: Stage, typed: str, title: str) -> None:
    door = Door(stage)
    mention = {"type": "app_mention", "channel": door.launch, "user": door.ann, "ts": "5.1"}
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": "task.new",
        "state": {"values": _form_values(typed)},
    }
    assert (await door.send(door.command(typed)))[0] == 200
    said = f"<@{door.bot}> task {typed}"
    assert (await door.send(door.event({**mention, "text": said})))[0] == 200
    assert await door.send(door.interactive("view_submission", view=view)) == (200, None)
    assert door.titles() == [title] * 3


def _form_values(title: str) -> Body:
    return {"title": {"title": {"type": "plain_text_input", "value": title}}}


def test_sound_payloads_are_not_copied_and_split_characters_join() -> None:
    body = {"text": "fine ✔ 好", "actions": [{"value": "1"}]}
    assert sound(body) is body
    assert sound({"text": ["\ud83d\ude00\0"]}) == {"text": ["😀"]}


async def test_a_form_without_state_has_empty_fields(stage: Stage) -> None:
    door = Door(stage)
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": "task.new",
        "state": None,
        "blocks": [_title_input()],
    }
    _, answer = await door.send(door.interactive("view_submission", view=view))
    assert set(answer["errors"]) == {"title"}
    assert "needs a title" in answer["errors"]["title"]


def _title_input() -> Body:
    return {"type": "input", "block_id": "title", "label": {}, "element": {}}


async def test_commands_without_a_trigger_are_not_taken_for_one_another(stage: Stage) -> None:
    door = Door(stage)
    for title in ("one", "two"):
        await door.send(door.command(title, trigger_id=""))
    assert door.titles() == ["one", "two"]


async def test_a_command_whose_name_is_not_in_the_settings_is_told_the_right_ones(
    stage: Stage,
) -> None:
    door = Door(stage)
    status, answer = await door.send(door.command("x", command="/todo"))
    assert status == 200
    assert "/task" in words_in(answer)
    assert door.titles() == []


async def test_interactions_that_nobody_can_read_are_acknowledged(stage: Stage) -> None:
    door = Door(stage)
    odd = [
        door.click("1", actions=[]),
        door.click("1", actions=None),
        door.click("1", action="who.knows"),
        {**door.click("1"), "channel": None, "container": None},
        door.interactive("workflow_step_edit", callback_id="x"),
        door.interactive("view_closed", view={"id": "V1", "callback_id": "x"}),
        door.interactive("view_submission", view={"id": "V1", "callback_id": "who.knows"}),
        door.interactive("shortcut", callback_id="who_knows"),
        door.interactive("block_suggestion", action_id="x", block_id="y", value="z"),
    ]
    assert [(await door.send(body))[0] for body in odd] == [200] * len(odd)


async def test_events_with_parts_missing_are_acknowledged_once(stage: Stage) -> None:
    door = Door(stage)
    on_message = {"type": "message", "channel": door.launch}
    odd: list[Body] = [
        {"type": "reaction_added", "user": door.ann, "reaction": "eyes", "event_ts": "1.1"},
        {"type": "reaction_added", "user": door.ann, "reaction": "eyes", "item": on_message},
        {"type": "user_change"},
        {"type": "user_change", "user": {"id": door.ann, "profile": None}},
        {"type": "team_join", "user": "U0NEW"},
        {"type": "tokens_revoked"},
        {"type": "app_mention", "channel": door.launch, "user": door.ann, "ts": "6.1"},
        {"type": "who_knows"},
    ]
    assert [(await door.send(door.event(body)))[0] for body in odd] == [200] * len(odd)


async def test_a_zone_without_rules_on_this_computer_does_not_stop_a_person(stage: Stage) -> None:
    door = Door(stage)
    user = {"id": door.ann, "name": "ann", "tz": "Mars/Olympus", "team_id": door.team}
    await door.send(door.event({"type": "user_change", "user": user}))
    _, answer = await door.send(door.command("plan tomorrow 3pm"))
    assert "Added" in words_in(answer)
    ann = door.one(select(Person).where(Person.slack_id == door.ann))
    assert ann.zone == "Asia/Shanghai"


@pytest.mark.parametrize("name", [None, 7, "", "Mars/Olympus", "America", "../etc", "a\0b"])
def test_names_that_are_no_zone(name: object) -> None:
    assert known_zone(name) == ""


async def test_a_workspace_that_is_not_installed_is_told_so_and_nothing_is_repeated(
    stage: Stage,
) -> None:
    door = Door(stage)
    _, answer = await door.send(door.command("x", team_id=GONE))
    assert "not connected" in words_in(answer)
    assert (await door.send({**door.click("1"), "team": {"id": GONE}}))[0] == 200
    mention = {"type": "app_mention", "channel": "C1", "user": "U1", "ts": "1.1", "text": "x"}
    body = door.event(mention, team_id=GONE, authorizations=[{"team_id": GONE}])
    assert (await door.send(body))[0] == 200


async def test_after_the_app_was_removed_nothing_is_saved_that_nobody_would_see(
    stage: Stage,
) -> None:
    door = Door(stage)
    workspace = door.one(select(Workspace))
    door.db.run_write(lambda session: end_workspace(session, workspace.id, "app_uninstalled", NOW))
    _, answer = await door.send(door.command("x"))
    assert "not connected" in words_in(answer)
    assert door.titles() == []


def test_somebody_of_another_company_acts_in_the_workspace_of_the_app() -> None:
    stranger = {"team": {"id": GONE}, "user": {"id": "U0SAM", "team_id": GONE}, "api_app_id": "A1"}
    ours = {"app_id": "A1", "team": "T0ACME"}
    view = {"id": "V1", "app_installed_team_id": "T0ACME"}
    assert from_action({**stranger, "message": ours}, NOW, 0).origin.team == "T0ACME"
    assert from_view({**stranger, "view": view}, NOW, 0).origin.team == "T0ACME"
    theirs = {"app_id": "A2", "team": "T0ACME"}
    assert from_action({**stranger, "message": theirs}, NOW, 0).origin.team == GONE
    assert from_command({"team_id": "T0ACME"}, NOW, 0).origin.team == "T0ACME"


@pytest.mark.parametrize("line", ["task: plan", "Task：plan", "\u00a0task\u00a0plan", "task\nplan"])
async def test_a_colon_or_any_space_may_follow_the_command_in_a_message(
    stage: Stage, line: str
) -> None:
    door = Door(stage)
    said = {"type": "app_mention", "channel": door.launch, "user": door.ann, "ts": "7.1"}
    await door.send(door.event({**said, "text": f"<@{door.bot}> {line}"}))
    assert door.titles() == ["plan"]


async def test_a_busy_store_is_told_in_time_and_only_to_those_who_asked(stage: Stage) -> None:
    door, ann = Door(stage), stage.person("ann")
    said = {"channel": door.launch, "user": door.ann}
    chatter = {**said, "type": "message", "channel_type": "channel", "ts": "8.1", "text": "Hi"}
    mention = {**said, "type": "app_mention", "ts": "8.2", "text": f"<@{door.bot}> task plan"}
    async with held(door.db):
        began = time.monotonic()
        assert (await door.send(door.event(chatter)))[0] == 200
        assert time.monotonic() - began < 1
        assert (await door.send(door.event(mention)))[0] == 200
        assert time.monotonic() - began < 3
    await stage.settle()
    while not (told := ann.ephemerals("#launch")):
        await stage.settle()
    assert ["nothing was saved" in words_in(message) for message in told] == [True]
    assert door.titles() == []


@asynccontextmanager
async def held(db: Database) -> AsyncIterator[None]:
    """Somebody else writes and does not end."""
    begun, end = threading.Event(), threading.Event()

    def hold() -> None:
        other = Database(db.url.render_as_string(hide_password=False))
        other.run_write(lambda session: _lock(session, begun, end))
        asyncio.run(other.close())

    holding = asyncio.create_task(asyncio.to_thread(hold))
    await asyncio.to_thread(begun.wait)
    try:
        yield
    finally:
        end.set()
        await holding


def _lock(session: Session, begun: threading.Event, end: threading.Event) -> None:
    if session.connection().dialect.name == "postgresql":
        session.connection().execute(text("LOCK TABLE seen_request, task IN ACCESS EXCLUSIVE MODE"))
    begun.set()
    end.wait()


async def test_bots_are_not_answered(stage: Stage) -> None:
    door = Door(stage)
    said = {"type": "message", "channel": "D0SOMEWHERE", "channel_type": "im", "text": "task plan"}
    for number, user in enumerate([door.bot, None, "U0ANN000000"]):
        event = {**said, "user": user, "ts": f"9.{number}"}
        if number == 2:
            event["bot_id"] = "B0OTHER"
        assert (await door.send(door.event(event)))[0] == 200
    await stage.settle()
    assert door.titles() == []


async def test_a_form_that_slack_does_not_open_at_once_does_not_hold_up_the_answer(
    stage: Stage,
) -> None:
    door = Door(stage)
    hold = stage.sandbox.faults.hold("views.open")
    began = time.monotonic()
    status, _ = await door.send(door.interactive("shortcut", callback_id="task_new"))
    assert (status, time.monotonic() - began < 3) == (200, True)
    hold.release()
    await stage.settle()
