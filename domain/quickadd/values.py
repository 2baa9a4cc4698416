"""What a quick-add line or a change says, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from domain.dates.values import When
from domain.people import ChannelRef, PersonRef
from domain.recurrence.values import Recurrence
from domain.tasks import Priority


class ClaimKind(StrEnum):
    """What a piece of the line was taken for."""

    PERSON = "person"
    NOBODY = "nobody"
    TEAM = "team"
    DUE = "due"
    NO_DUE = "no_due"
    RECURRENCE = "recurrence"
    NO_RECURRENCE = "no_recurrence"
    PRIORITY = "priority"
    ESTIMATE = "estimate"
    NO_ESTIMATE = "no_estimate"
    GOAL = "goal"
    KPI = "kpi"
    NO_GOAL = "no_goal"
    AFTER = "after"
    NOT_AFTER = "not_after"
    AFTER_NOTHING = "after_nothing"
    LABEL = "label"
    UNLABEL = "unlabel"
    LITERAL = "literal"
    TITLE = "title"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of the line that was understood; `span` counts in `Text.plain`.

    `used` is False when a later date, recurrence, estimate, priority or team won.
    """

    kind: ClaimKind
    text: str
    span: tuple[int, int]
    used: bool = True


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """A new task as typed. `owner` None means the writer, unless `unassigned`.

    `estimate` is in minutes of work; `goals`, `kpis` and `after` (tasks to wait for) are numbers.
    """

    title: str
    due: When | None = None
    priority: Priority | None = None
    owner: PersonRef | None = None
    unassigned: bool = False
    watchers: tuple[PersonRef, ...] = ()
    team: ChannelRef | None = None
    labels: tuple[str, ...] = ()
    description: str = ""
    recurrence: Recurrence | None = None
    estimate: int | None = None
    goals: tuple[int, ...] = ()
    kpis: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """What to change in existing tasks; None, empty or False = leave as it is.

    `goals`, `kpis` and `after` are added to those there are; `no_goal` takes the task from all
    goals and KPIs, `not_after` from waiting for these tasks and `after_nothing` for any.
    `leftover` holds the words that were no tokens; a caller refuses a change that has some.
    """

    title: str | None = None
    note: str | None = None
    description: str | None = None
    due: When | None = None
    clear_due: bool = False
    priority: Priority | None = None
    owner: PersonRef | None = None
    unassign: bool = False
    watchers: tuple[PersonRef, ...] = ()
    team: ChannelRef | None = None
    labels: tuple[str, ...] = ()
    unlabels: tuple[str, ...] = ()
    recurrence: Recurrence | None = None
    clear_recurrence: bool = False
    estimate: int | None = None
    clear_estimate: bool = False
    goals: tuple[int, ...] = ()
    kpis: tuple[int, ...] = ()
    no_goal: bool = False
    after: tuple[int, ...] = ()
    not_after: tuple[int, ...] = ()
    after_nothing: bool = False
    leftover: str = ""
    claims: tuple[Claim, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is asked for."""
        return self == Change()
