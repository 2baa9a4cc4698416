"""One thread that tells units of work when their deadline has come."""

import heapq
import itertools
import time
from threading import Condition, Thread

from storage.database.units import Unit

REPEAT = 0.02
"""Seconds between two attempts to stop the same unit."""


class Watch:
    """Starts its thread with the first deadline; sleeps until the earliest one."""

    def __init__(self) -> None:
        self._due: list[tuple[float, int, Unit]] = []
        self._number = itertools.count()
        self._changed = Condition()
        self._thread: Thread | None = None
        self._closed = False

    def add(self, unit: Unit) -> None:
        """Watch a unit that has a deadline, until it is over."""
        if unit.deadline is not None:
            self._push(unit.deadline, unit)

    def close(self) -> None:
        """Stop watching; the thread has ended on return."""
        with self._changed:
            self._closed = True
            self._due.clear()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _push(self, when: float, unit: Unit) -> None:
        with self._changed:
            if self._closed:
                return
            # Deadlines mostly come in order: only an earlier one than all others wakes the thread.
            if self._due and when < self._due[0][0]:
                self._changed.notify()
            heapq.heappush(self._due, (when, next(self._number), unit))
            if self._thread is None:
                self._thread = Thread(target=self._run, name="drumbeat-deadlines", daemon=True)
                self._thread.start()
            elif len(self._due) == 1:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            unit = self._next()
            if unit is None:
                return
            if unit.expire():
                self._push(time.monotonic() + REPEAT, unit)

    def _next(self) -> Unit | None:
        with self._changed:
            while not self._closed:
                wait = self._due[0][0] - time.monotonic() if self._due else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(wait)
            return None
