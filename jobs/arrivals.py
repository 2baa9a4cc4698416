"""What is written once Slack has answered: where a message stands, what a look-up found."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from jobs.calls import Call
from jobs.charts import uploaded
from jobs.nudges import dnd_told
from jobs.rendering import CLOSED_WAYS
from services import deliveries as use_cases
from services import people as slack_facts
from services.nudges.dnd import LOOK_UP as LOOK_UP_DND
from services.profiles import take_profile
from services.refusals import place_refused
from services.showing import KINDS
from services.standups.posts import IN_CHANNEL
from services.tasks.pins import LOOK_UP, make_task
from storage import conversations, deliveries, people
from storage.deliveries import Wish
from storage.tables import Delivery, Workspace
from storage.workspaces import get_workspace

Data = Mapping[str, Any]
Taken = Callable[[Session, Workspace, Delivery, Data, dt.datetime], bool]


def arrived(session: Session, row: Delivery, call: Call, data: Data, now: dt.datetime) -> None:
    """A call has taken effect; `data` is Slack's answer."""
    if call.drawing is not None:
        uploaded(session, row, data, now)
        return
    take = LOOK_UPS.get(row.kind)
    if take is not None:
        workspace = get_workspace(session, row.workspace_id)
        if take(session, workspace, row, data, now):
            deliveries.confirm(session, row.id or 0, rev=call.rev, now=now)
            deliveries.forget_payload(session, row.id or 0)
        return
    channel, ts = data.get("channel"), data.get("ts")
    is_message = call.method in {"chat.postMessage", "chat.update"}
    use_cases.confirm(
        session,
        row,
        rev=call.rev,
        channel=str(channel) if is_message and channel else None,
        ts=str(ts) if is_message and ts else None,
        now=now,
    )
    _forget_secrets(session, row)
    if is_message and row.destination.startswith(("U", "W")) and channel:
        people.remember_dm(session, row.workspace_id, row.destination, str(channel))


def nothing_to_send(session: Session, row: Delivery, now: dt.datetime) -> None:
    """A row that shows all it should already, or that has nothing left to show."""
    deliveries.confirm(session, row.id or 0, rev=row.wanted_rev, now=now)
    _forget_secrets(session, row)


def drop(session: Session, row: Delivery, error: str) -> None:
    """End a row: it will not be sent (again)."""
    deliveries.end(session, row.id or 0, error)
    _forget_secrets(session, row)


def close_way(session: Session, row: Delivery, call: Call, now: dt.datetime) -> None:
    """One way is refused for good and another is left: the row is due again without the first."""
    closed = [*row.payload.get(CLOSED_WAYS, ()), call.method]
    deliveries.go_on(session, row.id or 0, {**row.payload, CLOSED_WAYS: closed}, now)


def _forget_secrets(session: Session, row: Delivery) -> None:
    """An address to answer to is kept no longer than it is needed."""
    if row.kind in use_cases.PRIVATE:
        deliveries.forget_payload(session, row.id or 0)


NO_THREAD = frozenset(
    {
        "thread_not_found",
        "cannot_reply_to_message",
        "restricted_action_thread_locked",
        "restricted_action_non_threadable_channel",
    }
)
"""Refusals of a thread, not of the channel around it: somebody deleted the first message."""


def refused(session: Session, row: Delivery, error: str, now: dt.datetime) -> None:
    """A place refuses for good: end the row and do what that means for people."""
    workspace = get_workspace(session, row.workspace_id)
    if error in NO_THREAD:
        _without_thread(session, row, error, now)
        return
    drop(session, row, error)
    if row.kind == "look_up_person":
        slack_facts.forget_unknown(session, workspace, row.destination)
    elif row.kind == "look_up_conversation":
        slack_facts.hide_conversation(session, workspace, row.destination, now)
    elif row.kind in KINDS or row.kind in IN_CHANNEL:
        place_refused(session, workspace, row, error, now)


def _without_thread(session: Session, row: Delivery, error: str, now: dt.datetime) -> None:
    """What has lost its thread is posted in the channel itself if it stands for something there."""
    if row.ts is None and row.kind in KINDS and row.payload.get("thread_ts"):
        kept = {name: value for name, value in row.payload.items() if name != "thread_ts"}
        deliveries.go_on(session, row.id or 0, kept, now)
    else:
        drop(session, row, error)


def _person(
    session: Session, workspace: Workspace, _row: Delivery, data: Data, now: dt.datetime
) -> bool:
    take_profile(session, workspace, data["user"], now)
    return True


def _people(
    session: Session, workspace: Workspace, row: Delivery, data: Data, now: dt.datetime
) -> bool:
    for user in data.get("members") or []:
        take_profile(session, workspace, user, now)
    return _last_page(session, row, data, now)


def _conversation(
    session: Session, workspace: Workspace, _row: Delivery, data: Data, now: dt.datetime
) -> bool:
    slack_facts.describe_conversation(session, workspace, data["channel"], now)
    return True


def _conversations(
    session: Session, workspace: Workspace, row: Delivery, data: Data, now: dt.datetime
) -> bool:
    for channel in data.get("channels") or []:
        slack_facts.describe_conversation(session, workspace, channel, now)
    return _last_page(session, row, data, now)


def _members(
    session: Session, workspace: Workspace, row: Delivery, data: Data, now: dt.datetime
) -> bool:
    place = conversations.find_conversation(session, row.workspace_id, row.destination)
    found = [str(user) for user in data.get("members") or []]
    seen = [*row.payload.get("seen", []), *found]
    is_last = _last_page(session, row, data, now, seen=seen)
    if place is not None:
        everybody = seen if is_last else found
        slack_facts.set_members(session, workspace, place, everybody, now, complete=is_last)
    return is_last


def _message(
    session: Session, workspace: Workspace, row: Delivery, data: Data, now: dt.datetime
) -> bool:
    for message in data.get("messages") or []:
        if message.get("ts") == row.payload["ts"]:
            make_task(session, workspace, row, message, now)
    return True


def _last_page(session: Session, row: Delivery, data: Data, now: dt.datetime, **kept: Any) -> bool:
    cursor = (data.get("response_metadata") or {}).get("next_cursor")
    if not cursor:
        return True
    deliveries.go_on(session, row.id or 0, {"cursor": cursor, **kept}, now)
    return False


def ask_for_everything(session: Session, workspace_id: int, slot: str, now: dt.datetime) -> None:
    """Look everybody and every channel up, once per slot (at start, and nightly)."""
    for kind in ("look_up_people", "look_up_conversations"):
        deliveries.want(session, workspace_id, Wish(kind, "", slot=slot), now)


LOOK_UPS: Mapping[str, Taken] = {
    "look_up_person": _person,
    "look_up_people": _people,
    "look_up_conversation": _conversation,
    "look_up_conversations": _conversations,
    "look_up_members": _members,
    LOOK_UP: _message,
    LOOK_UP_DND: dnd_told,
}
