"""A goal that was written a moment ago: nobody has said anything of it, and nobody had to."""

import pytest

from tests.stage import Stage, words_in

# Monday 11 May is the 29th of the 65 working days of Q2: the pace is 29/65 = 45 %.


async def _card(stage: Stage, line: str, **later: float) -> str:
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", line)
    await stage.pass_time(seconds=10, **later)
    return words_in(stage.cards("#launch")[0])


@pytest.mark.parametrize("line", ["Raise NPS from 31 to 45 in Q2", "Move in Q2\n- sign\n- pack"])
async def test_a_goal_of_the_midst_of_a_quarter_is_green_as_written(
    stage: Stage, line: str
) -> None:
    card = await _card(stage, line)
    assert "0%" in card
    assert "pace 45%" in card
    assert "🟢 on track" in card
    assert "off track" not in card


async def test_what_is_said_counts_at_once(stage: Stage) -> None:
    """Two of fourteen is 14 %: less than 0.7 of the pace."""
    await _card(stage, "Raise NPS from 31 to 45 in Q2")
    card = await _card(stage, "G1 33")
    assert "🔴 off track · it is at 32% of the pace" in card


async def test_silence_counts_when_a_check_in_was_due(stage: Stage) -> None:
    """Six days later nobody had to say anything; after a week they had."""
    assert "🟢 on track" in await _card(stage, "Raise NPS from 31 to 45 in Q2", days=6)
    listed = await stage.person("ann").command("#launch", "/goal", "list at-risk")
    assert "G1" not in words_in({"blocks": listed.blocks})
    await stage.pass_time(days=1)
    listed = await stage.person("ann").command("#launch", "/goal", "list at-risk")
    assert "*Off track* · 1 G1" in words_in({"blocks": listed.blocks})


async def test_who_checks_in_every_other_week_has_two(stage: Stage) -> None:
    await _card(stage, "Raise NPS from 31 to 45 in Q2 check:2w", days=13)
    shown = await stage.person("ann").command("#launch", "/goal", "G1")
    assert "🟢 on track" in words_in({"blocks": shown.blocks})


async def test_the_goal_above_follows_what_is_known_below(stage: Stage) -> None:
    await _card(stage, "Delight customers in Q2")
    assert "🟢 on track" in await _card(stage, "Raise NPS from 31 to 45 in Q2 under G1")
    ann = stage.person("ann")
    assert "🔴 off track · as the worst of the goals below it" in await _card(stage, "G2 33")
    await ann.command("#launch", "/goal", "check G1")
    assert "As the figures say (🔴 off track)" in str(ann.modal)


async def test_hours_that_fall_never_land_below_none(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", "Answer tickets from 10h to 2h in Q2")
    for line in ("G1 9h", "G1 7h", "G1 4h"):
        await stage.pass_time(days=1)
        await ann.command("#launch", "/goal", line)
    shown = await ann.command("#launch", "/goal", "G1")
    told = words_in({"blocks": shown.blocks})
    assert "lands at about 0 h 🟢 on track · the forecast lands beyond the target" in told


async def test_a_list_of_a_goals_tasks_is_named_by_it(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", "Raise NPS from 31 to 45")
    await ann.command("#launch", "/task", "Survey customers @ben for G1")
    shown = await ann.command("#launch", "/task", "list for G1")
    assert words_in({"blocks": shown.blocks}).startswith("Tasks: for G1 · 1 task")
