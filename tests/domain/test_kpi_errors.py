"""Refusals of KPIs and meetings carry data, and no word of what was typed gets into a log."""

from __future__ import annotations

import inspect
from decimal import Decimal

import pytest

from domain import kpi_errors
from domain.errors import BadInput, DomainError
from domain.kpi_errors import KpiUnreadable, ReadingUnlikely

REASONS = [
    reason
    for _, reason in inspect.getmembers(kpi_errors, inspect.isclass)
    if issubclass(reason, DomainError) and reason.__module__ == kpi_errors.__name__
]


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_says_what_it_stands_for(reason: type[DomainError]) -> None:
    assert reason.__doc__
    assert not reason.__doc__.startswith(f"{reason.__name__}(")


def test_typed_text_never_reaches_a_log() -> None:
    unlikely = ReadingUnlikely(Decimal(1), Decimal(2), "secret")
    for refused in (KpiUnreadable("secret", "secret"), unlikely):
        assert "secret" not in f"{refused} {refused!r}"
    assert isinstance(KpiUnreadable("x"), BadInput)
    assert KpiUnreadable("x").kind == "kpi"
