"""When a person may be reached, how much they want to hear, and which teams they are in."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.nudges.hours import digest_at, next_open_day
from domain.nudges.levels import level_of
from domain.nudges.values import WORK, Kind, Level, Receiver
from domain.personal import Hours, Nudges
from domain.workdays import DateRange
from services.scene import calendar_of
from storage import absence, nudge_sources, nudges
from storage.tables import Away, Person, Team

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reach:
    """One person at one moment; `led` are the teams of whose late work they are told."""

    person: Person
    now: dt.datetime
    receiver: Receiver
    teams: Mapping[int, Team] = field(default_factory=dict)
    roles: Mapping[int, str] = field(default_factory=dict)
    less: Mapping[Kind, Level] = field(default_factory=dict)
    stays: tuple[Away, ...] = ()
    """When the person is and will be away."""

    @property
    def person_id(self) -> int:
        return self.person.id or 0

    @property
    def workspace_id(self) -> int:
        return self.person.workspace_id

    @property
    def zone(self) -> ZoneInfo:
        return self.receiver.zone

    @property
    def today(self) -> dt.date:
        """The person's own date."""
        return self.now.astimezone(self.zone).date()

    def level(self, kind: Kind, team: Team | None) -> Level:
        """How often a kind nudges them: their own profile, else that of the team concerned."""
        profile = Nudges(self.person.nudges or (team.nudges if team else Nudges.STANDARD))
        return level_of(kind, profile, self.less)

    def digest_on(self, day: dt.date) -> dt.datetime | None:
        """When the digest of the first day from `day` on goes on which they can be reached."""
        found = next_open_day(self.receiver, day)
        return None if found is None else digest_at(self.receiver, found)


def can_be_told(person: Person) -> bool:
    """Whether nudges are for this person at all."""
    return not (person.is_bot or person.is_deleted or person.is_stranger)


def reach_of(session: Session, person: Person, now: dt.datetime) -> Reach:
    """Read when and how much a person may be nudged."""
    found = nudge_sources.teams_of(session, person.id or 0)
    teams = {team.id or 0: team for team, _ in found}
    less = nudges.less_of(session, person.id or 0)
    stays = absence.coming(session, [person.id or 0], now.date() - DAY)
    return Reach(
        person,
        now,
        _receiver(session, person, home_team(person, teams), stays, now),
        teams=teams,
        roles={team.id or 0: role for team, role in found if role is not None},
        less={Kind(kind): Level(level) for kind, level in less.items()},
        stays=tuple(stays),
    )


def home_team(person: Person, teams: Mapping[int, Team]) -> Team | None:
    """The team whose week and holidays a person has: the oldest of theirs in their own zone, else
    the oldest of all."""
    near = [team for team in teams.values() if team.zone == person.zone]
    return next(iter([*near, *teams.values()]), None)


def _receiver(
    session: Session, person: Person, team: Team | None, stays: Iterable[Away], now: dt.datetime
) -> Receiver:
    away = [DateRange(stay.first_day, stay.last_day) for stay in stays]
    calendar = calendar_of(team, now)
    # Somebody in two teams may be asked on a day that only the other one works: then they work.
    asked = {seat.round.day for seat in nudge_sources.open_seats(session, person.id or 0, now)}
    worked = frozenset(day for day in asked if not calendar.is_working(day))
    if worked:
        calendar = replace(calendar, extra_days=calendar.extra_days | worked)
    dnd = nudges.find_dnd(session, person.id or 0)
    return Receiver(
        zone=ZoneInfo(person.zone),
        calendar=calendar.with_away(away) if away else calendar,
        works=_works(person, team),
        quiet=_quiet(person),
        dnd=tuple(_span(start, end) for start, end in dnd.spans if start < end) if dnd else (),
    )


def _works(person: Person, team: Team | None) -> Hours:
    if person.works_from is not None and person.works_until is not None:
        return Hours(person.works_from, person.works_until)
    return Hours(team.works_from, team.works_until) if team else WORK


def _quiet(person: Person) -> Hours | None:
    if person.quiet_from is None or person.quiet_until is None:
        return None
    return Hours(person.quiet_from, person.quiet_until)


def _span(start: int, end: int) -> tuple[dt.datetime, dt.datetime]:
    return dt.datetime.fromtimestamp(start, dt.UTC), dt.datetime.fromtimestamp(end, dt.UTC)
