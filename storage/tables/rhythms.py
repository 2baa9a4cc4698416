"""What is due when: the rows that the heartbeat claims, and what became of each time."""

import datetime as dt

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.fields import utc


class Rhythm(SQLModel, table=True):
    """One thing that has to be looked at again at `next_at`; which rules say so is its `kind`'s.

    `kind`: standup (opens its rounds), round (asks, reminds, closes), nudges (one person's day).
    `subject_id` is the row it is about. `slot` names the occurrence that is planned at `next_at`.
    Nothing is due while `paused`. State: due, stuck (gave up after 8 tries); `not_before` holds a
    failing one back.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "subject_id", name="rhythm_once"),
        Index(
            "rhythm_due",
            "next_at",
            "id",
            sqlite_where=text("state = 'due' AND NOT paused AND next_at IS NOT NULL"),
            postgresql_where=text("state = 'due' AND NOT paused AND next_at IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    kind: str
    subject_id: int
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    next_at: dt.datetime | None = utc(nullable=True, default=None)
    slot: str = ""
    paused: bool = False
    paused_until: dt.date | None = None
    state: str = "due"
    attempts: int = 0
    not_before: dt.datetime | None = utc(nullable=True, default=None)
    error: str = ""


class Occurrence(SQLModel, table=True):
    """What became of one time of a rhythm; the unique slot lets it happen once.

    `outcome`: sent, late, folded, missed, skipped (nobody there). `why` is a code, no sentence.
    """

    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "subject_id", "slot", name="occurrence_once"),
        Index("occurrence_by_team", "team_id", "due_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    kind: str
    subject_id: int
    slot: str
    team_id: int | None = Field(default=None, foreign_key="team.id")
    due_at: dt.datetime = utc()
    at: dt.datetime = utc()
    outcome: str
    why: str = ""
