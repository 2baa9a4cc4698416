"""What a message shows now: its lines as they were sent, with what became of them since."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Session

from domain.nudges.values import Kind
from storage import goals as goal_store
from storage import nudge_sources, nudges, people
from storage.nudge_sources import OpenSeat
from storage.tables import Blocker, Goal, NudgeSent, Person, Task
from storage.task_lists import TaskRow
from storage.visibility import Audience

Line = Mapping[str, str]


class Fate(StrEnum):
    """What became of something that a message told of."""

    DONE = "done"
    DROPPED = "dropped"
    MOVED = "moved"
    """It has another date, which is still to come."""
    HANDED = "handed"
    """It is somebody else's now."""
    CHECKED_IN = "checked_in"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Settled:
    """A line that needs nothing more; `by` is who has it now."""

    subject: str
    title: str
    fate: Fate
    task: Task | None = None
    by: Person | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """One message with all its lines. `covered` are tasks by the person stood in for, `late` those
    of the team, `unanswered` blockers of the team; `kinds` says what "less of this" may mean."""

    sent_id: int
    day: dt.date
    reader: Person
    overdue: Sequence[TaskRow] = ()
    today: Sequence[TaskRow] = ()
    soon: Sequence[TaskRow] = ()
    covered: Sequence[tuple[Person, Sequence[TaskRow]]] = ()
    late: Sequence[TaskRow] = ()
    goals: Sequence[Goal] = ()
    blockers: Sequence[Blocker] = ()
    unanswered: Sequence[Blocker] = ()
    settled: Sequence[Settled] = ()
    kinds: Sequence[Kind] = ()
    is_acknowledged: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do of all that it told."""
        rows = (self.overdue, self.today, self.soon, self.covered, self.late)
        return not any((*rows, self.goals, self.blockers, self.unanswered))


@dataclass(slots=True)
class _Things:
    """What the lines are about, as it is now."""

    tasks: Mapping[int, Task] = field(default_factory=dict)
    goals: Mapping[int, Goal] = field(default_factory=dict)
    blockers: Mapping[int, Blocker] = field(default_factory=dict)
    people: Mapping[int, Person] = field(default_factory=dict)


def digest_of(
    session: Session, sent: NudgeSent, now: dt.datetime, *, is_first: bool = False
) -> Digest:
    """The message as it is now; what its reader may no longer see is left out. What was settled
    before it could be sent (`is_first`) is not told."""
    reader = people.get_person(session, sent.workspace_id, sent.person_id)
    things = _things(session, sent, reader)
    sorter = _Sorter(sent, reader, things, now)
    for line in sent.lines:
        sorter.take(line)
    silenced = nudges.silences_of(session, sent.person_id)
    subjects = {line["subject"] for line in sent.lines}
    found = sorter.digest(is_acknowledged=subjects <= set(silenced))
    return replace(found, settled=()) if is_first else found


def keys_of(lines: Iterable[Line], letter: str) -> list[int]:
    """The primary keys of the subjects that begin with this letter."""
    return sorted({int(line["key"]) for line in lines if line["subject"].startswith(letter)})


def _things(session: Session, sent: NudgeSent, reader: Person) -> _Things:
    workspace_id = sent.workspace_id
    task_ids, goal_ids, blocker_ids = (keys_of(sent.lines, letter) for letter in "TGB")
    found = _Things()
    if task_ids:
        audience = Audience(person=reader)
        found.tasks = nudge_sources.seen_tasks(session, workspace_id, task_ids, audience)
    if goal_ids:
        facts = goal_store.goal_facts_by_id(session, workspace_id, goal_ids)
        found.goals = {goal_id: each.goal for goal_id, each in facts.items()}
    if blocker_ids:
        found.blockers = nudge_sources.blockers_by_id(session, workspace_id, blocker_ids)
    wanted = {line["covers"] for line in sent.lines if line["covers"]}
    ids = {int(each) for each in wanted}
    ids |= {task.owner_id for task in found.tasks.values() if task.owner_id}
    ids |= {task.offered_to_id for task in found.tasks.values() if task.offered_to_id}
    found.people = people.people_of(session, workspace_id, ids)
    return found


class _Sorter:
    """Sorts the lines of one message into its groups."""

    def __init__(self, sent: NudgeSent, reader: Person, things: _Things, now: dt.datetime) -> None:
        self._sent, self._reader, self._things, self._now = sent, reader, things, now
        self._groups: dict[str, list[TaskRow]] = {}
        self._covered: dict[int, list[TaskRow]] = {}
        self._goals: list[Goal] = []
        self._blockers: dict[Kind, list[Blocker]] = {}
        self._settled: list[Settled] = []
        self._kinds: dict[Kind, None] = {}
        self._zone = ZoneInfo(reader.zone)
        self._today = now.astimezone(self._zone).date()

    def take(self, line: Line) -> None:
        """Put one line where it belongs now."""
        by_letter: Mapping[str, Callable[[Line], None]] = {
            "T": self._task,
            "G": self._goal,
            "B": self._blocker,
        }
        by_letter[line["subject"][0]](line)

    def digest(self, *, is_acknowledged: bool) -> Digest:
        """The message with the lines taken so far."""
        known = self._things.people
        return Digest(
            self._sent.id or 0,
            self._sent.at.astimezone(self._zone).date(),
            self._reader,
            overdue=self._groups.get("overdue", ()),
            today=self._groups.get("today", ()),
            soon=self._groups.get("soon", ()),
            covered=[(known[person_id], rows) for person_id, rows in self._covered.items()],
            late=self._groups.get("late", ()),
            goals=self._goals,
            blockers=self._blockers.get(Kind.BLOCKER, ()),
            unanswered=self._blockers.get(Kind.TEAM, ()),
            settled=self._settled,
            kinds=tuple(self._kinds),
            is_acknowledged=is_acknowledged,
        )

    def _task(self, line: Line) -> None:
        task = self._things.tasks.get(int(line["key"]))
        if task is None:
            return
        kind = Kind(line["kind"])
        settled = self._fate_of(task, line, kind)
        if settled is not None:
            self._settled.append(settled)
            return
        self._kinds[kind] = None
        known = self._things.people
        row = TaskRow(task, known.get(task.owner_id or 0), known.get(task.offered_to_id or 0))
        if line["covers"]:
            self._covered.setdefault(int(line["covers"]), []).append(row)
            return
        group = "late" if kind is Kind.TEAM else self._group_of(task)
        self._groups.setdefault(group, []).append(row)

    def _group_of(self, task: Task) -> str:
        if task.due_until <= self._now:
            return "overdue"
        return "today" if task.due_date is not None and task.due_date <= self._today else "soon"

    def _fate_of(self, task: Task, line: Line, kind: Kind) -> Settled | None:
        subject, title = line["subject"], task.title
        if task.closed_at is not None:
            fate = Fate.DONE if task.status == "done" else Fate.DROPPED
            return Settled(subject, title, fate, task)
        whose = int(line["covers"]) if line["covers"] else self._reader.id
        if kind is not Kind.TEAM and task.owner_id != whose:
            by = self._things.people.get(task.owner_id or 0)
            return Settled(subject, title, Fate.HANDED, task, by)
        moved = (task.due_date.isoformat() if task.due_date else "") != line["due"]
        if moved and task.due_until > self._now:
            return Settled(subject, title, Fate.MOVED, task)
        return None

    def _goal(self, line: Line) -> None:
        goal = self._things.goals.get(int(line["key"]))
        if goal is None:
            return
        last = goal.last_check_in_at
        if goal.closed_at is not None:
            fate = Fate.DONE if goal.status == "done" else Fate.DROPPED
        elif goal.owner_id != self._reader.id:
            fate = Fate.HANDED
        elif last is not None and last >= self._sent.at:
            fate = Fate.CHECKED_IN
        else:
            self._kinds[Kind.CHECK_IN] = None
            self._goals.append(goal)
            return
        self._settled.append(Settled(line["subject"], goal.title, fate))

    def _blocker(self, line: Line) -> None:
        blocker = self._things.blockers.get(int(line["key"]))
        if blocker is None:
            return
        if blocker.state != "open":
            self._settled.append(Settled(line["subject"], blocker.title, Fate.ANSWERED))
            return
        kind = Kind(line["kind"])
        self._kinds[kind] = None
        self._blockers.setdefault(kind, []).append(blocker)


def seat_of(session: Session, sent: NudgeSent) -> OpenSeat | None:
    """The seat that a reminder of a standup is about."""
    (line,) = sent.lines
    return nudge_sources.find_seat(session, int(line["key"]), sent.person_id)
