"""How soon the demo shows its page, what it loads for that, and what it costs when idle.

`python -m benchmarks.startup [--rounds 3] [--idle 10]`. The database of the second start has been
migrated, as that of a bot that starts again.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.measure import ROOT, cpu_seconds, median, memory_mb, say, table

GOALS = "goals: page <= 3 s, idle <= 120 MB and <= 1 % of a processor"
LAZY = ("alembic", "matplotlib", "psycopg", "numpy", "PIL", "openpyxl", "icalendar", "pytest")
MODULES = """
import asyncio, sys, threading, time
import bot.demo as demo
async def soon(stop=demo._interrupted):
    await asyncio.sleep(1)
    sys.stdout.write("loaded " + " ".join(sys.modules) + "\\n")
    sys.stdout.flush()
demo._interrupted = soon
demo.main(0, True)
"""
SECOND = """
import asyncio, sys
from bot.runtime import Runtime
from bot.demo import demo_settings
from bot.manifest import manifest
from bot.clock import SystemClock
from sandbox.clock import SandboxClock
from sandbox.sample import sample_workspace
from sandbox.server import Sandbox
async def start():
    clock = SandboxClock(SystemClock().now(), rate=1.0)
    slack = Sandbox(manifest=manifest(), workspace=sample_workspace(), clock=clock)
    async with slack:
        settings = demo_settings(slack, sys.argv[1])
        async with Runtime(settings, clock=slack.clock, serve_http=False):
            sys.stdout.write("loaded " + " ".join(sys.modules) + "\\n")
asyncio.run(start())
"""


def first_page() -> tuple[float, float, subprocess.Popen[str]]:
    """Start the demo: seconds until its address is told and until its page has come."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    address = None
    while address is None and process.stdout is not None:
        address = re.search(r"http://\S+", process.stdout.readline())
    told = time.perf_counter() - begun
    if address is None:
        raise RuntimeError("the demo told no address")
    with urllib.request.urlopen(address[0]) as page:  # noqa: S310 - our own page
        page.read()
    return told, time.perf_counter() - begun, process


def loaded(program: str, *arguments: str) -> set[str]:
    """The top-level packages in a program once it has started."""
    command = [sys.executable, "-c", program, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)  # noqa: S603
    names = next(line for line in run.stdout.splitlines() if line.startswith("loaded "))
    return {name.partition(".")[0] for name in names.split()[1:]}


def main() -> None:
    """Measure what was asked for."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks.startup")
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--idle", type=float, default=10, help="seconds to watch the idle demo")
    asked = ask.parse_args()
    tolds, pages, memory, idle = [], [], [], []
    for round_ in range(asked.rounds):
        told, page, process = first_page()
        tolds.append(told)
        pages.append(page)
        if round_ == asked.rounds - 1:
            time.sleep(3)  # it meets everybody
            cpu = cpu_seconds(process.pid)
            time.sleep(asked.idle)
            idle.append((cpu_seconds(process.pid) - cpu) / asked.idle)
            memory.append(memory_mb(process.pid))
        process.terminate()
        process.wait()
    lines = [
        ["address told", f"{median(tolds):.2f} s"],
        ["page shown", f"{median(pages):.2f} s"],
        ["idle memory, bot and sandbox", f"{median(memory):.0f} MB"],
        ["idle processor, bot and sandbox", f"{median(idle):.1%}"],
    ]
    table(f"the demo ({GOALS})", ("what", "measured"), lines)
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'bench.db'}"
        loaded(SECOND, database)
        again = loaded(SECOND, database)
    say(f"\nloaded in the demo though not always needed: {_eager(loaded(MODULES))}")
    say(f"loaded when a migrated SQLite database is opened again: {_eager(again)}")


def _eager(names: set[str]) -> str:
    return ", ".join(name for name in LAZY if name in names) or "nothing"


if __name__ == "__main__":
    main()
