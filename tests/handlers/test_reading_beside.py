"""What only reads: pages and details beside the writer, and lists of whoever is not known yet."""

import pytest

from storage import deliveries
from tests.handlers.test_odd_payloads import Door
from tests.stage import Stage, words_in


@pytest.mark.parametrize(
    ("command", "line", "answer"),
    [
        ("/task", "list <@U0NEWCOMER>", "Tasks · nothing here."),
        ("/task", "list <#C0NEWPLACE>", "Tasks · nothing here."),
        ("/goal", "list <@U0NEWCOMER>", "Goals · none."),
        ("/goal", "list <#C0NEWPLACE>", "Goals · none."),
        ("/goal", "tree <#C0NEWPLACE>", "Goals · none."),
    ],
)
async def test_a_list_of_somebody_or_some_place_not_met_before_is_empty(
    stage: Stage, command: str, line: str, answer: str
) -> None:
    door = Door(stage)
    status, body = await door.send(door.command(line, command=command))
    assert status == 200
    assert str(body["text"]).startswith(answer), body["text"]


async def test_a_page_asked_for_twice_by_one_click_is_shown_once(stage: Stage) -> None:
    door, ann = Door(stage), stage.person("ann")
    for number in range(1, 13):
        await ann.command("#launch", "/task", f"Step {number}")
    said = await ann.command("#launch", "/task", "list #launch")
    (button,) = (
        each
        for block in said.blocks
        for each in block.get("elements", ())
        if each.get("action_id") == "task.more"
    )
    click = door.interactive(
        "block_actions",
        actions=[button],
        channel={"id": door.launch},
        container={"type": "message", "channel_id": door.launch, "is_ephemeral": True},
    )
    assert await door.send(click) == (200, None)
    assert await door.send(click) == (200, None)
    await stage.pass_time(seconds=5)
    shown = [words_in(message) for message in ann.ephemerals("#launch")]
    assert len([each for each in shown if each.startswith("Tasks") and "Step 12" in each]) == 1
    assert not await stage.db.read(deliveries.is_anything_due, stage.bot.clock.now())


async def test_details_and_their_pages_of_tasks_and_goals_open(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", "Raise NPS from 31 to 45")
    await ann.command("#launch", "/task", "Ask ten customers for G1")
    for number in range(30):
        await ann.command("#launch", "/task", f"T1 p{number % 2 + 1}")
        await ann.command("#launch", "/goal", f"G1 {32 + number % 2}")
    await stage.pass_time(seconds=10)
    for card, name in zip(reversed(stage.cards("#launch")), ("task", "goal"), strict=True):
        await ann.click("#launch", card["ts"], f"{name}.details")
        newest = words_in(ann.modal)
        older = next(
            each["action_id"]
            for block in ann.modal["blocks"]
            for each in [*block.get("elements", ()), block.get("accessory") or {}]
            if str(each.get("action_id", "")).endswith("older")
        )
        await ann.press(older)
        assert words_in(ann.modal) != newest
        await ann.close_modal()
