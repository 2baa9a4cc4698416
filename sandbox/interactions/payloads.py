"""The JSON bodies of interactions and commands, as Slack spells them. Builds, never sends."""

from __future__ import annotations

from sandbox.interactions.elements import INITIAL_KEYS, VALUE_KEYS, Placed
from sandbox.state import Channel, Json, Message, User, View, Workspace

_ECHOED = ("text", "value", "url", "style", "placeholder", "confirm", "workflow")
NAMES_OF_KIND = {"im": "directmessage", "private": "privategroup"}
"""`channel_name` in conversations whose name an app may not learn (unverified)."""


class Payloads:
    """Builds bodies for the app of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def command(
        self,
        *,
        user: User,
        channel: Channel,
        command: str,
        text: str,
        response_url: str,
        trigger_id: str,
    ) -> Json:
        """A slash command; over HTTP the same keys are form fields."""
        app = self._workspace.installed_app
        return {
            "token": app.verification_token,
            "team_id": self._workspace.id,
            "team_domain": self._workspace.domain,
            "channel_id": channel.id,
            "channel_name": channel_name(channel),
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": app.id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": trigger_id,
        }

    def block_actions(self, *, user: User, action: Json, trigger_id: str, place: Json) -> Json:
        """A click or choice; `place` are the keys of where it happened (container, message…)."""
        return {
            "type": "block_actions",
            **self._who(user),
            "trigger_id": trigger_id,
            **place,
            "actions": [action],
        }

    def suggestion(self, *, user: User, placed: Placed, typed: str, place: Json) -> Json:
        """What was typed into an external select."""
        return {
            "type": "block_suggestion",
            **self._who(user),
            "action_id": placed.action_id,
            "block_id": placed.block_id,
            "value": typed,
            **place,
        }

    def submission(
        self, *, user: User, view: View, trigger_id: str, response_urls: list[Json]
    ) -> Json:
        """A submitted modal."""
        return {
            "type": "view_submission",
            **self._who(user),
            "trigger_id": trigger_id,
            "view": self._workspace.view_json(view),
            "response_urls": response_urls,
        }

    def closed(self, *, user: User, view: View, is_cleared: bool) -> Json:
        """A modal closed by its person."""
        return {
            "type": "view_closed",
            **self._who(user),
            "view": self._workspace.view_json(view),
            "is_cleared": is_cleared,
        }

    def shortcut(self, *, user: User, callback_id: str, trigger_id: str) -> Json:
        """A global shortcut."""
        return {
            "type": "shortcut",
            **self._shortcut(callback_id, trigger_id),
            "user": {"id": user.id, "username": user.name, "team_id": self._workspace.id},
        }

    def message_action(
        self, *, user: User, message: Message, callback_id: str, trigger_id: str, response_url: str
    ) -> Json:
        """A message shortcut."""
        channel = self._workspace.channels[message.channel_id]
        return {
            "type": "message_action",
            **self._shortcut(callback_id, trigger_id),
            "user": {
                "id": user.id,
                "username": user.name,
                "team_id": self._workspace.id,
                "name": user.name,
            },
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "response_url": response_url,
            "message_ts": message.ts,
            "message": self._workspace.message_json(message),
        }

    def place_of_view(self, view: View) -> Json:
        """Where something in a modal or Home happened."""
        return {
            "container": {"type": "view", "view_id": view.id},
            "view": self._workspace.view_json(view),
        }

    def place_of_message(self, message: Message) -> Json:
        """Where something in a message happened; an ephemeral message has no body."""
        channel = self._workspace.channels[message.channel_id]
        ephemeral = message.ephemeral_to is not None
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": ephemeral,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        place: Json = {
            "container": container,
            "channel": {"id": channel.id, "name": channel_name(channel)},
        }
        if not ephemeral:
            place["message"] = self._workspace.message_json(message)
        return place

    def _who(self, user: User) -> Json:
        app = self._workspace.installed_app
        return {
            "user": {
                "id": user.id,
                "username": user.name,
                "name": user.name,
                "team_id": self._workspace.id,
            },
            "api_app_id": app.id,
            "token": app.verification_token,
            "team": {"id": self._workspace.id, "domain": self._workspace.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _shortcut(self, callback_id: str, trigger_id: str) -> Json:
        return {
            "token": self._workspace.installed_app.verification_token,
            "action_ts": self._workspace.next_ts(),
            "team": {"id": self._workspace.id, "domain": self._workspace.domain},
            "is_enterprise_install": False,
            "enterprise": None,
            "callback_id": callback_id,
            "trigger_id": trigger_id,
        }


def channel_name(channel: Channel) -> str:
    """The name of a conversation as interaction payloads give it."""
    return NAMES_OF_KIND.get(channel.kind, channel.name)


def action_json(placed: Placed, chosen: Json, action_ts: str) -> Json:
    """One entry of `actions`: the element's own fields, what was chosen, and when."""
    element = placed.element
    key = VALUE_KEYS.get(placed.type)
    echoed = [*_ECHOED]
    if key in INITIAL_KEYS:
        echoed.append(INITIAL_KEYS[key])
    action: Json = {
        "type": placed.type,
        "action_id": placed.action_id,
        "block_id": placed.block_id,
    }
    action |= {name: element[name] for name in echoed if name in element}
    return {**action, **chosen, "action_ts": action_ts}
