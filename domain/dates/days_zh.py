"""Days in Chinese, one rule each: a pattern over the whole phrase and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.dates.numeric import NUMERIC_DAYS
from domain.dates.values import (
    CalendarDate,
    Day,
    DayOfMonth,
    DaysAhead,
    EndOf,
    MinutesAhead,
    MonthEnd,
    MonthsAhead,
    NthWeekday,
    Period,
    StartOf,
    Weekday,
    Weekend,
    WorkdaysAhead,
)
from domain.dates.words_zh import NUMBER, WEEK, WEEKDAY, number_of, weekday_of, year_of

FIXED: dict[str, Day] = {
    "今天": DaysAhead(0),
    "今日": DaysAhead(0),
    "今儿": DaysAhead(0),
    "当天": DaysAhead(0),
    "今天内": DaysAhead(0),
    "今日内": DaysAhead(0),
    "今": DaysAhead(0),
    "明天": DaysAhead(1),
    "明日": DaysAhead(1),
    "明儿": DaysAhead(1),
    "明": DaysAhead(1),
    "后天": DaysAhead(2),
    "後天": DaysAhead(2),
    "后日": DaysAhead(2),
    "大后天": DaysAhead(3),
    "昨天": DaysAhead(-1),
    "昨日": DaysAhead(-1),
    "前天": DaysAhead(-2),
    "明年": StartOf(Period.YEAR),
    **dict.fromkeys(("次日", "翌日"), DaysAhead(1)),
    **dict.fromkeys(("下一个工作日", "下个工作日"), WorkdaysAhead(1)),
    "月初": StartOf(Period.MONTH, 0),
    "月中": DayOfMonth(15),
    "年初": StartOf(Period.YEAR),
    "明年初": StartOf(Period.YEAR),
    "半个月后": DaysAhead(15),
    "半个月内": DaysAhead(15),
    "半月后": DaysAhead(15),
    "半年后": MonthsAhead(6),
    "半年内": MonthsAhead(6),
    "半小时后": MinutesAhead(30),
    "半个小时后": MinutesAhead(30),
    "半个钟头后": MinutesAhead(30),
    "半小时内": MinutesAhead(30),
    "半个小时内": MinutesAhead(30),
    "一刻钟后": MinutesAhead(15),
    "三刻钟后": MinutesAhead(45),
}
ONLY_WITH_CLOCK = {"今", "明"}
"""明早, 今晚: no day without the part of the day behind them."""

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Day | None]]
_RULES: list[Rule] = []
_WHICH = "(?P<which>本|这一?个?|当|下+一?个?|上+一?个?)"
_PERIODS = {
    **dict.fromkeys(("周", "星期", "礼拜"), Period.WEEK),
    "月": Period.MONTH,
    **dict.fromkeys(("季", "季度"), Period.QUARTER),
    "年": Period.YEAR,
}


def _rule(
    *alternatives: str,
) -> Callable[[Callable[[re.Match[str]], Day | None]], Callable[[re.Match[str]], Day | None]]:
    def keep(build: Callable[[re.Match[str]], Day | None]) -> Callable[..., Day | None]:
        _RULES.extend((re.compile(pattern), build) for pattern in alternatives)
        return build

    return keep


def read_day(text: str) -> Day | None:
    """Read a folded phrase without spaces that is a day and nothing else."""
    fixed = FIXED.get(text)
    if fixed is not None:
        return fixed
    for pattern, build in (*NUMERIC_DAYS, *_RULES) if text[0].isdigit() else _RULES:
        found = pattern.fullmatch(text)
        if found is not None:
            day = build(found)
            if day is not None:
                return day
    return None


def _ahead_of(which: str | None) -> int | None:
    if which is None:
        return None
    return which.count("下") - which.count("上")


@_rule(rf"{_WHICH}?{WEEK}(?P<day>{WEEKDAY})")
def _weekday(found: re.Match[str]) -> Day:
    return Weekday(weekday_of(found["day"]), _ahead_of(found["which"]))


@_rule(rf"{_WHICH}?周末", rf"{_WHICH}(?:星期|礼拜)末")
def _weekend(found: re.Match[str]) -> Day:
    return Weekend(_ahead_of(found["which"]) or 0)


@_rule(rf"{_WHICH}(?P<period>周|星期|礼拜|季度|月|年)(?P<edge>之?内|初)?")
def _period(found: re.Match[str]) -> Day | None:
    period, ahead = _PERIODS[found["period"]], _ahead_of(found["which"]) or 0
    if (found["edge"] or "").endswith("内"):
        return EndOf(period, ahead)
    if ahead == 0:
        return EndOf(period) if found["edge"] is None else StartOf(period, 0)
    return StartOf(period, ahead)


@_rule(
    rf"{_WHICH}?(?P<period>季度|季|月|年)(?:底|末)",
    r"(?P<this>今|本)年(?P<period>年)?(?:底|末)",
    r"(?P<next>明)年(?P<period>年)?(?:底|末)",
    rf"{_WHICH}(?P<period>周|星期|礼拜)底",
)
def _end(found: re.Match[str]) -> Day:
    part = found.groupdict()
    period = _PERIODS[part["period"] or "年"]
    return EndOf(period, 1 if part.get("next") else _ahead_of(part.get("which")) or 0)


@_rule(
    rf"(?P<count>{NUMBER})个?(?P<half>半)?"
    r"(?P<unit>分钟|小时|钟头|工作日|天|日|周|星期|礼拜|月|季度|年)"
    r"(?:之后|以后|过后|后|之内|以内|内)"
)
def _ahead(found: re.Match[str]) -> Day | None:
    count, unit = number_of(found["count"]), found["unit"]
    if count is None:
        return None
    if found["half"]:
        return MinutesAhead(count * 60 + 30) if unit in ("小时", "钟头") else None
    units: dict[str, Day] = {
        "分": MinutesAhead(count),
        "小": MinutesAhead(count * 60),
        "钟": MinutesAhead(count * 60),
        "工": WorkdaysAhead(count),
        "天": DaysAhead(count),
        "日": DaysAhead(count),
        "周": DaysAhead(count * 7),
        "星": DaysAhead(count * 7),
        "礼": DaysAhead(count * 7),
        "月": MonthsAhead(count),
        "季": MonthsAhead(count * 3),
        "年": MonthsAhead(count * 12),
    }
    return units[unit[0]]


@_rule(
    rf"(?:(?P<year>(?:19|20|21)\d\d|[二一][零〇一二三四五六七八九]{{3}})年|(?P<years>今年|明年|后年))?"
    rf"(?P<month>{NUMBER})月(?P<day>{NUMBER})(?:日|号|號)"
    rf"(?:\(?{WEEK}(?P<weekday>{WEEKDAY})\)?)?"
)
def _month_day(found: re.Match[str]) -> Day | None:
    month, day = number_of(found["month"]), number_of(found["day"])
    if month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    year = year_of(found["year"]) if found["year"] else None
    weekday = weekday_of(found["weekday"]) if found["weekday"] else None
    years = {None: None, "今年": 0, "明年": 1, "后年": 2}[found["years"]]
    return CalendarDate(month, day, year, weekday, years)


@_rule(rf"(?:{_WHICH}月)?(?P<day>{NUMBER})(?:日|号|號)")
def _day_of_month(found: re.Match[str]) -> Day | None:
    day = number_of(found["day"])
    if day is None or not 1 <= day <= 31:
        return None
    return DayOfMonth(day, _ahead_of(found["which"]))


@_rule(rf"(?P<month>{NUMBER})月份?初")
def _month_start(found: re.Match[str]) -> Day | None:
    month = number_of(found["month"])
    return CalendarDate(month, 1) if month is not None and 1 <= month <= 12 else None


@_rule(r"(?:第?(?P<quarter>[一二三四1234])季度|q(?P<q>[1-4]))(?:底|末)")
def _quarter_end(found: re.Match[str]) -> Day | None:
    quarter = number_of(found["quarter"] or found["q"])
    return None if quarter is None else MonthEnd(quarter * 3)


@_rule(rf"(?P<month>{NUMBER})月(?:份)?(?:底|末)")
def _month_end(found: re.Match[str]) -> Day | None:
    month = number_of(found["month"])
    return MonthEnd(month) if month is not None and 1 <= month <= 12 else None


@_rule(
    rf"(?:{_WHICH}月|(?P<month>{NUMBER})月份?)?(?:的)?"
    rf"(?:第(?P<nth>[一二三四五12345])个?|(?P<last>最后一?个?))(?:工作日|{WEEK}(?P<day>{WEEKDAY}))"
)
def _nth(found: re.Match[str]) -> Day | None:
    nth = -1 if found["last"] else number_of(found["nth"])
    month = number_of(found["month"]) if found["month"] else None
    if nth is None or (month is not None and not 1 <= month <= 12):
        return None
    weekday = weekday_of(found["day"]) if found["day"] else None
    return NthWeekday(nth, weekday, month, _ahead_of(found["which"]))
