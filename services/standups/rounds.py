"""Rounds: opened when the first person is asked, looked at whenever something is due, closed.

Called by the heartbeat only; every function does a little and says when to look again.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from domain.standups.rounds import Attendance, Round, due_in_round, plan_round, round_dates
from domain.standups.rounds import RoundDue as Due
from services.standups import posts
from services.standups.stored import (
    attendance_of,
    definition_of,
    participants,
    round_team,
    seat_of_excluded,
    seat_of_window,
    team_of,
    window_of,
)
from storage import rhythms
from storage import standups as store
from storage.rhythms import Look
from storage.tables import Participation, Rhythm, Standup
from storage.tables import Round as RoundRow

STANDUP = "standup"
ROUND = "round"
PROMPTS_AT_ONCE = 50
"""So many people are asked in one transaction: it must not hold up whoever types a command."""
BACK = dt.timedelta(days=2)
AHEAD = dt.timedelta(days=8)
"""A round of a date begins at most a day before or after it, somewhere on earth; whoever looks
a week ahead finds the next one of every usual standup."""
LONGEST_GAP = dt.timedelta(days=35)
"""Whoever was down for longer has worse questions than which standups were missed."""
MISSED = "missed"


def look_at_standup(session: Session, row: Rhythm, now: dt.datetime) -> Look:
    """Open the rounds that begin now; the next look is when the next one begins."""
    standup = store.get_standup(session, row.subject_id)
    if standup.ended_at is not None:
        return Look(None)
    since = min(row.next_at or now, now)
    for planned in planned_rounds(session, standup, now, since=since):
        begins = planned.opens_at or planned.usual_at
        if begins is None:
            continue
        if begins > now:
            return Look(begins, planned.slot)
        made = open_round(session, standup, planned, now)
        outcome = "missed" if made.state == MISSED else "sent"
        rhythms.note_occurrence(session, row, planned.slot, due_at=begins, now=now, outcome=outcome)
    return Look(now + AHEAD / 2)


def planned_rounds(
    session: Session, standup: Standup, now: dt.datetime, *, since: dt.datetime | None = None
) -> list[Round]:
    """The rounds from `since` (usually now) to a week ahead that are not written down yet, in the
    order of their dates."""
    definition, team = definition_of(standup), team_of(session, standup)
    around = round_team(team, now)
    first, last = max((since or now) - BACK, now - LONGEST_GAP).date(), (now + AHEAD).date()
    dates = round_dates(definition, around, first, last, not_before=_begins_on(standup))
    known = store.rounds_between(session, standup.id or 0, first, last)
    people, _ = participants(session, standup, team, now)
    born = standup.created_at
    found = [plan_round(definition, day, people, around) for day in dates if day not in known]
    # The first round is one that everybody is asked in: it begins after the standup was set up.
    return [each for each in found if (each.opens_at or each.usual_at or born) > born]


def _begins_on(standup: Standup) -> dt.date | None:
    return standup.paused_until


def open_round(session: Session, standup: Standup, planned: Round, now: dt.datetime) -> RoundRow:
    """Write a round down and have it looked at at once; one whose time went by unnoticed is only
    noted as missed."""
    made = store.add_round(session, standup, planned.date)
    write_plan(session, made, planned, {})
    missed = planned.closes_at is not None and planned.closes_at <= now
    if missed:
        store.change_round(session, made.id or 0, {"state": MISSED, "closed_at": now})
        return store.get_round(session, made.id or 0)
    look = Look(now, planned.slot)
    workspace_id = standup.workspace_id
    rhythms.look_at(session, workspace_id, ROUND, made.id or 0, look, team_id=standup.team_id)
    return made


def look_at_round(session: Session, row: Rhythm, now: dt.datetime) -> Look:
    """Do what is due in a round: its thread, questions, its summary."""
    made = store.get_round(session, row.subject_id)
    standup = store.get_standup(session, made.standup_id)
    if made.closed_at is not None or standup.ended_at is not None:
        return Look(None)
    seats = store.seats_of(session, made.id or 0)
    planned = replan(session, standup, made, seats, now)
    seats = store.seats_of(session, made.id or 0)
    due = due_in_round(
        planned,
        attendance_of(seats),
        now,
        reminded={each for each, seat in seats.items() if seat.reminded_at is not None},
        posted=made.opened_at is not None,
        closed=made.closed_at is not None,
    )
    return carry_out(session, standup, made, due, now)


def replan(
    session: Session,
    standup: Standup,
    made: RoundRow,
    seats: dict[int, Participation],
    now: dt.datetime,
) -> Round:
    """The round as it is now: people join, leave, travel and go away; who was asked stays."""
    definition, team = definition_of(standup), team_of(session, standup)
    people, _ = participants(session, standup, team, now)
    asked = {
        person_id: window
        for person_id, seat in seats.items()
        if seat.state not in {Attendance.PLANNED, "excluded"}
        and (window := window_of(seat, made.day)) is not None
    }
    planned = plan_round(definition, made.day, people, round_team(team, now), asked=asked)
    if made.closed_early_at is not None:
        planned = _closed_at(planned, made.closed_early_at)
    write_plan(session, made, planned, seats)
    there = {each.person for each in planned.windows} | {each.person for each in planned.excluded}
    gone = set(seats) - there
    store.forget_seats(session, made.id or 0, gone)
    return planned


def _closed_at(planned: Round, at: dt.datetime) -> Round:
    windows = tuple(
        replace(window, closes_at=min(window.closes_at, max(at, window.prompt_at)))
        for window in planned.windows
    )
    return replace(planned, windows=windows)


def write_plan(
    session: Session, made: RoundRow, planned: Round, seats: dict[int, Participation]
) -> None:
    """Write down the windows that are new or have moved."""
    wanted: list[dict[str, Any]] = []
    for window in planned.windows:
        seat = seats.get(window.person)
        if seat is None or (
            seat.state in {Attendance.PLANNED, "excluded"} and window_of(seat, made.day) != window
        ):
            wanted.append(seat_of_window(window))
    for excluded in planned.excluded:
        seat = seats.get(excluded.person)
        if seat is None or seat.reason != excluded.reason.value:
            wanted.append(seat_of_excluded(excluded))
    store.set_seats(session, made.id or 0, wanted)


def carry_out(
    session: Session, standup: Standup, made: RoundRow, due: Due, now: dt.datetime
) -> Look:
    """Write down what is due, and have it shown."""
    round_id = made.id or 0
    if due.parent or due.notice:
        state = "skipped" if due.notice else "open"
        values = {"state": state, "opened_at": now, "closed_at": now if due.notice else None}
        store.change_round(session, round_id, values)
        posts.show_round(session, standup, made, now)
        posts.show_early_answers(session, standup, made, now)
    if due.not_asked:
        passed = {"state": Attendance.NOT_ASKED.value}
        store.change_seats(session, round_id, due.not_asked, passed)
        posts.redraw_round(session, standup, round_id, now)
    prompts = due.prompts[:PROMPTS_AT_ONCE]
    if prompts:
        asked = {"state": Attendance.ASKED.value, "asked_at": now}
        store.change_seats(session, round_id, prompts, asked)
        posts.ask(session, standup, made, prompts, now)
    if len(due.prompts) > len(prompts):
        return Look(now, made.day.isoformat())
    if due.summary:
        store.change_round(session, round_id, {"state": "closed", "closed_at": now})
        posts.show_summary(session, standup, made, now)
    return Look(due.next_at, made.day.isoformat())
