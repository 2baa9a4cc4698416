"""Counts what is under way between Slack and the app, so that tests can wait for quiet."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from contextlib import contextmanager

BREATH = 0.002
"""Real seconds, three times, that nothing may happen in before it counts as quiet."""


class NotQuiet(Exception):
    """Quiet was not reached in time; the text names what is still under way."""


class Pending:
    """Labels of everything queued or in flight."""

    def __init__(self) -> None:
        self._labels: dict[int, str] = {}
        self._numbers = itertools.count()
        self._changed = asyncio.Event()

    @contextmanager
    def hold(self, label: str) -> Iterator[None]:
        """Count one piece of work as under way while the block runs."""
        number = self.begin(label)
        try:
            yield
        finally:
            self.end(number)

    def begin(self, label: str) -> int:
        """Count one piece of work from now until `end` is called with the returned number."""
        number = next(self._numbers)
        self._labels[number] = label
        return number

    def end(self, number: int) -> None:
        """Forget the piece of work that `begin` numbered."""
        self._labels.pop(number, None)
        self._changed.set()

    def labels(self) -> list[str]:
        """What is under way now, oldest first."""
        return list(self._labels.values())

    async def quiet(self, within: float) -> None:
        """Return when nothing is under way. Raises `NotQuiet` after `within` real seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while True:
            await self._breathe()
            if not self._labels:
                return
            self._changed.clear()
            left = deadline - loop.time()
            if left <= 0:
                raise NotQuiet(f"still under way after {within} s: {'; '.join(self.labels())}")
            try:
                await asyncio.wait_for(self._changed.wait(), left)
            except TimeoutError:
                continue

    async def _breathe(self) -> None:
        """Let what was just woken start, so that what it causes is counted too.

        A consequence may need a loopback round trip before the sandbox can know of it.
        """
        for pause in (0.0,) * 10 + (BREATH,) * 3:
            if self._labels:
                return
            await asyncio.sleep(pause)
