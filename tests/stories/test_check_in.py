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
    sent = await ann.submit(
        **{
            field(stage, "value"): "+5",
            field(stage, "status"): "amber",
            field(stage, "confidence"): "70",
            field(stage, "why"): "two accounts at risk",
            field(stage, "steps"): ["1", "3"],
        }
    )
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
