"""Questions to standups, their rounds, who takes part, and answers."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, case, delete, func, insert, or_, select, update
from sqlmodel import Session

from storage import rosters, rows
from storage.tables import (
    Member,
    Participation,
    Person,
    Round,
    Standup,
    StandupPerson,
)

_standup = rows.table_of(Standup)
_part = rows.table_of(StandupPerson)
_round = rows.table_of(Round)
_seat = rows.table_of(Participation)
_member = rows.table_of(Member)


# --- definitions ----------------------------------------------------------------------------------


def add_standup(session: Session, values: Mapping[str, Any]) -> int:
    """Write a new standup down; its primary key."""
    made = rows.execute(session, insert(_standup).returning(_standup.c.id), values)
    return int(made.scalar_one())


def change_standup(session: Session, standup_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one standup."""
    rows.execute(session, update(_standup).where(_standup.c.id == standup_id).values(**values))


def get_standup(session: Session, standup_id: int) -> Standup:
    """The standup with this primary key; a KeyError means a broken reference."""
    found = rows.first(session, Standup, select(_standup).where(_standup.c.id == standup_id), {})
    if found is None:
        raise KeyError(standup_id)
    return found


def standups_of_teams(session: Session, team_ids: Collection[int]) -> list[Standup]:
    """The standups that these teams have, oldest first."""
    statement = (
        select(_standup)
        .where(_standup.c.team_id.in_(sorted(team_ids)), _standup.c.ended_at.is_(None))
        .order_by(_standup.c.id)
    )
    return rows.every(session, Standup, statement, {})


def standups_at(session: Session, conversation_id: int) -> list[Standup]:
    """The standups that happen in a conversation, oldest first."""
    statement = (
        select(_standup)
        .where(_standup.c.conversation_id == conversation_id, _standup.c.ended_at.is_(None))
        .order_by(_standup.c.id)
    )
    return rows.every(session, Standup, statement, {})


def standups_of_person(session: Session, workspace_id: int, person_id: int) -> list[Standup]:
    """The standups of every conversation that a person is in, oldest first; whether they take part
    in each is said by `takers_of`."""
    is_there = (
        select(_member.c.person_id)
        .where(
            _member.c.conversation_id == _standup.c.conversation_id,
            _member.c.person_id == person_id,
        )
        .exists()
    )
    by_hand = (
        select(_part.c.person_id)
        .where(_part.c.standup_id == _standup.c.id, _part.c.person_id == person_id)
        .exists()
    )
    statement = (
        select(_standup)
        .where(
            _standup.c.workspace_id == workspace_id,
            _standup.c.ended_at.is_(None),
            or_(is_there, by_hand),
        )
        .order_by(_standup.c.id)
    )
    return rows.every(session, Standup, statement, {})


# --- who takes part -------------------------------------------------------------------------------


def takers_of(session: Session, standup: Standup) -> list[tuple[Person, str]]:
    """Who takes part in a standup, in which part (mandatory, optional, observer): the roster, but
    a part given in this very standup wins."""
    return rosters.takers_of(session, standup)


def set_part(session: Session, standup_id: int, person_id: int, part: str | None) -> None:
    """Give somebody a part of their own; None = what the roster says."""
    mine = and_(_part.c.standup_id == standup_id, _part.c.person_id == person_id)
    rows.execute(session, delete(_part).where(mine))
    if part is not None:
        values = {"standup_id": standup_id, "person_id": person_id, "part": part}
        rows.execute(session, insert(_part), values)


def parts_of_standup(session: Session, standup_id: int) -> dict[int, str]:
    """The parts given by hand, by the person's primary key."""
    statement = select(_part).where(_part.c.standup_id == standup_id).order_by(_part.c.person_id)
    return {row.person_id: row.part for row in rows.execute(session, statement)}


# --- rounds ---------------------------------------------------------------------------------------


def open_rounds_of_person(
    session: Session, workspace_id: int, person_id: int
) -> list[tuple[Participation, Round]]:
    """A person's seats in rounds that are not over, by date."""
    statement = (
        select(_seat, _round)
        .join(_round, _round.c.id == _seat.c.round_id)
        .where(
            _round.c.workspace_id == workspace_id,
            _seat.c.person_id == person_id,
            _round.c.closed_at.is_(None),
        )
        .order_by(_round.c.day, _round.c.id)
    )
    found = rows.execute(session, statement)
    return [tuple(rows.split(row, _seat, _round)) for row in found]


def seats_beside(
    session: Session, made: Round, person_ids: Collection[int]
) -> list[tuple[Participation, Round]]:
    """The seats of these people in rounds of other standups for the same date."""
    statement = (
        select(_seat, _round)
        .join(_round, _round.c.id == _seat.c.round_id)
        .where(
            _round.c.workspace_id == made.workspace_id,
            _round.c.day == made.day,
            _round.c.standup_id != made.standup_id,
            _seat.c.person_id.in_(sorted(person_ids)),
        )
        .order_by(_round.c.id)
    )
    found = rows.execute(session, statement)
    return [tuple(rows.split(row, _seat, _round)) for row in found]


def unfinished_rounds(session: Session, standup_ids: Collection[int]) -> list[Round]:
    """The rounds of these standups that are not over, by date."""
    statement = (
        select(_round)
        .where(_round.c.standup_id.in_(sorted(standup_ids)), _round.c.closed_at.is_(None))
        .order_by(_round.c.day, _round.c.id)
    )
    return rows.every(session, Round, statement, {})


def find_round(session: Session, standup_id: int, day: dt.date) -> Round | None:
    """The round of a standup on a local date."""
    statement = select(_round).where(_round.c.standup_id == standup_id, _round.c.day == day)
    return rows.first(session, Round, statement, {})


def get_round(session: Session, round_id: int) -> Round:
    """The round with this primary key; a KeyError means a broken reference."""
    found = rows.first(session, Round, select(_round).where(_round.c.id == round_id), {})
    if found is None:
        raise KeyError(round_id)
    return found


def add_round(session: Session, standup: Standup, day: dt.date) -> Round:
    """The round of that date, written if there is none yet."""
    values = {
        "workspace_id": standup.workspace_id,
        "standup_id": standup.id,
        "day": day,
        "state": "planned",
    }
    rows.insert_new(session, _round, values)
    found = find_round(session, standup.id or 0, day)
    assert found is not None  # noqa: S101 - written a moment ago in this transaction
    return found


def change_round(session: Session, round_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one round."""
    rows.execute(session, update(_round).where(_round.c.id == round_id).values(**values))


def rounds_between(
    session: Session, standup_id: int, first: dt.date, last: dt.date
) -> dict[dt.date, Round]:
    """The rounds of a standup on these dates."""
    statement = select(_round).where(
        _round.c.standup_id == standup_id, _round.c.day >= first, _round.c.day <= last
    )
    return {row.day: row for row in rows.every(session, Round, statement, {})}


def last_rounds(session: Session, standup_id: int, limit: int) -> list[Round]:
    """The newest rounds that were opened, newest first."""
    statement = (
        select(_round)
        .where(_round.c.standup_id == standup_id, _round.c.opened_at.is_not(None))
        .order_by(_round.c.day.desc())
        .limit(limit)
    )
    return rows.every(session, Round, statement, {})


def seats_of(session: Session, round_id: int) -> dict[int, Participation]:
    """Everybody in a round, by the person's primary key."""
    statement = select(_seat).where(_seat.c.round_id == round_id).order_by(_seat.c.person_id)
    return {row.person_id: row for row in rows.every(session, Participation, statement, {})}


def seats_of_person(
    session: Session, workspace_id: int, person_id: int, since: dt.date
) -> list[tuple[Participation, Round]]:
    """A person's seats in rounds from `since` on, by date."""
    statement = (
        select(_seat, _round)
        .join(_round, _round.c.id == _seat.c.round_id)
        .where(
            _round.c.workspace_id == workspace_id,
            _seat.c.person_id == person_id,
            _round.c.day >= since,
        )
        .order_by(_round.c.day, _round.c.id)
    )
    found = rows.execute(session, statement)
    return [tuple(rows.split(row, _seat, _round)) for row in found]


def set_seats(session: Session, round_id: int, seats: Sequence[Mapping[str, Any]]) -> None:
    """Write these people's seats, whatever they were before; `person_id` names each."""
    if not seats:
        return
    ids = [seat["person_id"] for seat in seats]
    mine = and_(_seat.c.round_id == round_id, _seat.c.person_id.in_(ids))
    rows.execute(session, delete(_seat).where(mine))
    rows.execute(session, insert(_seat), [{"round_id": round_id, **seat} for seat in seats])


def change_seats(
    session: Session, round_id: int, person_ids: Collection[int], values: Mapping[str, Any]
) -> None:
    """Set columns of these people's seats."""
    mine = and_(_seat.c.round_id == round_id, _seat.c.person_id.in_(sorted(person_ids)))
    rows.execute(session, update(_seat).where(mine).values(**values))


def forget_seats(session: Session, round_id: int, person_ids: Collection[int]) -> None:
    """Take people out of a round who never were asked."""
    if person_ids:
        mine = and_(_seat.c.round_id == round_id, _seat.c.person_id.in_(sorted(person_ids)))
        rows.execute(session, delete(_seat).where(mine))


def turnout_since(
    session: Session, standup_id: int, since: dt.date, person_ids: Collection[int]
) -> list[tuple[dt.date, int, int]]:
    """For each round that is over its date, how many of those who must answer did, and how many
    were awaited, oldest first; of these people only, if any are named."""
    did = _seat.c.state == "answered"
    about = [
        _round.c.standup_id == standup_id,
        _round.c.day >= since,
        _round.c.state == "closed",
        _seat.c.part == "mandatory",
        _seat.c.state.in_(("answered", "asked")),
    ]
    if person_ids:
        about.append(_seat.c.person_id.in_(sorted(person_ids)))
    statement = (
        select(
            _round.c.day,
            func.sum(case((did, 1), else_=0)).label("got"),
            func.count().label("awaited"),
        )
        .select_from(_round.join(_seat, _seat.c.round_id == _round.c.id))
        .where(*about)
        .group_by(_round.c.day)
        .order_by(_round.c.day)
    )
    found = rows.execute(session, statement)
    return [(row.day, int(row.got), int(row.awaited)) for row in found]


def count_standups(session: Session, workspace_id: int) -> int:
    """How many standups there are."""
    statement = select(func.count()).where(
        _standup.c.workspace_id == workspace_id, _standup.c.ended_at.is_(None)
    )
    return int(rows.execute(session, statement.select_from(_standup)).scalar_one())
