"""One line as a person types it, cut into rich_text elements: names, links, emoji, styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sandbox.rules.emoji import canonical_name
from sandbox.rules.text.emoji_names import name_emoji
from sandbox.rules.text.markup import ADDRESS
from sandbox.rules.text.names import RANGES, Names

Element = dict[str, Any]
_STYLES = {"*": "bold", "_": "italic", "~": "strike"}
_CODE = re.compile(r"`([^`\n]+)`")
_STYLED = re.compile(r"(?<![\w*_~`])([*_~])(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])")
CHOSEN = re.compile(r"<([@#!])([^<>\s|]+)(?:\|[^<>\n]*)?>")
_HASH = re.compile(r"(?<![\w&/#])#(?P<name>[\w.-]*\w)")
_AT = re.compile(r"(?<![\w.@/])@(?=\w)")
_EMOJI = re.compile(r":(?P<name>[a-z0-9_+'-]+(?:::skin-tone-[2-6])?):")
_NAME_MAX = 40


def read_line(line: str, names: Names) -> list[Element]:
    """The inline elements of one typed line; what names nobody stays text."""
    return _joined(_read(name_emoji(line), names, {}))


def read_words(line: str, names: Names) -> list[Element]:
    """The inline elements of a command line: names and addresses only, no styles."""
    return list(_words(line, names, {}))


def _read(text: str, names: Names, style: dict[str, bool]) -> Iterator[Element]:
    if match := _CODE.search(text):
        yield from _read(text[: match.start()], names, style)
        yield {"type": "text", "text": match[1], "style": {**style, "code": True}}
        yield from _read(text[match.end() :], names, style)
        return
    if (match := _STYLED.search(text)) and not _inside_address(text, match.start()):
        yield from _words(text[: match.start()], names, style)
        yield from _read(match[2], names, {**style, _STYLES[match[1]]: True})
        yield from _read(text[match.end() :], names, style)
        return
    yield from _words(text, names, style)


def _inside_address(text: str, at: int) -> bool:
    return any(match.start() < at < match.end() for match in ADDRESS.finditer(text))


def _words(text: str, names: Names, style: dict[str, bool]) -> Iterator[Element]:
    at = plain_from = 0
    while at < len(text):
        element, end = _at(text, at, names)
        if element is None:
            at = end
            continue
        if at > plain_from:
            yield _styled({"type": "text", "text": text[plain_from:at]}, style)
        yield _styled(element, style)
        at = plain_from = end
    if plain_from < len(text):
        yield _styled({"type": "text", "text": text[plain_from:]}, style)


def _styled(element: Element, style: dict[str, bool]) -> Element:
    return {**element, "style": style} if style else element


def _at(text: str, at: int, names: Names) -> tuple[Element | None, int]:
    """The element that begins at `at` and its end, or None and where to look next."""
    sign = text[at]
    if sign == "<" and (match := CHOSEN.match(text, at)):
        return chosen_element(match[1], match[2], names), match.end()
    if sign == "@" and _AT.match(text, at):
        return _mention(text, at + 1, names)
    if sign == "#" and (match := _HASH.match(text, at)):
        channel = names.channel(match["name"].lower())
        element = {"type": "channel", "channel_id": channel.id} if channel else None
        return element, match.end()
    if sign == ":" and (match := _EMOJI.match(text, at)) and canonical_name(match["name"]):
        return {"type": "emoji", "name": match["name"]}, match.end()
    if (match := ADDRESS.match(text, at)) and match.end() > at:
        return _address(match), match.end()
    return None, at + 1


def _address(match: re.Match[str]) -> Element:
    if match["url"]:
        return {"type": "link", "url": match["url"]}
    if match["mail"]:
        return {"type": "link", "url": f"mailto:{match['mail']}", "text": match["mail"]}
    return {"type": "link", "url": f"http://{match['domain']}", "text": match["domain"]}


def chosen_element(sign: str, name: str, names: Names) -> Element | None:
    """A choice from the client's suggestions, given by id or name."""
    if sign == "#":
        channel = names.channel(name) or names.channel(name.lower())
        return {"type": "channel", "channel_id": channel.id} if channel else None
    if sign == "!":
        group = name.removeprefix("subteam^")
        if name in RANGES:
            return {"type": "broadcast", "range": name}
        return {"type": "usergroup", "usergroup_id": group} if names.known_id(group) else None
    if re.fullmatch(r"[UW][A-Z0-9]{2,}", name) and names.known_id(name):
        return {"type": "user", "user_id": name}
    user = names.user(name.lower())
    return {"type": "user", "user_id": user} if user else None


def _mention(text: str, start: int, names: Names) -> tuple[Element | None, int]:
    """The longest name after an `@` that somebody has; CJK names need no space behind."""
    line_end = text.find("\n", start)
    longest = min(len(text) if line_end < 0 else line_end, start + _NAME_MAX)
    for end in range(longest, start, -1):
        if _cuts_word(text, end):
            continue
        name = text[start:end].lower()
        if name in RANGES:
            return {"type": "broadcast", "range": name}, end
        if user := names.user(name):
            return {"type": "user", "user_id": user}, end
        if group := names.group(name):
            return {"type": "usergroup", "usergroup_id": group}, end
    return None, start


def _cuts_word(text: str, end: int) -> bool:
    if end >= len(text):
        return False
    before, after = text[end - 1], text[end]
    return before.isascii() and after.isascii() and bool(re.match(r"\w-?\w", before + after))


def _joined(elements: Iterator[Element]) -> list[Element]:
    done: list[Element] = []
    for element in elements:
        last = done[-1] if done else None
        same = last and last["type"] == element["type"] == "text"
        if last is not None and same and last.get("style") == element.get("style"):
            done[-1] = {**last, "text": last["text"] + element["text"]}
        else:
            done.append(element)
    return done
