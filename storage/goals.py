"""Questions to `goal`."""

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlmodel import Session

from domain.visibility import Visibility
from storage import rows
from storage.tables import Goal, Member
from storage.visibility import Audience

_goal = rows.table_of(Goal)
_member = rows.table_of(Member)

_BY_NUMBER = select(_goal).where(
    _goal.c.workspace_id == bindparam("workspace_id"), _goal.c.number == bindparam("number")
)


def visible_goals(audience: Audience) -> ColumnElement[bool]:
    """The condition on `goal` that leaves what this audience may see."""
    person, place = audience.person, audience.conversation
    if person is not None:
        in_its_conversation = exists().where(
            _member.c.conversation_id == _goal.c.conversation_id, _member.c.person_id == person.id
        )
        own = or_(
            _goal.c.owner_id == person.id,
            and_(_goal.c.visibility == Visibility.PERSONAL, _goal.c.creator_id == person.id),
            and_(_goal.c.visibility == Visibility.CONVERSATION, in_its_conversation),
        )
        if person.is_guest or person.is_stranger:
            return or_(own, and_(_goal.c.visibility == Visibility.WORKSPACE, in_its_conversation))
        return or_(_goal.c.visibility == Visibility.WORKSPACE, own)
    if place is None:
        raise ValueError("an audience is a person or a conversation")
    here = and_(_goal.c.visibility == Visibility.CONVERSATION, _goal.c.conversation_id == place.id)
    if place.is_shared:
        return here
    return or_(_goal.c.visibility == Visibility.WORKSPACE, here)


def find_goal(
    session: Session, workspace_id: int, number: int, audience: Audience, *, lock: bool = False
) -> Goal | None:
    """The goal with this number, if this audience may see it."""
    statement = _BY_NUMBER.where(visible_goals(audience))
    if lock:
        statement = statement.with_for_update(of=_goal)
    return rows.first(session, Goal, statement, {"workspace_id": workspace_id, "number": number})
