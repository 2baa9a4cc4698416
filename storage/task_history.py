"""What the history of a task names by primary key, as far as an audience may see it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import Session

from storage import rows
from storage.tables import Conversation, Goal, Task, Team
from storage.visibility import Audience, visible_goals, visible_to

_task = rows.table_of(Task)
_goal = rows.table_of(Goal)
_team = rows.table_of(Team)
_conversation = rows.table_of(Conversation)


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
