"""Questions to `conversation`, `member`, `team` and `roster_entry`."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import and_, bindparam, delete, select, update
from sqlmodel import Session

from storage import rows
from storage.tables import Conversation, Member, RosterEntry, Team

_conversation = rows.table_of(Conversation)
_member = rows.table_of(Member)
_team = rows.table_of(Team)
_roster = rows.table_of(RosterEntry)

_BY_SLACK_ID = select(_conversation).where(
    _conversation.c.workspace_id == bindparam("workspace_id"),
    _conversation.c.slack_id == bindparam("slack_id"),
)
_TEAM_OF = select(_team).where(
    _team.c.workspace_id == bindparam("workspace_id"),
    _team.c.conversation_id == bindparam("conversation_id"),
)
_IS_MEMBER = select(_member.c.person_id).where(
    _member.c.conversation_id == bindparam("conversation_id"),
    _member.c.person_id == bindparam("person_id"),
)


def find_conversation(session: Session, workspace_id: int, slack_id: str) -> Conversation | None:
    """The conversation with this Slack id."""
    return rows.first(
        session, Conversation, _BY_SLACK_ID, {"workspace_id": workspace_id, "slack_id": slack_id}
    )


def get_conversation(session: Session, conversation_id: int) -> Conversation:
    """The conversation with this primary key; a KeyError means a broken reference."""
    statement = select(_conversation).where(_conversation.c.id == conversation_id)
    found = rows.first(session, Conversation, statement, {})
    if found is None:
        raise KeyError(conversation_id)
    return found


def hold_conversation(session: Session, conversation_id: int) -> Conversation:
    """The conversation as it is now, not to be described before this transaction ends."""
    statement = (
        select(_conversation)
        .where(_conversation.c.id == conversation_id)
        .with_for_update(read=True, of=_conversation)
    )
    found = rows.first(session, Conversation, statement, {})
    if found is None:
        raise KeyError(conversation_id)
    return found


def named_conversation(session: Session, workspace_id: int, name: str) -> Conversation | None:
    """The channel with this name, if exactly one live channel has it."""
    statement = (
        select(_conversation)
        .where(
            _conversation.c.workspace_id == workspace_id,
            _conversation.c.name == name.casefold(),
            _conversation.c.is_archived.is_(False),
        )
        .limit(2)
    )
    found = rows.every(session, Conversation, statement, {})
    return found[0] if len(found) == 1 else None


def add_conversation(
    session: Session, workspace_id: int, slack_id: str, kind: str, *, bot_is_member: bool = False
) -> Conversation:
    """A conversation known by id only."""
    rows.insert_new(
        session,
        _conversation,
        {
            "workspace_id": workspace_id,
            "slack_id": slack_id,
            "kind": kind,
            "name": "",
            "bot_is_member": bot_is_member,
            "is_archived": False,
            "is_shared": False,
            "known": False,
        },
    )
    found = find_conversation(session, workspace_id, slack_id)
    assert found is not None  # noqa: S101 - written a moment ago in this transaction
    return found


def describe_conversation(
    session: Session, workspace_id: int, slack_id: str, facts: Mapping[str, Any]
) -> Conversation:
    """Write down what is now known of a conversation, which is added if unknown."""
    row = find_conversation(session, workspace_id, slack_id) or add_conversation(
        session, workspace_id, slack_id, str(facts.get("kind", "public"))
    )
    rows.execute(session, update(_conversation).where(_conversation.c.id == row.id).values(**facts))
    found = find_conversation(session, workspace_id, slack_id)
    assert found is not None  # noqa: S101 - written a moment ago in this transaction
    return found


def change_id(session: Session, workspace_id: int, old: str, new: str) -> None:
    """Give a conversation another Slack id; a row that has that id already stays as it is."""
    if find_conversation(session, workspace_id, new) is None:
        here = and_(_conversation.c.workspace_id == workspace_id, _conversation.c.slack_id == old)
        rows.execute(session, update(_conversation).where(here).values(slack_id=new))


def is_member(session: Session, conversation_id: int, person_id: int) -> bool:
    """Whether this person is in that conversation, as far as the bot can see."""
    keys = {"conversation_id": conversation_id, "person_id": person_id}
    return rows.execute(session, _IS_MEMBER, keys).first() is not None


def add_members(session: Session, conversation_id: int, person_ids: Iterable[int]) -> None:
    """Put people into a conversation; those already there stay."""
    for person_id in sorted(set(person_ids)):
        rows.insert_new(
            session, _member, {"conversation_id": conversation_id, "person_id": person_id}
        )


def keep_members(session: Session, conversation_id: int, person_ids: Iterable[int]) -> None:
    """Remove everybody else from a conversation."""
    rows.execute(
        session,
        delete(_member).where(
            _member.c.conversation_id == conversation_id,
            _member.c.person_id.not_in(sorted(set(person_ids))),
        ),
    )


def remove_member(session: Session, conversation_id: int, person_id: int) -> None:
    """Take one person out of a conversation."""
    rows.execute(
        session,
        delete(_member).where(
            _member.c.conversation_id == conversation_id, _member.c.person_id == person_id
        ),
    )


def find_team(session: Session, workspace_id: int, conversation_id: int) -> Team | None:
    """The team of a conversation."""
    return rows.first(
        session,
        Team,
        _TEAM_OF,
        {"workspace_id": workspace_id, "conversation_id": conversation_id},
    )


def get_team(session: Session, workspace_id: int, team_id: int) -> Team:
    """The team with this primary key; a KeyError means a broken reference."""
    statement = select(_team).where(_team.c.workspace_id == workspace_id, _team.c.id == team_id)
    found = rows.first(session, Team, statement, {})
    if found is None:
        raise KeyError(team_id)
    return found


def add_team(
    session: Session,
    workspace_id: int,
    conversation_id: int,
    *,
    zone: str,
    locale: str,
    now: dt.datetime,
) -> Team:
    """A team with the working week of most places and no lead yet."""
    rows.insert_new(
        session,
        _team,
        {
            "workspace_id": workspace_id,
            "conversation_id": conversation_id,
            "zone": zone,
            "locale": locale,
            "working_days": "01234",
            "pin_makes_task": True,
            "created_at": now,
        },
    )
    found = find_team(session, workspace_id, conversation_id)
    assert found is not None  # noqa: S101 - written a moment ago in this transaction
    return found


def change_team(session: Session, team_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one team."""
    rows.execute(session, update(_team).where(_team.c.id == team_id).values(**values))


def role_in(session: Session, team_id: int, person_id: int) -> str | None:
    """A person's role in a team, if the roster names one."""
    statement = select(_roster.c.role).where(
        _roster.c.team_id == team_id, _roster.c.person_id == person_id
    )
    role: str | None = rows.execute(session, statement).scalar_one_or_none()
    return role


def people_with_role(session: Session, team_id: int, roles: Iterable[str]) -> list[int]:
    """Primary keys of those who have one of these roles in a team, in a fixed order."""
    statement = select(_roster.c.person_id).where(
        _roster.c.team_id == team_id, _roster.c.role.in_(sorted(roles))
    )
    return sorted(row.person_id for row in rows.execute(session, statement))


def set_role(session: Session, team_id: int, person_id: int, role: str | None) -> None:
    """Give somebody a role in a team; None = what every member is."""
    mine = and_(_roster.c.team_id == team_id, _roster.c.person_id == person_id)
    rows.execute(session, delete(_roster).where(mine))
    if role is not None:
        values = {"team_id": team_id, "person_id": person_id, "role": role}
        rows.insert_new(session, _roster, values)
