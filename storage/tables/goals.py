"""The records of goals: goals, check-ins, boards, pillars, watchers, labels, links to tasks.

Only columns, keys and indexes live here; the rules are in `domain.goals`.
"""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.fields import json, utc


def _open_goals(name: str, *columns: str) -> Index:
    """An index over open goals only, in the order in which every list shows them."""
    return _goals(name, columns, "closed_at IS NULL")


def _closed_goals(name: str) -> Index:
    """The same over closed goals: their number grows for ever."""
    return _goals(name, (), "closed_at IS NOT NULL")


def _goals(name: str, columns: tuple[str, ...], which: str) -> Index:
    only = text(which)
    return Index(
        name,
        "workspace_id",
        *columns,
        "cycle_end",
        "id",
        sqlite_where=only,
        postgresql_where=only,
    )


class Goal(SQLModel, table=True):
    """A goal. `measure` is a `domain.goals` measure as JSON (milestones too); `value` its newest.

    `status`: open, done or dropped. `health` (green, amber, red) is what the owner said last, None
    while nobody has said anything. `visibility` as in `task`. Dates of the cycle are inclusive.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        _open_goals("goal_open_by_owner", "owner_id"),
        _open_goals("goal_open_by_team", "team_id"),
        Index("goal_by_parent", "parent_id"),
        _open_goals("goal_open_by_cycle"),
        _closed_goals("goal_closed_by_cycle"),
        CheckConstraint("number > 0", name="goal_number_positive"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    number: int
    title: str
    why: str = ""
    status: str = "open"
    health: str | None = None
    measure: dict[str, Any] = json(default_factory=dict)
    value: float | None = None
    score: float | None = None
    reason: str = ""
    weight: int = 1
    creator_id: int = Field(foreign_key="person.id")
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    conversation_id: int | None = Field(default=None, foreign_key="conversation.id")
    visibility: str = "workspace"
    parent_id: int | None = Field(default=None, foreign_key="goal.id")
    pillar_id: int | None = Field(default=None, foreign_key="pillar.id")
    cycle_start: dt.date
    cycle_end: dt.date
    check_in_weeks: int = 1
    last_check_in_at: dt.datetime | None = utc(nullable=True, default=None)
    carried_from_id: int | None = Field(default=None, foreign_key="goal.id")
    created_at: dt.datetime = utc()
    updated_at: dt.datetime = utc()
    closed_at: dt.datetime | None = utc(nullable=True, default=None)


class CheckIn(SQLModel, table=True):
    """What somebody said of a goal at one moment; taken back when its `undone`.

    `confidence` in percent; `value` None for goals without figures of their own.
    """

    __tablename__ = "check_in"
    __table_args__ = (Index("check_in_by_goal", "goal_id", "at", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="goal.id", ondelete="CASCADE")
    at: dt.datetime = utc()
    person_id: int = Field(foreign_key="person.id")
    value: float | None = None
    health: str | None = None
    confidence: int | None = None
    why: str = ""
    undone: bool = False


class Pillar(SQLModel, table=True):
    """A pillar of a team's strategy; goals stand under it."""

    __table_args__ = (UniqueConstraint("team_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE")
    name: str
    position: int = 0


class Board(SQLModel, table=True):
    """The SWOT board of a goal or of a team (exactly one of both), written anew as a whole.

    `lists` maps strengths, weaknesses, opportunities and threats to their entries as typed; ids in
    an entry (`G3`, `T12`) are its links.
    """

    __table_args__ = (
        UniqueConstraint("goal_id"),
        UniqueConstraint("team_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    goal_id: int | None = Field(default=None, foreign_key="goal.id", ondelete="CASCADE")
    team_id: int | None = Field(default=None, foreign_key="team.id", ondelete="CASCADE")
    lists: dict[str, list[str]] = json(default_factory=dict)
    updated_at: dt.datetime = utc()


class GoalWatcher(SQLModel, table=True):
    """Somebody who follows a goal without owning it."""

    __tablename__ = "goal_watcher"
    goal_id: int = Field(foreign_key="goal.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(
        foreign_key="person.id", primary_key=True, index=True, ondelete="CASCADE"
    )


class GoalLabel(SQLModel, table=True):
    """A label on a goal, as typed; `folded` is what is compared."""

    __tablename__ = "goal_label"
    __table_args__ = (Index("goal_label_by_name", "workspace_id", "folded", "goal_id"),)
    goal_id: int = Field(foreign_key="goal.id", primary_key=True, ondelete="CASCADE")
    folded: str = Field(primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    label: str


class TaskGoal(SQLModel, table=True):
    """A task that works towards a goal."""

    __tablename__ = "task_goal"
    task_id: int = Field(foreign_key="task.id", primary_key=True, ondelete="CASCADE")
    goal_id: int = Field(foreign_key="goal.id", primary_key=True, index=True, ondelete="CASCADE")
