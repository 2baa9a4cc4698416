"""Everything about a goal in one modal, as far as its reader may know it."""

from tests.stage import Stage, words_in

NPS = "Raise NPS from 31 to 45 by 30 Jun"


def shown(stage: Stage, handle: str) -> str:
    """What a person reads in the modal before them."""
    return words_in({"blocks": stage.person(handle).modal["blocks"]})


async def test_the_details_have_figures_tasks_goals_below_and_the_past(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.command("#launch", "/goal", f"{NPS} @ben\nCustomers stay for years")
    await ann.command("#launch", "/goal", "Answer tickets from 10h to 2h under G1")
    await ann.command("#launch", "/task", "Write answers for G1")
    await ann.command("#launch", "/task", "Call customers for G1")
    await ann.command("#launch", "/task", "done T1")
    await ben.command("#launch", "/goal", "G1 36 amber two accounts at risk conf 60%")
    await ben.command("#launch", "/goal", "G1 39")
    await ben.command("#launch", "/goal", "undo")
    await ann.command("#launch", "/goal", "G1 to 50")
    await stage.pass_time(seconds=10)
    card = stage.cards("#launch")[0]
    await ann.click("#launch", card["ts"], "goal.details")
    assert ann.modal["title"]["text"] == "G1"
    text = shown(stage, "ann")
    for part in [
        "Customers stay for years",
        "36 (from 31 to 50)",
        "Measured: from 31 to 50",
        "Check-in: every week",
        "docs/reference/goal-figures.md",
        "*Goals below* G2 Answer tickets",
        "*Tasks* ☐ T2 Call customers ☑ T1 Write answers",
        "figures: from 31 to 45 → from 31 to 50",
        "took a change back",
        "figure: 39 → 36",
        "checked in: 39 (taken back)",
        "checked in: 36 (+5), 🟡 at risk, 60% sure “two accounts at risk”",
        "by command added",
    ]:
        assert part in text, part
    told = await ann.command("#launch", "/goal", "history G1")
    assert "checked in: 36 (+5), 🟡 at risk" in words_in(told.message or {})


async def test_the_past_of_a_goal_is_paged(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", NPS)
    for value in range(32, 46):
        await ann.command("#launch", "/goal", f"G1 {value}")
    await stage.pass_time(seconds=10)
    await ann.click("#launch", stage.cards("#launch")[0]["ts"], "goal.details")
    assert "checked in: 45 (+1)" in shown(stage, "ann")
    assert "checked in: 33" not in shown(stage, "ann")
    await ann.press("goal.details_older")
    assert "checked in: 32 (+1)" in shown(stage, "ann")
    assert "checked in: 45" not in shown(stage, "ann")
    await ann.press("goal.details_newest")
    assert "checked in: 45 (+1)" in shown(stage, "ann")


async def test_what_a_reader_may_not_see_is_only_counted(stage: Stage) -> None:
    """Dana writes a task for the goal to herself; Ann only learns that there is one."""
    ann, dana = stage.person("ann"), stage.person("dana")
    await ann.command("#launch", "/goal", NPS)
    await stage.pass_time(seconds=5)
    await dana.say(dana.dm, "task Cut the budget for G1")
    await stage.pass_time(seconds=10)
    await ann.click("#launch", stage.cards("#launch")[0]["ts"], "goal.details")
    assert "Cut the budget" not in shown(stage, "ann")
    assert "🔒 a private item" in shown(stage, "ann")
    assert "T1" not in shown(stage, "ann")


async def test_the_chart_of_a_goal_comes_by_line_and_by_button(stage: Stage) -> None:
    """A goal of yes or no has none, and says how it could get one."""
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", NPS)
    await ann.command("#launch", "/goal", "Open the Pune office")
    await ann.command("#launch", "/goal", "G1 36")
    await stage.pass_time(seconds=10)
    await ann.click("#launch", stage.cards("#launch")[0]["ts"], "goal.chart")
    await stage.pass_time(seconds=10)
    drawn = ann.ephemerals("#launch")[-1]
    assert "data_visualization" in {block["type"] for block in drawn["blocks"]}
    assert "36 on Mon, May 11." in words_in(drawn)
    await ann.command("#launch", "/goal", "chart G1")
    await stage.pass_time(seconds=10)
    assert len(ann.ephemerals("#launch")) >= 2
    told = await ann.command("#launch", "/goal", "G2 chart")
    assert told.text is not None
    assert "G2 is reached or not, so there is no line to draw." in told.text
