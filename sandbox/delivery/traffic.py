"""How many events an app was sent in the last hour, and how many of them it missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sandbox.limits import Limits

MINUTES = 60


@dataclass
class _Minute:
    sent: int = 0
    failed: int = 0
    is_told: bool = False


class Traffic:
    """Counts per minute of the workspace's clock, kept for an hour; idle while limits are off."""

    def __init__(self, limits: Limits, now: Callable[[], datetime]) -> None:
        self._limits = limits
        self._now = now
        self._minutes: dict[int, _Minute] = {}

    def admit(self) -> bool:
        """Count one event; False when the hour is full and the event is lost."""
        if not self._limits.on:
            return True
        minute = self._minute()
        if sum(m.sent for m in self._minutes.values()) >= self._limits.events_per_hour:
            return False
        minute.sent += 1
        return True

    def tell(self) -> bool:
        """True once a minute: the app has not been told yet that it loses events."""
        minute = self._minute()
        told, minute.is_told = minute.is_told, True
        return not told

    def fail(self) -> None:
        """Count one event that the app did not take, redeliveries included."""
        if self._limits.on:
            self._minute().failed += 1

    @property
    def is_hopeless(self) -> bool:
        """True when so much failed that Slack stops sending; a quiet app is spared."""
        sent = sum(m.sent for m in self._minutes.values())
        failed = sum(m.failed for m in self._minutes.values())
        return sent >= self._limits.spared_below and failed > sent * self._limits.failing_share

    def forget(self) -> None:
        """Begin a new hour (the app's owner has switched events on again)."""
        self._minutes.clear()

    def _minute(self) -> _Minute:
        number = int(self._now().timestamp()) // 60
        for old in [n for n in self._minutes if n <= number - MINUTES]:
            del self._minutes[old]
        return self._minutes.setdefault(number, _Minute())
