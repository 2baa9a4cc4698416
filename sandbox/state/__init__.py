"""The workspace in memory: all mutations are methods of `Workspace`; nothing here knows HTTP."""

from sandbox.state.records import (
    App,
    Channel,
    File,
    Json,
    Message,
    Refused,
    User,
    Usergroup,
    View,
)
from sandbox.state.workspace import Workspace

__all__ = [
    "App",
    "Channel",
    "File",
    "Json",
    "Message",
    "Refused",
    "User",
    "Usergroup",
    "View",
    "Workspace",
]
