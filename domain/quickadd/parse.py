"""Reads a quick-add line or a change into values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.errors import DescriptionTooLong, TitleMissing, TitleTooLong
from domain.people import PersonRef
from domain.quickadd.cjk import claim_glued_start
from domain.quickadd.line import Atom, AtomKind, Line, read_line
from domain.quickadd.recurring import claim_recurring_start
from domain.quickadd.signed import claim_signed
from domain.quickadd.tail import claim_tail
from domain.quickadd.title import title_of, wraps_whole_title
from domain.quickadd.values import Change, Claim, ClaimKind, QuickAdd
from domain.tasks import DESCRIPTION_MAX, TITLE_MAX
from domain.text import Text, fold, parse_slack_text

QUOTES = "\"'“”„‘’«»「」『』"
"""Signs that protect words; around nothing they are no title."""
QUOTES_MAX = 10
"""Each quote costs a second reading of the line; quotes beyond these stay as typed."""


def parse_quick_add(text: str | Text) -> QuickAdd:
    """Read Slack's raw text as a new task; raises `BadInput` that keeps the text."""
    parsed = parse_slack_text(text) if isinstance(text, str) else text
    line = _understood(parsed, changing=False)
    key = _title_key(line)
    if key is not None:
        line.claim(ClaimKind.TITLE, key.start, key.end)
    title = title_of(line) if key is None else key.content.strip()
    _check_title(title, parsed.raw)
    notes = [str(said) for claim, said in line.found if claim.kind is ClaimKind.NOTE and said]
    description = "\n".join(filter(None, [*notes, line.description]))
    _check_description(description, parsed.raw)
    meaning = _Meaning(line)
    return QuickAdd(
        title=title,
        due=meaning.last(ClaimKind.DUE),
        priority=meaning.last(ClaimKind.PRIORITY),
        owner=meaning.owner(),
        unassigned=meaning.unassigned,
        watchers=meaning.watchers(),
        team=meaning.last(ClaimKind.TEAM),
        labels=meaning.labels(ClaimKind.LABEL),
        description=description,
        recurrence=meaning.last(ClaimKind.RECURRENCE),
        estimate=meaning.last(ClaimKind.ESTIMATE),
        goals=meaning.numbers(ClaimKind.GOAL),
        kpis=meaning.numbers(ClaimKind.KPI),
        after=meaning.numbers(ClaimKind.AFTER),
        claims=meaning.claims(),
    )


def parse_change(text: str | Text) -> Change:
    """Read Slack's raw text as a change; words that are no tokens end in `leftover`.

    A change is a field of dates: "sun" and "12/1" are dates here without "by".
    """
    parsed = parse_slack_text(text) if isinstance(text, str) else text
    line = _understood(parsed, changing=True)
    title, note = _key(line, "title"), _key(line, "note")
    if title is not None:
        _check_title(title, parsed.raw)
    _check_description(line.description, parsed.raw)
    meaning = _Meaning(line)
    return Change(
        title=title,
        note=note,
        description=line.description or None,
        due=meaning.last(ClaimKind.DUE),
        clear_due=meaning.only_clears(ClaimKind.NO_DUE, ClaimKind.DUE),
        priority=meaning.last(ClaimKind.PRIORITY),
        owner=meaning.owner(),
        unassign=meaning.unassigned,
        watchers=meaning.watchers(),
        team=meaning.last(ClaimKind.TEAM),
        labels=meaning.labels(ClaimKind.LABEL),
        unlabels=meaning.labels(ClaimKind.UNLABEL),
        recurrence=meaning.last(ClaimKind.RECURRENCE),
        clear_recurrence=meaning.only_clears(ClaimKind.NO_RECURRENCE, ClaimKind.RECURRENCE),
        estimate=meaning.last(ClaimKind.ESTIMATE),
        clear_estimate=meaning.only_clears(ClaimKind.NO_ESTIMATE, ClaimKind.ESTIMATE),
        goals=meaning.numbers(ClaimKind.GOAL),
        kpis=meaning.numbers(ClaimKind.KPI),
        no_goal=line.has(ClaimKind.NO_GOAL),
        after=meaning.numbers(ClaimKind.AFTER),
        not_after=meaning.numbers(ClaimKind.NOT_AFTER),
        after_nothing=line.has(ClaimKind.AFTER_NOTHING),
        leftover=title_of(line),
        claims=meaning.claims(),
    )


def _understood(text: Text, *, changing: bool) -> Line:
    line = read_line(text, open_keys=changing)
    _claim_tokens(line, changing=changing)
    quotes = [atom for atom in line.atoms if atom.kind is AtomKind.QUOTE]
    for quote in quotes[:QUOTES_MAX]:
        if wraps_whole_title(line, quote) or _protects(text, quote, changing=changing):
            line.claim(ClaimKind.LITERAL, quote.start, quote.end)
    return line


def _claim_tokens(line: Line, *, changing: bool) -> None:
    if changing:
        # A change may name its keys anywhere; in a new task they may still be plain words.
        for atom in line.atoms:
            atom.taken = atom.kind is AtomKind.KEY
    else:
        _claim_notes(line)
    claim_signed(line, unlabels=changing)
    claim_tail(line, weak=changing)
    if not line.has(ClaimKind.RECURRENCE):
        claim_recurring_start(line)
    if not line.has(ClaimKind.DUE):
        claim_glued_start(line)


def _claim_notes(line: Line) -> None:
    """Claim `note:"…"`, which is a part of the description of a new task."""
    for atom in line.atoms:
        if atom.kind is AtomKind.KEY and atom.key == "note" and atom.content.strip():
            atom.taken = True
            line.claim(ClaimKind.NOTE, atom.start, atom.end, atom.content.strip())


def _protects(text: Text, quote: Atom, *, changing: bool) -> bool:
    """Tell whether anything between the quotes would be a token without them.

    Such quotes are a sign to us; all others are a part of what the person wrote.
    """
    plain = "".join(
        " " if at in (quote.start, quote.end - 1) else char for at, char in enumerate(text.plain)
    )
    bare = read_line(Text(text.raw, plain, fold(plain), text.marks), open_keys=changing)
    _claim_tokens(bare, changing=changing)
    return any(claim.span[0] < quote.end and claim.span[1] > quote.start for claim, _ in bare.found)


def _title_key(line: Line) -> Atom | None:
    """Return `title:"…"` if it is all that is left: otherwise the words typed are the title."""
    keys = [atom for atom in line.atoms if atom.kind is AtomKind.KEY and atom.key == "title"]
    if len(keys) == 1 and wraps_whole_title(line, keys[0]):
        return keys[0]
    return None


def _key(line: Line, key: str) -> str | None:
    """Claim the last `key:` of a change and return what it says."""
    content: str | None = None
    for atom in line.atoms:
        if atom.kind is AtomKind.KEY and atom.key == key:
            atom.taken = True
            line.claim(ClaimKind(key), atom.start, atom.end)
            content = atom.content.strip()
    return content


def _check_title(title: str, text: str) -> None:
    if not any(char.isprintable() and not char.isspace() for char in title if char not in QUOTES):
        raise TitleMissing(text)
    if len(title) > TITLE_MAX:
        raise TitleTooLong(len(title), text, TITLE_MAX)


def _check_description(description: str, text: str) -> None:
    if len(description) > DESCRIPTION_MAX:
        raise DescriptionTooLong(len(description), text, DESCRIPTION_MAX)


_LAST_WINS = (
    ClaimKind.DUE,
    ClaimKind.RECURRENCE,
    ClaimKind.ESTIMATE,
    ClaimKind.PRIORITY,
    ClaimKind.TEAM,
)


class _Meaning:
    """What the claims of a line mean together: the last date wins, the first person owns."""

    def __init__(self, line: Line) -> None:
        self._found = sorted(line.found, key=lambda pair: pair[0].span)
        self.unassigned = line.has(ClaimKind.NOBODY)

    def last(self, kind: ClaimKind) -> Any:
        meanings = [m for claim, m in self._found if claim.kind is kind and m is not None]
        return meanings[-1] if meanings else None

    def numbers(self, kind: ClaimKind) -> tuple[int, ...]:
        """Return the numbers of all claims of a kind, each once."""
        found: dict[int, None] = {}
        for claim, meaning in self._found:
            if claim.kind is kind:
                found.update(dict.fromkeys(meaning if isinstance(meaning, tuple) else (meaning,)))
        return tuple(found)

    def only_clears(self, clearing: ClaimKind, setting: ClaimKind) -> bool:
        """Tell whether something is taken away and nothing else given in its place."""
        kinds = {claim.kind for claim, meaning in self._found if meaning is not None}
        return any(claim.kind is clearing for claim, _ in self._found) and setting not in kinds

    def _people(self) -> list[PersonRef]:
        people = [meaning for claim, meaning in self._found if claim.kind is ClaimKind.PERSON]
        return list(dict.fromkeys(people))

    def owner(self) -> PersonRef | None:
        people = self._people()
        return people[0] if people and not self.unassigned else None

    def watchers(self) -> tuple[PersonRef, ...]:
        return tuple(self._people()[0 if self.unassigned else 1 :])

    def labels(self, kind: ClaimKind) -> tuple[str, ...]:
        labels = [meaning for claim, meaning in self._found if claim.kind is kind]
        return tuple({fold(label): label for label in reversed(labels)}.values())[::-1]

    def claims(self) -> tuple[Claim, ...]:
        winners = {
            kind: max(
                (claim.span for claim, m in self._found if claim.kind is kind and m is not None),
                default=None,
            )
            for kind in _LAST_WINS
        }
        return tuple(
            claim
            if meaning is None or winners.get(claim.kind, claim.span) == claim.span
            else replace(claim, used=False)
            for claim, meaning in self._found
        )
