"""When whom a standup should ask, from product.md §1 §6 and rules.md 26: no code of the bot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from tests.rhythm.script import WORKDAYS, Crew, Membership, Plan, Script, Someone

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Ask:
    """One person's part in a round: `prompt_at` is when to ask, `closes_at` when it is over."""

    handle: str
    prompt_at: dt.datetime
    closes_at: dt.datetime


@dataclass(frozen=True)
class Expected:
    """A round of one date. `asks` has everybody whose turn comes, whether or not they answer
    before; `ends_at` is when nobody is awaited any more; without anybody a notice is due."""

    plan: Plan
    day: dt.date
    asks: tuple[Ask, ...]
    ends_at: dt.datetime | None = None
    notice_at: dt.datetime | None = None

    @property
    def begins_at(self) -> dt.datetime | None:
        """When the thread begins."""
        return min((ask.prompt_at for ask in self.asks), default=None)


def wall(day: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime:
    """The instant of a wall time; twice = the first, never = moved forward by the gap."""
    return dt.datetime.combine(day, time, zone).astimezone(dt.UTC)


@lru_cache(maxsize=64)
def _official(country: str, year: int) -> tuple[frozenset[dt.date], frozenset[dt.date]]:
    """Holidays, and weekends on which the country works instead (China makes up for holidays)."""
    known = holidays.country_holidays(country, years=year)
    return frozenset(known), frozenset(known.weekend_workdays)


def is_workday(crew: Crew, day: dt.date) -> bool:
    """Monday to Friday, no holiday of the team's country; or a weekend that it works on."""
    free, worked = _official(crew.country, day.year) if crew.country else ((), ())
    return day in worked or (day.weekday() in WORKDAYS and day not in free)


def has_round(plan: Plan, crew: Crew, day: dt.date) -> bool:
    """Whether the standup is held on a date: on working days, or on days of the week it names."""
    named = plan.weekdays == WORKDAYS or day.weekday() in plan.weekdays
    return named and is_workday(crew, day)


def span(plan: Plan, day: dt.date, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Prompt and close on that zone's wall; a close not after the prompt is on the next date."""
    last = day if plan.close > plan.prompt else day + DAY
    return wall(day, plan.prompt, zone), wall(last, plan.close, zone)


def rounds(script: Script, plan: Plan) -> Iterator[Expected]:
    """Every round that should be, by date, up to the script's end."""
    crew = script.crew_of(plan)
    day, last = plan.since.date() - DAY, script.ends.date() + DAY
    while day <= last:
        if has_round(plan, crew, day):
            found = one_round(script, plan, crew, day)
            begins = found.begins_at or found.notice_at
            if begins is not None and plan.since < begins <= script.ends:
                yield found
        day += DAY


def one_round(script: Script, plan: Plan, crew: Crew, day: dt.date) -> Expected:
    """Who is asked when for one date."""
    found = (_ask(script, plan, crew, member, day) for member in crew.members)
    asks = sorted((ask for ask in found if ask), key=lambda ask: (ask.prompt_at, ask.handle))
    if asks:
        latest = max(ask.closes_at for ask in asks)
        asked = {ask.handle for ask in asks}
        rest = [member for member in crew.members if member.handle not in asked]
        return Expected(plan, day, tuple(asks), _end(script, plan, day, rest, latest))
    usual = span(plan, day, ZoneInfo(crew.zone))[0]
    there = any(member.holds(usual) for member in crew.members)
    return Expected(plan, day, (), notice_at=usual if there else None)


def _ask(script: Script, plan: Plan, crew: Crew, member: Membership, day: dt.date) -> Ask | None:
    """The first instant at which one person's clock, wherever they are, says that it is time."""
    person = script.person(member.handle)
    for start, end, zone in person.spans():
        for usual, closes, until in _windows(person, plan, crew, day, zone):
            at = max(usual, start)
            there = member.holds(usual) and member.holds(at)
            if there and at < min(until, end) and not _is_off(person, plan, day, at, zone):
                return Ask(member.handle, at, closes)
    return None


def _windows(
    person: Someone, plan: Plan, crew: Crew, day: dt.date, zone: ZoneInfo
) -> Iterator[tuple[dt.datetime, dt.datetime, dt.datetime]]:
    """In one zone: when to ask, the close, and until when it can be asked.

    On the team's clock that is in working hours only: outside them at their next start (26)."""
    if not plan.on_team_clock:
        opens, closes = span(plan, day, zone)
        yield opens, closes, closes
        return
    opens, closes = span(plan, day, ZoneInfo(crew.zone))
    local, last = opens.astimezone(zone).date(), closes.astimezone(zone).date()
    while local <= last:
        begin, over = (wall(local, time, zone) for time in person.hours)
        usual, until = max(opens, begin), min(closes, over)
        if usual < until and is_workday(crew, local):
            yield usual, closes, until
        local += DAY


def _is_off(person: Someone, plan: Plan, day: dt.date, at: dt.datetime, zone: ZoneInfo) -> bool:
    """Away on the round's date, or on the team's clock on the date where they are."""
    return person.is_away(at.astimezone(zone).date() if plan.on_team_clock else day, at)


def _end(
    script: Script, plan: Plan, day: dt.date, rest: list[Membership], at: dt.datetime
) -> dt.datetime:
    """When nobody is awaited any more: whoever has not been asked yet may travel or leave."""
    crew = script.crew_of(plan)
    while True:
        changes: list[dt.datetime] = []
        for member in rest:
            person = script.person(member.handle)
            zone = person.zone_at(at)
            for usual, closes, _ in _windows(person, plan, crew, day, zone):
                there = member.holds(at) and member.holds(usual)
                if there and closes > at and not _is_off(person, plan, day, max(usual, at), zone):
                    changes += [start for start, _, _ in person.spans() if start > at]
                    changes += [stay.said_at for stay in person.stays if stay.said_at > at]
                    changes += [closes, member.until or closes]
        later = [each for each in changes if each > at]
        if not later:
            return at
        at = min(later)
