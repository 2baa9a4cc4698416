"""Reminders, check-ins, readings and blockers as nudges: named once, on the person's own date."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from domain.goals.checkins import Ask, CheckInDue
from domain.nudges.sources import blocker_nudge, check_in_nudge, reading_nudge, standup_reminder
from domain.nudges.values import Kind, Level, Nudge, Why
from domain.standups.windows import Window
from domain.workdays import WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUE = dt.date(2026, 5, 12)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-05-{text}").replace(tzinfo=dt.UTC)


WINDOW = Window(1, TUE, utc("12 01:30"), utc("12 03:30"), utc("12 03:00"))


def test_the_reminder_of_a_standup_is_a_message_of_its_own_until_the_close() -> None:
    assert standup_reminder("standup 4", WINDOW, SHANGHAI, Level.STANDARD) == Nudge(
        "standup 4",
        Kind.STANDUP,
        "2026-05-12",
        TUE,
        Why.STANDUP_OPEN,
        TUE,
        at=utc("12 03:00"),
        until=utc("12 03:30"),
    )
    assert standup_reminder("standup 4", WINDOW, SHANGHAI, Level.OFF) is None
    unreminded = Window(1, TUE, utc("12 01:30"), utc("12 03:30"))
    assert standup_reminder("standup 4", unreminded, SHANGHAI, Level.STANDARD) is None


@pytest.mark.parametrize(
    ("ask", "level", "window"),
    [
        (Ask.PROMPT, Level.STANDARD, "2026-05-11 prompt"),
        (Ask.REMINDER, Level.STANDARD, "2026-05-11 reminder"),
        (Ask.PROMPT, Level.LIGHT, "2026-05-11 prompt"),
        (Ask.REMINDER, Level.LIGHT, None),
        (Ask.PROMPT, Level.OFF, None),
    ],
)
def test_a_check_in_is_a_line_of_the_digest(ask: Ask, level: Level, window: str | None) -> None:
    due = CheckInDue(ask, dt.date(2026, 5, 11), utc("11 01:00"))
    found = check_in_nudge("G3", due, SHANGHAI, level)
    assert (found and found.window) == window
    assert found is None or (found.at is None and found.day == dt.date(2026, 5, 11))


def test_a_reading_is_asked_for_at_its_time_and_its_reminder_has_another_name() -> None:
    first = reading_nudge("K2", TUE, utc("11 23:00"), SHANGHAI)
    again = reading_nudge("K2", TUE, utc("13 23:00"), SHANGHAI, reminder=True)
    assert (first.day, first.at) == (TUE, utc("11 23:00"))
    assert first.name != again.name


@pytest.mark.parametrize(
    ("level", "days"),
    [
        (Level.STANDARD, [15, 18, 19, 20, 21, 22, 25]),
        (Level.LIGHT, [15, 19, 25]),
        (Level.OFF, []),
    ],
)
def test_a_blocker_reminds_on_working_days_after_the_tag(level: Level, days: list[int]) -> None:
    tagged = dt.date(2026, 5, 14)
    found = [
        day
        for day in range(13, 26)
        if blocker_nudge("B7", tagged, dt.date(2026, 5, day), WorkCalendar(), level)
    ]
    assert found == days
