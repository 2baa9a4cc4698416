"""Who stands in for somebody who is away, and for their stand-in if need be."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlmodel import Session

from domain.nudges.rungs import CHAIN_MAX, Absent, receiver_of
from domain.workdays import DateRange
from storage import absence


def absent(session: Session, people: Collection[int], day: dt.date) -> dict[int, Sequence[Absent]]:
    """The absences of these people that are not over on that day."""
    found: dict[int, list[Absent]] = {person_id: [] for person_id in people}
    for stay in absence.coming(session, people, day):
        days = DateRange(stay.first_day, stay.last_day)
        found[stay.person_id].append(Absent(days, stay.cover_id))
    return {**found}


def receiver_on(session: Session, owner_id: int, day: dt.date) -> int | None:
    """Who takes care of what is the owner's on a day: they themselves, their stand-in, nobody."""
    absences: dict[int, Sequence[Absent]] = {}
    follow = {owner_id}
    for _ in range(CHAIN_MAX):
        absences |= absent(session, follow, day)
        covers = {stay.cover for person in follow for stay in absences[person] if stay.cover}
        follow = covers - set(absences)
        if not follow:
            break
    return receiver_of(owner_id, day, absences)
