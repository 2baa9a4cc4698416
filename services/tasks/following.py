"""Watch a task without owning it, and vote for it."""

from collections.abc import Iterable

from sqlmodel import Session

from domain.tasks import Action
from services.scene import Scene
from services.tasks.change import Changed, allow, apply_changes
from services.tasks.verbs import each_task
from storage import task_parts
from storage import tasks as store
from storage.tables import Task


def watch_tasks(session: Session, scene: Scene, numbers: Iterable[int]) -> list[Changed]:
    """Follow tasks; their owner does so anyway."""

    def watch(task: Task) -> Changed:
        allow(session, scene, task, Action.WATCH)
        known = set(store.watcher_ids(session, task.id or 0))
        more = set() if task.owner_id == scene.person_id else {scene.person_id}
        return apply_changes(session, scene, task, "watch", {"watchers": sorted(known | more)})

    return each_task(session, scene, numbers, watch)


def unwatch_tasks(session: Session, scene: Scene, numbers: Iterable[int]) -> list[Changed]:
    """Follow tasks no more."""

    def unwatch(task: Task) -> Changed:
        allow(session, scene, task, Action.WATCH)
        left = set(store.watcher_ids(session, task.id or 0)) - {scene.person_id}
        return apply_changes(session, scene, task, "unwatch", {"watchers": sorted(left)})

    return each_task(session, scene, numbers, unwatch)


def vote(session: Session, scene: Scene, task: Task, *, wanted: bool) -> Changed:
    """Say, or take back, that one wants a task done."""
    allow(session, scene, task, Action.VOTE)
    voters = set(task_parts.voter_ids(session, task.id or 0))
    voters = voters | {scene.person_id} if wanted else voters - {scene.person_id}
    verb = "vote" if wanted else "unvote"
    return apply_changes(session, scene, task, verb, {"votes": sorted(voters)})
