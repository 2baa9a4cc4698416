"""Children wait for their parent, emoji wait for their card, and events come twice or late."""

import asyncio
import threading
from typing import Any

import pytest
from sqlmodel import Session

from services.deliveries import confirm
from services.reactions import Told, note_reaction
from storage.tables import Delivery
from tests.jobs.carrying import (
    calls,
    done,
    reply_wish,
    row,
    rows,
    seconds,
    task,
    want,
)
from tests.stage import Stage, words_in

TICK = "white_check_mark"


async def _one_card(stage: Stage) -> str:
    await stage.person("ann").command("#launch", "/task", "Prepare deck")
    await stage.settle()
    (card,) = stage.cards("#launch")
    return str(card["ts"])


# -- threads -----------------------------------------------------------------------------------


async def test_children_wait_for_their_parents_message_and_go_in_order(stage: Stage) -> None:
    launch = stage.sandbox.workspace.channel("launch").id
    later = stage.sandbox.clock.now() + seconds(600)
    parent = await want(stage, reply_wish("Parent", launch, not_before=later))
    for key in (3, 1, 2):
        await want(stage, reply_wish(f"Part {key}", launch, parent_id=parent, order_key=key))
    await stage.pass_time(minutes=5)
    assert done(stage) == []

    stage.sandbox.faults.api("chat.postMessage", "429", retry_after=3)
    await stage.pass_time(minutes=7)

    (shown,) = stage.cards("#launch")
    thread = stage.person("ann").thread("#launch", shown["ts"])
    assert [m["text"] for m in thread] == ["Parent", "Part 1", "Part 2", "Part 3"]


async def test_children_follow_a_parent_into_its_direct_message(stage: Stage) -> None:
    ben = stage.person("ben")
    parent = await want(stage, reply_wish("Parent", ben.id))
    await want(stage, reply_wish("Child", ben.id, parent_id=parent))
    await stage.pass_time(seconds=10)

    (top,) = [m for m in stage.direct("ben") if m["text"] == "Parent"]
    assert [m["text"] for m in ben.thread("dm", top["ts"])] == ["Parent", "Child"]


async def test_a_lost_child_is_found_in_its_thread_before_the_next_one_goes(stage: Stage) -> None:
    launch = stage.sandbox.workspace.channel("launch").id
    parent = await want(stage, reply_wish("Parent", launch))
    await stage.settle()
    stage.sandbox.faults.api("chat.postMessage", "500", "after")
    for key in (1, 2):
        await want(stage, reply_wish(f"Part {key}", launch, parent_id=parent, order_key=key))
    await stage.pass_time(minutes=3)

    (shown,) = stage.cards("#launch")
    thread = stage.person("ann").thread("#launch", shown["ts"])
    assert [m["text"] for m in thread] == ["Parent", "Part 1", "Part 2"]


async def test_a_parent_refused_for_good_ends_everything_below_it(stage: Stage) -> None:
    nowhere = stage.sandbox.workspace.channel("random").id
    later = stage.sandbox.clock.now() + seconds(60)
    parent = await want(stage, reply_wish("Parent", nowhere, not_before=later))
    child = await want(stage, reply_wish("Child", nowhere, parent_id=parent))
    await want(stage, reply_wish("Grandchild", nowhere, parent_id=child))
    await stage.pass_time(minutes=10)

    assert [row.state for row in await rows(stage, "reply")] == ["ended"] * 3
    assert done(stage) == []


# -- emoji -------------------------------------------------------------------------------------


async def test_an_emoji_that_comes_before_its_cards_ts_is_saved_counts_once(stage: Stage) -> None:
    """The answer is still on its way when Ann ticks the card that she already sees."""
    ann = stage.person("ann")
    hold = stage.sandbox.faults.hold("chat.postMessage", "after")
    await ann.command("#launch", "/task", "Prepare deck")
    await hold.reached()
    (card,) = stage.cards("#launch")
    await ann.react("#launch", card["ts"], TICK)
    await _told(stage, "reaction_added")
    assert (await task(stage, 1)).status == "open"

    hold.release()
    await stage.pass_time(seconds=10)

    assert (await task(stage, 1)).status == "done"
    assert len(calls(stage, "chat.update")) == 1


async def _told(stage: Stage, kind: str) -> None:
    """Until the bot has acknowledged an event of this kind."""
    async with asyncio.timeout(20):
        while not any(  # noqa: ASYNC110 - the journal has no bell
            getattr(entry, "kind", "") == "events_api"
            and entry.payload["event"]["type"] == kind
            and entry.failure is None
            for entry in stage.sandbox.journal
        ):
            await asyncio.sleep(0.01)


async def test_an_emoji_told_twice_counts_once(stage: Stage) -> None:
    ts = await _one_card(stage)
    stage.sandbox.faults.duplicate_events(1)
    await stage.person("ann").react("#launch", ts, TICK)
    await stage.pass_time(seconds=10)

    assert (await task(stage, 1)).status == "done"
    assert len(calls(stage, "chat.update")) == 1


async def test_of_two_emoji_events_that_overtake_each_other_the_newer_counts(stage: Stage) -> None:
    ts = await _one_card(stage)
    ann = stage.person("ann")
    stage.sandbox.faults.reorder_events(2)
    await ann.react("#launch", ts, TICK)
    await ann.unreact("#launch", ts, TICK)
    await stage.pass_time(seconds=10)

    assert (await task(stage, 1)).status == "open"


async def test_an_emoji_event_repeated_later_does_not_finish_a_reopened_task(stage: Stage) -> None:
    ts = await _one_card(stage)
    ann = stage.person("ann")
    stage.sandbox.faults.drop_acks(1)
    stage.sandbox.delivery.ack_window = 0.5
    await ann.react("#launch", ts, TICK)
    await stage.settle()
    await ann.command("#launch", "/task", "reopen T1")
    await stage.settle()
    first = next(
        entry
        for entry in stage.sandbox.journal
        if getattr(entry, "kind", "") == "events_api"
        and entry.payload["event"]["type"] == "reaction_added"
    )
    stage.sandbox.delivery._send_out(first.payload)
    await stage.pass_time(seconds=10)

    assert (await task(stage, 1)).status == "open"


@pytest.mark.only_on("postgresql")
async def test_an_emoji_and_the_ts_of_its_card_do_not_pass_each_other_unseen(stage: Stage) -> None:
    """Two processes in the same moment: one hears of the emoji, one saves where the card is."""
    hold = stage.sandbox.faults.hold("chat.postMessage", "after")
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await hold.reached()
    (card,) = stage.cards("#launch")
    here = {"channel": stage.sandbox.workspace.channel("launch").id, "ts": card["ts"]}
    now, posted = stage.sandbox.clock.now(), await row(stage)
    noted, saved = threading.Event(), threading.Event()
    told = Told(
        stage.sandbox.workspace.id, ann.id, here["channel"], here["ts"], TICK, card["ts"], True
    )

    def hear(session: Session) -> None:
        note_reaction(session, told, now)
        noted.set()
        # Long enough for the other to look while this is not committed; it must wait instead.
        saved.wait(1.0)

    def save(session: Session) -> None:
        noted.wait(10)
        _confirm(session, posted, here, now)
        saved.set()

    await asyncio.gather(stage.db.write(hear), stage.db.write(save))

    assert (await task(stage, 1)).status == "done"
    hold.release()


def _confirm(session: Session, posted: Delivery, here: dict[str, str], now: Any) -> None:
    confirm(session, posted, rev=1, now=now, **here)


# -- stopping ----------------------------------------------------------------------------------


async def test_a_message_told_twice_is_one_task_and_one_answer(stage: Stage) -> None:
    """The same mention comes as app_mention and message, each of them twice."""
    ann = stage.person("ann")
    stage.sandbox.faults.duplicate_events(4)
    await ann.say("#launch", "@drumbeat task Prepare deck")
    await stage.pass_time(seconds=10)

    (card,) = stage.cards("#launch")
    assert "T1" in words_in(card)
    assert len(ann.ephemerals("#launch")) == 1
