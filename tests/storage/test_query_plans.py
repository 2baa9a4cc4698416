"""Every list finds its rows by an index, in the order of that index, on both databases."""

import re

import pytest
from sqlalchemy import text
from sqlmodel import Session

from benchmarks.goals import answer, fill_goals
from benchmarks.lists import LISTS, plans_in, plans_of, show_list
from benchmarks.tasks import NOW, fill_varied
from storage import deliveries, people, rows
from storage import tasks as store
from storage.database import Database

TASKS = 5_000
FEW = {"list done 7d <#C3|team3>"}
"""Lists with less than a page."""
GOAL_LISTS = (
    "/goal",
    "/goal G1",
    "/goal list",
    "/goal list at-risk",
    "/goal list stale",
    "/goal list due",
    "/goal list unassigned",
    "/goal list <#C3|team3>",
    "/goal list <@U2> Q2",
    "/goal list +voice",
    "/goal list under G2",
    "/goal tree",
    "/goal tree G1",
    "Home",
)
"""What reads goals but for a search and all of all times, which have to look at many."""


@pytest.fixture
def filled(db: Database) -> Database:
    """A company's tasks, with what the planner knows of them."""
    fill_varied(db, TASKS)
    return db


def test_every_list_is_read_by_an_index(filled: Database) -> None:
    for line in LISTS:
        plans = plans_of(filled, line)
        assert len(plans) == 2, line  # the rows and their number
        for statement, plan in plans:
            whole = re.search(r"Seq Scan on task\b|SCAN task\b", plan)
            assert whole is None, f"/task {line}\n{statement}\n{plan}"
        page = plans[0][1]
        assert re.search(r"TEMP B-TREE|\bSort\b", page) is None, f"/task {line}\n{page}"


@pytest.mark.parametrize("line", LISTS)
def test_every_list_shows_a_page(filled: Database, line: str) -> None:
    listing = filled.run_read(show_list, line)
    assert (len(listing.rows) == 10) is (line not in FEW)
    assert listing.rows


@pytest.fixture
def years(db: Database) -> Database:
    """Sixty goals of this quarter after years of others."""
    fill_goals(db, 60, 500, closed=5_000)
    db.run_write(people.note_home_opened, 1, NOW)
    return db


def test_goals_are_read_by_an_index_however_many_are_over(years: Database) -> None:
    for line in GOAL_LISTS:
        plans = plans_in(years, lambda session, line=line: answer(session, line), "goal")  # type: ignore[misc]
        assert plans, line
        for statement, plan in plans:
            whole = re.search(r"Seq Scan on goal\b|SCAN goal\b", plan)
            assert whole is None, f"{line}\n{statement}\n{plan}"


def test_a_label_has_its_tasks_times(db: Database) -> None:
    """They are copies, so every change of the task's must reach them."""

    def copies(session: Session) -> tuple[object, object]:
        found = session.connection().execute(text("SELECT due_until, closed_at FROM task_label"))
        own = session.connection().execute(text("SELECT due_until, closed_at FROM task"))
        return tuple(found.one()), tuple(own.one())

    fill_varied(db, 1)
    db.run_write(store.set_labels, 1, 1, ["a"])
    changes: list[dict[str, object]] = [
        {"due_until": NOW},
        {"closed_at": NOW, "title": "New"},
        {"closed_at": None},
    ]
    for change in changes:
        db.run_write(store.change_task, 1, change)
        label, task = db.run_read(copies)
        assert label == task


def test_what_is_due_is_read_by_the_index_of_what_is_pending(filled: Database) -> None:
    """Not through all that was ever delivered; SQLite needs the states in the statement's text."""
    explain = "EXPLAIN QUERY PLAN " if filled.dialect == "sqlite" else "EXPLAIN "

    def plan(session: Session) -> str:
        connection = session.connection()
        compiled = deliveries.CLAIM.compile(dialect=connection.dialect)
        keys = {"now": NOW, "urgent": False, "most": 64}
        if filled.dialect == "sqlite":
            shown = connection.exec_driver_sql(
                explain + str(compiled), tuple("" for _ in compiled.positiontup or ())
            )
        else:
            rows.execute(session, deliveries.CLAIM, keys)
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            shown = connection.exec_driver_sql(
                explain + str(compiled), compiled.construct_params(keys)
            )
        return "\n".join(str(row[-1]) for row in shown)

    found = filled.run_write(plan)
    assert re.search(r"(delivery_due on|INDEX delivery_due)", found), found
