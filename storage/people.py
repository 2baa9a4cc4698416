"""Questions to `person`: who is who in a workspace."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update
from sqlmodel import Session

from domain.languages import reader_locale
from storage import rows
from storage.tables import Member, Person

_person = rows.table_of(Person)
_member = rows.table_of(Member)

_BY_SLACK_ID = select(_person).where(
    _person.c.workspace_id == bindparam("workspace_id"), _person.c.slack_id == bindparam("slack_id")
)
_BY_ID = select(_person).where(
    _person.c.workspace_id == bindparam("workspace_id"), _person.c.id == bindparam("id")
)
_NAMES = (_person.c.handle, _person.c.display_name, _person.c.real_name)


def locale_of(person: Person) -> str:
    """The locale in which this person reads: their own choice, else Slack's."""
    return reader_locale(person.locale, person.language)


def find_person(session: Session, workspace_id: int, slack_id: str) -> Person | None:
    """The person with this Slack user id."""
    return rows.first(
        session, Person, _BY_SLACK_ID, {"workspace_id": workspace_id, "slack_id": slack_id}
    )


def get_person(session: Session, workspace_id: int, person_id: int) -> Person:
    """The person with this primary key; a KeyError means a broken reference."""
    found = rows.first(session, Person, _BY_ID, {"workspace_id": workspace_id, "id": person_id})
    if found is None:
        raise KeyError(person_id)
    return found


def hold_people(session: Session, ids: Iterable[int]) -> None:
    """Until this transaction ends nobody else holds these people; taken in a fixed order."""
    statement = select(_person.c.id).where(_person.c.id.in_(sorted(set(ids))))
    rows.execute(session, statement.order_by(_person.c.id).with_for_update())


def people_of(session: Session, workspace_id: int, ids: Iterable[int]) -> dict[int, Person]:
    """These people by primary key."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    statement = select(_person).where(
        _person.c.workspace_id == workspace_id, _person.c.id.in_(wanted)
    )
    return {row.id: row for row in rows.every(session, Person, statement, {}) if row.id is not None}


def add_stub(session: Session, workspace_id: int, slack_id: str, locale: str = "en-US") -> Person:
    """A person known by id only; Slack is asked for the rest later."""
    rows.insert_new(
        session,
        _person,
        {
            "workspace_id": workspace_id,
            "slack_id": slack_id,
            "locale": locale,
            "handle": "",
            "real_name": "",
            "display_name": "",
            "zone": "UTC",
            "is_bot": False,
            "is_guest": False,
            "is_stranger": False,
            "is_admin": False,
            "is_deleted": False,
            "stub": True,
            "dm": "",
        },
    )
    found = find_person(session, workspace_id, slack_id)
    assert found is not None  # noqa: S101 - written a moment ago in this transaction
    return found


def describe_person(
    session: Session, workspace_id: int, slack_id: str, facts: Mapping[str, Any]
) -> Person:
    """Write down what Slack says of a person, who is added if unknown."""
    person = find_person(session, workspace_id, slack_id) or add_stub(
        session, workspace_id, slack_id
    )
    rows.execute(
        session, update(_person).where(_person.c.id == person.id).values(stub=False, **facts)
    )
    return get_person(session, workspace_id, person.id or 0)


def remember_dm(session: Session, workspace_id: int, slack_id: str, dm: str) -> None:
    """Keep the id of the bot's conversation with a person."""
    rows.execute(
        session,
        update(_person)
        .where(
            _person.c.workspace_id == workspace_id,
            _person.c.slack_id == slack_id,
            _person.c.dm != dm,
        )
        .values(dm=dm),
    )


def note_home_opened(session: Session, person_id: int, now: dt.datetime) -> None:
    """Keep when a person last looked at the Home tab."""
    rows.execute(
        session, update(_person).where(_person.c.id == person_id).values(home_opened_at=now)
    )


def change_person(session: Session, person_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one person."""
    rows.execute(session, update(_person).where(_person.c.id == person_id).values(**values))


def named(session: Session, workspace_id: int, name: str) -> list[Person]:
    """Active people whose handle or name, or its first word, is `name` in any case."""
    folded = name.casefold()
    matches = [func.lower(column) == folded for column in _NAMES]
    matches += [func.lower(column).startswith(f"{folded} ", autoescape=True) for column in _NAMES]
    statement = (
        select(_person)
        .where(
            _person.c.workspace_id == workspace_id,
            _person.c.is_deleted.is_(False),
            _person.c.is_bot.is_(False),
            or_(*matches),
        )
        .order_by(_person.c.id)
        .limit(10)
    )
    found = rows.every(session, Person, statement, {})
    exact = [row for row in found if folded in {row.handle.casefold(), row.real_name.casefold()}]
    return exact if len(exact) == 1 else found


def members_of(session: Session, conversation_id: int, limit: int = 20) -> list[Person]:
    """People in a conversation who could own something there."""
    statement = (
        select(_person)
        .join(_member, _member.c.person_id == _person.c.id)
        .where(
            _member.c.conversation_id == conversation_id,
            _person.c.is_deleted.is_(False),
            _person.c.is_bot.is_(False),
            _person.c.is_stranger.is_(False),
        )
        .order_by(_person.c.real_name, _person.c.id)
        .limit(limit)
    )
    return rows.every(session, Person, statement, {})
