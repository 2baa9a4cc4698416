"""Date phrases: what they mean on one Wednesday, elsewhere, and across clock changes."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from domain.dates import Due, parse_when, resolve_when
from domain.errors import NoSuchDate, PastDate
from domain.workdays import WorkCalendar
from tests.domain.reading import rows

NEW_YORK = ZoneInfo("America/New_York")
WEDNESDAY = dt.datetime(2026, 11, 25, 10, 0, tzinfo=NEW_YORK)


def due(
    phrase: str,
    now: dt.datetime = WEDNESDAY,
    zone: ZoneInfo = NEW_YORK,
    *,
    day_first: bool = False,
    calendar: WorkCalendar | None = None,
    day_ends: dt.time | None = None,
) -> Due:
    when = parse_when(phrase)
    assert when is not None, phrase
    return resolve_when(
        when,
        now=now,
        zone=zone,
        day_first=day_first,
        calendar=calendar or WorkCalendar(),
        day_ends=day_ends,
    )


def local(found: Due, zone: ZoneInfo = NEW_YORK) -> str:
    clock = "" if found.at is None else found.at.astimezone(zone).strftime(" %H:%M")
    return f"{found.date.isoformat()}{clock}"


@pytest.mark.parametrize(("phrase", "meaning"), rows("dates_en.txt"))
def test_an_english_phrase_means(phrase: str, meaning: str) -> None:
    assert local(due(phrase)) == meaning


@pytest.mark.parametrize(("phrase", "meaning"), rows("dates_zh.txt"))
def test_a_chinese_phrase_means(phrase: str, meaning: str) -> None:
    assert local(due(phrase)) == meaning


@pytest.mark.parametrize("text", [phrase for phrase, _ in rows("not_dates.txt")])
def test_no_date_is_seen_in(text: str) -> None:
    assert parse_when(text) is None


def test_the_tables_stay_big() -> None:
    assert len(rows("dates_en.txt")) >= 200
    assert len(rows("dates_zh.txt")) >= 200
    assert len(rows("titles.txt")) >= 200


@pytest.mark.parametrize("phrase", ["sun", "weekend", "noon", "the 15th", "1st", "12/1", "3点"])
def test_words_that_are_rarely_dates_are_weak_until_by_says_so(phrase: str) -> None:
    bare, introduced = (
        parse_when(phrase),
        parse_when(f"by {phrase}" if phrase.isascii() else "3点前"),
    )
    assert bare is not None
    assert bare.weak
    assert introduced is not None
    assert not introduced.weak


@pytest.mark.parametrize(
    ("phrase", "day_first", "date"),
    [
        ("12/1", False, "2026-12-01"),
        ("12/1", True, "2027-01-12"),
        ("1/12", True, "2026-12-01"),
        ("25/12", False, "2026-12-25"),
        ("12/25", True, "2026-12-25"),
        ("1/2/2027", False, "2027-01-02"),
        ("1/2/2027", True, "2027-02-01"),
        ("1.2.2027", False, "2027-02-01"),
    ],
)
def test_slashes_follow_the_readers_habit(phrase: str, day_first: bool, date: str) -> None:
    assert due(phrase, day_first=day_first).date.isoformat() == date


@pytest.mark.parametrize(
    ("phrase", "past", "suggestion"),
    [
        ("yesterday", "2026-11-24", "2026-11-26"),
        ("last friday", "2026-11-20", "2026-11-27"),
        ("today 9am", "2026-11-25", "2026-11-26"),
        ("2026-11-24", "2026-11-24", "2027-11-24"),
        ("Dec 1 2025", "2025-12-01", "2026-12-01"),
        ("1 Feb 2026", "2026-02-01", "2027-02-01"),
        ("11/1/2026", "2026-11-01", "2027-11-01"),
        ("昨天", "2026-11-24", "2026-11-26"),
        ("前天", "2026-11-23", "2026-11-26"),
        ("本周一", "2026-11-23", "2026-11-30"),
        ("上周五", "2026-11-20", "2026-11-27"),
        ("本月5号", "2026-11-05", "2026-12-05"),
        ("今年3月1日", "2026-03-01", "2027-03-01"),
        ("今天上午9点", "2026-11-25", "2026-11-26"),
        ("last friday of january 2026", "2026-01-30", "2026-11-26"),
    ],
)
def test_what_is_over_is_refused_with_the_next_best(
    phrase: str, past: str, suggestion: str
) -> None:
    with pytest.raises(PastDate) as refused:
        due(phrase)
    assert refused.value.date.isoformat() == past
    assert refused.value.suggestion == dt.date.fromisoformat(suggestion)
    assert refused.value.text == phrase


@pytest.mark.parametrize(
    ("phrase", "suggestion"),
    [
        ("Feb 30", "2027-02-28"),
        ("Nov 31", "2026-11-30"),
        ("2026-11-31", "2026-11-30"),
        ("Feb 29 2027", "2027-02-28"),
        ("Fri 1 Dec 2026", "2026-12-01"),
        ("11月31日", "2026-11-30"),
        ("本月31号", "2026-11-30"),
        ("in 9999 years", None),
        ("5th friday of december 2026", None),
    ],
)
def test_what_the_calendar_does_not_have_is_refused(phrase: str, suggestion: str | None) -> None:
    with pytest.raises(NoSuchDate) as refused:
        due(phrase)
    wanted = None if suggestion is None else dt.date.fromisoformat(suggestion)
    assert refused.value.suggestion == wanted


@pytest.mark.parametrize(
    ("now", "phrase", "date"),
    [
        ("2026-11-27 09:00", "fri", "2026-11-27"),
        ("2026-11-27 17:59", "fri", "2026-11-27"),
        ("2026-11-27 18:00", "fri", "2026-12-04"),
        ("2026-11-27 18:00", "next fri", "2026-12-04"),
        ("2026-11-27 18:00", "today", "2026-11-27"),
        ("2026-11-28 10:00", "eow", "2026-12-04"),
        ("2026-11-28 10:00", "weekend", "2026-11-28"),
        ("2026-11-29 10:00", "weekend", "2026-11-29"),
        ("2026-11-29 10:00", "next mon", "2026-11-30"),
        ("2026-11-30 10:00", "next mon", "2026-12-07"),
        ("2026-11-30 10:00", "eom", "2026-11-30"),
        ("2026-11-30 10:00", "last friday of month", "2026-12-25"),
        ("2027-01-31 10:00", "+1m", "2027-02-28"),
        ("2028-01-31 10:00", "in a month", "2028-02-29"),
        ("2027-08-31 10:00", "三个月后", "2027-11-30"),
        ("2027-04-30 10:00", "31st", "2027-05-31"),
        ("2026-12-31 10:00", "tomorrow", "2027-01-01"),
        ("2026-12-31 10:00", "jan 1", "2027-01-01"),
        ("2026-12-31 10:00", "eoq", "2026-12-31"),
        ("2027-02-10 10:00", "feb 29", "2028-02-29"),
    ],
)
def test_edges_of_weeks_months_and_days(now: str, phrase: str, date: str) -> None:
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=NEW_YORK)
    assert due(phrase, moment, day_ends=dt.time(18)).date.isoformat() == date


def test_tonight_said_late_still_means_tonight() -> None:
    late = WEDNESDAY.replace(hour=21, minute=30)
    assert local(due("tonight", late)) == "2026-11-25 23:59"


def test_minutes_are_rounded_up_so_that_nothing_is_due_too_early() -> None:
    now = WEDNESDAY.replace(second=20)
    assert local(due("in 5 minutes", now)) == "2026-11-25 10:06"


def test_holidays_and_short_weeks_move_what_counts_working_days() -> None:
    thanksgiving = WorkCalendar(holidays=frozenset({dt.date(2026, 11, 26), dt.date(2026, 11, 27)}))
    assert due("+1wd", calendar=thanksgiving).date == dt.date(2026, 11, 30)
    assert due("两个工作日内", calendar=thanksgiving).date == dt.date(2026, 12, 1)
    assert due("eow", calendar=thanksgiving).date == dt.date(2026, 11, 25)
    assert due("last working day of month", calendar=thanksgiving).date == dt.date(2026, 11, 30)
    sunday_to_thursday = WorkCalendar(frozenset({6, 0, 1, 2, 3}))
    assert due("+2wd", calendar=sunday_to_thursday).date == dt.date(2026, 11, 29)
    assert due("next week", calendar=sunday_to_thursday).date == dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("zone", "now", "phrase", "utc"),
    [
        # Spring forward: 02:30 does not exist and moves on by the hour that is missing.
        ("America/New_York", "2027-03-13T12:00Z", "tomorrow 2:30am", "2027-03-14T07:30Z"),
        ("America/New_York", "2027-03-13T12:00Z", "tomorrow 3:30am", "2027-03-14T07:30Z"),
        # Fall back: 01:30 happens twice, the first one counts.
        ("America/New_York", "2026-10-31T12:00Z", "tomorrow 1:30am", "2026-11-01T05:30Z"),
        ("America/New_York", "2026-10-31T12:00Z", "tomorrow 9am", "2026-11-01T14:00Z"),
        # Lord Howe moves by half an hour.
        ("Australia/Lord_Howe", "2026-10-03T00:00Z", "tomorrow 2:15am", "2026-10-03T15:45Z"),
        ("Australia/Lord_Howe", "2027-04-03T00:00Z", "tomorrow 1:45am", "2027-04-03T14:45Z"),
        ("Asia/Kolkata", "2026-11-25T04:30Z", "tomorrow 9am", "2026-11-26T03:30Z"),
        ("Asia/Kathmandu", "2026-11-25T04:30Z", "tomorrow 9am", "2026-11-26T03:15Z"),
        ("Asia/Kathmandu", "2026-11-25T18:20Z", "today 1am", "2026-11-25T19:15Z"),
        # Apia has no 30 December 2011: a time on it lands on the 31st.
        ("Pacific/Apia", "2011-12-29T20:00Z", "tomorrow 9am", "2011-12-30T19:00Z"),
        ("Pacific/Apia", "2026-11-25T20:00Z", "tomorrow 9am", "2026-11-26T20:00Z"),
        ("Asia/Shanghai", "2026-11-25T02:00Z", "明天下午3点", "2026-11-26T07:00Z"),
        ("Asia/Shanghai", "2026-11-24T16:30Z", "今天上午9点", "2026-11-25T01:00Z"),
    ],
)
def test_wall_times_across_clock_changes(zone: str, now: str, phrase: str, utc: str) -> None:
    found = due(phrase, dt.datetime.fromisoformat(now), ZoneInfo(zone))
    assert found.at == dt.datetime.fromisoformat(utc)


def test_in_24_hours_is_24_hours_even_when_the_clock_moves() -> None:
    before = dt.datetime(2027, 3, 13, 12, 0, tzinfo=NEW_YORK)
    assert local(due("in 24 hours", before)) == "2027-03-14 13:00"
    assert local(due("in 1 day", before)) == "2027-03-14"


@pytest.mark.parametrize(
    ("now", "zone", "date"),
    [
        ("2026-11-27T03:00Z", "America/New_York", "2026-11-26"),
        ("2026-11-27T03:00Z", "Asia/Shanghai", "2026-11-27"),
        ("2026-11-27T11:00Z", "Pacific/Apia", "2026-11-28"),
        ("2026-11-26T18:20Z", "Asia/Kathmandu", "2026-11-27"),
    ],
)
def test_today_is_the_date_of_the_zone(now: str, zone: str, date: str) -> None:
    assert due("today", dt.datetime.fromisoformat(now), ZoneInfo(zone)).date.isoformat() == date
