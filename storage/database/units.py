"""One unit of work on its way from the queue to its commit, and what ends it early.

Nothing here knows a database or an event loop.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from threading import Lock
from typing import Any

from sqlmodel import Session


class TooLate(Exception):
    """The deadline came before the commit began: nothing was saved."""


class DatabaseClosed(Exception):
    """The runner was closed before this unit began: nothing was saved."""


class _Stage(Enum):
    QUEUED = auto()
    RUNNING = auto()
    SAVING = auto()
    OVER = auto()


Deliver = Callable[[Any, BaseException | None, frozenset[str]], None]


def _keep_to_oneself(result: object, error: BaseException | None, wakes: frozenset[str]) -> None:
    """For a unit that runs in its caller's thread, which sees the outcome by itself."""


class Unit:
    """A function of a Session to be run in one transaction.

    `deadline` is a value of `time.monotonic()`. `deliver(result, error, wakes)` may be called
    from any thread and more than once (the deadline, then the end): the first call counts.
    """

    def __init__(
        self,
        work: Callable[[Session], Any],
        *,
        write: bool,
        deadline: float | None = None,
        deliver: Deliver = _keep_to_oneself,
    ) -> None:
        self.work = work
        self.write = write
        self.deadline = deadline
        self.deliver = deliver
        self.late = False
        self._stage = _Stage.QUEUED
        self._interrupt: Callable[[], None] | None = None
        # Every step is taken under this lock, so a deadline hits this unit or no unit at all.
        self._lock = Lock()

    def remaining(self) -> float:
        """Seconds until the deadline; infinite without one."""
        return float("inf") if self.deadline is None else self.deadline - time.monotonic()

    def begin(self) -> bool:
        """Leave the queue; False when the unit was dropped or its time is over."""
        with self._lock:
            if self._stage is not _Stage.QUEUED:
                return False
            self.late = self.remaining() <= 0
            self._stage = _Stage.OVER if self.late else _Stage.RUNNING
        if self.late:
            self.deliver(None, TooLate("the time was over before the work began"), frozenset())
        return not self.late

    def check(self) -> None:
        """Raise TooLate once the deadline has come; called before every statement."""
        if self.late or self.remaining() <= 0:
            raise TooLate("the time was over before the work was done")

    @contextmanager
    def interruptible(self, interrupt: Callable[[], None] | None) -> Iterator[None]:
        """While inside, `interrupt` stops a running statement when the deadline comes."""
        with self._lock:
            self._interrupt = interrupt
        try:
            yield
        finally:
            with self._lock:
                self._interrupt = None

    def start_saving(self) -> None:
        """From here on the deadline no longer counts; raises TooLate when it has come."""
        with self._lock:
            self.check()
            self._stage = _Stage.SAVING

    def start_again(self) -> None:
        """Back from a refused attempt; raises TooLate when the deadline has come."""
        with self._lock:
            self.check()
            self._stage = _Stage.RUNNING

    def end(self) -> None:
        """Nothing can stop the unit any more; lets go of what the function held."""
        with self._lock:
            self._stage = _Stage.OVER
            self.work = _nothing

    def drop(self, error: BaseException | None = None) -> None:
        """Take a unit that has not begun out of the queue; a running one finishes."""
        with self._lock:
            if self._stage is not _Stage.QUEUED:
                return
            self._stage = _Stage.OVER
        if error is not None:
            self.deliver(None, error, frozenset())

    def expire(self) -> bool:
        """The deadline has come: answer TooLate unless the commit has begun.

        True while a statement of the unit may still be running. An interrupt that comes just
        before a statement begins has no effect, so the caller repeats until this is False.
        """
        with self._lock:
            if self._stage in (_Stage.SAVING, _Stage.OVER):
                return False
            first, self.late = not self.late, True
            running = self._stage is _Stage.RUNNING
            if not running:
                self._stage = _Stage.OVER
            elif self._interrupt is not None:
                self._interrupt()
        if first:
            self.deliver(None, TooLate("the time was over"), frozenset())
        return running


def _nothing(session: Session) -> None:
    """What an ended unit would do."""
