"""What a Slack status says about being away, for how long, and whose word wins."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.absence import (
    OPEN_END_DAYS,
    FromStatus,
    Status,
    Step,
    Why,
    days_of_status,
    is_absence_word,
    plan_status,
    read_status,
)
from domain.workdays import DateRange

SHANGHAI = ZoneInfo("Asia/Shanghai")
SIX = dt.time(18)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-05-{text}").replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("emoji", "text", "expected"),
    [
        (":palm_tree:", "Vacationing", Why.VACATION),
        (":palm_tree:", "", Why.VACATION),
        ("🌴", "", Why.VACATION),
        (":beach_with_umbrella:", "", Why.VACATION),
        (":face_with_thermometer:", "Out sick", Why.SICK),
        (":face_with_thermometer:", "", Why.SICK),
        ("🤒", "back soon", Why.SICK),
        (":no_entry_sign:", "", Why.AWAY),
        (":no_entry_sign:", "OOO", Why.AWAY),
        ("", "OOO", Why.AWAY),
        ("", "ooo until 12 June", Why.AWAY),
        ("", "OOO, back next week", Why.AWAY),
        ("", "Out of the office", Why.AWAY),
        ("", "PTO", Why.VACATION),
        ("", "On vacation till Monday", Why.VACATION),
        ("", "annual leave", Why.VACATION),
        ("", "parental leave 👶", Why.VACATION),
        ("", "Sick", Why.SICK),
        ("", "休假", Why.VACATION),
        ("", "请假一天", Why.VACATION),
        ("", "年假，下周一回来", Why.VACATION),
        ("", "病假", Why.SICK),
        ("", "休假到下周三", Why.VACATION),
        ("", "🌴", Why.VACATION),
        ("", "ＯＯＯ", Why.AWAY),
    ],
)
def test_who_is_away(emoji: str, text: str, expected: Why) -> None:
    assert read_status(Status(emoji, text)) is expected


@pytest.mark.parametrize(
    ("emoji", "text"),
    [
        ("", ""),
        (":house_with_garden:", "Working remotely"),
        (":spiral_calendar_pad:", "In a meeting"),
        (":bus:", "Commuting"),
        (":no_entry_sign:", "Focus time"),
        (":no_entry_sign:", "do not disturb"),
        (":palm_tree:", "Back from vacation"),
        (":palm_tree:", "vacation next week"),
        ("", "vacation starts Friday"),
        ("", "no vacation this year"),
        ("", "I need a vacation"),
        ("", "sick of meetings"),
        ("", "that was sick work"),
        ("", "leave me alone"),
        ("", "holiday planning"),
        ("", "出差"),
        ("", "出差上海"),
        ("", "在家办公"),
        ("", "下周休假"),
        ("", "休假结束"),
        ("", "business trip"),
        (":palm_tree:", "WFH"),
        ("", "scoooter"),
        ("", "far away from perfect"),
        ("", "laptop"),
    ],
)
def test_who_is_there(emoji: str, text: str) -> None:
    assert read_status(Status(emoji, text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("sick", True), ("🤒", True), ("病假", True), ("team won", False), ("", False)],
)
def test_a_word_that_alone_says_so(text: str, expected: bool) -> None:
    assert is_absence_word(text) is expected


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        # Seen on the 12th at 09:00 of Shanghai.
        ("12 15:59", (12, 12)),  # 23:59 there
        ("12 10:00", (12, 12)),  # 18:00: the end of work
        ("12 06:00", None),  # until 14:00
        ("14 15:59", (12, 14)),
        ("15 01:00", (12, 14)),  # 09:00 of the 15th
        ("11 00:00", None),
    ],
)
def test_the_days_of_a_status(expires: str, expected: tuple[int, int] | None) -> None:
    status = Status(":palm_tree:", "", utc(expires))
    found = days_of_status(status, since=utc("12 01:00"), zone=SHANGHAI, works_until=SIX)
    days = expected and DateRange(dt.date(2026, 5, expected[0]), dt.date(2026, 5, expected[1]))
    assert found == days


def test_a_status_without_an_end_lasts_until_it_changes() -> None:
    found = days_of_status(Status("🌴"), since=utc("12 01:00"), zone=SHANGHAI, works_until=SIX)
    assert found is not None
    assert found.first == dt.date(2026, 5, 12)
    assert (found.last - found.first).days + 1 == OPEN_END_DAYS
    far = Status("🌴", "", utc("12 01:00") + dt.timedelta(days=5000))
    assert days_of_status(far, since=utc("12 01:00"), zone=SHANGHAI, works_until=SIX) == found


# --- whose word wins ----------------------------------------------------------------------------

VACATION, WORKING = Status(":palm_tree:", "Vacationing", utc("20 10:00")), Status()


def test_a_status_begins_an_absence_once_and_its_end_ends_it() -> None:
    assert plan_status(VACATION, None) is Step.BEGIN
    begun = FromStatus(VACATION.key)
    assert plan_status(VACATION, begun) is Step.NOTHING
    assert plan_status(WORKING, begun) is Step.END
    assert plan_status(WORKING, FromStatus(VACATION.key, ended=True)) is Step.NOTHING
    assert plan_status(WORKING, None) is Step.NOTHING


def test_back_by_hand_wins_until_the_status_changes() -> None:
    back = FromStatus(VACATION.key, ended=True)
    assert plan_status(VACATION, back) is Step.NOTHING
    longer = Status(":palm_tree:", "Vacationing", utc("27 10:00"))
    assert plan_status(longer, back) is Step.BEGIN
    assert plan_status(Status("🤒"), back) is Step.BEGIN


def test_the_same_status_written_otherwise_is_the_same() -> None:
    assert Status(":palm_tree:", " OOO ").key == Status("palm_tree", "OOO").key
    assert Status(":wave::skin-tone-2:").key == Status("wave").key


@given(st.text(max_size=150), st.text(max_size=20))
def test_any_status_is_read(text: str, emoji: str) -> None:
    status = Status(emoji, text)
    assert read_status(status) in (None, *Why)
    assert plan_status(status, FromStatus(status.key)) in (Step.NOTHING, Step.END)
