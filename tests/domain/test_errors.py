"""Refusals carry data, and no word of what was typed gets into a log."""

from __future__ import annotations

import inspect

import pytest

from domain import errors
from domain.errors import BadInput, DomainError, PersonUnknown, TitleMissing

REASONS = [
    reason
    for _, reason in inspect.getmembers(errors, inspect.isclass)
    if issubclass(reason, DomainError)
]


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_says_what_it_stands_for(reason: type[DomainError]) -> None:
    assert reason.__doc__
    assert not reason.__doc__.startswith(f"{reason.__name__}(")


def test_typed_text_never_reaches_a_log() -> None:
    refused = PersonUnknown("secret", ("also secret",), text="all secret")
    assert "secret" not in f"{refused} {refused!r}"
    assert refused.name == "secret"


def test_a_missing_title_is_bad_input_of_that_field() -> None:
    refused = TitleMissing("fri p1")
    assert isinstance(refused, BadInput)
    assert (refused.field, refused.reason, refused.text) == ("title", "missing", "fri p1")
