"""Tasks that come again, wait for others, and say how long they take."""

from tests.stage import Stage, words_in


async def test_a_recurring_task_brings_the_next_one_when_it_is_done(stage: Stage) -> None:
    """Monday: the weekly report is due on Friday, then on the Friday after."""
    ann = stage.person("ann")
    said = await ann.command("#launch", "/task", "Weekly report +ops every fri ~30m")
    await stage.pass_time(seconds=5)
    assert said.text is not None
    (card,) = stage.cards("#launch")
    assert "T1 Weekly report 👤 Ann 📅 Fri, May 15 🔁 every fri ⏱ 30 min +ops" in words_in(card)

    await ann.react("#launch", card["ts"], "white_check_mark")
    await stage.pass_time(seconds=5)
    done, following = stage.cards("#launch")
    assert "✅ Done by Ann" in words_in(done)
    assert "T2 Weekly report 👤 Ann 📅 Fri, May 22 🔁 every fri" in words_in(following)

    undone = await ann.command("#launch", "/task", "undo")
    await stage.pass_time(seconds=5)
    assert undone.text is not None
    assert "Withdrawn: T2 Weekly report." in undone.text
    first, second = stage.cards("#launch")
    assert "✔ Done" in words_in(first)
    assert "Withdrawn" in words_in(second)


async def test_a_rule_can_be_changed_and_taken_away(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Water plants every mon")
    changed = await ann.command("#launch", "/task", "T1 every 2 weeks on thu")
    assert changed.text is not None
    assert "repeats every 2 weeks on thu" in changed.text
    await ann.command("#launch", "/task", "undo")
    await stage.pass_time(seconds=5)
    assert "🔁 every mon" in words_in(stage.cards("#launch")[0])


async def test_a_task_waits_for_another_and_loops_are_refused(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Book venue")
    await ann.command("#launch", "/task", "Send invitations after T1")
    await stage.pass_time(seconds=5)
    _, waiting = stage.cards("#launch")
    assert "⛓ after T1" in words_in(waiting)

    loop = await ann.command("#launch", "/task", "T1 after T2")
    assert loop.text is not None
    assert loop.text.startswith("T2 already waits for T1, so T1 cannot wait for it.")
    gone = await ann.command("#launch", "/task", "Print badges after T77")
    assert gone.text is not None
    assert gone.text.startswith("There is no T77 here.")

    await ann.command("#launch", "/task", "done T1")
    await stage.pass_time(seconds=5)
    assert "⛓" not in words_in(stage.cards("#launch")[1])


async def test_a_goal_or_kpi_that_does_not_exist_keeps_the_line(stage: Stage) -> None:
    ann = stage.person("ann")
    for what in ("G3", "K2"):
        said = await ann.command("#launch", "/task", f"Send forecast for {what}")
        assert said.text is not None
        assert said.text.startswith(f"There is no {what} here, so nothing was saved.")
        assert f"/task Send forecast for {what}" in said.text


async def test_a_list_heeds_every_label_and_refuses_a_goal_that_does_not_exist(
    stage: Stage,
) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Book hall +venue +budget")
    await ann.command("#launch", "/task", "Book band +venue")
    both = await ann.command("#launch", "/task", "list +venue +budget")
    assert "T1" in words_in({"blocks": both.blocks})
    assert "T2" not in words_in({"blocks": both.blocks})
    none = await ann.command("#launch", "/task", "list for G3")
    assert none.text is not None
    assert none.text.startswith("There is no G3 here")
