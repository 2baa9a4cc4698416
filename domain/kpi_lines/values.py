"""What a `/kpi` line can want, as frozen values. Nothing is read or executed here."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from domain.goals.values import Amount, Unit, UnitKind
from domain.kpis.alerts import AlertKind
from domain.kpis.formula import Node, render_formula
from domain.kpis.periods import Cadence
from domain.kpis.phrases import PeriodPhrase
from domain.kpis.plans import Wanted
from domain.kpis.values import Combine, Direction, Health, Limit
from domain.people import ChannelRef, PersonRef
from domain.recurrence import Recurrence
from domain.verbs import DidYouMean, Find, Help, Undo


@dataclass(frozen=True, slots=True)
class KpiRef:
    """A KPI by its id (`K2`) or by the key or name that is known."""

    number: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """What the tokens of a new or changed KPI say; None or empty = nothing.

    `ask` is when readings are due (and asked for). `formula` has names as typed.
    """

    unit: Unit | None = None
    direction: Direction | None = None
    target: Limit | None = None
    amber: Limit | None = None
    red: Limit | None = None
    cadence: Cadence | None = None
    combine: Combine | None = None
    ceiling: Amount | None = None
    formula: Node | None = None
    ask: Recurrence | None = None
    owner: PersonRef | None = None
    unassigned: bool = False
    watchers: tuple[PersonRef, ...] = ()
    team: ChannelRef | None = None
    goals: tuple[int, ...] = ()
    key: str | None = None

    @property
    def wanted(self) -> Wanted:
        """Return the part that `plan_definition` decides about."""
        return Wanted(
            self.unit,
            self.direction,
            self.target,
            self.amber,
            self.red,
            self.cadence,
            self.combine,
            self.ceiling,
            None if self.formula is None else render_formula(self.formula),
        )


@dataclass(frozen=True, slots=True)
class KpiFilters:
    """Which KPIs to list; all conditions hold together, the healths are alternatives."""

    people: tuple[PersonRef, ...] = ()
    teams: tuple[ChannelRef, ...] = ()
    goals: tuple[int, ...] = ()
    healths: frozenset[Health] = frozenset()
    mine: bool = False
    unassigned: bool = False
    everything: bool = False
    """Dropped ones too."""


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """Value, target, status, change, spark-line of the team's KPIs, or of the writer's."""


@dataclass(frozen=True, slots=True)
class ListKpis:
    """The scoreboard of those that fit."""

    filters: KpiFilters = field(default_factory=KpiFilters)


@dataclass(frozen=True, slots=True)
class ShowKpi:
    """One KPI's card."""

    kpi: KpiRef


@dataclass(frozen=True, slots=True)
class Record:
    """A reading; `period` None = the current one. `relative` (`+200`) adds to what there is."""

    kpi: KpiRef
    amount: Amount
    relative: bool = False
    period: PeriodPhrase | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of so many days, weeks or months; no `span` = the usual 13 periods."""

    kpi: KpiRef
    span: int | None = None
    unit: Cadence | None = None


@dataclass(frozen=True, slots=True)
class NewForm:
    """The empty form of a new KPI."""


@dataclass(frozen=True, slots=True)
class NewKpi:
    """A new KPI; `note` is what stands behind ` -- `: what it counts."""

    name: str
    spec: Spec = field(default_factory=Spec)
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChangeKpi:
    """Change the fields of a KPI."""

    kpi: KpiRef
    spec: Spec = field(default_factory=Spec)
    name: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SetAlert:
    """Watch a KPI; without `limit` its own target and limits count."""

    kpi: KpiRef
    kind: AlertKind
    limit: Limit | None = None
    periods: int = 1
    to: ChannelRef | None = None


@dataclass(frozen=True, slots=True)
class ShowAlerts:
    """What a KPI is watched for."""

    kpi: KpiRef


@dataclass(frozen=True, slots=True)
class StopAlerts:
    """Do not watch a KPI any more."""

    kpi: KpiRef


@dataclass(frozen=True, slots=True)
class MakeHook:
    """An address and a secret to send readings to."""

    kpi: KpiRef


@dataclass(frozen=True, slots=True)
class StopHook:
    """Its address takes no more readings."""

    kpi: KpiRef


@dataclass(frozen=True, slots=True)
class SourceForm:
    """The form of an address from which readings are fetched."""

    kpi: KpiRef


@dataclass(frozen=True, slots=True)
class Import:
    """The form that takes a CSV file."""


@dataclass(frozen=True, slots=True)
class Due:
    """The form for all readings that the writer owes."""


@dataclass(frozen=True, slots=True)
class History:
    """All readings, corrections and changes of a KPI."""

    kpi: KpiRef


@dataclass(frozen=True, slots=True)
class DropKpi:
    """Not measured any more; what was measured stays."""

    kpi: KpiRef
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReopenKpi:
    """Measured again."""

    kpi: KpiRef


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """Words before a value that are no KPI: nothing is created, `/kpi new` is offered.

    `candidates` are keys that are nearly it; `original` is the line as typed (raw).
    """

    key: str
    value: str = ""
    candidates: tuple[str, ...] = ()
    original: str = ""


KpiIntent = (
    Scoreboard
    | ListKpis
    | ShowKpi
    | Record
    | Chart
    | NewForm
    | NewKpi
    | ChangeKpi
    | SetAlert
    | ShowAlerts
    | StopAlerts
    | MakeHook
    | StopHook
    | SourceForm
    | Import
    | Due
    | History
    | DropKpi
    | ReopenKpi
    | UnknownKey
    | Undo
    | Find
    | Help
    | DidYouMean
)

_DURATIONS = {Cadence.DAILY: "d", Cadence.WEEKLY: "w"}


def reading_of(chart: Chart) -> Record | None:
    """Return the reading that a chart line is for a KPI that counts durations: `lead_time 3d`."""
    if chart.span is None or chart.unit not in _DURATIONS:
        return None
    unit = Unit(UnitKind.DURATION, _DURATIONS[chart.unit])
    return Record(chart.kpi, Amount(Decimal(chart.span), unit))
