"""What happened, what is being delivered, what was asked: the rows behind every surface."""

import datetime as dt
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.fields import json, utc


class Activity(SQLModel, table=True):
    """Append-only history: who changed what, when, through which door, from what to what.

    Rows of one request share a `change_group`, which is what Undo reverses. `changes` maps a
    field to [before, after]; `origin` is the message and emoji of a reaction, or the words with
    which something was declined; `undoes` names the group that this row took back.
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
    at: dt.datetime = utc()
    actor_id: int = Field(foreign_key="person.id")
    door: str
    verb: str
    subject_kind: str
    subject_id: int
    origin: str = ""
    changes: dict[str, Any] = json(default_factory=dict)
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
    payload: dict[str, Any] = json(default_factory=dict)
    state: str = "due"
    urgent: bool = False
    attempts: int = 0
    created_at: dt.datetime = utc()
    begun_at: dt.datetime | None = utc(nullable=True, default=None)
    sent_at: dt.datetime | None = utc(nullable=True, default=None)
    not_before: dt.datetime = utc()
    leased_until: dt.datetime | None = utc(nullable=True, default=None)
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
    answer: dict[str, Any] | None = json(default=None, nullable=True)
    at: dt.datetime = utc(index=True)


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
    at: dt.datetime = utc(index=True)
