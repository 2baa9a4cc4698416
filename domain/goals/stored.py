"""A measure as plain JSON values, for a column. Figures are kept as text, digit by digit."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from domain.goals.amounts import unit_of
from domain.goals.values import (
    NUMBER,
    Direction,
    LinkedKpi,
    Measure,
    MeasureKind,
    Metric,
    Milestone,
    Milestones,
    YesNo,
)


def measure_to_json(measure: Measure) -> dict[str, Any]:
    """Return a dictionary that `measure_from_json` reads back."""
    kind = {"kind": measure.kind.value}
    match measure:
        case Metric():
            return kind | _metric_to_json(measure)
        case Milestones(steps):
            return kind | {"steps": [_step_to_json(step) for step in steps]}
        case LinkedKpi(number, metric):
            linked = {"kpi": number}
            return kind | linked | ({"metric": _metric_to_json(metric)} if metric else {})
        case YesNo():
            return kind


def _metric_to_json(metric: Metric) -> dict[str, Any]:
    return {
        "start": None if metric.start is None else str(metric.start),
        "target": str(metric.target),
        "unit": metric.unit.text,
        "direction": metric.direction.value,
        "decimals": metric.decimals,
    }


def _step_to_json(step: Milestone) -> dict[str, Any]:
    return {"title": step.title, "done_on": step.done_on and step.done_on.isoformat()}


def measure_from_json(stored: dict[str, Any]) -> Measure:
    """Return the measure that was stored; raises `ValueError` or `KeyError` for any other."""
    match MeasureKind(stored["kind"]):
        case MeasureKind.METRIC:
            return _metric_from_json(stored)
        case MeasureKind.MILESTONES:
            return Milestones(tuple(_step_from_json(step) for step in stored["steps"]))
        case MeasureKind.KPI:
            metric = stored.get("metric")
            return LinkedKpi(stored["kpi"], _metric_from_json(metric) if metric else None)
        case MeasureKind.YES_NO:
            return YesNo()


def _metric_from_json(stored: dict[str, Any]) -> Metric:
    start = stored["start"]
    return Metric(
        None if start is None else Decimal(start),
        Decimal(stored["target"]),
        unit_of(stored["unit"]) or NUMBER,
        Direction(stored["direction"]),
        stored["decimals"],
    )


def _step_from_json(stored: dict[str, Any]) -> Milestone:
    done_on = stored["done_on"]
    return Milestone(stored["title"], dt.date.fromisoformat(done_on) if done_on else None)
