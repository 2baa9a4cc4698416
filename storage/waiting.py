"""What was made in a conversation that its channel may never have shown: tasks, goals."""

from typing import TypeVar

from sqlalchemy import exists, select
from sqlmodel import Session

from storage import rows
from storage.tables import Conversation, Delivery, Goal, Task

Made = TypeVar("Made", Task, Goal)

_conversation = rows.table_of(Conversation)
_delivery = rows.table_of(Delivery)

AT_ONCE = 100
"""So many things of a kind are shown when a place opens; more would flood it."""


def waiting_for(
    session: Session, record: type[Made], kind: str, conversation_id: int
) -> list[Made]:
    """Open tasks or goals without a card (a delivery of this kind) where they were made."""
    made = rows.table_of(record)
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
            made.c.closed_at.is_(None),
            ~in_channel,
        )
        .order_by(made.c.id)
        .limit(AT_ONCE)
    )
    return rows.every(session, record, statement, {})
