"""Slack refuses for good: what ends, what moves, what comes back, and that the rest goes on."""

import datetime as dt

import pytest

from sandbox.server import Sandbox
from storage.deliveries import Wish
from tests.jobs.carrying import calls, done, place, reply_wish, row, rows, seconds, want
from tests.stage import Stage, staged, words_in

HINT = "I am not in #launch. Type /invite @Drumbeat there"


def _silently(sandbox: Sandbox, what: str) -> None:
    """The channel closes to the bot, and Slack's event about it is lost."""
    channel = sandbox.workspace.channel("launch")
    if what == "is_archived":
        channel.is_archived = True
        return
    channel.members.remove(sandbox.bot_user_id)
    if what == "channel_not_found":
        channel.kind = "private"


# -- updates -----------------------------------------------------------------------------------


async def test_a_deleted_card_is_not_posted_again_and_its_channel_stays_open(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.settle()
    (card,) = stage.cards("#launch")
    await stage.person("dana").delete("#launch", card["ts"])
    await ann.command("#launch", "/task", "T1 done")
    await stage.pass_time(minutes=2)

    ended = await row(stage)
    assert (ended.state, ended.error) == ("ended", "message_not_found")
    assert stage.cards("#launch") == []

    await ann.command("#launch", "/task", "Book room")
    await stage.settle()
    (card,) = stage.cards("#launch")
    assert "T2 Book room" in words_in(card)


@pytest.mark.parametrize("code", ["cant_update_message", "edit_window_closed"])
async def test_a_card_that_can_no_longer_be_changed_gets_one_successor(
    stage: Stage, code: str
) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.settle()
    stage.sandbox.faults.api("chat.update", code)
    await ann.command("#launch", "/task", "T1 p1")
    await stage.pass_time(minutes=1)

    _, second = stage.cards("#launch")
    assert "P1" in words_in(second)
    await ann.react("#launch", second["ts"], "white_check_mark")
    await stage.pass_time(minutes=1)
    assert "✅ Done by Ann" in words_in(stage.cards("#launch")[1])

    stage.sandbox.faults.api("chat.update", code)
    await ann.command("#launch", "/task", "reopen T1")
    await stage.pass_time(minutes=1)
    assert len(stage.cards("#launch")) == 2
    assert (await row(stage)).state == "ended"
    assert (await place(stage, "launch")).bot_is_member


# -- places ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["not_in_channel", "channel_not_found", "is_archived"])
async def test_a_refused_card_moves_to_a_direct_message_once(stage: Stage, code: str) -> None:
    _silently(stage.sandbox, code)
    ann = stage.person("ann")
    if code == "is_archived":
        # Nobody can type in an archived channel: the task was made a moment before.
        stage.sandbox.workspace.channel("launch").is_archived = False
        await ann.command("#launch", "/task", "Prepare deck")
        stage.sandbox.workspace.channel("launch").is_archived = True
        stage.sandbox.faults.api("chat.postMessage", code)
    else:
        await ann.command("#launch", "/task", "Prepare deck")
    await stage.settle()
    await stage.pass_time(minutes=5)

    (told,) = stage.direct("ann")
    assert "T1 Prepare deck" in words_in(told)
    assert (HINT in words_in(told)) == (code != "is_archived")
    known = await place(stage, "launch")
    assert known.is_archived if code == "is_archived" else not known.bot_is_member
    in_channel = [c for c in calls(stage) if c.args["channel"] == known.slack_id]
    assert len(in_channel) <= 1
    await ann.react("dm", told["ts"], "white_check_mark")
    await stage.pass_time(seconds=5)
    assert "✅ Done by Ann" in words_in(stage.direct("ann")[0])


async def test_once_invited_the_bot_posts_the_card_in_the_channel_once(stage: Stage) -> None:
    _silently(stage.sandbox, "not_in_channel")
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.pass_time(minutes=1)
    assert stage.cards("#launch") == []

    for _ in range(2):
        stage.sandbox.invite("drumbeat", "#launch")
        await stage.pass_time(minutes=1)
        (card,) = stage.cards("#launch")
        assert "T1 Prepare deck" in words_in(card)
        stage.sandbox.kick("drumbeat", "#launch")
        await stage.pass_time(minutes=1)
    assert len(stage.direct("ann")) == 1


async def test_a_card_that_missed_changes_while_the_bot_was_away_catches_up(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.settle()
    _silently(stage.sandbox, "channel_not_found")
    await ann.command("#launch", "/task", "T1 done")
    await stage.pass_time(minutes=1)
    assert (await row(stage)).state == "ended"

    stage.sandbox.invite("drumbeat", "#launch")
    await stage.pass_time(minutes=1)

    (card,) = stage.cards("#launch")
    assert "✅ Done by Ann" in words_in(card)
    assert stage.direct("ann") == []


async def test_a_channel_brought_back_from_the_archive_shows_its_cards_again(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.settle()
    _silently(stage.sandbox, "is_archived")
    await ann.command("#ops", "/task", "T1 done")
    await stage.pass_time(minutes=1)
    known = await place(stage, "launch")
    assert known.is_archived
    assert known.bot_is_member

    stage.sandbox.unarchive("#launch")
    await stage.pass_time(minutes=1)

    (card,) = stage.cards("#launch")
    assert "✅ Done by Ann" in words_in(card)


# -- the workspace -----------------------------------------------------------------------------


async def test_a_dead_token_stops_everything_until_the_app_is_installed_again(
    sandbox: Sandbox, database_url: str
) -> None:
    async with staged(sandbox, database_url) as stage:
        ann = stage.person("ann")
        for title in ("Prepare deck", "Book room", "Order lunch", "Print badges"):
            await ann.command("#launch", "/task", title)
        await stage.settle()
        app = sandbox.workspace.installed_app
        app.dead_tokens[app.bot_token] = "account_inactive"
        await stage.pass_time(minutes=1)
        refused = [call for call in calls(stage) if call.response.get("error")]
        assert [call.response["error"] for call in refused] == ["account_inactive"]
        await stage.pass_time(hours=2)
        assert len(calls(stage)) == 2

    app.dead_tokens.clear()
    async with staged(sandbox, database_url) as stage:
        await stage.pass_time(minutes=1)
        shown = [words_in(card) for card in stage.cards("#launch")]
        assert ["T1" in shown[0], "T2" in shown[1], "T3" in shown[2], "T4" in shown[3]] == [
            True
        ] * 4
        assert len(shown) == 4


# -- our own defects ---------------------------------------------------------------------------


async def test_a_row_that_cannot_be_rendered_backs_off_and_is_stuck_after_eight_tries(
    stage: Stage,
) -> None:
    launch = stage.sandbox.workspace.channel("launch").id
    await want(stage, Wish("task_card", launch, subject_id=999))
    unknown = await want(stage, Wish("no_such_kind", launch))
    ann = stage.person("ann")
    tries: list[int] = []
    for _ in range(4):
        await ann.command("#launch", "/task", "Prepare deck")
        await stage.pass_time(minutes=2)
        tries.append((await rows(stage))[0].attempts)

    assert len(stage.cards("#launch")) == 4
    assert tries == sorted(tries)
    assert 0 < tries[0] < tries[-1] < 8
    await stage.pass_time(hours=3)
    broken = (await rows(stage))[0]
    assert (broken.state, broken.attempts, broken.error) == ("stuck", 8, "broken")
    (other,) = await rows(stage, "no_such_kind")
    assert (other.id, other.state) == (unknown, "stuck")


async def test_what_slack_calls_wrong_is_kept_for_an_administrator_and_not_repeated(
    stage: Stage,
) -> None:
    stage.sandbox.faults.api("chat.postMessage", "invalid_blocks")
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Prepare deck")
    await stage.pass_time(hours=2)
    assert (await row(stage)).state == "stuck"
    assert len(calls(stage)) == 1

    await ann.command("#launch", "/task", "Book room")
    await stage.pass_time(minutes=1)
    (card,) = stage.cards("#launch")
    assert "T2" in words_in(card)


# -- answers that cannot be proved -------------------------------------------------------------


def _answer_wish(
    stage: Stage, url: str, *, channel: str = "", not_before: dt.datetime | None = None
) -> Wish:
    ann = stage.person("ann")
    payload = {
        "text": "Said once",
        "blocks": [],
        "response_url": url,
        "replace_original": False,
        "channel": channel,
        "thread_ts": "",
    }
    return Wish("reply", ann.id, slot="key", payload=payload, urgent=True, not_before=not_before)


def _url(stage: Stage) -> str:
    launch = stage.sandbox.workspace.channel("launch").id
    person = stage.person("ann").id
    return stage.sandbox.response_urls.issue("actions", user_id=person, channel_id=launch)


async def test_an_answer_goes_by_its_response_url_while_that_lives(stage: Stage) -> None:
    launch = stage.sandbox.workspace.channel("launch").id
    await want(stage, _answer_wish(stage, _url(stage), channel=launch))
    await stage.settle()

    (said,) = stage.person("ann").ephemerals("#launch")
    assert said["text"] == "Said once"
    assert not calls(stage, "chat.postEphemeral")
    kept = await row(stage, "reply")
    assert (kept.state, kept.payload) == ("done", {})


async def test_an_old_answer_goes_as_an_ephemeral_where_both_are(stage: Stage) -> None:
    launch = stage.sandbox.workspace.channel("launch").id
    url = _url(stage)
    stage.sandbox.faults.api("chat.postEphemeral", "429", retry_after=60)
    later = stage.sandbox.clock.now() + seconds(31 * 60)
    await want(stage, _answer_wish(stage, url, channel=launch, not_before=later))
    await stage.pass_time(minutes=35)

    (said,) = stage.person("ann").ephemerals("#launch")
    assert said["text"] == "Said once"
    assert [call.ok for call in calls(stage, "chat.postEphemeral")] == [False, True]


async def test_an_answer_whose_ways_are_all_refused_goes_by_direct_message(stage: Stage) -> None:
    """The address is used up and the person has left the channel."""
    launch = stage.sandbox.workspace.channel("launch").id
    await want(stage, _answer_wish(stage, stage.sandbox.url + "/actions/T/1/used", channel=launch))
    stage.sandbox.workspace.channel("launch").members.remove(stage.person("ann").id)
    await stage.settle()

    assert [words_in(message) for message in stage.direct("ann")] == ["Said once"]
    assert (await row(stage, "reply")).payload == {}


async def test_a_direct_message_after_a_refused_address_is_looked_up_when_in_doubt(
    stage: Stage,
) -> None:
    stage.sandbox.faults.api("chat.postMessage", "500", "before")
    await want(stage, _answer_wish(stage, stage.sandbox.url + "/actions/T/1/used"))
    await stage.settle()
    await stage.pass_time(minutes=2)

    assert [words_in(message) for message in stage.direct("ann")] == ["Said once"]


@pytest.mark.parametrize("kind", ["lost_answer", "500"])
async def test_an_ephemeral_in_doubt_is_never_repeated(stage: Stage, kind: str) -> None:
    launch = stage.sandbox.workspace.channel("launch").id
    stage.sandbox.faults.api("chat.postEphemeral", kind, "after")
    await want(stage, _answer_wish(stage, "", channel=launch))
    await stage.settle()
    await stage.pass_time(hours=1)

    assert len(done(stage, "chat.postEphemeral")) == 1
    ended = await row(stage, "reply")
    assert (ended.state, ended.payload) == ("ended", {})


async def test_a_direct_message_to_nobody_ends(stage: Stage) -> None:
    await want(stage, reply_wish("Hello", "U0NOBODY000"))
    await stage.settle()
    assert (await row(stage, "reply")).state == "ended"
