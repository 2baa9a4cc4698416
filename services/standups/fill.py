"""What stands in an answer's form before anything is typed, and the tasks that can be ticked."""

import datetime as dt

from sqlmodel import Session

from domain.standups.answers import OpenTask, Prefill, prefill
from domain.task_lines import Filters
from domain.tasks import Bucket
from services.scene import Scene
from services.standups.answer import Owed, previous_plan
from services.tasks.lists import Page, list_by
from storage.task_lists import TaskFilter, list_tasks

TASKS = 10


def filled_for(session: Session, scene: Scene, owed: Owed) -> Prefill:
    """The last plan and what was done since; what is due; tasks to tick."""
    since = scene.now - dt.timedelta(days=1)
    if owed.round.opened_at is not None:
        since = owed.round.opened_at - dt.timedelta(days=1)
    mine = TaskFilter(owner_id=scene.person_id, closed_since=since)
    closed = list_tasks(session, scene.workspace_id, scene.audience, mine, after=None, limit=TASKS)
    done = [row.task for row in closed.rows if row.task.status == "done"]
    due = list_by(session, scene, Filters(mine=True), Page(limit=TASKS))
    soon = [
        row.task
        for row, bucket in zip(due.rows, due.buckets, strict=True)
        if bucket in {Bucket.OVERDUE, Bucket.TODAY}
    ]
    return prefill(
        previous_plan(session, scene, owed),
        done=[OpenTask(task.number, task.title) for task in done],
        due=[OpenTask(task.number, task.title) for task in soon],
    )
