"""What lists cost as the tasks grow, each with the plan of its statements.

`python -m benchmarks.lists [--db sqlite|postgresql|both] [--sizes 1000 100000 1000000]
[--rounds 5] [--plans]`. All sizes are visited in turn in every round; x is the ratio to the
smallest.
"""

import argparse
import datetime as dt
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import event
from sqlmodel import Session

from benchmarks.measure import database_url, median, say, table
from benchmarks.tasks import NOW, fill_varied
from domain.task_lines import ListTasks, parse_task_line
from services.scene import Origin, look_in
from services.tasks.lists import Listing, list_by
from storage import people
from storage.database import Database
from storage.migrate import upgrade

CALLS = 20
"""Calls of each list per round."""
LISTS = (
    "list",
    "list <#C3|team3>",
    "list +common",
    "list +rare",
    "list overdue",
    "list overdue all",
    "list unassigned",
    "list blocked",
    "list done 7d",
    "list done 7d <#C3|team3>",
    "list <@U2>",
    "list all",
)
GOAL = "goal: <= 1.5 x the smallest"


def show_list(session: Session, line: str, now: dt.datetime = NOW) -> Listing:
    """One page of a list with its total, as `/task list …` shows it to person 1."""
    intent = parse_task_line(line)
    if not isinstance(intent, ListTasks):
        raise TypeError(f"not a list: {line}")
    slack_id = people.get_person(session, 1, 1).slack_id
    scene = look_in(session, Origin(_team(session), slack_id, "C1"), now=now, door="command")
    if scene is None:
        raise LookupError(slack_id)
    return list_by(session, scene, intent.filters)


def _team(session: Session) -> str:
    slack_id = session.connection().exec_driver_sql("SELECT slack_id FROM workspace").scalar()
    return str(slack_id)


def plans_of(db: Database, line: str) -> list[tuple[str, str]]:
    """The statements of a list that read `task`, each with the plan the database has for it."""
    return plans_in(db, lambda session: show_list(session, line), "task")


def plans_in(db: Database, read: Callable[[Session], object], of: str) -> list[tuple[str, str]]:
    """The statements by which something reads this table, each with its plan."""
    explain = "EXPLAIN QUERY PLAN " if db.dialect == "sqlite" else "EXPLAIN "

    def run(session: Session) -> list[tuple[str, str]]:
        said: list[tuple[str, object]] = []
        connection = session.connection()

        def hear(_c: object, _cu: object, statement: str, given: object, *_: object) -> None:
            said.append((statement, given))

        event.listen(connection, "before_cursor_execute", hear)
        read(session)
        event.remove(connection, "before_cursor_execute", hear)
        found = []
        for statement, given in said:
            if re.search(rf"FROM {of}\b", statement):
                rows = connection.exec_driver_sql(explain + statement, given).all()  # type: ignore[arg-type]
                found.append((statement, "\n".join(str(row[-1]) for row in rows)))
        return found

    return db.run_read(run)


@contextmanager
def filled(kind: str, size: int) -> Iterator[Database]:
    """A database with so many tasks."""
    with database_url(kind) as url:
        upgrade(url)
        db = Database(url)
        begun = time.perf_counter()
        fill_varied(db, size)
        say(f"{kind}: {size:,} tasks made in {time.perf_counter() - begun:.0f} s")
        yield db
        db.close_here()


def compare(kind: str, sizes: list[int], rounds: int, *, plans: bool) -> None:
    """Print every list at every size."""
    took: dict[tuple[str, int], list[float]] = {}
    with ExitStack() as stack:
        dbs = {size: stack.enter_context(filled(kind, size)) for size in sorted(sizes)}
        for _ in range(rounds):
            for line in LISTS:
                for size, db in dbs.items():
                    for _ in range(CALLS):
                        begun = time.perf_counter()
                        db.run_read(show_list, line)
                        ms = (time.perf_counter() - begun) * 1000
                        took.setdefault((line, size), []).append(ms)
        largest = dbs[max(dbs)]
        shown = [(line, plans_of(largest, line)) for line in LISTS] if plans else []
    first = min(sizes)
    lines = []
    for line in LISTS:
        base = median(took[line, first])
        cells = [median(took[line, size]) for size in sorted(sizes)]
        lines.append([f"/task {line}", *(f"{ms:.2f} (x{ms / base:.2f})" for ms in cells)])
    heads = ("ms, with the total", *(f"{size:,} tasks" for size in sorted(sizes)))
    table(f"{kind}: lists of 10 ({GOAL})", heads, lines)
    for line, statements in shown:
        say(f"\n/task {line}")
        for _, plan in statements:
            say("    " + plan.replace("\n", "\n    "))


def main() -> None:
    """Measure what was asked for."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.lists")
    ask.add_argument("--db", choices=("sqlite", "postgresql", "both"), default="both")
    ask.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--plans", action="store_true", help="print the plan of every list")
    asked = ask.parse_args()
    for kind in ("sqlite", "postgresql") if asked.db == "both" else (asked.db,):
        compare(kind, asked.sizes, asked.rounds, plans=asked.plans)


if __name__ == "__main__":
    main()
