"""Slack's published rate limits as token buckets on the sandbox clock. Off until switched on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

POSTS_PER_MINUTE = 300
"""Posts a minute of a whole workspace ("several hundred")."""
BURST_PER_CHANNEL = 3
POSTING = frozenset({"chat.postMessage"})
READING = frozenset({"conversations.history", "conversations.replies"})
COMMERCIAL_PAGE = 15
UNLIMITED = math.inf


@dataclass
class _Bucket:
    tokens: float
    at: datetime


class Limits:
    """Buckets per method, workspace and app; one more per channel for posts."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.on = False
        self.is_commercial = False
        """Set for an app sold outside the Marketplace: history once a minute, 15 messages."""
        self.events_per_hour = 30_000
        """Events to one app in 60 minutes."""
        self.spared_below = 1_000
        """An app with fewer events an hour is never switched off for failing."""
        self.failing_share = 0.95
        self.per_minute: dict[str, int | None] = {}
        self._now = now
        self._buckets: dict[tuple[str, ...], _Bucket] = {}

    def retry_after(self, method: str, team: str, app: str, channel: str | None) -> int:
        """Count one call; 0 if it may pass, else the whole seconds of `Retry-After`."""
        if not self.on:
            return 0
        wanted: list[tuple[tuple[str, ...], float, float]] = []
        wanted.append(((method, team, app), *self._rate(method)))
        if method in POSTING and channel:
            wanted.append((("channel", team, app, channel), 60.0, float(BURST_PER_CHANNEL)))
        waits = [self._wait(key, per_minute, size) for key, per_minute, size in wanted]
        if (longest := max(waits)) > 0:
            return math.ceil(longest)
        for key, _, _ in wanted:
            self._buckets[key].tokens -= 1
        return 0

    def _rate(self, method: str) -> tuple[float, float]:
        if method in POSTING:
            return float(POSTS_PER_MINUTE), float(POSTS_PER_MINUTE)
        if self.is_commercial and method in READING:
            return 1.0, 1.0
        per_minute = float(self.per_minute.get(method) or UNLIMITED)
        return per_minute, per_minute

    def _wait(self, key: tuple[str, ...], per_minute: float, size: float) -> float:
        """Refill the bucket of `key`; seconds until it has one token."""
        now = self._now()
        bucket = self._buckets.setdefault(key, _Bucket(size, now))
        if per_minute == UNLIMITED:
            return 0.0
        passed = (now - bucket.at).total_seconds()
        bucket.tokens = min(size, bucket.tokens + passed * per_minute / 60)
        bucket.at = now
        return 0.0 if bucket.tokens >= 1 else (1 - bucket.tokens) * 60 / per_minute
