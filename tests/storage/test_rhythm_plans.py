"""What is due is found by the index of what is due, however many rhythms there are."""

import datetime as dt
import re

import pytest

from benchmarks.lists import plans_in
from benchmarks.rhythm import EVENING, MORNING, fill_rhythms
from storage import rhythms
from storage.database import Database
from storage.rhythms import Look

ROWS = 5_000
LATER = EVENING + dt.timedelta(days=30)


@pytest.fixture
def filled(db: Database) -> Database:
    """A company's rhythms, none due before tomorrow."""
    fill_rhythms(db, ROWS)
    return db


def test_what_is_due_is_read_by_the_index_of_what_is_due(filled: Database) -> None:
    def ask(session: object) -> None:
        rhythms.due_ids(session, EVENING, 64)  # type: ignore[arg-type]
        rhythms.next_due(session, EVENING)  # type: ignore[arg-type]

    plans = plans_in(filled, ask, "rhythm")
    assert len(plans) == 3
    for statement, plan in plans:
        assert re.search(r"(rhythm_due on|INDEX rhythm_due)", plan), f"{statement}\n{plan}"
        assert re.search(r"TEMP B-TREE|Seq Scan on rhythm\b", plan) is None, plan


def test_the_next_instant_is_the_first_of_what_comes_and_of_what_is_held_back(db: Database) -> None:
    fill_rhythms(db, 20)
    first = db.run_read(rhythms.next_due, EVENING)
    assert first == dt.datetime(2026, 5, 12, 0, 1, tzinfo=dt.UTC)
    assert db.run_read(rhythms.due_ids, EVENING, 5) == []
    assert len(db.run_read(rhythms.due_ids, MORNING, 50)) == 18

    held = MORNING + dt.timedelta(seconds=5)
    db.run_write(rhythms.fail, 1, 1, error="Broken", not_before=held)
    assert db.run_read(rhythms.next_due, MORNING) == held
    assert 1 not in db.run_read(rhythms.due_ids, MORNING, 50)
    assert 1 in db.run_read(rhythms.due_ids, held, 50)


def test_what_is_paused_stuck_or_never_is_not_due(db: Database) -> None:
    fill_rhythms(db, 3)
    db.run_write(rhythms.pause, 1, "nudges", 1, paused=True)
    for attempt in range(1, rhythms.MAX_TRIES + 1):
        db.run_write(rhythms.fail, 2, attempt, error="Broken", not_before=EVENING)
    db.run_write(rhythms.set_next, 3, Look(None))
    assert db.run_read(rhythms.due_ids, LATER, 5) == []
    assert db.run_read(rhythms.next_due, EVENING) is None
