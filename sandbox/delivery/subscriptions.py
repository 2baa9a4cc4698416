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
    if channel is None or name in ABOUT_OURSELVES:
        return True
    return app.bot_user_id in channel.members
