"""Views that exist: modals in each person's stack and published Homes; what may change them.

The rules of stacks, hashes, external ids and kept input live here; who may call does not.
"""

from __future__ import annotations

from sandbox.interactions.elements import state_values
from sandbox.rules.blockkit import generate_ids
from sandbox.rules.text import stored_blocks
from sandbox.state import Json, Refused, View, Workspace

STACK_MAX = 3
"""Views in one modal, the root included."""


class ViewShelf:
    """Every open modal and every Home of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    # -- finding ----------------------------------------------------------------------------

    def top(self, user_id: str) -> View | None:
        """The modal a person looks at, None if none is open."""
        stack = self._workspace.stack(user_id)
        return stack[-1] if stack else None

    def open_modal(self, *, view_id: str | None, external_id: str | None) -> View:
        """An open modal by either id; refuses with `not_found`."""
        for view in self._workspace.views.values():
            if view.type != "modal":
                continue
            if view.id == view_id if view_id else view.external_id == external_id:
                return view
        raise Refused("not_found")

    # -- changing ---------------------------------------------------------------------------

    def open(self, user_id: str, body: Json, current: str | None = None) -> View:
        """A new modal with this view as its root; one that was open goes away.

        `current` is the conversation that selects may default to.
        """
        self._check_external_id(body, unless=None)
        self.clear(user_id)
        return self._put(user_id, body, previous=None, current=current)

    def push(self, user_id: str, body: Json) -> View:
        """A view on top of the open modal; refuses with `not_found`, `push_limit_reached`."""
        stack = self._workspace.stack(user_id)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= STACK_MAX:
            raise Refused("push_limit_reached")
        self._check_external_id(body, unless=None)
        return self._put(user_id, body, previous=stack[-1])

    def update(self, view: View, body: Json, expected_hash: str | None = None) -> View:
        """Replace a view's content; what was typed stays where block and action ids stay."""
        self._check_hash(view, expected_hash)
        self._check_external_id(body, unless=view)
        self._fill(view, body)
        self._touch(view)
        return view

    def publish(self, user_id: str, body: Json, expected_hash: str | None = None) -> View:
        """Set a person's Home; refuses with `hash_conflict`."""
        view = self._workspace.homes.get(user_id)
        if view is not None:
            return self.update(view, body, expected_hash)
        if expected_hash:
            raise Refused("hash_conflict")
        self._check_external_id(body, unless=None)
        view_id = self._workspace.new_id("V")
        view = View(view_id, user_id, "home", {}, "", root_id=view_id)
        self._workspace.homes[user_id] = view
        self._workspace.views[view_id] = view
        self._fill(view, body)
        self._touch(view)
        return view

    def remove(self, view: View) -> None:
        """Close one view; those above it go with it."""
        stack = self._workspace.stacks.get(view.user_id, [])
        if view.id in stack:
            for gone in stack[stack.index(view.id) :]:
                self._workspace.views.pop(gone, None)
            del stack[stack.index(view.id) :]
        self._touch(view)

    def clear(self, user_id: str) -> None:
        """Close the whole modal of a person."""
        stack = self._workspace.stack(user_id)
        if stack:
            self.remove(stack[0])

    # -- inside -----------------------------------------------------------------------------

    def _put(
        self, user_id: str, body: Json, previous: View | None, current: str | None = None
    ) -> View:
        view_id = self._workspace.new_id("V")
        view = View(
            view_id,
            user_id,
            "modal",
            {},
            "",
            root_id=previous.root_id if previous else view_id,
            previous_id=previous.id if previous else None,
        )
        self._fill(view, body, current)
        self._workspace.views[view_id] = view
        self._workspace.stacks.setdefault(user_id, []).append(view_id)
        self._touch(view)
        return view

    def _fill(self, view: View, body: Json, current: str | None = None) -> None:
        filled = stored_blocks(body)
        filled["blocks"] = generate_ids(filled.get("blocks") or [])
        view.body = filled
        view.values = state_values(filled["blocks"], kept=view.values, current=current)
        view.hash = self._workspace.new_hash()

    def _check_hash(self, view: View, expected: str | None) -> None:
        if expected and expected != view.hash:
            raise Refused("hash_conflict")

    def _check_external_id(self, body: Json, unless: View | None) -> None:
        wanted = body.get("external_id")
        if not wanted:
            return
        for view in self._workspace.views.values():
            if view is not unless and view.external_id == wanted:
                raise Refused("duplicate_external_id")

    def _touch(self, view: View) -> None:
        topic = "home" if view.type == "home" else "views"
        self._workspace.changed({"topic": topic, "user": view.user_id})
