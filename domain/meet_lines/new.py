"""`new "Growth weekly" every mon 10:00 agenda 18:00 90m facilitators @ana @bo #growth`."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.dates.values import Clock
from domain.estimates import parse_estimate
from domain.kpi_errors import MeetingUnreadable
from domain.meet_lines.values import NewMeeting
from domain.people import ChannelRef, PersonRef
from domain.quickadd.line import AtomKind, Line, read_line
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.recurrence import Recurrence, parse_recurrence
from domain.standups.lines.new import parse_clock
from domain.text import Text

NAME_MAX = 80
MINUTES_MAX = 600
_LONGEST = 10
_NAME_WORDS = 8
_AGENDA = re.compile(r"(?:agenda|议程)(?: at)?:? ?(?P<clock>.+)")
_LENGTH = re.compile(r"(?:for |lasts? |closes? after |时长 ?)?(?P<time>\d[\w. ]*|\d+分钟)")
_PEOPLE = frozenset({"facilitator", "facilitators", "facilitators:", "rotate", "rotation", "主持"})
_OURS = {ClaimKind.PERSON, ClaimKind.TEAM}


def parse_new(rest: Text) -> NewMeeting | None:
    """Read what follows `new`: a name in quotes or the words before the first token, then tokens.

    Without quotes it needs a day and a time, else it is None: "new pricing page by fri" is a point
    to talk about. Raises `MeetingUnreadable` for what is meant as a meeting but cannot be read.
    """
    line = read_line(rest)
    claim_signed(line)
    ours = all(claim.kind in _OURS for claim, _ in line.found) and not line.description
    if line.atoms and line.atoms[0].kind is AtomKind.QUOTE:
        meeting, end = _read(line, 1)
        if not ours or end < len(line.atoms):
            at = line.atoms[min(end, len(line.atoms) - 1)].start
            raise MeetingUnreadable(rest.plain[at:].strip(), rest.raw)
        return replace(meeting, name=_name(line, 1, rest.raw))
    for count in range(min(len(line.atoms), _NAME_WORDS) + 1 if ours else 0):
        if any(atom.taken or atom.kind is AtomKind.MARK for atom in line.atoms[:count]):
            break
        meeting, end = _read(line, count)
        if end == len(line.atoms) and meeting.days and meeting.at:
            return replace(meeting, name=_name(line, count, rest.raw))
    return None


def _name(line: Line, count: int, raw: str) -> str:
    if not count:
        return ""
    typed = line.text.plain[line.atoms[0].start : line.atoms[count - 1].end]
    name = " ".join(typed.strip().strip('"“”').split())
    if len(name) > NAME_MAX:
        raise MeetingUnreadable(name, raw)
    return name


def _read(line: Line, first: int) -> tuple[NewMeeting, int]:
    """Read all atoms from `first` on as tokens; return the place of the first that is none."""
    meeting, index = NewMeeting(), first
    people: list[PersonRef] = []
    while index < len(line.atoms):
        atom = line.atoms[index]
        found = [m for claim, m in line.found if atom.taken and claim.span[0] == atom.start]
        if found and isinstance(found[0], PersonRef):
            people.append(found[0])
        elif found and isinstance(found[0], ChannelRef) and meeting.team is None:
            meeting = replace(meeting, team=found[0])
        elif line.folded(atom) in _PEOPLE:
            pass
        else:
            changed, taken = _phrase(line, index, meeting)
            if not taken:
                break
            meeting, index = changed, index + taken - 1
        index += 1
    return replace(meeting, facilitators=tuple(dict.fromkeys(people))), index


def _phrase(line: Line, index: int, meeting: NewMeeting) -> tuple[NewMeeting, int]:
    last = index
    while last < len(line.atoms) and last - index < _LONGEST and line.is_free(last):
        last += 1
    for end in range(last, index, -1):
        typed = line.text.folded[line.atoms[index].start : line.atoms[end - 1].end]
        changed = _understood(" ".join(typed.split()).rstrip(",;"), meeting)
        if changed is not None:
            return changed, end - index
    return meeting, 0


def _understood(words: str, meeting: NewMeeting) -> NewMeeting | None:
    found = _AGENDA.fullmatch(words)
    if found is not None:
        clock = parse_clock(found["clock"])
        return None if clock is None or meeting.agenda else replace(meeting, agenda=clock)
    clock = parse_clock(words.removeprefix("at "))
    if clock is not None and meeting.at is None:
        return replace(meeting, at=clock)
    rule = _days(words)
    if rule is not None and meeting.days is None and not (rule.at and meeting.at):
        at: Clock | None = rule.at or meeting.at
        return replace(meeting, days=replace(rule, at=None), at=at)
    found = _LENGTH.fullmatch(words)
    minutes = parse_estimate(f"~{found['time'].replace(' ', '')}") if found else None
    if minutes is not None and meeting.minutes is None and 0 < minutes <= MINUTES_MAX:
        return replace(meeting, minutes=minutes)
    return None


def _days(words: str) -> Recurrence | None:
    """Read "every mon", "weekly mon 10:00", "mondays", 每周一."""
    bare = words.removeprefix("weekly ").removeprefix("on ")
    for phrase in (words, f"every {bare}"):
        rule = parse_recurrence(phrase)
        if rule is not None and not rule.from_completion:
            return rule
    return None
