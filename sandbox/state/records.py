"""The records a workspace keeps in memory: people, channels, messages, views, files, the app.

Plain data only; rules live in the sibling modules, JSON shapes in `render.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChannelKind = Literal["public", "private", "im", "mpim"]
EventSink = Callable[[Json, str | None], None]
ChangeSink = Callable[[Json], None]


class Refused(Exception):
    """Slack's answer `{"ok": false, "error": code, …extra}` to something it does not allow."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra: Json = extra

    @property
    def answer(self) -> Json:
        """The response body of this refusal."""
        return {"ok": False, "error": self.code, **self.extra}


@dataclass
class User:
    """A member of the workspace, human or bot."""

    id: str
    name: str
    real_name: str
    display_name: str
    tz: str = "America/Los_Angeles"
    locale: str = "en-US"
    email: str = ""
    title: str = ""
    is_admin: bool = False
    is_owner: bool = False
    is_guest: bool = False
    is_single_channel_guest: bool = False
    is_bot: bool = False
    deleted: bool = False
    color: str = "9f69e7"
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    updated: int = 0
    bot_id: str = ""
    app_id: str = ""
    dnd_enabled: bool = False
    dnd_start: int = 1
    dnd_end: int = 1


@dataclass
class Message:
    """One message; an ephemeral one has `ephemeral_to` and lives outside the history."""

    channel_id: str
    ts: str
    user: str
    text: str = ""
    blocks: list[Json] | None = None
    attachments: list[Json] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    bot_id: str | None = None
    subtype: str | None = None
    thread_ts: str | None = None
    client_msg_id: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)
    extra: Json = field(default_factory=dict)
    ephemeral_to: str | None = None

    @property
    def is_reply(self) -> bool:
        """True for an answer in a thread (broadcast or not)."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def in_channel(self) -> bool:
        """True if it shows in the channel itself, not only in a thread."""
        return not self.is_reply or self.subtype == "thread_broadcast"


@dataclass
class Channel:
    """A public or private channel, a group DM, or the DM of `with_user` with the app."""

    id: str
    name: str
    kind: ChannelKind
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    is_archived: bool = False
    is_general: bool = False
    is_ext_shared: bool = False
    shared_team_ids: list[str] = field(default_factory=list)
    topic: Json = field(default_factory=lambda: {"value": "", "creator": "", "last_set": 0})
    purpose: Json = field(default_factory=lambda: {"value": "", "creator": "", "last_set": 0})
    previous_names: list[str] = field(default_factory=list)
    with_user: str = ""
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: list[Message] = field(default_factory=list)
    last_read: dict[str, str] = field(default_factory=dict)
    pins: dict[str, Json] = field(default_factory=dict)
    bookmarks: dict[str, Json] = field(default_factory=dict)

    @property
    def event_type(self) -> str:
        """The `channel_type` of message events: channel, group, im or mpim."""
        return {"public": "channel", "private": "group"}.get(self.kind, self.kind)

    @property
    def is_direct(self) -> bool:
        """True for a DM and a group DM: nobody joins, leaves or renames those."""
        return self.kind in {"im", "mpim"}


@dataclass
class File:
    """An uploaded file; `content` is None until the bytes came, `completed` once published."""

    id: str
    name: str
    length: int
    user: str
    created: int
    alt_txt: str = ""
    title: str = ""
    content: bytes | None = None
    completed: bool = False
    shares: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Usergroup:
    """A user group (`@leads`)."""

    id: str
    handle: str
    name: str
    users: list[str]
    created: int
    disabled_at: int = 0


@dataclass
class View:
    """A modal in a stack or a Home; `body` is what the app sent, `values` what was typed."""

    id: str
    user_id: str
    type: Literal["modal", "home"]
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict)

    @property
    def external_id(self) -> str:
        """The app's own id of the view, "" if it gave none."""
        return str(self.body.get("external_id") or "")


@dataclass
class App:
    """The installed app: what its manifest asks for and the secrets it works with."""

    id: str
    name: str
    bot_id: str
    bot_user_id: str
    manifest: Json
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    client_id: str = ""
    client_secret: str = ""
    refresh_token: str = ""
    installed: bool = True
    dead_tokens: dict[str, str] = field(default_factory=dict)
    expiring: dict[str, int] = field(default_factory=dict)
    """Rotating bot tokens and when (Unix seconds) they end; empty without rotation."""

    def is_bot_token(self, token: str) -> bool:
        """True for the bot's token, with rotation for each of its two newest."""
        return bool(token) and (token == self.bot_token or token in self.expiring)

    @property
    def rotates(self) -> bool:
        """Whether the manifest switched token rotation on."""
        return bool(self.manifest.get("settings", {}).get("token_rotation_enabled"))

    @property
    def redirect_urls(self) -> list[str]:
        """Addresses that an installation may come back to."""
        return list(self.manifest.get("oauth_config", {}).get("redirect_urls", []))

    @property
    def scopes(self) -> list[str]:
        """The bot scopes granted at installation."""
        scopes = self.manifest.get("oauth_config", {}).get("scopes", {})
        return list(scopes.get("bot", []))

    @property
    def bot_events(self) -> frozenset[str]:
        """Event names of the manifest's subscription, e.g. `message.channels`."""
        settings = self.manifest.get("settings", {})
        return frozenset(settings.get("event_subscriptions", {}).get("bot_events", []))

    @property
    def commands(self) -> list[Json]:
        """Slash commands of the manifest."""
        return list(self.manifest.get("features", {}).get("slash_commands", []))

    @property
    def shortcuts(self) -> list[Json]:
        """Global and message shortcuts of the manifest."""
        return list(self.manifest.get("features", {}).get("shortcuts", []))

    @property
    def app_home(self) -> Json:
        """The `features.app_home` switches of the manifest."""
        return dict(self.manifest.get("features", {}).get("app_home", {}))
