"""Habits the linters cannot hold: opening lines, sizes, names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import modules, name_of, tree

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60  # we aim at 40; a docstring and a long signature may come on top
BANNED = re.compile(r"(?:^|_)(?:manager|helper|helpers|util|utils|handle_data)(?:$|_)")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_module_opens_with_what_lives_in_it() -> None:
    assert not [
        name_of(path)
        for path in modules()
        if not ast.get_docstring(tree(path)) and path.read_text(encoding="utf-8").strip()
    ]


def test_no_module_is_too_long() -> None:
    # A revision is one step of the schema: it grows with it and cannot be split by meaning.
    read = [path for path in modules() if path.parent.name != "versions"]
    sizes = {name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in read}
    assert not {name: size for name, size in sizes.items() if size > LONGEST_MODULE}


def test_no_function_is_too_long() -> None:
    assert not [
        f"{name_of(path)}: {node.name} has {length} lines"
        for path in modules()
        if "migrations" not in path.parts
        for node in functions(path)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]


def test_names_say_what_a_thing_is() -> None:
    named = [(name_of(path), path.stem) for path in modules()]
    for path in modules():
        named += [(f"{name_of(path)}:{node.lineno}", node.name) for node in functions(path)]
        named += [
            (f"{name_of(path)}:{node.lineno}", re.sub(r"(?<!^)(?=[A-Z])", "_", node.name).lower())
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ClassDef)
        ]
    assert not [f"{where} {name}" for where, name in named if BANNED.search(name)]
