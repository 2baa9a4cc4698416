"""Ready workspaces: the sample company of the demo and the tests, and an empty one."""

from __future__ import annotations

from sandbox.state import Json, Workspace

MINIMAL_MANIFEST: Json = {
    "display_information": {"name": "Drumbeat"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "drumbeat", "always_online": True},
    },
    "oauth_config": {"scopes": {"bot": ["chat:write"]}},
    "settings": {"interactivity": {"is_enabled": True}, "socket_mode_enabled": True},
}
"""A manifest for tests that need no more of an app."""


def empty_workspace(name: str = "Acme", domain: str = "acme") -> Workspace:
    """A workspace with nobody but the app that is installed on start, and #general."""
    workspace = Workspace(name=name, domain=domain)
    slackbot = workspace.add_user("slackbot", "Slackbot", id="USLACKBOT")
    general = workspace.add_channel("general", creator=slackbot.id, members=[])
    general.is_general = True
    return workspace


def sample_workspace() -> Workspace:
    """Acme: six people on three continents, their channels; the app is installed on start."""
    workspace = empty_workspace()
    for handle, real_name, tz, locale, fields in (
        ("ann", "Ann Zhou", "Asia/Shanghai", "en-US", {}),
        ("ben", "Ben Carter", "America/New_York", "en-US", {}),
        ("chen", "Chen Rao", "Asia/Kolkata", "en-GB", {}),
        ("dana", "Dana Fox", "Europe/Berlin", "en-GB", {"is_admin": True, "is_owner": True}),
        ("eve", "Eve Stone", "America/Los_Angeles", "en-US", {"is_guest": True}),
        ("lilei", "李雷", "Asia/Shanghai", "zh-CN", {"display_name": "李雷"}),
    ):
        workspace.add_user(handle, real_name, tz=tz, locale=locale, **fields)
    everybody = ["ann", "ben", "chen", "dana", "eve", "lilei"]
    general = workspace.channel("general")
    general.members = [workspace.user(h).id for h in everybody if h != "eve"]
    general.creator = workspace.user("dana").id
    for name, creator, members in (
        ("launch", "ann", ["ann", "ben", "eve", "lilei", "dana"]),
        ("ops", "ben", ["ann", "ben", "dana", "chen"]),
        ("finance", "chen", ["chen", "dana"]),
        ("random", "dana", everybody),
    ):
        workspace.add_channel(name, creator=creator, members=members)
    workspace.add_channel("leads", creator="ann", members=["ann", "ben", "dana"], private=True)
    workspace.app_channels = ["launch", "ops", "finance"]
    return workspace
