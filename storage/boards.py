"""Questions to `board`: the SWOT board of a goal or of a team."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, case, select, update
from sqlmodel import Session

from storage import rows
from storage.tables import Board, Goal, Task
from storage.visibility import Audience, visible_goals, visible_to

_board = rows.table_of(Board)
_goal = rows.table_of(Goal)
_task = rows.table_of(Task)


def board_of_goal(session: Session, workspace_id: int, goal_id: int) -> Board | None:
    """The board of a goal, if anybody has written on it."""
    return _first(session, workspace_id, _board.c.goal_id == goal_id)


def board_of_team(session: Session, workspace_id: int, team_id: int) -> Board | None:
    """The board of a team, if anybody has written on it."""
    return _first(session, workspace_id, _board.c.team_id == team_id)


def get_board(session: Session, workspace_id: int, board_id: int) -> Board:
    """The board with this primary key; a KeyError means a broken reference."""
    found = _first(session, workspace_id, _board.c.id == board_id)
    if found is None:
        raise KeyError(board_id)
    return found


def lock_board(session: Session, workspace_id: int, board_id: int) -> Board:
    """The same, held against other writers until this transaction ends."""
    statement = select(_board).where(_board.c.workspace_id == workspace_id, _board.c.id == board_id)
    found = rows.first(session, Board, statement.with_for_update(), {})
    if found is None:
        raise KeyError(board_id)
    return found


def hold_board(
    session: Session,
    workspace_id: int,
    *,
    goal_id: int | None,
    team_id: int | None,
    now: dt.datetime,
) -> Board:
    """The board of a goal or of a team (exactly one of both), made if there is none, held against
    other writers until this transaction ends."""
    values: dict[str, Any] = {
        "workspace_id": workspace_id,
        "goal_id": goal_id,
        "team_id": team_id,
        "lists": {},
        "updated_at": now,
    }
    made = rows.insert_new(session, _board, values)
    if made is not None:
        return lock_board(session, workspace_id, made)
    if goal_id is not None:
        found = board_of_goal(session, workspace_id, goal_id)
    else:
        found = board_of_team(session, workspace_id, team_id or 0)
    assert found is not None  # noqa: S101 - its unique key has just refused a second one
    return lock_board(session, workspace_id, found.id or 0)


def change_board(
    session: Session, board_id: int, lists: Mapping[str, list[str]], now: dt.datetime
) -> None:
    """Write the four lists anew."""
    statement = update(_board).where(_board.c.id == board_id)
    rows.execute(session, statement.values(lists=dict(lists), updated_at=now))


def titles_of_goals(
    session: Session, workspace_id: int, numbers: Collection[int], audience: Audience
) -> dict[int, str | None]:
    """The titles of the goals that exist, by number; None for one hidden from the audience."""
    return _titles(session, workspace_id, _goal, numbers, visible_goals(audience))


def titles_of_tasks(
    session: Session, workspace_id: int, numbers: Collection[int], audience: Audience
) -> dict[int, str | None]:
    """The same for tasks."""
    return _titles(session, workspace_id, _task, numbers, visible_to(audience))


def _titles(
    session: Session,
    workspace_id: int,
    table: Table,
    numbers: Collection[int],
    seen: ColumnElement[bool],
) -> dict[int, str | None]:
    if not numbers:
        return {}
    shown = case((seen, table.c.title), else_=None)
    statement = select(table.c.number, shown.label("shown")).where(
        table.c.workspace_id == workspace_id, table.c.number.in_(sorted(numbers))
    )
    return {row.number: row.shown for row in rows.execute(session, statement)}


def _first(session: Session, workspace_id: int, condition: ColumnElement[bool]) -> Board | None:
    statement = select(_board).where(_board.c.workspace_id == workspace_id, condition)
    return rows.first(session, Board, statement, {})
