"""A chart reaches whoever asked: as Slack's own block, as a picture, at worst in words. Once."""

import datetime as dt
from typing import Literal

import pytest
from sqlmodel import Session, select

from sandbox.state import Json
from storage.tables import Delivery, Goal, Workspace
from tests.jobs.carrying import calls, deaf, done, row, rows
from tests.stage import Stage, words_in

NATIVE = "data_visualization"
POST = "chat.postMessage"
UPLOAD = "files.completeUploadExternal"


async def goal_with_check_ins(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", "Raise NPS from 31 to 45 by 30 Jun")
    for value in (32, 33, 35):
        await ann.command("#launch", "/goal", f"G1 {value}")
        await stage.pass_time(days=1)


async def ask(stage: Stage, where: str = "#launch") -> str:
    """What the command itself showed."""
    said = await stage.person("ann").command(where, "/goal", "G1 chart")
    await stage.settle()
    return said.text or ""


def charts_in(messages: list[Json]) -> list[Json]:
    """Slack's own charts."""
    return [b for m in messages for b in m.get("blocks") or () if b["type"] == NATIVE]


def pictures_in(messages: list[Json]) -> list[Json]:
    """Images."""
    return [b for m in messages for b in m.get("blocks") or () if b["type"] == "image"]


async def refused_at(stage: Stage) -> dt.datetime | None:
    def read(session: Session) -> dt.datetime | None:
        return session.exec(select(Workspace)).one().charts_refused_at

    return await stage.db.read(read)


async def newest(stage: Stage) -> Delivery:
    return (await rows(stage, "chart"))[-1]


# -- Slack's own chart ---------------------------------------------------------------------------


async def test_a_chart_comes_where_it_was_asked_for_and_only_to_whoever_asked(
    stage: Stage,
) -> None:
    await goal_with_check_ins(stage)
    assert await ask(stage) == ""

    (chart,) = charts_in(stage.person("ann").ephemerals("#launch"))
    assert chart["title"] == "G1 Raise NPS"
    assert charts_in(stage.cards("#launch", viewer="ben")) == []
    assert not calls(stage, UPLOAD)
    found = await row(stage, "chart")
    assert (found.state, found.payload) == ("done", {})
    assert await refused_at(stage) is None


async def test_the_words_of_a_chart_say_what_it_shows(stage: Stage) -> None:
    await goal_with_check_ins(stage)
    await ask(stage)
    last = stage.person("ann").ephemerals("#launch")[-1]
    assert last["text"].startswith("G1 Raise NPS: 35 on Wed, May 13. The pace expects")
    assert "The target is 45 on Tue, Jun 30." in words_in(last)


async def test_a_click_on_the_card_and_a_mention_bring_the_chart_too(stage: Stage) -> None:
    await goal_with_check_ins(stage)
    ben = stage.person("ben")
    card = stage.cards("#launch")[0]
    await ben.click("#launch", card["ts"], "goal.chart")
    await stage.settle()
    assert len(charts_in(ben.ephemerals("#launch"))) == 1
    await ben.say("#launch", "@drumbeat goal G1 chart")
    await stage.settle()
    assert len(charts_in(ben.ephemerals("#launch"))) == 2
    assert len(done(stage, "chat.postEphemeral")) == 1


async def test_a_chart_asked_for_before_the_first_check_in_shows_the_pace(stage: Stage) -> None:
    await stage.person("ann").command("#launch", "/goal", "Raise NPS from 31 to 45 by 30 Jun")
    await ask(stage)
    (chart,) = charts_in(stage.person("ann").ephemerals("#launch"))
    assert [each["name"] for each in chart["chart"]["series"]] == ["Pace", "So far"]


async def test_nobody_gets_the_chart_of_what_they_may_not_see(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.command(ann.dm, "/goal", "Learn Spanish from 0 to 10 by 30 Jun")
    said = await ben.command("#launch", "/goal", "G1 chart")
    assert "G1" in (said.text or "")
    assert await rows(stage, "chart") == []


async def test_a_goal_that_is_hidden_before_the_chart_is_drawn_is_not_drawn(stage: Stage) -> None:
    await goal_with_check_ins(stage)
    stage.sandbox.faults.api("chat.postEphemeral", "429", retry_after=5)
    ben = stage.person("ben")
    await ben.say("#launch", "@drumbeat goal G1 chart")
    await stage.settle()

    def hide(session: Session) -> None:
        goal = session.exec(select(Goal)).one()
        goal.visibility, goal.conversation_id = "members", None
        session.add(goal)

    await stage.db.write(hide)
    await stage.pass_time(minutes=1)
    assert (await row(stage, "chart")).state == "done"
    assert charts_in(ben.ephemerals("#launch")) == []
    assert not done(stage, "chat.postEphemeral")


# -- a workspace that refuses it -------------------------------------------------------------------


async def test_a_refused_chart_comes_as_a_picture_and_that_is_remembered(stage: Stage) -> None:
    await goal_with_check_ins(stage)
    stage.sandbox.withhold_block(NATIVE)
    await ask(stage)

    (picture,) = pictures_in(stage.direct("ann"))
    file = stage.sandbox.workspace.files[picture["slack_file"]["id"]]
    assert file.content is not None
    assert file.content.startswith(b"\x89PNG")
    assert file.shares == {}
    assert picture["alt_text"].startswith("G1 Raise NPS: 35 on Wed, May 13.")
    assert await refused_at(stage) == stage.sandbox.clock.now()
    assert (await newest(stage)).payload == {}

    stage.sandbox.grant_block(NATIVE)
    assert "picture" in await ask(stage)
    await stage.pass_time(seconds=2)
    assert len(pictures_in(stage.direct("ann"))) == 2
    assert charts_in(stage.person("ann").ephemerals("#launch")) == []

    await stage.pass_time(days=30)
    assert await ask(stage) == ""
    assert len(charts_in(stage.person("ann").ephemerals("#launch"))) == 1


async def test_a_refused_answer_to_a_mention_comes_as_a_picture(stage: Stage) -> None:
    await goal_with_check_ins(stage)
    stage.sandbox.withhold_block(NATIVE)
    await stage.person("ann").say("#launch", "@drumbeat goal G1 chart")
    await stage.settle()
    assert len(calls(stage, "chat.postEphemeral")) == 1
    assert len(pictures_in(stage.direct("ann"))) == 1


async def test_in_a_direct_message_the_picture_comes_there(stage: Stage) -> None:
    await goal_with_check_ins(stage)
    stage.sandbox.withhold_block(NATIVE)
    for _ in range(2):
        assert await ask(stage, stage.person("ann").dm) == ""
        await stage.pass_time(seconds=2)
    assert len(pictures_in(stage.direct("ann"))) == 2


async def test_a_file_that_slack_still_looks_through_is_shown_a_little_later(
    stage: Stage,
) -> None:
    await goal_with_check_ins(stage)
    stage.sandbox.withhold_block(NATIVE)
    stage.sandbox.faults.api(POST, "invalid_blocks", times=2)
    await ask(stage)
    assert pictures_in(stage.direct("ann")) == []
    await stage.pass_time(minutes=1)
    assert len(pictures_in(stage.direct("ann"))) == 1
    assert len(done(stage, UPLOAD)) == 1


async def test_a_file_that_slack_never_shows_leaves_the_words(stage: Stage) -> None:
    await goal_with_check_ins(stage)
    stage.sandbox.withhold_block(NATIVE)
    stage.sandbox.faults.api(POST, "invalid_blocks", times=5)
    await ask(stage)
    await stage.pass_time(minutes=10)
    assert_words_came(stage)


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", UPLOAD])
async def test_without_the_right_to_upload_the_words_come(stage: Stage, method: str) -> None:
    """An installation from before pictures has no scope for them."""
    await goal_with_check_ins(stage)
    stage.sandbox.withhold_block(NATIVE)
    stage.sandbox.faults.api(method, "missing_scope")
    await ask(stage)
    assert_words_came(stage)


async def test_a_picture_that_cannot_be_drawn_leaves_the_words(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await goal_with_check_ins(stage)
    stage.sandbox.withhold_block(NATIVE)
    monkeypatch.setattr("jobs.pictures.TIME_LIMIT", 0.001)
    await ask(stage)
    await stage.pass_time(minutes=1)
    assert_words_came(stage)


def assert_words_came(stage: Stage) -> None:
    last = stage.person("ann").ephemerals("#launch")[-1]
    assert pictures_in(stage.direct("ann")) == []
    assert "The picture of this chart could not be made." in words_in(last)
    assert "The target is 45 on Tue, Jun 30." in words_in(last)


# -- lost answers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["500", "reset", "lost_answer"])
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", UPLOAD, POST])
async def test_a_failing_slack_shows_the_picture_once(stage: Stage, method: str, kind: str) -> None:
    await goal_with_check_ins(stage)
    deaf(stage.sandbox)
    stage.sandbox.withhold_block(NATIVE)
    before = len(done(stage, POST))
    stage.sandbox.faults.api(method, kind)
    await ask(stage)
    await stage.pass_time(minutes=2)
    assert len(pictures_in(stage.direct("ann"))) == 1
    assert len(done(stage, POST)) == before + 1
    assert (await newest(stage)).state == "done"


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_chart_whose_answer_is_lost_is_not_shown_twice(
    stage: Stage, when: Literal["before", "after"]
) -> None:
    """An ephemeral message cannot be found again: it comes at most once."""
    await goal_with_check_ins(stage)
    stage.sandbox.faults.api("chat.postEphemeral", "reset", when)
    await stage.person("ann").say("#launch", "@drumbeat goal G1 chart")
    await stage.settle()
    await stage.pass_time(minutes=5)
    shown = charts_in(stage.person("ann").ephemerals("#launch"))
    assert len(shown) == (1 if when == "after" else 0)
    found = await newest(stage)
    assert (found.state, found.payload) == ("ended", {})


async def test_a_chart_in_doubt_does_not_become_a_picture(stage: Stage) -> None:
    """Meanwhile the workspace refused another chart: what may have been shown is looked for."""
    await goal_with_check_ins(stage)
    ann = stage.person("ann")
    stage.sandbox.faults.api(POST, "lost_answer")
    await ann.say(ann.dm, "goal G1 chart")
    deaf(stage.sandbox)
    await stage.settle()
    assert (await newest(stage)).state == "uncertain"
    stage.sandbox.withhold_block(NATIVE)
    await ask(stage)
    assert await refused_at(stage) is not None
    await stage.pass_time(minutes=2)
    assert len(charts_in(stage.direct("ann"))) == 1
    assert len(pictures_in(stage.direct("ann"))) == 1  # of the other request
    assert {each.state for each in await rows(stage, "chart")} == {"done"}


async def test_many_pictures_at_once_are_all_shown_once(stage: Stage) -> None:
    await goal_with_check_ins(stage)
    stage.sandbox.withhold_block(NATIVE)
    await ask(stage)
    for _ in range(5):
        await stage.person("ann").command("#launch", "/goal", "G1 chart")
    await stage.pass_time(minutes=2)
    assert len(pictures_in(stage.direct("ann"))) == 6
    assert {each.state for each in await rows(stage, "chart")} == {"done"}
