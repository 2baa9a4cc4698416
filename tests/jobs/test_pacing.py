"""How fast Slack is called: Retry-After is heeded by all, budgets keep every call from refusal."""

import datetime as dt
from itertools import pairwise

from jobs.pacing import Pacer
from tests.jobs.carrying import calls, done, row, rows, seconds
from tests.stage import Stage

NOON = dt.datetime(2026, 5, 11, 12, tzinfo=dt.UTC)


async def test_after_a_429_nobody_calls_before_the_time_slack_named(stage: Stage) -> None:
    """Twelve cards wait for their turn in one channel when Slack says stop."""
    ann = stage.person("ann")
    for number in range(12):
        await ann.command("#launch", "/task", f"Task {number}")
    await stage.settle()
    stage.sandbox.faults.api("chat.postMessage", "429", retry_after=30)
    await stage.pass_time(minutes=3)

    _, refused, *later = [call.at for call in calls(stage)]
    assert len(later) == 11
    assert min(later) - refused >= seconds(30)
    assert all(after - before >= seconds(0.99) for before, after in pairwise(later))
    assert len(stage.cards("#launch")) == 12


async def test_a_429_is_not_counted_as_a_failed_try(stage: Stage) -> None:
    stage.sandbox.faults.api("chat.postMessage", "429", times=20, retry_after=5)
    await stage.person("ann").command("#launch", "/task", "Prepare deck")

    await stage.pass_time(seconds=60)
    waiting = await row(stage)
    assert (waiting.state, waiting.attempts, waiting.error) == ("due", 0, "ratelimited")
    await stage.pass_time(minutes=2)

    assert (await row(stage)).state == "done"
    assert len(calls(stage)) == 21
    assert len(stage.cards("#launch")) == 1


async def test_many_posts_in_doubt_are_looked_up_within_the_budget(stage: Stage) -> None:
    """Slack was down for a while; then all are looked for, and none of the look-ups is refused."""
    ann = stage.person("ann")
    told = stage.sandbox.workspace.installed_app.manifest["settings"]["event_subscriptions"]
    told["bot_events"] = [name for name in told["bot_events"] if not name.startswith("message.")]
    stage.sandbox.faults.api("chat.postMessage", "500", "after", times=60)
    for number in range(60):
        await ann.command("#launch", "/task", f"Task {number}")
    await stage.pass_time(seconds=10)
    stage.sandbox.limits.on = True

    await stage.pass_time(minutes=8)

    assert not [call for call in calls(stage, "conversations.history") if not call.ok]
    assert {row.state for row in await rows(stage)} == {"done"}
    assert len(stage.cards("#launch")) == 60
    assert len(done(stage)) == 60


async def test_two_hundred_tasks_at_once_are_all_shown_and_no_call_is_refused(
    stage: Stage,
) -> None:
    stage.sandbox.limits.on = True
    workspace = stage.sandbox.workspace
    places = ["#launch", "#ops"]
    for name in ("north", "south", "west"):
        workspace.add_channel(name, creator="ann", members=["ann", "ben"])
        stage.sandbox.invite("drumbeat", f"#{name}")
        places.append(f"#{name}")
    await stage.settle()
    ann = stage.person("ann")
    for number in range(200):
        said = await ann.command(places[number % 5], "/task", f"Task {number} @ben")
        while "nothing was saved" in said.text:  # the machine is busy: once more
            said = await ann.command(places[number % 5], "/task", f"Task {number} @ben")
        assert said.text.startswith("Added")

    await stage.pass_time(minutes=5)

    refused = [call for call in stage.sandbox.journal.calls() if call.status == 429]
    assert refused == []
    assert [len(stage.cards(place)) for place in places] == [40] * 5
    assert len(stage.direct("ben")) == 200
    assert {row.state for row in await rows(stage)} == {"done"}


async def test_a_jump_of_the_clock_lets_nothing_go_all_at_once(stage: Stage) -> None:
    """A laptop slept for an hour: every slot that was given has passed meanwhile."""
    stage.sandbox.limits.on = True
    ann = stage.person("ann")
    for number in range(30):
        await ann.command("#launch", "/task", f"Task {number}")
    await stage.settle()
    stage.sandbox.clock.advance(dt.timedelta(hours=1))

    await stage.pass_time(minutes=2)

    assert not [call for call in stage.sandbox.journal.calls() if call.status == 429]
    assert len(stage.cards("#launch")) == 30


async def test_ten_quick_changes_are_at_most_two_updates(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.settle()
    for number in range(10):
        await ann.command("#launch", "/task", f"T1 p{1 + number % 4}")
        await stage.settle()

    await stage.pass_time(minutes=1)

    assert 1 <= len(calls(stage, "chat.update")) <= 2
    shown = await row(stage)
    assert shown.sent_rev == shown.wanted_rev == 11


def test_a_slot_is_kept_for_the_delivery_it_was_given_to() -> None:
    pacer = Pacer()
    slots = [pacer.reserve(n, 1, "chat.postMessage", "C1", NOON) for n in range(5)]
    assert [slot - NOON for slot in slots] == [seconds(n) for n in range(5)]
    # Asked too early, the third is told the same again; in time, it may go.
    assert pacer.reserve(2, 1, "chat.postMessage", "C1", NOON + seconds(1)) == slots[2]
    assert pacer.reserve(2, 1, "chat.postMessage", "C1", slots[2]) == slots[2]
    assert pacer.reserve(9, 1, "chat.postMessage", "C1", slots[2]) == NOON + seconds(5)


def test_missed_slots_are_lost_and_spread_again() -> None:
    pacer = Pacer()
    for n in range(5):
        pacer.reserve(n, 1, "chat.postMessage", "C1", NOON)
    later = NOON + seconds(60)
    again = [pacer.reserve(n, 1, "chat.postMessage", "C1", later) for n in range(1, 5)]
    assert [slot - later for slot in again] == [seconds(n) for n in range(4)]


def test_a_long_queue_in_one_channel_holds_up_no_other() -> None:
    pacer = Pacer()
    queue = [pacer.reserve(n, 1, "chat.postMessage", "D1", NOON) for n in range(200)]
    assert queue[-1] - NOON == seconds(199)
    assert pacer.reserve(900, 1, "chat.postMessage", "C1", NOON) == NOON


def test_the_budget_of_a_workspace_counts_calls_when_they_are_made() -> None:
    """Two hundred channels at once: a burst, then four a second."""
    pacer = Pacer()
    slots = [pacer.reserve(n, 1, "chat.postMessage", f"C{n}", NOON) for n in range(200)]
    assert sum(slot == NOON for slot in slots) == 121
    assert slots[-1] - NOON == seconds(79 / 4)
    assert pacer.reserve(199, 1, "chat.postMessage", "C199", slots[-1]) == slots[-1]
