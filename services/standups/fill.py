"""What stands in an answer's form before anything is typed, and the tasks that can be ticked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session

from domain.standups.answers import OpenTask, Prefill, prefill
from domain.task_lines import Filters
from domain.tasks import Bucket
from services.scene import Scene
from services.standups.answer import Owed, previous_plan
from services.tasks.lists import Page, list_by
from storage import conversations
from storage.tables import Task
from storage.task_lists import TaskFilter, list_tasks
from storage.visibility import Audience, may_see

TASKS = 10


def filled_for(session: Session, scene: Scene, owed: Owed) -> Prefill:
    """The last plan and what was done since; what is due; tasks to tick."""
    since = scene.now - dt.timedelta(days=1)
    if owed.round.opened_at is not None:
        since = owed.round.opened_at - dt.timedelta(days=1)
    mine = TaskFilter(owner_id=scene.person_id, closed_since=since)
    closed = list_tasks(session, scene.workspace_id, scene.audience, mine, after=None, limit=TASKS)
    done = [row.task for row in closed.rows if row.task.status == "done"]
    # What is typed here will be read by everybody in the channel: private tasks can be ticked, but
    # do not stand in the text.
    there = Audience(
        conversation=conversations.get_conversation(session, owed.standup.conversation_id)
    )
    due = list_by(session, scene, Filters(mine=True), Page(limit=TASKS))
    soon = [
        row.task
        for row, bucket in zip(due.rows, due.buckets, strict=True)
        if bucket in {Bucket.OVERDUE, Bucket.TODAY}
    ]
    told = prefill(
        previous_plan(session, scene, owed),
        done=_shown(session, done, there),
        due=_shown(session, soon, there),
    )
    ticks = tuple(OpenTask(task.number, task.title) for task in soon)
    named = {task.number for task in done}
    return replace(told, tick=tuple(task for task in ticks if task.number not in named))


def _shown(session: Session, tasks: Iterable[Task], there: Audience) -> list[OpenTask]:
    return [
        OpenTask(task.number, task.title) for task in tasks if may_see(session, there, task.id or 0)
    ]
