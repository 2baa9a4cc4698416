"""A call took effect, or perhaps did, and nobody was told: never lost, never doubled."""

from itertools import pairwise
from typing import Literal

import pytest

from tests.jobs.carrying import calls, deaf, done, reply_wish, row, rows, seconds, task, want
from tests.stage import Stage, words_in


async def test_a_lost_answer_is_found_by_its_uuid(stage: Stage) -> None:
    deaf(stage.sandbox)
    stage.sandbox.faults.api("chat.postMessage", "lost_answer")
    await stage.person("ann").command("#launch", "/task", "Prepare deck")
    await stage.settle()
    assert (await row(stage)).state == "uncertain"

    await stage.pass_time(minutes=2)

    (card,) = stage.cards("#launch")
    found = await row(stage)
    assert (found.state, found.ts, found.sent_rev) == ("done", card["ts"], 1)
    assert len(done(stage)) == 1
    await stage.person("ann").react("#launch", card["ts"], "white_check_mark")
    await stage.pass_time(seconds=5)
    assert (await task(stage, 1)).status == "done"


async def test_nobody_looks_before_the_call_must_be_over(stage: Stage) -> None:
    """A slow call may still arrive until its time-out and ten seconds more have passed."""
    deaf(stage.sandbox)
    stage.sandbox.faults.api("chat.postMessage", "lost_answer")
    await stage.person("ann").command("#launch", "/task", "Prepare deck")
    began = stage.sandbox.clock.now()

    await stage.pass_time(minutes=2)

    (look,) = calls(stage, "conversations.history")
    assert look.at - began >= seconds(20)


async def test_a_lost_answer_in_a_thread_is_found_there(stage: Stage) -> None:
    deaf(stage.sandbox)
    ann = stage.person("ann")
    thread = await ann.say("#launch", "Who does the deck?")
    stage.sandbox.faults.api("chat.postMessage", "lost_answer")
    await ann.say("#launch", "@drumbeat task Prepare deck", thread_ts=thread)

    await stage.settle()
    await stage.pass_time(minutes=2)

    assert len(done(stage)) == 1
    (reply,) = [m for m in ann.thread("#launch", thread) if m.get("metadata")]
    found = await row(stage)
    assert (found.state, found.ts) == ("done", reply["ts"])
    assert calls(stage, "conversations.replies")
    assert not calls(stage, "conversations.history")


async def test_a_lost_answer_in_a_direct_message_is_found_there(stage: Stage) -> None:
    deaf(stage.sandbox)
    stage.sandbox.faults.api("chat.postMessage", "lost_answer", times=2)
    await stage.person("ann").command("#launch", "/task", "Prepare deck @ben")

    await stage.settle()
    await stage.pass_time(minutes=2)

    (told,) = stage.direct("ben")
    assert len(stage.cards("#launch")) == 1
    notice = next(row for row in await rows(stage) if row.destination.startswith("U"))
    assert (notice.state, notice.ts) == ("done", told["ts"])
    assert notice.channel == stage.person("ben").dm


async def test_a_lost_post_is_found_behind_several_pages(stage: Stage) -> None:
    deaf(stage.sandbox)
    stage.sandbox.page_most = 20
    ann = stage.person("ann")
    stage.sandbox.faults.api("chat.postMessage", "lost_answer")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.settle()
    for number in range(90):
        await ann.say("#launch", f"{number}")

    await stage.pass_time(minutes=2)

    assert len(calls(stage, "conversations.history")) == 5
    assert len(done(stage)) == 1
    assert (await row(stage)).state == "done"


async def test_changes_made_while_a_post_was_in_doubt_are_shown_once_it_is_found(
    stage: Stage,
) -> None:
    deaf(stage.sandbox)
    ann = stage.person("ann")
    stage.sandbox.faults.api("chat.postMessage", "lost_answer")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.settle()
    await ann.command("#launch", "/task", "T1 done")

    await stage.pass_time(minutes=2)

    (card,) = stage.cards("#launch")
    assert "✅ Done by Ann" in words_in(card)
    assert len(done(stage)) == 1
    assert len(done(stage, "chat.update")) == 1


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["500", "503", "fatal_error", "reset"])
async def test_a_failing_slack_gets_the_card_once(
    stage: Stage, kind: str, when: Literal["before", "after"]
) -> None:
    deaf(stage.sandbox)
    stage.sandbox.faults.api("chat.postMessage", kind, when)
    await stage.person("ann").command("#launch", "/task", "Prepare deck")

    await stage.settle()
    await stage.pass_time(minutes=2)

    assert len(stage.cards("#launch")) == 1
    assert len(done(stage)) == 1
    assert (await row(stage)).state == "done"


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_silent_slack_gets_the_card_once(
    stage: Stage, when: Literal["before", "after"], monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf(stage.sandbox)
    monkeypatch.setattr("jobs.slack.TIMEOUT", 0.3)
    stage.sandbox.faults.api("chat.postMessage", "timeout", when)
    await stage.person("ann").command("#launch", "/task", "Prepare deck")

    await stage.settle()
    await stage.pass_time(minutes=2)

    assert len(stage.cards("#launch")) == 1
    assert len(done(stage)) == 1
    assert (await row(stage)).state == "done"


async def test_an_update_in_doubt_is_repeated(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.settle()
    stage.sandbox.faults.api("chat.update", "lost_answer")
    await ann.command("#launch", "/task", "T1 done")

    await stage.pass_time(minutes=2)

    (card,) = stage.cards("#launch")
    assert "✅ Done by Ann" in words_in(card)
    assert len(done(stage, "chat.update")) == 2
    assert not calls(stage, "conversations.history")


# -- a look-up that cannot see everything ------------------------------------------------------


async def test_a_rate_limited_look_up_waits_and_posts_nothing(stage: Stage) -> None:
    deaf(stage.sandbox)
    stage.sandbox.faults.api("chat.postMessage", "lost_answer")
    stage.sandbox.faults.api("conversations.history", "429", times=3, retry_after=40)
    await stage.person("ann").command("#launch", "/task", "Prepare deck")

    await stage.settle()
    await stage.pass_time(minutes=10)

    looks = [call.at for call in calls(stage, "conversations.history")]
    assert len(looks) == 4
    assert all(later - earlier >= seconds(40) for earlier, later in pairwise(looks))
    assert len(done(stage)) == 1
    assert (await row(stage)).state == "done"


async def test_a_post_in_doubt_waits_for_the_bot_to_be_let_in_again(stage: Stage) -> None:
    """The bot was removed before it could look: it neither posts again nor gives up."""
    deaf(stage.sandbox)
    stage.sandbox.faults.api("chat.postMessage", "lost_answer")
    await stage.person("ann").command("#launch", "/task", "Prepare deck")
    await stage.settle()
    stage.sandbox.kick("drumbeat", "#launch")

    await stage.pass_time(minutes=3)
    waiting = await row(stage)
    assert (waiting.state, waiting.error) == ("uncertain", "not_in_channel")
    stage.sandbox.invite("drumbeat", "#launch")
    await stage.pass_time(hours=1)

    assert len(done(stage)) == 1
    assert len(stage.cards("#launch")) == 1
    assert (await row(stage)).state == "done"


async def test_a_look_up_that_is_always_refused_ends_stuck_and_is_never_posted_blindly(
    stage: Stage,
) -> None:
    deaf(stage.sandbox)
    stage.sandbox.faults.api("chat.postMessage", "lost_answer")
    stage.sandbox.faults.api("conversations.history", "missing_scope", times=7)
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.settle()

    await stage.pass_time(hours=6)
    assert (await row(stage)).state == "stuck"
    assert len(done(stage)) == 1

    await ann.command("#launch", "/task", "T1 done")
    await stage.pass_time(minutes=2)
    (card,) = stage.cards("#launch")
    assert "✅ Done by Ann" in words_in(card)
    assert len(done(stage)) == 1


# -- the second witness: our own message as an event -------------------------------------------


async def test_our_own_message_event_confirms_a_card_whose_answer_was_lost(stage: Stage) -> None:
    stage.sandbox.faults.api("chat.postMessage", "lost_answer")
    await stage.person("ann").command("#launch", "/task", "Prepare deck")

    await stage.settle()

    (card,) = stage.cards("#launch")
    assert (await row(stage)).ts == card["ts"]
    await stage.pass_time(minutes=2)
    assert (await row(stage)).state == "done"
    assert len(done(stage)) == 1
    assert not calls(stage, "conversations.history")


async def test_a_message_said_once_is_not_said_again_when_the_event_was_faster_than_the_doubt(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event confirms the row; only then does the call give up waiting for its answer."""
    monkeypatch.setattr("jobs.slack.TIMEOUT", 1.0)
    ben = stage.person("ben")
    stage.sandbox.faults.api("chat.postMessage", "timeout", "after")
    await want(stage, reply_wish("Only once", ben.id))

    await stage.settle()
    await stage.pass_time(minutes=5)

    assert [words_in(message) for message in stage.direct("ben")] == ["Only once"]
    said = await row(stage, "reply")
    assert (said.state, said.payload) == ("done", {})
