"""Personal settings: the language that wins, and hours."""

import datetime as dt

import pytest

from domain.languages import reader_locale
from domain.personal import Hours, HoursIncomplete, HoursReversed, plan_hours, plan_work

NAMES = ("works_from", "works_until")
NINE, SIX = dt.time(9), dt.time(18)


@pytest.mark.parametrize(
    ("slack", "chosen", "read"),
    [
        ("en-GB", None, "en-GB"),
        ("zh-CN", None, "zh-CN"),
        ("en-GB", "en", "en-GB"),
        ("zh-TW", "zh", "zh-TW"),
        ("zh-CN", "en", "en-US"),
        ("de_DE", "zh", "zh-CN"),
    ],
)
def test_the_chosen_language_wins_and_keeps_the_habits_that_fit_it(
    slack: str, chosen: str | None, read: str
) -> None:
    assert reader_locale(slack, chosen) == read


def test_hours_have_both_ends_or_none() -> None:
    assert plan_hours(None, None, NAMES) is None
    assert plan_hours(SIX, NINE, NAMES) == Hours(SIX, NINE)
    with pytest.raises(HoursIncomplete) as caught:
        plan_hours(NINE, None, NAMES)
    assert caught.value.field == "works_until"
    with pytest.raises(HoursIncomplete) as caught:
        plan_hours(None, SIX, NAMES)
    assert caught.value.field == "works_from"


def test_work_ends_later_than_it_begins() -> None:
    assert plan_work(None) is None
    assert plan_work(Hours(NINE, SIX)) == Hours(NINE, SIX)
    for end in (NINE, dt.time(8)):
        with pytest.raises(HoursReversed):
            plan_work(Hours(NINE, end))
