"""Where goals are shown: places that close, open or change, private ones; emoji on cards."""

import pytest
from sqlmodel import select

from storage.tables import Goal, Task
from tests.stage import Stage, words_in


async def _goal(stage: Stage, channel: str, line: str, who: str = "ann") -> str:
    said = await stage.person(who).command(channel, "/goal", line)
    await stage.pass_time(seconds=5)
    return words_in({"blocks": said.blocks})


def _row(stage: Stage, number: int = 1) -> Goal:
    statement = select(Goal).where(Goal.number == number)
    found: Goal = stage.db.run_read(lambda session: session.exec(statement).one())
    return found


# -- the bot comes and goes ------------------------------------------------------------------------


async def test_where_the_bot_is_not_the_goal_is_kept_and_appears_once_it_is_invited(
    stage: Stage,
) -> None:
    """#random is public but the bot is not in it; Dana invites it later."""
    told = await _goal(stage, "#random", "Order less pizza")
    assert "Type /invite @Drumbeat here" in told
    (card,) = stage.direct("ann")
    assert "I am not in #random" in words_in(card)

    await stage.person("dana").invite("#random", "drumbeat")
    await stage.pass_time(seconds=5)
    (card,) = stage.cards("#random")
    assert "G1 Order less pizza" in words_in(card)


async def test_a_goal_from_a_private_channel_without_the_bot_becomes_the_rooms(
    stage: Stage,
) -> None:
    ben = stage.person("ben")
    await _goal(stage, "#leads", "Move to a new office", who="ben")
    assert _row(stage).visibility == "personal"
    assert "G1 Move to a new office" in words_in(stage.direct("ben")[0])
    dana = stage.person("dana")
    unknown = await dana.command("#ops", "/goal", "G1")
    assert unknown.text is not None
    assert unknown.text.startswith("There is no G1 here")

    await ben.invite("#leads", "drumbeat")
    await stage.pass_time(seconds=5)
    assert _row(stage).visibility == "conversation"
    (card,) = stage.cards("#leads", viewer="ben")
    assert "G1 Move to a new office" in words_in(card)
    seen = await dana.command("#ops", "/goal", "G1")
    assert "Move to a new office" in words_in({"blocks": seen.blocks})


async def test_a_card_that_missed_check_ins_while_the_bot_was_away_catches_up(
    stage: Stage,
) -> None:
    await _goal(stage, "#launch", "Raise NPS from 31 to 45")
    channel = stage.sandbox.workspace.channel("launch")
    channel.members.remove(stage.sandbox.bot_user_id)
    channel.kind = "private"
    await _goal(stage, "#ops", "G1 38 amber late")
    assert "38 (from" not in words_in(stage.cards("#launch")[0])

    stage.sandbox.invite("drumbeat", "#launch")
    await stage.pass_time(minutes=1)
    card = stage.cards("#launch")[0]
    assert "38 (from 31 to 45)" in words_in(card)


@pytest.mark.parametrize("code", ["not_in_channel", "is_archived", "restricted_action"])
async def test_a_refused_card_moves_to_a_direct_message_once(stage: Stage, code: str) -> None:
    stage.sandbox.faults.api("chat.postMessage", code)
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", "Raise NPS from 31 to 45")
    await stage.pass_time(minutes=5)
    (told,) = stage.direct("ann")
    assert "G1 Raise NPS" in words_in(told)
    assert stage.cards("#launch") == []
    await _goal(stage, "#ops", "done G1")
    assert "✅ done" in words_in(stage.direct("ann")[0])


# -- the place itself changes ----------------------------------------------------------------------


async def test_an_archived_channel_shows_its_goal_again_when_it_is_brought_back(
    stage: Stage,
) -> None:
    await _goal(stage, "#launch", "Raise NPS from 31 to 45")
    stage.sandbox.archive("#launch")
    await stage.settle()
    await _goal(stage, "#ops", "done G1")
    stage.sandbox.unarchive("#launch")
    await stage.pass_time(minutes=1)
    assert "✅ done" in words_in(stage.cards("#launch")[0])
    assert stage.direct("ann") == []


async def test_a_renamed_channel_keeps_its_goal(stage: Stage) -> None:
    await _goal(stage, "#launch", "Raise NPS from 31 to 45")
    stage.sandbox.rename("#launch", "liftoff")
    await stage.settle()
    await _goal(stage, "#ops", "G1 36")
    assert "36 (from 31 to 45)" in words_in(stage.cards("#liftoff")[0])


async def test_a_channel_made_private_or_shared_keeps_its_goal_and_follows_it(
    stage: Stage,
) -> None:
    await _goal(stage, "#launch", "Raise NPS from 31 to 45")
    stage.sandbox.share_channel("#launch")
    await stage.settle()
    await _goal(stage, "#ops", "G1 35")
    assert "35 (from 31 to 45)" in words_in(stage.cards("#launch")[0])
    stage.sandbox.unshare_channel("#launch")
    stage.sandbox.convert_to_private("#launch")
    await stage.settle()
    await _goal(stage, "#ops", "G1 39")
    assert "39 (from 31 to 45)" in words_in(stage.cards("#launch")[0])


# -- privacy and sharing ---------------------------------------------------------------------------


async def test_naming_a_team_from_a_private_place_asks_before_it_shares(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    said = await ann.command(ann.dm, "/goal", "Hire two agents #ops")
    await stage.pass_time(seconds=5)
    assert said.message is not None
    assert "This will be visible in #ops." in words_in(said.message)
    assert "Share with #ops Keep here" in words_in(said.message)
    assert stage.cards("#ops") == []
    unknown = await ben.command("#launch", "/goal", "G1")
    assert unknown.text is not None
    assert unknown.text.startswith("There is no G1 here")

    await ann.click(ann.dm, said.message["ts"], "goal.share")
    await stage.pass_time(seconds=5)
    (card,) = stage.cards("#ops")
    assert "Hire two agents" in words_in(card)
    seen = await ben.command("#launch", "/goal", "G1")
    assert "Hire two agents" in words_in({"blocks": seen.blocks})


async def test_a_goal_that_is_kept_stays_private(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#ops", "/task", "Book room")
    said = await ann.command(ann.dm, "/goal", "Hire two agents #ops")
    await stage.settle()
    assert said.message is not None
    await ann.click(ann.dm, said.message["ts"], "task.keep")
    await stage.pass_time(seconds=5)
    assert len(stage.cards("#ops")) == 1
    assert _row(stage).visibility == "personal"


# -- emoji -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("emoji", ["white_check_mark", "eyes", "construction", "pushpin"])
async def test_an_emoji_on_a_goals_card_changes_nothing_and_says_once_what_to_do(
    stage: Stage, emoji: str
) -> None:
    """T1 has the same primary key as G1: it must not change either."""
    ann = stage.person("ann")
    await ann.command("#ops", "/task", "Book room")
    await _goal(stage, "#launch", "Raise NPS from 31 to 45")
    card = stage.cards("#launch")[0]
    for _ in range(2):
        await ann.react("#launch", card["ts"], emoji)
        await stage.pass_time(seconds=5)
        await ann.unreact("#launch", card["ts"], emoji)
        await stage.pass_time(seconds=5)
    hints = [words_in(each) for each in ann.ephemerals("#launch") if "Emoji" in words_in(each)]
    assert len(hints) == 1
    assert "Emoji change tasks only, so G1 stays as it is." in hints[0]
    assert _row(stage).status == "open"
    tasks = stage.db.run_read(lambda session: list(session.exec(select(Task)).all()))
    assert [(task.title, task.status) for task in tasks] == [("Book room", "open")]


async def test_a_harmless_emoji_on_a_goals_card_is_left_alone(stage: Stage) -> None:
    ann = stage.person("ann")
    await _goal(stage, "#launch", "Raise NPS from 31 to 45")
    before = len(ann.ephemerals("#launch"))
    await ann.react("#launch", stage.cards("#launch")[0]["ts"], "tada")
    await stage.pass_time(seconds=5)
    assert len(ann.ephemerals("#launch")) == before
