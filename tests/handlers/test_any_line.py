"""Whatever is typed after `/task`: an answer that Slack takes, and no word lost."""

import random

import pytest

from domain.text import parse_slack_text
from handlers.answers import Answer
from handlers.unit import Refused
from storage.database import Database
from tests.domain.test_line_properties import letters, made_up_line
from tests.handlers.world import command, run_command, settle_in
from tests.limits import assert_within_slack_limits
from tests.stage import words_in
from views.blocks import Message
from views.errors import refusal


def shown(message: Message) -> dict[str, object]:
    return {"text": message.text, "blocks": list(message.blocks)}


@pytest.mark.parametrize("seed", range(10))
def test_five_thousand_lines_on_each_database_are_answered_within_slacks_limits(
    db: Database, seed: int
) -> None:
    """500 lines a seed: nothing but our own refusals is raised, and those keep the line."""
    db.run_write(settle_in)
    chance = random.Random(f"handlers {seed}")
    for _ in range(500):
        line = made_up_line(chance)
        outcome = run_command(db, command(line))
        if isinstance(outcome, Answer):
            assert outcome.message is not None, line
            assert_within_slack_limits(shown(outcome.message))
        else:
            check_refusal(outcome, line)


def check_refusal(outcome: Refused, line: str) -> None:
    message = refusal(outcome.error, outcome.words, typed=outcome.typed)
    assert_within_slack_limits(shown(message))
    if message.blocks[0]["text"]["text"].endswith(":"):
        told = letters(words_in(shown(message)))
        missing = letters(parse_slack_text(line).plain)
        assert len(told) >= len(missing), (line, message.text)
