"""The records: every table of Drumbeat as an SQLModel class.

Only columns, keys and indexes live here; questions to them are in the module of their feature.
"""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from domain.tasks import Priority, Status
from storage.columns import Json, UtcDateTime

NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
"""Stands for "no date", so that every list can be ordered and paged by `due_until`."""


def _utc(*, nullable: bool = False, **options: Any) -> Any:
    return Field(sa_type=UtcDateTime, nullable=nullable, **options)


def _json(**options: Any) -> Any:
    return Field(sa_type=Json, **options)


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


class Workspace(SQLModel, table=True):
    """One Slack workspace; nothing ever crosses its rows."""

    id: int | None = Field(default=None, primary_key=True)
    slack_id: str = Field(unique=True)
    name: str = ""
    domain: str = ""
    bot_user_id: str = ""
    bot_id: str = ""
    app_id: str = ""
    created_at: dt.datetime = _utc()
    ended_at: dt.datetime | None = _utc(nullable=True, default=None)
    ended_why: str = ""


class Counter(SQLModel, table=True):
    """The last number given per workspace and kind ("task"); numbers are never reused."""

    workspace_id: int = Field(foreign_key="workspace.id", primary_key=True)
    kind: str = Field(primary_key=True)
    last: int = 0


class Person(SQLModel, table=True):
    """A Slack user as Slack last described it; `stub` until Slack has been asked."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "slack_id"),
        Index("person_by_handle", "workspace_id", "handle"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    slack_id: str
    handle: str = ""
    real_name: str = ""
    display_name: str = ""
    zone: str = "UTC"
    locale: str = "en-US"
    is_bot: bool = False
    is_guest: bool = False
    is_stranger: bool = False
    is_admin: bool = False
    is_deleted: bool = False
    stub: bool = True
    dm: str = ""
    language: str | None = None
    works_from: dt.time | None = None
    works_until: dt.time | None = None
    nudges: str | None = None
    home_opened_at: dt.datetime | None = _utc(nullable=True, default=None)


class Conversation(SQLModel, table=True):
    """A Slack conversation that Drumbeat has heard of. `kind`: public, private, im or mpim."""

    __table_args__ = (UniqueConstraint("workspace_id", "slack_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    slack_id: str
    kind: str = "public"
    name: str = ""
    bot_is_member: bool = False
    is_archived: bool = False
    is_shared: bool = False
    known: bool = Field(default=False, description="Slack has described it")


class Member(SQLModel, table=True):
    """Who is in a conversation that the bot can see."""

    conversation_id: int = Field(
        foreign_key="conversation.id", primary_key=True, ondelete="CASCADE"
    )
    person_id: int = Field(
        foreign_key="person.id", primary_key=True, index=True, ondelete="CASCADE"
    )


class Team(SQLModel, table=True):
    """A channel that Drumbeat serves; without a lead until it has been set up."""

    __table_args__ = (UniqueConstraint("workspace_id", "conversation_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    conversation_id: int = Field(foreign_key="conversation.id")
    zone: str = "UTC"
    locale: str = "en-US"
    working_days: str = Field(default="01234", description="Monday is 0")
    pin_makes_task: bool = True
    country: str | None = None
    subdivision: str | None = None
    days_off: list[str] | None = _json(default=None, nullable=True)
    emoji: dict[str, str] | None = _json(default=None, nullable=True)
    created_at: dt.datetime = _utc()


class RosterEntry(SQLModel, table=True):
    """A person's part in a team. `role`: lead, deputy, member, optional or observer."""

    __tablename__ = "roster_entry"
    team_id: int = Field(foreign_key="team.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(
        foreign_key="person.id", primary_key=True, index=True, ondelete="CASCADE"
    )
    role: str = "member"


class Task(SQLModel, table=True):
    """A task. `due_until` is the instant at which it becomes overdue, whatever kind of due it has.

    `visibility`: workspace (all full members), conversation (members of its conversation,
    owner, watchers) or personal (creator, owner, watchers). `given_by_id` is set while a hand-over
    waits for its owner's word, `asked_date` / `asked_at` while another date has been suggested.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        _open_tasks("task_open_by_owner", "owner_id"),
        _open_tasks("task_open_by_team", "team_id"),
        _open_tasks("task_open_by_status", "status"),
        _open_tasks("task_open_by_due"),
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
    due_at: dt.datetime | None = _utc(nullable=True, default=None)
    due_until: dt.datetime = _utc(default=NEVER)
    source_channel: str | None = None
    source_ts: str | None = None
    source_thread_ts: str | None = None
    parent_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    estimate: int | None = Field(default=None, description="minutes")
    recurrence: dict[str, Any] | None = _json(default=None, nullable=True)
    given_by_id: int | None = Field(default=None, foreign_key="person.id")
    asked_date: dt.date | None = None
    asked_at: dt.datetime | None = _utc(nullable=True, default=None)
    created_at: dt.datetime = _utc()
    closed_at: dt.datetime | None = _utc(nullable=True, default=None)
    updated_at: dt.datetime = _utc()


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
    due_until: dt.datetime = _utc()
    closed_at: dt.datetime | None = _utc(nullable=True, default=None)


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


class Away(SQLModel, table=True):
    """Days on which a person is away, both inclusive, and who stands in."""

    __table_args__ = (Index("away_by_person", "person_id", "first_day", "last_day"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    first_day: dt.date
    last_day: dt.date
    cover_id: int | None = Field(default=None, foreign_key="person.id")


class Activity(SQLModel, table=True):
    """Append-only history: who changed what, when, through which door, from what to what.

    Rows of one request share a `change_group`, which is what Undo reverses. `changes` maps a
    field to [before, after]; `origin` is the message and emoji of a reaction; `undoes` names the
    group that this row took back.
    """

    __table_args__ = (
        Index("activity_by_subject", "workspace_id", "subject_kind", "subject_id", "id"),
        Index("activity_by_actor", "workspace_id", "actor_id", "id"),
        Index("activity_by_group", "workspace_id", "change_group"),
        Index("activity_by_undone_group", "workspace_id", "undoes"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    change_group: str
    at: dt.datetime = _utc()
    actor_id: int = Field(foreign_key="person.id")
    door: str
    verb: str
    subject_kind: str
    subject_id: int
    origin: str = ""
    changes: dict[str, Any] = _json(default_factory=dict)
    undoes: str | None = None


class Delivery(SQLModel, table=True):
    """One thing that Slack should show or tell, and how far it has come.

    `kind` names the renderer and how the call is confirmed (`jobs/kinds.py`). `destination` is a
    channel or user id, `channel` and `ts` are where it ended up. The row stays due while
    `sent_rev < wanted_rev`. State: due, uncertain (sent, answer lost), done, ended (refused for
    good), stuck (gave up after 8 tries). `begun_at` is set while a call may have reached Slack
    without our knowing its answer.
    """

    __table_args__ = (
        UniqueConstraint(
            "workspace_id",
            "kind",
            "subject_id",
            "slot",
            "destination",
            "part",
            name="delivery_once",
        ),
        Index(
            "delivery_due",
            "urgent",
            "not_before",
            "id",
            sqlite_where=text("state IN ('due', 'uncertain')"),
            postgresql_where=text("state IN ('due', 'uncertain')"),
        ),
        Index("delivery_by_message", "workspace_id", "channel", "ts"),
        Index("delivery_by_parent", "parent_id", "order_key"),
        Index("delivery_by_uuid", "uuid"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    kind: str
    subject_id: int = 0
    slot: str = ""
    destination: str = ""
    part: int = 0
    parent_id: int | None = Field(default=None, foreign_key="delivery.id")
    order_key: int = 0
    uuid: str
    payload: dict[str, Any] = _json(default_factory=dict)
    state: str = "due"
    urgent: bool = False
    attempts: int = 0
    created_at: dt.datetime = _utc()
    begun_at: dt.datetime | None = _utc(nullable=True, default=None)
    sent_at: dt.datetime | None = _utc(nullable=True, default=None)
    not_before: dt.datetime = _utc()
    leased_until: dt.datetime | None = _utc(nullable=True, default=None)
    leased_by: str = ""
    channel: str | None = None
    ts: str | None = None
    wanted_rev: int = 1
    sent_rev: int = 0
    error: str = ""


class SeenRequest(SQLModel, table=True):
    """A request that has taken effect, with the answer it got, so that a repeat gets the same."""

    __tablename__ = "seen_request"
    workspace_id: int = Field(foreign_key="workspace.id", primary_key=True)
    key: str = Field(primary_key=True)
    answer: dict[str, Any] | None = _json(default=None, nullable=True)
    at: dt.datetime = _utc(index=True)


class ReactionState(SQLModel, table=True):
    """What the newest event said of one person's emoji on one message."""

    __tablename__ = "reaction_state"
    workspace_id: int = Field(foreign_key="workspace.id", primary_key=True)
    channel: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    slack_user: str = Field(primary_key=True)
    emoji: str = Field(primary_key=True)
    event_ts: str
    present: bool
    applied: bool = False
    at: dt.datetime = _utc(index=True)
