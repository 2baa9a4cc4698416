"""Many tasks at once: those that filters choose, and changing them as one request."""

from dataclasses import dataclass

from sqlmodel import Session

from domain.errors import NoSuchTask
from domain.quickadd import Change
from domain.task_lines import Filters
from domain.tasks import Action, may
from services.scene import Scene
from services.tasks.change import Changed, standing_of
from services.tasks.links import refuse_kpis
from services.tasks.lists import chosen_by
from services.tasks.verbs import change_tasks
from storage import tasks as store
from storage.tables import Task
from storage.task_lists import list_tasks
from storage.tasks import TaskFacts

BULK_MAX = 100
"""More tasks are not changed by one line."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a line chooses: the tasks that the person may change, how many they may not, and
    whether there are more than one line takes."""

    tasks: tuple[Task, ...]
    others: int = 0
    more: bool = False


def choose(session: Session, scene: Scene, filters: Filters) -> Chosen:
    """The tasks that filters leave, as far as the person may see and change them."""
    refuse_kpis(filters.kpis)
    chosen = chosen_by(session, scene, filters)
    page = list_tasks(session, scene.workspace_id, scene.audience, chosen, limit=BULK_MAX)
    ids = [row.task.id or 0 for row in page.rows]
    facts = store.facts_by_id(session, scene.workspace_id, ids)
    found = [row.task for row in page.rows if _fits(facts[row.task.id or 0], filters)]
    mine = tuple(task for task in found if may(Action.EDIT, standing_of(session, scene, task)))
    return Chosen(mine, len(found) - len(mine), page.after is not None)


def _fits(facts: TaskFacts, filters: Filters) -> bool:
    """What the list's own question leaves out: several labels, people or teams, and goals."""
    if len(filters.people) > 1 or len(filters.teams) > 1:
        return False
    labels = {label.casefold() for label in facts.labels}
    goals = {goal.number for goal in facts.goals}
    wanted = {label.casefold() for label in filters.labels}
    return wanted <= labels and set(filters.goals) <= goals


def move_tasks(session: Session, scene: Scene, chosen: Chosen, change: Change) -> list[Changed]:
    """Change the tasks chosen, all or none, in one change group."""
    return change_tasks(session, scene, [task.number for task in chosen.tasks], change)


def named_tasks(session: Session, scene: Scene, numbers: tuple[int, ...]) -> tuple[Task, ...]:
    """The tasks that a line names; raises NoSuchTask for the first that is unknown."""
    found = []
    for number in sorted(set(numbers)):
        task = store.find_task(session, scene.workspace_id, number, scene.audience)
        if task is None:
            raise NoSuchTask(number)
        found.append(task)
    return tuple(found)
