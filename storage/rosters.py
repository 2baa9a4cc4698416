"""Who is in a team: the members of its channel, less those who never are, with their parts.

The one place that says it; standups, lists and rights read it here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, false, or_, select
from sqlmodel import Session

from domain.standups.values import Part
from domain.teams import Role
from storage import rows
from storage.tables import (
    Conversation,
    Member,
    Person,
    RosterEntry,
    Standup,
    StandupPerson,
    Team,
)

_person = rows.table_of(Person)
_member = rows.table_of(Member)
_roster = rows.table_of(RosterEntry)
_part = rows.table_of(StandupPerson)
_team = rows.table_of(Team)
_conversation = rows.table_of(Conversation)

_PARTS = {Role.OPTIONAL: Part.OPTIONAL, Role.OBSERVER: Part.OBSERVER}


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on a roster: the role they were given, if any, and how they take part."""

    person: Person
    role: str | None
    part: str


def _listed(*, with_parts: bool) -> Select[Any]:
    """Members of a conversation with their role in a team; with their parts in a standup, also
    those who are only in that by hand."""
    by_hand = _part.c.person_id.is_not(None) if with_parts else false()
    statement = (
        select(_person, _roster.c.role, *([_part.c.part] if with_parts else []))
        .select_from(_person)
        .outerjoin(
            _member,
            and_(
                _member.c.person_id == _person.c.id,
                _member.c.conversation_id == bindparam("conversation_id"),
            ),
        )
        .outerjoin(
            _roster,
            and_(_roster.c.person_id == _person.c.id, _roster.c.team_id == bindparam("team_id")),
        )
        .where(
            _person.c.workspace_id == bindparam("workspace_id"),
            or_(_member.c.person_id.is_not(None), by_hand),
            _person.c.is_bot.is_(False),
            _person.c.is_stranger.is_(False),
            _person.c.is_deleted.is_(False),
        )
        .order_by(_person.c.id)
    )
    if not with_parts:
        return statement
    mine = and_(_part.c.person_id == _person.c.id, _part.c.standup_id == bindparam("standup_id"))
    return statement.outerjoin(_part, mine)


_ROSTER = _listed(with_parts=False)
_TAKERS = _listed(with_parts=True)


def roster_of(session: Session, team: Team) -> list[Listed]:
    """Who is in a team: the members of its channel; guests only if somebody put them on the list.

    Bots, strangers, deactivated people and who was taken off by hand never are.
    """
    keys = {
        "workspace_id": team.workspace_id,
        "conversation_id": team.conversation_id,
        "team_id": team.id,
    }
    found = [_read(row, None) for row in rows.execute(session, _ROSTER, keys)]
    return [each for each in found if each is not None]


def takers_of(session: Session, standup: Standup) -> list[tuple[Person, str]]:
    """Who takes part in a standup, in which part (mandatory, optional, observer): the roster, but
    a part that somebody was given in this very standup wins."""
    keys = {
        "workspace_id": standup.workspace_id,
        "conversation_id": standup.conversation_id,
        "standup_id": standup.id,
        "team_id": standup.team_id,
    }
    found = [_read(row, row.part) for row in rows.execute(session, _TAKERS, keys)]
    return [(each.person, each.part) for each in found if each is not None]


def humans_in(session: Session, team: Team) -> list[Person]:
    """Everybody in a team's channel who is no bot, stranger or deactivated: guests too."""
    keys = {
        "workspace_id": team.workspace_id,
        "conversation_id": team.conversation_id,
        "team_id": team.id,
    }
    return [rows.split(row, _person)[0] for row in rows.execute(session, _ROSTER, keys)]


def members_of(session: Session, conversation_id: int) -> set[int]:
    """Primary keys of everybody in a conversation, as far as the bot can see."""
    statement = select(_member.c.person_id).where(_member.c.conversation_id == conversation_id)
    return {row.person_id for row in rows.execute(session, statement)}


def _read(row: Any, own_part: str | None) -> Listed | None:
    person: Person = rows.split(row, _person)[0]
    role: str | None = row.role
    by_hand = own_part is not None or role is not None
    if person.is_guest and not by_hand:
        return None
    part = own_part or (Role.OFF if role == Role.OFF else _part_of(role))
    return None if part == Role.OFF else Listed(person, role, str(part))


def _part_of(role: str | None) -> str:
    return _PARTS.get(Role(role), Part.MANDATORY).value if role else Part.MANDATORY.value


def teams_of_person(session: Session, workspace_id: int, person_id: int) -> list[Team]:
    """The teams whose channel a person is in, and those in which they have a role."""
    is_there = (
        select(_member.c.person_id)
        .where(
            _member.c.conversation_id == _team.c.conversation_id,
            _member.c.person_id == person_id,
        )
        .exists()
    )
    has_role = (
        select(_roster.c.person_id)
        .where(_roster.c.team_id == _team.c.id, _roster.c.person_id == person_id)
        .exists()
    )
    statement = (
        select(_team)
        .where(_team.c.workspace_id == workspace_id, or_(is_there, has_role))
        .order_by(_team.c.id)
    )
    return rows.every(session, Team, statement, {})


def people_with(session: Session, team_id: int, roles: Sequence[str]) -> list[Person]:
    """Those who have one of these roles in a team, in a fixed order."""
    statement = (
        select(_person)
        .join(_roster, _roster.c.person_id == _person.c.id)
        .where(_roster.c.team_id == team_id, _roster.c.role.in_(sorted(roles)))
        .order_by(_person.c.id)
    )
    return rows.every(session, Person, statement, {})


def admins_of(session: Session, workspace_id: int) -> list[Person]:
    """Slack's admins and owners of a workspace who are active."""
    statement = (
        select(_person)
        .where(
            _person.c.workspace_id == workspace_id,
            _person.c.is_admin.is_(True),
            _person.c.is_deleted.is_(False),
            _person.c.is_bot.is_(False),
        )
        .order_by(_person.c.id)
    )
    return rows.every(session, Person, statement, {})


def drop_person(session: Session, team_id: int, person_id: int) -> None:
    """Somebody left a team: they have no role in it any more."""
    mine = and_(_roster.c.team_id == team_id, _roster.c.person_id == person_id)
    rows.execute(session, delete(_roster).where(mine))


def channel_of(session: Session, team: Team) -> Conversation:
    """The conversation of a team."""
    statement = select(_conversation).where(_conversation.c.id == team.conversation_id)
    found = rows.first(session, Conversation, statement, {})
    if found is None:
        raise KeyError(team.conversation_id)
    return found
