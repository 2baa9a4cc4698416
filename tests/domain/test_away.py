"""Being away: ranges that can be, ranges that meet."""

import datetime as dt

import pytest

from domain.away import (
    LONGEST,
    AwayOver,
    AwayReversed,
    AwayTooLong,
    Stay,
    join_stays,
    plan_range,
)
from domain.workdays import DateRange

TODAY = dt.date(2026, 5, 11)
LI, BEN = 1, 2


def may(first: int, last: int) -> DateRange:
    return DateRange(dt.date(2026, 5, first), dt.date(2026, 5, last))


@pytest.mark.parametrize(
    ("first", "last"),
    [(11, 11), (4, 11), (11, 29), (20, 20)],
    ids=["only today", "begun last week", "from today", "a day to come"],
)
def test_a_range_that_is_not_over_can_be_said(first: int, last: int) -> None:
    days = may(first, last)
    assert plan_range(days.first, days.last, TODAY) == days


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        ("2026-05-20", "2026-05-19", AwayReversed),
        ("2026-05-01", "2026-05-10", AwayOver),
        ("2026-05-12", "2027-05-13", AwayTooLong),
    ],
)
def test_a_range_that_cannot_be_is_refused_at_its_last_day(
    first: str, last: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as caught:
        plan_range(dt.date.fromisoformat(first), dt.date.fromisoformat(last), TODAY)
    assert caught.value.field == "last_day"  # type: ignore[attr-defined]


def test_the_longest_range_is_allowed() -> None:
    last = TODAY + dt.timedelta(days=LONGEST - 1)
    assert plan_range(TODAY, last, TODAY).last == last


@pytest.mark.parametrize(
    ("known", "new", "kept", "joined"),
    [
        ([], may(11, 15), may(11, 15), 0),
        ([Stay(may(11, 15))], may(18, 20), may(18, 20), 0),
        ([Stay(may(11, 15))], may(14, 20), may(11, 20), 1),
        ([Stay(may(11, 20))], may(13, 14), may(11, 20), 1),
        ([Stay(may(11, 15))], may(16, 20), may(11, 20), 1),
        ([Stay(may(11, 13)), Stay(may(18, 20))], may(13, 18), may(11, 20), 2),
        ([Stay(may(11, 13)), Stay(may(14, 15), BEN)], may(15, 16), may(11, 16), 2),
    ],
    ids=["alone", "apart", "overlap", "within", "touch", "bridge", "grown until it touches"],
)
def test_ranges_that_meet_become_one(
    known: list[Stay], new: DateRange, kept: DateRange, joined: int
) -> None:
    whole, gone = join_stays(Stay(new), known)
    assert whole.days == kept
    assert len(gone) == joined


def test_the_stand_in_named_last_counts_for_all_of_it() -> None:
    whole, _ = join_stays(Stay(may(14, 20), LI), [Stay(may(11, 15), BEN, key=7)])
    assert (whole.days, whole.cover, whole.key) == (may(11, 20), LI, None)


def test_ranges_that_only_touch_keep_their_own_stand_ins() -> None:
    whole, gone = join_stays(Stay(may(16, 20), LI), [Stay(may(11, 15), BEN)])
    assert whole.days == may(16, 20)
    assert gone == ()
