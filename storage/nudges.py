"""Questions to what people were told by nudges, silenced and want less of, and to Slack's
do-not-disturb as last read. What may wait for them is in nudge_sources.py."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update
from sqlmodel import Session

from storage import rows
from storage.columns import UtcDateTime
from storage.tables import (
    Delivery,
    DoNotDisturb,
    NudgeLess,
    NudgeSent,
    NudgeSilence,
    Person,
    Rhythm,
)

_sent = rows.table_of(NudgeSent)
_silence = rows.table_of(NudgeSilence)
_less = rows.table_of(NudgeLess)
_dnd = rows.table_of(DoNotDisturb)
_person = rows.table_of(Person)
_rhythm = rows.table_of(Rhythm)
_delivery = rows.table_of(Delivery)

ASKED = [[0, 0]]
"""Spans of somebody whose do-not-disturb was asked for and is not known yet."""


class Said(NamedTuple):
    """One message: when it went, the names of what it said, whether it was the digest."""

    at: dt.datetime
    said: frozenset[tuple[str, str]]
    digest: bool


# --- what was said --------------------------------------------------------------------------------

_SAID = (
    select(_sent.c.at, _sent.c.said, _sent.c.digest)
    .where(
        _sent.c.person_id == bindparam("person_id"),
        _sent.c.at >= bindparam("since", type_=UtcDateTime()),
    )
    .order_by(_sent.c.at, _sent.c.id)
)
_ADD_SENT = insert(_sent).returning(_sent.c.id)


def said_since(session: Session, person_id: int, since: dt.datetime) -> list[Said]:
    """What a person was told since then, oldest first."""
    found = rows.execute(session, _SAID, {"person_id": person_id, "since": since})
    return [
        Said(row.at, frozenset((subject, window) for subject, window in row.said), row.digest)
        for row in found
    ]


def sent_to(session: Session, person_ids: Collection[int], since: dt.datetime) -> list[NudgeSent]:
    """What these people were told since then, oldest first, with the lines."""
    mine = and_(_sent.c.person_id.in_(sorted(person_ids)), _sent.c.at >= since)
    statement = select(_sent).where(mine).order_by(_sent.c.at, _sent.c.id)
    return rows.every(session, NudgeSent, statement, {})


def find_sent(session: Session, sent_id: int) -> NudgeSent | None:
    """The message with this primary key."""
    return rows.first(session, NudgeSent, select(_sent).where(_sent.c.id == sent_id), {})


def add_sent(session: Session, values: Mapping[str, Any]) -> int:
    """Write a message down before it goes; its primary key."""
    return int(rows.execute(session, _ADD_SENT, values).scalar_one())


# --- silence and less -----------------------------------------------------------------------------

_SILENCES = select(_silence.c.subject, _silence.c.revision).where(
    _silence.c.person_id == bindparam("person_id")
)
_LESS = select(_less.c.kind, _less.c.level).where(_less.c.person_id == bindparam("person_id"))


def silences_of(session: Session, person_id: int) -> dict[str, int]:
    """The revision that each subject had when the person acknowledged it."""
    found = rows.execute(session, _SILENCES, {"person_id": person_id})
    return {row.subject: row.revision for row in found}


def silence(
    session: Session, person_id: int, revisions: Mapping[str, int], now: dt.datetime
) -> None:
    """The person has acknowledged these subjects as they stand."""
    unsilence(session, person_id, revisions)
    wanted = [
        {"person_id": person_id, "subject": subject, "revision": revision, "at": now}
        for subject, revision in revisions.items()
    ]
    if wanted:
        rows.execute(session, insert(_silence), wanted)


def unsilence(session: Session, person_id: int, subjects: Iterable[str]) -> None:
    """The person wants to hear of these subjects again."""
    mine = and_(_silence.c.person_id == person_id, _silence.c.subject.in_(sorted(subjects)))
    rows.execute(session, delete(_silence).where(mine))


def less_of(session: Session, person_id: int) -> dict[str, str]:
    """How often the person wants to hear of each kind, where that is less than usual."""
    found = rows.execute(session, _LESS, {"person_id": person_id})
    return {row.kind: row.level for row in found}


def set_less(session: Session, person_id: int, kind: str, level: str | None) -> None:
    """Keep how often the person wants to hear of a kind; None = as usual."""
    mine = and_(_less.c.person_id == person_id, _less.c.kind == kind)
    rows.execute(session, delete(_less).where(mine))
    if level is not None:
        values = {"person_id": person_id, "kind": kind, "level": level}
        rows.execute(session, insert(_less), values)


# --- do not disturb -------------------------------------------------------------------------------

_DND = select(_dnd).where(_dnd.c.person_id == bindparam("person_id"))


def find_dnd(session: Session, person_id: int) -> DoNotDisturb | None:
    """When Slack keeps still for a person, as last read."""
    return rows.first(session, DoNotDisturb, _DND, {"person_id": person_id})


def set_dnd(
    session: Session, person_id: int, spans: Sequence[Sequence[int]], now: dt.datetime
) -> None:
    """Keep what Slack says of a person's do-not-disturb, `ASKED` while it has not said."""
    values = {"spans": [list(span) for span in spans], "read_at": now}
    if rows.insert_new(session, _dnd, {"person_id": person_id, **values}) is None:
        rows.execute(session, update(_dnd).where(_dnd.c.person_id == person_id).values(**values))


def soon_to_ask(
    session: Session,
    workspace_id: int,
    kind: str,
    now: dt.datetime,
    *,
    fresh: dt.timedelta,
    ahead: dt.timedelta,
    limit: int,
) -> list[Person]:
    """People whose day is looked at next, and whose do-not-disturb is older than `fresh`."""
    statement = (
        select(_person)
        .join(_rhythm, _rhythm.c.subject_id == _person.c.id)
        .outerjoin(_dnd, _dnd.c.person_id == _person.c.id)
        .where(
            _rhythm.c.workspace_id == workspace_id,
            _rhythm.c.kind == kind,
            _rhythm.c.state == "due",
            ~_rhythm.c.paused,
            _rhythm.c.next_at <= now + ahead,
            or_(_dnd.c.read_at.is_(None), _dnd.c.read_at <= now - fresh),
        )
        .order_by(_rhythm.c.next_at)
        .limit(limit)
    )  # fmt: skip
    return rows.every(session, Person, statement, {})


def last_look_up(session: Session, workspace_id: int, kind: str) -> Delivery | None:
    """The newest look-up of a kind in a workspace."""
    statement = (
        select(_delivery)
        .where(_delivery.c.workspace_id == workspace_id, _delivery.c.kind == kind)
        .order_by(_delivery.c.id.desc())
        .limit(1)
    )
    return rows.first(session, Delivery, statement, {})
