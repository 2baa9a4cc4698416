"""What a person types, as Slack's client turns it into markup: mentions, channels, links, escapes.

A token such as `<@U…>`, `<@ann>` or `<#launch>` stands for a choice from the client's
suggestions; when it names nobody it is plain text and gets escaped.
"""

from __future__ import annotations

import re

from sandbox.state import Channel, Workspace

_TOKEN = re.compile(
    r"<(?P<chosen>[@#!][^<>\s|]+)(?:\|[^<>]*)?>"
    r"|(?<![\w.@/])(?P<at>@)(?=[\w])"
    r"|(?<![\w&/#])#(?P<hash>[\w.-]+)"
    r"|(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"])"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)
_RANGES = ("here", "channel", "everyone")
EMOJI = {
    "✅": "white_check_mark",
    "☑️": "ballot_box_with_check",
    "❌": "x",
    "👀": "eyes",
    "🚧": "construction",
    "🚫": "no_entry_sign",
    "⛔": "no_entry",
    "👍": "+1",
    "👎": "-1",
    "📌": "pushpin",
    "📍": "round_pushpin",
    "🎉": "tada",
    "🔥": "fire",
    "🙏": "pray",
    "🙂": "slightly_smiling_face",
    "😀": "grinning",
    "😊": "blush",
    "😂": "joy",
    "😢": "cry",
    "🎯": "dart",
    "🚀": "rocket",
    "⏰": "alarm_clock",
    "📅": "date",
    "⚠️": "warning",
    "💡": "bulb",
    "❤️": "heart",
    "🌴": "palm_tree",
    "🤒": "face_with_thermometer",
    "🏖️": "beach_with_umbrella",
}
_EMOJI = re.compile("|".join(sorted(map(re.escape, EMOJI), key=len, reverse=True)))


def escape(text: str) -> str:
    """Slack's three entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Typist:
    """Turns typed text into markup, as seen by one person."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self._workspace = workspace
        self._user_id = user_id

    def message(self, typed: str) -> str:
        """The `text` of a message typed in a conversation."""
        with_names = _EMOJI.sub(lambda match: f":{EMOJI[match[0]]}:", typed)
        return self._convert(with_names)

    def command(self, typed: str, should_escape: bool) -> str:
        """The `text` of a slash command: untouched, or with ids where names were typed."""
        if should_escape:
            return self._convert(typed)
        return _TOKEN.sub(self._as_typed, typed)

    def _as_typed(self, match: re.Match[str]) -> str:
        """A chosen suggestion as its name, because the command does not ask for ids."""
        chosen = match["chosen"]
        if not chosen:
            return match[0]
        markup = self._chosen(chosen)
        if markup is None:
            return match[0]
        if markup.startswith("<@"):
            return "@" + self._workspace.users[markup[2:-1]].name
        if markup.startswith("<#"):
            return "#" + self._workspace.channels[markup[2:-1].partition("|")[0]].name
        return "@" + markup[1:-1].rpartition("@")[2].removeprefix("!")

    def _convert(self, typed: str) -> str:
        done: list[str] = []
        at = 0
        while match := _TOKEN.search(typed, at):
            markup, end = self._markup(match, typed)
            done.append(escape(typed[at : match.start()]))
            done.append(escape(match[0]) if markup is None else markup)
            at = end
        done.append(escape(typed[at:]))
        return "".join(done)

    def _markup(self, match: re.Match[str], typed: str) -> tuple[str | None, int]:
        if match["chosen"]:
            return self._chosen(match["chosen"]), match.end()
        if match["at"]:
            return self._mention(typed, match.end())
        if match["hash"]:
            return self._channel_named(match["hash"]), match.end()
        if match["url"]:
            return f"<{escape(match['url'])}>", match.end()
        mail = match["mail"]
        return f"<mailto:{mail}|{mail}>", match.end()

    def _chosen(self, chosen: str) -> str | None:
        sign, name = chosen[0], chosen[1:]
        if sign == "@":
            named = self._user_called(name)
            return named or self._user_id_markup(name)
        if sign == "#":
            channel = self._workspace.channels.get(name)
            return _channel_markup(channel) if channel else self._channel_named(name)
        if name in _RANGES:
            return f"<!{name}>"
        group = self._workspace.usergroups.get(name.removeprefix("subteam^"))
        return f"<!subteam^{group.id}|@{group.handle}>" if group else None

    def _user_id_markup(self, user_id: str) -> str | None:
        return f"<@{user_id}>" if user_id in self._workspace.users else None

    def _user_called(self, name: str) -> str | None:
        for user in self._workspace.users.values():
            if user.name == name.lower() and not user.deleted:
                return f"<@{user.id}>"
        return None

    def _mention(self, typed: str, start: int) -> tuple[str | None, int]:
        """The longest handle, display or real name, group or range that follows an `@`."""
        rest = typed[start:].lower()
        best, length = None, 0
        for name, markup in self._names():
            ends = len(name)
            if ends <= length or not rest.startswith(name):
                continue
            if ends < len(rest) and re.match(r"[\w-]", rest[ends]) and name.isascii():
                continue
            best, length = markup, ends
        return best, start + length

    def _names(self) -> list[tuple[str, str]]:
        names = [(kind, f"<!{kind}>") for kind in _RANGES]
        names += [
            (group.handle.lower(), f"<!subteam^{group.id}|@{group.handle}>")
            for group in self._workspace.usergroups.values()
            if not group.disabled_at
        ]
        names += [
            (name.lower(), f"<@{user.id}>")
            for user in self._workspace.users.values()
            for name in (user.name, user.display_name, user.real_name)
            if name and not user.deleted
        ]
        return names

    def _channel_named(self, name: str) -> str | None:
        for channel in self._workspace.visible_channels(self._user_id):
            if channel.kind != "im" and channel.name == name.lower():
                return _channel_markup(channel)
        return None


def _channel_markup(channel: Channel) -> str:
    label = channel.name if channel.kind == "public" else ""
    return f"<#{channel.id}|{label}>"
