"""Tasks and what hangs on them."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from domain.tasks import Priority, Status
from storage.tables.fields import NEVER, json, utc


def _open_tasks(name: str, *columns: str) -> Index:
    """An index over open tasks only, in the order in which every list shows them."""
    still_open = text("closed_at IS NULL")
    return Index(
        name,
        "workspace_id",
        *columns,
        "due_until",
        "id",
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _waiting_tasks(name: str, column: str, *, marked_by: str) -> Index:
    """An index over the few tasks whose hand-over waits for somebody's answer."""
    waiting = text(f"{marked_by} IS NOT NULL")
    return Index(
        name,
        "workspace_id",
        column,
        "due_until",
        "id",
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _closed_tasks(name: str, *columns: str) -> Index:
    """An index over closed tasks only, so that no list of open ones is ever looked up in it."""
    over = text("closed_at IS NOT NULL")
    return Index(
        name,
        "workspace_id",
        *columns,
        "closed_at",
        "id",
        sqlite_where=over,
        postgresql_where=over,
    )


class Task(SQLModel, table=True):
    """A task. `due_until` is the instant at which it becomes overdue, whatever kind of due it has;
    `due_set_at` is when its date or its owner was last set.

    `visibility`: workspace (all full members), conversation (members of its conversation,
    owner, watchers) or personal (creator, owner, watchers). A hand-over that waits for an answer
    leaves the task with its owner: `offered_to_id` is who was asked, `given_by_id` who asked, and
    `asked_date` / `asked_at` the date that the one asked suggests instead.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        _open_tasks("task_open_by_owner", "owner_id"),
        _open_tasks("task_open_by_team", "team_id"),
        _open_tasks("task_open_by_status", "status"),
        _open_tasks("task_open_by_due"),
        Index(
            # PostgreSQL does not take "owner_id IS NULL" for a fixed value in an index's order.
            "task_open_unassigned",
            "workspace_id",
            "due_until",
            "id",
            sqlite_where=text("closed_at IS NULL AND owner_id IS NULL"),
            postgresql_where=text("closed_at IS NULL AND owner_id IS NULL"),
        ),
        _waiting_tasks("task_offered", "offered_to_id", marked_by="offered_to_id"),
        _waiting_tasks("task_asked", "given_by_id", marked_by="asked_date"),
        _closed_tasks("task_closed_by_owner", "owner_id"),
        _closed_tasks("task_closed_by_team", "team_id"),
        _closed_tasks("task_closed_by_time"),
        Index(
            "task_by_source",
            "workspace_id",
            "source_channel",
            "source_ts",
            sqlite_where=text("source_ts IS NOT NULL"),
            postgresql_where=text("source_ts IS NOT NULL"),
        ),
        CheckConstraint("number > 0", name="task_number_positive"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    number: int
    title: str
    description: str = ""
    status: str = Status.OPEN.value
    reason: str = ""
    priority: int = int(Priority.P3)
    creator_id: int = Field(foreign_key="person.id")
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    conversation_id: int | None = Field(default=None, foreign_key="conversation.id")
    visibility: str = "workspace"
    due_date: dt.date | None = None
    due_at: dt.datetime | None = utc(nullable=True, default=None)
    due_until: dt.datetime = utc(default=NEVER)
    due_set_at: dt.datetime | None = utc(nullable=True, default=None)
    source_channel: str | None = None
    source_ts: str | None = None
    source_thread_ts: str | None = None
    parent_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    estimate: int | None = Field(default=None, description="minutes")
    recurrence: dict[str, Any] | None = json(default=None, nullable=True)
    offered_to_id: int | None = Field(default=None, foreign_key="person.id")
    given_by_id: int | None = Field(default=None, foreign_key="person.id")
    asked_date: dt.date | None = None
    asked_at: dt.datetime | None = utc(nullable=True, default=None)
    created_at: dt.datetime = utc()
    closed_at: dt.datetime | None = utc(nullable=True, default=None)
    updated_at: dt.datetime = utc()


class TaskWatcher(SQLModel, table=True):
    """Somebody who follows a task without owning it."""

    __tablename__ = "task_watcher"
    task_id: int = Field(foreign_key="task.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(
        foreign_key="person.id", primary_key=True, index=True, ondelete="CASCADE"
    )


class TaskLabel(SQLModel, table=True):
    """A label on a task, as typed; `folded` is what is compared.

    `due_until` and `closed_at` are the task's (storage/tasks.py keeps them so): only an index over
    them together with the label gives a label's tasks in the order of a list, many or few.
    """

    __tablename__ = "task_label"
    __table_args__ = (
        Index(
            "task_label_open",
            "workspace_id",
            "folded",
            "due_until",
            "task_id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "task_label_closed",
            "workspace_id",
            "folded",
            "closed_at",
            "task_id",
            sqlite_where=text("closed_at IS NOT NULL"),
            postgresql_where=text("closed_at IS NOT NULL"),
        ),
    )
    task_id: int = Field(foreign_key="task.id", primary_key=True, ondelete="CASCADE")
    folded: str = Field(primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    label: str
    due_until: dt.datetime = utc()
    closed_at: dt.datetime | None = utc(nullable=True, default=None)


class TaskWait(SQLModel, table=True):
    """A task that cannot go on before another one is done."""

    __tablename__ = "task_wait"
    task_id: int = Field(foreign_key="task.id", primary_key=True, ondelete="CASCADE")
    after_id: int = Field(foreign_key="task.id", primary_key=True, index=True, ondelete="CASCADE")


class TaskVote(SQLModel, table=True):
    """Somebody who wants a task done."""

    __tablename__ = "task_vote"
    task_id: int = Field(foreign_key="task.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")
