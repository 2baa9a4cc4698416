"""When one person is asked, reminded and no longer awaited in a round; or why not at all.

A round belongs to a local date. All instants are UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.dates.values import Clock
from domain.recurrence.instants import instant_of
from domain.rhythms import is_missing
from domain.standups.values import Part, Standup, Zones
from domain.workdays import ONE_DAY, WorkCalendar

NINE, SIX = dt.time(9), dt.time(18)


class NotAsked(StrEnum):
    """Why somebody has no window in a round."""

    AWAY = "away"
    HOLIDAY = "holiday"
    DAY_OFF = "day_off"
    """A day off of the team, or one on which only this person does not work."""
    OUTSIDE_HOURS = "outside_hours"
    """No working hour of theirs lies between asking and closing."""
    JOINED_LATER = "joined_later"
    NO_SUCH_DATE = "no_such_date"
    """Their zone leaves the date out."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person as a round sees them. `calendar` is theirs, with the days they are away.

    Hours that end before they begin go over midnight; the same twice means around the clock.
    """

    person: int
    zone: ZoneInfo
    calendar: WorkCalendar = WorkCalendar()  # noqa: RUF009 - frozen
    works_from: dt.time = NINE
    works_until: dt.time = SIX
    part: Part = Part.MANDATORY
    joined_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """The zone in which a team's round has its date, and the days the team works."""

    zone: ZoneInfo
    calendar: WorkCalendar = WorkCalendar()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class Window:
    """When one person is asked, reminded (None = not at all) and no longer awaited."""

    person: int
    date: dt.date
    """The round's date, which names the slot: nobody is asked twice for one."""
    prompt_at: dt.datetime
    closes_at: dt.datetime
    remind_at: dt.datetime | None = None
    part: Part = Part.MANDATORY

    @property
    def counts(self) -> bool:
        """Tell whether somebody who does not answer is missing."""
        return self.part is Part.MANDATORY

    def is_open(self, now: dt.datetime) -> bool:
        """Tell whether an answer is awaited now."""
        return self.prompt_at <= now < self.closes_at

    def is_late(self, answered_at: dt.datetime) -> bool:
        """Tell whether an answer at that instant comes after the close."""
        return answered_at >= self.closes_at


@dataclass(frozen=True, slots=True)
class Excluded:
    """Somebody who is not asked in a round."""

    person: int
    reason: NotAsked
    part: Part = Part.MANDATORY


def window_of(
    standup: Standup, date: dt.date, person: Participant, team: Team
) -> Window | Excluded:
    """Return when a person is asked in the round of `date`, or why they are not.

    Observers are no participants; callers leave them out.
    """
    each_local = standup.zones is Zones.EACH_LOCAL
    zone = person.zone if each_local else team.zone
    if is_missing(date, zone):
        return _excluded(person, NotAsked.NO_SUCH_DATE)
    opens, closes = span_of(standup, date, zone)
    asked_at = opens if each_local else _first_working(opens, closes, date, person, team)
    if each_local and not works_on(date, date, person, team):
        asked_at = why_off(date, person.calendar)
    if isinstance(asked_at, NotAsked):
        return _excluded(person, asked_at)
    if person.joined_at is not None and person.joined_at > asked_at:
        return _excluded(person, NotAsked.JOINED_LATER)
    reminder = closes - dt.timedelta(minutes=standup.reminder)
    return Window(
        person.person,
        date,
        asked_at,
        closes,
        reminder if standup.reminder and reminder > asked_at else None,
        person.part,
    )


def _excluded(person: Participant, reason: NotAsked) -> Excluded:
    return Excluded(person.person, reason, person.part)


def span_of(standup: Standup, date: dt.date, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return when a round opens and closes on that zone's wall, before anyone's hours count.

    The close lies on the next date if its time is not after that of the prompt. A clock change
    that would leave no time for answers leaves the usual time instead.
    """
    opens = instant_of(date, standup.prompt, zone)
    last = date + ONE_DAY if standup.closes_next_day else date
    closes = instant_of(last, standup.close, zone)
    return opens, closes if closes > opens else opens + standup.open_for


def works_on(day: dt.date, date: dt.date, person: Participant, team: Team) -> bool:
    """Tell whether the round of `date` may ask this person on their local date `day`.

    Who names Saturdays means them: on a weekday on which the whole team is usually free, being
    free as usual hinders nobody; a holiday, a day off and an absence do.
    """
    if person.calendar.is_working(day):
        return True
    if day != date or person.calendar.is_away(day) or _is_given_off(day, person.calendar):
        return False
    return bool(team.calendar.working_days) and day.weekday() not in team.calendar.working_days


def _is_given_off(date: dt.date, calendar: WorkCalendar) -> bool:
    return date in calendar.holidays or date in calendar.days_off


def why_off(date: dt.date, calendar: WorkCalendar) -> NotAsked:
    """Return why a date is not worked: what the person said comes first."""
    if calendar.is_away(date):
        return NotAsked.AWAY
    return NotAsked.HOLIDAY if date in calendar.holidays else NotAsked.DAY_OFF


def hours_of(
    date: dt.date, zone: ZoneInfo, works_from: dt.time, works_until: dt.time
) -> tuple[dt.datetime, dt.datetime]:
    """Return the instants between which the hours of a local date lie; they may end on the next."""
    first = instant_of(date, Clock(works_from.hour, works_from.minute), zone)
    last = date if works_until > works_from else date + ONE_DAY
    return first, instant_of(last, Clock(works_until.hour, works_until.minute), zone)


def _first_working(
    opens: dt.datetime, closes: dt.datetime, date: dt.date, person: Participant, team: Team
) -> dt.datetime | NotAsked:
    """Return the first instant of the window within this person's hours on a day they work."""
    reason: NotAsked | None = None
    for day, at in _moments_at_work(opens, closes, person):
        if works_on(day, date, person, team):
            return at
        reason = reason or why_off(day, person.calendar)
    if reason is None and person.calendar.is_away(date):
        return NotAsked.AWAY
    return reason or NotAsked.OUTSIDE_HOURS


def _moments_at_work(
    opens: dt.datetime, closes: dt.datetime, person: Participant
) -> Iterator[tuple[dt.date, dt.datetime]]:
    """Yield each local day whose hours touch the window, with the first instant that is in both."""
    day = opens.astimezone(person.zone).date() - ONE_DAY
    last = closes.astimezone(person.zone).date()
    while day <= last:
        begin, end = hours_of(day, person.zone, person.works_from, person.works_until)
        at = max(begin, opens)
        if at < min(end, closes):
            yield day, at
        day += ONE_DAY
