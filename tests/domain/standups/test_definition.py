"""What a standup may be, what it is if nothing is said, and when one answer serves two."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain.dates.values import Clock
from domain.errors import BadInput
from domain.recurrence import parse_recurrence
from domain.rhythm_errors import (
    QuestionsRefused,
    ReminderRefused,
    StandupDaysRefused,
    StandupNameRefused,
    WindowRefused,
)
from domain.standups.definition import ask_the_same, plan_questions, plan_standup, question_of
from domain.standups.values import (
    DEFAULT_QUESTIONS,
    Question,
    QuestionKind,
    Standup,
    Zones,
    open_minutes,
)

TODAY = dt.date(2026, 5, 12)
SINCE, PLAN, BLOCKERS, FREE = QuestionKind


def plan(name: str = "Daily", **said: Any) -> Standup:
    return plan_standup(name, today=TODAY, **said)


def test_a_name_is_enough() -> None:
    found = plan()
    assert found == Standup("Daily")
    assert (found.prompt, found.close, found.reminder) == (Clock(9, 30), Clock(11, 30), 30)
    assert found.zones is Zones.EACH_LOCAL
    assert found.questions == DEFAULT_QUESTIONS


def test_what_is_said_counts() -> None:
    days = parse_recurrence("every 2 weeks on mon at 10:00")
    found = plan("  Design\tweekly ", days=days, zones=Zones.TEAM, mood=True, name_missing=True)
    assert found.name == "Design weekly"
    assert (found.prompt, found.close) == (Clock(10), Clock(12))
    assert found.days.at is None
    assert found.days.start == TODAY
    assert (found.mood, found.name_missing, found.zones) == (True, True, Zones.TEAM)


@pytest.mark.parametrize(
    ("prompt", "close", "minutes"),
    [
        (Clock(9, 30), Clock(11, 30), 120),
        (Clock(18), Clock(10), 16 * 60),
        (Clock(9), Clock(8, 30), 23 * 60 + 30),
        (Clock(9), Clock(9), 0),
    ],
)
def test_how_long_it_is_open(prompt: Clock, close: Clock, minutes: int) -> None:
    assert open_minutes(prompt, close) == minutes


def test_a_short_window_has_no_reminder_of_its_own() -> None:
    assert plan(prompt=Clock(9), close=Clock(9, 20)).reminder == 0
    assert plan(prompt=Clock(9), close=Clock(9, 31)).reminder == 30
    assert plan(reminder=0).reminder == 0
    assert plan(prompt=Clock(23), close=None).close == Clock(1)


@pytest.mark.parametrize(
    ("said", "refusal", "reason"),
    [
        ({"name": " "}, StandupNameRefused, "missing"),
        ({"name": "x" * 61}, StandupNameRefused, "long"),
        ({"days": parse_recurrence("every! 3 days")}, StandupDaysRefused, "from_completion"),
        ({"prompt": Clock(9), "close": Clock(9)}, WindowRefused, "same"),
        ({"prompt": Clock(9), "close": Clock(8, 31)}, WindowRefused, "long"),
        ({"reminder": 120}, ReminderRefused, "outside"),
        ({"reminder": -5}, ReminderRefused, "outside"),
        ({"questions": [f"Question {n}?" for n in range(11)]}, QuestionsRefused, "many"),
        ({"questions": ["x" * 151]}, QuestionsRefused, "long"),
        ({"questions": ["Yesterday?", " "]}, QuestionsRefused, "empty"),
        ({"questions": ["Plan?", "PLAN?"]}, QuestionsRefused, "twice"),
    ],
)
def test_what_cannot_be_kept(said: dict[str, Any], refusal: type[BadInput], reason: str) -> None:
    name = said.pop("name", "Daily")
    with pytest.raises(refusal) as refused:
        plan(name, text="all of it", **said)
    assert (refused.value.reason, refused.value.text) == (reason, "all of it")


def test_ten_questions_fit_and_sixty_letters() -> None:
    assert len(plan("x" * 60, questions=[f"Number {n}?" for n in range(10)]).questions) == 10


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Yesterday?", SINCE),
        ("What have you done since last time?", SINCE),
        ("Today?", PLAN),
        ("What will you do next?", PLAN),
        ("Blockers?", BLOCKERS),
        ("Anything in your way?", BLOCKERS),
        ("昨天做了什么?", SINCE),
        ("今天计划做什么?", PLAN),
        ("有什么阻碍吗?", BLOCKERS),
        ("How was lunch?", FREE),
    ],
)
def test_a_question_tells_what_it_is_about(text: str, kind: QuestionKind) -> None:
    assert question_of(text) == Question(kind, text)


def test_only_the_first_of_a_kind_is_of_that_kind() -> None:
    found = plan_questions(["Today?", "What do you plan for today?", " Free  text "])
    assert [question.kind for question in found] == [PLAN, FREE, FREE]
    assert found[2].text == "Free text"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ([], [], True),
        (["Yesterday?", "Today?"], ["yesterday?", "TODAY?"], True),
        (["Today?", "Yesterday?"], ["Yesterday?", "Today?"], False),
        (["Today?"], ["Today?", "Blockers?"], False),
        ([], ["Yesterday?", "Today?", "Blockers?"], False),
    ],
)
def test_one_answer_serves_two_with_the_same_questions(
    one: list[str], other: list[str], same: bool
) -> None:
    assert ask_the_same(plan(questions=one), plan("Other", questions=other)) is same
    assert not ask_the_same(plan(questions=one, mood=True), plan(questions=one))
