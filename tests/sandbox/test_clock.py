"""The movable clock: standing, running, jumping, stepping; never back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.clock import SandboxClock
from sandbox.page_api.clock_steps import step_target

MONDAY = datetime(2026, 5, 11, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Diary:
    """A stepper with things due, as a bot has."""

    def __init__(self, clock: SandboxClock, *due: datetime) -> None:
        self.clock = clock
        self.due = list(due)
        self.done: list[datetime] = []

    async def next_due(self) -> datetime | None:
        return min(self.due, default=None)

    async def settle(self) -> None:
        for moment in [d for d in self.due if d <= self.clock.now()]:
            self.due.remove(moment)
            self.done.append(self.clock.now())


def test_a_standing_clock_moves_only_when_told() -> None:
    clock = SandboxClock(MONDAY)
    assert clock.now() == MONDAY
    assert clock.advance(HOUR) == MONDAY + HOUR
    clock.set(MONDAY + 2 * HOUR)
    assert (clock.now(), clock.version) == (MONDAY + 2 * HOUR, 3)


def test_a_running_clock_follows_real_time_at_its_rate() -> None:
    real = [100.0]
    clock = SandboxClock(MONDAY, rate=60.0, monotonic=lambda: real[0])
    real[0] += 60
    assert clock.now() == MONDAY + HOUR
    clock.set_rate(0)
    real[0] += 60
    assert clock.now() == MONDAY + HOUR


def test_the_clock_never_goes_back() -> None:
    clock = SandboxClock(MONDAY)
    with pytest.raises(ValueError, match="never goes back"):
        clock.set(MONDAY - HOUR)
    with pytest.raises(ValueError, match="never goes back"):
        clock.set_rate(-1)
    with pytest.raises(ValueError, match="aware"):
        SandboxClock(datetime(2026, 5, 11, 1, 0))  # noqa: DTZ001


async def test_sleepers_wake_when_their_time_has_come() -> None:
    clock = SandboxClock(MONDAY)
    late, early = (asyncio.create_task(clock.sleep_until(MONDAY + n * HOUR)) for n in (2, 1))
    await asyncio.sleep(0)
    clock.advance(HOUR)
    await early
    assert not late.done()
    clock.advance(HOUR)
    await late
    await clock.sleep_until(MONDAY)


async def test_followers_are_told_of_a_new_version() -> None:
    clock = SandboxClock(MONDAY)
    follower = asyncio.create_task(clock.changed_after(clock.version, 5))
    await asyncio.sleep(0)
    clock.set_rate(1)
    assert await follower == clock.version
    assert await clock.changed_after(clock.version, 0) == clock.version


async def test_a_step_stops_at_everything_due_on_the_way() -> None:
    clock = SandboxClock(MONDAY)
    diary = Diary(clock, MONDAY + 3 * HOUR, MONDAY + HOUR, MONDAY + 9 * HOUR)
    await clock.step_to(MONDAY + 4 * HOUR, diary)
    assert diary.done == [MONDAY + HOUR, MONDAY + 3 * HOUR]
    assert clock.now() == MONDAY + 4 * HOUR


async def test_a_jump_stops_nowhere() -> None:
    clock = SandboxClock(MONDAY)
    diary = Diary(clock, MONDAY + HOUR)
    clock.set(MONDAY + 4 * HOUR)
    await clock.step_to(MONDAY + 4 * HOUR, diary)
    assert diary.done == [MONDAY + 4 * HOUR]


async def test_something_that_stays_due_does_not_hold_the_clock() -> None:
    class Stuck(Diary):
        async def settle(self) -> None:
            self.done.append(self.clock.now())

    clock = SandboxClock(MONDAY)
    await clock.step_to(MONDAY + 2 * HOUR, Stuck(clock, MONDAY + HOUR))
    assert clock.now() == MONDAY + 2 * HOUR


@pytest.mark.parametrize(
    ("step", "zone", "expected"),
    [
        ("+1h", "UTC", "2026-05-11T02:00+00:00"),
        ("+90m", "UTC", "2026-05-11T02:30+00:00"),
        ("+1d", "UTC", "2026-05-12T01:00+00:00"),
        ("next_0930", "Asia/Shanghai", "2026-05-11T09:30+08:00"),
        ("next_0930", "America/New_York", "2026-05-11T09:30-04:00"),
        ("next_workday", "Asia/Shanghai", "2026-05-12T09:30+08:00"),
        ("next_monday", "Asia/Shanghai", "2026-05-18T09:30+08:00"),
        ("next_monday", "America/New_York", "2026-05-11T09:30-04:00"),
    ],
)
def test_the_buttons_lead_to_mornings_of_the_person(step: str, zone: str, expected: str) -> None:
    assert step_target(step, MONDAY, zone) == datetime.fromisoformat(expected)


def test_after_friday_comes_monday() -> None:
    friday = datetime(2026, 5, 15, 12, 0, tzinfo=UTC)
    assert step_target("next_workday", friday, "UTC").isoformat() == "2026-05-18T09:30:00+00:00"
    with pytest.raises(ValueError, match="unknown step"):
        step_target("tomorrow", friday, "UTC")
