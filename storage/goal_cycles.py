"""Goals at the end of their cycle: which a person may close, and where closed ones go on."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session

from storage import rows
from storage.tables import Goal, RosterEntry
from storage.visibility import Audience, visible_goals

_goal = rows.table_of(Goal)
_roster = rows.table_of(RosterEntry)

WITHDRAWN = "withdrawn"
"""The reason of a goal whose creation was taken back."""


def closable_goals(
    session: Session,
    workspace_id: int,
    person_id: int,
    audience: Audience,
    *,
    ends: tuple[dt.date, dt.date],
    limit: int,
    skip: int = 0,
) -> list[Goal]:
    """Open goals that end within these dates and wait for this person's word: their own first,
    then those of teams they lead, and what they wrote and nobody owns. `skip` leaves out the
    first ones, which the person has seen."""
    statement = (
        select(_goal)
        .where(
            *_waiting_for(workspace_id, person_id, audience),
            _goal.c.cycle_end.between(*ends),
        )
        .order_by((_goal.c.owner_id == person_id).desc(), _goal.c.number)
        .limit(limit)
        .offset(skip)
    )
    return rows.every(session, Goal, statement, {})


def goal_to_close_next(
    session: Session, workspace_id: int, person_id: int, audience: Audience, today: dt.date
) -> Goal | None:
    """One of those goals whose time ended last, else one whose time ends next."""
    waiting = select(_goal).where(*_waiting_for(workspace_id, person_id, audience))
    ended = waiting.where(_goal.c.cycle_end < today).order_by(
        _goal.c.cycle_end.desc(), _goal.c.number
    )
    to_come = waiting.where(_goal.c.cycle_end >= today).order_by(_goal.c.cycle_end, _goal.c.number)
    found = rows.first(session, Goal, ended.limit(1), {})
    return found or rows.first(session, Goal, to_come.limit(1), {})


def _waiting_for(
    workspace_id: int, person_id: int, audience: Audience
) -> tuple[ColumnElement[bool], ...]:
    led = select(_roster.c.team_id).where(
        _roster.c.person_id == person_id, _roster.c.role.in_(("lead", "deputy"))
    )
    mine = or_(
        _goal.c.owner_id == person_id,
        _goal.c.team_id.in_(led),
        and_(_goal.c.owner_id.is_(None), _goal.c.creator_id == person_id),
    )
    open_here = and_(_goal.c.workspace_id == workspace_id, _goal.c.closed_at.is_(None))
    return open_here, mine, visible_goals(audience)


def carried_over_from(session: Session, ids: Sequence[int]) -> dict[int, Goal]:
    """The goals in which these go on, by the primary key of the one before; without those that
    were withdrawn."""
    statement = (
        select(_goal)
        .where(_goal.c.carried_from_id.in_(ids), _goal.c.reason != WITHDRAWN)
        .order_by(_goal.c.id)
    )
    return {goal.carried_from_id or 0: goal for goal in rows.every(session, Goal, statement, {})}


def goals_by_id(session: Session, ids: Sequence[int]) -> dict[int, Goal]:
    """These goals, by primary key."""
    statement = select(_goal).where(_goal.c.id.in_(ids))
    return {goal.id or 0: goal for goal in rows.every(session, Goal, statement, {})}
