"""External selects: the question, the answer's rules, and choosing from what was offered."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from sandbox.actors import Actor
from sandbox.interactions.results import Impossible
from tests.sandbox.playground import (
    SILENCE,
    Json,
    SocketApp,
    client,
    modal,
    plain,
    playground,
    socket_app,
)

pytestmark = pytest.mark.asyncio


def option(text: str, value: str) -> Json:
    return {"text": plain(text), "value": value}


class Desk:
    """A modal with one external select, and what the app offers for it."""

    def __init__(self, ann: Actor, app: SocketApp) -> None:
        self.ann = ann
        self.app = app
        self.offer: Json | None = {"options": [option("Revenue", "1"), option("Reach", "2")]}


@pytest_asyncio.fixture
async def desk() -> AsyncIterator[Desk]:
    async with playground(ack_window=0.3) as sandbox:
        desks: list[Desk] = []

        def answer(envelope: Json) -> Json | None:
            asked = envelope["payload"].get("type") == "block_suggestion"
            return desks[0].offer if asked else None

        async with socket_app(sandbox, answer) as app:
            ann = sandbox.person("ann")
            desks.append(Desk(ann, app))
            await ann.shortcut("task_new")
            select = {"type": "external_select", "action_id": "goal", "min_query_length": 2}
            block = {"type": "input", "block_id": "g", "label": plain("Goal"), "element": select}
            trigger = app.payloads("shortcut")[0]["trigger_id"]
            await client(sandbox).views_open(trigger_id=trigger, view=modal(block))
            yield desks[0]


async def test_the_question_has_the_typed_text_and_the_view(desk: Desk) -> None:
    result = await desk.ann.options("goal", "re")
    assert [o["value"] for o in result.options] == ["1", "2"]
    (payload,) = desk.app.payloads("block_suggestion")
    assert (payload["action_id"], payload["block_id"], payload["value"]) == ("goal", "g", "re")
    assert payload["container"] == {"type": "view", "view_id": desk.ann.modal["id"]}
    assert payload["view"]["id"] == desk.ann.modal["id"]
    assert "trigger_id" not in payload
    assert desk.app.envelopes[-1]["accepts_response_payload"] is True


async def test_too_short_a_text_asks_nothing(desk: Desk) -> None:
    with pytest.raises(Impossible, match="query_too_short"):
        await desk.ann.options("goal", "r")
    assert desk.app.payloads("block_suggestion") == []


async def test_only_what_was_offered_can_be_chosen(desk: Desk) -> None:
    await desk.ann.options("goal", "re")
    await desk.ann.fill("g", "2")
    held = desk.ann.modal["state"]["values"]["g"]["goal"]["selected_option"]
    assert held["text"]["text"] == "Reach"
    with pytest.raises(Impossible, match="no_such_option"):
        await desk.ann.fill("g", "nothing like it")


async def test_filling_with_a_label_asks_by_itself(desk: Desk) -> None:
    await desk.ann.fill("g", "Revenue")
    held = desk.ann.modal["state"]["values"]["g"]["goal"]["selected_option"]
    assert held["value"] == "1"
    assert desk.app.payloads("block_suggestion")[0]["value"] == "Revenue"


async def test_groups_are_offered_too(desk: Desk) -> None:
    group = {"label": plain("Team"), "options": [option("Revenue", "1")]}
    desk.offer = {"option_groups": [group]}
    result = await desk.ann.options("goal", "re")
    assert [g["label"]["text"] for g in result.groups] == ["Team"]
    assert [o["value"] for o in result.options] == ["1"]


async def test_no_options_is_an_empty_list_not_an_error(desk: Desk) -> None:
    desk.offer = {"options": []}
    result = await desk.ann.options("goal", "zz")
    assert (result.ok, result.options) == (True, [])


@pytest.mark.parametrize(
    "offer",
    [
        {"options": [option(f"n{n}", str(n)) for n in range(101)]},
        {"options": [option("x" * 76, "1")]},
        {"options": [{"text": plain("no value")}]},
        {"options": "none"},
        {},
        None,
    ],
)
async def test_a_bad_answer_offers_nothing(desk: Desk, offer: Json | None) -> None:
    desk.offer = offer
    result = await desk.ann.options("goal", "re")
    assert (result.ok, result.error, result.options) == (False, "invalid_options", [])


async def test_silence_offers_nothing(desk: Desk) -> None:
    desk.offer = SILENCE
    result = await desk.ann.options("goal", "re")
    assert (result.ok, result.error) == (False, "operation_timeout")
