"""The movable clock: it stands or runs at a rate, jumps and steps, never goes back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Stepper(Protocol):
    """What a bot hands in so that the clock can stop at everything that falls due."""

    async def next_due(self) -> datetime | None:
        """The next instant at which something falls due, None if nothing will."""
        ...

    async def settle(self) -> None:
        """Do everything that is due now and return when idle."""
        ...


class SandboxClock:
    """`rate` is sandbox seconds per real second; 0 stands still, 1 follows real time."""

    def __init__(
        self,
        start: datetime,
        rate: float = 0.0,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if start.tzinfo is None:
            raise ValueError("the clock needs an aware start")
        self._monotonic = monotonic
        self._base = start.astimezone(UTC)
        self._since = monotonic()
        self._rate = rate
        self._version = 1
        self._changed = asyncio.Event()
        self._steps = asyncio.Lock()
        self.listeners: list[Callable[[], None]] = []

    @property
    def rate(self) -> float:
        """Sandbox seconds per real second."""
        return self._rate

    @property
    def version(self) -> int:
        """Grows with every set, advance and change of rate."""
        return self._version

    def now(self) -> datetime:
        """The time in the sandbox, aware, in UTC."""
        return self._base + timedelta(seconds=(self._monotonic() - self._since) * self._rate)

    def set(self, moment: datetime) -> None:
        """Jump to `moment`. An earlier one than now raises ValueError."""
        moment = moment.astimezone(UTC)
        if moment < self.now():
            raise ValueError(f"the clock never goes back (from {self.now()} to {moment})")
        self._base = moment
        self._since = self._monotonic()
        self._bump()

    def advance(self, delta: timedelta) -> datetime:
        """Jump by `delta` and return the new time."""
        self.set(self.now() + delta)
        return self.now()

    def set_rate(self, rate: float) -> None:
        """Change the speed from now on; below 0 raises ValueError."""
        if rate < 0:
            raise ValueError("the clock never goes back")
        self._base = self.now()
        self._since = self._monotonic()
        self._rate = rate
        self._bump()

    async def sleep_until(self, moment: datetime) -> None:
        """Return once the sandbox time is `moment` or later."""
        while (left := (moment - self.now()).total_seconds()) > 0:
            await self._wait_for_change(left / self._rate if self._rate else None)

    async def changed_after(self, version: int, within: float) -> int:
        """Wait at most `within` real seconds for a version above `version`; the version then."""
        deadline = self._monotonic() + within
        while self._version <= version and (left := deadline - self._monotonic()) > 0:
            await self._wait_for_change(left)
        return self._version

    async def step_to(self, target: datetime, stepper: Stepper | None = None) -> datetime:
        """Go to `target`, stopping at every due instant on the way so that nothing is skipped.

        Without a stepper this is a jump. Steps of several callers queue up.
        """
        async with self._steps:
            if stepper is not None:
                await stepper.settle()
                while (due := await stepper.next_due()) is not None and due <= target:
                    if due > self.now():
                        self.set(due)
                    elif not await self._settled_past(due, stepper):
                        break
                    await stepper.settle()
            if target > self.now():
                self.set(target)
            if stepper is not None:
                await stepper.settle()
        return self.now()

    async def _settled_past(self, due: datetime, stepper: Stepper) -> bool:
        """Settle once more; False if the same instant is still due (the stepper is stuck)."""
        await stepper.settle()
        again = await stepper.next_due()
        return again is None or again > due

    async def _wait_for_change(self, seconds: float | None) -> None:
        changed = self._changed
        try:
            await asyncio.wait_for(changed.wait(), seconds)
        except TimeoutError:
            return

    def _bump(self) -> None:
        self._version += 1
        self._changed.set()
        self._changed = asyncio.Event()
        for listener in list(self.listeners):
            listener()
