"""What waits for a person's word is found by its own small indexes, in the order shown."""

import datetime as dt

import pytest
from sqlalchemy import Select, update
from sqlmodel import Session

from benchmarks.tasks import fill_varied
from storage import rows, task_offers
from storage.database import Database
from storage.tables import Task

_task = rows.table_of(Task)


def _offer(session: Session, ids: list[int], *, to: int, by: int, asked: bool = False) -> None:
    columns: dict[str, object] = {"offered_to_id": to, "given_by_id": by}
    columns |= {"asked_date": dt.date(2026, 5, 13)} if asked else {}
    rows.execute(session, update(_task).where(_task.c.id.in_(ids)).values(**columns))


@pytest.fixture
def filled(db: Database) -> Database:
    """A company's tasks, of which a few are being handed over."""
    fill_varied(db, 2_000)
    db.run_write(_offer, [5, 6, 7], to=2, by=1)
    db.run_write(_offer, [8], to=2, by=1, asked=True)
    db.run_write(_offer, [9], to=3, by=1)
    return db


def test_each_side_finds_what_waits_for_it(filled: Database) -> None:
    found = filled.run_read(task_offers.offered_to, 1, 2, 10)
    assert sorted(found) == [5, 6, 7, 8]
    assert len(filled.run_read(task_offers.offered_to, 1, 2, 2)) == 2
    assert filled.run_read(task_offers.asked_of, 1, 1, 10) == [8]
    assert filled.run_read(task_offers.asked_of, 1, 2, 10) == []


def test_no_other_task_is_looked_at(filled: Database) -> None:
    explain = "EXPLAIN QUERY PLAN " if filled.dialect == "sqlite" else "EXPLAIN "

    def plan(session: Session, statement: Select[tuple[int]], index: str) -> str:
        connection = session.connection()
        if filled.dialect != "sqlite":
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        literal = statement.params(workspace_id=1, person_id=2, most=10).compile(
            dialect=connection.dialect, compile_kwargs={"literal_binds": True}
        )
        lines = connection.exec_driver_sql(explain + str(literal).replace("%%", "%")).all()
        return index if index in str(lines) else str(lines)

    for statement, index in (
        (task_offers.OFFERED, "task_offered"),
        (task_offers.ASKED, "task_asked"),
    ):
        assert filled.run_read(plan, statement, index) == index
