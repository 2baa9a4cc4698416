"""What happens when a delivery has arrived, by its answer or as our own event."""

import datetime as dt

from sqlmodel import Session

from services import reactions
from services.charts import CHART
from storage import deliveries, seen
from storage.tables import Delivery
from storage.workspaces import find_workspace

EVENT_TYPE = "drumbeat_delivery"
"""The metadata type under which each post carries the uuid of its delivery."""
PRIVATE = frozenset({"reply", CHART})
"""Kinds whose payload has an address to answer to: it is a secret, and kept no longer than it is
needed."""


def confirm(
    session: Session,
    row: Delivery,
    *,
    rev: int,
    channel: str | None,
    ts: str | None,
    now: dt.datetime,
) -> None:
    """Slack shows it: keep where, and do what people's emoji on it already said."""
    if channel and ts:
        seen.lock_message(session, row.workspace_id, channel, ts)
    deliveries.confirm(session, row.id or 0, rev=rev, channel=channel, ts=ts, now=now)
    if channel and ts:
        reactions.apply_waiting(session, row.workspace_id, channel, ts, now)


def confirm_own_post(
    session: Session, team: str, uuid: str, *, channel: str, ts: str, now: dt.datetime
) -> None:
    """Our own message came back as an event: that proves its delivery, whatever the call said.

    A row that the answer has confirmed already is left alone.
    """
    workspace = find_workspace(session, team)
    if workspace is None or not uuid:
        return
    row = deliveries.find_by_uuid(session, workspace.id or 0, uuid)
    if row is None or row.ts is not None:
        return
    confirm(
        session,
        row,
        rev=1,
        channel=channel,
        ts=ts,
        now=now,
    )
    if row.kind in PRIVATE:
        deliveries.forget_payload(session, row.id or 0)
