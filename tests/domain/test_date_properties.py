"""Whatever is typed: no exception but ours, nothing before now, the weekday asked for."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.dates import When, parse_when, resolve_when
from domain.dates.values import DaysAhead, Weekday
from domain.errors import NoSuchDate, PastDate
from domain.workdays import WorkCalendar
from tests.domain.reading import rows

ZONES = [
    ZoneInfo("America/New_York"),
    ZoneInfo("America/Los_Angeles"),
    ZoneInfo("Asia/Kathmandu"),
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("Asia/Shanghai"),
    ZoneInfo("Australia/Lord_Howe"),
    ZoneInfo("Pacific/Apia"),
]
PHRASES = [phrase for name in ("dates_en.txt", "dates_zh.txt") for phrase, _ in rows(name)]
DAYS = ["mon", "tuesday", "wed", "thu", "friday", "sat", "by sun"]
DAYS_ZH = ["周一", "星期二", "礼拜三", "周四", "周五", "周六", "星期天"]
WORDS = (
    "by due on next this last in at the of end first 3rd 5 12 31 29 fri monday march may dec 2027",
    "5pm 17:00 noon tomorrow eod week month quarter days hours working +5wd 12/1 2026-12-01 下 今",
    "下周 周五 明天 下午 3 点 半 一 刻 月 日 号 底 前 之前 三 十 个 工作日 内 后 小时 年 晚 截止",
)
PIECES = st.sampled_from([word for line in WORDS for word in line.split()])
INSTANTS = st.integers(1_704_000_000, 2_080_000_000).map(
    lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC)
)


@given(text=st.lists(PIECES, max_size=7), glue=st.sampled_from(["", " "]))
@settings(max_examples=600, deadline=None)
def test_any_heap_of_date_words_is_read_or_not_but_never_breaks(text: list[str], glue: str) -> None:
    phrase = glue.join(text)
    when = parse_when(phrase)
    if when is not None:
        assert when.text
        assert parse_when(when.text) == when


@given(text=st.text(max_size=80))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_not_but_never_breaks(text: str) -> None:
    when = parse_when(text)
    assert when is None or when.text in text


@given(
    phrase=st.sampled_from(PHRASES), now=INSTANTS, zone=st.sampled_from(ZONES), first=st.booleans()
)
@settings(max_examples=800, deadline=None)
def test_a_date_is_never_over(phrase: str, now: dt.datetime, zone: ZoneInfo, first: bool) -> None:
    when = parse_when(phrase)
    assert when is not None
    try:
        due = resolve_when(when, now=now, zone=zone, day_first=first, calendar=WorkCalendar())
    except (PastDate, NoSuchDate):
        return
    assert due.date >= now.astimezone(zone).date()
    if due.at is not None:
        assert due.at > now
        assert due.at.utcoffset() == dt.timedelta()
        assert due.at.astimezone(zone).date() == due.date


@given(day=st.integers(0, 6), now=INSTANTS, zone=st.sampled_from(ZONES), chinese=st.booleans())
@example(day=4, now=dt.datetime(2026, 11, 28, 4, 59, tzinfo=dt.UTC), zone=ZONES[0], chinese=False)
@settings(max_examples=400, deadline=None)
def test_weekdays_fall_on_their_day_this_week_and_next(
    day: int, now: dt.datetime, zone: ZoneInfo, chinese: bool
) -> None:
    today = now.astimezone(zone).date()
    name = DAYS_ZH[day] if chinese else DAYS[day]
    coming, following = (
        parse_when(name),
        parse_when(f"下{name}" if chinese else f"next {name.removeprefix('by ')}"),
    )
    assert coming is not None
    assert following is not None
    assert coming.day == Weekday(day)

    def date(when: When) -> dt.date:
        calendar = WorkCalendar()
        return resolve_when(when, now=now, zone=zone, day_first=False, calendar=calendar).date

    first, second = date(coming), date(following)
    assert first.weekday() == second.weekday() == day
    assert dt.timedelta(0) <= first - today <= dt.timedelta(6)
    assert second.isocalendar()[:2] == (today + dt.timedelta(7)).isocalendar()[:2]


@given(days=st.integers(1, 9999), now=INSTANTS, zone=st.sampled_from(ZONES))
@settings(max_examples=200, deadline=None)
def test_so_many_days_are_so_many_days(days: int, now: dt.datetime, zone: ZoneInfo) -> None:
    english, chinese, short = (
        parse_when(f"in {days} days"),
        parse_when(f"{days}天后"),
        parse_when(f"+{days}d"),
    )
    assert english == chinese == short
    assert english is not None
    assert english.day == DaysAhead(days)
    due = resolve_when(english, now=now, zone=zone, day_first=False, calendar=WorkCalendar())
    assert due.date - now.astimezone(zone).date() == dt.timedelta(days)
