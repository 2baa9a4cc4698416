"""Clicking and filling elements in messages, ephemerals, Home and modals."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.interactions.results import Impossible
from sandbox.server import Sandbox
from tests.sandbox.playground import (
    SILENCE,
    Json,
    button,
    client,
    modal,
    plain,
    playground,
    socket_app,
    text_input,
)

pytestmark = pytest.mark.asyncio

OPTIONS = [{"text": plain("Mine"), "value": "mine"}, {"text": plain("All"), "value": "all"}]


def actions(*elements: Json, block_id: str = "b") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


async def post(sandbox: Sandbox, *blocks: Json, **more: Any) -> str:
    channel = sandbox.workspace.channel("launch").id
    answer = await client(sandbox).chat_postMessage(
        channel=channel, text="t", blocks=list(blocks), **more
    )
    await sandbox.quiet(5)
    return str(answer["ts"])


async def test_a_click_carries_the_message_and_its_place() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ts = await post(sandbox, actions(button("task_done", "42")))
        ann = sandbox.person("ann")
        assert (await ann.click("#launch", ts, "task_done")).ok
        (payload,) = app.payloads("block_actions")
        launch = sandbox.workspace.channel("launch")
        assert payload["container"] == {
            "type": "message",
            "message_ts": ts,
            "channel_id": launch.id,
            "is_ephemeral": False,
        }
        assert payload["channel"] == {"id": launch.id, "name": "launch"}
        assert payload["message"]["ts"] == ts
        assert payload["user"] == {
            "id": ann.id,
            "username": "ann",
            "name": "ann",
            "team_id": sandbox.workspace.id,
        }
        assert payload["state"] == {"values": {}}
        assert payload["response_url"].startswith(f"{sandbox.url}/actions/")
        assert payload["trigger_id"]
        assert payload["team"] == {"id": sandbox.workspace.id, "domain": "acme"}
        assert payload["enterprise"] is None
        assert payload["is_enterprise_install"] is False
        (action,) = payload["actions"]
        assert action.pop("action_ts")
        assert action["text"]["text"] == "task_done"
        assert (action["type"], action["action_id"]) == ("button", "task_done")
        assert (action["block_id"], action["value"]) == ("b", "42")


async def test_buttons_of_one_action_id_are_told_apart_by_value_or_block() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ts = await post(
            sandbox,
            actions(button("done", "1"), block_id="b1"),
            actions(button("done", "2"), block_id="b2"),
        )
        ann = sandbox.person("ann")
        with pytest.raises(Impossible, match="ambiguous_element"):
            await ann.click("#launch", ts, "done")
        await ann.click("#launch", ts, "done", "2")
        await ann.click("#launch", ts, "done", block_id="b1")
        assert [p["actions"][0]["value"] for p in app.payloads("block_actions")] == ["2", "1"]


async def test_state_holds_all_stateful_elements_of_the_message() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        select = {"type": "static_select", "action_id": "show", "options": OPTIONS}
        day = {"type": "datepicker", "action_id": "day", "initial_date": "2026-05-12"}
        boxes = {"type": "checkboxes", "action_id": "boxes", "options": OPTIONS}
        ts = await post(
            sandbox,
            actions(select, day, boxes, button("go")),
            text_input("note", dispatch_action=False),
        )
        ann, ben = sandbox.person("ann"), sandbox.person("ben")
        await ann.click("#launch", ts, "show", selected="mine")
        await ann.set_state("hello", action_id="v", channel="#launch", ts=ts)
        await ann.click("#launch", ts, "go")
        await ben.click("#launch", ts, "go")
        chosen, mine, bens = app.payloads("block_actions")
        assert chosen["actions"][0]["selected_option"]["value"] == "mine"
        assert chosen["actions"][0]["type"] == "static_select"
        values = mine["state"]["values"]
        assert values["b"]["show"]["selected_option"]["value"] == "mine"
        assert values["b"]["day"] == {"type": "datepicker", "selected_date": "2026-05-12"}
        assert values["b"]["boxes"] == {"type": "checkboxes", "selected_options": []}
        assert values["note"]["v"] == {"type": "plain_text_input", "value": "hello"}
        assert bens["state"]["values"]["b"]["show"]["selected_option"] is None


async def test_a_thread_reply_names_its_thread() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        parent = await post(sandbox, actions(button("x")))
        reply = await post(sandbox, actions(button("y")), thread_ts=parent)
        await sandbox.person("ann").click("#launch", reply, "y")
        (payload,) = app.payloads("block_actions")
        assert payload["container"]["thread_ts"] == parent
        assert payload["message"]["thread_ts"] == parent


async def test_an_ephemeral_message_has_a_container_but_no_body() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann, ben = sandbox.person("ann"), sandbox.person("ben")
        channel = sandbox.workspace.channel("launch").id
        answer = await client(sandbox).chat_postEphemeral(
            channel=channel, user=ann.id, text="t", blocks=[actions(button("undo", "7"))]
        )
        await ann.click("#launch", answer["message_ts"], "undo")
        (payload,) = app.payloads("block_actions")
        assert payload["container"]["is_ephemeral"] is True
        assert "message" not in payload
        assert payload["response_url"]
        with pytest.raises(Impossible, match="message_not_found"):
            await ben.click("#launch", answer["message_ts"], "undo")
        with pytest.raises(Impossible, match="ephemeral"):
            await ann.react("#launch", answer["message_ts"], "eyes")


async def test_home_and_modal_have_a_view_instead_of_a_message() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        view = {"type": "home", "blocks": [actions(button("home_new"))], "callback_id": "h"}
        await client(sandbox).views_publish(user_id=ann.id, view=view)
        await ann.click("home", None, "home_new")
        await ann.shortcut("task_new")
        trigger = app.payloads("shortcut")[0]["trigger_id"]
        await client(sandbox).views_open(
            trigger_id=trigger, view=modal(actions(button("more")), text_input("title"))
        )
        await ann.fill("title", "typed")
        await ann.press("more")
        home, inside = app.payloads("block_actions")
        assert ann.home is not None
        assert home["container"] == {"type": "view", "view_id": ann.home["id"]}
        assert home["view"]["callback_id"] == "h"
        assert inside["view"]["state"]["values"]["title"]["v"]["value"] == "typed"
        for payload in (home, inside):
            assert not {"channel", "message", "response_url"} & set(payload)


async def test_inputs_tell_the_app_only_with_dispatch_action() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ann = sandbox.person("ann")
        await ann.shortcut("task_new")
        trigger = app.payloads("shortcut")[0]["trigger_id"]
        view = modal(text_input("quiet"), text_input("loud", dispatch_action=True))
        await client(sandbox).views_open(trigger_id=trigger, view=view)
        await ann.fill("quiet", "a")
        assert app.payloads("block_actions") == []
        await ann.fill("loud", "b")
        (payload,) = app.payloads("block_actions")
        assert payload["actions"][0]["value"] == "b"
        assert payload["view"]["state"]["values"]["quiet"]["v"]["value"] == "a"


@pytest.mark.parametrize(
    ("element", "given", "key", "held"),
    [
        ({"type": "static_select", "options": OPTIONS}, "Mine", "selected_option", OPTIONS[0]),
        ({"type": "radio_buttons", "options": OPTIONS}, "all", "selected_option", OPTIONS[1]),
        ({"type": "checkboxes", "options": OPTIONS}, ["mine", "all"], "selected_options", OPTIONS),
        (
            {"type": "multi_static_select", "options": OPTIONS},
            "all",
            "selected_options",
            OPTIONS[1:],
        ),
        ({"type": "datepicker"}, "2026-05-12", "selected_date", "2026-05-12"),
        ({"type": "timepicker"}, "09:30", "selected_time", "09:30"),
        ({"type": "datetimepicker"}, 1778500000, "selected_date_time", 1778500000),
        ({"type": "overflow", "options": OPTIONS}, "all", "selected_option", OPTIONS[1]),
    ],
)
async def test_each_element_speaks_its_own_key(
    element: Json, given: object, key: str, held: object
) -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ts = await post(sandbox, actions({**element, "action_id": "a"}))
        await sandbox.person("ann").click("#launch", ts, "a", selected=given)
        (payload,) = app.payloads("block_actions")
        assert _texts(payload["actions"][0][key]) == _texts(held)
        if element["type"] == "overflow":
            assert payload["state"]["values"] == {}
        else:
            assert _texts(payload["state"]["values"]["b"]["a"][key]) == _texts(held)


def _texts(value: object) -> object:
    """Options without what Slack adds to text objects."""
    if isinstance(value, list):
        return [_texts(each) for each in value]
    if isinstance(value, dict):
        return (value["value"], value["text"]["text"])
    return value


async def test_people_and_channels_are_chosen_by_name() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ts = await post(
            sandbox,
            actions({"type": "users_select", "action_id": "who"}, block_id="b1"),
            actions({"type": "channels_select", "action_id": "where"}, block_id="b3"),
            actions(
                {
                    "type": "conversations_select",
                    "action_id": "talk",
                    "filter": {"include": ["private"]},
                },
                block_id="b4",
            ),
        )
        ann = sandbox.person("ann")
        await ann.click("#launch", ts, "who", selected="@ben")
        await ann.click("#launch", ts, "where", selected="#ops")
        await ann.click("#launch", ts, "talk", selected="#leads")
        who, where, talk = (p["actions"][0] for p in app.payloads("block_actions"))
        assert who["selected_user"] == sandbox.person("ben").id
        assert where["selected_channel"] == sandbox.workspace.channel("ops").id
        assert talk["selected_conversation"] == sandbox.workspace.channel("leads").id
        for action_id, given, code in (
            ("who", "@nobody", "no_such_person"),
            ("where", "#leads", "no_such_channel"),
            ("talk", "#ops", "no_such_channel"),
        ):
            with pytest.raises(Impossible, match=code):
                await ann.click("#launch", ts, action_id, selected=given)


async def test_impossible_choices_raise() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        ts = await post(
            sandbox,
            actions(
                {"type": "static_select", "action_id": "s", "options": OPTIONS},
                {"type": "datepicker", "action_id": "d"},
                button("b", "1"),
            ),
        )
        ann = sandbox.person("ann")
        for action_id, given, code in (
            ("s", "none of these", "no_such_option"),
            ("d", "2026-02-30", "bad_date"),
            ("b", "other", "no_such_button"),
            ("nothing", None, "no_such_element"),
        ):
            with pytest.raises(Impossible, match=code):
                await ann.click("#launch", ts, action_id, selected=given)
        with pytest.raises(Impossible, match="not_in_channel"):
            await sandbox.person("chen").click("#launch", ts, "b")
        assert app.payloads("block_actions") == []


async def test_a_silent_app_shows_the_timeout() -> None:
    async with playground(ack_window=0.05) as sandbox:
        answers = {"interactive": SILENCE}
        async with socket_app(sandbox, lambda e: answers.get(e["type"])):
            ts = await post(sandbox, actions(button("x")))
            result = await sandbox.person("ann").click("#launch", ts, "x")
            assert (result.ok, result.error) == (False, "operation_timeout")


async def test_message_state_survives_an_update_with_the_same_ids() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        select = {"type": "static_select", "action_id": "s", "options": OPTIONS}
        ts = await post(sandbox, actions(select, button("go")))
        ann = sandbox.person("ann")
        await ann.click("#launch", ts, "s", selected="mine")
        channel = sandbox.workspace.channel("launch").id
        blocks = [actions(select, button("go")), {"type": "divider"}]
        await client(sandbox).chat_update(channel=channel, ts=ts, text="t", blocks=blocks)
        await ann.click("#launch", ts, "go")
        held = app.payloads("block_actions")[-1]["state"]["values"]["b"]["s"]
        assert held["selected_option"]["value"] == "mine"


async def test_feedback_buttons_tell_which_one_was_pressed() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        feedback = {
            "type": "feedback_buttons",
            "action_id": "fb",
            "positive_button": {"text": plain("Useful"), "value": "1"},
            "negative_button": {"text": plain("Not useful"), "value": "0"},
        }
        ts = await post(sandbox, {"type": "context_actions", "elements": [feedback]})
        ann = sandbox.person("ann")
        await ann.click("#launch", ts, "fb", "0")
        assert app.payloads("block_actions")[0]["actions"][0]["value"] == "0"
        with pytest.raises(Impossible, match="no_such_button"):
            await ann.click("#launch", ts, "fb", "2")


async def test_elements_in_containers_and_cards_work_too() -> None:
    async with playground() as sandbox, socket_app(sandbox) as app:
        inner = actions({"type": "static_select", "action_id": "s", "options": OPTIONS})
        container = {"type": "container", "title": plain("More"), "child_blocks": [inner]}
        card = {
            "type": "card",
            "title": {"type": "mrkdwn", "text": "Goal"},
            "actions": [button("open", "12")],
        }
        ts = await post(sandbox, container, card)
        ann = sandbox.person("ann")
        await ann.click("#launch", ts, "s", selected="mine")
        await ann.click("#launch", ts, "open")
        chosen, opened = app.payloads("block_actions")
        assert chosen["actions"][0]["selected_option"]["value"] == "mine"
        assert opened["actions"][0]["value"] == "12"
        assert opened["state"]["values"]["b"]["s"]["selected_option"]["value"] == "mine"
