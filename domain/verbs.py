"""What the grammars of all commands share: a first word that may be a verb, or nearly one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from domain.errors import BadInput
from domain.text import Text, is_cjk, parse_slack_text

SLIP_MIN = 3
"""Letters; what is shorter is too near to everything."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the writer's last change."""


@dataclass(frozen=True, slots=True)
class Find:
    """Search titles and descriptions."""

    words: str


@dataclass(frozen=True, slots=True)
class Help:
    """What can be typed; `topic` is a verb or empty."""

    topic: str = ""


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """A near-miss verb: `verb_line` is the line probably meant, `original` the one typed (raw)."""

    verb_line: str
    original: str


def read_line_of(text: str) -> Text:
    """Read Slack's raw text after a command, from its first word on."""
    parsed = parse_slack_text(text)
    return parsed.since(len(parsed.plain) - len(parsed.plain.lstrip()))


def first_word(
    line: Text, pattern: re.Pattern[str], aliases: Mapping[str, str]
) -> tuple[str, Text] | None:
    """Return the verb that the first word names and the rest of the line; None if `pattern` finds
    no word."""
    found = pattern.match(line.folded)
    if found is None:
        return None
    return aliases.get(found.group(), found.group()), line.since(found.end())


def near_miss(
    line: Text,
    pattern: re.Pattern[str],
    names: Iterable[str],
    fits: Callable[[str, Text], bool],
) -> DidYouMean | None:
    """Return the question for a first word that is one slip away from a verb whose arguments the
    whole rest is. `fits` tells that of a name and a rest; a refusal of it is a no."""
    found = pattern.match(line.folded)
    if found is None or len(found.group()) < SLIP_MIN or is_cjk(found.group()[0]):
        return None
    word, rest = found.group(), line.since(found.end())
    for name in sorted(names):
        if is_one_slip(word, name) and _does_fit(fits, name, rest):
            raw = line.raw.lstrip()
            return DidYouMean(f"{name}{raw[len(word) :]}".strip(), line.raw)
    return None


def _does_fit(fits: Callable[[str, Text], bool], name: str, rest: Text) -> bool:
    try:
        return fits(name, rest)
    except BadInput:
        return False


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
