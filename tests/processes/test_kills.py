"""The process is killed at each step of a delivery: nothing is lost, nothing comes twice."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text
from sqlmodel import Session

from tests.jobs.carrying import deaf
from tests.processes.town import Bot, Town

pytestmark = pytest.mark.slow


async def _started(town: Town) -> Bot:
    bot = await town.start()
    await town.until(town.all_sent)
    return bot


async def _shown_once(town: Town, posts: int = 1) -> None:
    """One card in the channel, and its ✅ finishes the task."""
    await town.go_on_until(town.all_sent)
    assert town.posts() == posts
    (card,) = town.cards()
    await town.sandbox.person("ann").react("#launch", card["ts"], "white_check_mark")
    await town.go_on_until(lambda: "✅ Done by Ann" in town.texts()[0])
    assert len(town.cards()) == 1
    assert town.posts() == posts


@pytest.mark.parametrize("arrives", [False, True])
async def test_killed_before_the_post(town: Town, arrives: bool) -> None:
    """The request may die with its process, or arrive when that is long dead."""
    bot = await _started(town)
    hold = town.sandbox.faults.hold("chat.postMessage")
    await town.sandbox.person("ann").command("#launch", "/task", "Prepare deck")
    await town.kill_at(hold, bot, lost=not arrives)
    assert len(town.cards()) == int(arrives)

    await town.replace()
    await _shown_once(town)


async def test_killed_after_the_post_and_before_it_was_noted(town: Town) -> None:
    bot = await _started(town)
    hold = town.sandbox.faults.hold("chat.postMessage", "after")
    await town.sandbox.person("ann").command("#launch", "/task", "Prepare deck")
    await town.kill_at(hold, bot)
    assert [row.ts for row in await town.rows("task_card")] == [None]

    await town.replace()
    await _shown_once(town)


async def test_killed_after_the_post_was_noted(town: Town) -> None:
    bot = await _started(town)
    await town.sandbox.person("ann").command("#launch", "/task", "Prepare deck")
    await town.until(town.all_sent)
    await bot.kill()

    await town.replace()
    await _shown_once(town)


async def test_killed_while_a_post_is_in_doubt(town: Town) -> None:
    bot = await _started(town)
    deaf(town.sandbox)
    town.sandbox.faults.api("chat.postMessage", "lost_answer")
    await town.sandbox.person("ann").command("#launch", "/task", "Prepare deck")

    async def in_doubt() -> bool:
        return [row.state for row in await town.rows("task_card")] == ["uncertain"]

    await town.until(in_doubt)
    await bot.kill()

    await town.replace()
    await _shown_once(town)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_during_the_look_up(town: Town, when: str) -> None:
    bot = await _started(town)
    deaf(town.sandbox)
    town.sandbox.faults.api("chat.postMessage", "lost_answer")
    hold = town.sandbox.faults.hold(
        "conversations.history", "before" if when == "before" else "after"
    )
    await town.sandbox.person("ann").command("#launch", "/task", "Prepare deck")
    await town.until(lambda: town.posts() == 1)
    await town.go_on_until(lambda: hold.is_reached)
    await town.kill_at(hold, bot, lost=when == "before")

    await town.replace()
    await _shown_once(town)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_killed_during_an_update(town: Town, when: str) -> None:
    bot = await _started(town)
    ann = town.sandbox.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await town.until(town.all_sent)
    hold = town.sandbox.faults.hold("chat.update", "before" if when == "before" else "after")
    await ann.command("#launch", "/task", "T1 p1")
    await town.go_on_until(lambda: hold.is_reached)
    await town.kill_at(hold, bot, lost=when == "before")

    await town.replace()
    await town.go_on_until(town.all_sent)
    assert "P1" in town.texts()[0]
    await _shown_once(town)


async def test_killed_with_forty_cards_under_way(town: Town) -> None:
    """One call stands still, the others are wherever they happen to be."""
    bot = await _started(town)
    ann = town.sandbox.person("ann")
    for number in range(40):
        await ann.command(("#launch", "#ops")[number % 2], "/task", f"Task {number} @ben")
    await town.go_on_until(lambda: town.posts() >= 10)
    hold = town.sandbox.faults.hold("chat.postMessage", "after")
    await town.go_on_until(lambda: hold.is_reached)
    await town.kill_at(hold, bot)

    await town.replace()
    await town.go_on_until(town.all_sent)
    assert town.posts() == 80
    for places in (("#launch", "ann", 20), ("#ops", "ann", 20), ("dm", "ben", 40)):
        shown = {
            words.split()[words.split().index("Task") + 1] for words in town.texts(*places[:2])
        }
        assert len(shown) == len(town.cards(*places[:2])) == places[2]


async def test_a_clean_stop_finishes_what_is_under_way(town: Town) -> None:
    bot = await _started(town)
    hold = town.sandbox.faults.hold("chat.postMessage", "after")
    await town.sandbox.person("ann").command("#launch", "/task", "Prepare deck")
    await hold.reached()
    bot.process.terminate()
    hold.release()
    await bot.stop()
    assert bot.process.returncode == 0
    assert (await town.rows("task_card"))[0].state == "done"
    assert town.posts() == 1


# -- between receipt and acknowledgement -------------------------------------------------------


@asynccontextmanager
async def _nobody_writes(town: Town) -> AsyncIterator[None]:
    """Hold the lock that a new task needs, so that a request stands before its commit."""
    locked, free = threading.Event(), threading.Event()

    def lock(session: Session) -> None:
        session.connection().execute(text("UPDATE counter SET last = last"))
        locked.set()
        free.wait(30)

    holding = asyncio.create_task(town.db.write(lock))
    await asyncio.to_thread(locked.wait, 30)
    try:
        yield
    finally:
        free.set()
        await holding


def _on_its_way(town: Town, label: str) -> bool:
    return bool(town.sandbox.delivery.hub._waiting) and any(
        label in name for name in town.sandbox.delivery.pending.labels()
    )


async def test_killed_before_a_command_is_saved_shows_an_error_and_saves_nothing(
    town: Town,
) -> None:
    bot = await _started(town)
    ann = town.sandbox.person("ann")
    async with _nobody_writes(town):
        typed = asyncio.create_task(ann.command("#launch", "/task", "Prepare deck"))
        await town.until(lambda: _on_its_way(town, "command"))
        await bot.kill()
    said = await typed
    assert not said.ok
    assert "failed with the error" in said.text

    await town.replace()
    assert await town.tasks() == []
    assert (await ann.command("#launch", "/task", "Prepare deck")).ok
    await _shown_once(town)
    assert [task.number for task in await town.tasks()] == [1]


async def test_killed_after_a_command_is_saved_and_before_its_ack_has_saved_it_once(
    town: Town,
) -> None:
    bot = await _started(town)
    town.sandbox.delivery.ack_window = 1.0
    town.sandbox.faults.drop_acks(1)
    typed = asyncio.create_task(
        town.sandbox.person("ann").command("#launch", "/task", "Prepare deck")
    )

    async def saved() -> bool:
        return bool(await town.tasks())

    await town.until(saved)
    await bot.kill()
    assert not (await typed).ok
    town.sandbox.delivery.ack_window = 3.0

    await town.replace()
    await _shown_once(town)
    assert [task.number for task in await town.tasks()] == [1]


@pytest.mark.parametrize("is_saved", [False, True])
async def test_a_mention_that_slack_redelivers_to_the_next_process_is_one_task(
    town: Town, is_saved: bool
) -> None:
    bot = await _started(town)
    delivery = town.sandbox.delivery
    delivery.retry_delays, delivery.socket_wait = (0.0, 0.1, 0.1), 30.0
    delivery.ack_window = 1.0
    ann = town.sandbox.person("ann")
    if is_saved:
        # The message comes as two events; the acknowledgement of neither arrives.
        town.sandbox.faults.drop_acks(2)
        await ann.say("#launch", "@drumbeat task Prepare deck")

        async def saved() -> bool:
            return bool(await town.tasks())

        await town.until(saved)
        await bot.kill()
    else:
        async with _nobody_writes(town):
            await ann.say("#launch", "@drumbeat task Prepare deck")
            await town.until(lambda: _on_its_way(town, "app_mention"))
            await bot.kill()
    assert len(await town.tasks()) == int(is_saved)
    delivery.ack_window = 3.0

    await town.replace()
    await town.go_on_until(lambda: len(town.cards()) == 1)
    await town.sandbox.quiet()
    await _shown_once(town)
    assert [task.number for task in await town.tasks()] == [1]
