"""What goes out of a door (`Parcel`), what comes back (`Answer`) and how it fails (`NoAnswer`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, Protocol

ParcelKind = Literal["events_api", "slash_commands", "interactive"]

ACK_WINDOW = 3.0
"""Real seconds that an app has to acknowledge anything."""


@dataclass(frozen=True)
class Parcel:
    """One payload for the app. `accepts_response`: its acknowledgement may carry a body."""

    kind: ParcelKind
    payload: dict[str, Any]
    accepts_response: bool = False

    @property
    def label(self) -> str:
        """A few words for logs and error texts."""
        payload = self.payload
        if self.kind == "events_api":
            event = payload.get("event", {})
            name = str(event.get("type") or payload.get("type"))
            subtype = event.get("subtype")
            return f"event {name}/{subtype}" if subtype else f"event {name}"
        if self.kind == "slash_commands":
            return f"command {payload.get('command')}"
        return f"interaction {payload.get('type')}"


@dataclass(frozen=True)
class Answer:
    """An acknowledgement. `body` None: nothing but the acknowledgement."""

    body: dict[str, Any] | None = None

    @classmethod
    def from_http(cls, content_type: str, raw: bytes) -> Answer:
        """Read a 200 response: empty, JSON object, or plain text (becomes `{"text": …}`)."""
        text = raw.decode("utf-8", "replace")
        if not text.strip():
            return cls(None)
        if "json" in content_type or text.lstrip().startswith("{"):
            try:
                body = json.loads(text)
            except json.JSONDecodeError:
                return cls({"text": text})
            if isinstance(body, dict):
                return cls(body or None)
        return cls({"text": text})


class NoAnswer(Exception):
    """The app did not acknowledge.

    `reason` is Slack's retry reason (`timeout`, `http_timeout`, `connection_failed`,
    `http_error`, …); `no_retry` when the app asked not to be tried again.
    """

    def __init__(self, reason: str, *, no_retry: bool = False, status: int | None = None) -> None:
        super().__init__(reason if status is None else f"{reason} ({status})")
        self.reason = reason
        self.no_retry = no_retry
        self.status = status

    @property
    def timed_out(self) -> bool:
        """True when the app was reached but stayed silent for the whole window."""
        return self.reason in ("timeout", "http_timeout")


class Door(Protocol):
    """One way to the app: Socket Mode or signed HTTP."""

    async def deliver(
        self, parcel: Parcel, *, attempt: int = 0, reason: str = "", wait: float = 0.0
    ) -> Answer:
        """Bring one parcel to the app and return its answer.

        `attempt` and `reason` mark a redelivery; `wait` is how many real seconds to wait for
        the app to be connected at all. Raises `NoAnswer`.
        """
        ...
