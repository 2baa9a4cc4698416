"""What is in somebody's way: said in a standup, asked of others, taken, resolved."""

import pytest

from sandbox.state import Json
from tests.stage import Stage, words_in


async def _begin(stage: Stage, channel: str = "#launch") -> Json:
    """Monday 09:00 UTC: a standup is set up. Tuesday 02:00: Ann was asked; the thread's parent."""
    said = await stage.person("ann").command(channel, "/standup", "new Daily weekdays 9:30")
    assert said.text is not None
    assert said.text.startswith("Daily is set up")
    await stage.pass_time(hours=17)
    return stage.cards(channel)[-1]


async def _answer(stage: Stage, blockers: str, handle: str = "ann") -> None:
    person = stage.person(handle)
    asked = next(each for each in stage.direct(handle) if "Daily" in words_in(each))
    button = "standup.edit" if "You have answered" in words_in(asked) else "standup.answer"
    await person.click(person.dm, asked["ts"], button)
    await person.fill("answer_1", "Think about venues")
    await person.fill("answer_2", blockers)
    sent = await person.submit()
    assert sent.closed, sent
    await stage.pass_time(seconds=10)


def _cards(stage: Stage, parent: Json, channel: str = "#launch", viewer: str = "ann") -> list[str]:
    """The blockers in a round's thread, in order."""
    thread = stage.person(viewer).thread(channel, parent["ts"])
    return [words_in(each) for each in thread if each.get("bot_id") and " B" in words_in(each)]


def _told(stage: Stage, handle: str, word: str) -> list[Json]:
    return [each for each in stage.direct(handle) if word in words_in(each)]


def _actions(message: Json) -> list[str]:
    return [
        element["action_id"]
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


async def _typed(stage: Stage, handle: str, line: str, channel: str = "#launch") -> str:
    said = await stage.person(handle).command(channel, "/standup", line)
    await stage.pass_time(seconds=10)
    return words_in({"blocks": said.blocks}) if said.blocks else (said.text or "")


async def test_a_blocker_from_the_standup_to_its_end(stage: Stage) -> None:
    ann, dana = stage.person("ann"), stage.person("dana")
    parent = await _begin(stage)

    # Ann says what is in her way and whom she needs.
    await _answer(stage, "The contract is not signed @dana\nno budget for <flyers> *yet*")
    thread = ann.thread("#launch", parent["ts"])
    assert "Think about venues" in words_in(thread[1])
    first, second = _cards(stage, parent)
    assert "🚧 B1 The contract is not signed @dana" in first
    assert "🙋 asked: Dana" in first
    assert "🚧 B2 no budget for <flyers> *yet*" in second
    assert "nobody takes care of it yet" in second

    # Dana has one message of her own, with everything she can do about it.
    (asked,) = _told(stage, "dana", "B1")
    assert words_in(asked).startswith("Ann needs your help: 🚧 B1")
    assert _actions(asked) == ["blocker.take", "blocker.resolve", "blocker.ask", "blocker.update"]
    assert _told(stage, "ann", "B1") == []

    # She takes it: everybody sees it, and Ann hears of it, once.
    await dana.click(dana.dm, asked["ts"], "blocker.take")
    await stage.pass_time(seconds=10)
    assert "Dana takes care of it" in _cards(stage, parent)[0]
    assert _actions(_told(stage, "dana", "needs your help")[0])[0] == "blocker.resolve"
    (news,) = _told(stage, "ann", "takes care of what is in your way")
    assert "Dana" in words_in(news)

    # News, in a form.
    await dana.click(dana.dm, asked["ts"], "blocker.update")
    await dana.submit(news="They sign <tomorrow> & send *it*")
    await stage.pass_time(seconds=10)
    assert "They sign <tomorrow> & send *it*" in _cards(stage, parent)[0]
    assert "💬 Dana" in _cards(stage, parent)[0]

    # It is signed. Ann's message follows; there is no second one.
    assert "✅ Resolved: B1" in await _typed(stage, "dana", "B1 done signed at noon")
    assert "resolved by Dana" in _cards(stage, parent)[0]
    (news,) = [each for each in stage.direct("ann") if "B1" in words_in(each)]
    assert "Dana has resolved what was in your way" in words_in(news)
    assert "signed at noon" in words_in(news)
    assert _actions(news) == ["blocker.reopen"]

    # Not quite: the copy is missing. Ann opens it again, from the message.
    await ann.click(ann.dm, news["ts"], "blocker.reopen")
    await stage.pass_time(seconds=10)
    assert "🚧 B1" in _cards(stage, parent)[0]
    assert "blocker.take" in _actions(_told(stage, "dana", "needs your help")[0])
    assert len(stage.person("dana").thread("#launch", parent["ts"])) == len(thread)


async def test_asking_somebody_else_and_undoing_it(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    parent = await _begin(stage)
    await _answer(stage, "The printer is broken")
    card = next(each for each in ann.thread("#launch", parent["ts"]) if "B1" in words_in(each))
    await ann.click("#launch", card["ts"], "blocker.ask")
    await ann.submit(people=["ben", "lilei"])
    await stage.pass_time(seconds=10)
    assert "🙋 asked: Ben, 李雷" in _cards(stage, parent)[0]
    (asked,) = _told(stage, "ben", "B1")
    assert words_in(_told(stage, "lilei", "B1")[0]).count("B1") == 1
    assert "Ann" in words_in(asked)

    assert "Undone. B1" in await _typed(stage, "ann", "undo")
    assert "nobody takes care of it yet" in _cards(stage, parent)[0]
    # The channel is public, so Ben still sees what it is about, and may take it.
    await ben.click(ben.dm, asked["ts"], "blocker.take")
    await stage.pass_time(seconds=10)
    assert "Ben takes care of it" in _cards(stage, parent)[0]


async def test_whoever_is_in_the_way_of_nobody_is_told_kindly(stage: Stage) -> None:
    await _begin(stage)
    await _answer(stage, "The printer is broken")
    own = await _typed(stage, "ann", "ack B1")
    assert own == (
        "B1 is in your own way, so somebody else has to take it. Ask them, with /standup B1 tag "
        "@somebody"
    )
    everybody = await _typed(stage, "ann", "B1 tag @here")
    assert everybody.startswith("@here is everybody, so nobody would feel asked. Nobody was asked.")
    assert "Name people, for example @" in everybody
    assert "/standup B1 tag @here" in everybody
    assert (await _typed(stage, "ben", "B9")).startswith("There is no B9 here.")
    assert "You can take it yourself" in await _typed(stage, "lilei", "B1 done")


async def test_an_edited_answer_adds_what_is_new_and_repeats_nothing(stage: Stage) -> None:
    parent = await _begin(stage)
    await _answer(stage, "The printer is broken")
    await _answer(stage, "The printer is broken\nThe phone is dead @ben")
    first, second = _cards(stage, parent)
    assert "B1 The printer is broken" in first
    assert "B2 The phone is dead" in second
    await _answer(stage, "none")
    assert len(_cards(stage, parent)) == 2
    listed = await _typed(stage, "ann", "blockers")
    assert "In my way* · 2" in listed


async def test_what_is_said_the_evening_before_shows_when_the_thread_begins(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/standup", "new Daily weekdays 9:30")
    await ann.command("#launch", "/standup", "tomorrow")
    await ann.fill("answer_2", "The printer is broken @ben")
    sent = await ann.submit()
    assert sent.closed, sent
    await stage.pass_time(seconds=10)
    assert stage.cards("#launch") == []
    assert _told(stage, "ben", "B1")

    await stage.pass_time(hours=17)
    (parent,) = stage.cards("#launch")
    assert len(_cards(stage, parent)) == 1


@pytest.mark.parametrize("code", ["not_in_channel", "is_archived", "restricted_action"])
async def test_a_refused_card_moves_to_a_direct_message_once(stage: Stage, code: str) -> None:
    await _begin(stage)
    stage.sandbox.faults.api("chat.postMessage", code)
    await _answer(stage, "The printer is broken")
    await stage.pass_time(minutes=5)
    assert len(_told(stage, "ann", "B1 The printer is broken")) <= 1
    assert "B1 The printer is broken" in await _typed(stage, "ann", "B1", channel="#ops")


async def test_a_private_channel_keeps_its_blockers(stage: Stage) -> None:
    """Chen is not in #leads: he sees what he is asked about, while he is asked, and no more."""
    stage.sandbox.invite("drumbeat", "leads")
    await stage.pass_time(seconds=10)
    parent = await _begin(stage, "#leads")
    await _answer(stage, "The merger is not signed")
    assert len(_cards(stage, parent, "#leads")) == 1
    hidden = await _typed(stage, "chen", "B1", "#ops")
    assert hidden.startswith("There is no B1 here.")
    assert "merger" not in await _typed(stage, "chen", "blockers", "#ops")

    await _typed(stage, "ann", "B1 tag @chen", channel="#leads")
    (asked,) = _told(stage, "chen", "B1")
    assert "The merger is not signed" in words_in(asked)
    assert "merger" in await _typed(stage, "chen", "blockers", "#ops")

    await _typed(stage, "ann", "undo", channel="#leads")
    (asked,) = _told(stage, "chen", "B1")
    assert words_in(asked) == "You are no longer asked about B1."
    assert (await _typed(stage, "chen", "ack B1", "#ops")).startswith("There is no B1 here.")


async def test_home_has_what_is_asked_of_me_and_what_is_in_my_way(stage: Stage) -> None:
    ben = stage.person("ben")
    await _begin(stage)
    await _answer(stage, "\n".join(f"Thing {number} is missing @ben" for number in range(1, 8)))
    await ben.open_home()
    await stage.pass_time(seconds=5)
    shown = words_in({"blocks": (ben.home or {})["blocks"]})
    assert "In my way, or asked of me · 7" in shown
    assert "B5 Thing 5 is missing" in shown
    assert "B6" not in shown

    await ben.click("home", None, "blocker.take", value="1")
    await stage.pass_time(seconds=5)
    shown = words_in({"blocks": (ben.home or {})["blocks"]})
    assert "B2 Thing 2" in shown
    assert "asked of me · 7" in shown


async def test_a_reply_in_the_thread_brings_blockers_too_and_so_does_its_edit(stage: Stage) -> None:
    ann = stage.person("ann")
    parent = await _begin(stage)
    reply = await ann.say("#launch", "Did a lot\nBlockers: The printer is broken", parent["ts"])
    await stage.pass_time(seconds=10)
    (card,) = _cards(stage, parent)
    assert "B1 The printer is broken" in card
    await ann.edit("#launch", reply, "Did a lot\nBlockers: The phone is dead @ben")
    await stage.pass_time(seconds=10)
    assert "B2 The phone is dead" in _cards(stage, parent)[1]
    assert _told(stage, "ben", "B2")


async def test_who_was_named_but_cannot_be_asked_is_said(stage: Stage) -> None:
    parent = await _begin(stage)
    await _answer(stage, "Waiting for @legal to sign")
    assert "nobody takes care of it yet" in _cards(stage, parent)[0]
    (told,) = _told(stage, "ann", "I could not ask legal")
    assert "/standup B1 tag @somebody" in words_in(told)


async def test_those_asked_are_reminded_on_each_working_day_until_one_takes_it(
    stage: Stage,
) -> None:
    """Ben has his digest at 09:00 in New York."""
    await _begin(stage)
    await _answer(stage, "The contract is not signed @ben")
    await stage.pass_time(days=2)
    (digest,) = _told(stage, "ben", "named you")
    assert "B1 The contract is not signed" in words_in(digest)
    assert "You take care of B1" in await _typed(stage, "dana", "ack B1")
    await stage.pass_time(days=2)
    about_it = _told(stage, "ben", "B1")
    assert len(about_it) == 2  # the card and that digest
