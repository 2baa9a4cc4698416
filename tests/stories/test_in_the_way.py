"""Blocked tasks, emoji that do more, parts, many at once, watching and history."""

from sqlalchemy import update
from sqlmodel import Session

from sandbox.state import Json
from storage import rows
from storage.tables import Team
from tests.stage import Stage, words_in


async def _add(stage: Stage, line: str, channel: str = "#launch", who: str = "ann") -> Json:
    """Add a task; its card."""
    await stage.person(who).command(channel, "/task", line)
    await stage.pass_time(seconds=5)
    return stage.cards(channel, who)[-1]


async def _typed(stage: Stage, line: str, who: str = "ann", channel: str = "#launch") -> str:
    """What a line is answered, after the cards have followed."""
    said = await stage.person(who).command(channel, "/task", line)
    await stage.pass_time(seconds=5)
    return words_in({"blocks": said.blocks, "text": said.text})


async def test_a_blocked_task_shows_why_and_goes_on_as_before(stage: Stage) -> None:
    ben = stage.person("ben")
    card = await _add(stage, "Prepare deck @ben")
    await ben.react("#launch", card["ts"], "eyes")
    await stage.pass_time(seconds=5)

    said = await _typed(stage, "block T1 waiting for legal", "ben")
    assert said.startswith("🚧 Blocked: T1 Prepare deck (waiting for legal)")
    assert "🚧 blocked: waiting for legal" in words_in(stage.cards("#launch")[0])
    assert "blocked: waiting for legal" in await _typed(stage, "list blocked")
    assert await _typed(stage, "unblock T1") == "Unblocked: T1 Prepare deck: in progress Undo Edit"
    assert "▶ in progress" in words_in(stage.cards("#launch")[0])

    assert "blocked" in await _typed(stage, "undo")
    assert "🚧 blocked: waiting for legal" in words_in(stage.cards("#launch")[0])


async def test_without_a_reason_the_reply_asks_for_it(stage: Stage) -> None:
    ann = stage.person("ann")
    await _add(stage, "Prepare deck")
    said = await ann.command("#launch", "/task", "block T1")
    assert said.message is not None
    assert "What is in its way?" in words_in(said.message)
    await ann.click("#launch", said.message["ts"], "task.why")
    await ann.fill("reason", "the printer is broken")
    assert (await ann.submit()).closed
    await stage.pass_time(seconds=5)
    assert "🚧 blocked: the printer is broken" in words_in(stage.cards("#launch")[0])


async def test_the_barrier_blocks_asks_why_and_its_removal_unblocks(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    card = await _add(stage, "Prepare deck @ben")
    asked_before = len(stage.direct("ben"))
    await ben.react("#launch", card["ts"], "construction")
    await stage.pass_time(seconds=5)
    asked = stage.direct("ben")[asked_before:]
    assert [words_in(each) for each in asked] == [
        "You marked T1 Prepare deck as blocked. What is in its way? Say what"
    ]
    await ben.click(ben.dm, asked[0]["ts"], "task.why")
    await ben.fill("reason", "no slides yet")
    await ben.submit()
    await stage.pass_time(seconds=5)
    assert "🚧 blocked: no slides yet" in words_in(stage.cards("#launch")[0])

    await ann.react("#launch", card["ts"], "construction")
    await ann.unreact("#launch", card["ts"], "construction")
    await stage.pass_time(seconds=5)
    assert "🚧" in words_in(stage.cards("#launch")[0])
    await ben.unreact("#launch", card["ts"], "construction")
    await stage.pass_time(seconds=5)
    assert "🚧" not in words_in(stage.cards("#launch")[0])


async def test_the_clock_snoozes_and_plus_is_a_vote(stage: Stage) -> None:
    ann, lilei = stage.person("ann"), stage.person("lilei")
    card = await _add(stage, "Prepare deck today")
    await ann.react("#launch", card["ts"], "alarm_clock")
    for person in (ann, lilei):
        await person.react("#launch", card["ts"], "heavy_plus_sign")
    await stage.pass_time(seconds=5)
    shown = words_in(stage.cards("#launch")[0])
    assert "Tue, May 12 9:00 AM" in shown
    assert "➕ 2" in shown
    await lilei.unreact("#launch", card["ts"], "heavy_plus_sign")
    await stage.pass_time(seconds=5)
    assert "➕ 1" in words_in(stage.cards("#launch")[0])


async def test_a_pin_makes_one_task_of_a_message_whoever_pins_it(stage: Stage) -> None:
    stage.sandbox.faults.duplicate_events(4)
    ann, ben, eve = (stage.person(name) for name in ("ann", "ben", "eve"))
    ts = await ben.say("#launch", "Could somebody book the venue?\nIt should hold 80 people")
    await eve.react("#launch", ts, "pushpin")
    await stage.settle()
    assert ann.thread("#launch", ts)[1:] == []
    for person in (ann, ben):
        await person.react("#launch", ts, "pushpin")
    await stage.pass_time(seconds=5)
    _, card = ann.thread("#launch", ts)
    title = "T1 Could somebody book the venue? It should hold 80 people"
    # Slack promises no order between the two, so either may have been first.
    assert words_in(card).startswith((f"{title} 👤 Ann", f"{title} 👤 Ben"))
    assert stage.cards("#launch") == []


def _set_team(session: Session, **values: object) -> None:
    rows.execute(session, update(rows.table_of(Team)).values(**values))


async def test_a_team_chooses_its_emoji_and_may_switch_pins_off(stage: Stage) -> None:
    ann = stage.person("ann")
    card = await _add(stage, "Prepare deck")
    choice = {"construction": "off", "no_entry": "block"}
    await stage.db.write(_set_team, emoji=choice, pin_makes_task=False)
    ts = await ann.say("#launch", "Somebody should book the venue")
    await ann.react("#launch", ts, "pushpin")
    await ann.react("#launch", card["ts"], "construction")
    await stage.pass_time(seconds=5)
    assert len(ann.thread("#launch", ts)) == 1
    assert "🚧" not in words_in(stage.cards("#launch")[0])
    await ann.react("#launch", card["ts"], "no_entry")
    await stage.pass_time(seconds=5)
    assert "🚧 blocked" in words_in(stage.cards("#launch")[0])


async def test_a_pinned_message_that_was_deleted_makes_nothing(stage: Stage) -> None:
    ann = stage.person("ann")
    ts = await ann.say("#launch", "Never mind")
    stage.sandbox.faults.api("conversations.replies", kind="429", times=1)
    await ann.react("#launch", ts, "pushpin")
    await ann.delete("#launch", ts)
    await stage.pass_time(minutes=2)
    assert stage.cards("#launch") == []


async def test_what_is_pinned_in_a_private_channel_stays_with_its_members(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ben.invite("#leads", "drumbeat")
    await stage.settle()
    ts = await ben.say("#leads", "We have to talk about the lease")
    await ann.react("#leads", ts, "pushpin")
    await stage.pass_time(seconds=5)
    assert "T1 We have to talk" in words_in(ann.thread("#leads", ts)[-1])
    for line in ("history T1", "sub T1 Peek", "watch T1", "block T1"):
        assert (await _typed(stage, line, "chen", "#ops")).startswith("There is no T1 here.")
    assert "Added T2" in await _typed(stage, "sub T1 Call the landlord")
    assert stage.cards("#launch") == []
    assert "Call the landlord" in words_in(stage.cards("#leads")[-1])
    assert (await _typed(stage, "T2", "chen", "#ops")).startswith("There is no T2 here.")


async def test_a_pin_in_a_thread_takes_that_message(stage: Stage) -> None:
    ann = stage.person("ann")
    root = await ann.say("#launch", "Plans for Friday")
    reply = await ann.say("#launch", "Somebody has to bring cake", thread_ts=root)
    await ann.react("#launch", reply, "pushpin")
    await stage.pass_time(seconds=5)
    assert "T1 Somebody has to bring cake" in words_in(ann.thread("#launch", root)[-1])


async def test_parts_are_counted_on_the_card_of_the_whole(stage: Stage) -> None:
    ann = stage.person("ann")
    await _add(stage, "Prepare deck")
    for title in ("Draft slides @ben", "Find pictures", "Check figures"):
        assert "↳ part of T1" in await _typed(stage, f"sub T1 {title}")
    await _typed(stage, "done T2")
    whole, part = stage.cards("#launch")[:2]
    assert "☑ 1/3 parts done" in words_in(whole)
    assert "✅ Done" in words_in(part)
    assert (await _typed(stage, "sub T2 Too deep")).startswith("T2 is a part of another task")

    said = await ann.command("#launch", "/task", "done T1")
    assert said.message is not None
    assert "2 parts are still open: T3, T4" in words_in(said.message)
    await ann.click("#launch", said.message["ts"], "task.done_parts")
    await stage.pass_time(seconds=5)
    assert all("✅ Done" in words_in(card) for card in stage.cards("#launch"))
    await _typed(stage, "undo")
    assert [("✅ Done" in words_in(card)) for card in stage.cards("#launch")] == [
        True,
        True,
        False,
        False,
    ]


async def test_more_than_five_tasks_change_only_after_a_question(stage: Stage) -> None:
    ann = stage.person("ann")
    for number in range(1, 8):
        await ann.command("#launch", "/task", f"Invoice {number} +budget today")
    await ann.command("#launch", "/task", "Something else today")
    asked = await ann.command("#launch", "/task", "move +budget +1w p1")
    assert asked.message is not None
    assert words_in(asked.message).startswith("Change 7 tasks? move +budget +1w p1 T1 Invoice 1")
    await ann.click("#launch", asked.message["ts"], "task.bulk")
    await stage.pass_time(minutes=1)
    cards = [words_in(card) for card in stage.cards("#launch")]
    assert sum("Mon, May 18" in card and "P1" in card for card in cards) == 7
    await _typed(stage, "undo")
    await stage.pass_time(minutes=1)
    assert not any("May 18" in words_in(card) for card in stage.cards("#launch"))

    few = await ann.command("#launch", "/task", "done T1-T3")
    assert few.text is not None
    assert "Done: T1 Invoice 1" in few.text
    many = await ann.command("#launch", "/task", "drop T1-T7 not needed")
    assert many.text is not None
    assert many.text.startswith("Change 7 tasks?")
    unknown = await ann.command("#launch", "/task", "drop T1-T40")
    assert unknown.text is not None
    assert unknown.text.startswith("There is no T9 here.")


async def test_a_move_leaves_what_others_have_to_change(stage: Stage) -> None:
    await _add(stage, "Invoice +budget")
    await _add(stage, "Of Dana +budget", "#ops", "chen")
    said = await _typed(stage, "move +budget p1")
    assert said.startswith("T1 Invoice: priority P1. Undo Edit 1 task is not yours to change.")
    assert "P1" not in words_in(stage.cards("#ops")[0])


async def test_watching_and_the_details_of_a_task(stage: Stage) -> None:
    ann, lilei = stage.person("ann"), stage.person("lilei")
    await _add(stage, "Prepare deck @ben fri -- All twelve slides")
    card = stage.cards("#launch")[0]
    said = await lilei.command("#launch", "/task", "watch T1")
    assert said.text is not None
    assert said.text.endswith("You watch T1 Prepare deck")
    await _typed(stage, "T1 mon p1")
    await lilei.command("#launch", "/task", "unwatch T1")
    for line in ("T1 p2", "T1 p3"):
        for _ in range(5):
            await ann.command("#launch", "/task", line)
            await ann.command("#launch", "/task", "T1 p1")
    await stage.pass_time(seconds=5)

    await ann.click("#launch", card["ts"], "task.details")
    shown = words_in({"blocks": ann.modal["blocks"]})
    assert "All twelve slides" in shown
    assert "Added by: Ann" in shown
    assert "priority: P3 → P1" in shown
    assert "due date" not in shown
    await ann.press("task.details_older")
    await stage.settle()
    assert len(ann.modals) == 1
    shown = words_in({"blocks": ann.modal["blocks"]})
    assert "due date: Fri, May 15 → Mon, May 11" in shown
    assert "watchers: none → 李雷" in shown
    assert "by command added" in shown


async def test_what_a_reader_may_not_see_is_a_private_item_in_the_details(stage: Stage) -> None:
    ann, lilei = stage.person("ann"), stage.person("lilei")
    await ann.command(ann.dm, "/task", "Talk to Ben about his pay")
    card = await _add(stage, "Prepare deck after T1")
    for person, told in ((ann, "Waits for: T1"), (lilei, "Waits for: a private item")):
        await person.click("#launch", card["ts"], "task.details")
        assert told in words_in({"blocks": person.modal["blocks"]})


async def test_a_part_is_where_its_whole_is(stage: Stage) -> None:
    """Naming the channel of the whole is fine; another one is refused, and the line is kept."""
    await _typed(stage, "Open the shop")
    there = await _typed(stage, "sub T1 Draft slides #launch")
    assert "Added T2" in there
    refused = await _typed(stage, "sub T1 Print slides #ops")
    assert "A part belongs where T1 is" in refused
    assert "sub T1 Print slides #ops" in refused
    assert "There is no T3" in await _typed(stage, "T3")
