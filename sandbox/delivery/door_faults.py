"""Switches that make the doors misbehave as real networks do; tests turn them on."""

from __future__ import annotations

from collections.abc import Callable


class DoorFaults:
    """Faults on the way from Slack to the app. All are off at first."""

    def __init__(self, cut: Callable[[], int]) -> None:
        self._cut = cut
        self._acks_to_drop = 0
        self._events_to_double = 0
        self._delay = 0.0
        self._events_to_delay: int | None = 0
        self.shuffle_size = 0

    def drop_acks(self, n: int = 1) -> None:
        """Lose the next `n` acknowledgements, as if they never arrived."""
        self._acks_to_drop += n

    def duplicate_events(self, n: int = 1) -> None:
        """Deliver each of the next `n` events twice, with the same `event_id`."""
        self._events_to_double += n

    def delay_events(self, seconds: float, n: int | None = None) -> None:
        """Hold events back by `seconds` of real time: the next `n`, or all (None)."""
        self._delay = seconds
        self._events_to_delay = n

    def reorder_events(self, n: int = 2) -> None:
        """Gather the next `n` events and deliver them in reverse order."""
        self.shuffle_size = n

    def cut_sockets(self) -> int:
        """Drop every open WebSocket without a closing handshake; returns how many."""
        return self._cut()

    def take_ack(self) -> bool:
        """Asked for each acknowledgement; False means it is lost."""
        if self._acks_to_drop == 0:
            return True
        self._acks_to_drop -= 1
        return False

    def take_copies(self) -> int:
        """Asked for each event: how many times to deliver it."""
        if self._events_to_double == 0:
            return 1
        self._events_to_double -= 1
        return 2

    def take_delay(self) -> float:
        """Asked for each event: seconds of real time to hold it back."""
        if self._events_to_delay is None:
            return self._delay
        if self._events_to_delay == 0:
            return 0.0
        self._events_to_delay -= 1
        return self._delay
