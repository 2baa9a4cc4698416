"""Trigger ids: issued with every interaction, exchanged once for a modal, dead after 3 s.

They live on real (monotonic) time, because a bot cannot stop Slack's clock. No views here.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

LIFETIME = 3.0
"""Seconds of real time that a trigger id can be exchanged in."""


class TriggerRefused(Exception):
    """A trigger id that Slack would not take; `code` is the API error."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Trigger:
    """What a trigger id stands for: who acted, inside which modal and in which conversation.

    Either is None when the act happened outside any.
    """

    id: str
    user_id: str
    view_id: str | None
    channel_id: str | None
    issued_at: float


class TriggerLedger:
    """All trigger ids of one app, with their age and whether they were used."""

    def __init__(
        self, lifetime: float = LIFETIME, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.lifetime = lifetime
        self._monotonic = monotonic
        self._live: dict[str, Trigger] = {}
        self._exchanged: set[str] = set()

    def issue(self, user_id: str, view_id: str | None = None, channel_id: str | None = None) -> str:
        """A new id for `user_id`; `view_id` when the act happened inside that modal."""
        trigger_id = (
            f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(16)}"
        )
        self._live[trigger_id] = Trigger(
            trigger_id, user_id, view_id, channel_id, self._monotonic()
        )
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use the id up. Raises `TriggerRefused` when unknown, used before or too old."""
        trigger = self.check(trigger_id)
        self._exchanged.add(trigger_id)
        return trigger

    def check(self, trigger_id: str) -> Trigger:
        """Like `exchange`, without using the id up."""
        trigger = self._live.get(trigger_id)
        if trigger is None:
            raise TriggerRefused("invalid_trigger_id")
        if trigger_id in self._exchanged:
            raise TriggerRefused("exchanged_trigger_id")
        if self._monotonic() - trigger.issued_at > self.lifetime:
            raise TriggerRefused("expired_trigger_id")
        return trigger
