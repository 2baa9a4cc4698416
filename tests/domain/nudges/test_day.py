"""A person's day: one digest, three messages, in working hours, nothing twice, nothing lost."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.nudges.day import Message, Plan, plan_day
from domain.nudges.hours import digest_at, first_open, is_open, next_open_day, open_spans
from domain.nudges.rungs import due_nudge
from domain.nudges.values import BUDGET, Kind, Level, Nudge, Receiver, Sent, Why
from domain.personal import Hours
from domain.workdays import DateRange, WorkCalendar, holidays_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
ANN = Receiver(SHANGHAI)
MON, TUE, WED = (dt.date(2026, 5, day) for day in (11, 12, 13))


def local(text: str, zone: ZoneInfo = SHANGHAI) -> dt.datetime:
    moment = dt.datetime.fromisoformat(f"2026-05-{text}").replace(tzinfo=zone)
    return moment.astimezone(dt.UTC)


def hours(first: int, last: int) -> Hours:
    return Hours(dt.time(first), dt.time(last))


def task(number: int, due: dt.date = TUE, day: dt.date = TUE, revision: int = 0) -> Nudge:
    return Nudge(
        f"T{number}", Kind.TASK, f"{due} {day}", day, Why.DUE_TODAY, due, revision=revision
    )


def alone(key: str, kind: Kind, at: str, *, until: str = "", due: dt.date | None = None) -> Nudge:
    moment = local(at)
    return Nudge(
        key,
        kind,
        at,
        moment.astimezone(SHANGHAI).date(),
        Why.STANDUP_OPEN if kind is Kind.STANDUP else Why.READING_MISSING,
        due,
        at=moment,
        until=local(until) if until else None,
    )


def standup(number: int, at: str = "12 11:00", until: str = "12 11:30") -> Nudge:
    return alone(f"standup {number}", Kind.STANDUP, at, until=until)


def sent_of(message: Message, at: dt.datetime) -> Sent:
    return Sent(at, frozenset(one.name for one in message.nudges), message.digest)


def said(plan: Plan) -> list[list[str]]:
    return [[one.key for one in message.nudges] for message in plan.send]


# --- hours --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (ANN, [("12 09:00", "12 18:00")]),
        (replace(ANN, works=hours(7, 16)), [("12 09:00", "12 16:00")]),
        (replace(ANN, works=hours(10, 20)), [("12 10:00", "12 18:00")]),
        (replace(ANN, quiet=hours(12, 13)), [("12 09:00", "12 12:00"), ("12 13:00", "12 18:00")]),
        (replace(ANN, quiet=hours(9, 9)), [("12 09:00", "12 18:00")]),
        # The usual quiet hours give way to night work, those one has set do not.
        (replace(ANN, works=hours(19, 23)), [("12 19:00", "12 23:00")]),
        (replace(ANN, works=hours(19, 23), quiet=hours(18, 10)), [("12 10:00", "12 18:00")]),
        (
            replace(ANN, works=hours(20, 4)),
            [("12 00:00", "12 04:00"), ("12 20:00", "13 00:00")],
        ),
        (
            replace(ANN, dnd=((local("12 08:00"), local("12 10:30")),)),
            [("12 10:30", "12 18:00")],
        ),
        (replace(ANN, dnd=((local("11 00:00"), local("14 00:00")),)), []),
        (replace(ANN, calendar=WorkCalendar(days_off=frozenset({TUE}))), []),
        (replace(ANN, calendar=WorkCalendar(away=(DateRange(MON, WED),))), []),
    ],
)
def test_when_somebody_may_be_reached(person: Receiver, expected: list[tuple[str, str]]) -> None:
    assert open_spans(person, TUE) == tuple((local(a), local(b)) for a, b in expected)


def test_the_digest_goes_at_nine_or_when_it_can() -> None:
    assert digest_at(ANN, TUE) == local("12 09:00")
    assert digest_at(replace(ANN, works=hours(10, 18)), TUE) == local("12 10:00")
    early = replace(ANN, works=hours(5, 9), quiet=hours(22, 5))
    assert digest_at(early, TUE) == local("12 05:00")
    assert digest_at(ANN, dt.date(2026, 5, 16)) is None
    assert next_open_day(ANN, dt.date(2026, 5, 16)) == dt.date(2026, 5, 18)
    closed = replace(ANN, dnd=((local("01 00:00"), local("01 00:00") + dt.timedelta(days=900)),))
    assert next_open_day(closed, TUE) is None


def test_the_first_open_minute() -> None:
    assert first_open(ANN, TUE, local("12 03:00")) == local("12 09:00")
    assert first_open(ANN, TUE, local("12 17:59")) == local("12 17:59")
    assert first_open(ANN, TUE, local("12 18:00")) is None
    assert is_open(ANN, local("12 09:00"))
    assert not is_open(ANN, local("12 18:00"))


# --- the day ------------------------------------------------------------------------------------


def test_everything_due_is_one_digest_by_due_date() -> None:
    waiting = [task(1), task(2, due=MON), task(3, due=WED)]
    early = plan_day(local("12 07:00"), waiting, [], ANN)
    assert early == Plan(next_at=local("12 09:00"))
    plan = plan_day(local("12 09:00"), waiting, [], ANN)
    assert said(plan) == [["T2", "T1", "T3"]]
    assert plan.send[0].digest
    assert plan.next_at is None
    again = plan_day(local("12 09:01"), waiting, [sent_of(plan.send[0], local("12 09:00"))], ANN)
    assert again == Plan()


def test_what_comes_after_the_digest_waits_for_the_next_one() -> None:
    digest = Sent(local("12 09:00"), frozenset({task(1).name}), digest=True)
    plan = plan_day(local("12 15:00"), [task(1), task(2)], [digest], ANN)
    assert plan.send == ()
    assert plan.put_off == (task(2),)
    assert plan.next_at == local("13 09:00")
    assert said(plan_day(local("13 09:00"), [task(1), task(2)], [digest], ANN)) == [["T2"]]


def test_standup_reminders_go_first_then_what_is_due_first() -> None:
    readings = [
        alone(f"K{n}", Kind.KPI, f"12 1{n}:00", due=dt.date(2026, 5, 20 - n)) for n in range(4)
    ]
    waiting = [task(1), standup(4), *readings]
    nine = plan_day(local("12 09:00"), waiting, [], ANN)
    assert said(nine) == [["T1"]]
    # The standup keeps its place and K3 is due first; the other readings wait.
    assert {one.key for one in nine.put_off} == {"K0", "K1", "K2"}
    assert nine.next_at == local("12 11:00")
    done = [sent_of(nine.send[0], local("12 09:00"))]
    eleven = plan_day(local("12 11:00"), waiting, done, ANN)
    assert said(eleven) == [["standup 4"]]
    done.append(sent_of(eleven.send[0], local("12 11:00")))
    one_o_clock = plan_day(local("12 13:00"), waiting, done, ANN)
    assert said(one_o_clock) == [["K3"]]
    done.append(sent_of(one_o_clock.send[0], local("12 13:00")))
    assert plan_day(local("12 13:01"), waiting, done, ANN).next_at == local("13 09:00")
    # What was put off is one digest the next day.
    assert said(plan_day(local("13 09:00"), waiting, done, ANN)) == [["K2", "K1", "K0"]]


def test_many_standups_leave_a_digest_for_the_next_day_and_then_it_goes_first() -> None:
    tuesday = [standup(n) for n in range(4)]
    plan = plan_day(local("12 09:00"), [task(1), *tuesday], [], ANN)
    assert plan.send == ()
    assert task(1) in plan.put_off
    assert len(plan.dropped) == 1
    wednesday = [standup(n, "13 11:00", "13 11:30") for n in range(10, 14)]
    assert said(plan_day(local("13 09:00"), [task(1), *wednesday], [], ANN)) == [["T1"]]


def test_a_reminder_waits_for_the_end_of_dnd_but_not_beyond_the_close() -> None:
    still = replace(ANN, dnd=((local("12 10:30"), local("12 11:15")),))
    assert plan_day(local("12 11:00"), [standup(1)], [], still) == Plan(next_at=local("12 11:15"))
    assert said(plan_day(local("12 11:15"), [standup(1)], [], still)) == [["standup 1"]]
    longer = replace(ANN, dnd=((local("12 10:30"), local("12 12:00")),))
    assert plan_day(local("12 11:00"), [standup(1)], [], longer) == Plan(dropped=(standup(1),))
    assert plan_day(local("12 11:30"), [standup(1)], [], ANN) == Plan(dropped=(standup(1),))


def test_a_reminder_over_midnight_comes_in_the_morning() -> None:
    late = standup(1, "12 23:00", "13 10:00")
    assert plan_day(local("12 23:00"), [late], [], ANN) == Plan(next_at=local("13 09:00"))
    assert said(plan_day(local("13 09:00"), [late], [], ANN)) == [["standup 1"]]


def test_a_reading_that_was_missed_becomes_a_line() -> None:
    reading = alone("K1", Kind.KPI, "12 10:00")
    plan = plan_day(local("13 10:00"), [reading], [], ANN)
    assert plan.send == (Message((reading,), digest=True),)
    assert said(plan_day(local("12 20:00"), [reading], [], ANN)) == []
    assert plan_day(local("12 20:00"), [reading], [], ANN).next_at == local("13 09:00")


def test_a_process_that_was_down_sends_the_digest_late_while_there_is_work() -> None:
    assert said(plan_day(local("12 16:00"), [task(1)], [], ANN)) == [["T1"]]
    too_late = plan_day(local("12 18:30"), [task(1)], [], ANN)
    assert too_late == Plan(put_off=(task(1),), next_at=local("13 09:00"))


def test_on_return_there_is_one_digest_with_the_newest_word_on_each() -> None:
    back = replace(ANN, calendar=WorkCalendar(away=(DateRange(dt.date(2026, 4, 27), MON),)))
    waiting = [task(1, TUE, dt.date(2026, 5, day)) for day in (7, 8, 12)] + [task(2, MON, MON)]
    assert plan_day(local("11 10:00"), waiting, [], back).send == ()
    plan = plan_day(local("12 09:00"), waiting, [], back)
    assert [(one.key, one.day) for one in plan.send[0].nudges] == [("T2", MON), ("T1", TUE)]


def test_acknowledged_is_silent_until_something_changes() -> None:
    assert plan_day(local("12 09:00"), [task(1)], [], ANN, acknowledged={"T1": 0}) == Plan()
    changed = task(1, revision=1)
    assert said(plan_day(local("12 09:00"), [changed], [], ANN, acknowledged={"T1": 0})) == [["T1"]]


def test_what_is_for_later_is_only_looked_for_later() -> None:
    friday = task(1, day=dt.date(2026, 5, 16))
    assert plan_day(local("12 10:00"), [friday], [], ANN) == Plan(next_at=local("18 09:00"))
    # Two equal nudges are one.
    assert said(plan_day(local("12 09:00"), [task(1), task(1)], [], ANN)) == [["T1"]]


# --- properties ---------------------------------------------------------------------------------

YEARS = range(2026, 2028)
PEOPLE = st.builds(
    Receiver,
    st.sampled_from(["America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]).map(ZoneInfo),
    st.sampled_from(
        [
            WorkCalendar(),
            WorkCalendar(holidays=holidays_of("US", None, YEARS)),
            WorkCalendar(frozenset({0, 2})),
            WorkCalendar(away=(DateRange(dt.date(2026, 5, 14), dt.date(2026, 5, 20)),)),
        ]
    ),
    st.sampled_from([hours(9, 18), hours(7, 15), hours(20, 23), hours(22, 6)]),
    st.sampled_from([None, None, hours(20, 8), hours(12, 14)]),
)
DUES = st.lists(st.integers(0, 12), min_size=1, max_size=8)
MOMENTS = st.lists(st.integers(0, 12 * 24 * 4), max_size=10)
LATENESS = st.lists(st.sampled_from([0, 0, 0, 15, 400, 2000]), min_size=1, max_size=9)


@given(person=PEOPLE, dues=DUES, readings=MOMENTS, standups=MOMENTS, late=LATENESS)
@settings(max_examples=150, deadline=None)
def test_weeks_of_a_person_break_no_rule(
    *, person: Receiver, dues: list[int], readings: list[int], standups: list[int], late: list[int]
) -> None:
    begin = local("11 00:00")
    team = WorkCalendar()
    quarters = dt.timedelta(minutes=15)

    def moments(kind: Kind, at: list[int], until: dt.timedelta | None) -> list[Nudge]:
        return [
            Nudge(
                f"{kind.value} {number}",
                kind,
                "once",
                (begin + step * quarters).astimezone(person.zone).date(),
                Why.READING_MISSING,
                at=begin + step * quarters,
                until=begin + step * quarters + until if until else None,
            )
            for number, step in enumerate(at)
        ]

    fixed = moments(Kind.KPI, readings, None)
    fixed += moments(Kind.STANDUP, standups, dt.timedelta(hours=2))
    done: list[Sent] = []
    now, ticks = begin, 0
    end = begin + dt.timedelta(days=40)
    while now < end:
        ticks += 1
        today = now.astimezone(person.zone).date()
        waiting = fixed + [
            one
            for number, due in enumerate(dues)
            if (
                one := due_nudge(
                    f"T{number}",
                    MON + dt.timedelta(days=due),
                    today,
                    level=Level.STANDARD,
                    calendar=team,
                )
            )
        ]
        plan = plan_day(now, waiting, done, person)
        for message in plan.send:
            assert is_open(person, now)
            assert message.digest or len(message.nudges) == 1
            done.append(sent_of(message, now))
        after = plan_day(now, waiting, done, person)
        assert after.send == ()
        assert plan.next_at is None or plan.next_at > now
        tomorrow = now + dt.timedelta(hours=20)
        now = min(plan.next_at or tomorrow, tomorrow)
        if now < begin + dt.timedelta(days=15):
            now += dt.timedelta(minutes=late[ticks % len(late)])
    names = Counter(name for message in done for name in message.said)
    assert max(names.values(), default=0) <= 1
    days = Counter(message.at.astimezone(person.zone).date() for message in done)
    assert max(days.values(), default=0) <= BUDGET
    digests = Counter(one.at.astimezone(person.zone).date() for one in done if one.digest)
    assert max(digests.values(), default=0) <= 1
    # Each task's last rung and every reading has been said in the end.
    keys = {key for key, _ in names}
    assert {f"T{number}" for number in range(len(dues))} <= keys
    assert {one.key for one in fixed if one.kind is Kind.KPI} <= keys
    for number, due in enumerate(dues):
        assert (f"T{number}", f"{MON + dt.timedelta(days=due)} +7") in names
