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

    def is_stopped(self, now: dt.datetime) -> bool:
        return self.stopped_until is not None and now < self.stopped_until


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
        was missed or Slack has said stop since."""
        if self._limits is None:
            return now
        budgets = self._budgets(workspace_id, method, channel)
        given = self._reserved.pop((delivery_id, method), None)
        stopped = any(budget.is_stopped(now) for budget in budgets)
        if given is not None and now - given <= LATE and not stopped:
            slot = max(given, now)
        else:
            slot = max((budget.next_slot(now) for budget in budgets), default=now)
            for budget in budgets:
                budget.take(slot)
        if slot > now:
            self._keep((delivery_id, method), slot, now)
        return slot

    def _keep(self, key: tuple[int, str], slot: dt.datetime, now: dt.datetime) -> None:
        self._reserved[key] = slot
        if len(self._reserved) > KEPT_MAX:
            # Other processes have delivered these rows.
            fresh = {key: at for key, at in self._reserved.items() if now - at <= LATE}
            self._reserved = fresh

    def stop(self, workspace_id: int, method: str, until: dt.datetime) -> None:
        """Slack said to wait: nobody calls this method before `until`."""
        for budget in self._budgets(workspace_id, method, ""):
            budget.stop_until(until)

    def _budgets(self, workspace_id: int, method: str, channel: str) -> list[_Budget]:
        found = []
        limit = (self._limits or {}).get(method)
        if limit:
            gap = dt.timedelta(seconds=60 / limit)
            burst = gap * max(int(limit * BURST_SHARE), 1)
            key = (workspace_id, method)
            found.append(self._methods.setdefault(key, _Budget(gap, burst)))
        if method in POSTS and channel:
            place = (workspace_id, channel)
            budget = self._channels.setdefault(place, _Budget(CHANNEL_GAP, dt.timedelta()))
            found.append(budget)
        return found
