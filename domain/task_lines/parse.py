"""Reads a `/task` line: verb, ids first, near-miss verb, else a new task."""

from __future__ import annotations

import re

from domain.errors import BadInput, LeftoverWords, NothingToChange, TooManyTasks
from domain.ids import render_task_ids, split_leading_ids
from domain.quickadd import Change, parse_change, parse_quick_add, quoted, render_change_tokens
from domain.task_lines.values import (
    Add,
    ChangeTask,
    DidYouMean,
    Help,
    Mine,
    ShowTask,
    TaskIntent,
)
from domain.task_lines.verbs import AFTER_IDS, ALIASES, FORGIVING, VERBS
from domain.text import Text, escape_entities, is_cjk, parse_slack_text

__all__ = ["VERBS", "parse_task_line"]

_FIRST_WORD = re.compile(r"[a-z]+(?=\s|$)|\?(?=\s*$)|[\u4e00-\u9fff]+?(?=\s|$|t\d)")


def parse_task_line(text: str) -> TaskIntent:
    """Read Slack's raw text after `/task`; raises `BadInput` that keeps the text.

    A first word is a verb only if the whole rest is its arguments; else the line is a new task.
    """
    parsed = parse_slack_text(text)
    line = parsed.since(len(parsed.plain) - len(parsed.plain.lstrip()))
    if not line.plain:
        return Mine()
    try:
        intent = _verb(line) or _ids_first(line) or _near_miss(line)
    except TooManyTasks as many:
        many.text = text
        raise
    return intent or Add(parse_quick_add(line))


def _verb(line: Text) -> TaskIntent | None:
    found = _FIRST_WORD.match(line.folded)
    if found is None:
        return None
    name = ALIASES.get(found.group(), found.group())
    verb = VERBS.get(name)
    return None if verb is None else verb(line.since(found.end()))


def _ids_first(line: Text) -> TaskIntent | None:
    numbers, start = split_leading_ids(line.folded)
    if not numbers:
        return None
    rest = line.since(start)
    if not rest.plain.strip():
        if len(numbers) == 1:
            return ShowTask(numbers[0])
        raise NothingToChange(numbers, line.raw)
    return _verb_behind(numbers, rest) or _change(numbers, rest)


def _verb_behind(numbers: tuple[int, ...], rest: Text) -> TaskIntent | None:
    found = _FIRST_WORD.match(rest.folded)
    if found is None:
        return None
    name = ALIASES.get(found.group(), found.group())
    if name not in AFTER_IDS:
        return None
    return VERBS[name](rest.since(found.end()).behind(render_task_ids(numbers)))


def _change(numbers: tuple[int, ...], rest: Text) -> TaskIntent:
    change = parse_change(rest)
    if change.leftover:
        raise LeftoverWords(change.leftover, _suggestions(numbers, change, rest), rest.raw)
    if change.is_empty:
        raise NothingToChange(numbers, rest.raw)
    return ChangeTask(numbers, change)


def _suggestions(numbers: tuple[int, ...], change: Change, rest: Text) -> tuple[str, ...]:
    """Return whole lines (Slack's raw text): as title, as note, as a new task."""
    ids = render_task_ids(numbers)
    words = quoted(escape_entities(change.leftover))
    tokens = render_change_tokens(change)
    as_field = tuple(" ".join([ids, f"{key}:{words}", *tokens]) for key in ("title", "note"))
    first_line = rest.raw.strip().split("\n", 1)[0]
    return (*as_field, f"title:{quoted(first_line)}")


def _near_miss(line: Text) -> TaskIntent | None:
    found = _FIRST_WORD.match(line.folded)
    if found is None or len(found.group()) < 3 or is_cjk(found.group()[0]):
        return None
    word, rest = found.group(), line.since(found.end())
    for name in sorted(FORGIVING):
        if not is_one_slip(word, name) or (name in AFTER_IDS and not rest.plain.strip()):
            continue
        if _fits(name, rest):
            raw = line.raw.lstrip()
            return DidYouMean(f"{name}{raw[len(word) :]}".strip(), line.raw)
    return None


def _fits(name: str, rest: Text) -> bool:
    """Tell whether the rest is what the verb takes; a bare "love" is no slip of "move"."""
    try:
        intent = VERBS[name](rest)
    except BadInput:
        return False
    return intent is not None and (name == "help" or not isinstance(intent, Help))


def is_one_slip(word: str, other: str) -> bool:
    """Tell whether one letter more, less or other, or two neighbours swapped, is the difference."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), None)
    if at is None:
        return True
    swapped = word[at : at + 2] == other[at : at + 2][::-1] and word[at + 2 :] == other[at + 2 :]
    return swapped or (
        word[at + 1 :] == other[at + 1 :]
        or word[at + 1 :] == other[at:]
        or word[at:] == other[at + 1 :]
    )
