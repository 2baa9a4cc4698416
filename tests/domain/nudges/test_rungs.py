"""The ladder of a due date, profiles, "less of this", stand-ins, and who else is told."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.nudges.levels import (
    LEVELS,
    RUNGS,
    is_silenced,
    less_of,
    level_of,
    reminds_of_blocker,
)
from domain.nudges.rungs import (
    Absent,
    Ladder,
    Told,
    due_nudge,
    next_rung_day,
    receiver_of,
    rung_day,
    rung_on,
    told_by,
    window_of,
)
from domain.nudges.values import Kind, Level, Nudge, Why
from domain.personal import Nudges
from domain.workdays import DateRange, WorkCalendar

WORK = WorkCalendar()
HOLIDAY = WorkCalendar(holidays=frozenset({dt.date(2026, 5, 14)}))
STANDARD = RUNGS[Kind.TASK][Level.STANDARD]
ANN, BEN, CHEN = 1, 2, 3


def may(day: int) -> dt.date:
    return dt.date(2026, 5, 1) + dt.timedelta(days=day - 1)


@pytest.mark.parametrize(
    ("due", "rung", "calendar", "expected"),
    [
        (12, -1, WORK, 11),
        (12, 0, WORK, 12),
        (12, 1, WORK, 13),
        (12, 3, WORK, 15),
        (12, 7, WORK, 21),
        (12, -3, WORK, 7),
        (11, -1, WORK, 8),  # Monday: the Friday before
        (16, -1, WORK, 15),  # due on a Saturday: on Friday, Monday, Tuesday
        (16, 0, WORK, 18),
        (16, 1, WORK, 19),
        (12, 1, HOLIDAY, 13),
        (13, 1, HOLIDAY, 15),
        (14, 0, HOLIDAY, 15),
        (15, -1, HOLIDAY, 13),
    ],
)
def test_the_day_of_a_rung(due: int, rung: int, calendar: WorkCalendar, expected: int) -> None:
    assert rung_day(may(due), rung, calendar) == may(expected)


@pytest.mark.parametrize(
    ("today", "since", "expected"),
    [
        (8, None, None),
        (11, None, -1),
        (12, None, 0),
        (13, None, 1),
        (14, None, 1),
        (15, None, 3),
        (20, None, 3),
        (21, None, 7),
        (40, None, 7),
        (11, 11, None),  # made the day before: nobody needs to be told at once
        (12, 11, 0),
        (12, 12, None),  # made today for today
        (13, 12, 1),
    ],
)
def test_the_rung_reached(today: int, since: int | None, expected: int | None) -> None:
    made = None if since is None else may(since)
    assert rung_on(may(12), may(today), STANDARD, WORK, since=made) == expected


def nudge(
    today: int, kind: Kind = Kind.TASK, level: Level = Level.STANDARD, covers: int | None = None
) -> Nudge | None:
    return due_nudge(
        "T12", may(12), may(today), level=level, calendar=WORK, kind=kind, covers=covers
    )


def test_what_the_owner_is_told_on_each_rung() -> None:
    told = [nudge(day) for day in (8, 11, 12, 13, 15, 21)]
    assert [one and one.why for one in told] == [
        *(None, Why.DUE_SOON, Why.DUE_TODAY, Why.OVERDUE, Why.OVERDUE, Why.OVERDUE),
    ]
    third = told[4]
    assert third == Nudge(
        "T12", Kind.TASK, "2026-05-12 +3", may(15), Why.OVERDUE, may(12), workdays=3
    )
    assert nudge(15, covers=BEN) is not None


def test_the_lead_is_told_from_three_working_days_on() -> None:
    assert nudge(14, Kind.TEAM) is None
    found = nudge(15, Kind.TEAM)
    assert found is not None
    assert (found.why, found.window) == (Why.TEAM_OVERDUE, "team 2026-05-12 +3")
    # A lead who owns the task is told both, under different names.
    assert found.window != window_of(may(12), 3)


@pytest.mark.parametrize(
    ("level", "days"),
    [
        (Level.LIGHT, [12, 15]),
        (Level.STANDARD, [11, 12, 13, 15, 21]),
        (Level.ACTIVE, [7, 11, 12, 13, 15, 21]),
        (Level.OFF, []),
    ],
)
def test_profiles(level: Level, days: list[int]) -> None:
    found: list[int] = []
    day: dt.date | None = may(1)
    while day is not None:
        day = next_rung_day(may(12), day, RUNGS[Kind.TASK][level], WORK)
        found += [(day - may(1)).days + 1] if day else []
    assert found == days


def test_a_new_due_date_begins_the_ladder_anew() -> None:
    assert window_of(may(12), 1) != window_of(may(13), 1)
    assert window_of(may(12), -1) == "2026-05-12 -1"


# --- less, silence ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "profile", "less", "expected"),
    [
        (Kind.TASK, Nudges.STANDARD, {}, Level.STANDARD),
        (Kind.TASK, Nudges.ACTIVE, {Kind.TASK: Level.LIGHT}, Level.LIGHT),
        (Kind.TASK, Nudges.LIGHT, {Kind.TASK: Level.STANDARD}, Level.LIGHT),
        (Kind.TASK, Nudges.LIGHT, {Kind.KPI: Level.OFF}, Level.LIGHT),
        (Kind.STANDUP, Nudges.ACTIVE, {}, Level.STANDARD),
        (Kind.STANDUP, Nudges.LIGHT, {}, Level.STANDARD),
        (Kind.STANDUP, Nudges.LIGHT, {Kind.STANDUP: Level.OFF}, Level.OFF),
        (Kind.CHECK_IN, Nudges.LIGHT, {}, Level.LIGHT),
    ],
)
def test_the_level_is_the_profile_or_less(
    kind: Kind, profile: Nudges, less: dict[Kind, Level], expected: Level
) -> None:
    assert level_of(kind, profile, less) is expected


@pytest.mark.parametrize("kind", list(Kind))
def test_less_of_this_always_makes_a_difference_and_ends_with_off(kind: Kind) -> None:
    level = LEVELS[kind][0]
    for lower in LEVELS[kind][1:]:
        assert less_of(kind, level) is lower
        level = lower
    assert level is Level.OFF
    assert less_of(kind, Level.OFF) is Level.OFF
    rungs = RUNGS.get(kind)
    if rungs is not None:
        counts = [len(rungs[one]) for one in LEVELS[kind]]
        assert all(one > other for one, other in pairwise(counts))


def test_a_blocker_reminds_daily_or_less() -> None:
    days = range(9)
    assert [d for d in days if reminds_of_blocker(Level.STANDARD, d)] == [*range(1, 9)]
    assert [d for d in days if reminds_of_blocker(Level.LIGHT, d)] == [1, 3, 7]
    assert not any(reminds_of_blocker(Level.OFF, d) for d in days)


def test_acknowledged_it_is_silent_until_it_changes() -> None:
    one = Nudge("T12", Kind.TASK, "w", may(12), Why.OVERDUE, revision=4)
    assert is_silenced(one, {"T12": 4})
    assert not is_silenced(one, {"T12": 3})
    assert not is_silenced(one, {"T13": 4})
    assert not is_silenced(one, {})


# --- whom else ----------------------------------------------------------------------------------

AWAY = DateRange(may(11), may(15))


@pytest.mark.parametrize(
    ("absences", "day", "expected"),
    [
        ({}, 12, ANN),
        ({ANN: [Absent(AWAY, BEN)]}, 12, BEN),
        ({ANN: [Absent(AWAY, BEN)]}, 18, ANN),
        ({ANN: [Absent(AWAY)]}, 12, None),
        ({ANN: [Absent(AWAY), Absent(AWAY, BEN)]}, 12, BEN),
        ({ANN: [Absent(AWAY, BEN)], BEN: [Absent(AWAY, CHEN)]}, 12, CHEN),
        ({ANN: [Absent(AWAY, BEN)], BEN: [Absent(AWAY, ANN)]}, 12, None),
        ({ANN: [Absent(AWAY, ANN)]}, 12, None),
    ],
)
def test_the_stand_in_is_told(
    absences: dict[int, list[Absent]], day: int, expected: int | None
) -> None:
    assert receiver_of(ANN, may(day), absences) == expected


@pytest.mark.parametrize(
    ("ladder", "today", "expected"),
    [
        (Ladder.REQUEST, 12, ()),
        (Ladder.REQUEST, 13, (Told.LEAD,)),
        (Ladder.REQUEST, 14, (Told.LEAD,)),
        (Ladder.REQUEST, 15, (Told.LEAD, Told.DEPUTY, Told.ASKERS_LEAD)),
        (Ladder.BLOCKER, 13, ()),
        (Ladder.BLOCKER, 14, (Told.LEAD,)),
        (Ladder.OVERDUE, 14, ()),
        (Ladder.OVERDUE, 15, (Told.LEAD,)),
    ],
)
def test_who_is_told_when_nobody_moves(
    ladder: Ladder, today: int, expected: tuple[Told, ...]
) -> None:
    assert told_by(ladder, may(12), may(today), WORK) == expected


@given(due=st.integers(1, 60), today=st.integers(1, 90), level=st.sampled_from(LEVELS[Kind.TASK]))
def test_the_rung_reached_is_never_ahead_and_the_next_is(
    due: int, today: int, level: Level
) -> None:
    rungs = RUNGS[Kind.TASK][level]
    found = rung_on(may(due), may(today), rungs, HOLIDAY)
    coming = next_rung_day(may(due), may(today), rungs, HOLIDAY)
    assert found is None or rung_day(may(due), found, HOLIDAY) <= may(today)
    assert coming is None or coming > may(today)
    assert (found is None) is (not rungs or may(today) < rung_day(may(due), rungs[0], HOLIDAY))
