"""Workspaces, people, conversations, teams."""

import datetime as dt

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.fields import json, utc


class Workspace(SQLModel, table=True):
    """One Slack workspace; nothing ever crosses its rows.

    `charts_refused_at` is when it last refused Slack's own chart block; it gets pictures then.
    """

    id: int | None = Field(default=None, primary_key=True)
    slack_id: str = Field(unique=True)
    name: str = ""
    domain: str = ""
    bot_user_id: str = ""
    bot_id: str = ""
    app_id: str = ""
    created_at: dt.datetime = utc()
    ended_at: dt.datetime | None = utc(nullable=True, default=None)
    ended_why: str = ""
    charts_refused_at: dt.datetime | None = utc(nullable=True, default=None)


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
    quiet_from: dt.time | None = None
    quiet_until: dt.time | None = None
    nudges: str | None = None
    home_opened_at: dt.datetime | None = utc(nullable=True, default=None)


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
    works_from: dt.time = dt.time(9)
    works_until: dt.time = dt.time(18)
    nudges: str = "standard"
    country: str | None = None
    subdivision: str | None = None
    days_off: list[str] | None = json(default=None, nullable=True)
    extra_days: list[str] | None = json(default=None, nullable=True)
    emoji: dict[str, str] | None = json(default=None, nullable=True)
    created_at: dt.datetime = utc()


class RosterEntry(SQLModel, table=True):
    """A person's part in a team. `role`: lead, deputy, member, optional or observer."""

    __tablename__ = "roster_entry"
    team_id: int = Field(foreign_key="team.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(
        foreign_key="person.id", primary_key=True, index=True, ondelete="CASCADE"
    )
    role: str = "member"


class Away(SQLModel, table=True):
    """Days on which a person is away, both inclusive, and who stands in.

    `source`: word (said by the person) or status (read from Slack; `status_key` says which one).
    `ended_at` is when a manual "back" ended it early; the row stays, so that the same status does
    not begin it anew.
    """

    __table_args__ = (
        Index("away_by_person", "person_id", "first_day", "last_day"),
        Index("away_by_cover", "cover_id", "last_day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    first_day: dt.date
    last_day: dt.date
    cover_id: int | None = Field(default=None, foreign_key="person.id")
    source: str = "word"
    status_key: str = ""
    ended_at: dt.datetime | None = utc(nullable=True, default=None)
