"""The closing form with ten goals and the longest of everything: within Slack's limits."""

import datetime as dt
from decimal import Decimal

from domain.cycles import Cycle
from domain.goals.measures import Progress
from domain.goals.status import Shown
from domain.goals.values import GoalStatus, Metric
from services.goals.change import GoalChanged
from services.goals.closing import FORM_MAX, Closed, ClosingLine, ClosingSheet
from services.goals.figures import GoalFigures
from storage.goals import GoalFacts
from storage.tables import Goal, Person
from tests.limits import assert_within_slack_limits
from views.goals.closing import closing_form, closing_offer, goals_closed, nothing_to_close
from views.words import words_for

WORDS = words_for("en-US", "Asia/Shanghai")
TODAY = dt.date(2026, 5, 11)
CYCLE = Cycle(dt.date(2026, 4, 2), dt.date(2026, 12, 30))


def line(number: int) -> ClosingLine:
    """A goal with the longest title and last word."""
    person = Person(id=1, workspace_id=1, slack_id="U1", real_name="N" * 80)
    goal = Goal(
        id=10**9 + number,
        workspace_id=1,
        number=10**6 + number,
        title="t" * 200,
        reason="r" * 1000,
        score=0.5,
        status="done",
        creator_id=1,
        cycle_start=CYCLE.start,
        cycle_end=CYCLE.end,
    )
    measure = Metric(Decimal(10**15), Decimal(2 * 10**15))
    figures = GoalFigures(
        measure=measure,
        cycle=CYCLE.next(),
        today=TODAY,
        value=Decimal(10**15 + 1),
        progress=Progress(0.5),
        expected=0.5,
        forecast=None,
        shown=Shown(GoalStatus.AMBER),
        suggestion=None,
    )
    facts = GoalFacts(goal=goal, owner=person, creator=person)
    return ClosingLine(facts, figures, Decimal("0.50"), CYCLE.next())


def test_the_form_its_offer_and_its_answer_fit_slack() -> None:
    sheet = ClosingSheet(tuple(map(line, range(FORM_MAX))), CYCLE, TODAY, more=True)
    assert_within_slack_limits(closing_form(sheet, WORDS, memory="m" * 3000))
    closed = [
        Closed(GoalChanged(each.facts, "close", {"score": [None, 0.5]}), each.facts)
        for each in sheet.lines
    ]
    one = Closed(GoalChanged(sheet.lines[0].facts, "close", {}), may_go_on=CYCLE)
    empty = ClosingSheet((), CYCLE, TODAY)
    for message in (
        closing_offer(sheet, WORDS),
        goals_closed(closed, WORDS, TODAY, "g" * 32, rest=CYCLE, skip=7),
        goals_closed([one], WORDS, TODAY, "g" * 32),
        nothing_to_close(empty, WORDS, named=True),
        nothing_to_close(empty, WORDS, named=False),
    ):
        assert_within_slack_limits({"text": message.text, "blocks": list(message.blocks)})
