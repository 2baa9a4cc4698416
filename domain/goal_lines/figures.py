"""Figures of a measure inside a line: `from 31 to 45`, `31 -> 45`, `to 45`, `从31到45`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.goals.amounts import AMOUNT, read_amount, render_amount
from domain.goals.measures import Figures
from domain.text import fold

_START = rf"(?P<start>{AMOUNT})"
_TARGET = rf"(?P<target>{AMOUNT})"
_ARROW = r"(?:-+>|=+>|→|➡️?|⟶)"
_TO_ZH = r"(?:达到|达|到|至|为)"
_VERB_ZH = r"(?:提升|提高|增加|增长|上升|上调|升|降低|下降|降|减少|缩短|压缩|下调|涨|跌)"
_PHRASES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"from {_START} ?(?:(?:up |down )?to |{_ARROW} ?){_TARGET}",
        rf"{_START} ?{_ARROW} ?{_TARGET}",
        rf"(?:up |down )?to {_TARGET}",
        rf"[从由自] ?{_START} ?(?:{_TO_ZH}|{_ARROW}) ?{_TARGET}",
        rf"(?:达到|到|至) ?{_TARGET}",
    )
)
_GLUED = re.compile(
    rf"[从由自] ?{_START} ?(?P<verb>{_VERB_ZH})? ?(?:{_TO_ZH}|{_ARROW}) ?{_TARGET}$"
)
_GLUED_TO = re.compile(rf"(?P<verb>{_VERB_ZH})?(?:达到|到|至) ?{_TARGET}$")
_ANYWHERE = re.compile(
    rf"(?<![\w.])from {_START} ?(?:(?:up |down )?to |{_ARROW} ?){_TARGET}(?![\w%])"
    rf"|[从由自] ?(?P<start2>{AMOUNT}) ?{_VERB_ZH}? ?{_TO_ZH} ?(?P<target2>{AMOUNT})"
)
_VERSION_VERBS = re.compile(
    r"(?:upgrade|migrate|update|move|switch|port|convert|bump|promote|release|ship|rename|postpone"
    r"|defer|delay|change|say|speak|listen|talk|react|reply|send|give|add|go|back|升级|迁移|更新|推迟|改)"
)
_NOT_BEFORE = {"quarter", "due", "close", "next", "back", "used", "prior", "according", "compared"}
"""With these words "to 5" says something else: "quarter to 5"."""
_YEAR = re.compile(r"to (?:19|20|21)\d\d")
_PUNCTUATION = ".,;。，；、"


@dataclass(frozen=True, slots=True)
class GluedFigures:
    """Figures at the end of Chinese text; `whole` = to cut them out would tear the sentence."""

    start: int
    figures: Figures
    whole: bool


def read_figures(folded: str) -> Figures | None:
    """Read a folded phrase that is figures and nothing else."""
    folded = folded.rstrip(_PUNCTUATION)
    for pattern in _PHRASES:
        found = pattern.fullmatch(folded)
        figures = None if found is None else _figures(found)
        if figures is not None:
            return figures
    return None


def _figures(found: re.Match[str], behind: str = "") -> Figures | None:
    part = found.groupdict()
    typed = part.get(f"start{behind}")
    start = read_amount(typed) if typed else None
    target = read_amount(part[f"target{behind}"] or "")
    if target is None or (typed and start is None):
        return None
    return Figures(start, target)


def is_only_target(figures: Figures) -> bool:
    """Tell whether no start was said: `to 45`, which is more often something else."""
    return figures.start is None


def can_be_target(phrase: str, before: str, first: str) -> bool:
    """Tell whether `to 45` (folded) behind the word `before` in a line beginning with `first`.

    "Upgrade to 3.12", "Postpone to 2027" and "open 9 to 5" are titles.
    """
    if _VERSION_VERBS.match(first) or _YEAR.fullmatch(phrase.rstrip(_PUNCTUATION)):
        return False
    return bool(before) and not before[-1].isdigit() and before not in _NOT_BEFORE


def glued_figures(folded: str) -> GluedFigures | None:
    """Return the figures with which a folded Chinese word ends: 提升NPS从31到45."""
    short = folded.rstrip(_PUNCTUATION)
    found = _GLUED.search(short) or _GLUED_TO.search(short)
    figures = None if found is None else _figures(found)
    if found is None or figures is None or found.start() == 0:
        return None
    before = short[: found.start()]
    if figures.start is None and (before[-1].isdigit() or _VERSION_VERBS.search(before)):
        return None
    if figures.start is None and found["verb"] is None and not re.search(_VERB_ZH, before):
        return None  # "直到3点" and "送到5楼" are no targets
    return GluedFigures(found.start(), figures, bool(found["verb"]) or before[0] in "把将使让")


def find_figures(title: str) -> Figures | None:
    """Return figures in the middle of a title, which the line left there, to offer them."""
    folded = fold(title)
    for found in _ANYWHERE.finditer(folded):
        figures = _figures(found, "2" if found["target2"] else "")
        if figures is not None:
            return figures
    return None


def render_figures(figures: Figures) -> list[str]:
    """Return the words that read as these figures."""
    if figures.target is None:
        return []
    words = [f"to {render_amount(figures.target.value, figures.target.unit)}"]
    if figures.start is not None:
        words.insert(0, f"from {render_amount(figures.start.value, figures.start.unit)}")
    return words
