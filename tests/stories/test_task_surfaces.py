"""Tasks by mention, direct message, buttons, forms, shortcuts and lists."""

import datetime as dt

import pytest

from sandbox.state import Json
from tests.stage import Stage, words_in


async def _add(stage: Stage, line: str, channel: str = "#launch", who: str = "ann") -> Json:
    """Add a task; its card."""
    await stage.person(who).command(channel, "/task", line)
    await stage.pass_time(seconds=5)
    return stage.cards(channel, who)[-1]


async def test_a_mention_in_a_thread_is_answered_privately_there(stage: Stage) -> None:
    ann = stage.person("ann")
    root = await ann.say("#launch", "Who prepares the deck?")
    await ann.say("#launch", "@drumbeat task Prepare deck @ben tomorrow 5pm", thread_ts=root)
    await stage.settle()

    thread = ann.thread("#launch", root)
    shown = [words_in(message) for message in thread]
    assert any("Added T1 Prepare deck" in text for text in shown), shown
    cards = [m for m in thread if m.get("bot_id") and not m.get("ephemeral")]
    assert len(cards) == 1
    assert "T1 Prepare deck" in words_in(cards[0])
    assert stage.cards("#launch") == []


async def test_a_mention_counts_once_although_slack_tells_of_it_twice(stage: Stage) -> None:
    stage.sandbox.faults.duplicate_events(4)
    await stage.person("ann").say("#launch", "@drumbeat task Prepare deck")
    await stage.settle()
    assert len(stage.cards("#launch")) == 1


async def test_a_direct_message_needs_no_mention_and_stays_private(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.say(ann.dm, "task Talk to Ben about his pay fri")
    await stage.pass_time(seconds=5)

    shown = " ".join(words_in(message) for message in stage.direct("ann"))
    assert "Added T1 Talk to Ben about his pay" in shown
    seen = await ben.command("#launch", "/task", "T1")
    assert seen.text is not None
    assert seen.text.startswith("There is no T1 here. See your tasks with /task")
    found = await ben.command("#launch", "/task", "find pay")
    assert "pay" not in words_in({"blocks": found.blocks}).replace("“pay”", "")


async def test_a_direct_message_without_a_command_says_how_to_begin(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.say(ann.dm, "hello there")
    await stage.settle()
    (said,) = stage.direct("ann")
    assert words_in(said).startswith("Begin with a command, for example: /task")


async def test_done_and_undo_by_button(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    card = await _add(stage, "Prepare deck @ben")
    await ben.click("#launch", card["ts"], "task.done")
    await stage.pass_time(seconds=5)
    assert "✅ Done by Ben" in words_in(stage.cards("#launch")[0])
    (told,) = ben.ephemerals("#launch")
    assert words_in(told) == "✅ Done: T1 Prepare deck Undo Edit"

    await ben.click("#launch", told["ts"], "undo")
    await stage.pass_time(seconds=5)
    assert "✔ Done" in words_in(stage.cards("#launch")[0])
    (told,) = ben.ephemerals("#launch")
    assert words_in(told) == "Undone. T1 Prepare deck is as before: open."
    assert "Done by" not in words_in(ann.message("#launch", card["ts"]))


@pytest.mark.parametrize(
    ("choice", "due"),
    [
        ("1 tomorrow", "Tue, May 12"),
        ("1 next monday", "Mon, May 18"),
        ("1 +1w", "Mon, May 18"),
        ("1 ", "Tue, May 12 9:00 AM"),
    ],
)
async def test_snooze_moves_the_due_date(stage: Stage, choice: str, due: str) -> None:
    card = await _add(stage, "Prepare deck today")
    await stage.person("ann").click("#launch", card["ts"], "task.snooze", selected=choice)
    await stage.pass_time(seconds=5)
    assert due in words_in(stage.cards("#launch")[0])


async def test_the_edit_form_writes_only_what_was_changed(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    card = await _add(stage, "Prepare deck @ben fri p1 +budget -- All twelve slides")
    await ann.click("#launch", card["ts"], "task.edit")
    assert ann.modal["title"]["text"] == "Edit task"
    # Ben changes another field while the form is open.
    await ben.command("#launch", "/task", "T1 p4")
    await ann.fill("title", "Prepare the deck")
    sent = await ann.submit()
    await stage.pass_time(seconds=5)

    assert sent.closed
    text = words_in(stage.cards("#launch")[0])
    assert "T1 Prepare the deck" in text
    assert "⚪ P4" in text
    assert "All twelve slides" in text


async def test_a_form_that_somebody_overtook_says_so_and_keeps_what_was_typed(
    stage: Stage,
) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    card = await _add(stage, "Prepare deck @ben")
    await ann.click("#launch", card["ts"], "task.edit")
    await ben.command("#launch", "/task", 'T1 title:"Prepare slides"')
    await ann.fill("title", "Prepare the deck")
    sent = await ann.submit()

    assert not sent.closed
    assert sent.errors is not None
    assert "was changed while you had the form open" in str(sent.errors)
    assert ann.modal["state"]["values"]["title"]["title"]["value"] == "Prepare the deck"


async def test_a_past_date_in_the_form_is_an_error_under_its_field(stage: Stage) -> None:
    ann = stage.person("ann")
    card = await _add(stage, "Prepare deck")
    await ann.click("#launch", card["ts"], "task.edit")
    await ann.fill("due_date", "2026-05-01")
    sent = await ann.submit()
    assert sent.errors is not None
    assert list(sent.errors) == ["due_date"]
    assert sent.errors["due_date"].startswith("Fri, May 1 is over")


async def test_a_message_becomes_a_task_with_a_pin_and_a_card_in_its_thread(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    ts = await ben.say("#launch", "Could somebody book the venue?\nIt should hold 80 people")
    await ann.message_shortcut("#launch", ts, "task_make")
    assert ann.modal["title"]["text"] == "Make a task"
    sent = await ann.submit()
    await stage.pass_time(seconds=5)

    assert sent.closed
    message, card = ann.thread("#launch", ts)
    assert [reaction["name"] for reaction in message["reactions"]] == ["pushpin"]
    text = words_in(card)
    assert "T1 Could somebody book the venue?" in text
    assert "It should hold 80 people" in text

    await ann.react("#launch", ts, "white_check_mark")
    await stage.pass_time(seconds=5)
    assert "✅ Done by Ann" in words_in(ann.thread("#launch", ts)[1])


async def test_the_global_shortcut_adds_a_task_for_oneself(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.shortcut("task_new")
    await ann.fill("title", "Renew passport")
    sent = await ann.submit()
    await stage.settle()
    assert sent.closed
    (card,) = stage.direct("ann")
    assert "T1 Renew passport" in words_in(card)


async def test_my_day_groups_tasks_and_pages(stage: Stage) -> None:
    ann = stage.person("ann")
    for number in range(1, 13):
        line = f"Step {number} " + ("today" if number < 4 else "fri" if number < 8 else "")
        await ann.command("#ops", "/task", line.strip())
    await stage.pass_time(minutes=2)
    mine = await ann.command("#ops", "/task", "")
    assert mine.message is not None
    text = words_in(mine.message)
    assert text.startswith("My tasks · 12 tasks *Today* T1 Step 1")
    assert text.index("*Today*") < text.index("*Next 7 days*") < text.index("*No date*")
    assert "T10" in text
    assert "T11" not in text

    await ann.click("#ops", mine.message["ts"], "task.more")
    await stage.settle()
    (page,) = [m for m in ann.ephemerals("#ops") if m["ts"] == mine.message["ts"]]
    assert "T11" in words_in(page)
    assert "T10" not in words_in(page)


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("list @ben", ["T4", "T1"]),
        ("list #ops", ["T3"]),
        ("list +budget", ["T2"]),
        ("list overdue", ["T5"]),
        ("list today", ["T5", "T2"]),
        ("list unassigned", ["T3"]),
        ("list done 7d @ben", ["T6"]),
        ("find deck", ["T1"]),
    ],
)
async def test_lists_show_what_was_asked_for(stage: Stage, line: str, numbers: list[str]) -> None:
    ann = stage.person("ann")
    for channel, task in [
        ("#launch", "Prepare deck @ben"),
        ("#launch", "Pay invoice +budget today"),
        ("#ops", "Fix printer @none"),
        ("#launch", "Call venue @ben next week"),
        ("#launch", "Water plants in 1 hour"),
        ("#launch", "Old thing @ben"),
    ]:
        await ann.command(channel, "/task", task)
    await ann.command("#launch", "/task", "done T6")
    await stage.pass_time(hours=2)
    shown = await ann.command("#launch", "/task", line)
    text = words_in({"blocks": shown.blocks})
    assert [word for word in text.split() if word.startswith("T") and word[1:].isdigit()] == numbers


async def test_a_near_miss_verb_asks_and_carries_out_what_is_chosen(stage: Stage) -> None:
    ann = stage.person("ann")
    await _add(stage, "Prepare deck")
    asked = await ann.command("#launch", "/task", "dnoe T1")
    assert asked.message is not None
    assert words_in(asked.message).startswith("Did you mean /task done T1?")
    await ann.click("#launch", asked.message["ts"], "task.meant")
    await stage.pass_time(seconds=5)
    assert "✅ Done by Ann" in words_in(stage.cards("#launch")[0])


async def test_where_the_bot_is_not_the_task_is_kept_and_appears_once_it_is_invited(
    stage: Stage,
) -> None:
    """#random is public but the bot is not in it; Dana invites it later."""
    ann, dana = stage.person("ann"), stage.person("dana")
    said = await ann.command("#random", "/task", "Order pizza fri")
    await stage.settle()
    assert said.message is not None
    assert "Type /invite @Drumbeat here" in words_in(said.message)
    (card,) = stage.direct("ann")
    assert "I am not in #random" in words_in(card)

    await dana.invite("#random", "drumbeat")
    await stage.pass_time(seconds=5)
    (card,) = stage.cards("#random")
    assert "T1 Order pizza" in words_in(card)


async def test_a_task_from_a_private_channel_is_unknown_to_others(stage: Stage) -> None:
    ann, ben, chen = (stage.person(name) for name in ("ann", "ben", "chen"))
    await ben.invite("#leads", "drumbeat")
    await stage.settle()
    await ann.command("#leads", "/task", "Plan layoffs @ben")
    await stage.pass_time(seconds=5)
    assert len(stage.cards("#leads")) == 1

    for line in ("T1", "done T1", "T1 fri"):
        answer = await chen.command("#finance", "/task", line)
        assert answer.text is not None
        assert answer.text.startswith("There is no T1 here.")
    for line in ("list @ben", "find layoffs"):
        answer = await chen.command("#finance", "/task", line)
        assert "Plan layoffs" not in words_in({"blocks": answer.blocks})
    seen = await stage.person("dana").command("#ops", "/task", "T1")
    assert "Plan layoffs" in words_in({"blocks": seen.blocks})


async def test_naming_a_team_from_a_private_place_asks_before_it_shares(stage: Stage) -> None:
    ann = stage.person("ann")
    said = await ann.command(ann.dm, "/task", "Buy a new printer #ops")
    await stage.settle()
    assert said.message is not None
    assert "This will be visible in #ops." in words_in(said.message)
    assert stage.cards("#ops") == []

    await ann.click(ann.dm, said.message["ts"], "task.share")
    await stage.pass_time(seconds=5)
    (card,) = stage.cards("#ops")
    assert "Buy a new printer" in words_in(card)


async def test_times_are_meant_in_the_zone_of_the_team(stage: Stage) -> None:
    """#launch is set to Shanghai by Ann's first task; Ben writes from New York."""
    await _add(stage, "First")
    card = await _add(stage, "Call Ann tomorrow 9am", who="ben")
    due = dt.datetime(2026, 5, 12, 1, 0, tzinfo=dt.UTC)
    assert f"<!date^{int(due.timestamp())}^" in words_in(card)


async def test_the_form_for_a_new_task_belongs_to_the_channel_it_was_opened_in(
    stage: Stage,
) -> None:
    ann = stage.person("ann")
    empty = await ann.command("#ops", "/task", "")
    assert empty.message is not None
    await ann.click("#ops", empty.message["ts"], "task.form")
    await ann.fill("title", "Order paper")
    await ann.fill("due_date", "2026-05-13")
    assert (await ann.submit()).closed
    await stage.settle()
    (card,) = stage.cards("#ops")
    assert "T1 Order paper 👤 Ann 📅 Wed, May 13 #ops" in words_in(card)


async def test_a_channel_without_tasks_has_an_empty_list(stage: Stage) -> None:
    shown = await stage.person("ann").command("#launch", "/task", "list #ops")
    assert shown.text is not None
    assert shown.text.startswith("Tasks: #ops · nothing here.")


async def test_a_bare_verb_shows_how_it_is_used(stage: Stage) -> None:
    shown = await stage.person("ann").command("#launch", "/task", "done")
    assert (
        words_in({"blocks": shown.blocks})
        == "Write it like this: /task done T12 T15-T18 mark as done"
    )


async def test_the_time_of_closing_is_shown_in_the_zone_of_each_reader(stage: Stage) -> None:
    ann = stage.person("ann")
    card = await _add(stage, "Prepare deck")
    await ann.click("#launch", card["ts"], "task.done")
    await stage.pass_time(seconds=5)
    assert "<!date^" in words_in(stage.cards("#launch")[0])
