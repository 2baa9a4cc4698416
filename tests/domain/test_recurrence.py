"""Recurrences: what phrases mean, where dates fall, what completing and holidays do to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from domain.dates import Due
from domain.dates.values import Clock
from domain.recurrence import (
    OnDate,
    OnDays,
    OnNth,
    OnWeekdays,
    Recurrence,
    Unit,
    first_due,
    first_occurrence,
    from_json,
    instant_of,
    is_weak_recurrence,
    next_after_completion,
    next_due,
    next_instant,
    next_occurrence,
    occurrences,
    parse_recurrence,
    render_recurrence,
    to_json,
)
from domain.workdays import DateRange, WorkCalendar, holidays_of
from tests.domain.reading import rows

WEDNESDAY = dt.date(2026, 11, 25)
PLAIN = WorkCalendar()
AMERICAN = WorkCalendar(holidays=holidays_of("US", None, range(2026, 2029)))
NEW_YORK = ZoneInfo("America/New_York")
PHRASES = [*rows("recurrences_en.txt"), *rows("recurrences_zh.txt")]


def read(phrase: str) -> Recurrence:
    found = parse_recurrence(phrase)
    assert found is not None, phrase
    return found


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def following(r: Recurrence, after: str, count: int, calendar: WorkCalendar = PLAIN) -> str:
    dates, date = [], day(after)
    for _ in range(count):
        date = next_occurrence(r, date, calendar=calendar)
        dates.append(date.isoformat())
    return " ".join(dates)


# --- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("phrase", "meaning"), PHRASES)
def test_a_phrase_means(phrase: str, meaning: str) -> None:
    rendered, dates = meaning.split(" | ")
    r = read(phrase)
    assert render_recurrence(r) == rendered
    first = first_occurrence(r, WEDNESDAY, calendar=PLAIN)
    later = following(r.starting(WEDNESDAY), first.isoformat(), 2)
    assert f"{first} {later}" == dates


@pytest.mark.parametrize(("phrase", "_meaning"), PHRASES)
def test_a_recurrence_comes_back_from_its_phrase_and_from_the_store(
    phrase: str, _meaning: str
) -> None:
    r = read(phrase)
    assert parse_recurrence(render_recurrence(r)) == r
    assert from_json(to_json(r)) == r
    started = r.starting(WEDNESDAY)
    assert parse_recurrence(render_recurrence(started)) == started
    assert from_json(to_json(started)) == started


@pytest.mark.parametrize("text", [text for text, _ in rows("not_recurrences.txt")])
def test_no_recurrence_is_seen_in(text: str) -> None:
    assert parse_recurrence(text) is None


def test_the_tables_stay_big() -> None:
    assert len(rows("recurrences_en.txt")) >= 120
    assert len(rows("recurrences_zh.txt")) >= 70
    assert len(rows("not_recurrences.txt")) >= 50


@pytest.mark.parametrize("text", ["daily", "Weekly", "monthly.", "quarterly", "yearly"])
def test_adverbs_alone_are_weak(text: str) -> None:
    assert parse_recurrence(text) is not None
    assert is_weak_recurrence(text)


@pytest.mark.parametrize("text", ["daily at 9am", "weekly on fri", "every day", "每天"])
def test_what_says_more_is_not_weak(text: str) -> None:
    assert parse_recurrence(text) is not None
    assert not is_weak_recurrence(text)


@pytest.mark.parametrize(
    "stored",
    [
        {"unit": "week", "every": 2, "weekdays": [0, 3], "at": "09:05", "start": "2026-12-01"},
        {"unit": "month", "every": 1, "nth": -1, "weekday": None},
        {"unit": "month", "every": 1, "days": [1, 15]},
        {"unit": "year", "every": 1, "date": [2, 29]},
        {"unit": "day", "every": 10, "from_completion": True},
    ],
)
def test_the_stored_shape_stays(stored: dict[str, object]) -> None:
    assert to_json(from_json(stored)) == stored


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Recurrence(Unit.DAY, 0),
        lambda: Recurrence(Unit.DAY, 1000),
        lambda: Recurrence(Unit.DAY, 1, OnDays((1,))),
        lambda: Recurrence(Unit.WEEK, 1, OnDate(1, 1)),
        lambda: OnWeekdays(frozenset()),
        lambda: OnWeekdays(frozenset({7})),
        lambda: OnDays((15, 1)),
        lambda: OnDays((1, 1)),
        lambda: OnDays((32,)),
        lambda: OnDays(()),
        lambda: OnNth(0),
        lambda: OnNth(6, 1),
        lambda: OnNth(24),
        lambda: OnDate(2, 30),
        lambda: OnDate(13, 1),
    ],
)
def test_what_makes_no_sense_cannot_be_built(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r".+"):
        wrong()


# --- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "start", "after", "dates"),
    [
        # The 31st is the last day of short months and the 31st again in long ones.
        ("every month", "2027-01-31", "2027-01-30", "2027-02-01 2027-03-01 2027-03-31"),
        ("every 31st", None, "2027-03-31", "2027-04-30 2027-05-31 2027-06-30"),
        ("every 30th", None, "2028-01-31", "2028-02-29 2028-03-30 2028-05-01"),
        ("every 2 months", "2026-12-31", "2026-12-31", "2027-03-01 2027-04-30 2027-06-30"),
        ("every year", "2028-02-29", "2028-02-29", "2029-02-28 2030-02-28 2031-02-28"),
        # Weeks of the rule stay the same weeks, also after a date that moved into the next week.
        ("every 2 weeks on sat", "2026-11-28", "2026-11-30", "2026-12-12 2026-12-26"),
        ("every 2 weeks on mon", "2026-12-01", "2026-11-25", "2026-12-07 2026-12-21"),
        ("every 2 weeks on mon and thu", "2026-12-01", "2026-12-03", "2026-12-14 2026-12-17"),
        ("every 3 days", "2026-11-25", "2026-11-30", "2026-12-01 2026-12-04 2026-12-07"),
        ("every 2 workdays", "2026-11-25", "2026-11-26", "2026-11-27 2026-12-01"),
        # Before the start there is nothing.
        ("every mon", "2027-01-01", "2026-11-25", "2027-01-04 2027-01-11"),
        ("every day", "2027-01-01", "2026-11-25", "2027-01-01 2027-01-02"),
        ("every last workday", "2027-01-01", "2026-11-25", "2027-01-29"),
        # No fifth Monday: the last one.
        ("every 5th mon", None, "2026-11-30", "2026-12-28 2027-01-25 2027-02-22 2027-03-29"),
        # A rule without a start counts from the date before.
        ("every 2 weeks on fri", None, "2026-11-27", "2026-12-11 2026-12-25"),
        ("every 2 weeks on mon and thu", None, "2026-11-23", "2026-11-26 2026-12-07"),
        ("every 2 weeks", None, "2026-11-27", "2026-12-11 2026-12-25"),
    ],
)
def test_dates_follow(phrase: str, start: str | None, after: str, dates: str) -> None:
    r = read(phrase) if start is None else read(phrase).starting(day(start))
    assert following(r, after, len(dates.split())) == dates


@pytest.mark.parametrize(
    ("phrase", "after", "dates"),
    [
        # Thanksgiving is Thursday 26 November, Christmas a Friday, New Year's Day a Friday.
        ("every thu", "2026-11-19", "2026-11-27 2026-12-03"),
        ("every fri", "2026-12-18", "2026-12-28 2027-01-04 2027-01-08"),
        ("every 25th", "2026-11-25", "2026-12-28 2027-01-25"),
        ("every day", "2026-11-24", "2026-11-25 2026-11-27 2026-11-28"),
        ("every day", "2026-12-23", "2026-12-24 2026-12-26 2026-12-27"),
        ("every workday", "2026-12-24", "2026-12-28 2026-12-29"),
        ("every 4th thu", "2026-10-31", "2026-11-27 2026-12-24"),
        ("every year on 4 jul", "2026-07-01", "2026-07-06 2027-07-06 2028-07-05"),
        ("every last workday", "2026-12-31", "2027-01-29"),
        ("every sat", "2026-12-19", "2026-12-26 2027-01-02"),
        ("every thu and fri", "2026-11-20", "2026-11-27 2026-12-03 2026-12-04"),
    ],
)
def test_holidays_move_to_the_next_working_day(phrase: str, after: str, dates: str) -> None:
    assert following(read(phrase), after, len(dates.split()), AMERICAN) == dates


def test_a_moved_date_does_not_shift_the_weeks() -> None:
    r = read("every 2 weeks on fri").starting(day("2026-11-27"))
    assert following(r, "2026-12-11", 3, AMERICAN) == "2026-12-28 2027-01-08 2027-01-22"


def test_a_week_without_working_days_has_nothing_and_the_next_has_one() -> None:
    golden_week = frozenset(day("2026-10-01") + dt.timedelta(step) for step in range(8))
    china = WorkCalendar(holidays=golden_week, extra_days=frozenset({day("2026-10-10")}))
    assert following(read("每周四"), "2026-09-24", 2, china) == "2026-10-09 2026-10-15"
    assert following(read("每周一"), "2026-09-28", 2, china) == "2026-10-09 2026-10-12"
    assert following(read("每个工作日"), "2026-09-30", 3, china) == (
        "2026-10-09 2026-10-10 2026-10-12"
    )
    whole = WorkCalendar(holidays=golden_week | {day("2026-10-09")})
    assert following(read("every thu and fri"), "2026-09-25", 2, whole) == "2026-10-12 2026-10-15"
    assert following(read("每周一"), "2026-09-28", 2, whole) == "2026-10-12 2026-10-19"


def test_the_teams_own_days_off_and_weeks_count() -> None:
    gulf = WorkCalendar(frozenset({6, 0, 1, 2, 3}), days_off=frozenset({day("2026-12-31")}))
    assert following(read("every last workday"), "2026-11-30", 1, gulf) == "2026-12-30"
    assert following(read("every 25th"), "2026-12-01", 1, gulf) == "2026-12-27"
    assert following(read("every fri"), "2026-12-01", 1, gulf) == "2026-12-04"


def test_who_is_away_for_weeks_gets_one_when_back_not_one_for_each() -> None:
    vacation = PLAIN.with_away([DateRange(day("2026-12-07"), day("2026-12-31"))])
    assert following(read("every mon"), "2026-11-30", 2, vacation) == "2027-01-01 2027-01-04"
    assert following(read("every workday"), "2026-12-04", 2, vacation) == "2027-01-01 2027-01-04"


# --- completion -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "completed", "date"),
    [
        ("every! 10 days", "2026-11-25", "2026-12-07"),
        ("every! 10 days", "2026-11-27", "2026-12-07"),
        ("every! 10 days", "2026-11-30", "2026-12-10"),
        ("every! day", "2026-11-27", "2026-11-30"),
        ("every! 3 workdays", "2026-11-27", "2026-12-02"),
        ("every! 2 weeks", "2026-11-28", "2026-12-14"),
        ("every! month", "2027-01-31", "2027-03-01"),
        ("every! month", "2028-01-31", "2028-02-29"),
        ("every! quarter", "2026-11-30", "2027-03-01"),
        ("every! year", "2028-02-29", "2029-02-28"),
        ("every! mon", "2026-11-30", "2026-12-07"),
        ("every! mon", "2026-11-29", "2026-11-30"),
        ("every! 2 weeks on fri", "2026-11-23", "2026-12-11"),
        ("every! 2 months on the 15th", "2026-11-02", "2027-01-15"),
        ("every! 3rd fri", "2026-11-25", "2026-12-18"),
        ("每！10天", "2026-11-25", "2026-12-07"),
    ],
)
def test_a_rule_with_a_bang_counts_from_the_day_it_was_done(
    phrase: str, completed: str, date: str
) -> None:
    r = read(phrase)
    assert following(r, completed, 1) == date
    for due in (None, "2026-01-01", "2027-11-11"):
        found = next_after_completion(
            r, due=day(due) if due else None, completed=day(completed), calendar=PLAIN
        )
        assert found.isoformat() == date


def test_after_a_vacation_ten_days_are_counted_from_the_return() -> None:
    away = PLAIN.with_away([DateRange(day("2026-12-03"), day("2026-12-20"))])
    assert following(read("every! 10 days"), "2026-11-25", 1, away) == "2026-12-21"
    assert following(read("every! 10 days"), "2026-12-21", 1, away) == "2026-12-31"


@pytest.mark.parametrize(
    ("phrase", "due", "completed", "date"),
    [
        ("every mon", "2026-11-30", "2026-11-30", "2026-12-07"),
        # Early: Monday's task done on Friday is Monday's task.
        ("every mon", "2026-11-30", "2026-11-27", "2026-12-07"),
        ("every month on the 15th", "2026-12-15", "2026-11-25", "2027-01-15"),
        # Late: what was missed in between does not come back, today's does.
        ("every mon", "2026-11-30", "2026-12-02", "2026-12-07"),
        ("every mon", "2026-11-30", "2026-12-10", "2026-12-14"),
        ("every mon", "2026-11-30", "2026-12-14", "2026-12-14"),
        ("every day", "2026-11-23", "2026-11-25", "2026-11-25"),
        ("every day", "2026-11-25", "2026-11-25", "2026-11-26"),
        ("every 31st", "2026-10-31", "2026-12-01", "2026-12-31"),
        ("every 2 weeks on fri", "2026-11-27", "2026-12-04", "2026-12-11"),
        ("every mon", None, "2026-11-25", "2026-11-30"),
        # A Sunday that somebody chose is that month's date, and Monday not another one.
        ("every month", "2027-01-31", "2027-01-31", "2027-03-01"),
        ("every 31st", "2027-01-31", "2027-01-30", "2027-03-01"),
        ("every 31st", "2026-12-31", "2027-02-01", "2027-02-01"),
    ],
)
def test_completing_early_on_time_and_late(
    phrase: str, due: str | None, completed: str, date: str
) -> None:
    found = next_after_completion(
        read(phrase),
        due=day(due) if due else None,
        completed=day(completed),
        calendar=PLAIN,
    )
    assert found.isoformat() == date


def test_completing_twice_gives_the_same_next_one() -> None:
    r = read("every fri")
    first = next_after_completion(r, due=day("2026-11-27"), completed=WEDNESDAY, calendar=PLAIN)
    again = next_after_completion(r, due=day("2026-11-27"), completed=WEDNESDAY, calendar=PLAIN)
    assert first == again == day("2026-12-04")


# --- spans of time and instants -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "dates"),
    [
        ("every mon and thu", "26 30 3 7 10"),
        ("every 2 weeks on mon", "30"),
        ("every 15th", ""),
        ("every! 5 days", "25 30 7"),
        ("every workday", "25 26 27 30 1 2 3 4 7 8 9 10"),
        ("every week", "25 2 9"),
        ("every 1st starting 2026-12-02", ""),
    ],
)
def test_all_dates_between_two_days(phrase: str, dates: str) -> None:
    found = occurrences(read(phrase), WEDNESDAY, day("2026-12-10"), PLAIN)
    assert " ".join(str(date.day) for date in found) == dates


@pytest.mark.parametrize(
    ("zone", "date", "clock", "utc"),
    [
        # 02:30 does not exist and moves on; 01:30 happens twice and is the first.
        ("America/New_York", "2027-03-14", Clock(2, 30), "2027-03-14T07:30Z"),
        ("America/New_York", "2026-11-01", Clock(1, 30), "2026-11-01T05:30Z"),
        ("Europe/Berlin", "2027-03-28", Clock(2, 15), "2027-03-28T01:15Z"),
        ("Europe/Berlin", "2026-10-25", Clock(2, 15), "2026-10-25T00:15Z"),
        ("Australia/Lord_Howe", "2026-10-04", Clock(2, 15), "2026-10-03T15:45Z"),
        ("Australia/Lord_Howe", "2027-04-04", Clock(1, 45), "2027-04-03T14:45Z"),
        ("Asia/Kathmandu", "2026-11-26", Clock(9), "2026-11-26T03:15Z"),
        ("Asia/Kolkata", "2026-11-26", Clock(9), "2026-11-26T03:30Z"),
        ("Pacific/Apia", "2026-11-26", Clock(9), "2026-11-25T20:00Z"),
        ("Pacific/Pago_Pago", "2026-11-26", Clock(9), "2026-11-26T20:00Z"),
        ("Asia/Shanghai", "2026-11-26", Clock(0), "2026-11-25T16:00Z"),
    ],
)
def test_a_wall_time_on_a_date_is_one_instant(zone: str, date: str, clock: Clock, utc: str) -> None:
    found = instant_of(day(date), clock, ZoneInfo(zone))
    assert found == dt.datetime.fromisoformat(utc)
    assert found.utcoffset() == dt.timedelta()


def test_a_time_that_happens_twice_fires_once() -> None:
    r, moment = read("every day"), dt.datetime(2026, 10, 31, 5, 31, tzinfo=dt.UTC)
    fired = []
    for _ in range(3):
        moment = next_instant(r, moment, clock=Clock(1, 30), zone=NEW_YORK, calendar=PLAIN)
        fired.append(moment.strftime("%d %H:%M"))
    assert fired == ["01 05:30", "02 06:30", "03 06:30"]


def test_a_new_rule_begins_today_if_its_time_is_not_over() -> None:
    nine = dt.datetime(2026, 11, 25, 9, 0, tzinfo=NEW_YORK)
    r = read("every workday at 9:00")

    def first(now: dt.datetime) -> Due:
        return first_due(r, now, zone=NEW_YORK, calendar=AMERICAN)

    before = first(nine - dt.timedelta(minutes=1))
    assert before == Due(WEDNESDAY, nine.astimezone(dt.UTC))
    assert first(nine).date == day("2026-11-27")
    assert first_due(replace(r, at=None), nine, zone=NEW_YORK, calendar=PLAIN) == Due(WEDNESDAY)


@pytest.mark.parametrize(
    ("phrase", "due", "completed", "date", "at"),
    [
        ("every mon at 9:00", "2026-11-30", "2026-11-30 10:00", "2026-12-07", "14:00"),
        ("every mon at 9:00", "2026-11-30", "2026-12-07 08:00", "2026-12-07", "14:00"),
        ("every mon at 9:00", "2026-11-30", "2026-12-07 10:00", "2026-12-14", "14:00"),
        ("every! 2 days at 9:00", "2026-11-25", "2026-11-25 23:30", "2026-11-27", "14:00"),
        ("every mon", "2026-11-30", "2026-12-07 10:00", "2026-12-07", None),
    ],
)
def test_the_due_date_after_completion(
    phrase: str, due: str, completed: str, date: str, at: str | None
) -> None:
    moment = dt.datetime.fromisoformat(completed).replace(tzinfo=NEW_YORK)
    found = next_due(read(phrase), due=day(due), completed=moment, zone=NEW_YORK, calendar=PLAIN)
    assert found.date.isoformat() == date
    assert (found.at and found.at.strftime("%H:%M")) == at
