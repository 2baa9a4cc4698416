"""Lists and trees of goals, and what their figures are made of, for any number at once."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, exists, func, or_, select
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
_UNDER = select(_goal.c.id).where(
    _goal.c.workspace_id == bindparam("workspace_id"),
    _goal.c.parent_id.in_(bindparam("ids", expanding=True)),
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
        # Most of what lies below a long list is in the list itself: those are not read twice.
        under = rows.execute(session, _UNDER, {"workspace_id": workspace_id, "ids": level})
        level = [row.id for row in under if row.id not in seen]
        if not level:
            break
        statement = select(_goal).where(_goal.c.id.in_(level), visible_goals(audience))
        new = rows.every(session, Goal, statement, {})
        found += new
        level = [goal.id or 0 for goal in new]
        seen.update(level)
    return found


@dataclass(frozen=True, slots=True)
class GoalFilter:
    """Which goals; every field that is set narrows the list, None or () = any."""

    owner_ids: tuple[int, ...] = ()
    team_ids: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    ids: frozenset[int] | None = None
    closed: tuple[str, ...] = ()
    """Which closed goals: `done`, `dropped`."""
    still_open: bool = True
    ends: tuple[dt.date, dt.date] | None = None
    """Days between which closed goals end, both included; open ones too if `open_ends`."""
    open_ends: bool = False
    unassigned: bool = False
    words: tuple[str, ...] = ()


def list_goals(
    session: Session, workspace_id: int, audience: Audience, chosen: GoalFilter, *, limit: int
) -> list[Goal]:
    """At most so many goals: open ones by the end of their cycle, then closed ones, the
    newest cycles first.

    Two questions, because each kind is read in the order of an index of its own.
    """
    found: list[Goal] = []
    matching = select(_goal).where(_goal.c.workspace_id == workspace_id, *_conditions(chosen))
    matching = matching.where(visible_goals(audience))
    if chosen.still_open:
        open_goals = matching.where(_goal.c.closed_at.is_(None))
        if chosen.ends is not None and chosen.open_ends:
            open_goals = open_goals.where(_goal.c.cycle_end.between(*chosen.ends))
        ordered = open_goals.order_by(_goal.c.cycle_end, _goal.c.id).limit(limit)
        found = rows.every(session, Goal, ordered, {})
    if chosen.closed and len(found) < limit:
        closed = matching.where(_goal.c.closed_at.is_not(None), _goal.c.status.in_(chosen.closed))
        if chosen.ends is not None:
            closed = closed.where(_goal.c.cycle_end.between(*chosen.ends))
        ordered = closed.order_by(_goal.c.cycle_end.desc(), _goal.c.id.desc()).limit(
            limit - len(found)
        )
        found += rows.every(session, Goal, ordered, {})
    return found


def _conditions(chosen: GoalFilter) -> list[ColumnElement[bool]]:
    found = [_one_of(_goal.c.owner_id, chosen.owner_ids)] if chosen.owner_ids else []
    if chosen.team_ids:
        found.append(_one_of(_goal.c.team_id, chosen.team_ids))
    if chosen.unassigned:
        found.append(_goal.c.owner_id.is_(None))
    if chosen.ids is not None:
        found.append(_goal.c.id.in_(sorted(chosen.ids)))
    found.extend(_has_label(label) for label in chosen.labels)
    found.extend(_contains(word) for word in chosen.words)
    return found


def _one_of(column: ColumnElement[Any], ids: tuple[int, ...]) -> ColumnElement[bool]:
    """One key is compared as such: the index then also has the order of the list."""
    return column == ids[0] if len(ids) == 1 else column.in_(ids)


def _has_label(label: str) -> ColumnElement[bool]:
    return exists().where(_label.c.goal_id == _goal.c.id, _label.c.folded == label.casefold())


def _contains(word: str) -> ColumnElement[bool]:
    return or_(
        _goal.c.title.icontains(word, autoescape=True),
        _goal.c.why.icontains(word, autoescape=True),
    )


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
    if not wanted:
        return {}
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
