"""A day of a team in five zones: parent, prompts, reminders, summary, count, late answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dates.values import Clock
from domain.recurrence import parse_recurrence
from domain.standups.forms import Form, also_answered, form_ahead, form_owed
from domain.standups.rounds import (
    Attendance,
    Round,
    RoundDue,
    count_round,
    due_in_round,
    next_round,
    plan_round,
    round_dates,
    with_times,
)
from domain.standups.values import Part, Standup, Zones
from domain.standups.windows import Excluded, NotAsked, Participant, Team, Window
from domain.workdays import DateRange, WorkCalendar

TUESDAY, WEDNESDAY = dt.date(2026, 5, 12), dt.date(2026, 5, 13)
DAILY = Standup("Daily")
NEW_YORK = ZoneInfo("America/New_York")
TEAM = Team(NEW_YORK)
ANN, BEN, CHEN, DANA, EVE = range(1, 6)
AWAY = WorkCalendar(away=(DateRange(TUESDAY, TUESDAY),))
PEOPLE = [
    Participant(ANN, ZoneInfo("Asia/Shanghai")),
    Participant(BEN, NEW_YORK),
    Participant(CHEN, ZoneInfo("Asia/Kolkata"), part=Part.OPTIONAL),
    Participant(DANA, ZoneInfo("Europe/London"), calendar=AWAY),
    Participant(EVE, ZoneInfo("Europe/London"), part=Part.OBSERVER),
]
PLANNED = plan_round(DAILY, TUESDAY, PEOPLE, TEAM)
ASKED, ANSWERED = Attendance.ASKED, Attendance.ANSWERED


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-05-{text}").replace(tzinfo=dt.UTC)


# --- planning -----------------------------------------------------------------------------------


def test_the_parent_comes_with_the_first_prompt_and_the_summary_with_the_last_close() -> None:
    assert [window.person for window in PLANNED.windows] == [ANN, CHEN, BEN]
    assert PLANNED.opens_at == utc("12 01:30")
    assert PLANNED.closes_at == utc("12 15:30")
    assert PLANNED.excluded == (Excluded(DANA, NotAsked.AWAY),)
    assert PLANNED.slot == "2026-05-12"
    assert PLANNED.window(EVE) is None


def test_somebody_listed_twice_is_asked_once() -> None:
    assert plan_round(DAILY, TUESDAY, [*PEOPLE, *PEOPLE], TEAM) == PLANNED


def test_a_traveller_is_asked_once_per_date() -> None:
    asked = {ANN: PLANNED.windows[0]}
    in_new_york = [replace(PEOPLE[0], zone=NEW_YORK), *PEOPLE[1:]]
    again = plan_round(DAILY, TUESDAY, in_new_york, TEAM, asked=asked)
    assert again.window(ANN) == PLANNED.window(ANN)
    # Not asked yet in Shanghai: asked on the clock of New York.
    fresh = plan_round(DAILY, TUESDAY, in_new_york, TEAM)
    found = fresh.window(ANN)
    assert found is not None
    assert found.prompt_at == utc("12 13:30")


def test_dates_follow_the_days_of_the_team_and_its_pause() -> None:
    holiday = Team(NEW_YORK, WorkCalendar(holidays=frozenset({TUESDAY})))
    dates = round_dates(DAILY, holiday, dt.date(2026, 5, 8), dt.date(2026, 5, 13))
    assert [date.day for date in dates] == [8, 11, 13]
    pause = dt.date(2026, 5, 11)
    assert round_dates(DAILY, holiday, dt.date(2026, 5, 1), TUESDAY, not_before=pause) == [pause]
    assert round_dates(DAILY, TEAM, TUESDAY, WEDNESDAY, not_before=dt.date(2026, 6, 1)) == []
    monthly = replace(DAILY, days=parse_recurrence("every 1st mon") or DAILY.days)
    assert round_dates(monthly, TEAM, TUESDAY, dt.date(2026, 7, 31)) == [
        dt.date(2026, 6, 1),
        dt.date(2026, 7, 6),
    ]


def test_a_team_that_is_all_away_is_skipped_with_one_notice() -> None:
    gone = plan_round(DAILY, TUESDAY, [PEOPLE[3], PEOPLE[4]], TEAM)
    assert gone.is_skipped
    assert (gone.opens_at, gone.closes_at) == (None, None)
    assert due_in_round(gone, {}, utc("12 13:29")) == RoundDue(next_at=utc("12 13:30"))
    assert due_in_round(gone, {}, utc("12 13:30")) == RoundDue(notice=True)
    assert due_in_round(gone, {}, utc("12 13:31"), posted=True) == RoundDue()
    assert not plan_round(DAILY, TUESDAY, [PEOPLE[4]], TEAM).is_skipped


# --- what is due --------------------------------------------------------------------------------


def test_a_day_of_the_round_as_a_diary() -> None:
    states: dict[int, Attendance] = {}
    assert due_in_round(PLANNED, states, utc("12 01:29")) == RoundDue(next_at=utc("12 01:30"))
    # 09:30 in Shanghai.
    now = due_in_round(PLANNED, states, utc("12 01:30"))
    assert now == RoundDue(parent=True, prompts=(ANN,), next_at=utc("12 03:30"))
    states[ANN] = ASKED
    waiting = due_in_round(PLANNED, states, utc("12 01:31"), posted=True)
    assert waiting == RoundDue(next_at=utc("12 03:00"))
    # 11:00: the reminder, once.
    assert due_in_round(PLANNED, states, utc("12 03:00"), posted=True).reminders == (ANN,)
    again = due_in_round(PLANNED, states, utc("12 03:01"), posted=True, reminded={ANN})
    assert again == RoundDue(next_at=utc("12 03:30"))
    # Ann's window closes: she is missing, the round goes on.
    assert count_round(PLANNED, states, utc("12 03:29")).missing == ()
    assert count_round(PLANNED, states, utc("12 03:30")).missing == (ANN,)
    assert due_in_round(PLANNED, states, utc("12 04:00"), posted=True).prompts == (CHEN,)
    states[CHEN] = ANSWERED
    assert due_in_round(PLANNED, states, utc("12 13:30"), posted=True).prompts == (BEN,)
    states[BEN] = ANSWERED
    end = due_in_round(PLANNED, states, utc("12 15:30"), posted=True)
    assert end == RoundDue(summary=True)
    assert due_in_round(PLANNED, states, utc("12 15:31"), posted=True, closed=True) == RoundDue()


def test_who_answered_the_evening_before_is_not_asked() -> None:
    due = due_in_round(PLANNED, {ANN: ANSWERED}, utc("12 01:30"))
    assert due == RoundDue(parent=True, next_at=utc("12 03:30"))


def test_a_process_that_was_down_asks_late_once_or_says_that_it_did_not() -> None:
    late = due_in_round(PLANNED, {}, utc("12 03:10"))
    assert late.parent
    assert (late.prompts, late.reminders) == ((ANN,), ())
    too_late = due_in_round(PLANNED, {}, utc("12 05:00"))
    assert (too_late.prompts, too_late.not_asked) == ((CHEN,), (ANN,))
    whole_day = due_in_round(PLANNED, {}, utc("13 05:00"))
    assert whole_day == RoundDue(parent=True, not_asked=(ANN, CHEN, BEN), summary=True)
    count = count_round(PLANNED, {}, utc("13 05:00"))
    assert (count.answered, count.expected, count.missing) == (0, 0, ())
    assert count.not_asked == (ANN, CHEN, BEN)


# --- the count ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ann", "ben", "chen", "expected"),
    [
        (Attendance.PLANNED, Attendance.PLANNED, Attendance.PLANNED, (0, 1, 0)),
        (ANSWERED, ASKED, ASKED, (1, 2, 0)),
        (ANSWERED, ANSWERED, ANSWERED, (2, 2, 1)),
        (ANSWERED, ASKED, ANSWERED, (1, 2, 1)),
        (Attendance.SKIPPED, ASKED, ASKED, (0, 1, 0)),
        (Attendance.AWAY, ANSWERED, ASKED, (1, 1, 0)),
        (Attendance.LEFT, Attendance.NOT_ASKED, ASKED, (0, 0, 0)),
    ],
)
def test_answered_of_expected(
    ann: Attendance, ben: Attendance, chen: Attendance, expected: tuple[int, int, int]
) -> None:
    states = {ANN: ann, BEN: ben, CHEN: chen}
    count = count_round(PLANNED, states, utc("12 13:40"))
    assert (count.answered, count.expected, count.optional) == expected
    assert count.is_complete is (expected[0] >= expected[1])
    assert DANA in count.away


def test_a_late_answer_is_late_and_no_longer_missing() -> None:
    states = {ANN: ANSWERED, BEN: ASKED}
    times = {ANN: utc("12 03:30")}
    count = count_round(PLANNED, states, utc("12 16:00"), answered_at=times)
    assert (count.answered, count.late, count.missing) == (1, 1, (BEN,))
    on_time = {ANN: utc("12 03:29")}
    assert count_round(PLANNED, states, utc("12 16:00"), answered_at=on_time).late == 0


def test_closed_early_nobody_is_reminded_after_the_close() -> None:
    window = PLANNED.windows[0]
    closed = with_times(window, utc("12 02:00"))
    assert (closed.closes_at, closed.remind_at) == (utc("12 02:00"), None)
    assert with_times(window, utc("12 03:15")).remind_at == utc("12 03:00")


# --- forms --------------------------------------------------------------------------------------


def windows_of_ann() -> list[Window]:
    dates = round_dates(DAILY, TEAM, dt.date(2026, 5, 8), dt.date(2026, 5, 18))
    planned = (plan_round(DAILY, date, PEOPLE[:1], TEAM) for date in dates)
    return [window for one in planned for window in one.windows]


@pytest.mark.parametrize(
    ("now", "done", "today", "expected"),
    [
        ("12 01:30", {8, 11}, 12, (12, "")),  # asked just now
        ("12 03:30", {8, 11}, 12, (12, "late")),
        ("12 01:00", {8, 11}, 12, (12, "early")),  # nine in the morning, before being asked
        ("12 01:30", {8}, 12, (12, "")),  # what is open comes before what is late
        ("12 03:30", {8, 12}, 12, (11, "late")),
        ("12 03:30", {8, 11, 12}, 12, None),
        ("16 03:30", {8, 11, 12, 13, 14, 15}, 16, None),
        ("15 12:00", {11, 12, 13, 14, 15}, 15, None),  # a week later it is too late
    ],
)
def test_the_form_that_is_owed(
    now: str, done: set[int], today: int, expected: tuple[int, str] | None
) -> None:
    dates = {dt.date(2026, 5, day) for day in done}
    found = form_owed(windows_of_ann(), dates, utc(now), dt.date(2026, 5, today))
    told = None
    if found is not None:
        told = (found.window.date.day, "early" if found.early else "late" if found.late else "")
    assert told == expected


def test_tomorrow_is_the_next_time_it_asks() -> None:
    windows = windows_of_ann()
    tonight = form_ahead(windows, utc("12 12:00"), TUESDAY)
    assert tonight == Form(windows[3], early=True)
    assert tonight.window.date == WEDNESDAY
    on_friday = form_ahead(windows, utc("15 12:00"), dt.date(2026, 5, 15))
    assert on_friday is not None
    assert on_friday.window.date == dt.date(2026, 5, 18)
    assert form_ahead(windows, utc("19 12:00"), dt.date(2026, 5, 19)) is None


def test_one_answer_serves_two_standups_with_the_same_questions() -> None:
    other = replace(DAILY, name="Other", prompt=Clock(10), close=Clock(12))
    mood = replace(other, mood=True)
    window = PLANNED.windows[0]
    theirs = plan_round(other, TUESDAY, PEOPLE, TEAM).windows[0]
    tomorrow = plan_round(other, WEDNESDAY, PEOPLE, TEAM).windows[0]
    others = [(other, theirs), (mood, theirs), (other, tomorrow), (other, PLANNED.windows[1])]
    assert also_answered(DAILY, window, others) == [theirs]
    over = with_times(theirs, window.prompt_at)
    assert also_answered(DAILY, window, [(other, over)]) == []


# --- the next round -----------------------------------------------------------------------------


def test_the_next_round_is_planned_before_the_first_clock_shows_its_date() -> None:
    # 20:00 on Monday in New York is Tuesday 08:00 in Shanghai.
    found = next_round(DAILY, PEOPLE, TEAM, utc("12 00:00"), after=dt.date(2026, 5, 11))
    assert found == PLANNED
    # Without a last one: Monday's is over, Tuesday's is not even when Ann's window has closed.
    assert next_round(DAILY, PEOPLE, TEAM, utc("12 05:00")) == PLANNED
    late = next_round(DAILY, PEOPLE, TEAM, utc("12 15:30"))
    assert late is not None
    assert late.date == WEDNESDAY
    assert next_round(DAILY, [], TEAM, utc("12 05:00")) is None


def test_one_round_after_another_is_every_date_once() -> None:
    found, after, now = [], None, utc("01 00:00")
    for _ in range(10):
        planned = next_round(DAILY, PEOPLE, TEAM, now, after=after)
        assert planned is not None
        found.append(planned.date)
        after, now = planned.date, planned.closes_at or now
    assert found == round_dates(DAILY, TEAM, dt.date(2026, 5, 1), dt.date(2026, 5, 14))


# --- properties ---------------------------------------------------------------------------------

ZONES = ["America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Tongatapu", "UTC"]


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    zones = draw(st.lists(st.sampled_from(ZONES), min_size=1, max_size=6))
    people = [Participant(index, ZoneInfo(zone)) for index, zone in enumerate(zones)]
    close = Clock(draw(st.integers(0, 23)), 15)
    standup = Standup("x", close=close, zones=draw(st.sampled_from(Zones)))
    return plan_round(standup, draw(st.dates(TUESDAY, dt.date(2027, 5, 12))), people, TEAM)


@given(planned=rounds(), data=st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_the_ticks_everyone_is_asked_once_in_time_or_not_at_all(
    planned: Round, data: st.DataObject
) -> None:
    if planned.opens_at is None or planned.closes_at is None:
        return
    states: dict[int, Attendance] = {}
    reminded: set[int] = set()
    posted = closed = False
    now: dt.datetime | None = planned.opens_at - dt.timedelta(hours=1)
    while now is not None:
        due = due_in_round(planned, states, now, reminded=reminded, posted=posted, closed=closed)
        for person in due.prompts:
            window = planned.window(person)
            assert window is not None
            assert person not in states
            assert window.is_open(now)
            states[person] = data.draw(st.sampled_from([ASKED, ANSWERED]))
        for person in due.reminders:
            assert person not in reminded
            assert states[person] is ASKED
            reminded.add(person)
        states |= dict.fromkeys(due.not_asked, Attendance.NOT_ASKED)
        assert not (due.parent and posted)
        posted, closed = posted or due.parent, closed or due.summary
        assert posted or not states
        count = count_round(planned, states, now)
        assert set(count.missing) <= {p for p, state in states.items() if state is ASKED}
        assert count.answered <= count.expected
        assert due.next_at is None or due.next_at > now
        # Downtime: now and then nobody looks for hours.
        late = data.draw(st.sampled_from([0, 0, 0, 40, 300]))
        now = None if due.next_at is None else due.next_at + dt.timedelta(minutes=late)
    assert posted
    assert closed
    assert set(states) == {window.person for window in planned.windows}
