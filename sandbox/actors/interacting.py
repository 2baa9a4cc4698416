"""What a person does with the app's elements, modals, shortcuts and Home."""

from __future__ import annotations

from functools import cached_property

from sandbox.actors.person import Person
from sandbox.interactions.block_actions import BlockActions
from sandbox.interactions.context import Surface
from sandbox.interactions.modals import Modals
from sandbox.interactions.results import (
    ActionResult,
    Impossible,
    OptionsResult,
    SubmitResult,
)
from sandbox.interactions.shortcuts import Shortcuts
from sandbox.state import Json

HOME = "home"
MODAL = "modal"


class Interacting(Person):
    """Acts on what the app shows."""

    @cached_property
    def _block_actions(self) -> BlockActions:
        return BlockActions(self._context)

    @cached_property
    def _modals(self) -> Modals:
        return Modals(self._context)

    @cached_property
    def _shortcuts(self) -> Shortcuts:
        return Shortcuts(self._context)

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

    async def shortcut(self, callback_id: str, channel: str | None = None) -> ActionResult:
        """Choose a global shortcut of the app, looking at `channel` if one is given."""
        place = self._channel(channel).id if channel else None
        return await self._shortcuts.run_global(self._active(), callback_id, place)

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
