"""Strategy on one page: the four lists of a SWOT board, and pillars. Values in, values out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.goal_errors import EntryRefused
from domain.text import fold

ENTRIES_MAX = 10
"""Per list: a longer one no longer chooses, and a 2x2 message could not show it."""
ENTRY_MAX = 140
LINKS_MAX = 5
PILLARS_MAX = 7
PILLAR_MAX = 60


class Quadrant(StrEnum):
    """The four lists, in the order of the board: inside then outside, helpful then harmful."""

    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    OPPORTUNITIES = "opportunities"
    THREATS = "threats"


_NAMES = {
    **dict.fromkeys(("s", "strength", "strengths", "优势", "优"), Quadrant.STRENGTHS),
    **dict.fromkeys(("w", "weakness", "weaknesses", "劣势", "劣", "弱点"), Quadrant.WEAKNESSES),
    **dict.fromkeys(("o", "opportunity", "opportunities", "机会", "机"), Quadrant.OPPORTUNITIES),
    **dict.fromkeys(("t", "threat", "threats", "威胁", "威"), Quadrant.THREATS),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list with the goals and tasks it leads to."""

    text: str
    goals: tuple[int, ...] = ()
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """The four lists of one team or goal."""

    strengths: tuple[Entry, ...] = ()
    weaknesses: tuple[Entry, ...] = ()
    opportunities: tuple[Entry, ...] = ()
    threats: tuple[Entry, ...] = ()

    def entries(self, quadrant: Quadrant) -> tuple[Entry, ...]:
        """Return one list."""
        lists = {
            Quadrant.STRENGTHS: self.strengths,
            Quadrant.WEAKNESSES: self.weaknesses,
            Quadrant.OPPORTUNITIES: self.opportunities,
            Quadrant.THREATS: self.threats,
        }
        return lists[quadrant]

    def having(self, quadrant: Quadrant, entries: Iterable[Entry]) -> Board:
        """Return the board with another list in that place."""
        kept = tuple(entries)
        if quadrant is Quadrant.STRENGTHS:
            return replace(self, strengths=kept)
        if quadrant is Quadrant.WEAKNESSES:
            return replace(self, weaknesses=kept)
        if quadrant is Quadrant.OPPORTUNITIES:
            return replace(self, opportunities=kept)
        return replace(self, threats=kept)


_LINK = re.compile(r"(?<![^\s(,，、])([gt])([1-9]\d{0,8})(?![^\s),.，。、])")
_TYPED_LINK = re.compile(r"(?<![^\s(,，、])([gtGTｇｔＧＴ])([1-9１-９]\d{0,8})(?![^\s),.，。、])")
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.)])\s+")


def quadrant_of(word: str) -> Quadrant | None:
    """Return the list that a word names: `s`, `strengths`, `优势`."""
    return _NAMES.get(fold(word).strip())


def parse_entry(text: str) -> Entry:
    """Read one entry; ids in it (`G3`, `T12`) stay in the text and become links.

    Raises `EntryRefused`.
    """
    typed = " ".join(text.split())
    if not typed:
        raise EntryRefused("missing", 0, ENTRY_MAX, text)
    if len(typed) > ENTRY_MAX:
        raise EntryRefused("long", len(typed), ENTRY_MAX, text)
    found = list(dict.fromkeys(_LINK.findall(fold(typed))))[:LINKS_MAX]
    goals = tuple(int(number) for sign, number in found if sign == "g")
    tasks = tuple(int(number) for sign, number in found if sign == "t")
    return Entry(typed, goals, tasks)


@dataclass(frozen=True, slots=True)
class Link:
    """An id in an entry: a goal's or a task's number, at this place of the text."""

    number: int
    is_goal: bool
    span: tuple[int, int]


def links_in(text: str) -> tuple[Link, ...]:
    """Return every id in an entry, in order."""
    return tuple(
        Link(int(found[2]), fold(found[1]) == "g", found.span())
        for found in _TYPED_LINK.finditer(text)
    )


def parse_list(text: str) -> tuple[Entry, ...]:
    """Read a field of a form: one entry a line, bullets dropped; raises `EntryRefused`."""
    lines = (_BULLET.sub("", line, count=1) for line in text.splitlines())
    entries = tuple(parse_entry(line) for line in lines if line.strip())
    return _checked(entries, text)


def _checked(entries: tuple[Entry, ...], text: str) -> tuple[Entry, ...]:
    if len(entries) > ENTRIES_MAX:
        raise EntryRefused("full", len(entries), ENTRIES_MAX, text)
    if len({fold(entry.text) for entry in entries}) < len(entries):
        raise EntryRefused("twice", len(entries), ENTRIES_MAX, text)
    return entries


def plan_entry(board: Board, quadrant: Quadrant, text: str) -> Board:
    """Return the board with a new entry at the end of a list; raises `EntryRefused`."""
    entries = _checked((*board.entries(quadrant), parse_entry(text)), text)
    return board.having(quadrant, entries)


def board_from(lists: Mapping[str, Sequence[str]]) -> Board:
    """Return the board whose entries were stored as typed."""
    board = Board()
    for quadrant in Quadrant:
        board = board.having(quadrant, map(parse_entry, lists.get(quadrant.value, ())))
    return board


def texts_of(board: Board) -> dict[str, list[str]]:
    """Return the entries as typed, as they are stored."""
    return {each.value: [entry.text for entry in board.entries(each)] for each in Quadrant}


def drop_entry(board: Board, quadrant: Quadrant, position: int) -> Board:
    """Return the board without the entry at `position` (from 0), if there is one."""
    entries = board.entries(quadrant)
    return board.having(quadrant, (e for at, e in enumerate(entries) if at != position))


def move_entry(board: Board, quadrant: Quadrant, position: int, to: int) -> Board:
    """Return the board with one entry elsewhere in its list; the others keep their order."""
    entries = list(board.entries(quadrant))
    if not 0 <= position < len(entries):
        return board
    entry = entries.pop(position)
    entries.insert(max(0, min(to, len(entries))), entry)
    return board.having(quadrant, entries)


def plan_pillars(names: Iterable[str], text: str = "") -> tuple[str, ...]:
    """Return the pillars of a strategy in their order, blanks left out; raises `EntryRefused`."""
    pillars = tuple(name for name in (" ".join(name.split()) for name in names) if name)
    longest = max(map(len, pillars), default=0)
    if longest > PILLAR_MAX:
        raise EntryRefused("long", longest, PILLAR_MAX, text)
    if len(pillars) > PILLARS_MAX:
        raise EntryRefused("full", len(pillars), PILLARS_MAX, text)
    if len({fold(pillar) for pillar in pillars}) < len(pillars):
        raise EntryRefused("twice", len(pillars), PILLARS_MAX, text)
    return pillars


def plan_renames(before: Sequence[str], after: Sequence[str]) -> tuple[int | None, ...]:
    """Return for each pillar of the new list which one of the old list it goes on, by position.

    The same name is the same pillar, wherever it stands. Of the others, those in the same place
    are renamed if the list is as long as before; else they are new.
    """
    places = {fold(name): place for place, name in enumerate(before)}
    same = [places.get(fold(name)) for name in after]
    if len(before) != len(after):
        return tuple(same)
    left = set(range(len(before))) - set(same)
    return tuple(at if found is None and at in left else found for at, found in enumerate(same))


def parse_pillars(text: str) -> tuple[str, ...]:
    """Read a field of a form: one pillar a line, bullets dropped; raises `EntryRefused`."""
    return plan_pillars((_BULLET.sub("", line, count=1) for line in text.splitlines()), text)
