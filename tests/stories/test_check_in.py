"""Check-ins by form and line, what others see of them, and taking them back."""

from typing import Any

from tests.stage import Stage, words_in

NPS = "Raise NPS from 31 to 45 by 30 Jun"


def field(stage: Stage, kind: str, handle: str = "ann", place: int = 0) -> str:
    """The block id of a kind of field in the form before a person, the first one if no other."""
    blocks: list[dict[str, Any]] = stage.person(handle).modal["blocks"]
    ids = [str(block.get("block_id", "")) for block in blocks]
    return [each for each in ids if each.startswith(f"{kind}_")][place]


async def test_a_form_for_the_goals_that_a_line_names(stage: Stage) -> None:
    """Monday: Ann writes three goals of different kinds and checks in on all in one form."""
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", NPS)
    await ann.command("#launch", "/goal", "Open the Pune office")
    await ann.command("#launch", "/goal", "Ship v2\n- Beta\n- Docs\n- Launch")
    await stage.pass_time(seconds=5)
    said = await ann.command("#launch", "/goal", "check G1 G2 G3")
    assert not said.text
    shown = words_in({"blocks": ann.modal["blocks"]})
    assert "G1 Raise NPS" in shown
    assert "31 → 45" in shown
    typed: dict[str, Any] = {
        field(stage, "value"): "+5",
        field(stage, "status"): "amber",
        field(stage, "confidence"): "70",
        field(stage, "why"): "two accounts at risk",
        field(stage, "steps"): ["1", "3"],
    }
    sent = await ann.submit(**typed)
    assert sent.errors == {}
    await stage.pass_time(seconds=5)
    told = words_in(ann.ephemerals("#launch")[-1])
    assert "36 (from 31 to 45)" in told
    assert "2 of 3 steps" in told
    assert "G2" not in told
    nps, _, ship = stage.cards("#launch")
    assert "“two accounts at risk”" in words_in(nps)
    assert "70% sure" in words_in(nps)
    assert "2 of 3 steps" in words_in(ship)


async def test_a_check_in_is_said_in_the_thread_and_struck_out_when_taken_back(
    stage: Stage,
) -> None:
    """Monday: two check-ins by line, the second one taken back after everybody could read it."""
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.command("#launch", "/goal", f"{NPS} @ben")
    await stage.pass_time(seconds=5)
    await ben.command("#launch", "/goal", "G1 36 conf 60%")
    await stage.pass_time(seconds=5)
    await ben.command("#launch", "/goal", "G1 +3 red supplier is late")
    await stage.pass_time(seconds=5)
    card = stage.cards("#launch")[0]
    _, first, second = ann.thread("#launch", card["ts"])
    assert "Ben checked in: 36 (+5) · 60% sure 36% of the way · pace 45%" in words_in(first)
    assert "Ben checked in: 39 (+3) · 🔴 off track supplier is late" in words_in(second)
    assert "off track" in second["text"]

    await ben.command("#launch", "/goal", "undo")
    await stage.pass_time(seconds=10)
    _, first, second = ann.thread("#launch", card["ts"])
    assert "Ben checked in: 36 (+5)" in words_in(first)
    assert "↩ Taken back by Ben: Ben checked in: 39 · 🔴 off track" in words_in(second)
    assert "36 (from 31 to 45)" in words_in(stage.cards("#launch")[0])


async def test_a_check_in_taken_back_at_once_is_never_said(stage: Stage) -> None:
    """The first value also set the start, which is unknown again."""
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", "Answer tickets to 2h by 30 Jun")
    await stage.pass_time(seconds=5)
    await ann.command("#launch", "/goal", "G1 10h")
    await ann.command("#launch", "/goal", "undo")
    await stage.pass_time(seconds=10)
    (card,) = stage.cards("#launch")
    assert "No figure yet" in words_in(card)
    assert len(ann.thread("#launch", card["ts"])) == 1
    await ann.command("#launch", "/goal", "G1 8h")
    await stage.pass_time(seconds=10)
    (card, note) = ann.thread("#launch", card["ts"])
    assert "Ann checked in: 8 h" in words_in(note)
    assert "(+" not in words_in(note)
