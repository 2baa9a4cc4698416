"""Every line of `/standup` is answered, and the form sets up and changes a standup."""

import typing

import pytest

from domain.standups.lines.values import StandupIntent
from handlers.standups.lines import STEPS
from tests.limits import assert_within_slack_limits
from tests.stage import Stage, words_in
from tests.stories.standup_stage import DAILY, set_up

LINES = [
    ("", "No standup waits for you now; the next one asks on"),
    ("edit", "No standup waits for you now"),
    ("skip", "No standup waits for you now"),
    ("away tomorrow cover @ben", "You are away."),
    ("away sick", "You are away."),
    ("back", "Welcome back!"),
    ("back", "You are not away today, so nothing changed."),
    ("new Daily", "This team has a standup with that name."),
    ("new Short 9:30 close 9:30", "It would close the moment it asks."),
    ("list", "Daily: #launch, on working days"),
    ("status", "Daily asks first on Tue, May 12"),
    ("status Daily", "Daily asks first on"),
    ("who", "Asked and counted: 4"),
    ("history @ann 2w", "No round was closed in that time."),
    ("preview 14d", "Daily"),
    ("pause until fri", "Daily is paused and asks again on Fri, May 15."),
    ("pause", "Daily is paused. Go on with /standup resume"),
    ("resume", "Daily goes on."),
    ("close", "No standup waits for you"),
    ("run", "Daily · Mon, May 11 · 0/4"),
    ("leave", "You take part in Daily no more."),
    ("join", "You take part in Daily"),
    ("blockers", ""),
    ("help", "/standup"),
    ("statsu", "Did you mean /standup status?"),
    ("undo", "Withdrawn: Daily happens no more."),
]


def test_every_intent_has_a_step() -> None:
    assert set(typing.get_args(StandupIntent)) <= set(STEPS)


async def test_each_line_is_answered(stage: Stage) -> None:
    """One after another, each after the definition alone as far as it matters."""
    ann = stage.person("ann")
    await set_up(stage)
    for line, wanted in LINES:
        said = await ann.command("#launch", "/standup", line)
        shown = {"text": said.text, "blocks": said.blocks}
        assert_within_slack_limits(shown)
        if line != "undo":
            assert wanted in f"{said.text} {words_in(shown)}", line


async def test_forms_open_by_line(stage: Stage) -> None:
    ann = stage.person("ann")
    await set_up(stage)
    for line, title in (
        ("tomorrow", "Daily"),
        ("away", "I'm away"),
        ("new", "New standup"),
        ("settings Daily", "Change standup"),
    ):
        await ann.command("#launch", "/standup", line)
        assert ann.modal["title"]["text"] == title, line
        await ann.close_modal()


async def test_a_slip_is_asked_about_and_both_buttons_work(stage: Stage) -> None:
    ann = stage.person("ann")
    await set_up(stage)
    await ann.command("#launch", "/standup", "statsu")
    asked = ann.ephemerals("#launch")[-1]
    await ann.click("#launch", asked["ts"], "standup.meant")
    await stage.settle()
    assert any("asks first on" in words_in(each) for each in ann.ephemerals("#launch"))


async def test_the_form_sets_up_and_changes_a_standup(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/task", "Begin a team here")
    await ann.command("#launch", "/standup", "new")
    await ann.fill("name", "Weekly")
    await ann.fill("days", "every some day")
    sent = await ann.submit()
    assert "I did not understand the days" in str(sent.errors)
    await ann.fill("days", "every mon and thu")
    await ann.fill("questions", "What did you get done since last time?\nWhat did you learn?")
    await ann.fill("optional", [stage.person("ben").id])
    assert (await ann.submit()).closed
    await stage.settle()
    told = words_in(ann.ephemerals("#launch")[-1])
    assert "Weekly is set up for #launch" in told
    assert "What did you learn?" in told

    await ann.command("#launch", "/standup", "settings")
    assert ann.modal["title"]["text"] == "Change standup"
    await ann.fill("reminder", "500")
    assert "does not fit" in str((await ann.submit()).errors)
    await ann.fill("reminder", "15")
    await ann.fill("name", "Twice a week")
    assert (await ann.submit()).closed
    await stage.settle()
    said = await ann.command("#launch", "/standup", "who")
    assert "Need not answer: 1" in words_in({"blocks": said.blocks})
    said = await ann.command("#launch", "/standup", "undo")
    assert "Weekly is set up as before" in (said.text or "")


@pytest.mark.parametrize("line", [DAILY, "new Daily 9:30 close 11:30 team-zone mood"])
async def test_a_definition_is_taken_back(stage: Stage, line: str) -> None:
    ann = stage.person("ann")
    await set_up(stage, line)
    said = await ann.command("#launch", "/standup", "undo")
    assert "Daily happens no more" in (said.text or "")
    await stage.pass_time(days=2)
    assert stage.direct("ben") == []
