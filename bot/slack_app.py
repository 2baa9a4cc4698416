"""What the Slack app asks for: commands, shortcuts, events, and scopes each with its reason.

Tables only: bot/manifest.py makes manifest.yaml of them, bot/reference.py a page of the docs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from handlers.commands import Command

NAME = "Drumbeat"
DESCRIPTION = "Tasks that keep moving: quick to write, done with a tick, nudged kindly."
LONG_DESCRIPTION = (
    "Drumbeat keeps a team's operating rhythm in Slack. Write a task in one line with its owner,"
    " date and priority, finish it with a button or a tick on the message, hand it over, snooze it,"
    " find it again. Cards stay up to date wherever the change came from. It runs on your own"
    " server and your data stays there."
)
COLOUR = "#1f3a5f"
EVENTS_PATH = "/slack/events"


@dataclass(frozen=True)
class Shortcut:
    """An entry of Slack's shortcut menus: for the whole workspace, or on one message."""

    callback_id: str
    name: str
    kind: Literal["global", "message"]
    summary: str


@dataclass(frozen=True)
class Event:
    """One event Drumbeat listens to; `scopes` are those without which Slack refuses it."""

    name: str
    scopes: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Scope:
    """One permission of the bot token and what it is for, in words an administrator can judge."""

    name: str
    why: str


SHORTCUTS = (
    Shortcut("task_new", "New task", "global", "Open the form for a new task"),
    Shortcut("goal_new", "New goal", "global", "Open the form for a new goal"),
    Shortcut("task_make", "Make a task", "message", "Turn this message into a task"),
)

SCOPES = (
    Scope("app_mentions:read", "commands by mention in channels and threads: @Drumbeat task …"),
    Scope(
        "channels:history",
        "the text of a message that someone turns into a task with 📌; answers in threads; finding"
        " our own post again after a lost answer, so that nothing is posted twice",
    ),
    Scope("channels:read", "name, members and archiving of the public channels it serves"),
    Scope("chat:write", "posting and updating cards and replies where Drumbeat is a member"),
    Scope("commands", "slash commands and shortcuts"),
    Scope("dnd:read", "nobody is reminded while their Slack notifications are paused"),
    Scope(
        "files:write",
        "a chart as a picture, where the workspace does not take Slack's own charts",
    ),
    Scope("groups:history", "the same as channels:history, in private channels that invited it"),
    Scope("groups:read", "the same as channels:read, for private channels that invited it"),
    Scope("im:history", "commands and answers written to Drumbeat in a direct message"),
    Scope("im:write", "opening the direct message in which a person gets their own tasks"),
    Scope("reactions:read", "✅ 👀 🚧 ⏰ on a card and 📌 on a message change the task"),
    Scope("reactions:write", "marking a message that became a task with 📌"),
    Scope("usergroups:read", "naming the members when a group is given as owner; group rosters"),
    Scope("users:read", "names, time zones, languages; leaving out bots and deactivated people"),
)

_MEMBERS = ("channels:read", "groups:read")
EVENTS = (
    Event("app_home_opened", (), "the Home tab is drawn when someone opens it"),
    Event("app_mention", ("app_mentions:read",), "commands in channels and threads"),
    Event("app_uninstalled", (), "stop everything for this workspace"),
    Event("channel_archive", ("channels:read",), "pause what is posted there"),
    Event("channel_deleted", ("channels:read",), "move what was posted there to direct messages"),
    Event("channel_id_changed", (), "follow a channel whose id Slack changed"),
    Event("channel_left", ("channels:read",), "Drumbeat was removed from a public channel"),
    Event("channel_rename", ("channels:read",), "keep the team's name current"),
    Event("channel_shared", _MEMBERS, "another company can read along: ask an administrator"),
    Event("channel_unarchive", ("channels:read",), "go on in a channel that is back"),
    Event("channel_unshared", _MEMBERS, "the channel is the company's own again"),
    Event("group_archive", ("groups:read",), "as channel_archive, private channels"),
    Event("group_deleted", ("groups:read",), "as channel_deleted, private channels"),
    Event("group_left", ("groups:read",), "as channel_left, private channels"),
    Event("group_rename", ("groups:read",), "as channel_rename, private channels"),
    Event("group_unarchive", ("groups:read",), "as channel_unarchive, private channels"),
    Event("member_joined_channel", _MEMBERS, "the roster follows; Drumbeat was invited"),
    Event("member_left_channel", _MEMBERS, "the roster follows"),
    Event("message.channels", ("channels:history",), "thread answers; our own posts confirmed"),
    Event("message.groups", ("groups:history",), "as message.channels, private channels"),
    Event("message.im", ("im:history",), "commands and answers in a direct message"),
    Event("reaction_added", ("reactions:read",), "✅ on a card and its kin"),
    Event("reaction_removed", ("reactions:read",), "taking a ✅ back"),
    Event("subteam_created", ("usergroups:read",), "a group that can be named"),
    Event("subteam_members_changed", ("usergroups:read",), "rosters that follow a group"),
    Event("subteam_updated", ("usergroups:read",), "a group renamed or switched off"),
    Event("team_join", ("users:read",), "a new person can be named at once"),
    Event("tokens_revoked", (), "stop everything for this workspace"),
    Event("user_change", ("users:read",), "name, time zone, language, status stay current"),
)


def commands() -> tuple[Command, ...]:
    """The slash commands that exist, from the table that also dispatches them."""
    from handlers.commands import COMMANDS  # only now: it loads the use cases

    return tuple(COMMANDS.values())
