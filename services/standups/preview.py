"""Who will be asked when: the rounds of the days to come, as they stand now."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.standups.rounds import Round, plan_round, round_dates
from domain.standups.values import Standup as Definition
from domain.workdays import ONE_DAY, WorkCalendar
from services.standups.stored import definition_of, participants, round_team, team_of
from storage import standups as store
from storage.tables import Person, Standup


@dataclass(frozen=True, slots=True)
class Previewed:
    """The dates of one standup with everybody's windows. `free` are dates on which it would be
    if they were no days off; `people` are by primary key."""

    standup: Standup
    definition: Definition
    zone: str
    rounds: tuple[Round, ...]
    free: tuple[dt.date, ...]
    people: Mapping[int, Person]
    first: dt.date
    last: dt.date


def preview(session: Session, standup: Standup, now: dt.datetime, days: int) -> Previewed:
    """The rounds of so many days from the team's today on; those of a pause are left out."""
    definition, team = definition_of(standup), team_of(session, standup)
    around = round_team(team, now)
    first = now.astimezone(ZoneInfo(team.zone)).date()
    last = first + (days - 1) * ONE_DAY
    people, known = participants(session, standup, team, now)
    dates: list[dt.date] = []
    if not (standup.paused and standup.paused_until is None):
        dates = round_dates(definition, around, first, last, not_before=standup.paused_until)
    written = store.rounds_between(session, standup.id or 0, first, last)
    planned = [plan_round(definition, day, people, around) for day in dates]
    rounds = [each for each in planned if each.date in written or begins_later(standup, each)]
    return Previewed(
        standup=standup,
        definition=definition,
        zone=team.zone,
        rounds=tuple(each for each in rounds if each.closes_at is None or each.closes_at > now),
        free=_free(around.calendar, first, last),
        people=known,
        first=first,
        last=last,
    )


def begins_later(standup: Standup, planned: Round) -> bool:
    """Whether a round that is not written down yet will be: the first one of a standup begins
    after it was set up, so that everybody is asked in it."""
    begins = planned.opens_at or planned.usual_at
    return begins is None or begins > standup.created_at


def _free(calendar: WorkCalendar, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """The holidays and days off among these dates, weekends left out."""
    days = (first + step * ONE_DAY for step in range((last - first).days + 1))
    return tuple(day for day in days if calendar.is_day_off(day))
