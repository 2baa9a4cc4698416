"""📌 on a message makes a task of it: its text is asked of Slack first, durably, and once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from domain.quickadd import QuickAdd
from domain.tasks import DESCRIPTION_MAX, TITLE_MAX
from services.readable import readable_line
from services.scene import Origin, Scene, enter, team_here
from services.tasks.add import Source, add_task
from storage import conversations, deliveries
from storage import tasks as store
from storage.deliveries import Wish
from storage.tables import Delivery, Workspace

LOOK_UP = "look_up_message"
DOOR = "reaction"
NAMELESS = "📌"
"""The title made of a message in which nothing can be read."""


def ask_for_message(session: Session, scene: Scene, ts: str, origin: str) -> bool:
    """Look up a message that a person pinned; False if they may not, or somebody has before.

    Only full members of the channel may, where the team has not switched it off.
    """
    place = scene.place
    if place is None or place.id is None or not _may_pin(session, scene):
        return False
    wish = Wish(
        LOOK_UP,
        place.slack_id,
        slot=ts,
        payload={"ts": ts, "user": scene.person.slack_id, "origin": origin},
    )
    return deliveries.want(session, scene.workspace_id, wish, scene.now)


def _may_pin(session: Session, scene: Scene) -> bool:
    place, person = scene.place, scene.person
    if place is None or place.id is None or person.is_guest or person.is_stranger:
        return False
    if person.is_bot or person.slack_id == scene.workspace.bot_user_id:
        return False
    if place.kind == "im":
        return True
    if not place.bot_is_member or (scene.team is not None and not scene.team.pin_makes_task):
        return False
    return conversations.is_member(session, place.id, scene.person_id)


def make_task(
    session: Session,
    workspace: Workspace,
    row: Delivery,
    message: Mapping[str, Any],
    now: dt.datetime,
) -> None:
    """The message has been read: it becomes a task of whoever pinned it, its card the answer."""
    channel, ts = row.destination, str(row.payload["ts"])
    if message.get("app_id") == workspace.app_id and workspace.app_id:
        return
    if store.find_by_source(session, workspace.id or 0, channel, ts) is not None:
        return
    at = Origin(workspace.slack_id, str(row.payload["user"]), channel)
    scene = enter(session, at, now=now, door=DOOR).through(DOOR, str(row.payload["origin"]))
    scene = replace(scene, team=scene.team or team_here(session, scene, scene.place))
    source = Source(channel, ts, str(message.get("thread_ts") or ""))
    add_task(session, scene, _quick(session, scene, message), source=source)


def _quick(session: Session, scene: Scene, message: Mapping[str, Any]) -> QuickAdd:
    text = readable_line(session, scene.workspace_id, str(message.get("text") or "")).strip()
    title, _, rest = text.partition("\n")
    title = " ".join(title.split())
    if len(title) > TITLE_MAX:
        title, rest = f"{title[: TITLE_MAX - 1].rstrip()}…", text
    if not title:
        files = message.get("files") or [{}]
        title = str(files[0].get("title") or files[0].get("name") or "")[:TITLE_MAX] or NAMELESS
    return QuickAdd(title=title, description=rest.strip()[:DESCRIPTION_MAX])
