"""One call of a Web API method: who calls, with what, and the checks that methods share."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.rules.methods import Method, missing_scope
from sandbox.state import App, Channel, Json, Message, Refused, User, Workspace
from sandbox.web_api.arguments import Arguments

if TYPE_CHECKING:
    from sandbox.server import Sandbox

TS = re.compile(r"\d{10}\.\d{6}")
USER_ID = re.compile(r"[UW][A-Z0-9]{2,}")


@dataclass
class Call:
    """A call that has passed the door: its token is good and its required arguments came."""

    sandbox: Sandbox
    method: Method
    args: Arguments
    token: str

    @property
    def ws(self) -> Workspace:
        """The workspace."""
        return self.sandbox.workspace

    @property
    def app(self) -> App:
        """The app that calls."""
        return self.sandbox.workspace.installed_app

    @property
    def bot(self) -> str:
        """The user id of the app's bot."""
        return self.app.bot_user_id

    def require_scope(self, scope: str) -> None:
        """Refuse with `missing_scope` unless the token has it."""
        if scope not in self.app.scopes:
            granted = ",".join(sorted(self.app.scopes))
            raise Refused("missing_scope", needed=scope, provided=granted)

    def require_kind(self, channel: Channel) -> None:
        """Refuse unless the token's scopes cover this kind of conversation."""
        answer = missing_scope(self.method, self.app.scopes, channel.kind)
        if answer is not None:
            raise Refused(**_as_refusal(answer))

    def channel_arg(self, name: str = "channel") -> Channel:
        """The conversation of an id that the bot can see; `channel_not_found` otherwise."""
        return self.seen_channel(self.args.text(name))

    def seen_channel(self, ref: str) -> Channel:
        """Like `channel_arg`, for an id at hand."""
        channel = self.ws.channels.get(ref)
        if channel is None or (channel.kind != "public" and self.bot not in channel.members):
            raise Refused("channel_not_found")
        return channel

    def user_arg(self, name: str = "user") -> User:
        """The user of an id; `user_not_found` otherwise."""
        user = self.ws.users.get(self.args.text(name))
        if user is None:
            raise Refused("user_not_found")
        return user

    def message_arg(self, channel: Channel, name: str, malformed: str) -> Message:
        """The message of a ts in `channel`; `malformed` is the refusal of something else."""
        ts = self.args.text(name)
        if not TS.fullmatch(ts):
            raise Refused(malformed)
        message = channel.messages.get(ts)
        if message is None or message.subtype == "tombstone":
            raise Refused("message_not_found")
        return message


Handler = Callable[[Call], Json | Awaitable[Json]]


def _as_refusal(answer: Json) -> Json:
    rest = {k: v for k, v in answer.items() if k not in {"ok", "error"}}
    return {"code": answer["error"], **rest}


def refuse(answer: Json | None) -> None:
    """Raise an answer of `sandbox.rules` as a refusal; None passes."""
    if answer is not None:
        raise Refused(**_as_refusal(answer))
