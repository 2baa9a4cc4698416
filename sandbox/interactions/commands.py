"""Slash commands: what may be typed where, the payload, and what the answer shows."""

from __future__ import annotations

from sandbox.delivery import NoAnswer, Parcel
from sandbox.interactions.context import Context
from sandbox.interactions.results import CommandResult, Impossible, failure_code
from sandbox.response_urls import has_content, refuse_here, show
from sandbox.rules.replies import refuse_reply
from sandbox.rules.text import command_text, escape
from sandbox.state import Channel, Json, User


class Commands:
    """Slash commands of one workspace."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def run(
        self, user: User, channel: Channel, line: str, thread_ts: str | None = None
    ) -> CommandResult:
        """Type `line` ("/task …") in a channel and wait for what the app answers."""
        name, typed = _split(line)
        if not name.startswith("/"):
            raise Impossible("not_a_command", f"{name!r} does not begin with a slash")
        if thread_ts is not None:
            text = f"{name} is not supported in threads. Sorry!"
            return CommandResult(ok=False, error="not_supported_in_threads", text=text)
        self._check_place(user, channel)
        known = self._known(name)
        if known is None:
            text = f'{name} is not a valid command. Messages that start with "/" are commands.'
            return CommandResult(ok=False, error="unknown_command", text=text)
        return await self._send(user, channel, known, typed)

    def _check_place(self, user: User, channel: Channel) -> None:
        if user.id not in channel.members:
            raise Impossible("not_in_channel", f"{user.name} is not in {channel.name}")
        if channel.is_archived:
            raise Impossible("is_archived", f"{channel.name} is archived")

    def _known(self, name: str) -> Json | None:
        app = self._context.workspace.installed_app
        if not app.installed:
            return None
        return next((c for c in app.commands if c.get("command") == name), None)

    async def _send(self, user: User, channel: Channel, known: Json, typed: str) -> CommandResult:
        context = self._context
        names = context.workspace.names(user.id)
        payload = context.payloads.command(
            user=user,
            channel=channel,
            command=known["command"],
            text=command_text(typed, names, should_escape=bool(known.get("should_escape"))),
            response_url=context.response_urls.issue(
                "commands", user_id=user.id, channel_id=channel.id
            ),
            trigger_id=context.triggers.issue(user.id, channel_id=channel.id),
        )
        try:
            answer = await context.delivery.request(Parcel("slash_commands", payload, True))
        except NoAnswer as silence:
            return _failed(known["command"], failure_code(silence))
        line = f"{known['command']} {typed}".strip()
        return self._show(user, channel, known["command"], line, answer.body)

    def _show(
        self, user: User, channel: Channel, command: str, line: str, body: Json | None
    ) -> CommandResult:
        workspace = self._context.workspace
        if not body:
            return CommandResult(ok=True)
        refused = refuse_reply(body) or refuse_here(body.get("blocks"), workspace)
        if refused is not None:
            return _failed(command, str(refused["error"]))
        if body.get("response_type") == "in_channel":
            workspace.post(channel.id, user=user.id, text=escape(line))
        if not has_content(body):
            return CommandResult(ok=True)
        message = show(workspace, channel.id, user.id, {**body, "thread_ts": None})
        return CommandResult(
            ok=True,
            text=message.text,
            blocks=list(message.blocks or []),
            message=workspace.message_json(message),
        )


def _split(line: str) -> tuple[str, str]:
    """The command and the rest, which may begin on a new line."""
    words = line.split(maxsplit=1)
    return (words[0] if words else "", words[1].strip() if len(words) > 1 else "")


def _failed(command: str, code: str) -> CommandResult:
    text = f'{command} failed with the error "{code}"'
    return CommandResult(ok=False, error=code, text=text)
