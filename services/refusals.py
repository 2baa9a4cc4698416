"""A place that refuses a card for good: the card moves to a direct message, once."""

import datetime as dt

from sqlmodel import Session

from services.people import bot_left, change_conversation
from services.showing import KINDS
from storage.tables import Delivery, Workspace

ARCHIVED = {"is_archived", "is_inactive"}
NO_ACCESS = {"not_in_channel", "channel_not_found", "channel_is_limited_access"}


def place_refused(
    session: Session, workspace: Workspace, row: Delivery, error: str, now: dt.datetime
) -> None:
    """Write down what the refusal says of the channel, and show the card in a direct message.

    A card in a direct message that is refused (its reader is gone) has nowhere else to go.
    """
    if row.destination.startswith(("U", "W", "D")):
        return
    if error in NO_ACCESS:
        bot_left(session, workspace, row.destination, now)
    elif error in ARCHIVED:
        change_conversation(session, workspace, row.destination, {"is_archived": True}, now)
    else:
        # Posting is restricted there; the bot stays a member but must not try again.
        change_conversation(session, workspace, row.destination, {"bot_is_member": False}, now)
    if row.ts is None and row.kind in KINDS:
        KINDS[row.kind].show(session, row.workspace_id, row.subject_id, now)
