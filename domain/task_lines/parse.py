"""Reads a `/task` line: verb, ids first, near-miss verb, else a new task."""

from __future__ import annotations

import re

from domain.errors import LeftoverWords, NothingToChange, TooManyTasks, VerbUnclear
from domain.ids import render_task_ids, split_leading_ids
from domain.quickadd import Change, parse_change, parse_quick_add, quoted, render_change_tokens
from domain.task_lines.values import (
    Add,
    ChangeTask,
    Mine,
    ShowTask,
    TaskIntent,
)
from domain.task_lines.verbs import AFTER_IDS, ALIASES, FORGIVING, VERBS
from domain.text import Text, escape_entities, fold
from domain.verbs import Help, first_word, near_miss, read_line_of

__all__ = ["VERBS", "parse_task_line"]

_FIRST_WORD = re.compile(r"[a-z]+(?=\s|$)|\?(?=\s*$)|[\u4e00-\u9fff]+?(?=\s|$|t\d)")


def parse_task_line(text: str) -> TaskIntent:
    """Read Slack's raw text after `/task`; raises `BadInput` that keeps the text.

    A first word is a verb only if the whole rest is its arguments; else the line is a new task.
    """
    line = read_line_of(text)
    if not line.plain:
        return Mine()
    try:
        intent = _verb(line) or _ids_first(line) or _near_miss(line)
    except TooManyTasks as many:
        many.text = text
        raise
    return intent or _add(line)


NO_TITLES = frozenset({"list", "mine", "undo", "reopen", "unblock", "snooze", "unwatch", "列表"})
"""Verbs that are no task by themselves: with nothing but tokens behind them something is wrong."""


def _add(line: Text) -> Add:
    quick = parse_quick_add(line)
    if fold(quick.title) in NO_TITLES and not line.folded.startswith(("title:", '"')):
        raise VerbUnclear(fold(quick.title), line.raw)
    return Add(quick)


def _verb(line: Text) -> TaskIntent | None:
    found = first_word(line, _FIRST_WORD, ALIASES)
    verb = VERBS.get(found[0]) if found else None
    return None if verb is None or found is None else verb(found[1])


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
    found = first_word(rest, _FIRST_WORD, ALIASES)
    if found is None or found[0] not in AFTER_IDS:
        return None
    return VERBS[found[0]](found[1].behind(render_task_ids(numbers)))


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
    return near_miss(line, _FIRST_WORD, FORGIVING, _fits)


def _fits(name: str, rest: Text) -> bool:
    """Tell whether the rest is what the verb takes; a bare "love" is no slip of "move"."""
    if name in AFTER_IDS and not rest.plain.strip():
        return False
    intent = VERBS[name](rest)
    return intent is not None and (name == "help" or not isinstance(intent, Help))
