"""The answers of views.open, push, update and publish; the Web API calls these four."""

from __future__ import annotations

import json

from sandbox.rules.errors import (
    invalid_arguments,
    refusal,
    refuse_files,
    refuse_missing,
    refuse_view,
)
from sandbox.state import Json, Refused, View, Workspace
from sandbox.triggers import TriggerLedger, TriggerRefused
from sandbox.views_state import ViewShelf


class WebViews:
    """views.* of the Web API. Every method returns the whole answer, ok or not."""

    def __init__(self, workspace: Workspace, triggers: TriggerLedger, shelf: ViewShelf) -> None:
        self._workspace = workspace
        self._triggers = triggers
        self._shelf = shelf

    def open_view(self, trigger_id: str | None, view: object) -> Json:
        """views.open: a new modal for whoever the trigger belongs to."""
        body, refused = _checked(view, "modal", self._workspace)
        if refused or body is None:
            return refused
        try:
            trigger = self._triggers.check(trigger_id or "")
            opened = self._shelf.open(trigger.user_id, body, trigger.channel_id)
            self._triggers.exchange(trigger.id)
        except TriggerRefused as no:
            return refusal(no.code)
        except Refused as no:
            return no.answer
        return self._ok(opened)

    def push_view(self, trigger_id: str | None, view: object) -> Json:
        """views.push: on top of the modal that the trigger came from."""
        body, refused = _checked(view, "modal", self._workspace)
        if refused or body is None:
            return refused
        try:
            trigger = self._triggers.check(trigger_id or "")
            if trigger.view_id not in self._workspace.stacks.get(trigger.user_id, []):
                return refusal("not_found")
            pushed = self._shelf.push(trigger.user_id, body)
            self._triggers.exchange(trigger.id)
        except TriggerRefused as no:
            return refusal(no.code)
        except Refused as no:
            return no.answer
        return self._ok(pushed)

    def update_view(
        self,
        view: object,
        view_id: str | None = None,
        external_id: str | None = None,
        expected_hash: str | None = None,
    ) -> Json:
        """views.update: any view of an open modal, by its id or external id."""
        if not view_id and not external_id:
            return invalid_arguments(["must provide view_id or external_id"])
        body, refused = _checked(view, "modal", self._workspace)
        if refused or body is None:
            return refused
        try:
            found = self._shelf.open_modal(view_id=view_id, external_id=external_id)
            return self._ok(self._shelf.update(found, body, expected_hash))
        except Refused as no:
            return no.answer

    def publish_view(
        self, user_id: str | None, view: object, expected_hash: str | None = None
    ) -> Json:
        """views.publish: the Home of one person."""
        if not self._workspace.installed_app.app_home.get("home_tab_enabled"):
            return refusal("not_enabled")
        user = self._workspace.users.get(user_id or "")
        if user is None or user.is_bot or user.deleted:
            return invalid_arguments(["invalid user_id [json-pointer:/user_id]"])
        body, refused = _checked(view, "home", self._workspace)
        if refused or body is None:
            return refused
        try:
            return self._ok(self._shelf.publish(user.id, body, expected_hash))
        except Refused as no:
            return no.answer

    def _ok(self, view: View) -> Json:
        return {"ok": True, "view": self._workspace.view_json(view)}


def _checked(view: object, kind: str, workspace: Workspace) -> tuple[Json | None, Json]:
    """The view as an object, or the refusal of what is wrong with it."""
    if isinstance(view, str):
        try:
            view = json.loads(view)
        except json.JSONDecodeError:
            return None, invalid_arguments(["view is not valid JSON [json-pointer:/view]"])
    refused = refuse_view(view)
    if refused is not None or not isinstance(view, dict):
        return None, refused or invalid_arguments(["must provide an object [json-pointer:/view]"])
    if view.get("type") != kind:
        text = f"unsupported type: {view.get('type')} [json-pointer:/view/type]"
        return None, invalid_arguments([text])
    if bad := refuse_missing(view.get("blocks"), workspace.blocks_missing, in_view=True):
        return None, bad
    if bad := refuse_files(view.get("blocks"), workspace.knows_image, in_view=True):
        return None, bad
    return view, {}
