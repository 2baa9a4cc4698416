"""Scopes by kind of conversation, and the kinds of tokens, used by the method tables."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.rules.methods.model import Kind, Token

ByKind = Mapping[Kind, tuple[str, ...]]

READ: ByKind = {
    "public": ("channels:read",),
    "private": ("groups:read",),
    "im": ("im:read",),
    "mpim": ("mpim:read",),
}
HISTORY: ByKind = {
    "public": ("channels:history",),
    "private": ("groups:history",),
    "im": ("im:history",),
    "mpim": ("mpim:history",),
}
WRITE: ByKind = {
    "public": ("channels:manage", "channels:write"),
    "private": ("groups:write",),
    "im": ("im:write",),
    "mpim": ("mpim:write",),
}
OPEN: ByKind = {
    "public": ("channels:manage",),
    "private": ("groups:write",),
    "im": ("im:write",),
    "mpim": ("mpim:write",),
}
INVITE: ByKind = {
    "public": ("channels:write.invites", "channels:manage"),
    "private": ("groups:write.invites", "groups:write"),
    "im": ("im:write",),
    "mpim": ("mpim:write",),
}
TOPIC: ByKind = {
    "public": ("channels:write.topic", "channels:manage"),
    "private": ("groups:write.topic", "groups:write"),
    "im": ("im:write.topic", "im:write"),
    "mpim": ("mpim:write.topic", "mpim:write"),
}
JOIN: ByKind = {"public": ("channels:join",)}
KICK: ByKind = {"public": ("channels:manage",), "private": ("groups:write",)}

USER: frozenset[Token] = frozenset({"user"})
APP: frozenset[Token] = frozenset({"app"})
NO_TOKEN: frozenset[Token] = frozenset({"none", "bot", "user"})
