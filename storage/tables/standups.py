"""The records of standups: definitions, rounds, who was asked, answers, blockers."""

import datetime as dt
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.fields import json, utc


class Standup(SQLModel, table=True):
    """A standup of a team. `days` is a recurrence as JSON, `questions` a list of [kind, text].

    `zones`: each_local or team. `conversation_id` is where rounds and answers go. `prompt_at` and
    `close_at` are wall times; a close that is not after the prompt lies on the next day. `reminder`
    in minutes before the close, 0 = none. Visible to whom its conversation is.
    """

    __table_args__ = (Index("standup_by_team", "team_id", "folded"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    team_id: int = Field(foreign_key="team.id")
    conversation_id: int = Field(foreign_key="conversation.id")
    name: str
    folded: str
    days: dict[str, Any] = json(default_factory=dict)
    prompt_at: dt.time
    close_at: dt.time
    zones: str = "each_local"
    questions: list[list[str]] = json(default_factory=list)
    reminder: int = 30
    mood: bool = False
    name_missing: bool = False
    paused: bool = False
    paused_until: dt.date | None = None
    creator_id: int = Field(foreign_key="person.id")
    created_at: dt.datetime = utc()
    updated_at: dt.datetime = utc()
    ended_at: dt.datetime | None = utc(nullable=True, default=None)


class StandupPerson(SQLModel, table=True):
    """A part in a standup that differs from what the roster says: mandatory, optional, observer,
    or none (left by hand)."""

    __tablename__ = "standup_person"
    standup_id: int = Field(foreign_key="standup.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(
        foreign_key="person.id", primary_key=True, index=True, ondelete="CASCADE"
    )
    part: str


class Round(SQLModel, table=True):
    """A standup on one local date. State: planned, open, closed, skipped (nobody there).

    `closed_early_at` is set by "close now". `summary_rev` grows with what the summary shows.
    """

    __table_args__ = (
        UniqueConstraint("standup_id", "day"),
        Index("round_by_day", "workspace_id", "day", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    standup_id: int = Field(foreign_key="standup.id", ondelete="CASCADE")
    day: dt.date
    state: str = "planned"
    opened_at: dt.datetime | None = utc(nullable=True, default=None)
    closed_at: dt.datetime | None = utc(nullable=True, default=None)
    closed_early_at: dt.datetime | None = utc(nullable=True, default=None)


class Participation(SQLModel, table=True):
    """One person in one round: their window (UTC), and how far it has come.

    `state`: planned, asked, answered, skipped, away, not_asked, left (`domain.standups.rounds`);
    excluded with `reason` for who has no window.
    """

    __table_args__ = (Index("participation_by_person", "person_id", "round_id"),)
    round_id: int = Field(foreign_key="round.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")
    part: str = "mandatory"
    state: str = "planned"
    reason: str = ""
    prompt_at: dt.datetime | None = utc(nullable=True, default=None)
    remind_at: dt.datetime | None = utc(nullable=True, default=None)
    closes_at: dt.datetime | None = utc(nullable=True, default=None)
    asked_at: dt.datetime | None = utc(nullable=True, default=None)
    reminded_at: dt.datetime | None = utc(nullable=True, default=None)
    answered_at: dt.datetime | None = utc(nullable=True, default=None)


class Answer(SQLModel, table=True):
    """What somebody answered in a round: a text per question, in their order.

    `source`: form (posted by us) or thread (their own reply, at `channel`, `ts`). `mood` 1 to 5.
    `same_as_id` is the answer in another standup that serves this one too.
    """

    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        Index(
            "answer_by_message",
            "workspace_id",
            "channel",
            "ts",
            sqlite_where=text("ts IS NOT NULL"),
            postgresql_where=text("ts IS NOT NULL"),
        ),
        Index("answer_by_person", "person_id", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    round_id: int = Field(foreign_key="round.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    replies: list[str] = json(default_factory=list)
    mood: int | None = None
    same_as_id: int | None = Field(default=None, foreign_key="answer.id")
    source: str = "form"
    channel: str | None = None
    ts: str | None = None
    created_at: dt.datetime = utc()
    edited_at: dt.datetime | None = utc(nullable=True, default=None)
    withdrawn_at: dt.datetime | None = utc(nullable=True, default=None)


class Blocker(SQLModel, table=True):
    """Something in the way of its creator (`B7`). State: open, acknowledged, resolved.

    `owner_id` is who took it (acknowledged). `since` is the team's date from which the present wait
    counts, `news` the last update. `visibility` as in `task`.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index(
            "blocker_open_by_team",
            "workspace_id",
            "team_id",
            "id",
            sqlite_where=text("resolved_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    number: int
    title: str
    state: str = "open"
    since: dt.date
    creator_id: int = Field(foreign_key="person.id")
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    conversation_id: int | None = Field(default=None, foreign_key="conversation.id")
    visibility: str = "workspace"
    round_id: int | None = Field(default=None, foreign_key="round.id")
    escalated: bool = False
    news: str = ""
    created_at: dt.datetime = utc()
    updated_at: dt.datetime = utc()
    resolved_at: dt.datetime | None = utc(nullable=True, default=None)


class BlockerTag(SQLModel, table=True):
    """Somebody asked for help with a blocker since a date of the team; `settled` = need not say."""

    __tablename__ = "blocker_tag"
    blocker_id: int = Field(foreign_key="blocker.id", primary_key=True, ondelete="CASCADE")
    person_id: int = Field(
        foreign_key="person.id", primary_key=True, index=True, ondelete="CASCADE"
    )
    since: dt.date
    settled: bool = False
