"""What was made in a conversation that its channel may never have shown: tasks, goals,
blockers."""

from typing import TypeVar

from sqlalchemy import exists, select
from sqlmodel import Session

from storage import rows
from storage.tables import Blocker, Conversation, Delivery, Goal, Task

Made = TypeVar("Made", Task, Goal, Blocker)

_conversation = rows.table_of(Conversation)
_delivery = rows.table_of(Delivery)

AT_ONCE = 100
"""So many things of a kind are shown when a place opens; more would flood it."""


def waiting_for(
    session: Session, record: type[Made], kind: str, conversation_id: int
) -> list[Made]:
    """What is open and has no card (a delivery of this kind) in the place where it was made."""
    made = rows.table_of(record)
    ended_at = made.c.closed_at if "closed_at" in made.c else made.c.resolved_at
    in_channel = exists().where(
        _delivery.c.kind == kind,
        _delivery.c.workspace_id == made.c.workspace_id,
        _delivery.c.subject_id == made.c.id,
        _delivery.c.destination == _conversation.c.slack_id,
        _delivery.c.state != "ended",
    )
    statement = (
        select(made)
        .join(_conversation, _conversation.c.id == made.c.conversation_id)
        .where(
            made.c.conversation_id == conversation_id,
            ended_at.is_(None),
            ~in_channel,
        )
        .order_by(made.c.id)
        .limit(AT_ONCE)
    )
    return rows.every(session, record, statement, {})
