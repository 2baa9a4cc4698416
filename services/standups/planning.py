"""The plan of a round in the store: written once, and again when people come, go or travel."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from domain.standups.rounds import Attendance, Round, plan_round, with_times
from domain.standups.values import Part
from domain.standups.windows import Participant
from services.standups import posts
from services.standups.stored import (
    EXCLUDED,
    definition_of,
    participants,
    round_team,
    seat_of_excluded,
    seat_of_window,
    team_of,
    waiting_state,
    window_of,
)
from storage import standups as store
from storage.tables import Participation, Standup
from storage.tables import Round as RoundRow

_OPEN = frozenset({Attendance.PLANNED.value, EXCLUDED})
"""States of somebody who was not asked: their window may still move, or go."""
ABSENT = "absence"
"""Why somebody is away in a round who said so for whole days, not of this round alone."""


def replan(
    session: Session,
    standup: Standup,
    made: RoundRow,
    now: dt.datetime,
) -> Round:
    """The round as it is now: people join, leave, travel and go away; who was asked stays."""
    definition, team = definition_of(standup), team_of(session, standup)
    people, _ = participants(session, standup, team, now)
    seats = _follow(session, standup, made, people, now)
    asked = {
        person_id: window
        for person_id, seat in seats.items()
        if seat.state not in {*_OPEN, Attendance.LEFT}
        and (window := window_of(seat, made.day)) is not None
    }
    planned = plan_round(definition, made.day, people, round_team(team, now), asked=asked)
    if made.closed_early_at is not None:
        planned = _closed_at(planned, made.closed_early_at)
    write_plan(session, made, planned, seats)
    stays = {each.person for each in planned.windows}
    stays |= {each.person for each in planned.excluded}
    stays |= {person for person, seat in seats.items() if seat.state == Attendance.LEFT}
    gone = set(seats) - stays
    store.forget_seats(session, made.id or 0, gone)
    if gone and made.opened_at is not None:
        posts.redraw_round(session, standup, made.id or 0, now)
    return planned


def _follow(
    session: Session,
    standup: Standup,
    made: RoundRow,
    people: Sequence[Participant],
    now: dt.datetime,
) -> dict[int, Participation]:
    """Who was asked and has left or gone away since is not awaited; who is back is again."""
    round_id = made.id or 0
    there = {each.person: each for each in people if each.part is not Part.OBSERVER}
    for person_id, seat in store.seats_of(session, round_id).items():
        values = _moved(seat, there.get(person_id), made.day)
        if values is not None:
            store.change_seats(session, round_id, [person_id], values)
            posts.redraw_round(session, standup, round_id, now)
            posts.redraw_prompt(session, standup, round_id, person_id, now)
    return store.seats_of(session, round_id)


def _moved(seat: Participation, person: Participant | None, day: dt.date) -> dict[str, str] | None:
    """What becomes of the seat of somebody who was asked; None = nothing new."""
    if person is None:
        return {"state": Attendance.LEFT.value} if seat.state == Attendance.ASKED else None
    is_away = person.calendar.is_away(day)
    if seat.state == Attendance.ASKED and is_away:
        return {"state": Attendance.AWAY.value, "reason": ABSENT}
    was_away = seat.state == Attendance.AWAY and seat.reason == ABSENT
    if seat.state == Attendance.LEFT or (was_away and not is_away):
        return {"state": waiting_state(seat).value, "reason": ""}
    return None


def _closed_at(planned: Round, at: dt.datetime) -> Round:
    windows = tuple(with_times(each, min(each.closes_at, at)) for each in planned.windows)
    return replace(planned, windows=windows)


def write_plan(
    session: Session, made: RoundRow, planned: Round, seats: Mapping[int, Participation]
) -> None:
    """Write down the windows that are new or have moved."""
    wanted: list[dict[str, Any]] = []
    for window in planned.windows:
        seat = seats.get(window.person)
        if seat is None or (seat.state in _OPEN and window_of(seat, made.day) != window):
            wanted.append(seat_of_window(window))
    for excluded in planned.excluded:
        seat = seats.get(excluded.person)
        if seat is None or (seat.state, seat.reason) != (EXCLUDED, excluded.reason.value):
            wanted.append(seat_of_excluded(excluded))
    store.set_seats(session, made.id or 0, wanted)
