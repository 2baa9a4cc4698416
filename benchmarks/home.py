"""What one drawing of Home costs: reading the desk and building its blocks.

`python -m benchmarks.home [--db sqlite|postgresql] [--size 20000] [--rounds 20]`. Once for somebody
who owns a hundred tasks or so, once for one person who owns them all.
"""

import argparse
import time

from sqlalchemy import text
from sqlmodel import Session

from benchmarks.lists import filled
from benchmarks.measure import cpu_seconds, median, table
from benchmarks.tasks import NOW
from services.desk import desk_of
from services.scene import Origin, look_in
from storage import people
from storage.database import Database
from storage.workspaces import get_workspace
from views.home import home_page
from views.words import words_for


def draw(session: Session) -> int:
    """Person 1's Home, as the carrier renders it; its number of blocks."""
    person = people.get_person(session, 1, 1)
    at = Origin(get_workspace(session, 1).slack_id, person.slack_id)
    scene = look_in(session, at, now=NOW, door="home")
    desk = desk_of(session, scene, {}) if scene else None
    if desk is None:
        raise LookupError(person.slack_id)
    return len(home_page(desk, words_for(people.locale_of(person), person.zone), NOW)["blocks"])


def measure(db: Database, rounds: int) -> tuple[float, float, int]:
    """Milliseconds of time (median) and of processor (mean) for one drawing, and its blocks."""
    blocks, took = db.run_read(draw), []
    cpu = cpu_seconds()
    for _ in range(rounds):
        begun = time.perf_counter()
        db.run_read(draw)
        took.append((time.perf_counter() - begun) * 1000)
    return median(took), (cpu_seconds() - cpu) * 1000 / rounds, blocks


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.home")
    ask.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    ask.add_argument("--size", type=int, default=20_000)
    ask.add_argument("--rounds", type=int, default=20)
    asked = ask.parse_args()
    lines = []
    with filled(asked.db, asked.size) as db:
        db.run_write(people.note_home_opened, 1, NOW)
        lines.append(("a hundred tasks of their own", *_figures(db, asked.rounds)))
        db.run_write(_give_all)
        lines.append(("all tasks their own", *_figures(db, asked.rounds)))
    table(f"{asked.db}: Home with {asked.size:,} tasks", ("", "ms", "ms of processor", "blocks"),
          lines)  # fmt: skip


def _figures(db: Database, rounds: int) -> tuple[str, str, int]:
    ms, cpu, blocks = measure(db, rounds)
    return f"{ms:.1f}", f"{cpu:.1f}", blocks


def _give_all(session: Session) -> None:
    session.connection().execute(text("UPDATE task SET owner_id = 1"))


if __name__ == "__main__":
    main()
