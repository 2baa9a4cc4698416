"""Which events an app hears: subscribed, in scope, and only where its bot is a member."""

from __future__ import annotations

from sandbox.state.records import App, Channel, Json

MESSAGE_EVENTS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
SCOPES: dict[str, frozenset[str]] = {
    "app_mention": frozenset({"app_mentions:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "message.mpim": frozenset({"mpim:history"}),
    "reaction_added": frozenset({"reactions:read"}),
    "reaction_removed": frozenset({"reactions:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "channel_archive": frozenset({"channels:read"}),
    "channel_unarchive": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "channel_created": frozenset({"channels:read"}),
    "channel_deleted": frozenset({"channels:read"}),
    "channel_left": frozenset({"channels:read"}),
    "channel_id_changed": frozenset({"channels:read"}),
    "channel_shared": frozenset({"channels:read", "groups:read"}),
    "channel_unshared": frozenset({"channels:read", "groups:read"}),
    "group_archive": frozenset({"groups:read"}),
    "group_unarchive": frozenset({"groups:read"}),
    "group_rename": frozenset({"groups:read"}),
    "group_deleted": frozenset({"groups:read"}),
    "group_left": frozenset({"groups:read"}),
    "user_change": frozenset({"users:read"}),
    "user_profile_changed": frozenset({"users:read"}),
    "user_status_changed": frozenset({"users:read"}),
    "team_join": frozenset({"users:read"}),
    "team_rename": frozenset({"team:read"}),
    "subteam_created": frozenset({"usergroups:read"}),
    "subteam_updated": frozenset({"usergroups:read"}),
    "subteam_members_changed": frozenset({"usergroups:read"}),
    "dnd_updated_user": frozenset({"dnd:read"}),
    "file_shared": frozenset({"files:read"}),
    "pin_added": frozenset({"pins:read"}),
    "pin_removed": frozenset({"pins:read"}),
    "emoji_changed": frozenset({"emoji:read"}),
    "link_shared": frozenset({"links:read"}),
    "app_home_opened": frozenset(),
    "app_uninstalled": frozenset(),
    "tokens_revoked": frozenset(),
    "app_rate_limited": frozenset(),
}
"""Event name → scopes of which one is enough (empty: none needed)."""

ABOUT_OURSELVES = frozenset({"channel_left", "group_left", "channel_created"})
"""Events that reach an app that is not, or no longer, a member of the channel."""

LAST_WORDS = frozenset({"app_uninstalled", "tokens_revoked"})
"""The only events sent once the app is uninstalled."""


def subscription_name(event: Json) -> str:
    """The name under which an app subscribes to this event."""
    kind = str(event["type"])
    if kind == "message":
        return MESSAGE_EVENTS[str(event["channel_type"])]
    return kind


def hears(app: App, event: Json, channel: Channel | None) -> bool:
    """True if Slack would send this event to the app; `channel` is where it happened."""
    name = subscription_name(event)
    if name not in app.bot_events:
        return False
    if not app.installed and name not in LAST_WORDS:
        return False
    needed = SCOPES.get(name, frozenset())
    if needed and not needed & set(app.scopes):
        return False
    if channel is None or name in ABOUT_OURSELVES or channel.kind == "im":
        return True
    return app.bot_user_id in channel.members
