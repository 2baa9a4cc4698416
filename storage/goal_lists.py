"""Lists and trees of goals, and what their figures are made of, for any number at once."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import bindparam, case, func, select
from sqlmodel import Session

from domain.goals.values import DEPTH_MAX
from storage import rows
from storage.tables import Goal, GoalLabel, Person, Task, TaskGoal, Team
from storage.visibility import Audience, visible_goals, visible_to

_goal = rows.table_of(Goal)
_label = rows.table_of(GoalLabel)
_task = rows.table_of(Task)
_link = rows.table_of(TaskGoal)
_team = rows.table_of(Team)
_person = rows.table_of(Person)


OWNED_MAX = 200
"""Nobody follows more goals of their own; the rest would only make every desk slower."""
_OWNED = (
    select(_goal)
    .where(
        _goal.c.workspace_id == bindparam("workspace_id"),
        _goal.c.owner_id == bindparam("person_id"),
        _goal.c.closed_at.is_(None),
    )
    .order_by(_goal.c.cycle_end, _goal.c.id)
    .limit(OWNED_MAX)
)


def goals_below(
    session: Session, workspace_id: int, ids: Sequence[int], audience: Audience
) -> list[Goal]:
    """Every goal under these, level by level, as far as the audience may see; dropped ones too."""
    found: list[Goal] = []
    seen, level = set(ids), list(ids)
    for _ in range(DEPTH_MAX):
        if not level:
            break
        statement = select(_goal).where(
            _goal.c.workspace_id == workspace_id,
            _goal.c.parent_id.in_(level),
            visible_goals(audience),
        )
        new = [goal for goal in rows.every(session, Goal, statement, {}) if goal.id not in seen]
        found += new
        level = [goal.id or 0 for goal in new]
        seen.update(level)
    return found


def open_goals_of(session: Session, workspace_id: int, person_id: int) -> list[Goal]:
    """What a person owns that is still open, what ends first at the top; at most `OWNED_MAX`."""
    return rows.every(session, Goal, _OWNED, {"workspace_id": workspace_id, "person_id": person_id})


def count_tasks_of(
    session: Session, ids: Sequence[int], audience: Audience
) -> dict[int, tuple[int, int]]:
    """How many of the tasks linked to each goal are done and how many are left; dropped ones and
    those that the audience may not see do not count."""
    done = func.sum(case((_task.c.status == "done", 1), else_=0))
    left = func.sum(case((_task.c.closed_at.is_(None), 1), else_=0))
    statement = (
        select(_link.c.goal_id, done.label("done"), left.label("remaining"))
        .join(_task, _task.c.id == _link.c.task_id)
        .where(_link.c.goal_id.in_(ids), visible_to(audience))
        .group_by(_link.c.goal_id)
    )
    found = rows.execute(session, statement)
    return {row.goal_id: (int(row.done), int(row.remaining)) for row in found}


def teams_by_id(session: Session, ids: Collection[int | None]) -> dict[int, Team]:
    """These teams, by primary key."""
    wanted = sorted(each for each in ids if each is not None)
    if not wanted:
        return {}
    found = rows.every(session, Team, select(_team).where(_team.c.id.in_(wanted)), {})
    return {team.id or 0: team for team in found}


def people_by_id(session: Session, ids: Iterable[int]) -> dict[int, Person]:
    """These people, by primary key."""
    wanted = sorted(set(ids))
    found = rows.every(session, Person, select(_person).where(_person.c.id.in_(wanted)), {})
    return {person.id or 0: person for person in found}


def parents_around(session: Session, goal_id: int | None, parent_id: int) -> dict[int, int | None]:
    """Numbers of the goals above `parent_id` and below `goal_id`, each with the number above it:
    what a loop or a tree too deep could be made of."""
    numbers: dict[int, int] = {}
    above: dict[int, int | None] = {}
    here: int | None = parent_id
    while here is not None and here not in above:
        row = rows.execute(session, _NODE.where(_goal.c.id == here)).one()
        numbers[here], above[here] = row.number, row.parent_id
        here = row.parent_id
    level = [] if goal_id is None else [goal_id]
    while level:
        below = rows.execute(session, _NODE.where(_goal.c.parent_id.in_(level))).all()
        new = [row for row in below if row.id not in above]
        numbers.update({row.id: row.number for row in new})
        above.update({row.id: row.parent_id for row in new})
        level = [row.id for row in new]
    if goal_id is not None and goal_id not in numbers:
        numbers[goal_id] = rows.execute(session, _NODE.where(_goal.c.id == goal_id)).one().number
        above[goal_id] = None
    return {numbers[each]: numbers.get(over or 0) for each, over in above.items()}


_NODE = select(_goal.c.id, _goal.c.number, _goal.c.parent_id)
