"""Replies in the thread of a round: counted, edited, taken back, or just talk."""

from tests.stage import Stage, words_in
from tests.stories.standup_stage import answer, parent, questions, set_up, thread


async def begun(stage: Stage) -> str:
    """Tuesday 10:00 in Shanghai: Ann and 李雷 have been asked; the parent's ts."""
    await set_up(stage)
    await stage.pass_time(hours=17)
    return str(parent(stage)["ts"])


async def test_the_first_reply_of_somebody_is_their_answer(stage: Stage) -> None:
    ann, ts = stage.person("ann"), await begun(stage)
    await ann.say("#launch", "Deck done, venues next", thread_ts=ts)
    await stage.pass_time(seconds=10)
    assert "1/4" in words_in(parent(stage))
    told = ann.ephemerals("#launch")[-1]
    assert "Counted as your answer to Daily." in words_in(told)
    assert "You have answered" in words_in(questions(stage, "ann")[0])

    await ann.say("#launch", "And thanks to everybody", thread_ts=ts)
    await stage.pass_time(seconds=10)
    assert "1/4" in words_in(parent(stage))
    assert len([e for e in ann.ephemerals("#launch") if "Counted" in e["text"]]) == 1
    assert thread(stage).count("Deck done") == 1, "the reply is not posted again"


async def test_not_my_answer_gives_the_seat_back(stage: Stage) -> None:
    ann, ts = stage.person("ann"), await begun(stage)
    await ann.say("#launch", "Where do I answer?", thread_ts=ts)
    await stage.pass_time(seconds=10)
    told = ann.ephemerals("#launch")[-1]
    await ann.click("#launch", told["ts"], "standup.not_mine")
    await stage.pass_time(seconds=10)
    assert "0/4" in words_in(parent(stage))
    await ann.say("#launch", "Deck done", thread_ts=ts)
    await stage.pass_time(seconds=10)
    assert "1/4" in words_in(parent(stage))


async def test_an_edited_reply_is_the_answer_and_a_deleted_one_is_none(stage: Stage) -> None:
    ann, ts = stage.person("ann"), await begun(stage)
    said = await ann.say("#launch", "Since: deck\nToday: venues", thread_ts=ts)
    await stage.pass_time(seconds=10)
    await ann.edit("#launch", said, "Since: deck\nBlockers: no budget")
    await stage.pass_time(seconds=10)
    shown = await ann.command("#launch", "/standup", "history @ann")
    assert "In the way: no budget" in words_in({"blocks": shown.blocks})

    await ann.delete("#launch", said)
    await stage.pass_time(seconds=10)
    assert "0/4" in words_in(parent(stage))


async def test_editing_a_reply_in_the_form_adds_the_updated_answer_below(stage: Stage) -> None:
    ann, ts = stage.person("ann"), await begun(stage)
    await ann.say("#launch", "Deck done", thread_ts=ts)
    await stage.pass_time(seconds=10)
    await answer(stage, "ann", "Deck done and sent", button="standup.edit")
    assert "updated answer" in thread(stage)
    assert "Deck done and sent" in thread(stage)
    assert "1/4" in words_in(parent(stage))


async def test_a_command_in_the_thread_is_no_answer(stage: Stage) -> None:
    ann, ts = stage.person("ann"), await begun(stage)
    bot = stage.sandbox.workspace.installed_app.bot_user_id
    await ann.say("#launch", f"<@{bot}> task Book a room", thread_ts=ts)
    await stage.pass_time(seconds=10)
    assert "0/4" in words_in(parent(stage))
    await ann.say("#launch", f"Deck done, thanks <@{bot}>", thread_ts=ts)
    await stage.pass_time(seconds=10)
    assert "1/4" in words_in(parent(stage))


async def test_who_takes_no_part_can_talk(stage: Stage) -> None:
    """Eve is a guest and on no list."""
    eve, ts = stage.person("eve"), await begun(stage)
    await eve.say("#launch", "Good luck everybody", thread_ts=ts)
    await stage.pass_time(seconds=10)
    assert "0/4" in words_in(parent(stage))
    assert eve.ephemerals("#launch") == []
