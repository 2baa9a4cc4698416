"""Submitting and closing modals, and what the app's `response_action` does to the stack."""

from __future__ import annotations

from sandbox.delivery import NoAnswer, Parcel
from sandbox.interactions.client_checks import client_errors
from sandbox.interactions.context import Context
from sandbox.interactions.elements import placed_elements
from sandbox.interactions.results import TROUBLE, Impossible, SubmitResult
from sandbox.rules.errors import refuse_view
from sandbox.state import Json, Refused, User, View

WITH_RESPONSE_URL = frozenset({"conversations_select", "channels_select"})


class Modals:
    """What a person does to an open modal as a whole."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._submitting: set[str] = set()

    async def submit(self, user: User, view_id: str | None = None) -> SubmitResult:
        """Press the submit button of the top view (which `view_id` must then be)."""
        view = self._top(user, view_id)
        if not view.body.get("submit"):
            raise Impossible("no_submit", "this modal has no submit button")
        if view.body.get("submit_disabled"):
            raise Impossible("no_submit", "the submit button of this modal is disabled")
        if view.id in self._submitting:
            raise Impossible("busy", "this modal is being submitted")
        errors = client_errors(view.body.get("blocks"), view.values)
        if errors:
            return SubmitResult(closed=False, errors=errors)
        payload = self._context.payloads.submission(
            user=user,
            view=view,
            trigger_id=self._context.triggers.issue(user.id, view.id),
            response_urls=self._response_urls(user, view),
        )
        self._submitting.add(view.id)
        try:
            answer = await self._context.delivery.request(Parcel("interactive", payload, True))
        except NoAnswer:
            return SubmitResult(closed=False, error=TROUBLE)
        finally:
            self._submitting.discard(view.id)
        return self._respond(user, view, answer.body)

    async def close(self, user: User, view_id: str | None = None, clear: bool = False) -> None:
        """Cancel the top view, or with `clear` press the X of the whole modal."""
        view = self._top(user, view_id)
        clear = clear or bool(view.body.get("clear_on_close"))
        told = self._context.workspace.stack(user.id)[0] if clear else view
        payload = self._context.payloads.closed(user=user, view=told, is_cleared=clear)
        if clear:
            self._context.shelf.clear(user.id)
        else:
            self._context.shelf.remove(view)
        if not told.body.get("notify_on_close"):
            return
        try:
            await self._context.delivery.request(Parcel("interactive", payload))
        except NoAnswer:
            return  # nobody is looking any more: Slack shows nothing

    def _top(self, user: User, view_id: str | None) -> View:
        view = self._context.shelf.top(user.id)
        if view is None:
            raise Impossible("no_modal", f"{user.name} has no modal open")
        if view_id is not None and view_id != view.id:
            raise Impossible("not_on_top", f"view {view_id} is not the one in front")
        return view

    def _response_urls(self, user: User, view: View) -> list[Json]:
        found: list[Json] = []
        for placed in placed_elements(view.body.get("blocks")):
            if placed.type not in WITH_RESPONSE_URL or not placed.is_input:
                continue
            held = view.values.get(placed.block_id, {}).get(placed.action_id, {})
            channel_id = held.get("selected_conversation") or held.get("selected_channel")
            if not placed.element.get("response_url_enabled") or not channel_id:
                continue
            url = self._context.response_urls.issue("app", user_id=user.id, channel_id=channel_id)
            found.append(
                {
                    "block_id": placed.block_id,
                    "action_id": placed.action_id,
                    "channel_id": channel_id,
                    "response_url": url,
                }
            )
        return found

    def _respond(self, user: User, view: View, body: Json | None) -> SubmitResult:
        action = (body or {}).get("response_action")
        if body is None:
            self._context.shelf.remove(view)
            return SubmitResult(closed=True)
        if action == "clear":
            self._context.shelf.clear(user.id)
            return SubmitResult(closed=True)
        if action == "errors":
            return _field_errors(view, body.get("errors"))
        if action in ("update", "push"):
            return self._replace(user, view, action, body.get("view"))
        return SubmitResult(closed=False, error=TROUBLE)

    def _replace(self, user: User, view: View, action: str, body: object) -> SubmitResult:
        trouble = SubmitResult(closed=False, error=TROUBLE)
        if not isinstance(body, dict) or body.get("type") != "modal" or refuse_view(body):
            return trouble
        if view.id not in self._context.workspace.views:
            return trouble
        try:
            if action == "update":
                self._context.shelf.update(view, body)
            else:
                self._context.shelf.push(user.id, body)
        except Refused:
            return trouble
        return SubmitResult(closed=False)


def _field_errors(view: View, errors: object) -> SubmitResult:
    """Errors on input blocks that exist; anything else is a general failure in the client."""
    inputs = {p.block_id for p in placed_elements(view.body.get("blocks")) if p.is_input}
    if not isinstance(errors, dict) or not errors:
        return SubmitResult(closed=False, error=TROUBLE)
    good = all(key in inputs and isinstance(text, str) and text for key, text in errors.items())
    if not good:
        return SubmitResult(closed=False, error=TROUBLE)
    return SubmitResult(closed=False, errors=dict(errors))
