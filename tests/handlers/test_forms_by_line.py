"""Forms that a line asks for: opened once, whatever Slack repeats or leaves hanging."""

import time
from typing import Any

from tests.handlers.test_odd_payloads import Door
from tests.stage import Stage, words_in


def goal_line(stage: Stage, door: Door, text: str) -> dict[str, Any]:
    """`/goal text` with a trigger that opens a form."""
    trigger = stage.sandbox.triggers.issue(door.ann, channel_id=door.launch)
    return door.command(text, command="/goal", trigger_id=trigger)


async def test_a_repeated_command_opens_its_form_once_and_says_nothing_else(stage: Stage) -> None:
    door, ann = Door(stage), stage.person("ann")
    await ann.command("#launch", "/goal", "Raise NPS from 31 to 45")
    await stage.settle()
    before = len(ann.messages("#launch")) + len(stage.direct("ann"))
    body = goal_line(stage, door, "check G1")
    assert await door.send(body) == (200, None)
    assert await door.send(body) == (200, None)
    await stage.pass_time(seconds=10)
    assert len(ann.modals) == 1
    assert len(ann.messages("#launch")) + len(stage.direct("ann")) == before


async def test_a_form_that_came_too_late_is_said_instead(stage: Stage) -> None:
    door, ann = Door(stage), stage.person("ann")
    await ann.command("#launch", "/goal", "Raise NPS from 31 to 45")
    body = {**goal_line(stage, door, "check G1"), "trigger_id": "1.2.gone"}
    assert await door.send(body) == (200, None)
    await stage.pass_time(seconds=10)
    told = ann.ephemerals("#launch")[-1]
    assert words_in(told) == "The form could not open in time. Please try once more."


async def test_a_command_does_not_wait_for_a_form_that_slack_leaves_hanging(stage: Stage) -> None:
    door, ann = Door(stage), stage.person("ann")
    await ann.command("#launch", "/goal", "Raise NPS from 31 to 45")
    hold = stage.sandbox.faults.hold("views.open")
    began = time.monotonic()
    assert await door.send(goal_line(stage, door, "check G1")) == (200, None)
    assert time.monotonic() - began < 3
    hold.release()
    await stage.settle()


async def test_a_form_that_is_sent_twice_is_one_check_in(stage: Stage) -> None:
    door, ann = Door(stage), stage.person("ann")
    await ann.command("#launch", "/goal", "Raise NPS from 31 to 45")
    await ann.command("#launch", "/goal", "check G1")
    field = next(b["block_id"] for b in ann.modal["blocks"] if "value" in b.get("block_id", ""))
    state = {field: {field: {"type": "plain_text_input", "value": "36"}}}
    view = {**ann.modal, "state": {"values": state}}
    sent = door.interactive("view_submission", view=view)
    assert await door.send(sent) == (200, None)
    assert await door.send(sent) == (200, None)
    await stage.pass_time(seconds=10)
    (card,) = stage.cards("#launch")
    assert len(ann.thread("#launch", card["ts"])) == 2
    assert len([each for each in ann.ephemerals("#launch") if "36 (from" in words_in(each)]) == 1
