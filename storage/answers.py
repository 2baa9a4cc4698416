"""Questions to answers: of a round, of a person, of a message."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import and_, select, update
from sqlmodel import Session

from storage import rows
from storage.tables import Answer, Round

_round = rows.table_of(Round)
_answer = rows.table_of(Answer)


def find_answer(session: Session, round_id: int, person_id: int) -> Answer | None:
    """What somebody answered in a round."""
    statement = select(_answer).where(
        _answer.c.round_id == round_id, _answer.c.person_id == person_id
    )
    return rows.first(session, Answer, statement, {})


def get_answer(session: Session, answer_id: int) -> Answer:
    """The answer with this primary key; a KeyError means a broken reference."""
    found = rows.first(session, Answer, select(_answer).where(_answer.c.id == answer_id), {})
    if found is None:
        raise KeyError(answer_id)
    return found


def find_answer_at(session: Session, workspace_id: int, channel: str, ts: str) -> Answer | None:
    """The answer that a person's own message is."""
    statement = select(_answer).where(
        _answer.c.workspace_id == workspace_id, _answer.c.channel == channel, _answer.c.ts == ts
    )
    return rows.first(session, Answer, statement, {})


def save_answer(
    session: Session, round_id: int, person_id: int, values: Mapping[str, Any]
) -> Answer:
    """Write an answer down, or write it anew."""
    made = rows.insert_new(
        session, _answer, {"round_id": round_id, "person_id": person_id, **values}
    )
    if made is None:
        mine = and_(_answer.c.round_id == round_id, _answer.c.person_id == person_id)
        again = {name: value for name, value in values.items() if name != "created_at"}
        rows.execute(session, update(_answer).where(mine).values(**again))
    found = find_answer(session, round_id, person_id)
    assert found is not None  # noqa: S101 - written a moment ago in this transaction
    return found


def change_answer(session: Session, answer_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one answer."""
    rows.execute(session, update(_answer).where(_answer.c.id == answer_id).values(**values))


def answers_of(session: Session, round_id: int) -> dict[int, Answer]:
    """The answers of a round that stand, by the person's primary key, in the order they came."""
    statement = (
        select(_answer)
        .where(_answer.c.round_id == round_id, _answer.c.withdrawn_at.is_(None))
        .order_by(_answer.c.created_at, _answer.c.id)
    )
    return {row.person_id: row for row in rows.every(session, Answer, statement, {})}


def last_answer(
    session: Session, standup_id: int, person_id: int, before: dt.date
) -> Answer | None:
    """A person's newest answer in a standup for a date before that one."""
    statement = (
        select(_answer)
        .join(_round, _round.c.id == _answer.c.round_id)
        .where(
            _round.c.standup_id == standup_id,
            _answer.c.person_id == person_id,
            _answer.c.withdrawn_at.is_(None),
            _round.c.day < before,
        )
        .order_by(_round.c.day.desc())
        .limit(1)
    )
    return rows.first(session, Answer, statement, {})


def answers_since(
    session: Session, standup_id: int, since: dt.date, person_ids: Collection[int], limit: int
) -> list[tuple[Answer, Round]]:
    """Answers that stand, in rounds from that date on, newest first; of all if nobody is named."""
    about = [
        _round.c.standup_id == standup_id,
        _round.c.day >= since,
        _answer.c.withdrawn_at.is_(None),
    ]
    if person_ids:
        about.append(_answer.c.person_id.in_(sorted(person_ids)))
    statement = (
        select(_answer, _round)
        .join(_round, _round.c.id == _answer.c.round_id)
        .where(*about)
        .order_by(_round.c.day.desc(), _answer.c.id)
        .limit(limit)
    )
    return [tuple(rows.split(row, _answer, _round)) for row in rows.execute(session, statement)]


def newest_answers(
    session: Session, workspace_id: int, person_id: int, since: dt.date
) -> list[tuple[Answer, Round]]:
    """A person's own answers that stand, in rounds from that date on, the last given first."""
    statement = (
        select(_answer, _round)
        .join(_round, _round.c.id == _answer.c.round_id)
        .where(
            _round.c.workspace_id == workspace_id,
            _round.c.day >= since,
            _answer.c.person_id == person_id,
            _answer.c.withdrawn_at.is_(None),
        )
        .order_by(_answer.c.created_at.desc(), _answer.c.id.desc())
        .limit(20)
    )
    return [tuple(rows.split(row, _answer, _round)) for row in rows.execute(session, statement)]


def copies_of(session: Session, answer_id: int) -> list[Answer]:
    """The same answer in other standups."""
    statement = select(_answer).where(_answer.c.same_as_id == answer_id).order_by(_answer.c.id)
    return rows.every(session, Answer, statement, {})
