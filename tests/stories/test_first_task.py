"""The first thread: a task is added, seen, done by a reaction, and reopened."""

from tests.stage import Stage, words_in


async def test_a_task_goes_from_a_line_to_a_card_to_done(stage: Stage) -> None:
    """Monday 17:00 in Shanghai: Ann gives Ben a task in #launch, he ticks the card."""
    ann, ben = stage.person("ann"), stage.person("ben")

    said = await ann.command("#launch", "/task", "Prepare deck @ben fri p1 +budget")
    await stage.settle()

    assert said.ok
    assert said.message is not None
    assert words_in(said.message).startswith("Added T1 Prepare deck 👤 Ben 📅 Fri, May 15 🔴 P1")
    (card,) = stage.cards("#launch")
    assert "T1 Prepare deck" in words_in(card)
    (told,) = stage.direct("ben")
    assert words_in(told).startswith("Ann gave you a task: T1 Prepare deck")

    await ben.react("#launch", card["ts"], "white_check_mark")
    await stage.pass_time(seconds=5)

    (card,) = stage.cards("#launch")
    assert "✅ Done by Ben" in words_in(card)
    (told,) = stage.direct("ben")
    assert "✅ Done by Ben" in words_in(told)

    await ben.unreact("#launch", card["ts"], "white_check_mark")
    await stage.pass_time(seconds=5)

    (card,) = stage.cards("#launch")
    assert "✔ Done" in words_in(card)


async def test_removing_a_tick_that_did_not_close_the_task_changes_nothing(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.command("#launch", "/task", "Prepare deck @ben")
    await stage.settle()
    (card,) = stage.cards("#launch")

    await ben.react("#launch", card["ts"], "heavy_check_mark")
    await stage.settle()
    await ann.react("#launch", card["ts"], "white_check_mark")
    await ann.unreact("#launch", card["ts"], "white_check_mark")
    await stage.pass_time(seconds=5)

    (card,) = stage.cards("#launch")
    assert "✅ Done by Ben" in words_in(card)


async def test_a_bystander_gets_one_private_hint_and_changes_nothing(stage: Stage) -> None:
    """李雷 is in #launch but has nothing to do with the task."""
    ann, lilei = stage.person("ann"), stage.person("lilei")
    await ann.command("#launch", "/task", "Prepare deck @ben")
    await stage.settle()
    (card,) = stage.cards("#launch")

    for emoji in ("white_check_mark", "heavy_check_mark"):
        await lilei.react("#launch", card["ts"], emoji)
    await stage.pass_time(seconds=5)

    (card,) = stage.cards("#launch")
    assert "✔ Done" in words_in(card)
    (hint,) = lilei.ephemerals("#launch")
    assert "did not change T1" in words_in(hint)


async def test_eyes_take_a_task_and_their_removal_gives_it_back(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.command("#launch", "/task", "Prepare deck @none")
    await stage.settle()
    (card,) = stage.cards("#launch")
    assert "nobody yet" in words_in(card)

    await ben.react("#launch", card["ts"], "eyes")
    await stage.pass_time(seconds=5)
    (card,) = stage.cards("#launch")
    assert "👤 Ben" in words_in(card)
    assert "in progress" in words_in(card)

    await ben.unreact("#launch", card["ts"], "eyes")
    await stage.pass_time(seconds=5)
    (card,) = stage.cards("#launch")
    assert "nobody yet" in words_in(card)


async def test_undo_withdraws_a_new_task_and_says_so_on_its_card(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.settle()
    taken = await ann.command("#launch", "/task", "undo")
    await stage.pass_time(seconds=5)

    assert taken.text == "Withdrawn: T1 Prepare deck."
    (card,) = stage.cards("#launch")
    assert "🗑 Withdrawn by Ann" in words_in(card)
    again = await ann.command("#launch", "/task", "undo")
    assert again.text is not None
    assert again.text.startswith("There is nothing of yours to undo.")
