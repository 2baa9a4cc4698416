"""Faults to order: the Web API failing before or after the effect; the doors' own are passed on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sandbox.delivery.door_faults import DoorFaults

When = Literal["before", "after"]
_UNANSWERED = frozenset({"timeout", "reset", "lost_answer"})


class Hold:
    """One call that stands still, where it was ordered to, until it is released."""

    def __init__(self) -> None:
        self._reached = asyncio.Event()
        self._released = asyncio.Event()
        self.is_lost = False

    @property
    def is_reached(self) -> bool:
        """Whether the call has come to stand here."""
        return self._reached.is_set()

    async def reached(self, within: float = 30.0) -> None:
        """Return when the call stands here; TimeoutError after `within` real seconds."""
        await asyncio.wait_for(self._reached.wait(), within)

    def release(self, *, lost: bool = False) -> None:
        """Let the call go on; `lost`: a call held before its effect never arrives."""
        self.is_lost = lost
        self._released.set()

    async def wait(self) -> None:
        """Stand here (the Web API calls this)."""
        self._reached.set()
        await self._released.wait()


@dataclass
class ApiFault:
    """`kind`: 429, 500, 503, timeout, reset, lost_answer, hold, or any Slack error code."""

    method: str
    kind: str
    when: When
    left: int
    retry_after: int = 1
    hold: Hold = field(default_factory=Hold)

    def holds(self, when: When) -> bool:
        """Whether the call is to stand still at this point."""
        return self.kind == "hold" and self.when == when

    @property
    def is_unanswered(self) -> bool:
        """Whether the caller is left without an answer."""
        return self.kind in _UNANSWERED or (self.kind == "hold" and self.hold.is_lost)


class Faults:
    """The faults waiting to strike; those of events and sockets are kept by the doors."""

    def __init__(self, doors: DoorFaults) -> None:
        self._api: list[ApiFault] = []
        self._doors = doors

    def api(
        self,
        method: str,
        kind: str,
        when: When = "before",
        times: int = 1,
        *,
        retry_after: int = 1,
    ) -> None:
        """Let the next `times` calls of `method` ("*": of any) fail with `kind`.

        `when="before"`: nothing happens; `"after"`: the effect happens, the answer is the fault.
        `lost_answer` is always after the effect.
        """
        when = "after" if kind == "lost_answer" else when
        self._api.append(ApiFault(method, kind, when, times, retry_after))

    def hold(self, method: str, when: When = "before") -> Hold:
        """Let the next call of `method` wait before or after its effect until released.

        What a call causes (events) goes out when it is answered, so it waits too.
        """
        fault = ApiFault(method, "hold", when, 1)
        self._api.append(fault)
        return fault.hold

    def take(self, method: str) -> ApiFault | None:
        """The fault that strikes this call, used up once."""
        for fault in self._api:
            if fault.method in {method, "*"}:
                fault.left -= 1
                if fault.left <= 0:
                    self._api.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Call off all API faults that have not struck."""
        self._api.clear()

    def drop_acks(self, n: int = 1) -> None:
        """Lose the next `n` acknowledgements."""
        self._doors.drop_acks(n)

    def duplicate_events(self, n: int = 1) -> None:
        """Deliver each of the next `n` events twice."""
        self._doors.duplicate_events(n)

    def delay_events(self, seconds: float, n: int | None = None) -> None:
        """Hold events back by real seconds: the next `n`, or all."""
        self._doors.delay_events(seconds, n)

    def reorder_events(self, n: int = 2) -> None:
        """Deliver the next `n` events in reverse order."""
        self._doors.reorder_events(n)

    def cut_sockets(self) -> int:
        """Drop every open WebSocket; returns how many."""
        return self._doors.cut_sockets()
