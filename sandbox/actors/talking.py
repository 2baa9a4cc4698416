"""What a person types: commands, messages, edits, reactions; joining and inviting."""

from __future__ import annotations

import uuid

from sandbox.actors.person import Person
from sandbox.interactions.commands import Commands
from sandbox.interactions.results import CommandResult, Impossible
from sandbox.rules.text import Typed, typed_message
from sandbox.state import Channel, Refused


class Talking(Person):
    """Acts in conversations."""

    async def command(
        self, channel: str, command: str, text: str = "", *, thread_ts: str | None = None
    ) -> CommandResult:
        """Type a slash command, e.g. `command("#ops", "/task", "list")`, and see the answer."""
        place = self._channel(channel)
        return await Commands(self._context).run(
            self._active(), place, f"{command} {text}".strip(), thread_ts
        )

    async def say(
        self,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        *,
        broadcast: bool = False,
    ) -> str:
        """Type a message; `@name`, `#channel` and links become markup. Returns its ts."""
        place = self._channel(channel)
        self._check_writable(place)
        typed = self._typed(text)
        if not broadcast:
            said = self._workspace.say(self.id, place.id, typed.text, thread_ts, [typed.block])
            return said.ts
        if thread_ts is None:
            raise Impossible("no_thread", "only a reply can also be sent to the channel")
        return self._workspace.post(
            place.id,
            user=self.id,
            text=typed.text,
            blocks=[typed.block],
            thread_ts=thread_ts,
            broadcast=True,
            client_msg_id=str(uuid.uuid4()),
        ).ts

    async def edit(self, channel: str, ts: str, text: str) -> None:
        """Edit a message of one's own."""
        message, typed = self._message(channel, ts), self._typed(text)
        self._workspace.edit_text(message, self._active().id, typed.text, [typed.block])

    async def delete(self, channel: str, ts: str) -> None:
        """Delete a message of one's own; admins also those of others."""
        message = self._message(channel, ts)
        if message.user != self._active().id and not self.user.is_admin:
            raise Refused("cant_delete_message")
        self._workspace.delete(message)

    async def react(self, channel: str, ts: str, name: str) -> None:
        """Add an emoji reaction; `name` with or without colons."""
        message = self._message(channel, ts)
        self._check_member(message.channel_id)
        self._workspace.react(message, self.id, name.strip(":"))

    async def unreact(self, channel: str, ts: str, name: str) -> None:
        """Take a reaction back."""
        message = self._message(channel, ts)
        self._check_member(message.channel_id)
        self._workspace.unreact(message, self.id, name.strip(":"))

    async def mark_read(self, channel: str, ts: str) -> None:
        """Read a conversation up to a message."""
        self._workspace.mark_read(self._channel(channel).id, self.id, ts)

    async def open_dm(self, who: str) -> str:
        """Begin a direct message with a person (or oneself, or the app); returns its id."""
        other = self._workspace.user(who)
        if other.deleted:
            raise Impossible("user_disabled", f"{other.name} is deactivated")
        return self._workspace.open_im(self._active().id, other.id).id

    async def join(self, channel: str) -> None:
        """Join a public channel."""
        place = self._channel(channel)
        self._workspace.join(place.id, self._active().id)

    async def leave(self, channel: str) -> None:
        """Leave a channel."""
        self._workspace.leave(self._channel(channel).id, self._active().id)

    async def invite(self, channel: str, who: str) -> None:
        """Invite a person, or the app by its handle, to a channel one is in."""
        place = self._channel(channel)
        self._check_member(place.id)
        self._workspace.join(place.id, who, inviter=self._active().id)

    async def open_group(self, *others: str) -> str:
        """Open the group DM with others (the app too, by its handle); returns its id."""
        if len(set(others)) < 2:
            raise Impossible("not_enough_users", "a group needs at least two others")
        return self._workspace.open_group([self._active().id, *others], self.id).id

    async def create_channel(self, name: str, *, private: bool = False) -> str:
        """Create a channel and be its first member; returns its id."""
        return self._workspace.create_channel(name, creator=self._active().id, private=private).id

    def _typed(self, text: str) -> Typed:
        if not text.strip():
            raise Impossible("no_text", "Slack's client sends no empty message")
        return typed_message(text, self._workspace.names(self.id))

    def _check_writable(self, channel: Channel) -> None:
        self._check_member(channel.id)
        switches = self._workspace.installed_app.app_home
        if channel.kind != "im" or self._workspace.installed_app.bot_user_id not in channel.members:
            return
        if not switches.get("messages_tab_enabled", True):
            raise Impossible("messages_tab_disabled", "the app takes no messages")
        if switches.get("messages_tab_read_only_enabled"):
            raise Impossible("messages_tab_read_only", "the app only sends messages")
