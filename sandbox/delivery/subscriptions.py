"""Which events an app hears: subscribed, in scope, and only where its bot is a member."""

from __future__ import annotations

from sandbox.rules.events import is_delivered, subscription_name
from sandbox.state.records import App, Channel, Json

ABOUT_OURSELVES = frozenset({"channel_left", "group_left", "channel_created"})
"""Events that reach an app that is not, or no longer, a member of the channel."""

LAST_WORDS = frozenset({"app_uninstalled", "tokens_revoked"})
"""The only events sent once the app is uninstalled."""


def hears(app: App, event: Json, channel: Channel | None) -> bool:
    """True if Slack would send this event to the app; `channel` is where it happened."""
    kind = channel.kind if channel is not None else None
    name = subscription_name(str(event["type"]), kind)
    if not app.installed and name not in LAST_WORDS:
        return False
    if not is_delivered(str(event["type"]), kind, app.bot_events, app.scopes):
        return False
    if name.startswith("message_metadata_") and not _subscribed_to_metadata(app, event):
        return False
    if channel is None or name in ABOUT_OURSELVES:
        return True
    return app.bot_user_id in channel.members


def _subscribed_to_metadata(app: App, event: Json) -> bool:
    """Whether the manifest's `metadata_subscriptions` name this app's events of that type."""
    settings = app.manifest.get("settings", {}).get("event_subscriptions", {})
    metadata = event.get("metadata") or event.get("previous_metadata") or {}
    return any(
        row.get("app_id") in {app.id, event["app_id"]}
        and row.get("event_type") in {"*", metadata.get("event_type")}
        for row in settings.get("metadata_subscriptions", [])
    )
