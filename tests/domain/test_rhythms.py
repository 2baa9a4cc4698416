"""Once per local date, on an allowed one, at the wall time: ten years in eleven zones."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dates.values import Clock
from domain.recurrence import Recurrence, Unit, parse_recurrence
from domain.rhythms import (
    RULES,
    CatchUp,
    Kind,
    OnDayOff,
    Rhythm,
    allowed_dates,
    due_now,
    is_missing,
    needs_start,
    next_occurrence_of,
    occurrences_of,
    plan_catch_up,
    slot_of,
    starting,
)
from domain.workdays import DateRange, WorkCalendar, holidays_of

ZONES = [
    *("America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Asia/Kathmandu"),
    *("Pacific/Apia", "Asia/Shanghai", "Pacific/Chatham", "Europe/London", "UTC"),
    *("Pacific/Tongatapu", "Pacific/Pago_Pago"),
]
YEARS = range(2025, 2037)
BEGIN, END = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2035, 12, 31, tzinfo=dt.UTC)
CALENDARS = [
    WorkCalendar(),
    WorkCalendar(holidays=holidays_of("US", None, YEARS)),
    WorkCalendar(holidays=holidays_of("CN", None, YEARS)),
    WorkCalendar(working_days=frozenset({6, 0, 1, 2, 3})),
]
PHRASES = [
    *("every workday", "every day", "every mon", "every mon, wed and fri", "every 3rd fri"),
    *("every 2 weeks on tue", "every month on the 31st", "every last workday", "every sat"),
]
HALF_PAST_NINE = Clock(9, 30)
CLOCKS = [HALF_PAST_NINE, Clock(2, 30), Clock(1, 45), Clock(0), Clock(23, 45)]
MOMENTS = st.integers(0, 9 * 365 * 1440).map(lambda minutes: BEGIN + dt.timedelta(minutes=minutes))
KINDS = [Kind.STANDUP, Kind.KPI_SUMMARY]


def rule(phrase: str) -> Recurrence:
    found = parse_recurrence(phrase)
    assert found is not None
    return starting(found, dt.date(2026, 1, 1))


def rhythm(
    phrase: str = "every workday",
    zone: str = "UTC",
    clock: Clock = HALF_PAST_NINE,
    kind: Kind = Kind.STANDUP,
) -> Rhythm:
    return Rhythm(kind, rule(phrase), clock, ZoneInfo(zone))


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


# --- properties ---------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("phrase", ["every workday", "every day", "every 2 weeks on tue"])
@pytest.mark.parametrize("clock", CLOCKS)
def test_ten_years_have_one_occurrence_for_each_date(zone: str, phrase: str, clock: Clock) -> None:
    found = [
        *occurrences_of(rhythm(phrase, zone, clock), BEGIN, END, calendar=CALENDARS[1]),
    ]
    assert all(one.at < other.at and one.date < other.date for one, other in pairwise(found))
    assert len({one.slot for one in found}) == len(found)
    for one in found:
        wall = one.at.astimezone(ZoneInfo(zone))
        naive = dt.datetime.combine(one.date, dt.time(clock.hour, clock.minute))
        gap = wall.replace(tzinfo=None) - naive
        # The wall time itself, or moved forward by a gap of half an hour or an hour.
        assert gap in (dt.timedelta(0), dt.timedelta(minutes=30), dt.timedelta(hours=1))
        assert wall.fold == 0
        if phrase == "every workday":
            assert CALENDARS[1].is_working(one.date)


@given(
    phrase=st.sampled_from(PHRASES),
    zone=st.sampled_from(ZONES),
    clock=st.sampled_from(CLOCKS),
    kind=st.sampled_from(KINDS),
    calendar=st.sampled_from(CALENDARS),
    after=MOMENTS,
)
@settings(max_examples=400, deadline=None)
def test_the_next_time_is_after_now_on_an_allowed_local_date(
    *,
    phrase: str,
    zone: str,
    clock: Clock,
    kind: Kind,
    calendar: WorkCalendar,
    after: dt.datetime,
) -> None:
    one = rhythm(phrase, zone, clock, kind)
    found = next_occurrence_of(one, after, calendar=calendar)
    assert found is not None
    assert found.at > after
    days = (found.date - dt.timedelta(days=400), found.date)
    allowed = [*allowed_dates(one.recurrence, one.on_day_off, *days, calendar)]
    assert found.date == allowed[-1]
    if kind is Kind.STANDUP:
        assert not calendar.is_day_off(found.date)
    # Nothing lies between, and what is found is found from any moment before it.
    just_before = found.at - dt.timedelta(microseconds=1)
    assert next_occurrence_of(one, max(after, just_before), calendar=calendar) == found


@given(
    due=MOMENTS,
    late=st.timedeltas(dt.timedelta(0), dt.timedelta(days=40)),
    more=st.timedeltas(dt.timedelta(0), dt.timedelta(days=40)),
    kind=st.sampled_from(list(Kind)),
)
def test_what_is_too_late_never_becomes_sendable_again(
    due: dt.datetime, late: dt.timedelta, more: dt.timedelta, kind: Kind
) -> None:
    first = plan_catch_up(kind, due, due + late)
    if first is not CatchUp.SEND:
        assert plan_catch_up(kind, due, due + late + more) is first
    assert plan_catch_up(kind, due, due) is CatchUp.SEND


# --- days off -----------------------------------------------------------------------------------

MAY_DAY = WorkCalendar(holidays=frozenset({dt.date(2026, 5, 4)}))


@pytest.mark.parametrize(
    ("kind", "phrase", "expected"),
    [
        (Kind.STANDUP, "every mon", ["2026-05-11", "2026-05-18"]),
        (Kind.KPI_SUMMARY, "every mon", ["2026-05-05", "2026-05-11"]),
        (Kind.STANDUP, "every mon, wed and fri", ["2026-05-06", "2026-05-08"]),
        (Kind.KPI_SUMMARY, "every mon and tue", ["2026-05-05", "2026-05-11"]),
        (Kind.STANDUP, "every workday", ["2026-05-05", "2026-05-06"]),
        (Kind.STANDUP, "every sat", ["2026-05-09", "2026-05-16"]),
        (Kind.STANDUP, "every day", ["2026-05-03", "2026-05-05"]),
        (Kind.STANDUP, "every 1st workday", ["2026-06-01", "2026-07-01"]),
    ],
)
def test_a_holiday_is_left_out_or_moves(kind: Kind, phrase: str, expected: list[str]) -> None:
    one = rhythm(phrase, kind=kind)
    first = next_occurrence_of(one, utc("2026-05-02 10:00"), calendar=MAY_DAY)
    assert first is not None
    second = next_occurrence_of(one, first.at, calendar=MAY_DAY)
    assert second is not None
    assert [first.slot, second.slot] == expected


def test_a_make_up_saturday_is_a_workday() -> None:
    calendar = WorkCalendar(extra_days=frozenset({dt.date(2026, 5, 9)}))
    found = next_occurrence_of(rhythm(), utc("2026-05-08 10:00"), calendar=calendar)
    assert found is not None
    assert found.slot == "2026-05-09"


def test_a_team_that_never_works_again_has_no_next_time() -> None:
    away = WorkCalendar(away=(DateRange(dt.date(2026, 1, 1), dt.date(2060, 1, 1)),))
    one = rhythm("every mon")
    assert next_occurrence_of(one, BEGIN, calendar=away) is None


# --- clocks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "clock", "after", "slot", "at"),
    [
        # Spring: 02:30 does not exist and moves forward by the gap.
        ("America/New_York", Clock(2, 30), "2026-03-08 00:00", "2026-03-08", "2026-03-08 07:30"),
        ("Australia/Lord_Howe", Clock(2, 15), "2026-10-03 00:00", "2026-10-04", "2026-10-03 15:45"),
        # Autumn: 01:30 happens twice, the first counts.
        ("America/New_York", Clock(1, 30), "2026-10-31 12:00", "2026-11-01", "2026-11-01 05:30"),
        ("Europe/London", Clock(1, 30), "2026-10-24 12:00", "2026-10-25", "2026-10-25 00:30"),
        # Halves and quarters of hours.
        ("Asia/Kolkata", Clock(9, 30), "2026-05-12 00:00", "2026-05-12", "2026-05-12 04:00"),
        ("Asia/Kathmandu", Clock(9, 30), "2026-05-12 00:00", "2026-05-12", "2026-05-12 03:45"),
        ("Pacific/Chatham", Clock(9, 30), "2026-05-11 12:00", "2026-05-12", "2026-05-11 20:45"),
        # The date is the local one, a day ahead of UTC or behind it.
        ("Pacific/Tongatapu", Clock(9, 30), "2026-05-11 12:00", "2026-05-12", "2026-05-11 20:30"),
        ("Pacific/Pago_Pago", Clock(23), "2026-05-12 12:00", "2026-05-12", "2026-05-13 10:00"),
    ],
)
def test_the_wall_time_becomes_this_instant(
    zone: str, clock: Clock, after: str, slot: str, at: str
) -> None:
    one = rhythm("every day", zone, clock)
    found = next_occurrence_of(one, utc(after), calendar=WorkCalendar())
    # The first one after may be of the day before; the wanted one follows.
    while found is not None and found.slot < slot:
        found = next_occurrence_of(one, found.at, calendar=WorkCalendar())
    assert found is not None
    assert (found.slot, found.at) == (slot, utc(at))


def test_an_hour_that_comes_twice_has_one_occurrence() -> None:
    one = rhythm("every day", "America/New_York", Clock(1, 30))
    found = occurrences_of(
        one, utc("2026-11-01 04:00"), utc("2026-11-02 05:00"), calendar=WorkCalendar()
    )
    assert [found.at for found in found] == [utc("2026-11-01 05:30")]


def test_a_date_that_a_zone_left_out_happens_with_the_next_one_once() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert is_missing(dt.date(2011, 12, 30), apia)
    daily = Rhythm(Kind.STANDUP, Recurrence(Unit.DAY), Clock(9), apia)
    found = [*occurrences_of(daily, utc("2011-12-28"), utc("2012-01-01"), calendar=WorkCalendar())]
    assert [one.slot for one in found] == ["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"]
    fridays = Rhythm(Kind.STANDUP, rule("every fri"), Clock(9), apia)
    only = next_occurrence_of(fridays, utc("2011-12-30 12:00"), calendar=WorkCalendar())
    assert only is not None
    assert only.slot == "2011-12-31"


def test_a_slot_is_the_local_date() -> None:
    assert slot_of(dt.date(2026, 5, 12)) == "2026-05-12"


# --- pauses, downtime ---------------------------------------------------------------------------


def test_a_pause_ends_on_its_day() -> None:
    found = next_occurrence_of(
        rhythm(zone="Pacific/Tongatapu"),
        utc("2026-05-12 00:00"),
        calendar=WorkCalendar(),
        not_before=dt.date(2026, 5, 18),
    )
    assert found is not None
    assert found.slot == "2026-05-18"


def test_a_process_that_was_down_sends_the_newest_only() -> None:
    summary = rhythm("every mon", clock=Clock(9), kind=Kind.KPI_SUMMARY)
    found = due_now(
        summary, utc("2026-05-04 09:00"), utc("2026-05-19 12:00"), calendar=WorkCalendar()
    )
    assert found is not None
    assert found.occurrence.slot == "2026-05-18"
    assert found.verdict is CatchUp.SEND
    assert [one.slot for one in found.passed] == ["2026-05-04", "2026-05-11"]
    assert found.following is not None
    assert found.following.slot == "2026-05-25"


def test_nothing_is_due_before_its_time_or_when_its_day_was_taken_away() -> None:
    one = rhythm()
    nine_thirty = utc("2026-05-04 09:30")
    assert due_now(one, nine_thirty, utc("2026-05-04 09:29"), calendar=MAY_DAY) is None
    assert due_now(one, nine_thirty, utc("2026-05-04 09:30"), calendar=MAY_DAY) is None
    assert due_now(one, nine_thirty, nine_thirty, calendar=WorkCalendar()) is not None


@pytest.mark.parametrize(
    ("kind", "late", "until", "expected"),
    [
        (Kind.STANDUP, 60, 120, CatchUp.SEND),
        (Kind.STANDUP, 120, 120, CatchUp.MISSED),
        (Kind.STANDUP_REMINDER, 20, 30, CatchUp.SEND),
        (Kind.STANDUP_REMINDER, 31, 30, CatchUp.MISSED),
        (Kind.STANDUP_CLOSE, 60 * 24 * 30, None, CatchUp.SEND),
        (Kind.NUDGES, 60 * 9, None, CatchUp.SEND),
        (Kind.NUDGES, 60 * 9 + 1, None, CatchUp.FOLD),
        (Kind.CHECK_IN, 60 * 10, None, CatchUp.FOLD),
        (Kind.KPI_ASK, 60 * 10, None, CatchUp.FOLD),
        (Kind.KPI_SUMMARY, 60 * 24 * 3, None, CatchUp.SEND),
        (Kind.KPI_SUMMARY, 60 * 24 * 3 + 1, None, CatchUp.MISSED),
        (Kind.MEETING_AGENDA, 60, 30, CatchUp.MISSED),
        (Kind.MEETING_CLOSE, 60 * 24 * 9, None, CatchUp.SEND),
    ],
)
def test_each_kind_says_what_lateness_does(
    kind: Kind, late: int, until: int | None, expected: CatchUp
) -> None:
    due = utc("2026-05-12 09:30")
    end = None if until is None else due + dt.timedelta(minutes=until)
    assert plan_catch_up(kind, due, due + dt.timedelta(minutes=late), until=end) is expected


def test_every_kind_has_its_rule_and_nothing_is_planned_before_it_is_due() -> None:
    assert set(RULES) == set(Kind)
    with pytest.raises(ValueError, match="due"):
        plan_catch_up(Kind.NUDGES, utc("2026-05-12 09:30"), utc("2026-05-12 09:29"))


@pytest.mark.parametrize("phrase", ["every! 10 days", "every 2 weeks", "every month"])
def test_a_rhythm_has_dates_of_its_own(phrase: str) -> None:
    found = parse_recurrence(phrase)
    assert found is not None
    with pytest.raises(ValueError, match=r"dates|counting"):
        Rhythm(Kind.STANDUP, found, Clock(9), ZoneInfo("UTC"))


def test_only_rules_that_need_a_start_get_one() -> None:
    day = dt.date(2026, 5, 12)
    two_weeks, daily = rule("every 2 weeks"), rule("every workday")
    assert needs_start(two_weeks)
    assert two_weeks.start == dt.date(2026, 1, 1)
    assert starting(two_weeks, day) == two_weeks
    assert not needs_start(daily)
    assert starting(daily, day).start is None


def test_a_rhythm_of_utc_offsets_is_none() -> None:
    with pytest.raises(ValueError, match="offset"):
        Rhythm(Kind.STANDUP, rule("every day"), Clock(9, offset=120), ZoneInfo("UTC"))
    assert OnDayOff.SKIP is RULES[Kind.STANDUP].on_day_off
