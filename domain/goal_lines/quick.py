"""Reads the line of a new goal, or a change of one, into values; writes the values back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from domain.errors import DescriptionTooLong, TitleMissing, TitleTooLong
from domain.goal_lines.tokens import InTitle, Own, claim_tokens
from domain.goal_lines.values import GoalChange, GoalClaim, NewGoal, Token
from domain.goals.measures import plan_milestones
from domain.goals.values import TITLE_MAX, WHY_MAX
from domain.people import PersonRef
from domain.quickadd.line import Atom, AtomKind, Line, read_line
from domain.quickadd.parse import QUOTES, QUOTES_MAX
from domain.quickadd.title import title_of, wraps_whole_title
from domain.quickadd.values import ClaimKind
from domain.text import Text, fold, parse_slack_text

_BULLET = re.compile(r"\s*(?:[-*•·◦]\s+|•|\d{1,2}(?:[.)]\s+|、))(?:\[[ x]?\]\s*)?(?=\S)")
_MILESTONES_MIN = 2
"""One bullet is a way to write a sentence; two are a list."""


def parse_new_goal(text: str | Text) -> NewGoal:
    """Read Slack's raw text as a new goal; raises `BadInput` that keeps the text."""
    parsed = parse_slack_text(text) if isinstance(text, str) else text
    line, inside = _understood(parsed, changing=False)
    key = _title_key(line)
    if key is not None:
        line.claim(ClaimKind.TITLE, key.start, key.end)
    title = title_of(line) if key is None else key.content.strip()
    _check(title, line.description, parsed.raw)
    said = Said(line, inside)
    figures = said.last(Token.FIGURES)
    bare = (line.description, ())
    why, bullets = bare if figures else split_milestones(line.description, parsed.raw)
    return NewGoal(
        title=title,
        why=why,
        figures=figures,
        milestones=bullets,
        kpi=said.last(Token.KPI),
        owner=said.owner(),
        unassigned=said.unassigned,
        watchers=said.watchers(),
        team=said.last(Token.TEAM),
        labels=said.labels(),
        cycle=said.last(Token.CYCLE),
        due=said.last(Token.DUE),
        parent=said.last(Token.PARENT),
        weight=said.last(Token.WEIGHT),
        cadence=said.last(Token.CADENCE),
        claims=said.claims(),
    )


def parse_goal_change(text: str | Text) -> GoalChange:
    """Read Slack's raw text as a change; words that are no tokens end in `leftover`."""
    parsed = parse_slack_text(text) if isinstance(text, str) else text
    line, inside = _understood(parsed, changing=True)
    title, note = _key(line, "title"), _key(line, "note")
    _check(title if title is not None else "-", line.description, parsed.raw)
    said = Said(line, inside)
    due, parent = said.last(Token.DUE), said.last(Token.PARENT)
    return GoalChange(
        title=title,
        note=note,
        why=line.description or None,
        figures=said.last(Token.FIGURES),
        kpi=said.last(Token.KPI),
        owner=said.owner(),
        unassign=said.unassigned,
        watchers=said.watchers(),
        team=said.last(Token.TEAM),
        labels=said.labels(),
        cycle=said.last(Token.CYCLE),
        due=due,
        clear_due=said.last(Token.NO_DUE) is not None and due is None,
        parent=parent,
        no_parent=said.last(Token.NO_PARENT) is not None and parent is None,
        weight=said.last(Token.WEIGHT),
        cadence=said.last(Token.CADENCE),
        leftover=title_of(line),
        claims=said.claims(),
    )


def split_milestones(description: str, text: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the why and the milestones: the bullets, two or more, with which it ends.

    Raises `MilestonesRefused`.
    """
    lines = description.splitlines()
    first = len(lines)
    while first and _BULLET.match(lines[first - 1]):
        first -= 1
    titles = tuple(_BULLET.sub("", line, count=1).strip() for line in lines[first:])
    if len(titles) < _MILESTONES_MIN:
        return description, ()
    plan_milestones(titles, text)
    return "\n".join(lines[:first]).strip(), titles


def _understood(text: Text, *, changing: bool) -> tuple[Line, InTitle | None]:
    line = read_line(text, open_keys=changing)
    inside = claim_tokens(line, changing=changing)
    quotes = [atom for atom in line.atoms if atom.kind is AtomKind.QUOTE]
    for quote in quotes[:QUOTES_MAX]:
        if wraps_whole_title(line, quote) or _protects(text, quote, changing=changing):
            line.claim(ClaimKind.LITERAL, quote.start, quote.end)
    return line, inside


def _protects(text: Text, quote: Atom, *, changing: bool) -> bool:
    """Tell whether anything between the quotes would be a token without them."""
    plain = "".join(
        " " if at in (quote.start, quote.end - 1) else char for at, char in enumerate(text.plain)
    )
    bare = read_line(Text(text.raw, plain, fold(plain), text.marks), open_keys=changing)
    inside = claim_tokens(bare, changing=changing)
    spans = [claim.span for claim, _ in bare.found]
    spans += [(inside.start, inside.end)] if inside else []
    return any(start < quote.end and end > quote.start for start, end in spans)


def _title_key(line: Line) -> Atom | None:
    keys = [atom for atom in line.atoms if atom.kind is AtomKind.KEY and atom.key == "title"]
    return keys[0] if len(keys) == 1 and wraps_whole_title(line, keys[0]) else None


def _key(line: Line, key: str) -> str | None:
    """Claim the last `key:` of a change and return what it says."""
    content: str | None = None
    for atom in line.atoms:
        if atom.kind is AtomKind.KEY and atom.key == key:
            line.claim(ClaimKind(key), atom.start, atom.end)
            content = atom.content.strip()
    return content


def _check(title: str, description: str, text: str) -> None:
    if not any(char.isprintable() and not char.isspace() for char in title if char not in QUOTES):
        raise TitleMissing(text)
    if len(title) > TITLE_MAX:
        raise TitleTooLong(len(title), text, TITLE_MAX)
    if len(description) > WHY_MAX:
        raise DescriptionTooLong(len(description), text, WHY_MAX)


_ONE_WINS = {
    *(Token.DUE, Token.CYCLE, Token.FIGURES, Token.TEAM),
    *(Token.PARENT, Token.KPI, Token.WEIGHT, Token.CADENCE),
}


class Said:
    """What the claims of a line mean together: the last of a kind wins, the first person owns."""

    def __init__(self, line: Line, inside: InTitle | None = None) -> None:
        found = [(self._claim(claim.kind, claim.text, claim.span, m), m) for claim, m in line.found]
        if inside is not None:
            typed = line.text.plain[inside.start : inside.end]
            span = (inside.start, inside.end)
            found.append((GoalClaim(Token.FIGURES, typed, span, in_title=True), inside.own))
        self._found: list[tuple[GoalClaim, Any]] = sorted(
            ((claim, m.meaning if isinstance(m, Own) else m) for claim, m in found),
            key=lambda pair: pair[0].span,
        )
        self.unassigned = line.has(ClaimKind.NOBODY)

    @staticmethod
    def _claim(kind: ClaimKind, text: str, span: tuple[int, int], meaning: object) -> GoalClaim:
        token = meaning.token if isinstance(meaning, Own) else Token(kind.value)
        return GoalClaim(token, text, span)

    def last(self, token: Token) -> Any:
        """Return what the last token of this kind says; None if there is none."""
        said = [m for claim, m in self._found if claim.token is token and m is not None]
        return said[-1] if said else None

    def people(self) -> list[PersonRef]:
        """Return everybody named, each once."""
        return list(dict.fromkeys(m for claim, m in self._found if claim.token is Token.PERSON))

    def owner(self) -> PersonRef | None:
        """Return the first person named, unless the line says nobody."""
        people = self.people()
        return people[0] if people and not self.unassigned else None

    def watchers(self) -> tuple[PersonRef, ...]:
        """Return everybody else."""
        return tuple(self.people()[0 if self.unassigned else 1 :])

    def labels(self) -> tuple[str, ...]:
        """Return the labels, each once, as last written."""
        labels = [m for claim, m in self._found if claim.token is Token.LABEL]
        return tuple({fold(label): label for label in reversed(labels)}.values())[::-1]

    def claims(self) -> tuple[GoalClaim, ...]:
        """Return the claims in the order of the line, marked where a later one won."""
        winners = {
            claim.token: claim.span
            for claim, meaning in self._found
            if claim.token in _ONE_WINS and meaning is not None
        }
        return tuple(
            claim
            if meaning is None or winners.get(claim.token, claim.span) == claim.span
            else replace(claim, used=False)
            for claim, meaning in self._found
        )
