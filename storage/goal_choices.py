"""What stands beside a goal that is being written: goals above to choose from, goals like it."""

from collections.abc import Sequence

from sqlalchemy import case, select
from sqlmodel import Session

from storage import rows
from storage.tables import Goal
from storage.visibility import Audience, visible_goals

_goal = rows.table_of(Goal)
CHOICES = 100
"""So many options fit into one of Slack's menus."""
LIKE = 300
"""So many closed goals are compared with a new one, the newest ones."""


def goals_to_choose(
    session: Session,
    workspace_id: int,
    audience: Audience,
    *,
    team_id: int | None = None,
    without: Sequence[int] = (),
    only: int | None = None,
    limit: int = CHOICES,
) -> list[Goal]:
    """Open goals that the audience may see, less those with the keys in `without`: those of this
    team first, then those that nothing stands above, the newest ones at the top.

    `only` is the key of one goal to find, open or closed.
    """
    own = case((_goal.c.team_id == team_id, 0), else_=1)
    top = case((_goal.c.parent_id.is_(None), 0), else_=1)
    statement = (
        select(_goal)
        .where(
            _goal.c.workspace_id == workspace_id,
            _goal.c.closed_at.is_(None) if only is None else _goal.c.id == only,
            _goal.c.id.not_in(without),
            visible_goals(audience),
        )
        .order_by(own, top, _goal.c.id.desc())
        .limit(limit)
    )
    return rows.every(session, Goal, statement, {})


def ids_below(session: Session, workspace_id: int, goal_id: int, depth: int) -> list[int]:
    """Keys of all goals under a goal, whoever may see them."""
    found: list[int] = []
    level = [goal_id]
    for _ in range(depth):
        statement = select(_goal.c.id).where(
            _goal.c.workspace_id == workspace_id, _goal.c.parent_id.in_(level)
        )
        level = [row.id for row in rows.execute(session, statement) if row.id not in found]
        if not level:
            break
        found += level
    return found


def scored_goals(session: Session, workspace_id: int, audience: Audience) -> list[Goal]:
    """Goals that were closed with a score and that the audience may see, the newest first."""
    statement = (
        select(_goal)
        .where(
            _goal.c.workspace_id == workspace_id,
            _goal.c.closed_at.is_not(None),
            _goal.c.score.is_not(None),
            visible_goals(audience),
        )
        .order_by(_goal.c.closed_at.desc())
        .limit(LIKE)
    )
    return rows.every(session, Goal, statement, {})
