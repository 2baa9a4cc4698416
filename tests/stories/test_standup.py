"""A daily standup from its definition to its summary."""

from tests.stage import Stage, words_in


async def test_a_day_of_a_standup(stage: Stage) -> None:
    """Monday 09:00 UTC: Ann sets it up; on Tuesday everyone is asked at 09:30 of their own time."""
    ann, ben = stage.person("ann"), stage.person("ben")
    said = await ann.command("#launch", "/standup", "new Daily weekdays 9:30 close 11:30")
    assert said.text is not None
    assert said.text.startswith("Daily is set up for #launch")
    await stage.pass_time(hours=17)

    # Tuesday 02:00 UTC is 10:00 in Shanghai: Ann and Li Lei have been asked at 01:30.
    (parent,) = stage.cards("#launch")
    assert "Daily · Tue, May 12 · 0/4" in words_in(parent)
    (asked,) = stage.direct("ann")
    assert "What will you do today?" in words_in(asked)
    assert stage.direct("ben") == []

    await ann.click(ann.dm, asked["ts"], "standup.answer")
    await ann.fill("answer_0", "Finished the deck")
    await ann.fill("answer_1", "Send agenda fri @ben\nThink about venues")
    await ann.fill("answer_2", "no")
    sent = await ann.submit()
    assert sent.closed, sent
    await stage.pass_time(seconds=10)
    assert "1/4" in words_in(stage.cards("#launch")[0])
    thread = ann.thread("#launch", parent["ts"])
    assert "Ann" in words_in(thread[1])
    assert "Finished the deck" in words_in(thread[1])
    assert "You have answered" in words_in(stage.direct("ann")[0])
    assert any("T1 Send agenda" in words_in(card) for card in stage.cards("#launch"))

    await stage.pass_time(hours=18)
    assert any("Answer" in words_in(each) for each in stage.direct("ben"))
    thread = ann.thread("#launch", parent["ts"])
    assert "Summary of Daily · Tue, May 12" in words_in(thread[-1])
    assert "1 of 4 answered" in words_in(thread[-1])
    assert ben.messages("#launch")
