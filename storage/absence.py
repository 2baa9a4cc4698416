"""Questions to `away`: who is away when, and who stands in."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import bindparam, select, update
from sqlmodel import Session

from storage import rows
from storage.tables import Away

WORD = "word"
"""The source of an absence that the person has said themselves."""
STATUS = "status"
"""The source of an absence that was read from Slack."""

_away = rows.table_of(Away)
_COMING = (
    select(_away)
    .where(
        _away.c.person_id.in_(bindparam("people", expanding=True)),
        _away.c.last_day >= bindparam("since"),
        _away.c.ended_at.is_(None),
    )
    .order_by(_away.c.first_day, _away.c.id)
)


def coming(session: Session, person_ids: Iterable[int], since: dt.date) -> list[Away]:
    """The absences of these people that are not over on the day `since`, in order."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return []
    return rows.every(session, Away, _COMING, {"people": wanted, "since": since})


def add(
    session: Session,
    person_id: int,
    first: dt.date,
    last: dt.date,
    cover_id: int | None = None,
    *,
    status_key: str = "",
) -> int:
    """Keep an absence that a person has said, or one of the Slack status with that key; its
    primary key."""
    values = {
        "person_id": person_id,
        "first_day": first,
        "last_day": last,
        "cover_id": cover_id,
        "source": STATUS if status_key else WORD,
        "status_key": status_key,
        "ended_at": None,
    }
    return rows.insert_new(session, _away, values) or 0


def last_of_status(session: Session, person_id: int) -> Away | None:
    """The newest absence of a person that came from their Slack status."""
    statement = (
        select(_away)
        .where(_away.c.person_id == person_id, _away.c.source == STATUS)
        .order_by(_away.c.id.desc())
        .limit(1)
    )
    return rows.first(session, Away, statement, {})


def end(session: Session, absence_ids: Iterable[int], now: dt.datetime) -> None:
    """These absences are over or part of another; the rows stay."""
    statement = update(_away).where(_away.c.id.in_(sorted(set(absence_ids))))
    rows.execute(session, statement.values(ended_at=now))
