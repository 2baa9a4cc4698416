"""Rounds: opened when the first person is asked, looked at whenever something is due, closed.

Called by the heartbeat only; every function does a little and says when to look again.
"""

import datetime as dt
from collections.abc import Iterator

from sqlmodel import Session

from domain.standups.rounds import Attendance, Round, due_in_round, plan_round, round_dates
from domain.standups.rounds import RoundDue as Due
from services.blockers.cards import show_blockers_of_round
from services.standups import posts
from services.standups.asking import ask
from services.standups.planning import replan, write_plan
from services.standups.stored import (
    attendance_of,
    definition_of,
    is_resting,
    participants,
    round_team,
    team_of,
)
from storage import rhythms
from storage import standups as store
from storage.rhythms import Look
from storage.tables import Rhythm, Standup
from storage.tables import Round as RoundRow

STANDUP = "standup"
ROUND = "round"
PROMPTS_AT_ONCE = 50
"""So many people are asked in one transaction: it must not hold up whoever types a command."""
BACK = dt.timedelta(days=2)
"""A round of a date begins at most a day before or after it, somewhere on earth."""
AHEAD = dt.timedelta(days=100)
"""The next round of every standup lies within so many days, also a monthly one on a holiday."""
COMING = 3
"""So many dates to come are planned: whose clock shows tomorrow may be asked in the second."""
LONGEST_GAP = dt.timedelta(days=35)
"""Whoever was down for longer has worse questions than which standups were missed."""
LOOK_AGAIN = dt.timedelta(days=4)
ON_TIME = dt.timedelta(minutes=1)
MISSED = "missed"


def look_at_standup(session: Session, row: Rhythm, now: dt.datetime) -> Look:
    """Open the rounds that begin now; the next look is when the next one begins.

    Of rounds that went by while nothing ran the newest is told of in the channel. What lay in a
    pause, or became due only by a change of today, is left out without a word.
    """
    standup = store.get_standup(session, row.subject_id)
    if standup.ended_at is not None or (standup.paused and standup.paused_until is None):
        return Look(None)
    since = min(row.next_at or now, now)
    missed: RoundRow | None = None
    following = Look(now + LOOK_AGAIN)
    for planned in planned_rounds(session, standup, now, since=since):
        begins = planned.opens_at or planned.usual_at
        if begins is None:
            continue
        if begins > now:
            following = Look(begins, planned.slot)
            break
        if ends_at(standup, planned) <= now and begins < since:
            continue
        made = open_round(session, standup, planned, now)
        outcome = _outcome(made, planned, now - begins)
        rhythms.note_occurrence(session, row, planned.slot, due_at=begins, now=now, outcome=outcome)
        missed = made if made.state == MISSED else missed
    if missed is not None:
        posts.show_missed(session, standup, missed, now)
    return following


def _outcome(made: RoundRow, planned: Round, late: dt.timedelta) -> str:
    if planned.is_skipped:
        return "skipped"
    if made.state == MISSED:
        return MISSED
    return "sent" if late < ON_TIME else "late"


def ends_at(standup: Standup, planned: Round) -> dt.datetime:
    """When a round is over; one in which nobody is asked, when its time on the team's clock is."""
    if planned.closes_at is not None:
        return planned.closes_at
    begins = planned.usual_at or standup.created_at
    return begins + definition_of(standup).open_for


def planned_rounds(
    session: Session, standup: Standup, now: dt.datetime, *, since: dt.datetime | None = None
) -> list[Round]:
    """The rounds from `since` (usually now) on to the next few dates that are not written down
    yet, in the order of their dates."""
    definition, team = definition_of(standup), team_of(session, standup)
    around = round_team(team, now)
    first, last = max((since or now) - BACK, now - LONGEST_GAP).date(), (now + AHEAD).date()
    dates = round_dates(definition, around, first, last, not_before=standup.paused_until)
    if standup.paused and standup.paused_until is None:
        return []
    known = store.rounds_between(session, standup.id or 0, first, last)
    people, _ = participants(session, standup, team, now)
    born = standup.created_at
    wanted = [day for day in _near(dates, now.date()) if day not in known]
    found = [plan_round(definition, day, people, around) for day in wanted]
    # The first round is one that everybody is asked in: it begins after the standup was set up.
    return [each for each in found if (each.opens_at or each.usual_at or born) > born]


def _near(dates: list[dt.date], today: dt.date) -> Iterator[dt.date]:
    """All dates up to tomorrow's, and the next few."""
    coming = 0
    for day in dates:
        coming += day > today + dt.timedelta(days=1)
        if coming > COMING:
            return
        yield day


def open_round(session: Session, standup: Standup, planned: Round, now: dt.datetime) -> RoundRow:
    """Write a round down and have it looked at at once; one whose time went by unnoticed is only
    noted as missed."""
    made = store.add_round(session, standup, planned.date)
    write_plan(session, made, planned, {})
    if ends_at(standup, planned) <= now:
        state = "skipped" if planned.is_skipped else MISSED
        store.change_round(session, made.id or 0, {"state": state, "closed_at": now})
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
        return _over(session, made)
    planned = replan(session, standup, made, now)
    if made.opened_at is None and is_resting(standup, made.day):
        return _resting(session, standup, made, planned, now)
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


def _over(session: Session, made: RoundRow) -> Look:
    """Nothing falls due any more, so that no change of the team ever looks at it again."""
    rhythms.forget(session, made.workspace_id, ROUND, made.id or 0)
    return Look(None)


def _resting(
    session: Session, standup: Standup, made: RoundRow, planned: Round, now: dt.datetime
) -> Look:
    """A round that somebody answered ahead of time, of a standup that was paused since."""
    over_at = ends_at(standup, planned)
    if over_at > now:
        return Look(over_at, made.day.isoformat())
    store.change_round(session, made.id or 0, {"state": MISSED, "closed_at": now})
    return _over(session, made)


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
        show_blockers_of_round(session, standup.workspace_id, round_id, now)
    if due.not_asked:
        passed = {"state": Attendance.NOT_ASKED.value}
        store.change_seats(session, round_id, due.not_asked, passed)
        posts.redraw_round(session, standup, round_id, now)
    prompts = due.prompts[:PROMPTS_AT_ONCE]
    if prompts:
        ask(session, standup, made, prompts, now)
    if len(due.prompts) > len(prompts):
        return Look(now, made.day.isoformat())
    if due.summary:
        store.change_round(session, round_id, {"state": "closed", "closed_at": now})
        posts.show_summary(session, standup, made, now)
    if due.summary or due.notice:
        return _over(session, made)
    return Look(due.next_at, made.day.isoformat())
