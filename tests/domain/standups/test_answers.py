"""Lines of an answer: which become tasks, which name one, what is in the way, how it felt."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.people import PersonKind, PersonRef
from domain.rhythm_errors import MoodOutOfRange
from domain.standups.answers import (
    ANSWER_MAX,
    LINES_MAX,
    Mood,
    OpenTask,
    mood_of,
    parse_mood,
    prefill,
    read_blockers,
    read_lines,
    says_nothing,
    share_answered,
)


@pytest.mark.parametrize(
    ("line", "plain", "title"),
    [
        ("Finish the deck fri", "Finish the deck fri", "Finish the deck"),
        ("- Review contract @ben", "Review contract @ben", "Review contract"),
        ("* call <@U1|ann> tomorrow", "call @ann tomorrow", "call"),
        ("• 明天下午3点提交报告", "明天下午3点提交报告", "提交报告"),
        ("1. Write the report", "Write the report", None),
        ("2) Draft p2 design", "Draft p2 design", None),
        ("[ ] Book a room by 12 Jun", "Book a room by 12 Jun", "Book a room"),
        ("- [x] Mail sent", "Mail sent", None),
        ("☐ Tidy up", "Tidy up", None),
        ("— think", "think", None),
        ("T12 fri", "T12 fri", None),
        ("continue T12 with @ben", "continue T12 with @ben", None),
        ("May report", "May report", None),
        ("@ben", "@ben", None),
        ("3D model", "3D model", None),
        ("10 calls", "10 calls", None),
        ("-5 % costs", "-5 % costs", None),
    ],
)
def test_a_line_with_a_person_or_a_date_is_a_task(line: str, plain: str, title: str | None) -> None:
    (found,) = read_lines(line)
    assert found.plain == plain
    assert (found.task.title if found.task else None) == title


@pytest.mark.parametrize(
    ("line", "tasks"),
    [
        ("T12", (12,)),
        ("finished t12, T15 and T12", (12, 15)),
        ("(T7)", (7,)),
        ("做完T9了", (9,)),
        ("T12-shirt", ()),
        ("AT12", ()),
        ("<https://x.example/T12|the T12 page>", ()),
        ("T0 T1234567890", ()),
    ],
)
def test_ids_of_tasks_in_a_line(line: str, tasks: tuple[int, ...]) -> None:
    (found,) = read_lines(line)
    assert found.tasks == tasks


def test_empty_lines_and_bare_bullets_are_left_out() -> None:
    assert [line.plain for line in read_lines("\n- one\n\n  \n- \n* two\n")] == ["one", "two"]
    assert read_lines("") == ()


def test_a_very_long_answer_keeps_every_word() -> None:
    found = read_lines("\n".join(f"word{n}" for n in range(200)))
    assert len(found) == LINES_MAX
    assert found[-1].plain.endswith("word199")


@pytest.mark.parametrize(
    "answer",
    [
        *("none", "None.", "no", "No!", "nope", "-", "--", "n/a", "N/A", "nothing", "no blockers"),
        *(
            "",
            "  ",
            "无",
            "没有",
            "没有。",
            "暂无",
            "none today 👍",
            "- none",
            "all good",
            "不需要",
        ),
        *("none, thanks", "…", "No blockers today 🎉", "\n-\n"),
    ],
)
def test_nothing_is_in_the_way(answer: str) -> None:
    assert says_nothing(answer)
    assert read_blockers(answer) == ()


@pytest.mark.parametrize(
    "answer", ["no access to staging", "nobody answers", "没有权限", "none of the tests run", "VPN"]
)
def test_something_is_in_the_way(answer: str) -> None:
    (found,) = read_blockers(answer)
    assert found.text == answer


def test_each_line_is_a_blocker_with_whom_it_asks_and_what_it_holds_up() -> None:
    first, second = read_blockers(
        "- waiting for <@U1|ann> and <!subteam^S1|@legal> on T9\nno\n* VPN"
    )
    assert first.people == (
        PersonRef("U1", "ann"),
        PersonRef("S1", "legal", PersonKind.GROUP),
    )
    assert first.tasks == (9,)
    assert (second.text, second.people) == ("VPN", ())


# --- the form -----------------------------------------------------------------------------------

DECK, REPORT, VENDOR = OpenTask(12, "Deck"), OpenTask(15, "Report"), OpenTask(9, "Vendor")


def test_the_form_knows_the_last_plan_and_what_was_done_since() -> None:
    found = prefill("- T12 Deck\n- think\n", done=[DECK, REPORT], due=[VENDOR], blocked=[VENDOR])
    assert found.since == "T12 Deck\nthink\nT15 Report"
    assert found.today == "T9 Vendor"
    assert found.tick == (VENDOR,)


def test_what_is_done_is_neither_due_nor_to_be_ticked() -> None:
    found = prefill("", done=[DECK], due=[DECK, REPORT], blocked=[DECK])
    assert (found.today, found.tick) == ("T15 Report", (REPORT,))


def test_the_first_words_fit_the_field() -> None:
    many = [OpenTask(number, "x" * 190) for number in range(100)]
    found = prefill("", done=many)
    assert 2500 < len(found.since) <= ANSWER_MAX
    assert found.since.splitlines()[-1].endswith("x" * 190)


# --- mood ---------------------------------------------------------------------------------------

CLOSE = dt.datetime(2026, 5, 12, 11, 30, tzinfo=dt.UTC)
EARLY, LATE = CLOSE - dt.timedelta(minutes=1), CLOSE


def test_the_mood_of_four_is_shown_and_of_three_is_not() -> None:
    moods = {1: 5, 2: 4, 3: 3, 4: 3}
    times = dict.fromkeys(moods, EARLY)
    assert mood_of(moods, times, CLOSE) == Mood(3.8, 4)
    assert mood_of({1: 5, 2: 4, 3: 3}, times, CLOSE) is None
    assert mood_of({}, {}, CLOSE) is None


def test_a_late_mood_changes_nothing_so_nobody_can_work_it_out() -> None:
    moods = {1: 5, 2: 4, 3: 3, 4: 4}
    times = dict.fromkeys(moods, EARLY)
    before = mood_of(moods, times, CLOSE)
    assert mood_of(moods | {5: 1}, times | {5: LATE}, CLOSE) == before
    assert mood_of(moods, times | {4: LATE}, CLOSE) is None


def test_a_mood_is_one_to_five() -> None:
    assert [parse_mood(text) for text in ("1", " 5 ", "", "３")] == [1, 5, None, 3]
    for text in ("0", "6", "good", "1.5", "-1"):
        with pytest.raises(MoodOutOfRange):
            parse_mood(text)


def test_the_share_of_answers_over_rounds() -> None:
    assert share_answered([(3, 4), (1, 4)]) == pytest.approx(0.5)
    assert share_answered([]) is None
    assert share_answered([(0, 0)]) is None


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_answer_is_read_and_keeps_its_words(answer: str) -> None:
    for line in read_lines(answer):
        assert line.raw
        assert line.raw in " ".join(answer.splitlines()) or len(answer.splitlines()) > LINES_MAX
    read_blockers(answer)
