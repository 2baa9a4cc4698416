"""Reads a `/goal` line: verb, ids first, near-miss verb, else a new goal."""

from __future__ import annotations

import re

from domain.cycles import Beside, Length, Named, parse_cycle
from domain.errors import BadInput, LeftoverWords, NothingToChange, VerbUnclear
from domain.goal_lines.checkin import read_check_in
from domain.goal_lines.ids import render_goal_ids, split_leading_goal_ids
from domain.goal_lines.quick import parse_goal_change, parse_new_goal
from domain.goal_lines.render import render_change_tokens
from domain.goal_lines.values import (
    AddGoal,
    ChangeGoal,
    CheckIn,
    GoalChange,
    GoalFilters,
    GoalIntent,
    ListGoals,
    Mine,
    ShowGoal,
)
from domain.goal_lines.verbs import AFTER_IDS, ALIASES, FORGIVING, VERBS
from domain.quickadd.line import quoted
from domain.text import Text, escape_entities, fold
from domain.verbs import first_word, near_miss, read_line_of

_FIRST_WORD = re.compile(
    r"[a-z]+(?:-in)?(?=\s|$)|swot(?=[\s#])|\?(?=\s*$)|[\u4e00-\u9fff]+?(?=\s|$|g\d)"
)


def parse_goal_line(text: str) -> GoalIntent:
    """Read Slack's raw text after `/goal`; raises `BadInput` that keeps the text.

    A first word is a verb only if the whole rest is its arguments; else the line is a new goal.
    """
    line = read_line_of(text)
    if not line.plain:
        return Mine()
    try:
        intent = _verb(line) or _ids_first(line) or _bare_cycle(line) or _near_miss(line)
        return intent or _add(line)
    except BadInput as refused:
        refused.text, refused.kind = text, "goal"
        raise


NO_TITLES = frozenset({"list", "tree", "mine", "undo", "reopen", "tick", "untick", "列表"})
"""Verbs that are no goal by themselves: with nothing but tokens behind them something is wrong."""


def _add(line: Text) -> AddGoal:
    goal = parse_new_goal(line)
    if fold(goal.title) in NO_TITLES and not line.folded.startswith(("title:", '"')):
        raise VerbUnclear(fold(goal.title), line.raw, "goal")
    return AddGoal(goal)


def _verb(line: Text) -> GoalIntent | None:
    found = first_word(line, _FIRST_WORD, ALIASES)
    verb = VERBS.get(found[0]) if found else None
    return None if verb is None or found is None else verb(found[1])


def _ids_first(line: Text) -> GoalIntent | None:
    numbers, start = split_leading_goal_ids(line.folded)
    if not numbers:
        return None
    rest = line.since(start)
    if not rest.plain.strip():
        if len(numbers) == 1:
            return ShowGoal(numbers[0])
        raise NothingToChange(numbers, line.raw)
    return _verb_behind(numbers, rest) or _check_in(numbers, rest) or _change(numbers, rest)


def _verb_behind(numbers: tuple[int, ...], rest: Text) -> GoalIntent | None:
    found = first_word(rest, _FIRST_WORD, ALIASES)
    if found is None or found[0] not in AFTER_IDS:
        return None
    return VERBS[found[0]](found[1].behind(f"{render_goal_ids(numbers)} "))


def _check_in(numbers: tuple[int, ...], rest: Text) -> GoalIntent | None:
    said = read_check_in(rest)
    if said is None:
        return None
    return CheckIn(
        numbers, said.amount, said.relative, said.of, said.status, said.why, said.confidence
    )


def _change(numbers: tuple[int, ...], rest: Text) -> GoalIntent:
    change = parse_goal_change(rest)
    if change.leftover:
        raise LeftoverWords(change.leftover, _suggestions(numbers, change, rest), rest.raw)
    if change.is_empty:
        raise NothingToChange(numbers, rest.raw)
    return ChangeGoal(numbers, change)


def _suggestions(numbers: tuple[int, ...], change: GoalChange, rest: Text) -> tuple[str, ...]:
    """Return whole lines (Slack's raw text): as check-in, as title, as note, as a new goal."""
    ids = render_goal_ids(numbers)
    words = escape_entities(change.leftover)
    tokens = render_change_tokens(change)
    fields = tuple(" ".join([ids, f"{key}:{quoted(words)}", *tokens]) for key in ("title", "note"))
    first_line = rest.raw.strip().split("\n", 1)[0]
    return (f"{ids} green {words}", *fields, f"title:{quoted(first_line)}")


def _bare_cycle(line: Text) -> GoalIntent | None:
    """Read "Q3" or "this quarter" alone as a list: no goal is called so."""
    phrase = parse_cycle(line.plain) if len(line.plain) < 40 else None
    if isinstance(phrase, Beside) or (
        isinstance(phrase, Named) and phrase.length in (Length.QUARTER, Length.HALF)
    ):
        return ListGoals(GoalFilters(cycle=phrase))
    return None


def _near_miss(line: Text) -> GoalIntent | None:
    return near_miss(line, _FIRST_WORD, FORGIVING, _fits)


def _fits(name: str, rest: Text) -> bool:
    if name in _NEED_IDS and not rest.plain.strip():
        return False
    return VERBS[name](rest) is not None


_NEED_IDS = AFTER_IDS - {"close", "swot", "check", "tree"}
