"""Whatever is typed after `/ops`: an answer that Slack takes, in any language, and no word lost."""

import random
import typing
from dataclasses import replace

import pytest
from sqlmodel import Session

from domain.ops_lines import VERBS, OpsIntent
from handlers.answers import Answer
from handlers.ops.lines import STEPS, parse, run
from handlers.unit import Refused, perform
from services.scene import Scene
from storage.database import Database
from tests.handlers.world import command, settle_in
from tests.limits import assert_within_slack_limits
from views.errors import refusal

WORDS = (
    *VERBS, "设置", "今天", "名单", "负责人", "错过30天", "14d", "2 weeks", "<@U0BEN|ben>",
    "@lilei", "@nobody", "<!subteam^S1|crew>", "<!here>", "<@U0BOT>", "optional", "observer", "off",
    "member", "as", "<#C0LAUNCH|launch>", "&amp;", '"quoted"', "\n", "设为", "旁听", "dance",
)  # fmt: skip


def answered(db: Database, line: str, user: str) -> Answer | Refused:
    request = replace(command(line, user=user), name="/ops", trigger_id="1.2.3")

    def handler(session: Session, scene: Scene, _: object) -> Answer:
        return run(session, scene, request, parse(line))

    try:
        return db.run_write(perform, request, handler)
    except Refused as refused:
        return refused


def test_every_intent_has_a_step() -> None:
    assert set(typing.get_args(OpsIntent)) == set(STEPS)


@pytest.mark.parametrize("user", ["U0ANN", "U0LILEI"])
def test_lines_of_all_words_are_answered_within_slacks_limits(db: Database, user: str) -> None:
    db.run_write(settle_in)
    chance = random.Random(f"ops {user}")
    lines = [*VERBS, *(" ".join(chance.choices(WORDS, k=chance.randint(1, 4))) for _ in range(400))]
    for line in lines:
        outcome = answered(db, line, user)
        if isinstance(outcome, Refused):
            message = refusal(outcome.error, outcome.words, typed=outcome.typed)
            assert_within_slack_limits({"text": message.text, "blocks": list(message.blocks)})
        elif outcome.form is not None:
            assert_within_slack_limits(outcome.form)
        else:
            assert outcome.message is not None, line
            told = {"text": outcome.message.text, "blocks": list(outcome.message.blocks)}
            assert_within_slack_limits(told)
