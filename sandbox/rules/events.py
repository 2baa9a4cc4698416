"""Events API: which scope an event needs and under which names a manifest subscribes to it.

Only names and scopes; the bodies are made where the events arise.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sandbox.rules.methods.model import Kind

MESSAGE_SUBSCRIPTIONS: Mapping[Kind, str] = {
    "public": "message.channels",
    "private": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
"""The event's own type is always `message`; only the subscription tells the kind."""

CHANNEL_TYPES: Mapping[Kind, str] = {
    "public": "channel",
    "private": "group",
    "im": "im",
    "mpim": "mpim",
}
"""`channel_type` of message events."""

MEMBER_CHANNEL_TYPES: Mapping[Kind, str] = {"public": "C", "private": "G", "mpim": "G", "im": "D"}
"""`channel_type` of member_joined_channel and member_left_channel."""

NOT_SUBSCRIBED = frozenset({"app_rate_limited", "url_verification"})
"""Sent to every app; a manifest cannot name them."""


@dataclass(frozen=True, slots=True)
class Event:
    """One subscription name; any one of `scopes` is enough, or the one of the channel's kind."""

    name: str
    scopes: tuple[str, ...] = ()
    by_kind: Mapping[Kind, str] = field(default_factory=dict)

    @property
    def all_scopes(self) -> frozenset[str]:
        """Every scope that opens the event somewhere."""
        return frozenset(self.scopes) | frozenset(self.by_kind.values())


_HISTORY: Mapping[Kind, str] = {
    "public": "channels:history",
    "private": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}

_EVENTS: tuple[Event, ...] = (
    *(Event(name, (_HISTORY[kind],)) for kind, name in MESSAGE_SUBSCRIPTIONS.items()),
    Event("channel_archive", ("channels:read",)),
    Event("channel_unarchive", ("channels:read",)),
    Event("group_archive", ("groups:read",)),
    Event("group_unarchive", ("groups:read",)),
    Event("agent_session_stopped", ("chat:write",)),
    Event("agent_session_title_changed", ("chat:write",)),
    Event("app_context_changed", ("assistant:write",)),
    Event("app_home_opened"),
    Event("app_installed"),
    Event("app_mention", ("app_mentions:read",)),
    Event("app_requested"),
    Event("app_uninstalled"),
    Event("assistant_thread_context_changed"),
    Event("assistant_thread_started"),
    Event("call_rejected"),
    Event("channel_created", ("channels:read",)),
    Event("channel_deleted", ("channels:read",)),
    Event(
        "channel_history_changed",
        by_kind={"public": "channels:history", "private": "groups:history", "mpim": "mpim:history"},
    ),
    Event("channel_id_changed"),
    Event("channel_left", ("channels:read",)),
    Event(
        "channel_posting_permissions",
        by_kind={
            "public": "channels:history",
            "private": "groups:history",
            "im": "im:history",
            "mpim": "mpim:history",
        },
    ),
    Event("channel_rename", ("channels:read",)),
    Event("channel_shared", by_kind={"public": "channels:read", "private": "groups:read"}),
    Event("channel_unshared", by_kind={"public": "channels:read", "private": "groups:read"}),
    Event("dnd_updated", ("dnd:read",)),
    Event("dnd_updated_user", ("dnd:read",)),
    Event("email_domain_changed", ("team:read",)),
    Event("emoji_changed", ("emoji:read",)),
    Event("entity_comments_requested"),
    Event("entity_details_requested"),
    Event("file_change", ("files:read",)),
    Event("file_comment_added", ("files:read",)),
    Event("file_comment_deleted", ("files:read",)),
    Event("file_comment_edited", ("files:read",)),
    Event("file_created", ("files:read",)),
    Event("file_deleted", ("files:read",)),
    Event("file_public", ("files:read",)),
    Event("file_shared", ("files:read",)),
    Event("file_unshared", ("files:read",)),
    Event("function_executed"),
    Event("grid_migration_finished"),
    Event("grid_migration_started"),
    Event("group_close", ("groups:read",)),
    Event("group_deleted", ("groups:read",)),
    Event("group_history_changed", ("groups:history",)),
    Event("group_left", ("groups:read",)),
    Event("group_open", ("groups:read",)),
    Event("group_rename", ("groups:read",)),
    Event("im_close", ("im:read",)),
    Event("im_created", ("im:read",)),
    Event("im_history_changed", ("im:history",)),
    Event("im_open", ("im:read",)),
    Event("link_shared", ("links:read",)),
    Event(
        "member_joined_channel",
        by_kind={"public": "channels:read", "private": "groups:read", "mpim": "mpim:read"},
    ),
    Event("member_left_channel", by_kind={"public": "channels:read", "private": "groups:read"}),
    Event("message.app_home"),
    Event("message_metadata_deleted", ("metadata.message:read",)),
    Event("message_metadata_posted", ("metadata.message:read",)),
    Event("message_metadata_updated", ("metadata.message:read",)),
    Event("pin_added", ("pins:read",)),
    Event("pin_removed", ("pins:read",)),
    Event("reaction_added", ("reactions:read",)),
    Event("reaction_removed", ("reactions:read",)),
    Event("shared_channel_invite_accepted"),
    Event("shared_channel_invite_approved"),
    Event("shared_channel_invite_declined"),
    Event("shared_channel_invite_received"),
    Event("shared_channel_invite_requested"),
    Event("star_added", ("stars:read",)),
    Event("star_removed", ("stars:read",)),
    Event("subteam_created", ("usergroups:read",)),
    Event("subteam_members_changed", ("usergroups:read",)),
    Event("subteam_self_added", ("usergroups:read",)),
    Event("subteam_self_removed", ("usergroups:read",)),
    Event("subteam_updated", ("usergroups:read",)),
    Event("team_access_granted"),
    Event("team_access_revoked"),
    Event("team_domain_change", ("team:read",)),
    Event("team_join", ("users:read",)),
    Event("team_rename", ("team:read",)),
    Event("tokens_revoked"),
    Event("user_change", ("users:read",)),
    Event("user_connection", ("users:write",)),
    Event("user_huddle_changed"),
    Event("user_profile_changed", ("users:read",)),
    Event("user_status_changed", ("users:read",)),
)
EVENTS: Mapping[str, Event] = {event.name: event for event in _EVENTS}


def subscription_name(event_type: str, kind: Kind | None = None) -> str:
    """The name a manifest must list to get that event from a conversation of that kind."""
    if event_type == "message" and kind is not None:
        return MESSAGE_SUBSCRIPTIONS[kind]
    return event_type


def is_delivered(
    event_type: str, kind: Kind | None, subscribed: Collection[str], granted: Collection[str]
) -> bool:
    """Whether Slack sends that event: subscribed to, and the scope for the kind granted."""
    if event_type in NOT_SUBSCRIBED:
        return True
    event = EVENTS.get(subscription_name(event_type, kind))
    if event is None or event.name not in subscribed:
        return False
    if event.by_kind and kind is not None:
        return event.by_kind.get(kind) in granted
    needed = event.all_scopes
    return not needed or not needed.isdisjoint(granted)


def missing_subscription_scopes(
    subscribed: Collection[str], granted: Collection[str]
) -> dict[str, frozenset[str]]:
    """Subscriptions Slack would not save: unknown names (empty set) or none of their scopes."""
    wrong: dict[str, frozenset[str]] = {}
    for name in subscribed:
        event = EVENTS.get(name)
        if event is None:
            wrong[name] = frozenset()
        elif event.all_scopes and event.all_scopes.isdisjoint(granted):
            wrong[name] = event.all_scopes
    return wrong
