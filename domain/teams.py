"""Teams: who may settle their rhythm, who can lead, which days are theirs, what is refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from domain.errors import BadInput, DomainError, NoSuchDate, PastDate, StaleChange
from domain.standups.lines.away import parse_away, resolve_away
from domain.text import fold
from domain.workdays import ONE_DAY, DateRange, WorkCalendar, merge_ranges

LEADS_MAX = 5
DAYS_MAX = 366
"""Days off or make-up days of one team; more are a slip of the year."""


class Role(StrEnum):
    """A person's part in a team. Whoever is in the channel and has none is a member."""

    LEAD = "lead"
    DEPUTY = "deputy"
    MEMBER = "member"
    OPTIONAL = "optional"
    """Asked, not counted."""
    OBSERVER = "observer"
    """Reads summaries only."""
    OFF = "none"
    """Taken off the list by hand."""


SETTLING = frozenset({Role.LEAD, Role.DEPUTY})
"""These settle the rhythm of their team."""


class NoLead(StrEnum):
    """Why somebody cannot lead a team or be on its roster."""

    BOT = "bot"
    GUEST = "guest"
    GONE = "gone"
    """Deactivated, or of another company."""
    NOT_HERE = "not_here"
    """Not in the team's channel."""


# --- what is refused ----------------------------------------------------------------------------


class DaysUnreadable(BadInput):
    """`words` of the list in `field` are no day."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(field, "unreadable")
        self.words = words


class DayOver(BadInput):
    """A day of the list in `field` is over."""

    def __init__(self, field: str, day: dt.date) -> None:
        super().__init__(field, "over")
        self.day = day


class TooManyDays(BadInput):
    """The list in `field` has `count` days, more than `limit`."""

    def __init__(self, field: str, count: int, limit: int = DAYS_MAX) -> None:
        super().__init__(field, "many")
        self.count = count
        self.limit = limit


class DayOffAndWorked(BadInput):
    """`day` is a day off and a make-up working day at once."""

    def __init__(self, day: dt.date) -> None:
        super().__init__("extra_days", "both")
        self.day = day


class NoWorkingDay(BadInput):
    """No day of the week was chosen."""

    def __init__(self) -> None:
        super().__init__("working_days", "missing")


class CountryUnknown(BadInput):
    """No holidays are known for `country`."""

    def __init__(self, country: str) -> None:
        super().__init__("country", "unknown")
        self.country = country


class SubdivisionUnknown(BadInput):
    """`country` has no part called `name`; `known` are those it has, "" = no country was chosen."""

    def __init__(self, name: str, country: str, known: tuple[str, ...]) -> None:
        super().__init__("subdivision", "unknown")
        self.name = name
        self.country = country
        self.known = known


class CannotLead(BadInput):
    """`name` cannot be a lead or deputy (`field`); `why` is a `NoLead` value."""

    def __init__(self, field: str, name: str, why: NoLead) -> None:
        super().__init__(field, why.value)
        self.name = name


class TooManyLeads(BadInput):
    """More leads than a team can have."""

    def __init__(self, limit: int = LEADS_MAX) -> None:
        super().__init__("leads", "many")
        self.limit = limit


class OpsUnreadable(BadInput):
    """The line after `/ops` is none of its verbs."""

    def __init__(self, text: str) -> None:
        super().__init__("ops", "unreadable", text)


@dataclass(eq=False, repr=False)
class NotTheLead(DomainError):
    """The team has a lead, and this person is none; `leads` are names."""

    leads: tuple[str, ...] = ()


@dataclass(eq=False, repr=False)
class LastLead(DomainError):
    """The only lead cannot be made something else: a team always has one."""

    name: str


@dataclass(eq=False, repr=False)
class CannotTakePart(DomainError):
    """`name` cannot be on the roster of `team`; `why` is a `NoLead` value."""

    name: str
    team: str
    why: str


@dataclass(eq=False, repr=False)
class NoTeamHere(DomainError):
    """This conversation has no team; `can_be` tells whether `/ops setup` would make one."""

    can_be: bool = False


class TeamStale(StaleChange):
    """Somebody changed these settings of the team since the person opened the form."""


# --- who may ------------------------------------------------------------------------------------


def may_settle(role: str | None, *, is_admin: bool, is_outsider: bool, has_lead: bool) -> bool:
    """Tell whether somebody may settle a team's rhythm and roster.

    Its lead, its deputy, an admin; while it has no lead any full member. Guests never.
    """
    if is_outsider:
        return False
    return is_admin or not has_lead or role in SETTLING


def why_no_lead(*, is_bot: bool, is_gone: bool, is_guest: bool, is_member: bool) -> NoLead | None:
    """Return why somebody cannot lead a team, None if they can."""
    reasons = {
        NoLead.BOT: is_bot,
        NoLead.GONE: is_gone,
        NoLead.GUEST: is_guest,
        NoLead.NOT_HERE: not is_member,
    }
    return next((why for why, holds in reasons.items() if holds), None)


# --- which days ---------------------------------------------------------------------------------

_BETWEEN = re.compile(r"[,;，；、\n]+")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*\.\.+\s*(\d{4}-\d{2}-\d{2}))?")
_YEAR = re.compile(r"\d{4}(?:\s*\.\..*)?")


def parse_days(
    text: str, field: str, *, now: dt.datetime, zone: ZoneInfo, day_first: bool
) -> tuple[dt.date, ...]:
    """Read "24 Dec, 31 Dec..2 Jan" as days in order, each once.

    A day without a year is the coming one; days written in full may be over, since they were kept
    before. Raises `DaysUnreadable`, `DayOver` and `TooManyDays`, all of `field`.
    """
    found: set[dt.date] = set()
    for piece in _pieces(text):
        days = _written_out(piece, field)
        if days is None:
            days = _said(piece, field, now=now, zone=zone, day_first=day_first)
        length = (days.last - days.first).days + 1
        if length > DAYS_MAX:
            raise TooManyDays(field, length)
        found |= {days.first + step * ONE_DAY for step in range(length)}
    if len(found) > DAYS_MAX:
        raise TooManyDays(field, len(found))
    return tuple(sorted(found))


def _pieces(text: str) -> list[str]:
    """Split at commas, but not before a year: "Dec 24, 2026"."""
    pieces: list[str] = []
    for part in _BETWEEN.split(text):
        piece = " ".join(part.split())
        if pieces and _YEAR.fullmatch(piece):
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif piece:
            pieces.append(piece)
    return pieces


def _written_out(piece: str, field: str) -> DateRange | None:
    found = _ISO.fullmatch(fold(piece))
    if found is None:
        return None
    try:
        first = dt.date.fromisoformat(found[1])
        return DateRange(first, dt.date.fromisoformat(found[2] or found[1]))
    except ValueError:
        raise DaysUnreadable(field, piece) from None


def _said(
    piece: str, field: str, *, now: dt.datetime, zone: ZoneInfo, day_first: bool
) -> DateRange:
    phrase = parse_away(piece)
    if phrase is None or phrase.first is None:
        raise DaysUnreadable(field, piece)
    try:
        return resolve_away(
            phrase, now=now, zone=zone, day_first=day_first, calendar=WorkCalendar()
        )
    except PastDate as past:
        raise DayOver(field, past.date) from None
    except (BadInput, NoSuchDate):
        raise DaysUnreadable(field, piece) from None


def render_days(days: Iterable[dt.date]) -> str:
    """Write days as `parse_days` reads them again: "2026-12-24, 2026-12-31..2027-01-02"."""
    ranges = merge_ranges(DateRange(day, day) for day in days)
    return ", ".join(
        found.first.isoformat()
        if found.first == found.last
        else f"{found.first.isoformat()}..{found.last.isoformat()}"
        for found in ranges
    )


def check_days(days_off: Iterable[dt.date], extra_days: Iterable[dt.date]) -> None:
    """Raise `DayOffAndWorked` if a day stands in both lists."""
    both = set(days_off) & set(extra_days)
    if both:
        raise DayOffAndWorked(min(both))


def plan_week(days: str) -> str:
    """Return the working days ("01234", Monday is 0) in order; raises `NoWorkingDay`."""
    kept = "".join(sorted(set(days) & set("0123456")))
    if not kept:
        raise NoWorkingDay
    return kept


# --- whose holidays -----------------------------------------------------------------------------


@lru_cache(maxsize=1)
def known_countries() -> frozenset[str]:
    """Return the ISO codes (two letters) of countries whose holidays are known."""
    return frozenset(
        code for code in holidays.list_supported_countries(include_aliases=False) if len(code) == 2
    )


@lru_cache(maxsize=64)
def _parts_of(country: str) -> dict[str, str]:
    """Return the parts of a country: folded code or name -> code."""
    codes = holidays.list_supported_countries(include_aliases=False).get(country, [])
    if not codes:
        return {}
    named = holidays.country_holidays(country).get_subdivision_aliases()
    found = {fold(name): code for code in codes for name in named.get(code, ())}
    return found | {fold(code): code for code in codes}


def plan_place(country: str, subdivision: str) -> tuple[str | None, str | None]:
    """Return country and part as they are kept; a part may be named by code or by name.

    Raises `CountryUnknown` and `SubdivisionUnknown`.
    """
    code, part = country.strip().upper(), " ".join(subdivision.split())
    if code and code not in known_countries():
        raise CountryUnknown(country.strip())
    if not part:
        return code or None, None
    parts = _parts_of(code)
    found = parts.get(fold(part)) or parts.get(fold(part).removeprefix(f"{code.lower()}-"))
    if found is None:
        raise SubdivisionUnknown(part, code, tuple(sorted(set(parts.values()))))
    return code, found
