"""Prints how long a date phrase and a quick-add line take: `python benchmarks/dates.py`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "tests" / "domain" / "tables"
ROUNDS = 7


def rows(name: str) -> list[str]:
    """Return the left column of a test table."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" => ")[0] for line in lines if not line.startswith("# ")]


def best_of(parse: Callable[[str], object], texts: list[str]) -> float:
    """Return microseconds per text in the fastest of some rounds."""
    fastest = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for text in texts:
            parse(text)
        fastest = min(fastest, time.perf_counter() - begun)
    return fastest / len(texts) * 1e6


def main() -> None:
    """Measure and print one line per kind of text."""
    sys.path.insert(0, str(ROOT))
    from domain.dates import parse_when  # noqa: PLC0415
    from domain.quickadd import parse_quick_add  # noqa: PLC0415

    kinds: list[tuple[str, Callable[[str], object], str]] = [
        ("English phrase", parse_when, "dates_en.txt"),
        ("Chinese phrase", parse_when, "dates_zh.txt"),
        ("no phrase", parse_when, "not_dates.txt"),
        ("title as phrase", parse_when, "titles.txt"),
        ("quick add, no date", parse_quick_add, "titles.txt"),
        ("quick add with date", parse_quick_add, "lines_with_dates.txt"),
    ]
    for name, parse, table in kinds:
        texts = rows(table)
        sys.stdout.write(f"{name:22} {best_of(parse, texts):7.1f} us  ({len(texts)} texts)\n")


if __name__ == "__main__":
    main()
