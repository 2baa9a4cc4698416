"""Teams: days as they are typed, holidays by place, who may settle and who can lead."""

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

import pytest

from domain.teams import (
    CountryUnknown,
    DayOffAndWorked,
    DayOver,
    DaysUnreadable,
    NoLead,
    NoWorkingDay,
    SubdivisionUnknown,
    TooManyDays,
    check_days,
    known_countries,
    may_settle,
    parse_days,
    plan_place,
    plan_week,
    render_days,
    why_no_lead,
)
from domain.zones import country_of

NOW = dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)
ZONE = ZoneInfo("Europe/Berlin")


def read(text: str, *, day_first: bool = True) -> str:
    return render_days(parse_days(text, "days_off", now=NOW, zone=ZONE, day_first=day_first))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", ""),
        (" , \n", ""),
        ("24 Dec", "2026-12-24"),
        ("24 Dec, 31 Dec..2 Jan", "2026-12-24, 2026-12-31..2027-01-02"),
        ("31 Dec..2 Jan; 24 Dec", "2026-12-24, 2026-12-31..2027-01-02"),
        ("24 Dec, 24 Dec, 25 Dec", "2026-12-24..2026-12-25"),
        ("Dec 24, 2026, Dec 31", "2026-12-24, 2026-12-31"),
        ("24-26 dec", "2026-12-24..2026-12-26"),
        ("2026-12-24..2026-12-26", "2026-12-24..2026-12-26"),
        ("2025-01-02", "2025-01-02"),
        ("2 Jan", "2027-01-02"),
        ("12月24日、12月31日到1月2日", "2026-12-24, 2026-12-31..2027-01-02"),
        ("24/12", "2026-12-24"),
        ("24 Dec\n31 Dec", "2026-12-24, 2026-12-31"),
    ],
)
def test_lists_of_days(text: str, days: str) -> None:
    assert read(text) == days
    assert read(days) == days


def test_a_slash_follows_the_habit_of_the_reader() -> None:
    assert read("6/7", day_first=False) == "2026-06-07"
    assert read("6/7") == "2026-07-06"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("soon", DaysUnreadable),
        ("24 Dec, party", DaysUnreadable),
        ("2026-02-30", DaysUnreadable),
        ("2026-12-26..2026-12-24", DaysUnreadable),
        ("30 Feb", DaysUnreadable),
        ("until mon", DaysUnreadable),
        ("1 May 2026", DayOver),
        ("2026-01-01..2028-01-01", TooManyDays),
        ("2026-01-01..2026-12-31, 2027-02-01..2027-02-10", TooManyDays),
    ],
)
def test_what_is_no_list_of_days(text: str, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        read(text)
    assert caught.value.field == "days_off"  # type: ignore[attr-defined]


def test_no_day_is_off_and_worked_at_once() -> None:
    with pytest.raises(DayOffAndWorked):
        check_days([dt.date(2026, 10, 10)], [dt.date(2026, 10, 10)])


def test_a_week_has_a_working_day() -> None:
    assert plan_week("4 0 2") == "024"
    with pytest.raises(NoWorkingDay):
        plan_week(" ")


@pytest.mark.parametrize(
    ("country", "part", "kept"),
    [
        ("", "", (None, None)),
        ("cn", "", ("CN", None)),
        ("DE", "by", ("DE", "BY")),
        ("DE", "Bayern", ("DE", "BY")),
        ("DE", "DE-BY", ("DE", "BY")),
        ("US", "california", ("US", "CA")),
    ],
)
def test_places_by_code_or_name(country: str, part: str, kept: tuple[str | None, ...]) -> None:
    assert plan_place(country, part) == kept


def test_places_that_do_not_exist() -> None:
    with pytest.raises(CountryUnknown):
        plan_place("XX", "")
    with pytest.raises(SubdivisionUnknown) as caught:
        plan_place("DE", "Kansas")
    assert "BY" in caught.value.known
    with pytest.raises(SubdivisionUnknown):
        plan_place("", "BY")
    assert {"CN", "US", "DE", "IN"} <= known_countries()


def test_a_zone_suggests_a_country_whose_holidays_are_known() -> None:
    for zone in available_timezones():
        assert country_of(zone) in {"", *known_countries()}
    assert country_of("Asia/Shanghai") == "CN"


@pytest.mark.parametrize(
    ("role", "is_admin", "is_outsider", "has_lead", "may"),
    [
        (None, False, False, False, True),
        (None, False, True, False, False),
        (None, True, True, True, False),
        (None, False, False, True, False),
        ("member", False, False, True, False),
        ("lead", False, False, True, True),
        ("deputy", False, False, True, True),
        (None, True, False, True, True),
    ],
)
def test_who_may_settle(
    role: str | None, is_admin: bool, is_outsider: bool, has_lead: bool, may: bool
) -> None:
    told = may_settle(role, is_admin=is_admin, is_outsider=is_outsider, has_lead=has_lead)
    assert told is may


def test_who_can_lead() -> None:
    facts = {"is_bot": False, "is_gone": False, "is_guest": False, "is_member": True}
    assert why_no_lead(**facts) is None
    assert why_no_lead(**{**facts, "is_bot": True}) is NoLead.BOT
    assert why_no_lead(**{**facts, "is_gone": True}) is NoLead.GONE
    assert why_no_lead(**{**facts, "is_guest": True}) is NoLead.GUEST
    assert why_no_lead(**{**facts, "is_member": False}) is NoLead.NOT_HERE
