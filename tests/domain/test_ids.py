"""Ids, ranges and lists of tasks."""

from __future__ import annotations

import pytest

from domain.errors import TooManyTasks
from domain.ids import BULK_MAX, parse_task_ids, render_task_ids, split_leading_ids
from domain.text import fold


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("T1", (1,)),
        ("t12 T3", (12, 3)),
        ("T12,T13;T14", (12, 13, 14)),
        ("T1 - T3", (1, 2, 3)),
        ("T1..T3", (1, 2, 3)),
        ("T1到T3", (1, 2, 3)),
        ("T1和T3", (1, 3)),
        ("T1 T1-T2", (1, 2)),
        ("", None),
        ("T", None),
        ("T0", None),
        ("T01", None),
        ("12", None),
        ("T1 foo", None),
        ("T1-", None),
        ("TT1", None),
        ("T1T2", None),
    ],
)
def test_ids_are_read_or_not(text: str, numbers: tuple[int, ...] | None) -> None:
    assert parse_task_ids(text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers", "rest"),
    [
        ("T12 mon", (12,), "mon"),
        ("T12: mon", (12,), "mon"),
        ("T12, T13 mon", (12, 13), "mon"),
        ("T12-shirt", (), "t12-shirt"),
        ("T12 T13x", (12,), "t13x"),
        ("T12 and T13 and more", (12, 13), "and more"),
        ("T12 3d", (12,), "3d"),
        ("T12 - 3 more", (12,), "- 3 more"),
        ("mon", (), "mon"),
    ],
)
def test_ids_at_the_start_are_split_off(text: str, numbers: tuple[int, ...], rest: str) -> None:
    found, start = split_leading_ids(fold(text))
    assert (found, fold(text)[start:]) == (numbers, rest)


def test_one_line_names_a_hundred_tasks_at_most() -> None:
    assert len(parse_task_ids("T1-T100") or ()) == BULK_MAX
    with pytest.raises(TooManyTasks) as refused:
        parse_task_ids("T1-T101")
    assert (refused.value.count, refused.value.limit) == (101, BULK_MAX)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((1,), "T1"),
        ((1, 2), "T1 T2"),
        ((1, 2, 3, 5, 7, 8, 9), "T1-T3 T5 T7-T9"),
        ((3, 2, 1), "T3 T2 T1"),
    ],
)
def test_numbers_are_written_as_ids(numbers: tuple[int, ...], text: str) -> None:
    assert render_task_ids(numbers) == text
    assert parse_task_ids(text) == numbers
