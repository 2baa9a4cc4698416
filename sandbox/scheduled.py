"""Messages for later: kept until the sandbox clock reaches their time, then posted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.state import Json, Refused, Workspace

if TYPE_CHECKING:
    from sandbox.clock import SandboxClock

MOST_AHEAD = 120 * 86_400
WINDOW, WINDOW_MOST = 300, 30
"""At most so many messages to one channel in any five minutes."""
FIXED_BEFORE = 60
"""Seconds before its time from which a message cannot be taken back."""


@dataclass(frozen=True)
class Scheduled:
    """One message for later; `post` shows it, or is None when Slack would drop it."""

    id: str
    channel_id: str
    post_at: int
    date_created: int
    text: str
    post: Callable[[], object] | None


class ScheduledMessages:
    """All messages of one workspace that wait for their time."""

    def __init__(self, workspace: Workspace, clock: SandboxClock) -> None:
        self._workspace = workspace
        self._clock = clock
        self._waiting: dict[str, Scheduled] = {}
        self._timer: asyncio.TimerHandle | None = None
        clock.listeners.append(self._wake)

    def check_time(self, channel_id: str, post_at: int) -> None:
        """Refuse with `time_in_past`, `time_too_far` or `restricted_too_many`."""
        now = self._workspace.unix()
        if post_at <= now:
            raise Refused("time_in_past")
        if post_at > now + MOST_AHEAD:
            raise Refused("time_too_far")
        near = [r for r in self._of(channel_id) if abs(r.post_at - post_at) < WINDOW]
        if len(near) >= WINDOW_MOST:
            raise Refused("restricted_too_many")

    def add(
        self, channel_id: str, post_at: int, text: str, post: Callable[[], object] | None
    ) -> Scheduled:
        """Keep a message for `post_at` (Unix seconds, checked)."""
        created = self._workspace.unix()
        row = Scheduled(self._workspace.new_id("Q"), channel_id, post_at, created, text, post)
        self._waiting[row.id] = row
        self._wake()
        return row

    def remove(self, scheduled_id: str, channel_id: str) -> None:
        """Take one back; `invalid_scheduled_message_id` if unknown, posted or nearly posted."""
        row = self._waiting.get(scheduled_id)
        if row is None or row.channel_id != channel_id:
            raise Refused("invalid_scheduled_message_id")
        if row.post_at - self._workspace.unix() < FIXED_BEFORE:
            raise Refused("invalid_scheduled_message_id")
        del self._waiting[scheduled_id]

    def rows(self) -> list[Scheduled]:
        """What waits, the next first."""
        return sorted(self._waiting.values(), key=lambda row: (row.post_at, row.id))

    def close(self) -> None:
        """Post nothing more."""
        if self._timer is not None:
            self._timer.cancel()
        self._waiting.clear()

    def _of(self, channel_id: str) -> list[Scheduled]:
        return [row for row in self._waiting.values() if row.channel_id == channel_id]

    def _wake(self) -> None:
        """Post what is due; on a running clock come back for the next."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        rows = self.rows()
        for row in rows:
            if row.post_at > self._clock.now().timestamp():
                break
            del self._waiting[row.id]
            self._post(row)
        rows = self.rows()
        if rows and self._clock.rate:
            seconds = (rows[0].post_at - self._clock.now().timestamp()) / self._clock.rate
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(0.0, seconds) + 0.001, self._wake)

    def _post(self, row: Scheduled) -> None:
        """Show one; where that is no longer possible Slack drops it and tells nobody."""
        channel = self._workspace.channels.get(row.channel_id)
        app = self._workspace.installed_app
        if channel is None or channel.is_archived or row.post is None or not app.installed:
            return
        try:
            row.post()
        except Refused:
            return


def row_json(row: Scheduled) -> Json:
    """One entry of chat.scheduledMessages.list."""
    return {
        "id": row.id,
        "channel_id": row.channel_id,
        "post_at": row.post_at,
        "date_created": row.date_created,
        "text": row.text,
    }
