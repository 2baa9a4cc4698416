"""What `/goal tree`, the lists of goals and the Home tab cost with many goals and tasks.

`python -m benchmarks.goals [--db sqlite|postgresql|both] [--sizes 50 500] [--tasks 20000]
[--rounds 5] [--profile LINE]`. Processor milliseconds of one answer, from the line to the JSON that
is sent; sizes and lines are visited in turn in every round, x is the ratio to `/task` of that size.
"""

import argparse
import cProfile
import datetime as dt
import json
import pstats
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session

from benchmarks.measure import database_url, median, say, table
from benchmarks.tasks import NOW, fill_varied
from handlers.commands import COMMANDS
from handlers.requests import Request, Surface
from services.desk import desk_of
from services.scene import Origin, Scene, look_in
from storage import people, rows
from storage.database import Database
from storage.migrate import upgrade
from storage.tables import CheckIn, Goal, TaskGoal
from views.home import home_page
from views.words import words_for

CALLS = 5
"""Calls of each line per round."""
CHECK_INS = 12
"""A quarter of weekly ones for every goal that is measured."""
OWNED = 20
"""One goal in so many belongs to person 1, who asks; the first at the top too."""
HOME = "Home"
BASE = "/task"
LINES = (
    BASE,
    "/goal tree",
    "/goal tree G1",
    "/goal",
    "/goal list",
    "/goal list at-risk",
    "/goal list stale",
    "/goal list due",
    "/goal list <#C3|team3>",
    "/goal find Goal 7",
    HOME,
)
LIMIT_MS = 150
START, END = dt.date(2026, 4, 1), dt.date(2026, 6, 30)


def fill_goals(db: Database, goals: int, tasks: int, closed: int = 0) -> None:
    """A company's tasks, and so many goals of this quarter in trees of four levels; every task
    works towards one of them.

    Seven in ten are measured, the others have steps or neither. Of two in three their owner has
    not said how they stand, so that it hangs on the forecast. `closed` ones of earlier quarters
    come on top.
    """
    fill_varied(db, tasks)
    staff = max(tasks // 100, 2)
    db.run_write(_insert, Goal, [_goal(number, staff) for number in range(1, goals + 1)])
    if closed:
        old = [_old_goal(number, staff) for number in range(goals + 1, goals + closed + 1)]
        db.run_write(_insert, Goal, old)
    said = [
        _said(number, week)
        for number in range(1, goals + 1)
        if _is_measured(number)
        for week in range(CHECK_INS)
    ]
    db.run_write(_insert, CheckIn, said)
    linked = [{"task_id": task, "goal_id": task % goals + 1} for task in range(1, tasks + 1)]
    db.run_write(_insert, TaskGoal, linked)
    db.run_write(lambda session: session.connection().execute(text("ANALYZE")))
    if db.dialect == "postgresql":
        setval = f"SELECT setval(pg_get_serial_sequence('goal', 'id'), {goals + closed})"
        db.run_write(lambda session: session.connection().exec_driver_sql(setval))


def _insert(session: Session, record: Any, values: list[dict[str, Any]]) -> None:
    session.connection().execute(insert(rows.table_of(record)), values)


def _is_measured(number: int) -> bool:
    return number > 8 and number % 10 < 7


def _goal(number: int, staff: int) -> dict[str, Any]:
    """Goals 1 to 8 stand at the top; each has at most seven below it."""
    measure: dict[str, Any] = {"kind": "yes_no"}
    if _is_measured(number):
        figures = {"start": "30", "target": "90", "unit": "", "direction": "up", "decimals": 0}
        measure = {"kind": "metric", **figures}
    elif number > 8 and number % 10 < 9:
        steps = [{"title": f"Step {step}", "done_on": None} for step in range(5)]
        measure = {"kind": "milestones", "steps": steps}
    return {
        "id": number,
        "workspace_id": 1,
        "number": number,
        "title": f"Goal {number} of the company, in so many words",
        "why": "Because it matters.",
        "status": "open",
        "reason": "",
        "measure": measure,
        "value": 30 + number % 60 if _is_measured(number) else None,
        "health": ("green", "amber", "red")[number // 3 % 3] if number % 3 == 0 else None,
        "weight": 1,
        "creator_id": 1,
        "owner_id": 1 if number % OWNED == 1 else number % (staff - 1) + 2,
        "team_id": number % 19 + 1,
        "conversation_id": number % 19 + 1,
        "visibility": "workspace",
        "parent_id": None if number <= 8 else (number - 9) // 7 + 1,
        "cycle_start": START,
        "cycle_end": END,
        "check_in_weeks": 1,
        "last_check_in_at": NOW - dt.timedelta(days=number % 30),
        "created_at": NOW - dt.timedelta(days=40),
        "updated_at": NOW,
    }


def _old_goal(number: int, staff: int) -> dict[str, Any]:
    """One of an earlier quarter, under another of its own time."""
    back = dt.timedelta(days=91 * (number % 20 + 1))
    changed = {
        "status": "done",
        "parent_id": number - 20 if number % 3 else None,
        "cycle_start": START - back,
        "cycle_end": END - back,
        "closed_at": NOW - back,
    }
    return {**_goal(number, staff), **changed}


def _said(number: int, week: int) -> dict[str, Any]:
    return {
        "goal_id": number,
        "at": dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
        + dt.timedelta(days=3 * week, hours=number % 7),
        "person_id": 1,
        "value": 30 + week * (number % 5) + (number + week) % 3,
        "why": "two enterprise accounts at risk",
        "undone": False,
    }


def scene_of(session: Session, now: dt.datetime = NOW) -> Scene:
    """Person 1, reading in a channel."""
    slack_id = people.get_person(session, 1, 1).slack_id
    team = session.connection().exec_driver_sql("SELECT slack_id FROM workspace").scalar()
    scene = look_in(session, Origin(str(team), slack_id, "C1"), now=now, door="command")
    if scene is None:
        raise LookupError(slack_id)
    return scene


def answer(session: Session, line: str) -> str:
    """What is sent for this line, or for a person who looks at their Home."""
    scene = scene_of(session)
    if line == HOME:
        desk = desk_of(session, scene, {})
        if desk is None:
            raise LookupError("nobody looks at their Home")
        return json.dumps(home_page(desk, words_for("en-US", scene.person.zone), NOW))
    name, _, typed = line.partition(" ")
    command = COMMANDS[name.lstrip("/")]
    request = Request(Surface.COMMAND, name, "bench", Origin("T1", "U1", "C1"), NOW, 0, text=typed)
    said: Mapping[str, Any] = command.run(session, scene, request, command.parse(typed)).to_json()
    return json.dumps(said)


@contextmanager
def filled(kind: str, goals: int, tasks: int, closed: int = 0) -> Iterator[Database]:
    """A database with so many goals and tasks, in which person 1 looks at their Home."""
    with database_url(kind) as url:
        upgrade(url)
        db = Database(url)
        fill_goals(db, goals, tasks, closed)
        db.run_write(people.note_home_opened, 1, NOW)
        yield db
        db.close_here()


def _cpu_ms(do: Callable[[], object]) -> float:
    begun = time.process_time()
    do()
    return (time.process_time() - begun) * 1000


def compare(kind: str, sizes: list[int], tasks: int, rounds: int) -> None:
    """Print every line at every size."""
    took: dict[tuple[str, int], list[float]] = {}
    with ExitStack() as stack:
        dbs = {size: stack.enter_context(filled(kind, size, tasks)) for size in sorted(sizes)}
        for _ in range(rounds):
            for line in LINES:
                for size, db in dbs.items():
                    for _ in range(CALLS):
                        spent = _cpu_ms(lambda db=db, line=line: db.run_read(answer, line))  # type: ignore[misc]
                        took.setdefault((line, size), []).append(spent)
    lines = []
    for line in LINES:
        found = [(median(took[line, size]), median(took[BASE, size])) for size in sorted(sizes)]
        lines.append([line, *(f"{ms:.1f} (x{ms / base:.1f})" for ms, base in found)])
    heads = ("processor ms", *(f"{size:,} goals" for size in sorted(sizes)))
    table(f"{kind}: {tasks:,} tasks (goal: <= {LIMIT_MS} ms; x = {BASE})", heads, lines)


def profile(kind: str, goals: int, tasks: int, line: str) -> None:
    """Print where the time of one line goes."""
    with filled(kind, goals, tasks) as db:
        db.run_read(answer, line)
        watch = cProfile.Profile()
        db.run_read(lambda session: watch.runcall(answer, session, line))
        pstats.Stats(watch, stream=sys.stdout).sort_stats("tottime").print_stats(40)


def main() -> None:
    """Measure what was asked for."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.goals")
    ask.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    ask.add_argument("--sizes", type=int, nargs="+", default=[50, 500])
    ask.add_argument("--tasks", type=int, default=20_000)
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--profile", metavar="LINE", help="where the time of this line goes")
    asked = ask.parse_args()
    for kind in ("sqlite", "postgresql") if asked.db == "both" else (asked.db,):
        if asked.profile:
            profile(kind, max(asked.sizes), asked.tasks, asked.profile)
        else:
            compare(kind, asked.sizes, asked.tasks, asked.rounds)
            say()


if __name__ == "__main__":
    main()
