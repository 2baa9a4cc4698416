"""Reads a `/standup` line: verb, blocker first, near-miss verb, else words of the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.errors import BadInput
from domain.standups.lines.blockers import ids_first
from domain.standups.lines.values import Answer, DidYouMean, Help, StandupIntent
from domain.standups.lines.verbs import ALIASES, FORGIVING, VERBS
from domain.task_lines.parse import is_one_slip
from domain.text import Text, is_cjk, parse_slack_text

_FIRST_WORD = re.compile(r"[a-z]+(?=\s|$)|\?(?=\s*$)|[\u4e00-\u9fff]+?(?=\s|$|b\d)")
_GLUED = re.compile(
    "|".join(sorted((word for word in ALIASES if is_cjk(word[0])), key=len, reverse=True))
)
_MAY_BE_GLUED = frozenset({"away", "pause", "preview", "history"})


def parse_standup_line(text: str, names: Sequence[str] = ()) -> StandupIntent:
    """Read Slack's raw text after `/standup`; raises `BadInput` that keeps the text.

    `names` are the standups that the writer can mean: `close Daily` is a verb only if there is a
    Daily, "close the deal" is an answer. A line that is no verb is the beginning of an answer.
    """
    parsed = parse_slack_text(text)
    line = parsed.since(len(parsed.plain) - len(parsed.plain.lstrip()))
    if not line.plain:
        return Answer()
    try:
        intent = _verb(line, names) or ids_first(line) or _near_miss(line, names)
    except BadInput as refused:
        refused.text = text
        raise
    return intent or Answer(text.strip())


def _verb(line: Text, names: Sequence[str]) -> StandupIntent | None:
    found = _FIRST_WORD.match(line.folded)
    if found is not None:
        verb = VERBS.get(ALIASES.get(found.group(), found.group()))
        if verb is not None:
            return verb(line.since(found.end()), names)
    return _glued(line, names)


def _glued(line: Text, names: Sequence[str]) -> StandupIntent | None:
    """Read 请假明天 and 暂停到周一, where no space ends the verb."""
    found = _GLUED.match(line.folded)
    name = ALIASES.get(found.group()) if found else None
    if found is None or name not in _MAY_BE_GLUED:
        return None
    return VERBS[name](line.since(found.end()), names)


def _near_miss(line: Text, names: Sequence[str]) -> StandupIntent | None:
    found = _FIRST_WORD.match(line.folded)
    if found is None or len(found.group()) < 3 or is_cjk(found.group()[0]):
        return None
    word, rest = found.group(), line.since(found.end())
    for name in sorted(FORGIVING):
        if is_one_slip(word, name) and _fits(name, rest, names):
            raw = line.raw.lstrip()
            return DidYouMean(f"{name}{raw[len(word) :]}".strip(), line.raw)
    return None


def _fits(name: str, rest: Text, names: Sequence[str]) -> bool:
    """Tell whether the rest is what the verb takes."""
    try:
        intent = VERBS[name](rest, names)
    except BadInput:
        return False
    return intent is not None and (name == "help" or not isinstance(intent, Help))
