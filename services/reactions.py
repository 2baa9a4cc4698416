"""Emoji on a card or on the message a task was made from: done, take, and their removal.

Every emoji is remembered, so that one that arrives before its message is known still counts, and
one that arrives late or twice changes nothing.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from domain.errors import NoSuchStep, NotAllowed
from domain.reactions import Meaning, meaning_of
from domain.tasks import CLOSED, Action, Status
from services.scene import Origin, Scene, enter
from services.tasks.change import Changed, allow, apply_changes, from_json, status_columns
from services.tasks.verbs import finish_task
from storage import activity, deliveries, seen
from storage import tasks as store
from storage.deliveries import Wish
from storage.tables import ReactionState, Task
from storage.visibility import may_see
from storage.workspaces import find_workspace, get_workspace

DOOR = "reaction"
ACTED_ON = frozenset({Meaning.DONE, Meaning.TAKE})


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
    """Remember an emoji and do what it means if its message shows a task."""
    workspace = find_workspace(session, told.team)
    meaning = meaning_of(told.emoji)
    if workspace is None or meaning is None or meaning not in ACTED_ON:
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
        return None
    seen.settle_reactions(session, workspace.id or 0, told.channel, told.ts)
    return _act(session, told, task, meaning, now)


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
    for state in waiting:
        meaning = meaning_of(state.emoji)
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


def _act(
    session: Session, told: Told, task: Task, meaning: Meaning, now: dt.datetime
) -> Changed | None:
    origin = f"{told.channel} {told.ts} {told.user} {told.emoji}"
    at = Origin(told.team, told.user, told.channel)
    scene = enter(session, at, now=now, door=DOOR).through(DOOR, origin)
    if scene.person.is_bot or scene.person.slack_id == scene.workspace.bot_user_id:
        return None
    if not may_see(session, scene.audience, task.id or 0):
        return None
    locked = store.lock_task(session, scene.workspace_id, task.id or 0)
    try:
        if meaning is Meaning.DONE:
            step = _done if told.present else _not_done
        else:
            step = _take if told.present else _release
        return step(session, scene, locked)
    except NotAllowed:
        _hint(session, scene, locked, told.channel)
    except NoSuchStep:
        pass
    return None


def _hint(session: Session, scene: Scene, task: Task, channel: str) -> None:
    """Somebody who may not: they get one private hint per task, and nothing changes."""
    wish = Wish("reaction_hint", scene.person.slack_id, task.id or 0, payload={"channel": channel})
    deliveries.want(session, scene.workspace_id, wish, scene.now)


def _done(session: Session, scene: Scene, task: Task) -> Changed | None:
    if Status(task.status) in CLOSED:
        return None
    return finish_task(session, scene, task)


def _not_done(session: Session, scene: Scene, task: Task) -> Changed | None:
    """Reopen, but only if this very emoji closed the task."""
    if task.status != Status.DONE or not _was_set_by_this(session, scene, task, "finish"):
        return None
    columns = status_columns(scene, task, Status.OPEN)
    return apply_changes(session, scene, task, "reopen", columns)


def _take(session: Session, scene: Scene, task: Task) -> Changed | None:
    if Status(task.status) in CLOSED:
        return None
    allow(session, scene, task, Action.TAKE)
    columns = status_columns(scene, task, Status.DOING)
    wanted = {**columns, "owner_id": scene.person_id}
    return apply_changes(session, scene, task, "take", wanted)


def _release(session: Session, scene: Scene, task: Task) -> Changed | None:
    """Give back what this very emoji took: the owner and status of before."""
    line = _was_set_by_this(session, scene, task, "take")
    if line is None or task.owner_id != scene.person_id or task.status != Status.DOING:
        return None
    before: dict[str, Any] = {name: from_json(name, pair[0]) for name, pair in line.items()}
    return apply_changes(session, scene, task, "release", before)


def _was_set_by_this(
    session: Session, scene: Scene, task: Task, verb: str
) -> dict[str, list[Any]] | None:
    """The changes of the newest step in status or owner, if this emoji with this verb made it."""
    for line in activity.history(session, scene.workspace_id, ("task", task.id or 0)):
        if "status" in line.changes or "owner_id" in line.changes:
            made_it = line.verb == verb and line.origin == scene.origin
            return line.changes if made_it else None
    return None
