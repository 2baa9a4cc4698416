"""Reads a `/standup` line: verb, blocker first, near-miss verb, else words of the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.errors import BadInput
from domain.standups.lines.blockers import ids_first
from domain.standups.lines.values import Answer, StandupIntent
from domain.standups.lines.verbs import ALIASES, FORGIVING, VERBS
from domain.text import Text, is_cjk
from domain.verbs import Help, first_word, near_miss, read_line_of

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
    line = read_line_of(text)
    if not line.plain:
        return Answer()
    try:
        intent = _verb(line, names) or ids_first(line) or _near_miss(line, names)
    except BadInput as refused:
        refused.text = text
        raise
    return intent or Answer(text.strip())


def _verb(line: Text, names: Sequence[str]) -> StandupIntent | None:
    found = first_word(line, _FIRST_WORD, ALIASES)
    verb = VERBS.get(found[0]) if found else None
    if verb is None or found is None:
        return _glued(line, names)
    return verb(found[1], names)


def _glued(line: Text, names: Sequence[str]) -> StandupIntent | None:
    """Read 请假明天 and 暂停到周一, where no space ends the verb."""
    found = _GLUED.match(line.folded)
    name = ALIASES.get(found.group()) if found else None
    if found is None or name not in _MAY_BE_GLUED:
        return None
    return VERBS[name](line.since(found.end()), names)


def _near_miss(line: Text, names: Sequence[str]) -> StandupIntent | None:
    return near_miss(line, _FIRST_WORD, FORGIVING, lambda name, rest: _fits(name, rest, names))


def _fits(name: str, rest: Text, names: Sequence[str]) -> bool:
    """Tell whether the rest is what the verb takes."""
    intent = VERBS[name](rest, names)
    return intent is not None and (name == "help" or not isinstance(intent, Help))
