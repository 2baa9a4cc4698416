"""Global and message shortcuts, and opening the app's Home."""

from __future__ import annotations

from sandbox.delivery import NoAnswer, Parcel
from sandbox.interactions.context import Context
from sandbox.interactions.results import ActionResult, Impossible, failure_code
from sandbox.state import Json, Message, User


class Shortcuts:
    """What a person starts from Slack's own menus."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def run_global(
        self, user: User, callback_id: str, channel_id: str | None = None
    ) -> ActionResult:
        """Choose a global shortcut of the app.

        The app does not hear of `channel_id`, but selects in its modal may default to it.
        """
        self._check_known("global", callback_id)
        trigger_id = self._context.triggers.issue(user.id, channel_id=channel_id)
        payload = self._context.payloads.shortcut(
            user=user, callback_id=callback_id, trigger_id=trigger_id
        )
        return await self._send(payload)

    async def run_on_message(self, user: User, message: Message, callback_id: str) -> ActionResult:
        """Choose a message shortcut; works where the app is not a member too."""
        self._check_known("message", callback_id)
        context = self._context
        payload = context.payloads.message_action(
            user=user,
            message=message,
            callback_id=callback_id,
            trigger_id=context.triggers.issue(user.id, channel_id=message.channel_id),
            response_url=context.response_urls.issue(
                "app", user_id=user.id, channel_id=message.channel_id, original=message
            ),
        )
        return await self._send(payload)

    def open_home(self, user: User, tab: str) -> None:
        """Look at the app's Home or Messages tab: `app_home_opened`, every time."""
        workspace = self._context.workspace
        switches = workspace.installed_app.app_home
        if tab not in ("home", "messages") or not switches.get(f"{tab}_tab_enabled"):
            raise Impossible("no_such_tab", f"the app has no {tab} tab")
        dm = workspace.open_dm(user.id)
        event: Json = {
            "type": "app_home_opened",
            "user": user.id,
            "channel": dm.id,
            "tab": tab,
            "event_ts": workspace.next_ts(),
        }
        view = workspace.homes.get(user.id)
        if tab == "home" and view is not None:
            event["view"] = workspace.view_json(view)
        workspace.emit(event, dm.id)

    async def _send(self, payload: Json) -> ActionResult:
        try:
            await self._context.delivery.request(Parcel("interactive", payload))
        except NoAnswer as silence:
            return ActionResult(ok=False, error=failure_code(silence))
        return ActionResult(ok=True)

    def _check_known(self, kind: str, callback_id: str) -> None:
        app = self._context.workspace.installed_app
        known = [s["callback_id"] for s in app.shortcuts if s.get("type") == kind]
        if callback_id not in known or not app.installed:
            raise Impossible("no_such_shortcut", f"{callback_id!r} is not among {known}")
