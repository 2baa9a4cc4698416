"""What each emoji does to a task, and what its removal takes back."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from domain.reactions import Meaning
from domain.tasks import CLOSED, Action, Status
from services.scene import Scene
from services.tasks.blocking import block_task, unblock_task
from services.tasks.change import Changed, allow, apply_changes, from_json, status_columns
from services.tasks.following import vote
from services.tasks.offers import name_owner
from services.tasks.verbs import finish_task, snooze_task
from storage import activity, deliveries
from storage.deliveries import Wish
from storage.tables import Task

ASK_WHY = "ask_why"
"""The kind of delivery that asks a person what blocks a task."""

Step = Callable[[Session, Scene, Task], Changed | None]


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
    if task.offered_to_id != scene.person_id:
        allow(session, scene, task, Action.TAKE)
    columns = status_columns(scene, task, Status.DOING)
    wanted = {**columns, **name_owner(scene, task, scene.person)}
    return apply_changes(session, scene, task, "take", wanted)


def _release(session: Session, scene: Scene, task: Task) -> Changed | None:
    """Give back what this very emoji took: the owner and status of before."""
    line = _was_set_by_this(session, scene, task, "take")
    if line is None or task.owner_id != scene.person_id or task.status != Status.DOING:
        return None
    before: dict[str, Any] = {name: from_json(name, pair[0]) for name, pair in line.items()}
    return apply_changes(session, scene, task, "release", before)


def _block(session: Session, scene: Scene, task: Task) -> Changed | None:
    """Block, and ask in a direct message what is in the way."""
    if Status(task.status) in CLOSED or task.status == Status.BLOCKED:
        return None
    changed = block_task(session, scene, task)
    wish = Wish(ASK_WHY, scene.person.slack_id, task.id or 0, slot=scene.change_group)
    deliveries.want(session, scene.workspace_id, wish, scene.now)
    return changed


def _unblock(session: Session, scene: Scene, task: Task) -> Changed | None:
    """Unblock, but only if this very emoji blocked the task."""
    if task.status != Status.BLOCKED or not _was_set_by_this(session, scene, task, "block"):
        return None
    return unblock_task(session, scene, task)


def _snooze(session: Session, scene: Scene, task: Task) -> Changed | None:
    return None if Status(task.status) in CLOSED else snooze_task(session, scene, task, None)


def _vote(session: Session, scene: Scene, task: Task) -> Changed | None:
    return vote(session, scene, task, wanted=True)


def _take_vote_back(session: Session, scene: Scene, task: Task) -> Changed | None:
    return vote(session, scene, task, wanted=False)


def _was_set_by_this(
    session: Session, scene: Scene, task: Task, verb: str
) -> dict[str, list[Any]] | None:
    """The changes of the newest step in status or owner, if this emoji with this verb made it."""
    for line in activity.history(session, scene.workspace_id, ("task", task.id or 0)):
        if "status" in line.changes or "owner_id" in line.changes:
            made_it = line.verb == verb and line.origin == scene.origin
            return line.changes if made_it else None
    return None


STEPS: Mapping[tuple[Meaning, bool], Step] = MappingProxyType(
    {
        (Meaning.DONE, True): _done,
        (Meaning.DONE, False): _not_done,
        (Meaning.TAKE, True): _take,
        (Meaning.TAKE, False): _release,
        (Meaning.BLOCK, True): _block,
        (Meaning.BLOCK, False): _unblock,
        (Meaning.SNOOZE, True): _snooze,
        (Meaning.VOTE, True): _vote,
        (Meaning.VOTE, False): _take_vote_back,
    }
)
"""By meaning, and whether the emoji was added or taken away."""
