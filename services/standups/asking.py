"""Asking people in direct messages: one question for standups that ask the same."""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import Session

from domain.standups.definition import ask_the_same
from domain.standups.rounds import Attendance
from services.home import HOME
from services.standups import posts
from services.standups.copies import FORM, copy_answer
from services.standups.stored import definition_of
from storage import answers as answer_store
from storage import deliveries, people
from storage import standups as store
from storage.tables import Participation, Round, Standup


def ask(
    session: Session, standup: Standup, made: Round, person_ids: Sequence[int], now: dt.datetime
) -> None:
    """Ask these people, except who answers or answered the same questions elsewhere already."""
    # Two rounds that begin at once must see each other's question.
    people.hold_people(session, person_ids)
    asked = {"state": Attendance.ASKED.value, "asked_at": now}
    store.change_seats(session, made.id or 0, person_ids, asked)
    alike = _alike(session, standup, made, person_ids)
    unasked = []
    for person_id in person_ids:
        other = alike.get(person_id)
        if other is None:
            unasked.append(person_id)
        elif other[0].state == Attendance.ANSWERED:
            _adopt(session, standup, made, other, now)
        else:
            its_standup = store.get_standup(session, other[1].standup_id)
            posts.redraw_prompt(session, its_standup, other[1].id or 0, person_id, now)
    posts.ask(session, standup, made, unasked, now)
    for person_id in person_ids:
        deliveries.redraw(session, standup.workspace_id, HOME, person_id, now)


def _adopt(
    session: Session,
    standup: Standup,
    made: Round,
    other: tuple[Participation, Round],
    now: dt.datetime,
) -> None:
    answer = answer_store.find_answer(session, other[1].id or 0, other[0].person_id)
    if answer is not None:
        copy_answer(session, standup, made, answer, now)


def _alike(
    session: Session, standup: Standup, made: Round, person_ids: Sequence[int]
) -> dict[int, tuple[Participation, Round]]:
    """For each person a round of another standup with the same questions that has their answer
    (given in the form) or an open question."""
    found: dict[int, tuple[Participation, Round]] = {}
    mine = definition_of(standup)
    same: dict[int, bool] = {}
    for seat, other in store.seats_beside(session, made, person_ids):
        if other.standup_id not in same:
            definition = definition_of(store.get_standup(session, other.standup_id))
            same[other.standup_id] = ask_the_same(mine, definition)
        if same[other.standup_id] and _serves(session, seat, other):
            found.setdefault(seat.person_id, (seat, other))
    return found


def _serves(session: Session, seat: Participation, other: Round) -> bool:
    if seat.state == Attendance.ANSWERED:
        answer = answer_store.find_answer(session, other.id or 0, seat.person_id)
        return answer is not None and answer.source == FORM and answer.same_as_id is None
    return seat.state == Attendance.ASKED and other.closed_at is None
