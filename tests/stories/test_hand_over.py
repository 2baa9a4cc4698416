"""Handing a task to somebody: asked, answered, taken back; always on one list."""

from sandbox.state import Json
from tests.stage import Stage, words_in


async def _typed(stage: Stage, who: str, line: str = "", channel: str = "#launch") -> str:
    """What a line is answered, after everything has followed."""
    said = await stage.person(who).command(channel, "/task", line)
    await stage.pass_time(seconds=5)
    return words_in({"blocks": said.blocks, "text": said.text})


async def _lists(stage: Stage, *people: str) -> list[str]:
    """Who of these people has T1 on their own list."""
    return [who for who in people if "T1 " in await _typed(stage, who, "list mine", "#random")]


def _posted(stage: Stage, who: str) -> list[Json]:
    return [message for message in stage.direct(who) if not message.get("ephemeral")]


def _newest(stage: Stage, who: str) -> str:
    return words_in(_posted(stage, who)[-1])


def _told(stage: Stage, who: str) -> str:
    """The newest answer that only this person sees."""
    return words_in(stage.person(who).ephemerals("dm")[-1])


def _offer(stage: Stage, who: str) -> Json:
    """The newest message of the bot to somebody that has buttons to answer with."""
    buttons = ("Accept", "Agree", "Undo", "Hand over")
    shown = [each for each in _posted(stage, who) if any(b in words_in(each) for b in buttons)]
    return shown[-1]


async def _click(
    stage: Stage, who: str, action: str, card: Json, *, selected: str | None = None
) -> None:
    person = stage.person(who)
    await person.click(person.dm, card["ts"], action, selected=selected)
    await stage.pass_time(seconds=5)


async def _send(stage: Stage, who: str, field: str, value: str) -> None:
    """Fill in one field of the form in front and send it."""
    await stage.person(who).fill(field, value)
    assert (await stage.person(who).submit()).closed
    await stage.pass_time(seconds=5)


def _as_shown(stage: Stage, who: str, card: Json) -> str:
    """What a message of the bot says now."""
    person = stage.person(who)
    return words_in(person.message(person.dm, card["ts"]))


async def test_monday_ann_hands_over_and_ben_accepts(stage: Stage) -> None:
    await _typed(stage, "ann", "Prepare deck fri -- Twelve slides")
    said = await _typed(stage, "ann", "hand T1 @ben")
    assert said.startswith("Offered T1 Prepare deck to Ben. Until they accept, it stays where it")
    assert "🤝 offered to Ben" in words_in(stage.cards("#launch")[0])
    assert "offered to Ben" in await _typed(stage, "ann")
    assert await _lists(stage, "ann", "ben") == ["ann"]

    offer = _offer(stage, "ben")
    assert words_in(offer).startswith(
        "Ann wants to hand a task over to you: T1 Prepare deck Twelve slides 👤 Ann"
    )
    assert words_in(offer).endswith("Accept Decline Suggest another date Details")
    waiting = await _typed(stage, "ben")
    assert waiting.startswith("*Waiting for my answer* T1 Prepare deck from Ann · Fri, May 15")

    await _click(stage, "ben", "task.accept", offer)
    assert _told(stage, "ben").startswith("You accepted T1 Prepare deck. It is on your list now.")
    assert await _lists(stage, "ann", "ben") == ["ben"]
    assert _newest(stage, "ann").startswith("Ben took over T1 Prepare deck")
    card = words_in(stage.cards("#launch")[0])
    assert "👤 Ben" in card
    assert "🤝" not in card
    assert "✔ Done" in _as_shown(stage, "ben", offer)
    assert "Waiting for my answer" not in await _typed(stage, "ben")


async def test_tuesday_ben_declines_and_the_task_was_never_away(stage: Stage) -> None:
    await _typed(stage, "ann", "Prepare deck fri")
    ann = stage.person("ann")
    card = stage.cards("#launch")[0]
    await ann.click("#launch", card["ts"], "task.hand", selected=stage.person("ben").id)
    await stage.pass_time(seconds=5)
    offer = _offer(stage, "ben")
    await _click(stage, "ben", "task.decline", offer)
    await _send(stage, "ben", "reason", "no time before Friday")

    assert await _lists(stage, "ann", "ben") == ["ann"]
    shown = _as_shown(stage, "ben", offer)
    assert shown == "T1 Prepare deck · declined by Ben: no time before Friday Undo Details"
    assert _newest(stage, "ann") == (
        "Ben declined T1 Prepare deck: no time before Friday Hand over Details"
    )
    assert "declined: no time before Friday" in await _typed(stage, "ann", "history T1")

    await _click(stage, "ann", "task.hand", _offer(stage, "ann"), selected=stage.person("chen").id)
    assert "wants to hand a task over" in _newest(stage, "chen")
    said = await _typed(stage, "ben", "accept T1")
    assert said.startswith("That answer about T1 is for Chen to give.")
    assert await _lists(stage, "ann", "ben", "chen") == ["ann"]


async def test_ben_thinks_again_about_what_he_declined(stage: Stage) -> None:
    await _typed(stage, "ann", "Prepare deck fri")
    await _typed(stage, "ann", "hand T1 @ben")
    offer = _offer(stage, "ben")
    said = await _typed(stage, "ben", "decline T1 too busy")
    assert said.startswith("You declined T1 Prepare deck. It stays with Ann.")
    await _click(stage, "ben", "undo", _offer(stage, "ben"))
    assert _as_shown(stage, "ben", offer).endswith("Accept Decline Suggest another date Details")
    assert _newest(stage, "ann").startswith("Ben is thinking about T1 Prepare deck once more")

    await _click(stage, "ben", "task.accept", offer)
    assert await _lists(stage, "ann", "ben") == ["ben"]
    said = await _typed(stage, "ben", "undo")
    assert said.startswith("Undone. T1 Prepare deck is as before: owner Ann, offered to Ben.")
    assert await _lists(stage, "ann", "ben") == ["ann"]
    assert _newest(stage, "ann").startswith("Ben gave a task back to you:")


async def test_wednesday_another_date_is_agreed_to(stage: Stage) -> None:
    await _typed(stage, "ann", "Prepare deck tue")
    await _typed(stage, "ann", "hand T1 @ben")
    offer = _offer(stage, "ben")
    await _click(stage, "ben", "task.suggest", offer)
    await _send(stage, "ben", "due_date", "2026-05-13")
    assert "Ben suggests Wed, May 13" in words_in(stage.cards("#launch")[0])
    question = _offer(stage, "ann")
    assert words_in(question) == (
        "Ben would take over T1 Prepare deck, but suggests Wed, May 13 instead of Tue, May 12. "
        "Agree Insist on Tue, May 12 Take back Details"
    )
    assert (await _typed(stage, "ann")).startswith("*Waiting for my answer* Ben would take over T1")

    await _click(stage, "ann", "task.insist", question)
    assert await _lists(stage, "ann", "ben") == ["ann"]
    assert words_in(_offer(stage, "ben")).startswith(
        "Ann asks you to keep the date, Tue, May 12: T1 Prepare deck"
    )
    assert _as_shown(stage, "ann", question) == "T1 Prepare deck · date kept by Ann Details"

    said = await _typed(stage, "ben", "suggest T1 thu")
    assert said.startswith("You suggested Thu, May 14 for T1 Prepare deck.")
    await _click(stage, "ann", "task.agree", _offer(stage, "ann"))
    assert await _lists(stage, "ann", "ben") == ["ben"]
    assert _newest(stage, "ben").startswith("Ann agreed to your date: T1 Prepare deck is on your")
    assert "👤 Ben 📅 Thu, May 14" in words_in(stage.cards("#launch")[0])


async def test_thursday_ann_takes_it_back_before_ben_answers(stage: Stage) -> None:
    await _typed(stage, "ann", "Prepare deck")
    await _typed(stage, "ann", "hand T1 @ben")
    offer = _offer(stage, "ben")
    card = stage.cards("#launch")[0]
    await stage.person("ann").click("#launch", card["ts"], "task.take_back")
    await stage.pass_time(seconds=5)
    assert _as_shown(stage, "ben", offer) == "T1 Prepare deck · taken back by Ann Details"
    assert "T1 is no longer offered" in await _typed(stage, "ben", "accept T1")
    assert await _lists(stage, "ann", "ben") == ["ann"]


async def test_naming_another_owner_asks_them_whichever_door_it_comes_through(
    stage: Stage,
) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await _typed(stage, "ann", "Prepare deck @lilei")
    assert await _lists(stage, "ann", "lilei") == ["lilei"]
    said = await _typed(stage, "ann", "T1 @ben p2")
    assert said.startswith("T1 Prepare deck: priority P2, offered to Ben.")
    assert await _lists(stage, "ann", "ben", "lilei") == ["lilei"]

    await ann.click("#launch", stage.cards("#launch")[0]["ts"], "task.edit")
    await _send(stage, "ann", "owner", stage.person("chen").id)
    assert "offered to Chen" in words_in(stage.cards("#launch")[0])
    assert "offered to somebody else by Ann" in _newest(stage, "ben")

    await ben.react("#launch", stage.cards("#launch")[0]["ts"], "eyes")
    await stage.pass_time(seconds=5)
    assert await _lists(stage, "ben", "chen", "lilei") == ["lilei"]
    chen_offer = _offer(stage, "chen")
    chen = stage.person("chen")
    await chen.react(chen.dm, chen_offer["ts"], "eyes")
    await stage.pass_time(seconds=5)
    assert await _lists(stage, "ann", "ben", "chen", "lilei") == ["chen"]
    assert "▶ in progress" in words_in(stage.cards("#launch")[0])
    await chen.unreact(chen.dm, chen_offer["ts"], "eyes")
    await stage.pass_time(seconds=5)
    assert await _lists(stage, "ann", "ben", "chen", "lilei") == ["lilei"]
    assert "Accept" in _as_shown(stage, "chen", chen_offer)


async def test_what_nobody_owns_is_on_no_list_until_somebody_accepts(stage: Stage) -> None:
    await _typed(stage, "ann", "Prepare deck @none")
    await _typed(stage, "ann", "hand T1 @ben")
    assert await _lists(stage, "ann", "ben") == []
    assert "T1 Prepare deck" in await _typed(stage, "ann", "list unassigned")
    await _typed(stage, "ben", "accept T1")
    assert await _lists(stage, "ann", "ben") == ["ben"]


async def test_a_finished_task_is_no_longer_offered(stage: Stage) -> None:
    await _typed(stage, "ann", "Prepare deck")
    await _typed(stage, "ann", "hand T1 @ben")
    offer = _offer(stage, "ben")
    await _typed(stage, "ann", "done T1")
    assert _as_shown(stage, "ben", offer) == "T1 Prepare deck · done by Ann Details"
    assert "T1 is no longer offered" in await _typed(stage, "ben", "decline T1")
    assert (await _typed(stage, "ann", "hand T1 @ben")).startswith("T1 is closed.")
    await _typed(stage, "ann", "undo")
    assert "Accept" in _as_shown(stage, "ben", offer)
    assert await _lists(stage, "ann", "ben") == ["ann"]


async def test_a_private_task_is_seen_by_whoever_is_asked_until_they_decline(
    stage: Stage,
) -> None:
    await stage.person("ann").command("dm", "/task", "Talk about pay")
    await stage.pass_time(seconds=5)
    assert (await _typed(stage, "ben", "T1")).startswith("There is no T1 here.")
    await _typed(stage, "ann", "hand T1 @ben")
    assert "Talk about pay" in await _typed(stage, "ben", "T1")
    assert (await _typed(stage, "chen", "T1", "#ops")).startswith("There is no T1 here.")
    offer = _offer(stage, "ben")
    await _typed(stage, "ben", "decline T1")
    assert (await _typed(stage, "ben", "T1")).startswith("There is no T1 here.")
    assert _as_shown(stage, "ben", offer) == "T1 · declined by Ben Undo"
    assert (await _typed(stage, "ben", "accept T1")).startswith("Ben declined T1")
    assert (await _typed(stage, "chen", "accept T1", "#ops")).startswith("There is no T1 here.")


async def test_a_second_click_and_a_late_one_are_answered_kindly(stage: Stage) -> None:
    ben = stage.person("ben")
    await _typed(stage, "ann", "Prepare deck")
    await _typed(stage, "ann", "hand T1 @ben")
    offer = _offer(stage, "ben")
    for _ in range(2):
        await ben.click(ben.dm, offer["ts"], "task.accept")
    await stage.pass_time(seconds=5)
    assert _told(stage, "ben") == "T1 Prepare deck is already with Ben; nothing changed."
    said = await _typed(stage, "ann", "take back T1")
    assert said.startswith("You took T1 Prepare deck.")
    assert _newest(stage, "ben").startswith("Ann took over T1 Prepare deck")
    assert (await _typed(stage, "ben", "accept T1")).startswith("T1 was handed over already (Ben)")
    assert await _lists(stage, "ann", "ben") == ["ann"]


async def test_somebody_who_leaves_is_not_waited_for(stage: Stage) -> None:
    workspace = stage.sandbox.workspace
    await _typed(stage, "ann", "Prepare deck fri")
    await _typed(stage, "ann", "hand T1 @chen")
    workspace.deactivate(stage.person("chen").id)
    await stage.pass_time(seconds=5)
    assert _newest(stage, "ann").startswith("Chen left, so T1 Prepare deck is no longer")
    assert "🤝" not in words_in(stage.cards("#launch")[0])
    assert "offered to anybody" in await _typed(stage, "ann", "accept T1")

    await _typed(stage, "ann", "hand T1 @ben")
    offer = _offer(stage, "ben")
    workspace.deactivate(stage.person("ann").id)
    await stage.pass_time(seconds=5)
    said = await _typed(stage, "ben", "suggest T1 mon")
    assert said.startswith("Ann has left, so nobody would answer. Accept T1")
    await _click(stage, "ben", "task.accept", offer)
    assert await _lists(stage, "ben") == ["ben"]


async def test_whoever_is_asked_sees_the_question_but_nothing_else_that_is_private(
    stage: Stage,
) -> None:
    ann = stage.person("ann")
    for line in ("Talk to Chen", "Talk about pay after T1", "hand T2 @ben"):
        await ann.command("dm", "/task", line)
    await stage.pass_time(seconds=5)
    offer = words_in(_offer(stage, "ben"))
    assert offer.startswith(
        "Ann wants to hand a task over to you: T2 Talk about pay 👤 Ann ⛓ after"
    )
    assert "⛓ after a private item Accept" in offer
    assert await _typed(stage, "ben", "T2") == offer
    assert (await _typed(stage, "ben", "done T2")).startswith("T2 is offered to you but not yours")
    await _click(stage, "ben", "task.details", _offer(stage, "ben"))
    assert "after a private item" in words_in({"blocks": stage.person("ben").modal["blocks"]})
    assert (await _typed(stage, "ben", "T1")).startswith("There is no T1 here.")
