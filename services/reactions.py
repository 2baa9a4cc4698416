"""Emoji on messages: on a task they do what they mean, a 📌 makes a task of any other message.

Every emoji is remembered, so that one that arrives before its message is known still counts, and
one that arrives late or twice changes nothing.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from domain.errors import NoSuchStep, NotAllowed
from domain.reactions import Meaning, meaning_of, merge_meanings
from services.goals.cards import GOAL_CARD
from services.scene import Origin, Scene, enter
from services.tasks.by_emoji import STEPS
from services.tasks.change import Changed
from services.tasks.pins import ask_for_message
from storage import conversations, deliveries, seen
from storage import tasks as store
from storage.deliveries import Wish
from storage.tables import ReactionState, Task
from storage.visibility import may_see, may_see_goal
from storage.workspaces import find_workspace, get_workspace

DOOR = "reaction"
GOAL_HINT = "goal_reaction_hint"


@dataclass(frozen=True, slots=True)
class Told:
    """One reaction event; `event_ts` orders the events of one person's emoji on one message."""

    team: str
    user: str
    channel: str
    ts: str
    emoji: str
    event_ts: str
    present: bool


def note_reaction(session: Session, told: Told, now: dt.datetime) -> Changed | None:
    """Remember an emoji and do what it means, on a task or (📌) on any message."""
    workspace = find_workspace(session, told.team)
    if workspace is None:
        return None
    meaning = meaning_of(told.emoji, _meanings(session, workspace.id or 0, told.channel))
    if meaning is None:
        return None
    state = ReactionState(
        workspace_id=workspace.id or 0,
        channel=told.channel,
        ts=told.ts,
        slack_user=told.user,
        emoji=told.emoji,
        event_ts=told.event_ts,
        present=told.present,
        at=now,
    )
    if not seen.note_reaction(session, state):
        return None
    task = task_behind(session, workspace.id or 0, told.channel, told.ts)
    if task is None:
        goal_id = goal_behind(session, workspace.id or 0, told.channel, told.ts)
        if goal_id is not None:
            seen.settle_reactions(session, workspace.id or 0, told.channel, told.ts)
            _hint_goal(session, told, goal_id, now)
        elif meaning is Meaning.MAKE_TASK and told.present:
            ask_for_message(session, _scene(session, told, now), told.ts, _origin(told))
        return None
    seen.settle_reactions(session, workspace.id or 0, told.channel, told.ts)
    return _act(session, told, task, meaning, now)


def _meanings(session: Session, workspace_id: int, channel: str) -> Mapping[str, Meaning]:
    """What emoji mean in a channel: its team may have chosen others."""
    place = conversations.find_conversation(session, workspace_id, channel)
    team = conversations.find_team(session, workspace_id, place.id or 0) if place else None
    return merge_meanings(team.emoji if team and team.emoji else {})


def apply_waiting(
    session: Session, workspace_id: int, channel: str, ts: str, now: dt.datetime
) -> None:
    """Do what emoji mean that came before their message was known."""
    waiting = seen.waiting_reactions(session, workspace_id, channel, ts)
    if not waiting:
        return
    task = task_behind(session, workspace_id, channel, ts)
    seen.settle_reactions(session, workspace_id, channel, ts)
    if task is None:
        return
    team = get_workspace(session, workspace_id).slack_id
    meanings = _meanings(session, workspace_id, channel)
    for state in waiting:
        meaning = meaning_of(state.emoji, meanings)
        if meaning is None or not state.present:
            continue
        told = Told(team, state.slack_user, channel, ts, state.emoji, state.event_ts, True)
        fresh = store.get_task(session, workspace_id, task.id or 0)
        _act(session, told, fresh, meaning, now)


def task_behind(session: Session, workspace_id: int, channel: str, ts: str) -> Task | None:
    """The task that a message shows or was turned into."""
    shown = deliveries.find_by_message(session, workspace_id, channel, ts)
    if shown is not None and shown.kind == "task_card":
        return store.get_task(session, workspace_id, shown.subject_id)
    return store.find_by_source(session, workspace_id, channel, ts)


def goal_behind(session: Session, workspace_id: int, channel: str, ts: str) -> int | None:
    """The primary key of the goal whose card a message is."""
    shown = deliveries.find_by_message(session, workspace_id, channel, ts)
    return shown.subject_id if shown is not None and shown.kind == GOAL_CARD else None


def _origin(told: Told) -> str:
    return f"{told.channel} {told.ts} {told.user} {told.emoji}"


def _scene(session: Session, told: Told, now: dt.datetime) -> Scene:
    at = Origin(told.team, told.user, told.channel)
    return enter(session, at, now=now, door=DOOR).through(DOOR, _origin(told))


def _act(
    session: Session, told: Told, task: Task, meaning: Meaning, now: dt.datetime
) -> Changed | None:
    scene = _scene(session, told, now)
    if scene.person.is_bot or scene.person.slack_id == scene.workspace.bot_user_id:
        return None
    step = STEPS.get((meaning, told.present))
    if step is None or not may_see(session, scene.audience, task.id or 0):
        return None
    locked = store.lock_task(session, scene.workspace_id, task.id or 0)
    try:
        return step(session, scene, locked)
    except NotAllowed:
        _hint(session, scene, locked, told.channel)
    except NoSuchStep:
        pass
    return None


def _hint_goal(session: Session, told: Told, goal_id: int, now: dt.datetime) -> None:
    """Emoji change tasks only: whoever tries it on a goal is told once what to do instead."""
    scene = _scene(session, told, now)
    if not told.present or scene.person.is_bot:
        return
    if may_see_goal(session, scene.audience, goal_id):
        payload = {"channel": told.channel}
        wish = Wish(GOAL_HINT, scene.person.slack_id, goal_id, payload=payload)
        deliveries.want(session, scene.workspace_id, wish, scene.now)


def _hint(session: Session, scene: Scene, task: Task, channel: str) -> None:
    """Somebody who may not: they get one private hint per task, and nothing changes."""
    wish = Wish("reaction_hint", scene.person.slack_id, task.id or 0, payload={"channel": channel})
    deliveries.want(session, scene.workspace_id, wish, scene.now)
