"""The real clock is read in one place (and in the sandbox, which has its own world)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import modules, name_of, tree

READS_THE_CLOCK = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
}
MAY = {"bot/clock.py"}


def reads(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if (name, node.attr) in READS_THE_CLOCK:
                yield f"{name_of(path)}:{node.lineno} {name}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            for alias in node.names:
                if ("time", alias.name) in READS_THE_CLOCK:
                    yield f"{name_of(path)}:{node.lineno} from time import {alias.name}"


def test_only_the_clock_reads_the_clock() -> None:
    bots = [path for path in modules() if not name_of(path).startswith("sandbox/")]
    assert not [found for path in bots if name_of(path) not in MAY for found in reads(path)]


def test_the_search_finds_what_it_should() -> None:
    assert list(reads(next(path for path in modules("bot") if path.name == "clock.py")))
