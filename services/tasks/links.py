"""What a task waits for and works towards: numbers in a line become rows, loops are refused."""

from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session

from domain.errors import InTheWay, NoSuchKpi, NoSuchTask, WaitLoop
from domain.goal_errors import NoSuchGoal
from services.scene import Scene
from storage import goals as goal_store
from storage import task_history, task_waits
from storage import tasks as store
from storage.tables import Task
from storage.tasks import TaskFacts
from storage.visibility import Audience


def resolve_after(
    session: Session, scene: Scene, numbers: Iterable[int], task: Task | None = None
) -> list[Task]:
    """The tasks to wait for; raises NoSuchTask, and WaitLoop if one of them waits for `task`."""
    found = []
    for number in sorted(set(numbers)):
        other = store.find_task(session, scene.workspace_id, number, scene.audience)
        if other is None:
            raise NoSuchTask(number)
        if task is not None and waits_on(session, other.id or 0, task.id or 0):
            raise WaitLoop(task.number, number)
        found.append(other)
    return found


def refuse_old_waits(session: Session, task: Task, after_ids: Iterable[int]) -> None:
    """Raise InTheWay if a task cannot wait again for what it waited for: that waits for it now."""
    for other_id in after_ids:
        if waits_on(session, other_id, task.id or 0):
            other = store.get_task(session, task.workspace_id, other_id)
            raise InTheWay("loop", "task", task.number, other.number)


def as_seen(session: Session, facts: TaskFacts, audience: Audience) -> TaskFacts:
    """The same facts for one reader: what is linked but hidden from them is marked so."""
    tasks = [*facts.waits, *([facts.parent] if facts.parent else [])]
    if not tasks and not facts.goals:
        return facts
    seen = task_history.task_numbers(session, [other.id or 0 for other in tasks], audience)
    goals = task_history.goal_numbers(session, [goal.id or 0 for goal in facts.goals], audience)
    hidden = {f"T{other.number}" for other in tasks if other.id not in seen}
    hidden |= {f"G{goal.number}" for goal in facts.goals if goal.id not in goals}
    return replace(facts, hidden=frozenset(hidden))


def waits_on(session: Session, task_id: int, wanted: int) -> bool:
    """Whether a task is `wanted`, or waits for it directly or through others."""
    seen: set[int] = set()
    queue = [task_id]
    while queue:
        current = queue.pop()
        if current == wanted:
            return True
        if current not in seen:
            seen.add(current)
            queue += [other.id or 0 for other in task_waits.waits_for(session, current)]
    return False


def resolve_goals(session: Session, scene: Scene, numbers: Iterable[int]) -> list[int]:
    """Primary keys of the goals named; raises NoSuchGoal."""
    found = []
    for number in sorted(set(numbers)):
        goal = goal_store.find_goal(session, scene.workspace_id, number, scene.audience)
        if goal is None:
            raise NoSuchGoal(number)
        found.append(goal.id or 0)
    return found


def refuse_kpis(numbers: Iterable[int]) -> None:
    """There are no KPIs yet, so none can be worked towards; raises NoSuchKpi."""
    for number in numbers:
        raise NoSuchKpi(number)
