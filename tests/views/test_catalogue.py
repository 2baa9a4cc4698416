"""The template of the translations has every sentence, and sentences stand in `views` only."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

import bootstrap
from tests.architecture.source import ROOT

Sentence = str | tuple[str, ...]


def sentence(said: object) -> Sentence:
    return said if isinstance(said, str) else tuple(cast("Iterable[str]", said))


def written() -> set[Sentence]:
    """Every marked sentence of the code; a pair for one and many."""
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(bootstrap.MESSAGE_MARKS)}
    found = extract_from_dir(ROOT / "views", [("**.py", "python")], keywords=keywords)
    return {sentence(said) for _, _, said, _, _ in found}


def collected() -> set[Sentence]:
    with (ROOT / bootstrap.POT).open("rb") as file:
        return {sentence(message.id) for message in read_po(file) if message.id}


def test_the_template_is_what_the_code_says() -> None:
    assert collected() == written(), "run: make messages"


def calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_all_sentences_stand_in_views() -> None:
    elsewhere = [path for part in ("handlers", "jobs") for path in (ROOT / part).rglob("*.py")]
    assert not [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in elsewhere
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "say"
    ]


def test_a_sentence_is_a_whole_one() -> None:
    """A translator cannot work on a text that is put together at run time."""
    marks = {"say", "count"}
    assert not [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in (ROOT / "views").rglob("*.py")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in marks
        if call.args and isinstance(call.args[0], ast.JoinedStr)
    ]
