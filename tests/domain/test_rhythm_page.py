"""The page of the docs on the rhythm: its tables are what the rules give."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.dates.values import Clock
from domain.nudges.day import plan_day
from domain.nudges.hours import digest_at
from domain.nudges.levels import LEVELS, RUNGS
from domain.nudges.rungs import rung_day
from domain.nudges.values import BUDGET, Kind, Level, Nudge, Receiver, Sent, Why
from domain.rhythms import RULES
from domain.rhythms import Kind as RhythmKind
from domain.standups.blockers import Blocker, escalates_on
from domain.standups.rounds import plan_round
from domain.standups.values import Standup, Zones
from domain.standups.windows import Participant, Team, Window, window_of
from domain.workdays import WorkCalendar

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "rhythm.md").read_text(encoding="utf-8")
NEW_YORK, SHANGHAI = ZoneInfo("America/New_York"), ZoneInfo("Asia/Shanghai")
TUESDAY, WORK, TEAM = dt.date(2026, 5, 12), WorkCalendar(), Team(NEW_YORK)
ANN, BEN = Participant(1, SHANGHAI), Participant(2, NEW_YORK)
CHEN = Participant(3, ZoneInfo("Asia/Kolkata"))
DAILY = Standup("Daily")
ON_TEAM_CLOCK = replace(DAILY, zones=Zones.TEAM)


def asked(standup: Standup, person: Participant) -> str:
    found = window_of(standup, TUESDAY, person, TEAM)
    if not isinstance(found, Window):
        return "not asked"
    day = "" if found.prompt_at.date() == TUESDAY else f"{found.prompt_at.day} May "
    return day + clock(found.prompt_at)


def clock(at: dt.datetime | None) -> str:
    return "" if at is None else f"{at:%H:%M}"


def days(kind: Kind) -> str:
    saturday = dt.date(2026, 5, 16)
    return ", ".join(
        str(rung_day(saturday, rung, WORK).day) for rung in RUNGS[kind][Level.STANDARD]
    )


def busy_days() -> tuple[str, str]:
    """Four standups a day; a task is due on the first. Digests, reminders, left out."""
    person = Receiver(SHANGHAI)
    task = Nudge("T1", Kind.TASK, "w", TUESDAY, Why.DUE_TODAY, TUESDAY)
    told = []
    for day in (12, 13):
        eleven = dt.datetime(2026, 5, day, 11, tzinfo=SHANGHAI)
        standups = [
            Nudge(
                f"standup {number}",
                Kind.STANDUP,
                str(day),
                eleven.date(),
                Why.STANDUP_OPEN,
                at=eleven,
                until=eleven + dt.timedelta(minutes=30),
            )
            for number in range(4)
        ]
        sent: list[Sent] = []
        for now in (eleven - dt.timedelta(hours=2), eleven):
            plan = plan_day(now, [task, *standups], sent, person)
            sent += [
                Sent(now, frozenset(one.name for one in message.nudges), message.digest)
                for message in plan.send
            ]
        after = plan_day(eleven + dt.timedelta(minutes=30), [task, *standups], sent, person)
        digests = sum(message.digest for message in sent)
        told.append(f"{digests}, {len(sent) - digests}, {len(after.dropped)}")
    return told[0], told[1]


def test_the_example_is_what_the_rules_give() -> None:
    planned = plan_round(DAILY, TUESDAY, [ANN, BEN, CHEN], TEAM)
    ann = planned.window(1)
    assert ann is not None
    first, second = busy_days()
    expected = {
        "Ann asked": asked(DAILY, ANN),
        "Chen asked": asked(DAILY, CHEN),
        "Ben asked": asked(DAILY, BEN),
        "thread begins": clock(planned.opens_at),
        "Ann reminded": clock(ann.remind_at),
        "summary": clock(planned.closes_at),
        "team's clock, Ben": asked(ON_TEAM_CLOCK, BEN),
        "team's clock, Chen": asked(ON_TEAM_CLOCK, CHEN),
        "team's clock, close 08:00, Chen": asked(replace(ON_TEAM_CLOCK, close=Clock(8)), CHEN),
        "T12 due Saturday 16 May": days(Kind.TASK),
        "T12, lead": days(Kind.TEAM),
        "Ann's digest": clock(digest_at(Receiver(SHANGHAI), TUESDAY)),
        "B7 opened Thursday 14 May": f"{escalates_on(Blocker(1, dt.date(2026, 5, 14)), WORK).day}"
        " May",
        "four standups and a digest": first,
        "the day after": second,
    }
    written = dict(
        re.findall(r"^\| ([^|`]+?) \| [^|]+ \| \*\*([^*|]+)\*\* \|$", PAGE, re.MULTILINE)
    )
    assert written == expected


def test_the_example_holds_by_hand() -> None:
    # New York is four hours behind UTC in May, Shanghai eight ahead, Kolkata five and a half.
    assert asked(DAILY, BEN) == f"{9 + 4:02}:30"
    assert asked(DAILY, ANN) == f"{9 - 8:02}:30"
    assert asked(DAILY, CHEN) == "04:00"


def test_the_profiles_are_those_of_the_rules() -> None:
    for level in (Level.LIGHT, Level.STANDARD, Level.ACTIVE):
        rungs = ", ".join(
            f"{rung:+d}".replace("-", "−") if rung else "0" for rung in RUNGS[Kind.TASK][level]
        )
        assert f"| {level.value} | {rungs} |" in PAGE


def test_the_numbers_of_the_page_are_those_of_the_rules() -> None:
    assert f"At most **{BUDGET} messages a day**" in PAGE
    hours = dt.timedelta(hours=1)
    for kind in (RhythmKind.NUDGES, RhythmKind.CHECK_IN, RhythmKind.KPI_ASK, RhythmKind.BLOCKER):
        assert RULES[kind].late_for == 9 * hours
    for kind in (RhythmKind.KPI_SUMMARY, RhythmKind.WEEKLY_DIGEST):
        assert RULES[kind].late_for == 3 * 24 * hours
    assert RULES[RhythmKind.MEETING_AGENDA].late_for == 24 * hours
    assert len(LEVELS[Kind.STANDUP]) == 2
    assert {len(LEVELS[kind]) for kind in (Kind.CHECK_IN, Kind.KPI, Kind.BLOCKER)} == {3}
    assert RUNGS[Kind.TEAM][Level.LIGHT] == (7,)
