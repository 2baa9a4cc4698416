"""The base of an Actor: who it is, what it may see, and the messages it can find."""

from __future__ import annotations

from sandbox.interactions.context import House, context_of
from sandbox.interactions.results import Impossible
from sandbox.state import Channel, Message, Refused, User

DM = "dm"


class Person:
    """One person. Channels are given as `#name`, id, or "dm" (the conversation with the app)."""

    def __init__(self, house: House, user_id: str) -> None:
        if house.workspace.user(user_id).is_bot:
            raise Impossible("no_such_person", f"{user_id} is a bot")
        self.id = user_id
        self._workspace = house.workspace
        self._shelf = house.shelf
        self._context = context_of(house)

    def __repr__(self) -> str:
        return f"Actor({self.user.name})"

    @property
    def user(self) -> User:
        """The person's record."""
        return self._workspace.users[self.id]

    @property
    def mention(self) -> str:
        """The markup that mentions this person."""
        return f"<@{self.id}>"

    @property
    def dm(self) -> str:
        """The id of the conversation with the app, opened on first use."""
        return self._workspace.open_dm(self.id).id

    def _active(self) -> User:
        if self.user.deleted:
            raise Impossible("account_inactive", f"{self.user.name} is deactivated")
        return self.user

    def _channel(self, ref: str) -> Channel:
        if ref == DM:
            return self._workspace.open_dm(self.id)
        try:
            channel = self._workspace.channel(ref)
        except Refused:
            raise Impossible("channel_not_found", f"there is no {ref}") from None
        if channel not in self._workspace.visible_channels(self.id):
            raise Impossible("channel_not_found", f"{self.user.name} does not see {ref}")
        return channel

    def _check_member(self, channel_id: str) -> None:
        channel = self._workspace.channels[channel_id]
        if self._active().id not in channel.members:
            raise Impossible("not_in_channel", f"{self.user.name} is not in {channel.name}")

    def _find(self, channel: str, ts: str) -> Message:
        """A message or own ephemeral that this person sees."""
        place = self._channel(channel)
        for message in self._own_ephemerals(place):
            if message.ts == ts:
                return message
        found = place.messages.get(ts)
        if found is None:
            raise Impossible("message_not_found", f"{self.user.name} sees no message {ts}")
        return found

    def _message(self, channel: str, ts: str) -> Message:
        """A message that is not ephemeral: those have no menu, no reactions, no editing."""
        found = self._find(channel, ts)
        if found.ephemeral_to is not None:
            raise Impossible("ephemeral", "an ephemeral message offers only its own elements")
        return found

    def _own_ephemerals(self, channel: Channel) -> list[Message]:
        return [m for m in channel.ephemerals if m.ephemeral_to == self.id]
