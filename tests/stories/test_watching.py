"""Who watches a task learns what became of it, quietly, and can stop."""

from tests.stage import Stage, words_in


async def watched_task(stage: Stage) -> None:
    """Ann's task T1, due on Wednesday, watched by Ben."""
    await stage.person("ann").command("#launch", "/task", "Book venue wed")
    await stage.person("ben").command("#launch", "/task", "watch T1")
    await stage.pass_time(seconds=5)


async def test_a_watcher_is_told_once_and_that_message_follows_every_change(stage: Stage) -> None:
    await watched_task(stage)
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "T1 fri")
    await stage.pass_time(seconds=5)
    (told,) = stage.direct("ben")
    assert "👁 T1 Book venue 📅 Due: Fri, May 15 by Ann" in words_in(told)
    assert "was Wed" not in words_in(told)

    await ann.command("#launch", "/task", "block T1 waiting for legal")
    await stage.pass_time(seconds=5)
    (told,) = stage.direct("ben")
    assert "🚧 Blocked by Ann: waiting for legal 📅 Due: Fri, May 15 by Ann" in words_in(told)

    await ann.command("#launch", "/task", "done T1")
    await stage.pass_time(seconds=5)
    (told,) = stage.direct("ben")
    assert "✅ Done by Ann" in words_in(told)
    assert stage.direct("ann") == []


async def test_a_change_taken_back_at_once_is_told_to_nobody(stage: Stage) -> None:
    await watched_task(stage)
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "done T1")
    await ann.command("#launch", "/task", "undo")
    await stage.pass_time(seconds=10)
    assert stage.direct("ben") == []


async def test_what_a_watcher_does_themselves_and_small_changes_are_no_news(stage: Stage) -> None:
    await watched_task(stage)
    await stage.person("ann").command("#launch", "/task", "T1 p1 +venue ~2h")
    await stage.person("ben").command("#launch", "/task", "done T1")
    await stage.pass_time(seconds=10)
    assert stage.direct("ben") == []


async def test_news_of_another_day_are_another_message(stage: Stage) -> None:
    await watched_task(stage)
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "T1 fri")
    await stage.pass_time(days=1)
    await ann.command("#launch", "/task", "drop T1 too dear")
    await stage.pass_time(seconds=5)
    first, second = map(words_in, stage.direct("ben"))
    assert "📅 Due: Fri, May 15 by Ann" in first
    assert "🗑 Dropped by Ann: too dear" in second


async def test_one_click_ends_it(stage: Stage) -> None:
    await watched_task(stage)
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.command("#launch", "/task", "T1 fri")
    await stage.pass_time(seconds=5)
    (told,) = stage.direct("ben")
    await ben.click("dm", told["ts"], "task.unwatch")
    await stage.pass_time(seconds=5)
    (told,) = stage.direct("ben")
    assert words_in(told) == "You no longer watch T1."
    await ann.command("#launch", "/task", "done T1")
    await stage.pass_time(seconds=5)
    (told,) = stage.direct("ben")
    assert words_in(told) == "You no longer watch T1."
