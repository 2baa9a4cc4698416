"""How fast Slack may be called: a slot is reserved for each call, so nobody is ever refused.

Budgets are per (workspace, method) after Slack's published tiers, plus one post per second and
channel. Each process paces itself; a refusal (429) stops its budget for everybody in it.
"""

import datetime as dt
from dataclasses import dataclass

PER_MINUTE = {
    "chat.postMessage": 240,
    "chat.postEphemeral": 100,
    "chat.update": 50,
    "conversations.history": 50,
    "conversations.info": 50,
    "conversations.list": 20,
    "conversations.members": 100,
    "conversations.open": 50,
    "conversations.replies": 50,
    "dnd.teamInfo": 20,
    "files.completeUploadExternal": 100,
    "reactions.add": 50,
    "users.info": 100,
    "users.list": 20,
    "views.publish": 100,
}
"""Calls per minute and workspace: Slack's tier of the method; for posts "several hundred"."""

CHANNEL_GAP = dt.timedelta(seconds=1)
POSTS = frozenset({"chat.postMessage"})
LATE = dt.timedelta(seconds=2)
"""A slot that was missed by more is lost: otherwise all that were missed would go at once."""
KEPT_MAX = 4096
BURST_SHARE = 0.5
"""Slack tolerates bursts; half a minute's budget may go at once, the rest is spread evenly."""


@dataclass(slots=True)
class _Budget:
    """A leaky bucket: `busy_until` is when the calls reserved so far will have drained."""

    gap: dt.timedelta
    burst: dt.timedelta
    busy_until: dt.datetime | None = None
    stopped_until: dt.datetime | None = None

    def next_slot(self, now: dt.datetime) -> dt.datetime:
        busy = self.busy_until or now
        return max(now, busy - self.burst)

    def take(self, slot: dt.datetime) -> None:
        self.busy_until = max(self.busy_until or slot, slot) + self.gap

    def stop_until(self, when: dt.datetime) -> None:
        self.stopped_until = max(self.stopped_until or when, when)
        # Slack's patience is used up: what waits goes evenly afterwards, not as a burst.
        self.busy_until = max(self.busy_until or when, when + self.burst)


class Pacer:
    """Slots for one process. `limits=None` lets everything through (benchmarks)."""

    def __init__(self, limits: dict[str, int] | None = PER_MINUTE) -> None:
        self._limits = limits
        self._methods: dict[tuple[int, str], _Budget] = {}
        self._channels: dict[tuple[int, str], _Budget] = {}
        self._reserved: dict[tuple[int, str], dt.datetime] = {}

    def reserve(
        self, delivery_id: int, workspace_id: int, method: str, channel: str, now: dt.datetime
    ) -> dt.datetime:
        """When this call may be made. A slot given before for this delivery is kept, unless it
        was missed or Slack has said stop since.

        A post waits for its channel first and asks for its share of the workspace's budget only
        then: else a long queue in one channel would use up the time of all others. After a stop
        everybody asks anew.
        """
        own = (delivery_id, method)
        budget = self._method(workspace_id, method)
        if budget is not None and budget.stopped_until is not None and budget.stopped_until > now:
            self._reserved.pop(own, None)
            return budget.stopped_until
        if method in POSTS and channel and own not in self._reserved:
            slot = self._slot(self._channel(workspace_id, channel), (delivery_id, ""), now)
            if slot > now:
                return slot
        return self._slot(budget, own, now)

    def _slot(self, budget: _Budget | None, key: tuple[int, str], now: dt.datetime) -> dt.datetime:
        if budget is None:
            return now
        given = self._reserved.pop(key, None)
        if given is not None and now - given <= LATE:
            slot = max(given, now)
        else:
            slot = budget.next_slot(now)
            budget.take(slot)
        if slot > now:
            self._keep(key, slot, now)
        return slot

    def _keep(self, key: tuple[int, str], slot: dt.datetime, now: dt.datetime) -> None:
        self._reserved[key] = slot
        if len(self._reserved) > KEPT_MAX:
            # Other processes have delivered these rows.
            fresh = {key: at for key, at in self._reserved.items() if now - at <= LATE}
            self._reserved = fresh

    def stop(self, workspace_id: int, method: str, until: dt.datetime) -> None:
        """Slack said to wait: nobody calls this method before `until`."""
        budget = self._method(workspace_id, method)
        if budget is not None:
            budget.stop_until(until)

    def _method(self, workspace_id: int, method: str) -> _Budget | None:
        limit = (self._limits or {}).get(method)
        if not limit:
            return None
        gap = dt.timedelta(seconds=60 / limit)
        fresh = _Budget(gap, gap * max(int(limit * BURST_SHARE), 1))
        return self._methods.setdefault((workspace_id, method), fresh)

    def _channel(self, workspace_id: int, channel: str) -> _Budget | None:
        if self._limits is None:
            return None
        fresh = _Budget(CHANNEL_GAP, dt.timedelta())
        return self._channels.setdefault((workspace_id, channel), fresh)
