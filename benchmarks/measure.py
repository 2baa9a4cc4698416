"""What the measurements share: processors, processes, figures, tables."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def say(line: str = "") -> None:
    """Print a line now."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def use_processor(number: int) -> None:
    """Keep this process on one processor; nothing where that is not possible."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > number:
        os.sched_setaffinity(0, {number})


def cpu_seconds(pid: int | None = None) -> float:
    """Processor seconds of a process until now, all its threads, user and system."""
    if pid is None:
        times = os.times()
        return times.user + times.system
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks: int = os.sysconf("SC_CLK_TCK")
    return (int(stat[11]) + int(stat[12])) / ticks


def memory_mb(pid: int) -> float:
    """Resident memory of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    """The middle of the rounds; 0 without any."""
    return statistics.median(values) if values else 0.0


def table(title: str, heads: Sequence[str], lines: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table whose columns line up."""
    cells = [[str(cell) for cell in line] for line in (heads, *lines)]
    widths = [max(len(line[number]) for line in cells) for number in range(len(heads))]
    say(f"\n{title}\n")
    for number, line in enumerate(cells):
        padded = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        say(f"| {' | '.join(padded)} |")
        if number == 0:
            say(f"|{'|'.join('-' * (width + 2) for width in widths)}|")


@contextmanager
def database_url(kind: str) -> Iterator[str]:
    """An empty database that lasts as long as the block."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="drumbeat-bench-") as folder:
            yield f"sqlite:///{folder}/bench.db"
        return
    from tests.postgres import Postgres  # noqa: PLC0415

    with Postgres() as server:
        yield server.url.format("postgres")


@contextmanager
def child(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process on a processor of its own that has printed a line; it is ended after."""
    command = [sys.executable, "-m", *arguments]
    process = subprocess.Popen(  # noqa: S603 - our own modules
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        if process.stdout is None or process.stdout.readline() != "ready\n":
            raise RuntimeError(f"{' '.join(arguments)} did not start")
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)
