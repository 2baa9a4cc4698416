"""Worlds to play: twelve people for three weeks around a change of clocks, forty for a year."""

from __future__ import annotations

import datetime as dt

from tests.rhythm.script import WORKDAYS, Crew, Membership, Plan, Script, Someone, Stay

ZONES = (
    "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Pago_Pago",
    "Europe/Berlin", "Australia/Lord_Howe", "Asia/Shanghai",
)  # fmt: skip
NAMES = [
    "Ada",
    "Bea",
    "Cai",
    "Dev",
    "Eli",
    "Fay",
    "Gus",
    "Han",
    "Ida",
    "Jon",
    "Kay",
    "Leo",
    "Mia",
    "Ned",
    "Ona",
    "Pia",
    "Quy",
    "Rui",
    "Sam",
    "Tia",
    "Uma",
    "Val",
    "Wen",
    "Xia",
    "Yan",
    "Zoe",
    "Abe",
    "Bay",
    "Cem",
    "Dov",
    "Eva",
    "Flo",
    "Gia",
    "Hal",
    "Ivo",
    "Jia",
    "Kim",
    "Lou",
    "Max",
    "Nia",
]
EVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def at(text: str) -> dt.datetime:
    """An instant of UTC, as "2026-03-01 12:00"."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _people(
    count: int,
    stays: dict[int, list[tuple[str, str]]],
    travels: dict[int, list[tuple[str, str]]],
) -> tuple[Someone, ...]:
    found = []
    for number, name in enumerate(NAMES[:count]):
        zones = [(EVER, ZONES[number % len(ZONES)])]
        zones += [(at(when), zone) for when, zone in travels.get(number, [])]
        away = tuple(
            Stay(_day(first), _day(last), at(f"{first} 00:00") - dt.timedelta(days=4, hours=-1))
            for first, last in stays.get(number, [])
        )
        found.append(Someone(name.lower(), f"{name} Smith", tuple(zones), away))
    return tuple(found)


def _plans(begins: dt.datetime) -> tuple[Plan, ...]:
    nine, half = dt.time(9, 30), dt.time(11, 30)
    return (
        Plan("West", "#west", WORKDAYS, nine, half, False, begins,
             "new West weekdays 9:30 close 11:30 each-local ask \"What is new?\""),
        Plan("Sync", "#west", frozenset({1, 3}), dt.time(10), dt.time(20), True, begins,
             "new Sync every tue,thu 10:00 close 20:00 team-zone ask \"What moved?\""),
        Plan("East", "#east", WORKDAYS, nine, half, False, begins,
             "new East weekdays 9:30 close 11:30 each-local ask \"How is it going?\""),
        Plan("Weekly", "#east", frozenset({4}), dt.time(16, 30), dt.time(10), False, begins,
             "new Weekly every fri 16:30 close 10:00 each-local ask \"Best of the week?\""),
    )  # fmt: skip


def _crews(
    west: range, east: range, comes: dict[int, str], goes: dict[int, str]
) -> tuple[Crew, Crew]:
    def members(numbers: range) -> tuple[Membership, ...]:
        return tuple(
            Membership(
                NAMES[n].lower(),
                at(comes[n]) if n in comes else None,
                at(goes[n]) if n in goes else None,
            )
            for n in numbers
        )

    return (
        Crew("#west", "America/New_York", "US", members(west), NAMES[west[0]].lower()),
        Crew("#east", "Asia/Shanghai", "CN", members(east), NAMES[east[-1]].lower()),
    )


def three_weeks() -> Script:
    """Twelve people: New York's clocks go forward on 8 March 2026; Berlin's on 29 March.

    One travels across the date line, one comes, one goes, two are away.
    """
    begins = at("2026-02-27 22:00")
    people = _people(
        16,
        stays={1: [("2026-03-09", "2026-03-11")], 10: [("2026-03-05", "2026-03-06")]},
        travels={
            5: [("2026-03-10 22:00", "America/New_York")],
            4: [("2026-03-12 21:00", "Pacific/Apia")],
            12: [("2026-03-17 02:00", "Europe/Berlin")],
        },
    )
    crews = _crews(
        range(8), range(8, 16), comes={2: "2026-03-05 20:00"}, goes={13: "2026-03-12 12:00"}
    )
    return Script(people, crews, _plans(begins), begins, at("2026-03-21 12:00"))


def year() -> Script:
    """Forty people from the end of December 2025 to the end of 2026."""
    begins = at("2025-12-29 22:00")
    first = _day("2026-01-12")
    stays: dict[int, list[tuple[str, str]]] = {}
    for number in range(40):
        for start in (first + dt.timedelta(days=number * 4), _day("2026-07-01") +
                      dt.timedelta(days=(number * 7) % 120)):  # fmt: skip
            last = start + dt.timedelta(days=3 + number % 9)
            stays.setdefault(number, []).append((start.isoformat(), last.isoformat()))
    travels = {
        5: [("2026-03-10 22:00", "America/New_York"), ("2026-03-31 09:15", "Europe/Berlin")],
        4: [("2026-04-12 21:00", "Pacific/Apia"), ("2026-06-02 01:00", "Pacific/Pago_Pago")],
        12: [("2026-05-05 02:00", "Europe/Berlin"), ("2026-10-27 20:40", "Asia/Shanghai")],
        23: [("2026-02-03 01:40", "Asia/Kathmandu"), ("2026-08-12 03:55", "Asia/Shanghai")],
        33: [("2026-09-16 13:45", "America/New_York"), ("2026-11-03 05:00", "Asia/Kolkata")],
    }
    comes = {3: "2026-02-10 12:00", 17: "2026-05-18 08:00", 30: "2026-09-01 00:10"}
    goes = {9: "2026-04-20 12:00", 21: "2026-08-03 02:00", 36: "2026-11-11 04:10"}
    people = _people(40, stays, travels)
    crews = _crews(range(22), range(18, 40), comes, goes)
    return Script(people, crews, _plans(begins), begins, at("2026-12-31 20:00"))
