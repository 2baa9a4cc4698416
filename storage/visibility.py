"""Who may see a task, goal or blocker: the one rule of every list, card, look-up and roll-up."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, and_, exists, or_, select
from sqlmodel import Session

from domain.visibility import Visibility
from storage import rows
from storage.tables import (
    Blocker,
    BlockerTag,
    Conversation,
    Goal,
    GoalWatcher,
    Member,
    Person,
    Task,
    TaskWatcher,
    Team,
)

_task = rows.table_of(Task)
_goal = rows.table_of(Goal)
_blocker = rows.table_of(Blocker)
_member = rows.table_of(Member)
_team = rows.table_of(Team)
_task_watcher = rows.table_of(TaskWatcher)
_goal_watcher = rows.table_of(GoalWatcher)
_tag = rows.table_of(BlockerTag)


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom something is rendered: one person, or everybody in one conversation."""

    person: Person | None = None
    conversation: Conversation | None = None


def visible_to(audience: Audience) -> ColumnElement[bool]:
    """The condition on `task` that leaves what this audience may see."""
    watching = _task_watcher.c.task_id == _task.c.id
    seen = _visible(_task, _task_watcher, watching, audience)
    if audience.person is None:
        return seen
    # Whoever is to answer a hand-over has to know what it is about, until it is settled.
    return or_(seen, _task.c.offered_to_id == audience.person.id)


def visible_goals(audience: Audience) -> ColumnElement[bool]:
    """The condition on `goal` that leaves what this audience may see."""
    watching = _goal_watcher.c.goal_id == _goal.c.id
    return _visible(_goal, _goal_watcher, watching, audience)


def visible_blockers(audience: Audience) -> ColumnElement[bool]:
    """The condition on `blocker` that leaves what this audience may see; who is tagged watches."""
    seen = _visible(_blocker, _tag, _tag.c.blocker_id == _blocker.c.id, audience)
    if audience.person is None:
        return seen
    # What is in somebody's own way stays theirs to see, whatever room they have left.
    return or_(seen, _blocker.c.creator_id == audience.person.id)


def _visible(
    made: Table, watcher: Table, watching: ColumnElement[bool], audience: Audience
) -> ColumnElement[bool]:
    if audience.person is not None:
        return _visible_to_person(made, watcher, watching, audience.person)
    if audience.conversation is not None:
        return _visible_in(made, audience.conversation)
    raise ValueError("an audience is a person or a conversation")


def _visible_to_person(
    made: Table, watcher: Table, watching: ColumnElement[bool], person: Person
) -> ColumnElement[bool]:
    in_its_conversation = exists().where(
        _member.c.conversation_id == made.c.conversation_id, _member.c.person_id == person.id
    )
    own = or_(
        made.c.owner_id == person.id,
        exists().where(watching, watcher.c.person_id == person.id),
        and_(made.c.visibility == Visibility.PERSONAL, made.c.creator_id == person.id),
        and_(made.c.visibility == Visibility.CONVERSATION, in_its_conversation),
    )
    if person.is_guest or person.is_stranger:
        # A guest sees what their channels see; nothing else of the workspace.
        in_its_team = exists(
            select(_member.c.person_id)
            .join(_team, _team.c.conversation_id == _member.c.conversation_id)
            .where(_team.c.id == made.c.team_id, _member.c.person_id == person.id)
        )
        shared = and_(
            made.c.visibility == Visibility.WORKSPACE, or_(in_its_team, in_its_conversation)
        )
        return or_(own, shared)
    return or_(made.c.visibility == Visibility.WORKSPACE, own)


def _visible_in(made: Table, conversation: Conversation) -> ColumnElement[bool]:
    here = and_(
        made.c.visibility == Visibility.CONVERSATION, made.c.conversation_id == conversation.id
    )
    if conversation.is_shared:
        # Strangers read here, so only what was made for this very place is shown.
        in_this_team = exists().where(
            _team.c.id == made.c.team_id, _team.c.conversation_id == conversation.id
        )
        return or_(here, and_(made.c.visibility == Visibility.WORKSPACE, in_this_team))
    return or_(made.c.visibility == Visibility.WORKSPACE, here)


def may_see(session: Session, audience: Audience, task_id: int) -> bool:
    """Whether this audience may see this task."""
    statement = select(_task.c.id).where(_task.c.id == task_id, visible_to(audience))
    return rows.execute(session, statement).first() is not None


def may_see_goal(session: Session, audience: Audience, goal_id: int) -> bool:
    """Whether this audience may see this goal."""
    statement = select(_goal.c.id).where(_goal.c.id == goal_id, visible_goals(audience))
    return rows.execute(session, statement).first() is not None


def may_see_blocker(session: Session, audience: Audience, blocker_id: int) -> bool:
    """Whether this audience may see this blocker."""
    statement = select(_blocker.c.id).where(_blocker.c.id == blocker_id, visible_blockers(audience))
    return rows.execute(session, statement).first() is not None
