"""Questions to `task`, its labels and watchers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session

from storage import rows
from storage.tables import Conversation, Goal, Person, Task, TaskLabel, TaskWatcher, Team
from storage.task_parts import PART_COUNT, PARTS_DONE, VOTE_COUNT
from storage.task_waits import goals_by_task, waits_by_task
from storage.visibility import Audience, visible_to

_task = rows.table_of(Task)
_label = rows.table_of(TaskLabel)
_watcher = rows.table_of(TaskWatcher)
_team = rows.table_of(Team)
_person = rows.table_of(Person)
_conversation = rows.table_of(Conversation)

_INSERT = insert(_task).returning(_task)
_BY_ID = select(_task).where(
    _task.c.workspace_id == bindparam("workspace_id"), _task.c.id == bindparam("id")
)
_BY_NUMBER = select(_task).where(
    _task.c.workspace_id == bindparam("workspace_id"), _task.c.number == bindparam("number")
)
_LABELS = select(_label.c.label).where(_label.c.task_id == bindparam("task_id"))
_UNLABEL = delete(_label).where(_label.c.task_id == bindparam("of_task"))
_OF_TASK = _task.c.id == bindparam("of_task")
_ADD_LABEL = insert(_label).values(
    due_until=select(_task.c.due_until).where(_OF_TASK).scalar_subquery(),
    closed_at=select(_task.c.closed_at).where(_OF_TASK).scalar_subquery(),
)
_WATCHERS = select(_watcher.c.person_id).where(_watcher.c.task_id == bindparam("task_id"))
_owner = _person.alias("owner")
_creator = _person.alias("creator")
_channel = _conversation.alias("team_channel")
_parent = _task.alias("parent")
_offered_to = _person.alias("offered_to")
_given_by = _person.alias("given_by")
_AROUND = (
    select(_task, _creator, _owner, _conversation, _team, _channel, _parent)
    .add_columns(_offered_to, _given_by)
    .add_columns(PART_COUNT, PARTS_DONE, VOTE_COUNT)
    .join(_creator, _creator.c.id == _task.c.creator_id)
    .outerjoin(_owner, _owner.c.id == _task.c.owner_id)
    .outerjoin(_conversation, _conversation.c.id == _task.c.conversation_id)
    .outerjoin(_team, _team.c.id == _task.c.team_id)
    .outerjoin(_channel, _channel.c.id == _team.c.conversation_id)
    .outerjoin(_parent, _parent.c.id == _task.c.parent_id)
    .outerjoin(_offered_to, _offered_to.c.id == _task.c.offered_to_id)
    .outerjoin(_given_by, _given_by.c.id == _task.c.given_by_id)
    .where(
        _task.c.workspace_id == bindparam("workspace_id"),
        _task.c.id.in_(bindparam("ids", expanding=True)),
    )
)
_WATCHING = (
    select(_person, _watcher.c.task_id)
    .join(_watcher, _watcher.c.person_id == _person.c.id)
    .where(_watcher.c.task_id.in_(bindparam("ids", expanding=True)))
    .order_by(_person.c.id)
)
_LABELLED = select(_label.c.task_id, _label.c.label).where(
    _label.c.task_id.in_(bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task with the people and places around it, as views show it."""

    task: Task
    owner: Person | None
    creator: Person
    watchers: tuple[Person, ...]
    labels: tuple[str, ...]
    team: Team | None
    team_channel: Conversation | None
    conversation: Conversation | None
    waits: tuple[Task, ...] = ()
    goals: tuple[Goal, ...] = ()
    parent: Task | None = None
    parts: int = 0
    parts_done: int = 0
    votes: int = 0
    offered_to: Person | None = None
    """Who was asked to take the task over and has not answered yet."""
    given_by: Person | None = None
    """Who asked them."""
    hidden: frozenset[str] = frozenset()
    """Ids ("T9", "G3") of what is linked here but hidden from the reader these facts are for."""

    @property
    def team_zone(self) -> str:
        """The zone in which its dates are meant: the team's, else its owner's or creator's."""
        return (self.team or self.owner or self.creator).zone


def add_task(session: Session, values: Mapping[str, Any]) -> Task:
    """Insert a task. `values` are columns of `task`."""
    added: Any = rows.execute(session, _INSERT, values).one()
    return cast(Task, added)


def change_task(session: Session, task_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one task; its labels keep copies of some."""
    rows.execute(session, update(_task).where(_task.c.id == task_id).values(**values))
    copied = {name: values[name] for name in ("due_until", "closed_at") if name in values}
    if copied:
        rows.execute(session, update(_label).where(_label.c.task_id == task_id).values(**copied))


def get_task(session: Session, workspace_id: int, task_id: int) -> Task:
    """The task with this primary key; a KeyError means a broken reference."""
    found = rows.first(session, Task, _BY_ID, {"workspace_id": workspace_id, "id": task_id})
    if found is None:
        raise KeyError(task_id)
    return found


def lock_task(session: Session, workspace_id: int, task_id: int) -> Task:
    """The same, held against other writers until this transaction ends."""
    statement = _BY_ID.with_for_update()
    found = rows.first(session, Task, statement, {"workspace_id": workspace_id, "id": task_id})
    if found is None:
        raise KeyError(task_id)
    return found


def find_task(
    session: Session, workspace_id: int, number: int, audience: Audience, *, lock: bool = False
) -> Task | None:
    """The task with this number, if this audience may see it."""
    statement = _BY_NUMBER.where(visible_to(audience))
    if lock:
        statement = statement.with_for_update(of=_task)
    return rows.first(session, Task, statement, {"workspace_id": workspace_id, "number": number})


def find_by_number(session: Session, workspace_id: int, number: int) -> Task | None:
    """The task with this number, whoever may see it."""
    return rows.first(session, Task, _BY_NUMBER, {"workspace_id": workspace_id, "number": number})


def find_by_source(session: Session, workspace_id: int, channel: str, ts: str) -> Task | None:
    """The newest task made from this message."""
    statement = (
        select(_task)
        .where(
            _task.c.workspace_id == workspace_id,
            _task.c.source_channel == channel,
            _task.c.source_ts == ts,
        )
        .order_by(_task.c.id.desc())
        .limit(1)
    )
    return rows.first(session, Task, statement, {})


def watcher_ids(session: Session, task_id: int) -> list[int]:
    """Who watches a task."""
    found = rows.execute(session, _WATCHERS, {"task_id": task_id})
    return sorted(row.person_id for row in found)


def set_watchers(session: Session, task_id: int, person_ids: Iterable[int]) -> None:
    """Make exactly these people the watchers."""
    wanted = set(person_ids)
    known = set(watcher_ids(session, task_id))
    if gone := known - wanted:
        rows.execute(
            session,
            delete(_watcher).where(
                _watcher.c.task_id == task_id, _watcher.c.person_id.in_(sorted(gone))
            ),
        )
    if new := sorted(wanted - known):
        rows.execute(session, insert(_watcher), [{"task_id": task_id, "person_id": p} for p in new])


def labels_of(session: Session, task_id: int) -> list[str]:
    """The labels of a task as typed, in alphabetical order."""
    found = rows.execute(session, _LABELS, {"task_id": task_id})
    return sorted((row.label for row in found), key=str.casefold)


def set_labels(session: Session, workspace_id: int, task_id: int, labels: Sequence[str]) -> None:
    """Make exactly these the labels of a task; the first spelling of each wins."""
    rows.execute(session, _UNLABEL, {"of_task": task_id})
    add_labels(session, workspace_id, task_id, labels)


def add_labels(
    session: Session, workspace_id: int, task_id: int, labels: Sequence[str]
) -> tuple[str, ...]:
    """Label a task that has none of these labels; what `labels_of` then answers, in its order.
    The first spelling of each wins."""
    spelled: dict[str, str] = {}
    for label in labels:
        spelled.setdefault(label.casefold(), label)
    place = {"task_id": task_id, "of_task": task_id, "workspace_id": workspace_id}
    wanted = [{**place, "folded": folded, "label": label} for folded, label in spelled.items()]
    if wanted:
        rows.execute(session, _ADD_LABEL, wanted)
    return tuple(sorted(spelled.values(), key=str.casefold))


def get_facts(session: Session, workspace_id: int, task_id: int) -> TaskFacts:
    """Everything that a card shows of one task; a KeyError means a broken reference."""
    return facts_by_id(session, workspace_id, [task_id])[task_id]


def facts_by_id(session: Session, workspace_id: int, ids: Sequence[int]) -> dict[int, TaskFacts]:
    """Everything that cards show of these tasks, by primary key; five questions for any number."""
    around = rows.execute(session, _AROUND, {"workspace_id": workspace_id, "ids": ids}).all()
    watchers: dict[int, list[Any]] = {}
    for row in rows.execute(session, _WATCHING, {"ids": ids}):
        watchers.setdefault(row.task_id, []).append(rows.split(row, _person)[0])
    labels: dict[int, list[str]] = {}
    for row in rows.execute(session, _LABELLED, {"ids": ids}):
        labels.setdefault(row.task_id, []).append(row.label)
    waits, goals = waits_by_task(session, ids), goals_by_task(session, ids)
    found: dict[int, TaskFacts] = {}
    for row in around:
        task, creator, owner, conversation, team, channel, parent, to, by = rows.split(
            row,
            *(_task, _creator, _owner, _conversation, _team, _channel, _parent),
            *(_offered_to, _given_by),
        )
        found[task.id] = TaskFacts(
            task=task,
            owner=owner,
            creator=creator,
            watchers=tuple(watchers.get(task.id, ())),
            labels=tuple(sorted(labels.get(task.id, ()), key=str.casefold)),
            team=team,
            team_channel=channel,
            conversation=conversation,
            waits=tuple(waits.get(task.id, ())),
            goals=tuple(goals.get(task.id, ())),
            parent=parent,
            parts=row.part_count,
            parts_done=row.parts_done,
            votes=row.vote_count,
            offered_to=to,
            given_by=by,
        )
    return found
