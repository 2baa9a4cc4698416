"""An Actor: what one person can see and do in a Slack client. Tests and the page act through it.

Acts that the client does not offer raise `Impossible`; what Slack itself refuses raises
`Refused`; a failing app shows in the result, as it would on the screen.
"""

from __future__ import annotations

import uuid

from sandbox.interactions.block_actions import BlockActions
from sandbox.interactions.commands import Commands
from sandbox.interactions.context import House, Surface, context_of
from sandbox.interactions.modals import Modals
from sandbox.interactions.results import (
    ActionResult,
    CommandResult,
    Impossible,
    OptionsResult,
    SubmitResult,
)
from sandbox.interactions.shortcuts import Shortcuts
from sandbox.rules.text import Typed, typed_message
from sandbox.state import Channel, Json, Message, Refused, User

HOME = "home"
MODAL = "modal"
DM = "dm"


class Actor:
    """One person. Channels are given as `#name`, id, or "dm" (the conversation with the app)."""

    def __init__(self, house: House, user_id: str) -> None:
        if house.workspace.user(user_id).is_bot:
            raise Impossible("no_such_person", f"{user_id} is a bot")
        context = context_of(house)
        self.id = user_id
        self._workspace = house.workspace
        self._shelf = house.shelf
        self._commands = Commands(context)
        self._block_actions = BlockActions(context)
        self._modals = Modals(context)
        self._shortcuts = Shortcuts(context)

    def __repr__(self) -> str:
        return f"Actor({self.user.name})"

    # -- who and where ----------------------------------------------------------------------

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

    # -- talking ----------------------------------------------------------------------------

    async def command(
        self, channel: str, command: str, text: str = "", *, thread_ts: str | None = None
    ) -> CommandResult:
        """Type a slash command, e.g. `command("#ops", "/task", "list")`, and see the answer."""
        place = self._channel(channel)
        return await self._commands.run(
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

    # -- interactive elements ---------------------------------------------------------------

    async def click(
        self,
        channel: str,
        ts: str | None,
        action_id: str | None,
        value: object = None,
        *,
        selected: object = None,
        block_id: str | None = None,
    ) -> ActionResult:
        """Use an element of a message, of Home (channel "home") or of the modal ("modal").

        `value` tells buttons with one action_id apart; `selected` is what is chosen or typed.
        """
        given = selected if selected is not None else value
        surface = self._surface(channel, ts)
        return await self._block_actions.use(surface, given, action_id=action_id, block_id=block_id)

    async def press(
        self, action_id: str, value: object = None, *, block_id: str | None = None
    ) -> ActionResult:
        """Use an element of the modal in front."""
        return await self.click(MODAL, None, action_id, value, block_id=block_id)

    async def fill(
        self, block_id: str, value: object, action_id: str | None = None
    ) -> ActionResult:
        """Fill in a field of the modal in front; the app is told if the block dispatches."""
        return await self.click(MODAL, None, action_id, selected=value, block_id=block_id)

    async def clear_field(self, block_id: str, action_id: str | None = None) -> ActionResult:
        """Empty a field of the modal in front."""
        return await self.fill(block_id, "", action_id)

    async def use_in_view(
        self, view_id: str, given: object, *, action_id: str | None, block_id: str | None = None
    ) -> ActionResult:
        """Use an element of one view by its id (the page acts so)."""
        surface = self._view_surface(view_id)
        return await self._block_actions.use(surface, given, action_id=action_id, block_id=block_id)

    async def set_state(
        self,
        given: object,
        *,
        action_id: str,
        block_id: str | None = None,
        view_id: str | None = None,
        channel: str | None = None,
        ts: str | None = None,
    ) -> None:
        """Put a value into an element without the app being told yet."""
        surface = self._view_surface(view_id) if view_id else self._surface(channel or MODAL, ts)
        await self._block_actions.put(surface, given, action_id=action_id, block_id=block_id)

    async def options(
        self,
        action_id: str,
        typed: str,
        *,
        block_id: str | None = None,
        channel: str = MODAL,
        ts: str | None = None,
        view_id: str | None = None,
    ) -> OptionsResult:
        """Type into an external select (of the modal in front unless told otherwise)."""
        surface = self._view_surface(view_id) if view_id else self._surface(channel, ts)
        return await self._block_actions.options(
            surface, typed, action_id=action_id, block_id=block_id
        )

    # -- modals, shortcuts, Home ------------------------------------------------------------

    @property
    def modals(self) -> list[Json]:
        """The open modal's views, the one in front last."""
        return [self._workspace.view_json(view) for view in self._workspace.stack(self.id)]

    @property
    def modal(self) -> Json:
        """The view in front. Raises `Impossible` when no modal is open."""
        stack = self.modals
        if not stack:
            raise Impossible("no_modal", f"{self.user.name} has no modal open")
        return stack[-1]

    async def submit(self, view_id: str | None = None, **fields: object) -> SubmitResult:
        """Press the submit button of the view in front, after filling in `fields` (by block_id)."""
        for block_id, value in fields.items():
            await self.fill(block_id, value)
        return await self._modals.submit(self._active(), view_id)

    async def close_modal(self, clear: bool = False, view_id: str | None = None) -> None:
        """Press Cancel on the view in front, or with `clear` the X of the whole modal."""
        await self._modals.close(self._active(), view_id, clear)

    async def shortcut(self, callback_id: str) -> ActionResult:
        """Choose a global shortcut of the app."""
        return await self._shortcuts.run_global(self._active(), callback_id)

    async def message_shortcut(self, channel: str, ts: str, callback_id: str) -> ActionResult:
        """Choose a shortcut from a message's menu."""
        message = self._message(channel, ts)
        return await self._shortcuts.run_on_message(self._active(), message, callback_id)

    async def open_home(self, tab: str = "home") -> None:
        """Look at the app's Home (or Messages) tab; see `home` once the sandbox is quiet."""
        self._shortcuts.open_home(self._active(), tab)

    @property
    def home(self) -> Json | None:
        """The published Home of this person, None before the first one."""
        view = self._workspace.homes.get(self.id)
        return self._workspace.view_json(view) if view is not None else None

    # -- channels ---------------------------------------------------------------------------

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

    async def create_channel(self, name: str, *, private: bool = False) -> str:
        """Create a channel and be its first member; returns its id."""
        return self._workspace.create_channel(name, creator=self._active().id, private=private).id

    # -- looking ----------------------------------------------------------------------------

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

    # -- inside -----------------------------------------------------------------------------

    def _active(self) -> User:
        if self.user.deleted:
            raise Impossible("account_inactive", f"{self.user.name} is deactivated")
        return self.user

    def _typed(self, text: str) -> Typed:
        if not text.strip():
            raise Impossible("no_text", "Slack's client sends no empty message")
        return typed_message(text, self._workspace.names(self.id))

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

    def _check_writable(self, channel: Channel) -> None:
        self._check_member(channel.id)
        switches = self._workspace.installed_app.app_home
        if channel.kind != "im":
            return
        if not switches.get("messages_tab_enabled", True):
            raise Impossible("messages_tab_disabled", "the app takes no messages")
        if switches.get("messages_tab_read_only_enabled"):
            raise Impossible("messages_tab_read_only", "the app only sends messages")

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

    def _surface(self, channel: str, ts: str | None) -> Surface:
        user_id = self._active().id
        if channel == HOME:
            view = self._workspace.homes.get(user_id)
            if view is None:
                raise Impossible("no_home", f"nothing is published on {self.user.name}'s Home")
            return Surface(user_id, view=view)
        if channel == MODAL:
            top = self._shelf.top(user_id)
            if top is None:
                raise Impossible("no_modal", f"{self.user.name} has no modal open")
            return Surface(user_id, view=top)
        message = self._find(channel, ts or "")
        self._check_member(message.channel_id)
        return Surface(user_id, message=message)

    def _view_surface(self, view_id: str) -> Surface:
        view = self._workspace.views.get(view_id)
        if view is None or view.user_id != self._active().id:
            raise Impossible("not_found", f"{self.user.name} does not see view {view_id}")
        if view.type == "modal" and self._shelf.top(self.id) is not view:
            raise Impossible("not_on_top", f"view {view_id} is not the one in front")
        return Surface(self.id, view=view)

    def _own_ephemerals(self, channel: Channel) -> list[Message]:
        return [m for m in channel.ephemerals if m.ephemeral_to == self.id]

    def _ephemeral_json(self, message: Message) -> Json:
        return {**self._workspace.message_json(message), "ephemeral": True}


def _in_order(messages: list[Json]) -> list[Json]:
    return sorted(messages, key=lambda m: str(m["ts"]))
