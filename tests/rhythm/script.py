"""What is true in a simulated world: people, zones, absences, standups. Nothing of the bot."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

WORKDAYS = frozenset(range(5))


@dataclass(frozen=True)
class Stay:
    """Days on which somebody is away, both inclusive, and when they said so."""

    first: dt.date
    last: dt.date
    said_at: dt.datetime


@dataclass(frozen=True)
class Someone:
    """A person: where they are from which instant on (the first entry from ever), and away when."""

    handle: str
    name: str
    zones: tuple[tuple[dt.datetime, str], ...]
    stays: tuple[Stay, ...] = ()
    hours: tuple[dt.time, dt.time] = (dt.time(9), dt.time(18))

    def spans(self) -> list[tuple[dt.datetime, dt.datetime, ZoneInfo]]:
        """From when to when they are in which zone."""
        ends = [at for at, _ in self.zones[1:]] + [dt.datetime.max.replace(tzinfo=dt.UTC)]
        starts = [dt.datetime.min.replace(tzinfo=dt.UTC)] + [at for at, _ in self.zones[1:]]
        return [
            (start, end, ZoneInfo(name))
            for start, end, (_, name) in zip(starts, ends, self.zones, strict=True)
        ]

    def zone_at(self, at: dt.datetime) -> ZoneInfo:
        """Where they are at an instant."""
        return next(zone for start, end, zone in self.spans() if start <= at < end)

    def is_away(self, day: dt.date, known_at: dt.datetime) -> bool:
        """Whether they have said by that instant that they are away on that day."""
        return any(s.first <= day <= s.last and s.said_at <= known_at for s in self.stays)


@dataclass(frozen=True)
class Membership:
    """Somebody in a channel, from the beginning (None) or an instant to an instant."""

    handle: str
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    def holds(self, at: dt.datetime) -> bool:
        """Whether they are in it at an instant."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True)
class Crew:
    """A team: a channel with a zone, the holidays of a country and people who come and go."""

    channel: str
    zone: str
    country: str | None
    members: tuple[Membership, ...]
    lead: str


@dataclass(frozen=True)
class Plan:
    """A standup: typed into a crew's channel at `since` as `line`."""

    name: str
    channel: str
    weekdays: frozenset[int]
    prompt: dt.time
    close: dt.time
    on_team_clock: bool
    since: dt.datetime
    line: str


@dataclass(frozen=True)
class Script:
    """A world from `begins` to `ends`."""

    people: tuple[Someone, ...]
    crews: tuple[Crew, ...]
    plans: tuple[Plan, ...]
    begins: dt.datetime
    ends: dt.datetime

    def person(self, handle: str) -> Someone:
        """One of them."""
        return next(each for each in self.people if each.handle == handle)

    def crew_of(self, plan: Plan) -> Crew:
        """The crew whose standup it is."""
        return next(each for each in self.crews if each.channel == plan.channel)


# --- what happened -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Act:
    """What a person did about a round: answer, ahead, skip or away (pressed in the question)."""

    at: dt.datetime
    handle: str
    plan: str
    day: dt.date
    kind: str
    text: str = ""


@dataclass(frozen=True)
class Post:
    """A message of the bot as it was posted: to a channel or to a person (`to`)."""

    at: dt.datetime
    to: str
    text: str
    words: str
    ts: str = ""
    thread: str | None = None
    changed: tuple[tuple[dt.datetime, str], ...] = ()
    """What it was changed to, and when."""


@dataclass(frozen=True)
class Record:
    """All that happened."""

    acts: tuple[Act, ...]
    posts: tuple[Post, ...]
