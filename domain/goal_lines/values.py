"""What a `/goal` line can want, as frozen values. Nothing is read or executed here."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from domain.cycles import CyclePhrase
from domain.dates.values import When
from domain.goals.measures import Figures
from domain.goals.values import Amount, GoalStatus
from domain.people import ChannelRef, PersonRef
from domain.swot import Quadrant
from domain.verbs import DidYouMean, Find, Help, Undo


class Token(StrEnum):
    """What a piece of the line was taken for."""

    PERSON = "person"
    NOBODY = "nobody"
    TEAM = "team"
    LABEL = "label"
    DUE = "due"
    NO_DUE = "no_due"
    CYCLE = "cycle"
    FIGURES = "figures"
    PARENT = "parent"
    NO_PARENT = "no_parent"
    KPI = "kpi"
    WEIGHT = "weight"
    CADENCE = "cadence"
    LITERAL = "literal"
    TITLE = "title"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class GoalClaim:
    """A piece of the line that was understood; `span` counts in `Text.plain`.

    `used` is False when a later token of the kind won; `in_title` = it also stays in the title.
    """

    token: Token
    text: str
    span: tuple[int, int]
    used: bool = True
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A new goal as typed. `owner` None means the writer, unless `unassigned`.

    Without figures, milestones and KPI the goal is a yes/no one.
    """

    title: str
    why: str = ""
    figures: Figures | None = None
    milestones: tuple[str, ...] = ()
    kpi: int | None = None
    owner: PersonRef | None = None
    unassigned: bool = False
    watchers: tuple[PersonRef, ...] = ()
    team: ChannelRef | None = None
    labels: tuple[str, ...] = ()
    cycle: CyclePhrase | None = None
    due: When | None = None
    parent: int | None = None
    weight: int | None = None
    cadence: int | None = None
    claims: tuple[GoalClaim, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class GoalChange:
    """What to change in existing goals; None, empty or False = leave as it is.

    `leftover` holds the words that were no tokens; a caller refuses a change that has some.
    """

    title: str | None = None
    note: str | None = None
    why: str | None = None
    figures: Figures | None = None
    kpi: int | None = None
    owner: PersonRef | None = None
    unassign: bool = False
    watchers: tuple[PersonRef, ...] = ()
    team: ChannelRef | None = None
    labels: tuple[str, ...] = ()
    cycle: CyclePhrase | None = None
    due: When | None = None
    clear_due: bool = False
    parent: int | None = None
    no_parent: bool = False
    weight: int | None = None
    cadence: int | None = None
    leftover: str = ""
    claims: tuple[GoalClaim, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is asked for."""
        return self == GoalChange()


@dataclass(frozen=True, slots=True)
class GoalFilters:
    """Which goals to list; all given conditions hold together, the statuses are alternatives.

    Without a cycle: those of the current cycle and all that are still open. `open_only` False
    comes from `all`, `done`, `dropped`.
    """

    people: tuple[PersonRef, ...] = ()
    teams: tuple[ChannelRef, ...] = ()
    labels: tuple[str, ...] = ()
    cycle: CyclePhrase | None = None
    under: tuple[int, ...] = ()
    statuses: frozenset[GoalStatus] = frozenset()
    mine: bool = False
    unassigned: bool = False
    stale: bool = False
    due: bool = False
    """A check-in is due."""
    everything: bool = False


@dataclass(frozen=True, slots=True)
class AddGoal:
    """A new goal."""

    goal: NewGoal


@dataclass(frozen=True, slots=True)
class NewForm:
    """The empty form of a new goal."""


@dataclass(frozen=True, slots=True)
class EditForm:
    """The form of one goal."""

    number: int


@dataclass(frozen=True, slots=True)
class Mine:
    """The writer's own goals."""


@dataclass(frozen=True, slots=True)
class ListGoals:
    """A list."""

    filters: GoalFilters = field(default_factory=GoalFilters)


@dataclass(frozen=True, slots=True)
class Tree:
    """Goals drawn under their parents; `roots` empty = all that fit the filters."""

    filters: GoalFilters = field(default_factory=GoalFilters)
    roots: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ShowGoal:
    """One goal's card."""

    number: int


@dataclass(frozen=True, slots=True)
class CheckInForm:
    """The form for check-ins; no numbers = all of the writer's that are due."""

    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in in one line; `relative` adds `amount` to the last value.

    `of` is the second figure of `2/5` (milestones). `confidence` in percent.
    """

    numbers: tuple[int, ...]
    amount: Amount | None = None
    relative: bool = False
    of: int | None = None
    status: GoalStatus | None = None
    why: str = ""
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """Milestones (counted from 1) of one goal done, or open again."""

    number: int
    positions: tuple[int, ...]
    done: bool = True


@dataclass(frozen=True, slots=True)
class ChangeGoal:
    """Change the fields of these goals."""

    numbers: tuple[int, ...]
    change: GoalChange


@dataclass(frozen=True, slots=True)
class FinishGoal:
    """Done, with a last word."""

    numbers: tuple[int, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReopenGoal:
    """Open again."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DropGoal:
    """Not pursued any more."""

    numbers: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CloseGoal:
    """Close one goal with a score; None = the computed one is offered."""

    number: int
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CloseCycle:
    """Score and carry over; None = the cycle that ended last or ends next."""

    cycle: CyclePhrase | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Progress against pace, drawn."""

    number: int


@dataclass(frozen=True, slots=True)
class History:
    """All check-ins and changes of a goal."""

    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """Tie tasks and KPIs to a goal."""

    number: int
    tasks: tuple[int, ...] = ()
    kpis: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unlink:
    """Untie them."""

    number: int
    tasks: tuple[int, ...] = ()
    kpis: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Swot:
    """The board of a goal or a team; neither = the team of the conversation."""

    number: int | None = None
    team: ChannelRef | None = None


@dataclass(frozen=True, slots=True)
class AddToSwot:
    """A new entry on a goal's (or the team's) board."""

    quadrant: Quadrant
    text: str
    number: int | None = None
    team: ChannelRef | None = None


@dataclass(frozen=True, slots=True)
class Pillars:
    """The pillars of a team's strategy."""

    team: ChannelRef | None = None


GoalIntent = (
    AddGoal
    | NewForm
    | EditForm
    | Mine
    | ListGoals
    | Tree
    | ShowGoal
    | CheckInForm
    | CheckIn
    | Tick
    | ChangeGoal
    | FinishGoal
    | ReopenGoal
    | DropGoal
    | CloseGoal
    | CloseCycle
    | Chart
    | History
    | Link
    | Unlink
    | Swot
    | AddToSwot
    | Pillars
    | Undo
    | Find
    | Help
    | DidYouMean
)
