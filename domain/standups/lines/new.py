"""`new Daily weekdays 9:30 close 11:30 each-local ask "Done?" | "Next?"`: a name, then tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from domain.dates import parse_when
from domain.dates.values import Clock
from domain.people import ChannelRef, PersonRef
from domain.quickadd.line import AtomKind, Line, has_cjk, read_line
from domain.quickadd.signed import claim_signed
from domain.quickadd.values import ClaimKind
from domain.recurrence import Recurrence, Unit, parse_recurrence
from domain.rhythm_errors import StandupUnreadable
from domain.standups.lines.values import NewStandup
from domain.standups.values import Zones
from domain.text import Text, fold
from domain.verbs import is_one_slip

_LONGEST = 12
"""Words of one phrase at most."""
_HEAD_MAX = 40
"""Words before the questions at most; a longer line is a sentence."""
_ASK = re.compile(
    r"(?<!\S)(?:ask(?:s|ing)?|questions?|提问|问题|问)(?:\s*:\s*|\s+(?=\S)|(?=[\"']))"
)
_PARTS = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^|]*?))\s*(?:\||$)')
_WORKDAYS = frozenset({"daily", "weekdays", "workdays", "working days", "business days", "工作日"})
_CLOSE = re.compile(r"(?:clos(?:e|es|ing)|until|till|截止|关闭)(?: at| by)?:? ?(?P<clock>.+)")
_OPEN = re.compile(r"(?:at|from|prompt|提醒时间)(?::| ) ?(?P<clock>.+)")
_SPAN = re.compile(r"(?P<first>\S+?) ?(?:-|–|—|to|到|至) ?(?P<last>\S+)")
_ZONES = {
    **dict.fromkeys(("each-local", "each local", "own-time", "own time"), Zones.EACH_LOCAL),
    **dict.fromkeys(("local", "local time", "everyone's own time"), Zones.EACH_LOCAL),
    **dict.fromkeys(("各自时区", "当地时间", "本地时间"), Zones.EACH_LOCAL),
    **dict.fromkeys(("team-zone", "team zone", "team-time", "team time"), Zones.TEAM),
    **dict.fromkeys(("团队时区", "统一时区"), Zones.TEAM),
}
_REMIND = re.compile(
    r"remind(?:er|ers)?:? ?(?P<en>\d{1,4}) ?(?:m|min|mins|minutes)?(?: before(?: the)?(?: close)?)?"
    r"|提前(?P<zh>\d{1,4})分钟(?:提醒)?"
)
_NO_REMINDER = frozenset({"no reminder", "no-reminder", "remind off", "reminder off", "不提醒"})
_MOOD = frozenset({"mood", "with mood", "心情"})
_MISSING = frozenset({"name missing", "name-missing", "names missing", "点名"})
_OPTIONAL = frozenset({"optional", "optional:", "可选"})
_OBSERVER = frozenset({"observer", "observers", "observer:", "observers:", "观察", "旁听"})
_TELLING = re.compile(r"(?<!\S)(?:close|ask|each-local|team-zone)(?!\S)|\d:\d\d|截止|工作日|提问")
"""Who writes one of these means a standup, and is told what was not understood."""


_SLIPS = ("weekdays", "weekday", "workdays", "each-local", "team-zone", "close", "remind")
"""A name of several words holds none that is nearly one of these."""


@dataclass(slots=True)
class _Said:
    """What the tokens said so far."""

    days: Recurrence | None = None
    prompt: Clock | None = None
    close: Clock | None = None
    zones: Zones | None = None
    reminder: int | None = None
    mood: bool = False
    name_missing: bool = False
    team: ChannelRef | None = None
    people: dict[str, list[PersonRef]] = field(default_factory=dict)


def parse_new(rest: Text) -> NewStandup | None:
    """Read what follows `new`; None if it is no standup at all.

    The name is what stands in quotes, else as few words as leave tokens only. Raises
    `StandupUnreadable` for what is meant as one but cannot be read.
    """
    asked = _ASK.search(rest.folded)
    head = rest.upto(asked.start()) if asked else rest
    texts = _questions(rest.plain[asked.end() :]) if asked else ()
    line = read_line(head)
    if line.description or not line.atoms or len(line.atoms) > _HEAD_MAX:
        return None
    claim_signed(line)
    for count in [1] if _is_quoted(line) else range(1, len(line.atoms) + 1):
        said = _read_tokens(line, count)
        name = _name(line, count)
        if said is not None and name and (count < len(line.atoms) or asked or _is_quoted(line)):
            return _standup(name, said, texts)
        if said is not None and name and count == len(line.atoms) == 1:
            return _standup(name, said, texts)
    if asked or _TELLING.search(head.folded):
        raise StandupUnreadable(_first_unread(line), rest.raw)
    return None


def _is_quoted(line: Line) -> bool:
    return line.atoms[0].kind is AtomKind.QUOTE


def _name(line: Line, count: int) -> str:
    """Return the first words as they were typed; mentions and channels are no names."""
    atoms = line.atoms[:count]
    if any(atom.taken or atom.kind is AtomKind.MARK for atom in atoms):
        return ""
    if any(is_one_slip(line.folded(atom), word) for atom in atoms[1:] for word in _SLIPS):
        return ""
    typed = line.text.plain[atoms[0].start : atoms[-1].end].strip()
    return typed[1:-1].strip() if _is_quoted(line) else typed


def _standup(name: str, said: _Said, questions: tuple[str, ...]) -> NewStandup:
    days = said.days
    prompt = said.prompt or (days.at if days else None)
    return NewStandup(
        name,
        replace(days, at=None) if days else None,
        prompt,
        said.close,
        said.zones,
        questions,
        said.reminder,
        said.mood,
        said.name_missing,
        tuple(dict.fromkeys(said.people.get("optional", ()))),
        tuple(dict.fromkeys(said.people.get("observer", ()))),
        said.team,
    )


def _questions(plain: str) -> tuple[str, ...]:
    """Return what stands between the bars, without quotes; what is empty is left out."""
    # Quotes and bars of every kind are folded, position by position.
    folded = fold(plain)
    found: list[str] = []
    position = 0
    while position < len(folded):
        part = _PARTS.match(folded, position)
        if part is None:
            return (" ".join(plain.split()),)
        group = "quoted" if part["quoted"] is not None else "bare"
        found.append(" ".join(plain[part.start(group) : part.end(group)].split()))
        position = max(part.end(), position + 1)
    return tuple(words for words in found if words)


def _read_tokens(line: Line, first: int) -> _Said | None:
    """Read all atoms from `first` on as tokens; None if any is something else."""
    said = _Said()
    index = first
    while index < len(line.atoms):
        taken = _claimed(line, index, said) or _people(line, index, said)
        if not taken:
            taken = _phrase(line, index, said)
        if not taken:
            return None
        index += taken
    return said


def _claimed(line: Line, index: int, said: _Said) -> int:
    atom = line.atoms[index]
    team = _meaning(line, index, ClaimKind.TEAM)
    if not atom.taken or not isinstance(team, ChannelRef):
        return 0
    said.team = team
    return 1


def _meaning(line: Line, index: int, kind: ClaimKind) -> ChannelRef | PersonRef | None:
    start = line.atoms[index].start
    return next(
        (m for claim, m in line.found if claim.kind is kind and claim.span[0] == start), None
    )


def _people(line: Line, index: int, said: _Said) -> int:
    """Read "optional @li @bo"."""
    word = line.folded(line.atoms[index])
    part = "optional" if word in _OPTIONAL else "observer" if word in _OBSERVER else ""
    if not part:
        return 0
    found: list[PersonRef] = []
    for at in range(index + 1, len(line.atoms)):
        person = _meaning(line, at, ClaimKind.PERSON)
        if not isinstance(person, PersonRef):
            break
        found.append(person)
    said.people.setdefault(part, []).extend(found)
    return len(found) + 1 if found else 0


def _phrase(line: Line, index: int, said: _Said) -> int:
    """Read the longest phrase that begins here; return how many atoms it takes."""
    last = index
    while last < len(line.atoms) and last - index < _LONGEST and line.is_free(last):
        last += 1
    for end in range(last, index, -1):
        typed = line.text.folded[line.atoms[index].start : line.atoms[end - 1].end]
        if _understood(" ".join(typed.split()).rstrip(",;"), said):
            return end - index
    return 0


def _understood(words: str, said: _Said) -> bool:
    if words in _MOOD:
        said.mood = True
    elif words in _MISSING:
        said.name_missing = True
    elif words in _ZONES and said.zones is None:
        said.zones = _ZONES[words]
    elif words in _NO_REMINDER and said.reminder is None:
        said.reminder = 0
    elif (found := _REMIND.fullmatch(words)) is not None and said.reminder is None:
        said.reminder = int(found["en"] or found["zh"])
    else:
        return _time(words, said) or _days(words, said)
    return True


def _time(words: str, said: _Said) -> bool:
    found = _CLOSE.fullmatch(words)
    if found is not None and said.close is None:
        said.close = parse_clock(found["clock"])
        return said.close is not None
    span = _SPAN.fullmatch(words)
    first, last = (parse_clock(span["first"]), parse_clock(span["last"])) if span else (None, None)
    if said.prompt is not None:
        return False
    if first is not None and last is not None and said.close is None:
        said.prompt, said.close = first, last
        return True
    found = _OPEN.fullmatch(words)
    said.prompt = parse_clock(found["clock"]) if found else parse_clock(words)
    return said.prompt is not None


def parse_clock(words: str) -> Clock | None:
    """Read a time of day and nothing else."""
    when = parse_when(words)
    if when is None or when.day is not None or when.clock is None:
        return None
    clock = when.clock
    return None if clock.offset is not None or clock.soft else clock


def _days(words: str, said: _Said) -> bool:
    if said.days is None:
        said.days = parse_days(words)
        return said.days is not None
    return False


def parse_days(words: str) -> Recurrence | None:
    """Read days on which a standup asks; "daily" means working days, "every day" every day."""
    folded = fold(words).strip()
    bare = folded.removeprefix("on ").removeprefix("每个").removeprefix("每")
    if bare in _WORKDAYS or folded == "每日":
        return Recurrence(Unit.WORKDAY)
    every = "每" if has_cjk(folded) else "every "
    days = parse_recurrence(folded) or parse_recurrence(f"{every}{bare}")
    if days is not None and folded.startswith("daily"):
        return Recurrence(Unit.WORKDAY, at=days.at)
    return days


def _first_unread(line: Line) -> str:
    """Return the words from the first that is no token behind a name of one word."""
    index = 1
    while index < len(line.atoms):
        taken = _claimed(line, index, _Said()) or _people(line, index, _Said())
        taken = taken or _phrase(line, index, _Said())
        if not taken:
            break
        index += taken
    first = line.atoms[min(index, len(line.atoms) - 1)]
    return line.text.plain[first.start : line.end].strip()
