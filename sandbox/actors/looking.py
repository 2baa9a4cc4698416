"""What a person sees: conversations, threads, own ephemerals, modals and Home."""

from __future__ import annotations

from sandbox.actors.person import Person
from sandbox.interactions.results import Impossible
from sandbox.state import Json, Message


class Looking(Person):
    """Reading, without changing anything but dismissing."""

    def messages(self, channel: str) -> list[Json]:
        """What shows in a conversation, oldest first, with this person's ephemerals."""
        place = self._channel(channel)
        shown = [self._workspace.message_json(m) for m in self._workspace.history(place.id)]
        own = [m for m in self._own_ephemerals(place) if m.thread_ts is None]
        return _in_order(shown + [self._ephemeral_json(m) for m in own])

    def thread(self, channel: str, ts: str) -> list[Json]:
        """A thread, its parent first, with this person's ephemerals in it."""
        place = self._channel(channel)
        shown = [self._workspace.message_json(m) for m in self._workspace.thread(place.id, ts)]
        parent = shown[0]["ts"]
        own = [m for m in self._own_ephemerals(place) if m.thread_ts == parent]
        return shown[:1] + _in_order(shown[1:] + [self._ephemeral_json(m) for m in own])

    def ephemerals(self, channel: str) -> list[Json]:
        """The messages only this person sees in a conversation, threads included."""
        return [self._ephemeral_json(m) for m in self._own_ephemerals(self._channel(channel))]

    def message(self, channel: str, ts: str) -> Json:
        """One message that this person sees."""
        found = self._find(channel, ts)
        body = self._workspace.message_json(found)
        return body if found.ephemeral_to is None else {**body, "ephemeral": True}

    async def dismiss(self, channel: str, ts: str) -> None:
        """Dismiss an ephemeral message."""
        message = self._find(channel, ts)
        if message.ephemeral_to is None:
            raise Impossible("not_ephemeral", "only an ephemeral message can be dismissed")
        self._workspace.drop_ephemeral(message)

    async def reload(self) -> None:
        """Reload the client: every ephemeral message is gone."""
        for channel in self._workspace.channels.values():
            for message in self._own_ephemerals(channel):
                self._workspace.drop_ephemeral(message)

    def _ephemeral_json(self, message: Message) -> Json:
        return {**self._workspace.message_json(message), "ephemeral": True}


def _in_order(messages: list[Json]) -> list[Json]:
    return sorted(messages, key=lambda m: str(m["ts"]))
