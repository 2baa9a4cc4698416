"""What a person types in Slack's client: a message as `text` plus rich_text, a command as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.rules.text.inline import CHOSEN, Element, chosen_element, read_line, read_words
from sandbox.rules.text.markup import escape, link
from sandbox.rules.text.names import Names

_BULLET = re.compile(r"(?P<indent> *)[•*-] +(?P<text>.+)")
_NUMBER = re.compile(r"(?P<indent> *)\d{1,3}[.)] +(?P<text>.+)")
_QUOTE = re.compile(r"(?:>|&gt;) ?(?P<text>.*)")
_MARKS = (("bold", "*"), ("italic", "_"), ("strike", "~"), ("code", "`"))


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed message: `text` in Slack markup and the one rich_text block beside it."""

    text: str
    block: dict[str, Any]


def typed_message(typed: str, names: Names) -> Typed:
    """Read a message as typed; `@ann`, `#ops`, addresses, emoji, styles, lists and quotes count.

    `<@U…>`, `<@ann>` or `<#ops>` stand for a choice from the client's suggestions.
    """
    parts = list(_parts(typed, names))
    block = {"type": "rich_text", "elements": [part for part, _ in parts]}
    return Typed("\n".join(text for _, text in parts), block)


def command_text(typed: str, names: Names, *, should_escape: bool) -> str:
    """The `text` of a slash command.

    With `should_escape` names and addresses become tokens and `& < >` entities; without it the
    line stays as typed, choices from the suggestions shown by name. Styles and Unicode emoji are
    left alone in both.
    """
    if not should_escape:
        return CHOSEN.sub(lambda match: _label(match, names), typed)
    return "\n".join(
        "".join(_token(element, names) for element in read_words(line, names))
        for line in typed.split("\n")
    )


def group_token(group_id: str, names: Names) -> str:
    """The token of a user group, with its handle where known."""
    label = names.label(group_id)
    return f"<!subteam^{group_id}|{label}>" if label else f"<!subteam^{group_id}>"


def _label(match: re.Match[str], names: Names) -> str:
    element = chosen_element(match[1], match[2], names) or {}
    ids = (element.get(key) for key in ("user_id", "channel_id", "usergroup_id"))
    known = next((names.label(one) for one in ids if one), None)
    if known is None and element.get("type") == "broadcast":
        return f"@{element['range']}"
    return known or match[0]


def _parts(typed: str, names: Names) -> Iterator[tuple[Element, str]]:
    pieces = re.split(r"```\n?(.*?)\n?```\n?", typed, flags=re.DOTALL)
    for index, piece in enumerate(pieces):
        if index % 2:
            yield (
                {
                    "type": "rich_text_preformatted",
                    "elements": [{"type": "text", "text": piece or " "}],
                    "border": 0,
                },
                f"```{escape(piece)}```",
            )
        elif piece or len(pieces) == 1:
            yield from _plain_parts(
                piece.removesuffix("\n") if index + 1 < len(pieces) else piece, names
            )


def _plain_parts(piece: str, names: Names) -> Iterator[tuple[Element, str]]:
    group: list[tuple[str, str]] = []
    for line in piece.split("\n"):
        kind, rest = _kind_of(line)
        if group and group[-1][0] != kind:
            yield _made(group, names)
            group = []
        group.append((kind, rest))
    yield _made(group, names)


def _kind_of(line: str) -> tuple[str, str]:
    for kind, pattern in (("quote", _QUOTE), ("bullet", _BULLET), ("ordered", _NUMBER)):
        if match := pattern.fullmatch(line):
            return kind, match["text"]
    return "section", line


def _made(group: list[tuple[str, str]], names: Names) -> tuple[Element, str]:
    kind = group[0][0]
    lines = [read_line(text, names) for _, text in group]
    texts = [_marked(line, names) for line in lines]
    if kind == "section":
        return {"type": "rich_text_section", "elements": _with_breaks(lines)}, "\n".join(texts)
    if kind == "quote":
        shown = "\n".join(f"&gt; {text}" for text in texts)
        return {"type": "rich_text_quote", "elements": _with_breaks(lines)}, shown
    sections = [{"type": "rich_text_section", "elements": line} for line in lines]
    block = {"type": "rich_text_list", "style": kind, "indent": 0, "elements": sections}
    marks = ["•" if kind == "bullet" else f"{n}." for n in range(1, len(texts) + 1)]
    return block | {"border": 0}, "\n".join(
        f"{mark} {text}" for mark, text in zip(marks, texts, strict=True)
    )


def _with_breaks(lines: list[list[Element]]) -> list[Element]:
    done: list[Element] = []
    for index, line in enumerate(lines):
        fresh = [*([{"type": "text", "text": "\n"}] if index else []), *line]
        for element in fresh:
            plain = element["type"] == "text" and "style" not in element
            if plain and done and done[-1]["type"] == "text" and "style" not in done[-1]:
                done[-1] = {"type": "text", "text": done[-1]["text"] + element["text"]}
            else:
                done.append(element)
    return done


def _marked(line: list[Element], names: Names) -> str:
    """A line in Slack markup; a style that goes on over several elements is marked once."""
    done: list[str] = []
    open_marks: list[str] = []
    for element in [*line, {"type": "text", "text": ""}]:
        style = element.get("style", {})
        wanted = [mark for name, mark in _MARKS if style.get(name)]
        while open_marks and open_marks != wanted[: len(open_marks)]:
            done.append(open_marks.pop())
        done += wanted[len(open_marks) :]
        open_marks = wanted
        done.append(_token(element, names))
    return "".join(done)


def _token(element: Element, names: Names) -> str:
    kind = element["type"]
    if kind == "user":
        return f"<@{element['user_id']}>"
    if kind == "channel":
        channel = names.channel(element["channel_id"])
        return f"<#{element['channel_id']}|{channel.name if channel else ''}>"
    if kind == "usergroup":
        return group_token(element["usergroup_id"], names)
    if kind == "broadcast":
        return f"<!{element['range']}>"
    if kind == "emoji":
        return f":{element['name']}:"
    if kind == "link":
        return link(escape(element["url"]), escape(element.get("text", "")))
    return escape(element["text"])
