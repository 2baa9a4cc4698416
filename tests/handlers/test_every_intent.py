"""Nothing that can be typed ends in "Something broke"."""

import typing

import pytest

from domain import task_lines as intents
from domain.verbs import Find
from handlers.answers import Answer
from handlers.tasks.lines import STEPS
from storage.database import Database
from tests.handlers.world import command, run_command, settle_in
from tests.limits import assert_within_slack_limits
from tests.stage import words_in

CARRIED_OUT_ELSEWHERE = {intents.Mine, intents.ListTasks, Find, intents.Move}


def test_every_intent_has_a_step() -> None:
    assert set(typing.get_args(intents.TaskIntent)) == set(STEPS) | CARRIED_OUT_ELSEWHERE


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("hand T1 @ben", "Offered T1 Prepare deck to Ben"),
        ("take T1", "T1 Prepare deck is already with Ann Zhou; nothing changed."),
        ("watch T1", "T1 Prepare deck is already like that; nothing changed."),
        ("unwatch T1", "T1 Prepare deck is already like that; nothing changed."),
        ("unblock T1", "T1 Prepare deck is not blocked."),
        ("history T1", "T1 Prepare deck Ann Zhou · Mon, May 11 5:00 PM · by command added Details"),
        ("move +budget overdue p1", "No task fits, so nothing changed."),
        ("move +budget p1 fri", "T1 Prepare deck: priority P1, due Fri, May 15."),
    ],
)
def test_each_verb_is_answered(db: Database, line: str, answer: str) -> None:
    db.run_write(settle_in)
    run_command(db, command("Prepare deck +budget"))
    outcome = run_command(db, command(line))
    assert isinstance(outcome, Answer)
    assert outcome.message is not None
    shown = {"text": outcome.message.text, "blocks": list(outcome.message.blocks)}
    assert_within_slack_limits(shown)
    assert answer in words_in(shown)
