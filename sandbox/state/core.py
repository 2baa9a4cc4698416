"""The base of the workspace: ids, growing timestamps, subscribers, look-ups. No rules of Slack."""

from __future__ import annotations

import itertools
import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from sandbox.state.records import (
    App,
    ChangeSink,
    Channel,
    EventSink,
    File,
    Json,
    Message,
    Refused,
    User,
    Usergroup,
    View,
)

FOUNDED = datetime(2024, 1, 8, 9, 0, tzinfo=UTC)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Core:
    """State and the two ways out of it: `emit` (events for the app) and `changed` (the page)."""

    def __init__(self, *, name: str, domain: str) -> None:
        self.name = name
        self.domain = domain
        self.id = "T0" + re.sub(r"[^A-Z0-9]", "", domain.upper())[:9].ljust(9, "0")
        self.now: Callable[[], datetime] = lambda: FOUNDED
        self.users: dict[str, User] = {}
        self.dms: dict[str, str] = {}
        self.channels: dict[str, Channel] = {}
        self.usergroups: dict[str, Usergroup] = {}
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, View] = {}
        self.app: App | None = None
        self.app_channels: list[str] = []
        self.custom_emoji: set[str] = set()
        self.blocks_missing: set[str] = set()
        """Types of blocks that this workspace does not have yet; it refuses them."""
        self.base_url = f"https://{domain}.slack.com/"
        self.event_sinks: list[EventSink] = []
        self.change_sinks: list[ChangeSink] = []
        self.misthreaded: list[tuple[str, str]] = []
        """Channel and ts of messages posted to the ts of a reply: they show in no thread."""
        self._ids: set[str] = set()
        self._last_micros = 0
        self._counter = itertools.count(1)

    # -- ways out ---------------------------------------------------------------------------

    def emit(self, event: Json, channel_id: str | None) -> None:
        """Tell every subscriber of an event; `channel_id` None means it belongs to no channel."""
        for sink in list(self.event_sinks):
            sink(event, channel_id)

    def changed(self, topic: Json) -> None:
        """Tell every open page that something people see has changed."""
        for sink in list(self.change_sinks):
            sink(topic)

    # -- time and ids -----------------------------------------------------------------------

    def unix(self) -> int:
        """The workspace clock in whole seconds."""
        return int(self.now().timestamp())

    def next_ts(self) -> str:
        """A new `ts`: the clock in microseconds, strictly growing even when the clock stands."""
        micros = round(self.now().timestamp() * 1_000_000)
        self._last_micros = max(micros, self._last_micros + 1)
        return f"{self._last_micros // 1_000_000:010d}.{self._last_micros % 1_000_000:06d}"

    def new_id(self, prefix: str, hint: str = "") -> str:
        """A fresh id: prefix, readable hint if given, eleven characters or more."""
        plain = re.sub(r"[^A-Z0-9]", "", hint.upper())[:8]
        wanted = f"{prefix}0{plain}".ljust(11, "0")
        while not plain or wanted in self._ids:
            plain = plain[:4]
            number = _base36(next(self._counter))
            wanted = f"{prefix}0{plain}{number.rjust(9 - len(plain), '0')}"
            if wanted not in self._ids:
                break
        self._ids.add(wanted)
        return wanted

    def new_hash(self) -> str:
        """A view hash in Slack's form `1655863316.uFehmGP0`."""
        return f"{self.unix()}.{secrets.token_hex(4)}"

    # -- look-ups ---------------------------------------------------------------------------

    @property
    def installed_app(self) -> App:
        """The app of this workspace; a workspace without one is a programming error."""
        if self.app is None:
            raise LookupError("no app is installed in this workspace")
        return self.app

    def user(self, ref: str) -> User:
        """The user of an id, handle or `@handle`; refuses with `user_not_found`."""
        if ref in self.users:
            return self.users[ref]
        handle = ref.removeprefix("@").lower()
        for user in self.users.values():
            if user.name == handle:
                return user
        raise Refused("user_not_found")

    def channel(self, ref: str) -> Channel:
        """The channel of an id, name or `#name`; refuses with `channel_not_found`."""
        if ref in self.channels:
            return self.channels[ref]
        name = ref.removeprefix("#").lower()
        for channel in self.channels.values():
            if channel.kind != "im" and channel.name == name:
                return channel
        raise Refused("channel_not_found")

    def message(self, channel_ref: str, ts: str) -> Message:
        """A message that is not ephemeral; refuses with `message_not_found`."""
        message = self.channel(channel_ref).messages.get(ts)
        if message is None:
            raise Refused("message_not_found")
        return message

    def ephemeral(self, channel_ref: str, ts: str) -> Message | None:
        """The ephemeral message of that ts, None if there is none."""
        for message in self.channel(channel_ref).ephemerals:
            if message.ts == ts:
                return message
        return None


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
