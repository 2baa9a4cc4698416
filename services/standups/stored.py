"""From rows to the values that the rules of standups take."""

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.dates.values import Clock
from domain.recurrence import from_json
from domain.standups.rounds import Attendance
from domain.standups.values import Part, Question, QuestionKind, Zones
from domain.standups.values import Standup as Definition
from domain.standups.windows import Excluded, NotAsked, Participant, Window
from domain.standups.windows import Team as RoundTeam
from domain.workdays import DateRange
from services.scene import calendar_of
from storage import absence, conversations
from storage import standups as store
from storage.tables import Participation, Person, Standup, Team

EXCLUDED = "excluded"
"""The state of a seat whose person has no window; the reason is beside it."""
DAYS_BACK = dt.timedelta(days=8)
"""Absences that ended longer ago concern no round that is still open."""


def definition_of(standup: Standup) -> Definition:
    """The standup as its rules see it."""
    return Definition(
        name=standup.name,
        days=from_json(standup.days),
        prompt=Clock(standup.prompt_at.hour, standup.prompt_at.minute),
        close=Clock(standup.close_at.hour, standup.close_at.minute),
        zones=Zones(standup.zones),
        questions=tuple(Question(QuestionKind(kind), text) for kind, text in standup.questions),
        reminder=standup.reminder,
        mood=standup.mood,
        name_missing=standup.name_missing,
    )


def team_of(session: Session, standup: Standup) -> Team:
    """The team that a standup belongs to."""
    return conversations.get_team(session, standup.workspace_id, standup.team_id)


def round_team(team: Team, now: dt.datetime) -> RoundTeam:
    """The team's zone and working days."""
    return RoundTeam(ZoneInfo(team.zone), calendar_of(team, now))


def participants(
    session: Session, standup: Standup, team: Team, now: dt.datetime
) -> tuple[list[Participant], Mapping[int, Person]]:
    """Everybody who takes part, each with their own zone, hours and absences; and their rows."""
    takers = store.takers_of(session, standup)
    people = {person.id or 0: person for person, _ in takers}
    away: dict[int, list[DateRange]] = {}
    for stay in absence.coming(session, list(people), now.date() - DAYS_BACK):
        away.setdefault(stay.person_id, []).append(DateRange(stay.first_day, stay.last_day))
    calendar = calendar_of(team, now)
    found = [
        Participant(
            person=person.id or 0,
            zone=ZoneInfo(person.zone),
            calendar=calendar.with_away(away.get(person.id or 0, ())),
            works_from=person.works_from or team.works_from,
            works_until=person.works_until or team.works_until,
            part=Part(part),
        )
        for person, part in takers
    ]
    return found, people


def window_of(seat: Participation, day: dt.date) -> Window | None:
    """A person's window as it is written down."""
    if seat.prompt_at is None or seat.closes_at is None:
        return None
    return Window(
        seat.person_id, day, seat.prompt_at, seat.closes_at, seat.remind_at, Part(seat.part)
    )


def excluded_of(seat: Participation) -> Excluded | None:
    """Why somebody has no window."""
    if seat.state != EXCLUDED:
        return None
    return Excluded(seat.person_id, NotAsked(seat.reason), Part(seat.part))


def attendance_of(seats: Mapping[int, Participation]) -> dict[int, Attendance]:
    """What became of each person who has a window."""
    return {
        person_id: Attendance(seat.state)
        for person_id, seat in seats.items()
        if seat.state != EXCLUDED
    }


def seat_of_window(window: Window) -> dict[str, object]:
    """The columns of a seat with this window."""
    return {
        "person_id": window.person,
        "part": window.part.value,
        "state": Attendance.PLANNED.value,
        "reason": "",
        "prompt_at": window.prompt_at,
        "remind_at": window.remind_at,
        "closes_at": window.closes_at,
    }


def seat_of_excluded(excluded: Excluded) -> dict[str, object]:
    """The columns of a seat without a window."""
    return {
        "person_id": excluded.person,
        "part": excluded.part.value,
        "state": EXCLUDED,
        "reason": excluded.reason.value,
        "prompt_at": None,
        "remind_at": None,
        "closes_at": None,
    }


def waiting_state(seat: Participation) -> Attendance:
    """Where somebody is who has not answered: asked, or not yet."""
    return Attendance.ASKED if seat.asked_at is not None else Attendance.PLANNED


def is_resting(standup: Standup, day: dt.date) -> bool:
    """Whether a standup is paused on that date."""
    if standup.paused_until is not None:
        return day < standup.paused_until
    return standup.paused
