"""A goal from the line that wrote it to its last word."""

from tests.stage import Stage, words_in


async def test_a_goal_is_written_measured_and_brought_home(stage: Stage) -> None:
    """Monday 11 May: Ann writes a goal; its card follows every word said of it."""
    ann = stage.person("ann")
    said = await ann.command("#launch", "/goal", "Raise NPS from 31 to 45 by 30 Jun @ben +voice")
    await stage.pass_time(seconds=5)
    assert said.text is not None
    assert said.text == "Added G1: Raise NPS — Ben, from 31 to 45"
    (card,) = stage.cards("#launch")
    assert "🎯 G1 Raise NPS" in words_in(card)
    assert "👤 Ben" in words_in(card)
    assert any("made you the owner of a goal" in words_in(each) for each in stage.direct("ben"))

    ben = stage.person("ben")
    checked = await ben.command("#launch", "/goal", "G1 36 amber two accounts at risk")
    await stage.pass_time(seconds=5)
    assert checked.text is not None
    assert "36 (from 31 to 45)" in checked.text
    assert "at risk" in checked.text
    (card,) = stage.cards("#launch")
    assert "“two accounts at risk”" in words_in(card)
    (_, note) = stage.person("ann").thread("#launch", card["ts"])
    assert "Ben checked in: 36 (+5) · 🟡 at risk two accounts at risk" in words_in(note)

    undone = await ben.command("#launch", "/goal", "undo")
    await stage.pass_time(seconds=5)
    assert undone.text is not None
    assert undone.text.startswith("Undone. G1 Raise NPS is as before")
    assert "two accounts" not in words_in(stage.cards("#launch")[0])

    await ben.command("#launch", "/goal", "done G1")
    await stage.pass_time(seconds=5)
    assert "✅ done" in words_in(stage.cards("#launch")[0])


async def test_tasks_and_goals_below_are_counted_on_the_card(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", "Delight customers")
    await ann.command("#launch", "/goal", "Answer tickets from 10h to 2h under G1")
    await ann.command("#launch", "/task", "Write answers for G2")
    await ann.command("#launch", "/goal", "G2 6h")
    await ann.command("#launch", "/task", "done T1")
    await stage.pass_time(seconds=10)
    above, below, _ = stage.cards("#launch")
    assert "1 goal below: 50%" in words_in(above)
    assert "☑ 1 of 1 task done" in words_in(below)
    assert "↳ under G1" in words_in(below)


async def test_a_card_whose_only_goal_below_was_given_up_is_drawn_without_it(stage: Stage) -> None:
    ann = stage.person("ann")
    for line in ("Delight customers", "Answer tickets from 10h to 2h under G1", "drop G2"):
        await ann.command("#launch", "/goal", line)
    await stage.pass_time(seconds=10)
    above = words_in(stage.cards("#launch")[0])
    assert "🎯 G1 Delight customers" in above
    assert "below" not in above
