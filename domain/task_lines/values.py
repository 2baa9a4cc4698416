"""What a `/task` line can want, as frozen values. Nothing is read or executed here."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.dates.values import When
from domain.people import ChannelRef, PersonRef
from domain.quickadd.values import Change, QuickAdd
from domain.tasks import Priority
from domain.verbs import DidYouMean, Find, Help, Undo


@dataclass(frozen=True, slots=True)
class Filters:
    """Which tasks to list; all given conditions hold together."""

    people: tuple[PersonRef, ...] = ()
    teams: tuple[ChannelRef, ...] = ()
    labels: tuple[str, ...] = ()
    mine: bool = False
    everything: bool = False
    overdue: bool = False
    today: bool = False
    week: bool = False
    blocked: bool = False
    unassigned: bool = False
    done_days: int | None = None
    """Closed as done within so many days."""
    goals: tuple[int, ...] = ()
    kpis: tuple[int, ...] = ()
    priority: Priority | None = None


@dataclass(frozen=True, slots=True)
class NewForm:
    """A form for a new task."""


@dataclass(frozen=True, slots=True)
class EditForm:
    """The form of one task."""

    number: int


@dataclass(frozen=True, slots=True)
class Add:
    """A new task."""

    quick: QuickAdd


@dataclass(frozen=True, slots=True)
class Mine:
    """The writer's own day."""


@dataclass(frozen=True, slots=True)
class ListTasks:
    """A list."""

    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class ShowTask:
    """One task's card."""

    number: int


@dataclass(frozen=True, slots=True)
class ChangeTask:
    """Change the fields of these tasks."""

    numbers: tuple[int, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class Finish:
    """Done."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reopen:
    """Open again."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """Not to be done any more."""

    numbers: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Snooze:
    """Put off; `when` None = to the next working morning."""

    numbers: tuple[int, ...]
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Something is in the way; without a `reason` the person is asked for it."""

    numbers: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unblock:
    """Nothing is in the way any more."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AddSub:
    """A new task under another."""

    number: int
    quick: QuickAdd


@dataclass(frozen=True, slots=True)
class Move:
    """Change every task that the filters choose."""

    filters: Filters
    change: Change


@dataclass(frozen=True, slots=True)
class HandOver:
    """Offer these tasks to another person."""

    numbers: tuple[int, ...]
    person: PersonRef


@dataclass(frozen=True, slots=True)
class Accept:
    """Take over what was offered."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decline:
    """Do not take over what was offered."""

    numbers: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Suggest:
    """Would take over what was offered, but for another date."""

    numbers: tuple[int, ...]
    when: When


@dataclass(frozen=True, slots=True)
class Watch:
    """Be told of what happens to these tasks."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unwatch:
    """Be told no more."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What happened to one task so far."""

    number: int


TaskIntent = (
    Add
    | NewForm
    | EditForm
    | Mine
    | ListTasks
    | ShowTask
    | ChangeTask
    | Finish
    | Reopen
    | Drop
    | Snooze
    | Block
    | Unblock
    | AddSub
    | Move
    | HandOver
    | Accept
    | Decline
    | Suggest
    | Watch
    | Unwatch
    | History
    | Undo
    | Find
    | Help
    | DidYouMean
)
