"""Where the cards of a task belong, and that they show its present state."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from services.scene import Scene
from storage import deliveries
from storage.deliveries import Wish
from storage.tables import Conversation, Task
from storage.tasks import TaskFacts

CARD = "task_card"


@dataclass(frozen=True, slots=True)
class HeardIn:
    """The conversation and thread that a request came from."""

    channel: str
    thread_ts: str


def card_place(facts: TaskFacts) -> Conversation | None:
    """The channel that shows the card, None if only direct messages do.

    A task belongs to its team's channel, else to where it was made; the bot must be there.
    """
    for place in (facts.team_channel, facts.conversation):
        if place is None or place.kind == "im" or not place.bot_is_member or place.is_archived:
            continue
        if _may_show(facts.task, place):
            return place
    return None


def _may_show(task: Task, place: Conversation) -> bool:
    if task.visibility == "workspace":
        return True
    return task.visibility == "conversation" and task.conversation_id == place.id


def show_card(
    session: Session, facts: TaskFacts, now: dt.datetime, *, heard_in: HeardIn | None = None
) -> Conversation | None:
    """Post the card where it belongs; returns the channel, None if it went to direct messages.

    `heard_in` is the thread of the request that made the task.
    """
    place = card_place(facts)
    task = facts.task
    if place is not None:
        thread_ts = _thread_in(task, place, heard_in)
        payload = {"thread_ts": thread_ts} if thread_ts else {}
        wish = Wish(CARD, place.slack_id, task.id or 0, slot=thread_ts, payload=payload)
    else:
        wish = Wish(CARD, facts.creator.slack_id, task.id or 0)
    if not deliveries.want(session, task.workspace_id, wish, now):
        deliveries.reopen(
            session, task.workspace_id, CARD, wish.destination, now, subject_id=task.id or 0
        )
    return place


def _thread_in(task: Task, place: Conversation, heard_in: HeardIn | None) -> str:
    """The thread in which the card is posted: that of the source message or of the mention."""
    if task.source_channel == place.slack_id:
        return task.source_thread_ts or task.source_ts or ""
    if heard_in is not None and heard_in.channel == place.slack_id:
        return heard_in.thread_ts
    return ""


def tell_owner(session: Session, scene: Scene, facts: TaskFacts, *, back: bool = False) -> None:
    """Send a new owner, unless that is the person acting, a card of their own; `back` if they had
    the task before."""
    owner = facts.owner
    if owner is None or owner.id == scene.person_id or owner.is_bot:
        return
    wish = Wish(
        CARD,
        owner.slack_id,
        facts.task.id or 0,
        slot=f"given {scene.change_group}",
        payload={"given_by": scene.person_id, **({"back": True} if back else {})},
    )
    deliveries.want(session, scene.workspace_id, wish, scene.now)


def redraw_cards(session: Session, scene: Scene, task_id: int) -> None:
    """Let every card of a task show its present state."""
    deliveries.redraw(session, scene.workspace_id, CARD, task_id, scene.now)
