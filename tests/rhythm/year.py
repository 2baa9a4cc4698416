"""A year of forty people: `make year`, or `python -m tests.rhythm.year --days 60`.

Prints how far it is, every broken rule, and figures; ends with 1 if a rule was broken.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

from bot.logging import configure_logging
from storage.migrate import upgrade
from tests.rhythm.checker import violations
from tests.rhythm.driver import Play, sandbox_for
from tests.rhythm.worlds import year
from tests.stage import staged

SHOWN = 200
STRETCH = dt.timedelta(days=7)


def say(line: str) -> None:
    """Print a line now."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def memory() -> str | None:
    """A folder in memory, if there is one: a year has 200,000 commits, each waits for the disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


async def play_year(days: int, database_url: str) -> int:
    """Play the first `days` of the year; the number of broken rules."""
    script = year()
    ends = min(script.ends, script.begins + dt.timedelta(days=days))
    begun = time.monotonic()
    async with sandbox_for(script) as sandbox, staged(sandbox, database_url) as stage:
        play = Play(stage, script)
        await play.begin()
        told = 0
        while (now := sandbox.clock.now()) < ends:
            await play.until(min(now + STRETCH, ends))
            record, spent = play.record(), time.monotonic() - begun
            broken = [*play.company.failures, *violations(script, record, sandbox.clock.now())]
            say(
                f"{sandbox.clock.now():%d %b}  {spent:6.0f} s  {play.steps} stops  "
                f"{len(record.posts)} posts  {len(record.acts)} acts  {len(broken)} broken rules"
            )
            for sentence in broken[told:SHOWN]:
                say(f"  {sentence}")
            told = len(broken)
    return told


def main() -> int:
    """Play, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--url", default="", help="a database to play in; a new SQLite file else")
    chosen = parser.parse_args()
    configure_logging("warning")
    with tempfile.TemporaryDirectory(prefix="drumbeat-year-", dir=memory()) as folder:
        url = chosen.url or f"sqlite:///{Path(folder) / 'year.db'}"
        upgrade(url)
        return min(asyncio.run(play_year(chosen.days, url)), 1)


if __name__ == "__main__":
    sys.exit(main())
