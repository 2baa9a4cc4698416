"""Whatever is typed after `/goal`: an answer that Slack takes, and nothing breaks."""

import random

import pytest

from handlers.unit import Refused
from storage.database import Database
from tests.domain.test_line_properties import made_up_line
from tests.handlers.test_bad_input import assert_plain, full, say, shown
from tests.limits import assert_within_slack_limits
from views.errors import refusal

__all__ = ["full"]

PIECES = """
G1 G2 G7 under from to 31 45 5% 2/5 +3 =-3 EUR €3m h amber green red conf 70% close Q3 done reopen
drop tick 1 weight 11 by 30 Sep 2020 2026 in .. 1 Aug link T1 K1 note:x title:"" " <!channel>
<@U0EVE> @nobody #secret check every 2 weeks tree chart history find list stale
"""


def line_of(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return made_up_line(chance)
    glue = [" "] * 9 + ["\n- "]
    pieces = [chance.choice(PIECES.split()) for _ in range(chance.randint(1, 7))]
    return "".join(piece + chance.choice(glue) for piece in pieces)


@pytest.mark.parametrize("seed", range(3))
def test_many_lines_are_answered_within_slacks_limits(full: Database, seed: int) -> None:
    chance = random.Random(f"goals {seed}")
    for _ in range(250):
        line = line_of(chance)
        outcome = say(full, f"/goal {line}")
        if isinstance(outcome, Refused):
            message = refusal(outcome.error, outcome.words, typed=outcome.typed)
        elif outcome.message is not None:
            message = outcome.message
        else:
            assert outcome.form is not None, line
            continue
        assert_within_slack_limits(shown(message))
        assert_plain(message)
