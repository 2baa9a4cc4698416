"""Worker threads behind two queues: what a person waits for goes before what the clock asked."""

from collections import deque
from collections.abc import Callable
from functools import partial
from threading import Condition, Thread
from typing import Literal

from storage.database.units import DatabaseClosed, Unit

Lane = Literal["door", "job"]
Another = Callable[[], Unit | None]
"""Takes the next unit that may go together with the one before; None when there is none."""


class Workers:
    """`threads` threads running units first in, first out; door before job.

    At most `jobs` of the threads run jobs at a time. The threads start with the first unit.
    """

    def __init__(
        self, name: str, run: Callable[[Unit, Another], None], *, threads: int, jobs: int
    ) -> None:
        self._name = name
        self._run = run
        self._count = threads
        self._free_for_jobs = jobs
        self._queues: dict[Lane, deque[Unit]] = {"door": deque(), "job": deque()}
        self._changed = Condition()
        self._threads: list[Thread] = []
        self._closed = False

    def put(self, unit: Unit, lane: Lane) -> None:
        """Queue a unit; raises DatabaseClosed after `stop`."""
        with self._changed:
            if self._closed:
                raise DatabaseClosed("the database is closed")
            self._queues[lane].append(unit)
            if not self._threads:
                self._start()
            self._changed.notify()

    def stop(self) -> None:
        """Drop what has not begun, each with DatabaseClosed; running units finish."""
        with self._changed:
            self._closed = True
            queued = [unit for queue in self._queues.values() for unit in queue]
            for queue in self._queues.values():
                queue.clear()
            self._changed.notify_all()
        for unit in queued:
            unit.drop(DatabaseClosed("the database was closed before this began"))

    def join(self) -> None:
        """Wait for the threads to end."""
        for thread in self._threads:
            thread.join()

    def _start(self) -> None:
        for number in range(1, self._count + 1):
            name = f"drumbeat-{self._name}-{number}"
            # Daemon: a program that forgot to close must not hang; a half-done unit rolls back.
            self._threads.append(Thread(target=self._work, name=name, daemon=True))
        for thread in self._threads:
            thread.start()

    def _work(self) -> None:
        while (taken := self._take()) is not None:
            unit, lane = taken
            try:
                self._run(unit, partial(self._another, lane))
            finally:
                self._give_back(lane)
            # The thread may now wait for long: it must not keep the rows of the last unit alive.
            del unit, taken

    def _take(self) -> tuple[Unit, Lane] | None:
        with self._changed:
            while not self._closed:
                if self._queues["door"]:
                    return self._queues["door"].popleft(), "door"
                if self._queues["job"] and self._free_for_jobs:
                    self._free_for_jobs -= 1
                    return self._queues["job"].popleft(), "job"
                self._changed.wait()
            return None

    def _another(self, lane: Lane) -> Unit | None:
        with self._changed:
            doors, queue = self._queues["door"], self._queues[lane]
            return queue.popleft() if queue and (queue is doors or not doors) else None

    def _give_back(self, lane: Lane) -> None:
        if lane == "job":
            with self._changed:
                self._free_for_jobs += 1
