"""The preview of standups: who is asked when, in their local time, across holidays and clocks."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.standups.rounds import Round
from domain.standups.windows import NotAsked
from services.standups.preview import Previewed
from storage.tables import Person
from views import blocks
from views.blocks import Block, Element, Message
from views.standups.words import days_name, names_of, times_name
from views.words import Words
from views.zones import zone_city

TEXT_MAX = 9000
"""Characters of rich text in one message; the rest of the days is left out and said so."""
BLOCKS_MAX = 44


@dataclass(frozen=True, slots=True)
class _Line:
    """People who are asked at the same instant and see the same time on their clocks."""

    zone: str
    at: dt.datetime
    until: dt.datetime
    people: tuple[int, ...]

    def as_shown(self, words: Words) -> tuple[str, ...]:
        """What is the same on all dates that can stand together."""
        yours = self.at.astimezone(words.zone)
        return (*_wall(self), f"{yours:%H:%M}", str(yours.date() - _local(self).date()))


def preview_message(previews: Sequence[Previewed], words: Words, now: dt.datetime) -> Message:
    """The rounds of one or several standups; dates that are alike stand together."""
    shown: list[Block] = []
    texts: list[str] = []
    left = TEXT_MAX // max(1, len(previews))
    most = BLOCKS_MAX // max(1, len(previews))
    for each in previews:
        made, head = _standup(each, words, now, text_max=left, blocks_max=most)
        shown += made
        texts.append(head)
    if not previews:
        texts.append(words.say("No standup here yet: /ops setup makes one."))
        shown.append(blocks.section(blocks.plain(texts[0])))
    return Message(blocks.escape(blocks.cut("\n".join(texts), 3000)), shown)


def _standup(
    found: Previewed, words: Words, now: dt.datetime, *, text_max: int, blocks_max: int
) -> tuple[list[Block], str]:
    today = words.today(now)
    head = words.count(
        "{name}: {n} time until {day}",
        "{name}: {n} times until {day}",
        len(found.rounds),
        name=found.standup.name,
        day=words.day(found.last, today=today),
    )
    times = f"{days_name(found.standup, words)}, {times_name(found.standup, words)}"
    shown = [blocks.line(blocks.bold(head)), blocks.context(blocks.plain(times))]
    size = 0
    runs = _runs(found, words)
    for at, run in enumerate(runs):
        made = [*_run(run, found, words, today), *_clock_changes(runs, at, found, words)]
        size += sum(map(_letters, made))
        if size > text_max or len(shown) + len(made) > blocks_max - 2:
            more = sum(len(later) for later in runs[at:])
            text = words.count("… and {n} more day", "… and {n} more days", more)
            shown.append(blocks.context(blocks.plain(text)))
            break
        shown += made
    if found.free:
        days = ", ".join(words.day(day, today=today) for day in found.free[:15])
        text = words.say("Nobody is asked on days off of the team: {days}", days=days)
        shown.append(blocks.context(blocks.plain(f"🎌 {text}")))
    if found.standup.paused and found.standup.paused_until is None:
        shown.append(blocks.context(blocks.plain(words.say("It is paused at present."))))
    return shown, head


def _letters(value: object) -> int:
    """How much text there is in a block, at any depth."""
    if isinstance(value, dict):
        own = value.get("text")
        inner = sum(_letters(each) for each in value.values() if not isinstance(each, str))
        return inner + (len(own) if isinstance(own, str) else 0)
    return sum(map(_letters, value)) if isinstance(value, list) else 0


def _runs(found: Previewed, words: Words) -> list[list[Round]]:
    """Rounds in order, those alike in a row together."""
    runs: list[list[Round]] = []
    before: object = None
    for each in found.rounds:
        alike = (
            [(line.as_shown(words), line.people) for line in _lines(each, found.people)],
            [(gone.person, gone.reason) for gone in each.excluded],
        )
        last = runs[-1][-1].date if runs else each.date
        if runs and alike == before and not any(last < day < each.date for day in found.free):
            runs[-1].append(each)
        else:
            runs.append([each])
        before = alike
    return runs


def _lines(made: Round, people: Mapping[int, Person]) -> list[_Line]:
    together: dict[tuple[str, dt.datetime, dt.datetime], list[int]] = {}
    for window in made.windows:
        zone = people[window.person].zone if window.person in people else "UTC"
        key = (zone, window.prompt_at, window.closes_at)
        together.setdefault(key, []).append(window.person)
    return [_Line(*key, tuple(ids)) for key, ids in sorted(together.items(), key=_in_time)]


def _in_time(pair: tuple[tuple[str, dt.datetime, dt.datetime], list[int]]) -> tuple[object, str]:
    return pair[0][1], pair[0][0]


def _local(line: _Line) -> dt.datetime:
    return line.at.astimezone(ZoneInfo(line.zone))


def _wall(line: _Line) -> tuple[str, str, str]:
    until = line.until.astimezone(ZoneInfo(line.zone))
    return line.zone, f"{_local(line):%H:%M}", f"{until:%H:%M}"


def _run(run: Sequence[Round], found: Previewed, words: Words, today: dt.date) -> list[Block]:
    first, last = run[0], run[-1]
    title = words.day(first.date, today=today)
    if len(run) > 1:
        title += f" – {words.day(last.date, today=today)}"
        title += words.count(" ({n} day)", " ({n} days)", len(run))
    rows = [_row(line, found, words) for line in _lines(first, found.people)]
    if not rows:
        rows = [[blocks.words(words.say("Nobody is there; the channel is told so."))]]
    made = [blocks.line(blocks.bold(title)), blocks.bullets(*rows)]
    if first.excluded:
        made.append(blocks.context(blocks.plain(_not_asked(first, found.people, words))))
    return made


def _row(line: _Line, found: Previewed, words: Words) -> list[Element]:
    at, until = (each.astimezone(ZoneInfo(line.zone)) for each in (line.at, line.until))
    there = f"{words.clock(at.time())} – {words.clock(until.time())}"
    row = [blocks.bold(f"{there} {zone_city(line.zone, words)}: ")]
    row.append(blocks.words(names_of(line.people, found.people, words)))
    yours = line.at.astimezone(words.zone)
    if yours.utcoffset() != at.utcoffset():
        told = words.clock(yours.time())
        if yours.date() != at.date():
            told = f"{words.day(yours.date(), today=yours.date())} {told}"
        row.append(blocks.words(words.say(" ({time} for you)", time=told)))
    return row


def _not_asked(made: Round, people: Mapping[int, Person], words: Words) -> str:
    reasons: dict[NotAsked, list[int]] = {}
    for each in made.excluded:
        reasons.setdefault(each.reason, []).append(each.person)
    told = [
        f"{why_not(reason, words)}: {names_of(ids, people, words)}"
        for reason, ids in reasons.items()
    ]
    return words.say("Not asked – {reasons}", reasons="; ".join(told))


def why_not(reason: NotAsked, words: Words) -> str:
    """Why somebody is not asked on a date."""
    return {
        NotAsked.AWAY: words.say("away"),
        NotAsked.HOLIDAY: words.say("public holiday"),
        NotAsked.DAY_OFF: words.say("day off"),
        NotAsked.OUTSIDE_HOURS: words.say("outside working hours"),
        NotAsked.JOINED_LATER: words.say("joined later"),
        NotAsked.NO_SUCH_DATE: words.say("no such date there"),
    }[reason]


def _clock_changes(
    runs: Sequence[Sequence[Round]], at: int, found: Previewed, words: Words
) -> Iterable[Block]:
    """A word on the zones whose clocks change between these rounds and the ones before."""
    if at == 0:
        return
    before, now = runs[at - 1][-1].date, runs[at][0].date
    zones = sorted({person.zone for person in found.people.values()} | {words.zone.key})
    changed = [zone for zone in zones if _offset(zone, before) != _offset(zone, now)]
    if changed:
        cities = ", ".join(zone_city(zone, words) for zone in changed)
        text = words.say("Clocks change before that in {cities}", cities=cities)
        yield blocks.context(blocks.plain(f"🕐 {text}"))


def _offset(zone: str, day: dt.date) -> dt.timedelta | None:
    return dt.datetime.combine(day, dt.time(12), ZoneInfo(zone)).utcoffset()
