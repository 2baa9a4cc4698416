"""Cards whose place is gone, and cards of people from outside the place."""

import re

from tests.stage import Stage, words_in


async def test_a_deleted_message_takes_its_thread_with_it_and_nothing_else(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    ts = await ben.say("#launch", "Could somebody book the venue?")
    await ann.message_shortcut("#launch", ts, "task_make")
    await ben.delete("#launch", ts)
    sent = await ann.submit()
    await stage.pass_time(seconds=10)

    assert sent.closed
    (card,) = stage.cards("#launch")
    assert "T1 Could somebody book the venue?" in words_in(card)
    assert "thread_ts" not in card
    assert stage.direct("ann") == []
    # The bot is still in the channel, and knows it.
    await ann.command("#launch", "/task", "Order the cake")
    await stage.pass_time(seconds=10)
    assert "T2 Order the cake" in words_in(stage.cards("#launch")[-1])


async def test_an_owner_from_outside_reads_no_ids_of_the_room_on_their_card(stage: Stage) -> None:
    """Chen owns one task of #leads, which is not a reason to learn of the others there."""
    stage.sandbox.invite("drumbeat", "leads", by="ann")
    await stage.settle()
    ann = stage.person("ann")
    await ann.command("#leads", "/goal", "Close the round by 30 Jun")
    await ann.command("#leads", "/task", "Agree on the price")
    await ann.command("#leads", "/task", "Print the papers @chen after T1 for G1")
    await stage.pass_time(seconds=10)

    (card,) = stage.direct("chen")
    assert "T2 Print the papers" in words_in(card)
    assert "T1" not in words_in(card)
    assert "G1" not in words_in(card)
    assert "⛓ after a private item" in words_in(card)
    assert "⛓ after T1" in words_in(stage.cards("#leads")[-1])


async def test_the_card_in_a_direct_message_stops_asking_for_an_invitation(stage: Stage) -> None:
    ann = stage.person("ann")
    for command in ("/task", "/goal"):
        await ann.command("#random", command, "Plan the party")
    await stage.pass_time(seconds=10)
    assert all("I am not in #random" in words_in(card) for card in stage.direct("ann"))

    stage.sandbox.invite("drumbeat", "random", by="ann")
    await stage.pass_time(seconds=30)
    assert len(stage.cards("#random")) == 2
    assert len(stage.direct("ann")) == 2
    assert not any("I am not in" in words_in(card) for card in stage.direct("ann"))


async def test_fifty_watchers_are_counted_not_hidden(stage: Stage) -> None:
    ann = stage.person("ann")
    for number in range(50):
        stage.sandbox.join_team(f"p{number}", f"Person {number}", display_name=f"p{number}")
    await stage.settle()
    everybody = " ".join(f"@p{number}" for number in range(50))
    await ann.command("#launch", "/task", f"Prepare deck @ann {everybody}")
    await stage.pass_time(seconds=10)
    (card,) = stage.cards("#launch")
    # In the order in which the bot came to know them.
    assert re.search(r"👁 (p\d+, ){4}p\d+ \+45 #launch", words_in(card)), words_in(card)
    await ann.click("#launch", card["ts"], "task.details")
    assert "p49" in words_in(ann.modal)
