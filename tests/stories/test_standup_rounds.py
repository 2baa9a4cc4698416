"""Rounds over time: missed, late, over midnight, team time, changing rosters, closed channels."""

import datetime as dt

from tests.stage import Stage, words_in
from tests.stories.standup_stage import answer, parent, questions, set_up, thread


async def jump(stage: Stage, **delta: float) -> None:
    """The process was down for so long: nothing was looked at meanwhile."""
    stage.sandbox.clock.advance(dt.timedelta(**delta))
    await stage.settle()


async def test_down_at_the_minute_asks_late_and_once(stage: Stage) -> None:
    """From Monday 17:00 to Tuesday 10:30 in Shanghai nothing ran."""
    await set_up(stage)
    await stage.settle()
    await jump(stage, hours=17, minutes=30)
    assert len(questions(stage, "ann")) == 1
    await stage.pass_time(minutes=30)
    assert len(questions(stage, "ann")) == 1


async def test_of_several_missed_rounds_the_newest_is_told(stage: Stage) -> None:
    """Down from Monday to Friday afternoon in New York."""
    await set_up(stage)
    await stage.settle()
    await jump(stage, days=4, hours=9)
    told = [words_in(each) for each in stage.cards("#launch") if "did not happen" in words_in(each)]
    assert told == ["Daily of Fri, May 15 did not happen: I was not running."]
    assert questions(stage, "ann") == []


async def test_what_lies_in_a_pause_is_not_missed(stage: Stage) -> None:
    ann = stage.person("ann")
    await set_up(stage)
    await ann.command("#launch", "/standup", "pause")
    await stage.pass_time(days=3)
    assert len(stage.cards("#launch")) == 0
    await ann.command("#launch", "/standup", "resume")
    await stage.settle()
    assert not any("did not happen" in words_in(each) for each in stage.cards("#launch"))
    await stage.pass_time(days=1)
    assert "Daily" in words_in(parent(stage))


async def test_a_window_over_midnight_belongs_to_the_day_it_began(stage: Stage) -> None:
    await set_up(stage, "new Night weekdays 22:00 close 2:00")
    await stage.pass_time(hours=6)  # Monday 23:00 in Shanghai
    assert "Night · Mon, May 11" in words_in(parent(stage, "Night"))
    await stage.pass_time(hours=2)  # Tuesday 01:00
    await answer(stage, "ann", "Night shift")
    assert "late" not in thread(stage, "Night")
    assert "1/4" in words_in(parent(stage, "Night"))


async def test_on_the_teams_clock_who_sleeps_is_not_asked(stage: Stage) -> None:
    """10:00 to 11:30 in Shanghai is night for Ben in New York and Dana in Berlin."""
    await set_up(stage, "new Daily weekdays 10:00 close 11:30 team-zone")
    await stage.pass_time(hours=19)  # Tuesday noon in Shanghai
    assert len(questions(stage, "ann")) == 1
    assert questions(stage, "ben") == questions(stage, "dana") == []
    assert "0 of 2 answered" in thread(stage)
    assert "Not asked (outside their hours): Ben, Dana" in thread(stage)


async def test_who_goes_away_is_not_awaited_and_back_is_asked_again(stage: Stage) -> None:
    ann = stage.person("ann")
    await set_up(stage)
    await stage.pass_time(hours=17)
    said = await ann.command("#launch", "/standup", "away until thu cover @ben")
    assert "You are away" in (said.text or "")
    await stage.pass_time(seconds=10)
    assert "0/3" in words_in(parent(stage))
    assert "You are away, so nobody waits" in words_in(questions(stage, "ann")[0])
    said = await ann.command("#launch", "/standup", "back")
    assert "Welcome back" in (said.text or "")
    await stage.pass_time(seconds=10)
    assert "0/4" in words_in(parent(stage))
    assert len(questions(stage, "ann")) == 1


async def test_everybody_away_is_told_instead_of_a_thread(stage: Stage) -> None:
    await set_up(stage)
    for handle in ("ann", "ben", "dana", "lilei"):
        await stage.person(handle).command("#launch", "/standup", "away until fri")
    await stage.pass_time(hours=40)
    told = [words_in(each) for each in stage.cards("#launch")]
    assert told == [
        "⏸ Daily · Tue, May 12: everybody has the day off or is away, so nobody is asked."
    ]


async def test_who_leaves_the_channel_is_not_counted(stage: Stage) -> None:
    await set_up(stage)
    await stage.pass_time(hours=17)
    await stage.person("lilei").leave("#launch")
    await stage.pass_time(seconds=10)
    assert "0/3" in words_in(parent(stage))
    assert "nobody waits" in words_in(questions(stage, "lilei")[0])


async def test_run_asks_now_and_close_ends_it(stage: Stage) -> None:
    ann = stage.person("ann")
    await set_up(stage)
    await ann.command("#launch", "/standup", "run")
    await stage.settle()
    assert len(questions(stage, "ben")) == 1
    await answer(stage, "ben", "Early bird")
    await ann.command("#launch", "/standup", "close")
    await stage.pass_time(seconds=10)
    assert "1 of 4 answered" in thread(stage)
    said = await ann.command("#launch", "/standup", "undo")
    assert "stays closed" in (said.text or "")


async def test_an_archived_channel_rests_and_goes_on(stage: Stage) -> None:
    await set_up(stage)
    await stage.settle()
    stage.sandbox.archive("launch")
    await stage.pass_time(hours=17)
    assert questions(stage, "ann") == []
    told = [words_in(each) for each in stage.direct("ann") if "is archived" in words_in(each)]
    assert len(told) == 1
    stage.sandbox.unarchive("launch")
    await stage.pass_time(days=1)
    assert len(questions(stage, "ann")) == 1


async def test_a_private_standup_is_unknown_elsewhere(stage: Stage) -> None:
    ann, chen = stage.person("ann"), stage.person("chen")
    await ann.invite("#leads", "drumbeat")
    await stage.settle()
    await set_up(stage, "new Secret weekdays 9:30 close 11:30", "#leads")
    for line in ('status "Secret"', 'who "Secret"', 'history "Secret"', 'preview "Secret"'):
        said = await chen.command("#ops", "/standup", line)
        assert (said.text or "").startswith("There is no such standup here."), line
