"""Answers by form: ahead, late, edited, for two standups at once; skipping, and Undo."""

from tests.stage import Stage, words_in
from tests.stories.standup_stage import answer, parent, questions, set_up, thread


async def test_tomorrow_is_answered_the_evening_before_and_not_asked(stage: Stage) -> None:
    """Monday 17:00 in Shanghai; the thread begins on Tuesday with Ann's answer in it."""
    ann = stage.person("ann")
    await set_up(stage)
    await ann.command("#launch", "/standup", "tomorrow")
    assert "For Tue, May 12" in words_in({"blocks": ann.modal["blocks"]})
    await ann.fill("answer_0", "Everything ready")
    assert (await ann.submit()).closed
    await stage.pass_time(hours=17)
    assert questions(stage, "ann") == []
    assert "1/4" in words_in(parent(stage))
    assert "Everything ready" in thread(stage)


async def test_a_late_answer_counts_is_marked_and_refreshes_the_summary(stage: Stage) -> None:
    await set_up(stage)
    await stage.pass_time(hours=36)
    assert "0 of 4 answered" in thread(stage)
    assert "4 people without an answer" in thread(stage)
    await answer(stage, "ann", "Deck done")
    assert "1 of 4 answered, 1 of them late" in thread(stage)
    assert "1/4" in words_in(parent(stage))
    await stage.pass_time(days=8)
    lilei = stage.person("lilei")
    await lilei.click(lilei.dm, questions(stage, "lilei")[0]["ts"], "standup.skip")
    await stage.settle()
    assert any("more than a week ago" in words_in(each) for each in stage.direct("lilei"))


async def test_an_edit_changes_the_post_and_makes_no_task_twice(stage: Stage) -> None:
    await set_up(stage)
    await stage.pass_time(hours=17)
    await answer(stage, "ann", "Deck", "Send agenda fri @ben", "")
    await answer(
        stage, "ann", "Deck and budget", "Send agenda fri @ben\nCall venue thu", "",
        button="standup.edit",
    )  # fmt: skip
    assert "Deck and budget" in thread(stage)
    assert "edited" in thread(stage)
    ann = stage.person("ann")
    listed = await ann.command("#launch", "/task", "find agenda")
    assert "T1 Send agenda" in words_in({"blocks": listed.blocks})
    listed = await ann.command("#launch", "/task", "find venue")
    assert "T2 Call venue" in words_in({"blocks": listed.blocks})


async def test_a_line_nobody_understands_does_not_refuse_an_answer(stage: Stage) -> None:
    await set_up(stage)
    await stage.pass_time(hours=17)
    await answer(stage, "ann", "Deck", "Ask @nobody about it tomorrow", "")
    assert "Ask @nobody about it" in thread(stage)
    assert "1/4" in words_in(parent(stage))


async def test_ticking_a_task_closes_it_and_the_summary_tells(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Book the venue tomorrow")
    await set_up(stage)
    await stage.pass_time(hours=17)
    asked = questions(stage, "ann")[-1]
    await ann.click(ann.dm, asked["ts"], "standup.answer")
    await ann.fill("done", ["1"])
    assert (await ann.submit()).closed
    await stage.pass_time(hours=18)
    assert "Done since last time T1 Book the venue" in thread(stage)


async def test_one_answer_serves_two_standups_that_ask_the_same(stage: Stage) -> None:
    ann = stage.person("ann")
    await set_up(stage)
    await set_up(stage, "new Sync weekdays 9:30 close 11:30", "#ops")
    await stage.pass_time(hours=17)
    (asked,) = questions(stage, "ann")
    # Which of the two asks first is nobody's business.
    assert any(both in words_in(asked) for both in ("#launch, #ops", "#ops, #launch"))
    await ann.click(ann.dm, asked["ts"], "standup.answer")
    assert "also goes to" in words_in({"blocks": ann.modal["blocks"]})
    await ann.fill("answer_0", "Deck done")
    assert (await ann.submit()).closed
    await stage.pass_time(seconds=10)
    assert "Deck done" in thread(stage)
    assert "Deck done" in thread(stage, "Sync", "#ops")


async def test_skip_and_undo(stage: Stage) -> None:
    ann = stage.person("ann")
    await set_up(stage)
    await stage.pass_time(hours=17)
    said = await ann.command("#launch", "/standup", "skip dentist")
    assert "goes on without you" in (said.text or "")
    await stage.pass_time(seconds=10)
    assert "0/3" in words_in(parent(stage))
    await ann.command("#launch", "/standup", "undo")
    await stage.pass_time(seconds=10)
    assert "0/4" in words_in(parent(stage))


async def test_an_answer_is_taken_back(stage: Stage) -> None:
    ann = stage.person("ann")
    await set_up(stage)
    await stage.pass_time(hours=17)
    await answer(stage, "ann", "Deck done", "Rent a hall fri", "")
    said = await ann.command("#launch", "/standup", "undo")
    assert "Your answer to Daily is as before" in (said.text or "")
    await stage.pass_time(seconds=10)
    assert "0/4" in words_in(parent(stage))
    assert "took their answer back" in thread(stage)


async def test_a_long_answer_goes_on_in_continued_posts(stage: Stage) -> None:
    asked = " | ".join(f'"Question {number}?"' for number in range(1, 7))
    await set_up(stage, f"new Long weekdays 9:30 close 11:30 ask {asked}")
    await stage.pass_time(hours=17)
    await answer(stage, "ann", *[f"{number} " + "word " * 590 for number in range(1, 7)])
    await stage.pass_time(minutes=1)
    posts = thread(stage, "Long")
    assert "continued" in posts
    assert "Question 6?" in posts


async def test_mood_is_an_average_from_four_on(stage: Stage) -> None:
    await set_up(stage, "new Daily weekdays 9:30 close 11:30 mood")
    await stage.pass_time(hours=17)
    for handle, mood in (("ann", "5"), ("lilei", "4")):
        person = stage.person(handle)
        await person.click(person.dm, questions(stage, handle)[-1]["ts"], "standup.answer")
        await person.fill("mood", mood)
        assert (await person.submit()).closed
    await stage.pass_time(hours=18)
    assert "2 of 4 answered" in thread(stage)
    assert "Mood" not in thread(stage)
