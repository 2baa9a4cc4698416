"""The question on Monday morning: once, not to who has spoken, one reminder, late if need be."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.cycles import Cycle, cycle_around
from domain.goals.checkins import (
    Ask,
    Asked,
    CheckInDue,
    ask_day,
    check_in_due,
    first_slot,
    next_ask_at,
    slot_at,
)
from domain.workdays import WorkCalendar

WORK = WorkCalendar()
SHANGHAI = ZoneInfo("Asia/Shanghai")
Q3 = cycle_around(dt.date(2026, 7, 1))  # begins on a Wednesday
WRITTEN = dt.date(2026, 6, 25)


def local(text: str, zone: ZoneInfo = SHANGHAI) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


def due(
    now: str,
    *,
    last: dt.date | None = None,
    asked: Asked | None = None,
    cadence: int = 1,
    calendar: WorkCalendar = WORK,
    written: dt.date = WRITTEN,
) -> CheckInDue | None:
    return check_in_due(
        now=local(now),
        zone=SHANGHAI,
        cycle=Q3,
        cadence=cadence,
        calendar=calendar,
        written=written,
        last=last,
        asked=asked,
    )


def test_the_first_monday_is_after_the_first_week() -> None:
    assert first_slot(Q3, 1) == dt.date(2026, 7, 6)
    assert first_slot(Q3, 2) == dt.date(2026, 7, 13)
    assert first_slot(Q3, 4) == dt.date(2026, 7, 27)
    assert slot_at(Q3, 2, dt.date(2026, 8, 5)) == dt.date(2026, 7, 27)
    assert slot_at(Q3, 1, dt.date(2026, 7, 5)) is None


def test_the_owner_is_asked_on_monday_at_nine() -> None:
    assert due("2026-07-06T08:59") is None
    found = due("2026-07-06T09:00")
    assert found is not None
    assert (found.ask, found.slot) == (Ask.PROMPT, dt.date(2026, 7, 6))
    assert found.at == local("2026-07-06T09:00")


def test_a_process_that_was_down_asks_late_once() -> None:
    late = due("2026-07-09T14:00")
    assert late is not None
    assert late.ask is Ask.PROMPT
    monday = dt.date(2026, 7, 6)
    assert due("2026-07-06T09:01", asked=Asked(monday)) is None
    after_weeks = due("2026-07-28T10:00", asked=Asked(monday, reminded=True))
    assert after_weeks is not None
    assert after_weeks.slot == dt.date(2026, 7, 27)


@pytest.mark.parametrize(
    ("last", "asks"),
    [("2026-06-30", True), ("2026-07-01", False), ("2026-07-03", False), ("2026-07-06", False)],
)
def test_who_has_just_spoken_is_not_asked(last: str, asks: bool) -> None:
    assert (due("2026-07-06T09:00", last=dt.date.fromisoformat(last)) is not None) is asks


def test_who_has_just_written_the_goal_is_not_asked() -> None:
    assert due("2026-07-06T09:00", written=dt.date(2026, 7, 2)) is None


def test_there_is_one_reminder_after_two_working_days() -> None:
    asked = Asked(dt.date(2026, 7, 6))
    assert due("2026-07-08T08:59", asked=asked) is None
    found = due("2026-07-08T09:00", asked=asked)
    assert found is not None
    assert found.ask is Ask.REMINDER
    assert due("2026-07-08T09:00", asked=asked, last=dt.date(2026, 7, 7)) is None
    assert due("2026-07-09T09:00", asked=Asked(asked.slot, reminded=True)) is None


def test_a_holiday_moves_the_question_and_the_reminder() -> None:
    calendar = WorkCalendar(holidays=frozenset({dt.date(2026, 7, 6), dt.date(2026, 7, 8)}))
    assert ask_day(dt.date(2026, 7, 6), calendar) == dt.date(2026, 7, 7)
    assert due("2026-07-06T12:00", calendar=calendar) is None
    asked = Asked(dt.date(2026, 7, 6))
    assert due("2026-07-07T09:00", calendar=calendar) is not None
    assert due("2026-07-09T12:00", calendar=calendar, asked=asked) is None
    found = due("2026-07-10T09:00", calendar=calendar, asked=asked)
    assert found is not None
    assert found.ask is Ask.REMINDER


def test_nobody_is_asked_after_the_cycle() -> None:
    assert due("2026-09-30T10:00") is not None
    assert due("2026-10-05T10:00") is None
    short = Cycle(dt.date(2026, 7, 6), dt.date(2026, 7, 10))
    assert slot_at(short, 1, dt.date(2026, 7, 13)) is None


@given(
    st.integers(0, 110 * 24),
    st.sampled_from(["Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]),
    st.sampled_from([1, 2, 4]),
)
@settings(max_examples=200, deadline=None)
def test_whoever_wakes_at_the_next_instant_asks_each_slot_once(
    hours: int, name: str, cadence: int
) -> None:
    zone, asked, sent = ZoneInfo(name), None, []
    now: dt.datetime | None = dt.datetime(2026, 6, 20, tzinfo=dt.UTC) + dt.timedelta(hours=hours)
    while now is not None:
        found = check_in_due(
            now=now,
            zone=zone,
            cycle=Q3,
            cadence=cadence,
            calendar=WORK,
            written=WRITTEN,
            last=None,
            asked=asked,
        )
        if found is not None:
            sent.append((found.slot, found.ask))
            asked = Asked(found.slot, found.ask is Ask.REMINDER)
            assert found.at <= now
            assert found.at.astimezone(zone).time() == dt.time(9)
        else:
            now = next_ask_at(
                now=now, zone=zone, cycle=Q3, cadence=cadence, calendar=WORK, asked=asked
            )
    assert len(sent) == len(set(sent))
    assert all((slot - first_slot(Q3, cadence)).days % (7 * cadence) == 0 for slot, _ in sent)
