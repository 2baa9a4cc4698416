"""From what a line or a form says to a KPI that can be kept; what contradicts is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.goals.amounts import in_unit
from domain.goals.values import NUMBER, Amount, Unit
from domain.kpi_errors import BudgetRefused, LimitsRefused, ReadingsByFormula
from domain.kpis.names import plan_key, plan_name
from domain.kpis.periods import Cadence
from domain.kpis.values import Bounds, Combine, Definition, Direction, Limit, Sign

_TARGET_WAY = {
    Sign.AT_LEAST: Direction.UP,
    Sign.ABOVE: Direction.UP,
    Sign.AT_MOST: Direction.DOWN,
    Sign.BELOW: Direction.DOWN,
    Sign.BETWEEN: Direction.BAND,
}
_OTHER_WAY = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was said of a KPI; None = nothing, so the rest or the habit decides."""

    unit: Unit | None = None
    direction: Direction | None = None
    target: Limit | None = None
    amber: Limit | None = None
    red: Limit | None = None
    cadence: Cadence | None = None
    combine: Combine | None = None
    ceiling: Amount | None = None
    formula: str | None = None


def plan_definition(
    name: str,
    wanted: Wanted,
    *,
    key: str | None = None,
    taken: Iterable[str] = (),
    text: str = "",
) -> Definition:
    """Return a new KPI; raises `KpiNameRefused`, `LimitsRefused`, `BudgetRefused`, `UnitMismatch`
    and `ReadingsByFormula`. The formula itself is checked by `kpis.formula`."""
    kept = plan_name(name, text)
    empty = Definition(plan_key(kept, key, taken=taken, text=text), kept)
    return change_definition(empty, wanted, text)


def change_definition(old: Definition, wanted: Wanted, text: str = "") -> Definition:
    """Return the KPI with what was said changed; the same refusals as for a new one.

    With another direction the old target and limits go, since they would contradict it.
    """
    wanted = _with_ceiling(wanted, text)
    unit = _unit(old, wanted)
    direction = _direction(old, wanted)
    if direction is not old.direction:
        old = replace(old, target=None, amber=None, red=None)
    target = old.target
    if wanted.target is not None:
        target = target_bounds(wanted.target, unit, direction, text)
    amber, red = (
        before if said is None else limit_bounds(field, said, unit, direction, text)
        for field, said, before in (
            ("amber", wanted.amber, old.amber),
            ("red", wanted.red, old.red),
        )
    )
    new = replace(
        old,
        unit=unit,
        direction=direction,
        target=target,
        amber=amber,
        red=red,
        cadence=wanted.cadence or old.cadence,
        combine=wanted.combine or old.combine,
        ceiling=target is not None
        and (old.ceiling if wanted.target is None else wanted.ceiling is not None),
        formula=old.formula if wanted.formula is None else wanted.formula,
    )
    if wanted.formula and wanted.combine is not None:
        raise ReadingsByFormula(text)
    require_order(new, text)
    return new


def _with_ceiling(wanted: Wanted, text: str) -> Wanted:
    """Return a budget as what it is: a sum of money, the less the better, with a most."""
    if wanted.ceiling is None:
        return wanted
    if wanted.ceiling.value <= 0:
        raise BudgetRefused("positive", text)
    if wanted.target is not None or wanted.direction not in (None, Direction.DOWN):
        raise BudgetRefused("target", text)
    if wanted.combine not in (None, Combine.SUM) or wanted.formula:
        raise BudgetRefused("combine", text)
    return replace(
        wanted,
        direction=Direction.DOWN,
        combine=Combine.SUM,
        target=Limit(Sign.AT_MOST, wanted.ceiling),
    )


def _unit(old: Definition, wanted: Wanted) -> Unit:
    if wanted.unit is not None:
        return wanted.unit
    limits = (wanted.target, wanted.red, wanted.amber)
    said = next((each.amount.unit for each in limits if each and each.amount.unit), None)
    return said if said is not None and old.unit == NUMBER and not _has_figures(old) else old.unit


def _has_figures(old: Definition) -> bool:
    return any(bounds is not None for bounds in (old.target, old.amber, old.red))


def _direction(old: Definition, wanted: Wanted) -> Direction:
    """Return the direction said, else the one that target or limits show."""
    if wanted.direction is not None:
        return wanted.direction
    shown = _TARGET_WAY.get(wanted.target.sign) if wanted.target else None
    if shown is not None:
        return shown
    if wanted.target is None and old.target is not None:
        return old.direction
    for limit in (wanted.red, wanted.amber):
        way = _TARGET_WAY.get(limit.sign) if limit else None
        if way is not None:
            return _OTHER_WAY.get(way, Direction.BAND)
    return old.direction


def target_bounds(limit: Limit, unit: Unit, direction: Direction, text: str = "") -> Bounds:
    """Return where values are on target; raises `LimitsRefused` and `UnitMismatch`."""
    if limit.sign is Sign.PLAIN:
        if direction is Direction.BAND:
            raise LimitsRefused("target", "one_sided", text)
        sign = Sign.AT_LEAST if direction is Direction.UP else Sign.AT_MOST
        limit = replace(limit, sign=sign)
    if _TARGET_WAY[limit.sign] is not direction:
        raise LimitsRefused("target", "direction", text)
    value = in_unit(limit.amount, unit, text)
    match limit.sign:
        case Sign.BETWEEN:
            high = in_unit(limit.to or limit.amount, unit, text)
            if high < value:
                raise LimitsRefused("target", "empty", text)
            return Bounds(value, high)
        case Sign.AT_LEAST | Sign.ABOVE:
            return Bounds(low=value, low_open=limit.sign is Sign.ABOVE)
        case _:
            return Bounds(high=value, high_open=limit.sign is Sign.BELOW)


def limit_bounds(
    field: str, limit: Limit, unit: Unit, direction: Direction, text: str = ""
) -> Bounds:
    """Return where values are not yet amber or red: `red >4` is fine up to 4.

    `red 3..9` of a band is what lies outside. Raises `LimitsRefused` and `UnitMismatch`.
    """
    value = in_unit(limit.amount, unit, text)
    sign = limit.sign
    if sign is Sign.BETWEEN:
        if direction is not Direction.BAND:
            raise LimitsRefused(field, "direction", text)
        high = in_unit(limit.to or limit.amount, unit, text)
        if high < value:
            raise LimitsRefused(field, "empty", text)
        return Bounds(value, high)
    if sign is Sign.PLAIN:
        if direction is Direction.BAND:
            raise LimitsRefused(field, "one_sided", text)
        sign = Sign.BELOW if direction is Direction.UP else Sign.ABOVE
    above = sign in (Sign.ABOVE, Sign.AT_LEAST)
    if direction is (Direction.UP if above else Direction.DOWN):
        raise LimitsRefused(field, "direction", text)
    if above:
        return Bounds(high=value, high_open=sign is Sign.AT_LEAST)
    return Bounds(low=value, low_open=sign is Sign.AT_MOST)


def require_order(kpi: Definition, text: str = "") -> None:
    """Refuse limits that come too early: from good to bad it is target, amber, red.

    Two of them may be equal. Raises `LimitsRefused`.
    """
    outer: Bounds | None = None
    for field, bounds in (("target", kpi.target), ("amber", kpi.amber), ("red", kpi.red)):
        if bounds is None:
            continue
        if outer is not None and not _holds(bounds, outer):
            raise LimitsRefused(field, "order", text)
        outer = bounds if outer is None else _wider(bounds, outer)


def _holds(outer: Bounds, inner: Bounds) -> bool:
    low = outer.low is None or inner.low is None or outer.low <= inner.low
    return low and (outer.high is None or inner.high is None or outer.high >= inner.high)


def _wider(bounds: Bounds, before: Bounds) -> Bounds:
    """Return the farther end of each side, for a limit that has but one."""
    low = before.low if bounds.low is None else bounds.low
    return Bounds(low, before.high if bounds.high is None else bounds.high)


def alert_bounds(limit: Limit, unit: Unit, text: str = "") -> Bounds:
    """Return where an alert is silent: `below 1000` is silent from 1000 on, `5..7` within.

    Raises `LimitsRefused` and `UnitMismatch`.
    """
    value = in_unit(limit.amount, unit, text)
    if limit.to is not None:
        high = in_unit(limit.to, unit, text)
        if high < value:
            raise LimitsRefused("red", "empty", text)
        return Bounds(value, high)
    if limit.sign in (Sign.ABOVE, Sign.AT_LEAST):
        return Bounds(high=value, high_open=limit.sign is Sign.AT_LEAST)
    return Bounds(low=value, low_open=limit.sign is Sign.AT_MOST)
