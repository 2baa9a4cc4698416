"""Questions to `goal` and what hangs on one goal; lists and trees are in goal_lists.py."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session

from storage import rows
from storage.goal_cycles import carried_over_from
from storage.tables import (
    CheckIn,
    Conversation,
    Goal,
    GoalLabel,
    GoalWatcher,
    Person,
    Pillar,
    Task,
    TaskGoal,
    Team,
)
from storage.visibility import Audience, visible_goals

_goal = rows.table_of(Goal)
_person = rows.table_of(Person)
_team = rows.table_of(Team)
_conversation = rows.table_of(Conversation)
_pillar = rows.table_of(Pillar)
_watcher = rows.table_of(GoalWatcher)
_label = rows.table_of(GoalLabel)
_check_in = rows.table_of(CheckIn)
_task = rows.table_of(Task)
_link = rows.table_of(TaskGoal)

_INSERT = insert(_goal).returning(_goal)
_BY_ID = select(_goal).where(
    _goal.c.workspace_id == bindparam("workspace_id"), _goal.c.id == bindparam("id")
)
_BY_NUMBER = select(_goal).where(
    _goal.c.workspace_id == bindparam("workspace_id"), _goal.c.number == bindparam("number")
)
_owner = _person.alias("owner")
_creator = _person.alias("creator")
_channel = _conversation.alias("team_channel")
_parent = _goal.alias("parent")
_AROUND = (
    select(_goal, _creator, _owner, _conversation, _team, _channel, _parent, _pillar)
    .join(_creator, _creator.c.id == _goal.c.creator_id)
    .outerjoin(_owner, _owner.c.id == _goal.c.owner_id)
    .outerjoin(_conversation, _conversation.c.id == _goal.c.conversation_id)
    .outerjoin(_team, _team.c.id == _goal.c.team_id)
    .outerjoin(_channel, _channel.c.id == _team.c.conversation_id)
    .outerjoin(_parent, _parent.c.id == _goal.c.parent_id)
    .outerjoin(_pillar, _pillar.c.id == _goal.c.pillar_id)
    .where(
        _goal.c.workspace_id == bindparam("workspace_id"),
        _goal.c.id.in_(bindparam("ids", expanding=True)),
    )
)
_WATCHING = (
    select(_person, _watcher.c.goal_id)
    .join(_watcher, _watcher.c.person_id == _person.c.id)
    .where(_watcher.c.goal_id.in_(bindparam("ids", expanding=True)))
    .order_by(_person.c.id)
)
_LABELLED = select(_label.c.goal_id, _label.c.label).where(
    _label.c.goal_id.in_(bindparam("ids", expanding=True))
)
_CHECK_INS = (
    select(_check_in)
    .where(_check_in.c.goal_id.in_(bindparam("ids", expanding=True)), _check_in.c.undone.is_(False))
    .order_by(_check_in.c.goal_id, _check_in.c.at, _check_in.c.id)
)
_VALUES = (
    select(_check_in.c.goal_id, _check_in.c.at, _check_in.c.value)
    .where(
        _check_in.c.goal_id.in_(bindparam("ids", expanding=True)),
        _check_in.c.at >= bindparam("since"),
        _check_in.c.undone.is_(False),
        _check_in.c.value.is_not(None),
    )
    .order_by(_check_in.c.goal_id, _check_in.c.at, _check_in.c.id)
)


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal with the people and places around it, as views show it."""

    goal: Goal
    owner: Person | None
    creator: Person
    watchers: tuple[Person, ...] = ()
    labels: tuple[str, ...] = ()
    team: Team | None = None
    team_channel: Conversation | None = None
    conversation: Conversation | None = None
    parent: Goal | None = None
    pillar: Pillar | None = None
    carried_from: Goal | None = None
    carried_to: Goal | None = None
    """The goals of the cycles before and after; only `get_goal_facts` looks for them."""

    @property
    def team_zone(self) -> str:
        """The zone in which its dates are meant: the team's, else its owner's or creator's."""
        return (self.team or self.owner or self.creator).zone


def find_goal(
    session: Session, workspace_id: int, number: int, audience: Audience, *, lock: bool = False
) -> Goal | None:
    """The goal with this number, if this audience may see it."""
    statement = _BY_NUMBER.where(visible_goals(audience))
    if lock:
        statement = statement.with_for_update(of=_goal)
    return rows.first(session, Goal, statement, {"workspace_id": workspace_id, "number": number})


def get_goal(session: Session, workspace_id: int, goal_id: int) -> Goal:
    """The goal with this primary key; a KeyError means a broken reference."""
    found = rows.first(session, Goal, _BY_ID, {"workspace_id": workspace_id, "id": goal_id})
    if found is None:
        raise KeyError(goal_id)
    return found


def lock_goal(session: Session, workspace_id: int, goal_id: int) -> Goal:
    """The same, held against other writers until this transaction ends."""
    statement = _BY_ID.with_for_update()
    found = rows.first(session, Goal, statement, {"workspace_id": workspace_id, "id": goal_id})
    if found is None:
        raise KeyError(goal_id)
    return found


def add_goal(session: Session, values: Mapping[str, Any]) -> Goal:
    """Insert a goal. `values` are columns of `goal`."""
    return cast(Goal, rows.execute(session, _INSERT, values).one())


def change_goal(session: Session, goal_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one goal."""
    rows.execute(session, update(_goal).where(_goal.c.id == goal_id).values(**values))


def get_goal_facts(session: Session, workspace_id: int, goal_id: int) -> GoalFacts:
    """A goal with everything around it; a KeyError means a broken reference."""
    facts = goal_facts_by_id(session, workspace_id, [goal_id])[goal_id]
    before = facts.goal.carried_from_id
    if before is None and facts.goal.closed_at is None:
        return facts
    return replace(
        facts,
        carried_from=get_goal(session, workspace_id, before) if before is not None else None,
        carried_to=carried_over_from(session, [goal_id]).get(goal_id),
    )


def goal_facts_by_id(
    session: Session, workspace_id: int, ids: Sequence[int]
) -> dict[int, GoalFacts]:
    """Everything around these goals, by primary key; three questions for any number."""
    around = rows.execute(session, _AROUND, {"workspace_id": workspace_id, "ids": ids}).all()
    watchers: dict[int, list[Any]] = {}
    for row in rows.execute(session, _WATCHING, {"ids": ids}):
        watchers.setdefault(row.goal_id, []).append(rows.split(row, _person)[0])
    labels: dict[int, list[str]] = {}
    for row in rows.execute(session, _LABELLED, {"ids": ids}):
        labels.setdefault(row.goal_id, []).append(row.label)
    found: dict[int, GoalFacts] = {}
    for row in around:
        goal, creator, owner, conversation, team, channel, parent, pillar = rows.split(
            row, _goal, _creator, _owner, _conversation, _team, _channel, _parent, _pillar
        )
        found[goal.id] = GoalFacts(
            goal=goal,
            owner=owner,
            creator=creator,
            watchers=tuple(watchers.get(goal.id, ())),
            labels=tuple(sorted(labels.get(goal.id, ()), key=str.casefold)),
            team=team,
            team_channel=channel,
            conversation=conversation,
            parent=parent,
            pillar=pillar,
        )
    return found


# --- what hangs on a goal -------------------------------------------------------------------------


def goal_watcher_ids(session: Session, goal_id: int) -> list[int]:
    """Who watches a goal."""
    statement = select(_watcher.c.person_id).where(_watcher.c.goal_id == goal_id)
    return sorted(row.person_id for row in rows.execute(session, statement))


def set_goal_watchers(session: Session, goal_id: int, person_ids: Iterable[int]) -> None:
    """Make exactly these people the watchers."""
    rows.execute(session, delete(_watcher).where(_watcher.c.goal_id == goal_id))
    wanted = [{"goal_id": goal_id, "person_id": each} for each in sorted(set(person_ids))]
    if wanted:
        rows.execute(session, insert(_watcher), wanted)


def goal_labels(session: Session, goal_id: int) -> list[str]:
    """The labels of a goal as typed, in alphabetical order."""
    found = rows.execute(session, _LABELLED, {"ids": [goal_id]})
    return sorted((row.label for row in found), key=str.casefold)


def set_goal_labels(
    session: Session, workspace_id: int, goal_id: int, labels: Sequence[str]
) -> None:
    """Make exactly these the labels of a goal; the first spelling of each wins."""
    rows.execute(session, delete(_label).where(_label.c.goal_id == goal_id))
    spelled: dict[str, str] = {}
    for label in labels:
        spelled.setdefault(label.casefold(), label)
    place = {"goal_id": goal_id, "workspace_id": workspace_id}
    wanted = [{**place, "folded": folded, "label": label} for folded, label in spelled.items()]
    if wanted:
        rows.execute(session, insert(_label), wanted)


def linked_task_ids(session: Session, goal_id: int) -> list[int]:
    """Primary keys of the tasks that work towards a goal."""
    statement = select(_link.c.task_id).where(_link.c.goal_id == goal_id)
    return sorted(row.task_id for row in rows.execute(session, statement))


def set_linked_tasks(session: Session, goal_id: int, task_ids: Iterable[int]) -> None:
    """Let exactly these tasks work towards a goal."""
    rows.execute(session, delete(_link).where(_link.c.goal_id == goal_id))
    wanted = [{"goal_id": goal_id, "task_id": each} for each in sorted(set(task_ids))]
    if wanted:
        rows.execute(session, insert(_link), wanted)


def tasks_of_goal(session: Session, goal_id: int) -> list[Task]:
    """The tasks that work towards a goal, open ones first, by number."""
    statement = (
        select(_task)
        .join(_link, _link.c.task_id == _task.c.id)
        .where(_link.c.goal_id == goal_id)
        .order_by(_task.c.closed_at.is_not(None), _task.c.number)
    )
    return rows.every(session, Task, statement, {})


def goals_of_task(session: Session, task_id: int) -> list[int]:
    """Primary keys of the goals that a task works towards."""
    statement = select(_link.c.goal_id).where(_link.c.task_id == task_id)
    return sorted(row.goal_id for row in rows.execute(session, statement))


def child_ids(session: Session, goal_id: int) -> list[int]:
    """Primary keys of the goals right under a goal."""
    statement = select(_goal.c.id).where(_goal.c.parent_id == goal_id)
    return sorted(row.id for row in rows.execute(session, statement))


# --- check-ins ------------------------------------------------------------------------------------


def add_check_in(session: Session, values: Mapping[str, Any]) -> int:
    """Write down a check-in; its primary key."""
    made = rows.execute(session, insert(_check_in).returning(_check_in.c.id), values)
    return int(made.scalar_one())


def set_check_in_undone(session: Session, check_in_id: int, *, undone: bool) -> None:
    """Take a check-in back, or let it count again."""
    statement = update(_check_in).where(_check_in.c.id == check_in_id).values(undone=undone)
    rows.execute(session, statement)


def last_check_in_id(session: Session, goal_id: int) -> int | None:
    """The newest check-in that stands."""
    statement = (
        select(_check_in.c.id)
        .where(_check_in.c.goal_id == goal_id, _check_in.c.undone.is_(False))
        .order_by(_check_in.c.id.desc())
        .limit(1)
    )
    return rows.execute(session, statement).scalar()


def find_check_in(session: Session, check_in_id: int) -> CheckIn | None:
    """One check-in, taken back or not."""
    statement = select(_check_in).where(_check_in.c.id == check_in_id)
    return rows.first(session, CheckIn, statement, {})


def check_ins_by_goal(session: Session, ids: Sequence[int]) -> dict[int, list[CheckIn]]:
    """The check-ins of these goals that stand, oldest first."""
    found: dict[int, list[CheckIn]] = {}
    for row in rows.every(session, CheckIn, _CHECK_INS, {"ids": ids}):
        found.setdefault(row.goal_id, []).append(row)
    return found


def values_by_goal(
    session: Session, ids: Sequence[int], since: dt.datetime
) -> dict[int, list[CheckIn]]:
    """`at` and `value` of the check-ins with figures, oldest first; nothing else is read."""
    found: dict[int, list[CheckIn]] = {}
    for row in rows.every(session, CheckIn, _VALUES, {"ids": ids, "since": since}):
        found.setdefault(row.goal_id, []).append(row)
    return found
