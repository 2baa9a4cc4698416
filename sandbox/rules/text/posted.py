"""What the server does to text that an app posts, in `text` and inside blocks.

All functions give the same again when applied to their own result: apps send back what they got.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from sandbox.rules.text.emoji_names import name_emoji
from sandbox.rules.text.markup import TOKEN, auto_link, escape_bare
from sandbox.rules.text.names import NOBODY, RANGES, Names

Parse = Literal["none", "full"]
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_NAMED = re.compile(r"(?<![\w@#&/<|.])(?P<sign>[@#])(?P<name>[\w.-]*\w)")


def posted_text(
    text: str, names: Names = NOBODY, *, parse: Parse | None = None, link_names: bool = False
) -> str:
    """The `text` of a message as stored: escaped, addresses linked, emoji named.

    `parse="none"` leaves addresses alone; `"full"` takes angle brackets for text and links names
    too; `link_names` links `@group`, `@here` and `#channel`, but no person.
    """
    if parse == "full":
        return _outside_code(name_emoji(text), _linker(names, addresses=True, named=True))
    linker = _linker(names, addresses=parse != "none", named=link_names)
    return _outside_tokens(name_emoji(text), linker)


def mrkdwn_text(text: str, *, verbatim: bool = False) -> str:
    """The text of a mrkdwn object as stored; `verbatim` leaves addresses alone."""
    return posted_text(text, parse="none" if verbatim else None)


def plain_text(text: str, *, emoji: bool = True) -> str:
    """The text of a plain_text object as stored: escaped, emoji named unless switched off."""
    return escape_bare(name_emoji(text) if emoji else text)


def stored_blocks(value: Any) -> Any:
    """Copy blocks, elements or a whole view with every text object as Slack gives it back.

    Fills in `emoji: true` and `verbatim: false`; everything but text objects stays as sent.
    """
    if isinstance(value, list):
        return [stored_blocks(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "plain_text" and isinstance(value.get("text"), str):
        emoji = value.get("emoji", True) is not False
        return {**value, "text": plain_text(value["text"], emoji=emoji), "emoji": emoji}
    if value.get("type") == "mrkdwn" and isinstance(value.get("text"), str):
        verbatim = value.get("verbatim") is True
        stored = mrkdwn_text(value["text"], verbatim=verbatim)
        return {**value, "text": stored, "verbatim": verbatim}
    return {name: stored_blocks(inner) for name, inner in value.items()}


def _outside_tokens(text: str, change: Callable[[str], str]) -> str:
    done: list[str] = []
    at = 0
    for match in TOKEN.finditer(text):
        done += [_outside_code(text[at : match.start()], change), match[0]]
        at = match.end()
    return "".join([*done, _outside_code(text[at:], change)])


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    done: list[str] = []
    at = 0
    for match in _CODE.finditer(text):
        done += [change(text[at : match.start()]), escape_bare(match[0])]
        at = match.end()
    return "".join([*done, change(text[at:])])


def _linker(names: Names, *, addresses: bool, named: bool) -> Callable[[str], str]:
    def change(plain: str) -> str:
        escaped = escape_bare(plain)
        linked = auto_link(escaped) if addresses else escaped
        if not named:
            return linked
        return _outside_found(TOKEN, linked, lambda part: _NAMED.sub(_named(names), part))

    return change


def _outside_found(kept: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    done: list[str] = []
    at = 0
    for match in kept.finditer(text):
        done += [change(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*done, change(text[at:])])


def _named(names: Names) -> Callable[[re.Match[str]], str]:
    def token(match: re.Match[str]) -> str:
        name = match["name"].lower()
        if match["sign"] == "#":
            channel = names.channel(name)
            return f"<#{channel.id}|{channel.name}>" if channel else match[0]
        if name in RANGES:
            return f"<!{name}>"
        group = names.group(name)
        return f"<!subteam^{group}|@{name}>" if group else match[0]

    return token


def posted_arguments(args: Mapping[str, Any], names: Names = NOBODY) -> str:
    """`posted_text` for the arguments of chat.*: reads `text`, `parse`, `link_names`."""
    parse = args.get("parse")
    return posted_text(
        str(args.get("text") or ""),
        names,
        parse="full" if parse == "full" else "none" if parse == "none" else None,
        link_names=args.get("link_names") in (True, 1, "1", "true"),
    )
