"""Parts of a task: tasks of their own, one level deep, where their parent is."""

from dataclasses import replace

from sqlmodel import Session

from domain.errors import NoPart
from domain.quickadd import QuickAdd
from domain.tasks import CLOSED, Action, Family, NoSub, Status, why_no_sub
from services.scene import Scene
from services.tasks.add import Added, add_task
from services.tasks.cards import redraw_cards
from services.tasks.change import Changed, allow
from services.tasks.resolve import resolve_channel
from services.tasks.verbs import finish_task, get_task, open_parts
from storage import task_parts
from storage import tasks as store
from storage.tables import Task
from storage.tasks import TaskFacts


def add_part(session: Session, scene: Scene, number: int, quick: QuickAdd) -> Added:
    """Add a part to a task; it belongs to the same team and is seen by the same people.

    Raises NoPart if the task can have none or another channel is named, and what `add_task` raises.
    """
    parent = get_task(session, scene, number)
    allow(session, scene, parent, Action.ADD_SUB)
    subs = len(task_parts.parts_of(session, parent.id or 0))
    closed = Status(parent.status) in CLOSED
    refused = why_no_sub(Family(parent.id or 0, parent.parent_id, subs, closed))
    if refused is not None:
        raise NoPart(number, refused.value)
    facts = store.get_facts(session, scene.workspace_id, parent.id or 0)
    _refuse_elsewhere(session, scene, facts, quick)
    there = scene
    if scene.place is None or scene.place.id != parent.conversation_id:
        there = replace(scene, place=facts.conversation, team=None, thread_ts="")
    added = add_task(session, there, replace(quick, team=None), parent=facts)
    redraw_cards(session, scene, parent.id or 0)
    return added


def _refuse_elsewhere(session: Session, scene: Scene, parent: TaskFacts, quick: QuickAdd) -> None:
    """Another channel would show a part to people who may not see the whole."""
    if quick.team is None:
        return
    place = resolve_channel(session, scene, quick.team)
    if parent.team_channel is None or place.id != parent.team_channel.id:
        raise NoPart(parent.task.number, NoSub.ELSEWHERE.value)


def finish_with_parts(session: Session, scene: Scene, task: Task) -> list[Changed]:
    """Mark the parts of a task that are left, and the task, as done."""
    left = open_parts(session, scene, task)
    locked = [store.lock_task(session, scene.workspace_id, part.id or 0) for part in left]
    done = [finish_task(session, scene, part) for part in locked]
    if Status(task.status) not in CLOSED:
        done.append(finish_task(session, scene, task))
    return done
