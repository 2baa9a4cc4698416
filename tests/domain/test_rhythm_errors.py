"""Refusals of the rhythm carry data, and no word of what was typed gets into a log."""

from __future__ import annotations

import inspect

import pytest

from domain import rhythm_errors
from domain.errors import BadInput, DomainError
from domain.rhythm_errors import NoSuchStandup, StandupUnreadable

REASONS = [
    reason
    for _, reason in inspect.getmembers(rhythm_errors, inspect.isclass)
    if issubclass(reason, DomainError) and reason.__module__ == rhythm_errors.__name__
]


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_says_what_it_stands_for(reason: type[DomainError]) -> None:
    assert reason.__doc__
    assert not reason.__doc__.startswith(f"{reason.__name__}(")


def test_typed_text_never_reaches_a_log() -> None:
    for refused in (StandupUnreadable("secret", "secret"), NoSuchStandup("secret", text="secret")):
        assert "secret" not in f"{refused} {refused!r}"
    assert isinstance(StandupUnreadable("x"), BadInput)
