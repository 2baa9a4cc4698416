"""What people have been reminded of, what they silenced, and what Slack keeps quiet for them."""

import datetime as dt

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.fields import json, utc


class NudgeSent(SQLModel, table=True):
    """A message that Drumbeat started by itself: when, and what it said, as [subject, window].

    `lines` keeps the reason of each line (`subject`, `why`, `due`) for "why did I get this".
    """

    __tablename__ = "nudge_sent"
    __table_args__ = (Index("nudge_sent_by_person", "person_id", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    at: dt.datetime = utc()
    said: list[list[str]] = json(default_factory=list)
    lines: list[dict[str, str]] = json(default_factory=list)
    digest: bool = False


class NudgeSilence(SQLModel, table=True):
    """A subject that somebody has acknowledged: silent while its revision stays the same."""

    __tablename__ = "nudge_silence"
    person_id: int = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")
    subject: str = Field(primary_key=True)
    revision: int
    at: dt.datetime = utc()


class NudgeLess(SQLModel, table=True):
    """How often somebody wants to hear of a kind, where that is less than their profile says."""

    __tablename__ = "nudge_less"
    person_id: int = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")
    kind: str = Field(primary_key=True)
    level: str


class DoNotDisturb(SQLModel, table=True):
    """When Slack keeps still for a person: [from, until] in seconds since 1970, as last read."""

    __tablename__ = "do_not_disturb"
    person_id: int = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")
    spans: list[list[int]] = json(default_factory=list)
    read_at: dt.datetime = utc()
