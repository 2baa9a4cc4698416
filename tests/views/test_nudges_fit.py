"""Digests, reminders and reasons of any size are within Slack's limits."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.nudges.values import Kind, Level, Why
from services.nudges.answer import Quieter, Reason, Reasoned
from services.nudges.digest import Digest, Fate, Settled
from storage.nudge_sources import OpenSeat
from storage.tables import Blocker, Goal, Participation, Person, Round, Standup, Task
from storage.task_lists import TaskRow
from tests.limits import assert_within_slack_limits
from views.nudges.digest import digest_message
from views.nudges.reminder import standup_reminder
from views.nudges.replies import level_name, quieter
from views.nudges.why import why_message
from views.words import words_for

NOW = dt.datetime(2026, 5, 12, 9, tzinfo=dt.UTC)
TODAY = NOW.date()
WORDS = words_for("en-US", "Asia/Shanghai")
ANN = Person(id=1, workspace_id=1, slack_id="U1", real_name="Ann " * 20, zone="Asia/Shanghai")
numbers = st.integers(0, 40)
titles = st.text(min_size=1, max_size=200)


def _tasks(first: int, count: int, title: str) -> list[TaskRow]:
    return [
        TaskRow(
            Task(
                id=number,
                workspace_id=1,
                number=number,
                title=title,
                reason=title * 10,
                status="blocked",
                creator_id=1,
                owner_id=1,
                due_date=TODAY,
                created_at=NOW,
                updated_at=NOW,
            ),
            ANN,
        )
        for number in range(first, first + count)
    ]


def _goal(number: int, title: str) -> Goal:
    return Goal(
        id=number, workspace_id=1, number=number, title=title, creator_id=1,
        cycle_start=TODAY, cycle_end=TODAY, created_at=NOW, updated_at=NOW,
    )  # fmt: skip


def _blocker(number: int, title: str) -> Blocker:
    return Blocker(
        id=number, workspace_id=1, number=number, title=title, since=TODAY, creator_id=1,
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(title=titles, counts=st.lists(numbers, min_size=9, max_size=9), seen=st.booleans())
def test_a_digest_of_any_size_fits(title: str, counts: list[int], *, seen: bool) -> None:
    overdue, today, soon, people, late, goals, blockers, unanswered, settled = counts
    covered = [(ANN, _tasks(1000 + 10 * n, 2, title)) for n in range(people)]
    digest = Digest(
        1,
        TODAY,
        ANN,
        overdue=_tasks(1, overdue, title),
        today=_tasks(100, today, title),
        soon=_tasks(200, soon, title),
        covered=covered,
        late=_tasks(300, late, title),
        goals=[_goal(n, title) for n in range(goals)],
        blockers=[_blocker(n, title) for n in range(blockers)],
        unanswered=[_blocker(n, title) for n in range(unanswered)],
        settled=[Settled("T1", title, fate) for fate in Fate for _ in range(settled)],
        kinds=(Kind.TASK, Kind.TEAM, Kind.CHECK_IN, Kind.BLOCKER)[: 1 + overdue % 4],
        is_acknowledged=seen,
    )
    message = digest_message(digest, WORDS, NOW)
    assert_within_slack_limits({"text": message.text, "blocks": list(message.blocks)})


@pytest.mark.parametrize("state", ["asked", "answered", "skipped", "away", "left"])
def test_a_reminder_fits_in_every_state(state: str) -> None:
    standup = Standup(
        id=1, workspace_id=1, team_id=1, conversation_id=1, name="Daily " * 30, folded="",
        prompt_at=dt.time(9, 30), close_at=dt.time(11, 30), creator_id=1,
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    made = Round(id=2, workspace_id=1, standup_id=1, day=TODAY)
    for closes in (NOW - dt.timedelta(hours=1), NOW + dt.timedelta(hours=1), None):
        seat = Participation(round_id=2, person_id=1, state=state, closes_at=closes)
        message = standup_reminder(OpenSeat(seat, made, standup), WORDS, NOW)
        assert_within_slack_limits({"text": message.text, "blocks": list(message.blocks)})


@given(title=st.text(max_size=200), count=st.integers(0, 40))
def test_reasons_of_any_number_fit(title: str, count: int) -> None:
    reasons = tuple(
        Reason("T1", title, kind, why, TODAY, 3, ANN, Level.STANDARD)
        for kind in (Kind.TASK, Kind.STANDUP, Kind.TEAM)
        for why in Why
    )
    found = [Reasoned(NOW, is_digest=n % 2 == 0, reasons=reasons) for n in range(count)]
    message = why_message(found, WORDS)
    assert_within_slack_limits({"text": message.text, "blocks": list(message.blocks)})


def test_every_level_of_every_kind_has_words() -> None:
    for kind in Kind:
        for level in Level:
            assert level_name(kind, level, WORDS)
            told = quieter(Quieter(kind, level, Level.ACTIVE), WORDS)
            assert_within_slack_limits({"text": told.text, "blocks": list(told.blocks)})
