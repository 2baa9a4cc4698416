"""The end of a quarter: goals get their score, and what is left goes on."""

import json

from sqlmodel import select

from storage.tables import Goal
from tests.stage import Stage, words_in


async def _goal(stage: Stage, who: str, line: str, channel: str = "#launch") -> str:
    said = await stage.person(who).command(channel, "/goal", line)
    assert said.text is not None
    return said.text


def _goals(stage: Stage) -> dict[int, Goal]:
    found = stage.db.run_read(lambda session: list(session.exec(select(Goal)).all()))
    return {goal.number: goal for goal in found}


def _blocks(form: dict[str, object]) -> dict[str, dict[str, object]]:
    return {block["block_id"]: block for block in form["blocks"] if block["type"] == "input"}  # type: ignore[attr-defined]


async def test_a_quarter_is_closed_in_one_form_and_what_is_left_goes_on(stage: Stage) -> None:
    """11 May: G1 with G2 and G3 below; T1 done and T2 open for G2. On 2 July Ann closes Q2."""
    ann = stage.person("ann")
    await _goal(stage, "ann", "Delight customers")
    await _goal(stage, "ann", "Answer tickets from 10h to 2h under G1 +support")
    await _goal(stage, "ann", "Hire two agents under G1")
    for line in ("Write answers for G2", "Teach agents for G2", "done T1"):
        await ann.command("#launch", "/task", line)
    await _goal(stage, "ann", "G2 6h half way")
    await _goal(stage, "ann", "done G3")
    await stage.pass_time(days=52)

    await _goal_form(stage, "close Q2")
    form = ann.modal
    fields = _blocks(form)
    assert list(fields) == [
        *("score_G1", "word_G1", "carry_G1"),
        *("score_G2", "word_G2", "carry_G2"),
    ]
    assert fields["score_G1"]["element"]["initial_value"] == "0.75"  # type: ignore[index]
    assert fields["score_G2"]["element"]["initial_value"] == "0.50"  # type: ignore[index]
    assert "Carry over into Q3 2026" in json.dumps(fields["carry_G2"])
    await ann.submit(
        score_G1="0,6", carry_G1=["yes"], score_G2="60%", word_G2="Weekends", carry_G2=["yes"]
    )
    await stage.pass_time(seconds=10)

    told = ann.ephemerals("#launch")[-1]
    assert words_in(told).startswith(
        "🟡 Closed with 0.60: G1 Delight customers → goes on as G4 in Q3 2026 "
        "🟡 Closed with 0.60: G2 Answer tickets → goes on as G5 in Q3 2026"
    )
    goals = _goals(stage)
    assert (goals[4].parent_id, goals[5].parent_id) == (goals[1].parent_id, goals[4].id)
    assert goals[5].measure["start"] == "6"
    cards = {words_in(card).split()[1]: words_in(card) for card in stage.cards("#launch")}
    assert "🟡 closed, score 0.60 · Weekends" in cards["G2"]
    assert "➡ carried over to G5" in cards["G2"]
    assert "⤴ carried over from G2" in cards["G5"]
    assert "↳ under G4" in cards["G5"]
    assert "☑ 0 of 1 task done" in cards["G5"]
    assert "+support" in cards["G5"]
    assert "Q3 2026" in cards["G5"]

    await ann.click("#launch", told["ts"], "undo")
    await stage.pass_time(seconds=10)
    goals = _goals(stage)
    assert [goals[number].status for number in range(1, 6)] == [
        *("open", "open", "done", "dropped", "dropped")
    ]
    assert (goals[1].score, goals[2].score, goals[2].reason) == (None, None, "")
    cards = {words_in(card).split()[1]: words_in(card) for card in stage.cards("#launch")}
    assert "carried over" not in cards["G2"]
    assert "withdrawn" in cards["G5"]


async def _goal_form(stage: Stage, line: str, who: str = "ann") -> None:
    await stage.person(who).command("#launch", "/goal", line)
    await stage.settle()
