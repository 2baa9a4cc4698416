"""What formulas mean: names become numbers of KPIs, values become a value, loops are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal, DecimalException, localcontext

from domain.goals.amounts import LARGEST
from domain.kpi_errors import FormulaLoop, FormulaNamesUnknown, FormulaTooLarge
from domain.kpis.formula import Call, Name, Negative, Node, Number, Operator, Pair, Ref
from domain.kpis.names import nearly
from domain.kpis.periods import Period

PRECISION = 28
"""Significant digits in between; views round what they show."""
CHAIN_MAX = 20
"""Formulas that read formulas that read formulas; more is surely a slip."""


def leaves(node: Node) -> Iterator[Number | Name | Ref]:
    """Yield the numbers and names of a formula from left to right."""
    match node:
        case Negative(of):
            yield from leaves(of)
        case Pair(_, left, right):
            yield from leaves(left)
            yield from leaves(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from leaves(argument)
        case Number() | Name() | Ref():
            yield node


def bind_formula(node: Node, names: Mapping[str, int], text: str = "") -> Node:
    """Return the formula with every name replaced by its KPI's number, so that keys may change.

    `names` has folded keys and names of those that the writer may see (`names_to_numbers`).
    Raises `FormulaNamesUnknown`, also for numbers that are not among them.
    """
    numbers = frozenset(names.values())
    unknown = [
        leaf.name if isinstance(leaf, Name) else f"K{leaf.number}"
        for leaf in leaves(node)
        if (isinstance(leaf, Name) and leaf.name not in names)
        or (isinstance(leaf, Ref) and leaf.number not in numbers)
    ]
    if unknown:
        each = tuple(dict.fromkeys(unknown))
        near = dict.fromkeys(key for name in each for key in nearly(name, names))
        raise FormulaNamesUnknown(each, tuple(near), text)
    return _bound(node, names)


def _bound(node: Node, names: Mapping[str, int]) -> Node:
    match node:
        case Name(name):
            return Ref(names[name])
        case Negative(of):
            return Negative(_bound(of, names))
        case Pair(operator, left, right):
            return Pair(operator, _bound(left, names), _bound(right, names))
        case Call(function, arguments):
            return Call(function, tuple(_bound(each, names) for each in arguments))
        case _:
            return node


def named_formula(node: Node, keys: Mapping[int, str]) -> Node:
    """Return the formula with numbers replaced by keys, for people; unknown ones stay numbers."""
    match node:
        case Ref(number) if number in keys:
            return Name(keys[number])
        case Negative(of):
            return Negative(named_formula(of, keys))
        case Pair(operator, left, right):
            return Pair(operator, named_formula(left, keys), named_formula(right, keys))
        case Call(function, arguments):
            return Call(function, tuple(named_formula(each, keys) for each in arguments))
        case _:
            return node


def inputs_of(node: Node) -> tuple[int, ...]:
    """Return the numbers of the KPIs that a bound formula reads, each once."""
    return tuple(dict.fromkeys(leaf.number for leaf in leaves(node) if isinstance(leaf, Ref)))


# --- order --------------------------------------------------------------------------------------


def reckoning_order(formulas: Mapping[int, Node]) -> tuple[int, ...]:
    """Return the computed KPIs so that each comes after those it reads.

    Raises `FormulaLoop` with the way round if one is worked out from itself, and
    `FormulaTooLarge` for a chain longer than `CHAIN_MAX`.
    """
    done: dict[int, None] = {}
    for number in sorted(formulas):
        _visit(number, formulas, done, [])
    return tuple(done)


def _visit(
    number: int, formulas: Mapping[int, Node], done: dict[int, None], path: list[int]
) -> None:
    if number in path:
        raise FormulaLoop(number, (*path[path.index(number) :], number))
    if number in done or number not in formulas:
        return
    if len(path) >= CHAIN_MAX:
        raise FormulaTooLarge("chain", CHAIN_MAX)
    for each in inputs_of(formulas[number]):
        _visit(each, formulas, done, [*path, number])
    done[number] = None


def require_no_loop(number: int, node: Node, formulas: Mapping[int, Node]) -> None:
    """Refuse a formula by which KPI `number` would be worked out from itself (`FormulaLoop`)."""
    _visit(number, {**formulas, number: node}, {}, [])


# --- values -------------------------------------------------------------------------------------


def reckon(node: Node, values: Mapping[int, Decimal | None]) -> Decimal | None:
    """Return the value of a bound formula.

    None if any value it reads is missing, if it divides by zero, or beyond what is kept (10^15).
    """
    with localcontext() as context:
        context.prec = PRECISION
        try:
            found = _value(node, values)
        except DecimalException:
            return None
    return found if found is not None and abs(found) <= LARGEST else None


def _value(node: Node, values: Mapping[int, Decimal | None]) -> Decimal | None:
    match node:
        case Number(value, percent):
            return value / 100 if percent else value
        case Ref(number):
            return values.get(number)
        case Name():
            raise ValueError("bind the formula first")
        case Negative(of):
            found = _value(of, values)
            return None if found is None else -found
        case Pair(operator, left, right):
            return _pair(operator, _value(left, values), _value(right, values))
        case Call(function, arguments):
            found_all = [_value(each, values) for each in arguments]
            present = [each for each in found_all if each is not None]
            return _called(function, present) if len(present) == len(found_all) else None


def _pair(operator: Operator, left: Decimal | None, right: Decimal | None) -> Decimal | None:
    if left is None or right is None:
        return None
    match operator:
        case Operator.PLUS:
            return left + right
        case Operator.MINUS:
            return left - right
        case Operator.TIMES:
            return left * right
        case Operator.OVER:
            return left / right if right else None


def _called(function: str, values: list[Decimal]) -> Decimal | None:
    if function == "min":
        return min(values)
    if function == "max":
        return max(values)
    if function == "abs":
        return abs(values[0])
    digits = values[1] if len(values) > 1 else Decimal(0)
    if digits != int(digits) or not 0 <= digits <= 6:
        return None
    # Half away from zero, as people round by hand.
    return values[0].quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP)


def reckon_periods(
    node: Node, values: Mapping[int, Mapping[Period, Decimal]], periods: tuple[Period, ...]
) -> dict[Period, Decimal]:
    """Return the formula's values: each period's from the values of that same period.

    A KPI with shorter periods must be combined over the formula's own first (`values_by_period`
    with its cadence); one with longer periods has no value for a part of them.
    """
    found: dict[Period, Decimal] = {}
    for period in periods:
        value = reckon(node, {number: values[number].get(period) for number in values})
        if value is not None:
            found[period] = value
    return found
