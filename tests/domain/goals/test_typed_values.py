"""A value as it is typed into a field: read whole, or refused."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.goal_errors import AmountUnreadable
from domain.goal_lines.checkin import Said, read_value
from domain.goals.values import PERCENT, Amount, Unit, UnitKind

HOURS = Unit(UnitKind.DURATION, "h")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("39", Said(Amount(Decimal(39)))),
        ("  ３９ ", Said(Amount(Decimal(39)))),
        ("+3", Said(Amount(Decimal(3)), relative=True)),
        ("-3", Said(Amount(Decimal(-3)), relative=True)),
        ("=-3", Said(Amount(Decimal(-3)))),
        ("2/5", Said(Amount(Decimal(2)), of=5)),
        ("2 of 5", Said(Amount(Decimal(2)), of=5)),
        ("1.2k", Said(Amount(Decimal(1200)))),
        ("45 %", Said(Amount(Decimal(45), PERCENT))),
        ("2.5h", Said(Amount(Decimal("2.5"), HOURS))),
        ("三十六", Said(Amount(Decimal(36)))),
    ],
)
def test_a_value_is_read(typed: str, said: Said) -> None:
    assert read_value(typed) == said


@pytest.mark.parametrize("typed", ["soon", "39 amber", "6/5", "39 40", "3-4", "=", "12/1", "€"])
def test_anything_else_is_refused_with_what_was_typed(typed: str) -> None:
    with pytest.raises(AmountUnreadable) as refused:
        read_value(typed)
    assert refused.value.words == typed


@given(st.text(max_size=40))
def test_any_text_is_a_value_or_a_kind_refusal(typed: str) -> None:
    with contextlib.suppress(BadInput):
        assert read_value(typed).amount is not None
