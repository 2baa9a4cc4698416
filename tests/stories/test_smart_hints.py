"""Hints on a new goal: private, never a refusal, each one tap away from being settled."""

from sandbox.state import Json
from tests.stage import Stage, words_in

GOOD = "👍 Looks good"


async def _add(stage: Stage, line: str, who: str = "ann", channel: str = "#launch") -> Json:
    """Write a goal; the private reply."""
    said = await stage.person(who).command(channel, "/goal", line)
    assert said.message is not None
    return said.message


def _now(stage: Stage, told: Json, who: str = "ann", channel: str = "#launch") -> str:
    """The same reply as it stands there now."""
    shown = stage.person(who).ephemerals(channel)
    (found,) = [message for message in shown if message["ts"] == told["ts"]]
    return words_in(found)


async def test_a_vague_goal_is_saved_and_made_good_tap_by_tap(stage: Stage) -> None:
    ann = stage.person("ann")
    told = await _add(stage, "Improve support for everybody @none")
    await stage.pass_time(seconds=5)
    text = words_in(told)
    assert text.startswith("Added G1 Improve support for everybody")
    assert "Specific · Nobody owns it yet." in text
    assert "Measurable · How will you see that it is reached?" in text
    assert "Relevant · Why does it matter?" in text
    assert "In time · No date was named, so it is for Q2 2026." in text
    assert "💡" not in words_in(stage.cards("#launch")[0])

    await ann.click("#launch", told["ts"], "goal.hint_owner", selected="ben")
    await stage.pass_time(seconds=5)
    text = _now(stage, told)
    assert "✓ owner Ben" in text
    assert "Nobody owns it" not in text
    assert "Specific · “improve” can mean many things." in text

    await ann.click("#launch", told["ts"], "goal.hint_form", "edit_title")
    assert [block["block_id"] for block in ann.modal["blocks"]] == ["title"]
    assert (await ann.submit(title="Answer tickets faster")).closed
    await stage.pass_time(seconds=5)
    assert "Specific ·" not in _now(stage, told)

    await ann.click("#launch", told["ts"], "goal.hint_form", "add_measure")
    names = [block["block_id"] for block in ann.modal["blocks"]]
    assert names == ["goal.measure", "start", "target"]
    assert (await ann.submit(target="2h")).closed
    await stage.pass_time(seconds=5)
    assert "Measurable · Where does it stand today?" in _now(stage, told)

    await ann.click("#launch", told["ts"], "goal.hint_form", "add_start")
    assert (await ann.submit(start="10h")).closed
    await ann.click("#launch", told["ts"], "goal.hint_form", "add_why")
    assert (await ann.submit(why="They leave us")).closed
    await stage.pass_time(seconds=5)
    await ann.click("#launch", told["ts"], "goal.hint_cycle.half")
    await stage.pass_time(seconds=5)
    text = _now(stage, told)
    assert GOOD in text
    assert "📅 H1 2026" in text
    (card,) = stage.cards("#launch")
    assert "G1 Answer tickets faster They leave us" in words_in(card)
    assert "10 h → 2 h" in words_in(card)

    await ann.click("#launch", told["ts"], "undo")
    await stage.pass_time(seconds=5)
    assert "📅 Q2 2026" in words_in(stage.cards("#launch")[0])


async def test_the_time_assumed_is_confirmed_by_a_tap(stage: Stage) -> None:
    told = await _add(stage, "Raise NPS from 31 to 45")
    assert "Specific" not in words_in(told)
    await stage.person("ann").click("#launch", told["ts"], "goal.hint_cycle.quarter")
    await stage.settle()
    text = _now(stage, told)
    assert "In time" not in text
    assert "Relevant" in text
    assert "Undo" not in text


async def test_a_goal_without_gaps_looks_good(stage: Stage) -> None:
    await _add(stage, "Delight customers")
    told = await _add(stage, "Answer all tickets from 10h to 2h in Q3 under G1")
    assert GOOD in words_in(told)


async def test_figures_in_the_title_are_used_by_a_tap(stage: Stage) -> None:
    told = await _add(stage, 'title:"Raise NPS from 31 to 45 in our largest market" by 30 Jun')
    assert "There are figures in the title: 31 → 45." in words_in(told)
    await stage.person("ann").click("#launch", told["ts"], "goal.hint_apply", "use_figures")
    await stage.pass_time(seconds=5)
    assert "📏 from 31 to 45" in _now(stage, told)
    assert "31 → 45" in words_in(stage.cards("#launch")[0])


async def test_the_goal_above_is_picked_from_those_that_can_be_seen(stage: Stage) -> None:
    """Chen's list does not offer what belongs to #leads."""
    ann, ben, chen = (stage.person(name) for name in ("ann", "ben", "chen"))
    await ben.invite("#leads", "drumbeat")
    await stage.settle()
    await ann.command("#leads", "/goal", "Sell the company")
    await _add(stage, "Delight customers")
    told = await _add(stage, "Close the books from 9d to 4d by 30 Jun", "chen", "#finance")
    assert "Which larger goal does it serve?" in words_in(told)
    assert "Sell" not in str(told)
    await chen.click("#finance", told["ts"], "goal.hint_parent", selected="2")
    await stage.pass_time(seconds=5)
    assert GOOD in _now(stage, told, "chen", "#finance")
    assert "↳ under G2" in words_in(stage.cards("#finance", "chen")[0])


async def test_a_goal_of_years_is_shortened_in_a_small_form(stage: Stage) -> None:
    ann = stage.person("ann")
    told = await _add(stage, "Open ten shops in Asia from 0 to 10 by 31 Dec 2028")
    assert "It runs for more than a year." in words_in(told)
    await ann.click("#launch", told["ts"], "goal.hint_form", "shorten")
    names = [block["block_id"] for block in ann.modal["blocks"]]
    assert names == ["goal.cycle", "first_day", "due_date"]
    await ann.fill("goal.cycle", "2026-01-01..2026-12-31")
    await stage.settle()
    assert [block["block_id"] for block in ann.modal["blocks"]] == ["goal.cycle"]
    assert (await ann.submit()).closed
    await stage.pass_time(seconds=5)
    assert "In time" not in _now(stage, told)
    assert "📅 2026" in words_in(stage.cards("#launch")[0])


async def test_history_offers_a_target_in_reach(stage: Stage) -> None:
    """Two goals like the new one were closed with low scores; one of them only Ann may see."""
    ann, ben = stage.person("ann"), stage.person("ben")
    await ben.invite("#leads", "drumbeat")
    await stage.settle()
    await _add(stage, "Raise NPS of support from 20 to 40", channel="#leads")
    await _add(stage, "Raise NPS of support from 20 to 40")
    for number, score in ((1, "0.3"), (2, "0.4")):
        await ann.command("#launch", "/goal", f"close G{number} {score}")
    told = await _add(stage, "Raise NPS of support from 30 to 60 in Q3")
    assert "Goals like this one were mostly missed so far. In reach with some stretch: 46" in (
        words_in(told)
    )
    unaware = await _add(stage, "Raise NPS of support from 30 to 60 in Q3", "ben", "#ops")
    assert "mostly missed" in words_in(unaware)
    unseen = await _add(stage, "Raise NPS of support from 30 to 60 in Q3", "lilei")
    assert "mostly missed" not in words_in(unseen)

    button = next(
        block["accessory"]
        for block in told["blocks"]
        if (block.get("accessory") or {}).get("action_id") == "goal.hint_apply"
    )
    assert button["text"]["text"] == "Set target to 46"
    await ann.click("#launch", told["ts"], "goal.hint_apply", "set_target")
    await stage.pass_time(seconds=5)
    assert "📏 from 30 to 46" in _now(stage, told)


async def test_a_fix_by_somebody_who_may_no_longer_is_refused_kindly(stage: Stage) -> None:
    """A hint that was seen to meanwhile changes nothing; a closed goal says so."""
    ann = stage.person("ann")
    told = await _add(stage, 'title:"Raise NPS from 31 to 45 in our largest market" by 30 Jun')
    await ann.command("#launch", "/goal", "G1 from 20 to 45")
    await ann.click("#launch", told["ts"], "goal.hint_apply", "use_figures")
    await stage.settle()
    assert "📏 from 20 to 45" in _now(stage, told)

    await ann.command("#launch", "/goal", "done G1")
    told = await _add(stage, "Improve support @none")
    await ann.command("#launch", "/goal", "done G2")
    await ann.click("#launch", told["ts"], "goal.hint_owner", selected="ben")
    await stage.settle()
    assert any("G2 is done" in words_in(each) for each in ann.ephemerals("#launch"))


async def test_hints_in_chinese(stage: Stage) -> None:
    """Words come from the catalogue of the reader; without one they are English, and complete."""
    told = await _add(stage, "提升客户满意度", "lilei")
    assert "Measurable ·" in words_in(told) or "可衡量" in words_in(told)


async def test_a_mention_gets_the_same_hints_and_fixes(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.say("#launch", "@drumbeat goal Improve support @none")
    await stage.settle()
    (told,) = ann.ephemerals("#launch")
    assert "Nobody owns it yet." in words_in(told)
    await ann.click("#launch", told["ts"], "goal.hint_owner", selected="ann")
    await stage.pass_time(seconds=5)
    assert "✓ owner Ann" in _now(stage, told)
