"""Everything of standups fits Slack, however much there is to say."""

import datetime as dt
from collections.abc import Mapping

import pytest

from domain.recurrence import to_json
from domain.standups.answers import ANSWER_MAX, OpenTask, Prefill
from domain.standups.forms import Form
from domain.standups.parts import parts_of
from domain.standups.replies import split_reply
from domain.standups.rounds import Attendance, Count, Round
from domain.standups.values import (
    DEFAULT_DAYS,
    DEFAULT_QUESTIONS,
    NAME_MAX,
    QUESTION_MAX,
    Part,
    Question,
    QuestionKind,
)
from domain.standups.values import Standup as Definition
from domain.standups.windows import Window
from services.standups.answer import Answered, Owed
from services.standups.define import Defined
from services.standups.figures import RoundFacts
from services.standups.form import ShownStandup
from services.standups.past import Past
from services.standups.taking_part import Taker
from services.standups.waiting import WaitingRound
from storage.tables import Answer, Conversation, Participation, Person, Standup, Task, Team
from storage.tables import Round as RoundRow
from storage.task_lists import TaskRow
from tests.limits import assert_within_slack_limits
from tests.stage import words_in
from views.blocks import Message
from views.standups import away, told
from views.standups.form import standup_form
from views.standups.home import waiting_standups
from views.standups.people import past_list, people_list
from views.standups.prompt import answer_form, prompt
from views.standups.round import answer_post, missed_line, round_parent
from views.standups.summary import round_summary
from views.words import words_for

NOW = dt.datetime(2026, 5, 12, 9, tzinfo=dt.UTC)
WORDS = words_for("en-GB", "Asia/Shanghai")
MANY = 300
LONG = "<!channel> *b* & " + "word " * 800
QUESTIONS = (
    Question(QuestionKind.BLOCKERS, "Q" * QUESTION_MAX),
    *(Question(QuestionKind.FREE, f"{n}" * QUESTION_MAX) for n in range(1, 10)),
)


def fits(message: Message) -> str:
    shown = {"text": message.text, "blocks": list(message.blocks)}
    assert_within_slack_limits(shown)
    assert len(message.blocks) <= 50
    text = words_in({"blocks": list(message.blocks)})
    assert len(text) <= 12_000
    assert "<!channel>" not in message.text
    return text


def person(number: int) -> Person:
    name = f"Person {number} " + "n" * 60
    return Person(
        id=number, workspace_id=1, slack_id=f"U{number}", real_name=name, zone="Asia/Kathmandu"
    )


def standup() -> Standup:
    return Standup(
        id=1,
        workspace_id=1,
        team_id=1,
        conversation_id=1,
        name="N" * NAME_MAX,
        folded="n",
        days=to_json(DEFAULT_DAYS),
        prompt_at=dt.time(9, 30),
        close_at=dt.time(11, 30),
        questions=[[each.kind.value, each.text] for each in QUESTIONS],
        mood=True,
        name_missing=True,
        creator_id=1,
        created_at=NOW,
        updated_at=NOW,
    )


PLACE = Conversation(id=1, workspace_id=1, slack_id="C1", kind="public", name="c" * 80)
TEAM = Team(id=1, workspace_id=1, conversation_id=1, zone="Asia/Shanghai", created_at=NOW)
DEFINITION = Definition("N" * NAME_MAX, questions=QUESTIONS)


def facts(*, closed: bool, state: str = "open") -> RoundFacts:
    everybody = range(1, MANY + 1)
    windows = tuple(
        Window(each, NOW.date(), NOW, NOW + dt.timedelta(hours=2)) for each in everybody
    )
    seats = {
        each: Participation(
            round_id=1,
            person_id=each,
            state="answered",
            prompt_at=NOW,
            closes_at=NOW + dt.timedelta(hours=2),
        )
        for each in everybody
    }
    answers = {
        each: Answer(
            id=each,
            workspace_id=1,
            round_id=1,
            person_id=each,
            replies=[LONG[:ANSWER_MAX]] * 10,
            created_at=NOW,
        )
        for each in everybody
    }
    moved = tuple(
        TaskRow(Task(number=n, title="t" * 200, workspace_id=1, creator_id=1), None)
        for n in range(30)
    )
    ids = tuple(everybody)
    return RoundFacts(
        standup=standup(),
        definition=DEFINITION,
        team=TEAM,
        place=PLACE,
        round=RoundRow(
            id=1,
            workspace_id=1,
            standup_id=1,
            day=NOW.date(),
            state=state,
            opened_at=NOW,
            closed_at=NOW if closed else None,
        ),
        planned=Round(NOW.date(), windows),
        seats=seats,
        answers=answers,
        people={each: person(each) for each in everybody},
        count=Count(100, 300, 5, 4, ids, ids, ids, ids),
        moved=moved,
    )


@pytest.mark.parametrize("closed", [False, True])
def test_a_round_of_hundreds_fits(closed: bool) -> None:
    found = facts(closed=closed)
    assert "100/300" in fits(round_parent(found, WORDS, NOW))
    fits(round_parent(facts(closed=closed, state="skipped"), WORDS, NOW))
    assert "and 285 more" in fits(round_summary(found, WORDS, NOW))
    fits(told.round_status(found, WORDS, NOW, NOW))
    fits(missed_line(found, WORDS, NOW))


def test_the_longest_answer_fits_in_parts_without_a_word_lost() -> None:
    found = facts(closed=False)
    answer = found.answers[1]
    parts = parts_of(answer.replies)
    assert 1 < len(parts) <= 4
    for part in range(len(parts) + 1):
        fits(answer_post(found, answer, WORDS, part))
    said = " ".join(piece for part in parts for _, piece in part)
    assert said.split() == " ".join(answer.replies).split()


@pytest.mark.parametrize("state", list(Attendance))
def test_a_question_fits_in_each_state(state: Attendance) -> None:
    found = facts(closed=False)
    seat = Participation(round_id=1, person_id=1, state=state.value, prompt_at=NOW, closes_at=NOW)
    also = [("N" * NAME_MAX, "c" * 80)] * 5
    fits(prompt(found, seat, WORDS, NOW, also))


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_forms_fit(locale: str) -> None:
    words = words_for(locale, "Asia/Shanghai")
    made = RoundRow(id=1, workspace_id=1, standup_id=1, day=NOW.date())
    window = Window(1, NOW.date(), NOW, NOW + dt.timedelta(hours=2))
    for form in (Form(window), Form(window, early=True), Form(window, late=True)):
        answer = Answer(
            workspace_id=1, round_id=1, person_id=1, replies=["x" * ANSWER_MAX] * 10,
            created_at=NOW, mood=3,
        )  # fmt: skip
        for old in (None, answer):
            owed = Owed(standup(), made, form, old)
            ticks = tuple(OpenTask(n, "t" * 200) for n in range(40))
            filled = Prefill("s" * ANSWER_MAX, "t" * ANSWER_MAX, ticks)
            also = [("N" * NAME_MAX, "c" * 80)] * 30
            view = answer_form(owed, filled, QUESTIONS, words, memory="{}", also=also)
            assert_within_slack_limits(view)
    shown = ShownStandup(standup(), DEFINITION, ("U1",) * 3, ("U2",))
    assert_within_slack_limits(standup_form(None, words, memory="{}"))
    assert_within_slack_limits(standup_form(shown, words, memory="{}"))


def test_lists_fit() -> None:
    each = Defined(standup(), TEAM, PLACE, MANY, "group")
    fits(told.standup_defined(each, NOW, WORDS))
    fits(told.standup_list([each] * 200, WORDS, NOW))
    fits(told.standup_list([], WORDS, NOW))
    takers = [Taker(person(n), part, NOW.date()) for part in Part for n in range(1, 100)]
    fits(people_list(standup(), takers, WORDS, NOW))
    fits(people_list(standup(), [], WORDS, NOW))
    fits(told.not_begun(standup(), NOW, WORDS))


@pytest.mark.parametrize("share", [None, 0.5])
def test_history_fits(share: float | None) -> None:
    found = facts(closed=True)
    answers = tuple((answer, found.round, person(1)) for answer in found.answers.values())
    past = Past(
        standup(), DEFINITION, 366, tuple(person(n) for n in range(50)), answers, share, share,
        ((1, 2),) * 366,
    )  # fmt: skip
    fits(past_list(past, WORDS, NOW))


def test_small_words_fit() -> None:
    found = facts(closed=True)
    result = Answered(standup(), found.round, found.answers[1], is_new=True, is_late=True)
    each = Defined(standup(), TEAM, PLACE, MANY, "group")
    for message in (
        told.counted(result, WORDS),
        told.not_counted(1, WORDS),
        told.paused(each, WORDS),
        told.resumed(each, WORDS),
        told.joined(each, WORDS),
        told.left(each, WORDS),
        told.excused("N" * 300, "group", WORDS),
        told.closed("N" * NAME_MAX, WORDS),
        told.halted(PLACE, ["N" * NAME_MAX] * 20, "archived", WORDS),
        told.halted(PLACE, ["N" * NAME_MAX] * 20, "removed", WORDS),
        told.form_offer("N" * NAME_MAX, 1, WORDS),
        away.gone([], WORDS, NOW),
        away.back([], [], WORDS, NOW),
        away.away_button(WORDS),
        away.away_once("N" * NAME_MAX, "group", WORDS),
    ):
        fits(message)
    waiting = [WaitingRound(standup(), found.round, PLACE, NOW)] * 20
    assert_within_slack_limits(waiting_standups(waiting, WORDS, NOW))


SPLITS: Mapping[str, list[str]] = {
    "All good": ["All good", "", ""],
    "1. Deck\n2. Venue\nand hall\n3. none": ["Deck", "Venue\nand hall", "none"],
    "Yesterday: deck\nToday: venue\nhall\nBlockers: none": ["deck", "venue\nhall", "none"],
    "*Today:* venue": ["", "venue", ""],
    "昨天：写报告\n今天：开会": ["写报告", "开会", ""],
    "See https://example.com: nice": ["See https://example.com: nice", "", ""],
    "1. Deck\n2. Venue": ["1. Deck\n2. Venue", "", ""],
}


@pytest.mark.parametrize("text", SPLITS)
def test_a_reply_is_told_apart_into_answers(text: str) -> None:
    assert split_reply(text, DEFAULT_QUESTIONS) == SPLITS[text]
