"""What the history of tasks and goals names by primary key, as far as an audience may see it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import Session

from storage import rows
from storage.tables import CheckIn, Conversation, Goal, Pillar, Task, Team
from storage.visibility import Audience, visible_goals, visible_to

_task = rows.table_of(Task)
_goal = rows.table_of(Goal)
_team = rows.table_of(Team)
_conversation = rows.table_of(Conversation)
_pillar = rows.table_of(Pillar)
_check_in = rows.table_of(CheckIn)


def task_numbers(session: Session, ids: Iterable[int], audience: Audience) -> dict[int, int]:
    """The numbers of those of these tasks that the audience may see."""
    statement = select(_task.c.id, _task.c.number).where(
        _task.c.id.in_(sorted(set(ids))), visible_to(audience)
    )
    return {row.id: row.number for row in rows.execute(session, statement)}


def goal_numbers(session: Session, ids: Iterable[int], audience: Audience) -> dict[int, int]:
    """The numbers of those of these goals that the audience may see."""
    statement = select(_goal.c.id, _goal.c.number).where(
        _goal.c.id.in_(sorted(set(ids))), visible_goals(audience)
    )
    return {row.id: row.number for row in rows.execute(session, statement)}


def public_teams(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """The names of those of these teams whose channel anybody may know of."""
    statement = (
        select(_team.c.id, _conversation.c.name)
        .join(_conversation, _conversation.c.id == _team.c.conversation_id)
        .where(_team.c.id.in_(sorted(set(ids))), _conversation.c.kind == "public")
    )
    return {row.id: row.name for row in rows.execute(session, statement)}


def pillar_names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """The names of those of these pillars that belong to a channel anybody may know of."""
    statement = (
        select(_pillar.c.id, _pillar.c.name)
        .join(_team, _team.c.id == _pillar.c.team_id)
        .join(_conversation, _conversation.c.id == _team.c.conversation_id)
        .where(_pillar.c.id.in_(sorted(set(ids))), _conversation.c.kind == "public")
    )
    return {row.id: row.name for row in rows.execute(session, statement)}


def check_ins(session: Session, ids: Iterable[int]) -> dict[int, CheckIn]:
    """These check-ins, also those taken back, by primary key."""
    statement = select(_check_in).where(_check_in.c.id.in_(sorted(set(ids))))
    return {row.id or 0: row for row in rows.every(session, CheckIn, statement, {})}
