"""Writes what a `/kpi` line wants back as the line that reads as the same."""

from __future__ import annotations

from domain.goals.amounts import render_amount
from domain.kpi_lines import names
from domain.kpi_lines import values as v
from domain.kpi_lines.figures import render_limit, render_span
from domain.kpis.alerts import AlertKind
from domain.kpis.formula import render_formula
from domain.kpis.phrases import render_period
from domain.kpis.values import Health
from domain.quickadd.line import quoted
from domain.recurrence import render_recurrence
from domain.text import escape_entities
from domain.verbs import DidYouMean, Find, Help, Undo

_say = escape_entities
"""What a person typed is escaped; mentions and channels are Slack's markup already."""
_ALONE: dict[type, str] = {
    v.Scoreboard: "",
    v.NewForm: "new",
    v.Import: "import",
    v.Due: "due",
    Undo: "undo",
}
_OF_ONE: dict[type, tuple[str, str]] = {
    v.ShowKpi: ("", ""),
    v.ShowAlerts: ("alert", ""),
    v.StopAlerts: ("alert", "off"),
    v.MakeHook: ("hook", ""),
    v.StopHook: ("hook", "off"),
    v.SourceForm: ("source", ""),
    v.History: ("history", ""),
    v.ReopenKpi: ("reopen", ""),
}


def render_kpi_line(intent: v.KpiIntent) -> str:
    """Return Slack's raw text for which `parse_kpi_line` gives `intent` again."""
    kind = type(intent)
    if kind in _ALONE:
        return _ALONE[kind]
    if kind in _OF_ONE:
        before, behind = _OF_ONE[kind]
        return _joined([before, _kpi(intent.kpi), behind])  # type: ignore[union-attr]
    return _joined(_words(intent))


def _kpi(kpi: v.KpiRef) -> str:
    return _say(names.render_kpi(kpi))


def _joined(words: list[str]) -> str:
    return " ".join(word for word in words if word)


def _words(intent: v.KpiIntent) -> list[str]:
    match intent:
        case v.Record():
            return _record(intent)
        case v.Chart(kpi, span, unit):
            length = render_span(span, unit) if span and unit else ""
            return ["chart", _kpi(kpi), length]
        case v.SetAlert():
            return _alert(intent)
        case v.DropKpi(kpi, reason):
            return ["drop", _kpi(kpi), _say(reason)]
        case v.ListKpis(filters):
            return ["list", *_filters(filters)]
        case v.NewKpi() | v.ChangeKpi():
            return _definition(intent)
        case _:
            return _others(intent)


def _others(intent: v.KpiIntent) -> list[str]:
    match intent:
        case Find(words):
            return ["find", _say(words)]
        case Help(topic):
            return ["help", topic]
        case v.UnknownKey(original=original) | DidYouMean(original=original):
            return [original]
        case _:
            raise TypeError(type(intent).__name__)


def _record(record: v.Record) -> list[str]:
    amount = render_amount(record.amount.value, record.amount.unit)
    sign = "+" if record.relative and record.amount.value >= 0 else ""
    words = [_kpi(record.kpi), f"{sign}{amount}"]
    words += [f"for {render_period(record.period)}"] if record.period else []
    return words + ([f"-- {_say(record.why)}"] if record.why else [])


def _alert(alert: v.SetAlert) -> list[str]:
    words = ["alert", _kpi(alert.kpi)]
    usual = {AlertKind.STALE: "stale", AlertKind.UNUSUAL: "unusual", AlertKind.LIMIT: "red"}
    if alert.limit is not None:
        words.append(_say(render_limit(alert.limit)))
    else:
        words.append(usual.get(alert.kind, "off target"))
    has_periods = alert.kind in (AlertKind.STREAK, AlertKind.STALE)
    words += [f"{alert.periods} periods"] if has_periods else []
    return words + (["to", alert.to.render()] if alert.to else [])


_HEALTH_WORDS = {
    Health.RED: "red",
    Health.AMBER: "amber",
    Health.GREEN: "green",
    Health.MISSING: "missing",
    Health.NO_TARGET: "no target",
}


def _filters(filters: v.KpiFilters) -> list[str]:
    words = [_HEALTH_WORDS[health] for health in Health if health in filters.healths]
    words += ["mine"] if filters.mine else []
    words += ["unassigned"] if filters.unassigned else []
    words += ["all"] if filters.everything else []
    words += [f"G{number}" for number in filters.goals]
    words += [person.render() for person in filters.people]
    return words + [team.render() for team in filters.teams]


def _definition(intent: v.NewKpi | v.ChangeKpi) -> list[str]:
    note = f"-- {_say(intent.note)}" if intent.note else ""
    if isinstance(intent, v.NewKpi):
        return ["new", f'"{_say(intent.name)}"', *render_spec(intent.spec), note]
    title = "" if intent.name is None else f"title:{_say(quoted(intent.name))}"
    return [_kpi(intent.kpi), title, *render_spec(intent.spec), note]


def render_spec(spec: v.Spec) -> list[str]:
    """Return the tokens of a new or changed KPI as raw text; the formula comes last."""
    words = [f"unit:{spec.unit.text or 'number'}"] if spec.unit else []
    words += [spec.direction.value] if spec.direction else []
    for field in ("target", "amber", "red"):
        limit = getattr(spec, field)
        words += [f"{field} {_say(render_limit(limit))}"] if limit else []
    if spec.ceiling:
        words.append(f"ceiling {render_amount(spec.ceiling.value, spec.ceiling.unit)}")
    words += [f"combine {spec.combine.value}"] if spec.combine else []
    words += [spec.cadence.value] if spec.cadence else []
    words += [f"ask {render_recurrence(spec.ask)}"] if spec.ask else []
    words += [f"key:{spec.key}"] if spec.key else []
    words += [f"for G{number}" for number in spec.goals]
    people = [*([spec.owner] if spec.owner else []), *spec.watchers]
    words += [*(["@none"] if spec.unassigned else []), *(person.render() for person in people)]
    words += [spec.team.render()] if spec.team else []
    return words + ([f"formula: {_say(render_formula(spec.formula))}"] if spec.formula else [])
