"""What help shows can be typed as it stands, and so can what people type in other task apps."""

import pytest

from domain import task_lines
from domain.goal_lines import parse_goal_line
from domain.goal_lines.values import AddGoal, GoalFilters, ListGoals
from domain.people import ChannelRef, PersonRef
from domain.task_lines import Add, Filters, ListTasks, parse_task_line
from domain.tasks import Priority
from handlers.unit import Refused
from storage.database import Database
from tests.handlers.world import command, run_command, settle_in
from tests.stage import words_in
from views.commands import GOAL, TASK
from views.errors import refusal


@pytest.mark.parametrize("line", [line for line, _ in (*TASK.lines, *GOAL.lines)])
def test_each_line_of_help_is_what_help_says_of_it(line: str) -> None:
    name, _, rest = line.partition(" ")
    intent = (parse_task_line if name == "/task" else parse_goal_line)(rest)
    says_so = line.startswith(("/task Send", "/task Pay", "/goal Raise"))
    assert isinstance(intent, Add | AddGoal) == says_so, intent


@pytest.mark.parametrize(
    ("line", "filters"),
    [
        (
            "list @bo | #ops | +budget | overdue",
            Filters(
                people=(PersonRef(name="bo"),),
                teams=(ChannelRef(name="ops"),),
                labels=("budget",),
                overdue=True,
            ),
        ),
        ("list p1", Filters(priority=Priority.P1)),
        ("list #ops !high", Filters(teams=(ChannelRef(name="ops"),), priority=Priority.P2)),
        ("list open", Filters(everything=True)),
        ("list week p1", Filters(week=True, priority=Priority.P1)),
    ],
)
def test_what_a_list_can_be_narrowed_by(line: str, filters: Filters) -> None:
    assert parse_task_line(line) == ListTasks(filters)


def test_signs_between_the_filters_of_goals_say_nothing() -> None:
    wanted = GoalFilters(mine=True, stale=True, due=True)
    assert parse_goal_line("list mine | stale | due") == ListGoals(wanted)


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("new", task_lines.NewForm()),
        ("edit T12", task_lines.EditForm(12)),
        ("T12 edit", task_lines.EditForm(12)),
        ("delete T12 twice here", task_lines.Drop((12,), "twice here")),
        ("remove T12", task_lines.Drop((12,))),
        ("assign T12 to @bo", task_lines.HandOver((12,), PersonRef(name="bo"))),
    ],
)
def test_what_people_type_in_other_task_apps_is_understood(
    line: str, intent: task_lines.TaskIntent
) -> None:
    assert parse_task_line(line) == intent


@pytest.mark.parametrize(
    "line", ["Edit the launch film", "new", "Remove old posters", "Assign seats"]
)
def test_titles_that_begin_like_those_stay_titles(line: str) -> None:
    assert isinstance(parse_task_line(f"{line} fri"), Add)


def test_a_list_of_what_no_list_knows_is_no_new_task(db: Database) -> None:
    db.run_write(settle_in)
    said = _told(db, "list tomorrow")
    assert said.startswith("I did not understand all that follows “list”, so nothing was saved.")
    assert "/task help list" in said
    assert said.endswith("/task list tomorrow")
    assert "Added T1 list" in _told(db, '"list" tomorrow')


def test_a_reason_that_is_too_long_is_called_a_reason(db: Database) -> None:
    db.run_write(settle_in)
    _told(db, "Prepare deck")
    said = _told(db, f"block T1 {'x' * 301}")
    assert said.startswith("The reason has 301 characters; 300 fit.")


def test_what_was_not_understood_has_the_names_of_people(db: Database) -> None:
    db.run_write(settle_in)
    _told(db, "Prepare deck")
    said = _told(db, "T1 -<@U0BEN>")
    assert said.startswith("I did not understand “-@ben”")
    assert "U0BEN" not in said


def test_the_list_of_a_goals_tasks_says_so(db: Database) -> None:
    db.run_write(settle_in)
    assert _told(db, "list p1").startswith("My tasks: P1 · nothing here.")


def _told(db: Database, line: str) -> str:
    outcome = run_command(db, command(line))
    if isinstance(outcome, Refused):
        message = refusal(outcome.error, outcome.words, typed=outcome.typed)
    else:
        assert outcome.message is not None
        message = outcome.message
    return words_in({"text": message.text, "blocks": list(message.blocks)})
