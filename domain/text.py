"""Slack's raw text in: markup found first, entities decoded once, a folded twin for matching.

`Text.plain` keeps the characters typed; only `Text.folded` is normalised, position by position.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.people import ChannelRef, PersonKind, PersonRef


class MarkKind(StrEnum):
    """What a piece of Slack markup stands for."""

    PERSON = "person"
    CHANNEL = "channel"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of markup at `plain[start:end]`: whom, which channel or which address it means."""

    kind: MarkKind
    start: int
    end: int
    person: PersonRef | None = None
    channel: ChannelRef | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """`plain` is for people, `folded` (same length) for matching, `raw` for giving back."""

    raw: str
    plain: str
    folded: str
    marks: tuple[Mark, ...] = ()

    def since(self, start: int) -> Text:
        """Return the text from a position of `plain` on; `raw` stays the whole, to give back."""
        if start == 0:
            return self
        marks = tuple(
            replace(mark, start=mark.start - start, end=mark.end - start)
            for mark in self.marks
            if mark.start >= start
        )
        return Text(self.raw, self.plain[start:], self.folded[start:], marks)

    def upto(self, end: int) -> Text:
        """Return the text before a position of `plain`."""
        marks = tuple(mark for mark in self.marks if mark.end <= end)
        return Text(self.raw, self.plain[:end], self.folded[:end], marks)

    def behind(self, prefix: str) -> Text:
        """Return this text with plain words put before it; `raw` stays what was typed."""
        marks = tuple(
            replace(mark, start=mark.start + len(prefix), end=mark.end + len(prefix))
            for mark in self.marks
        )
        return Text(self.raw, prefix + self.plain, fold(prefix) + self.folded, marks)


_MARKUP = re.compile(
    r"<(?:@(?P<user>[UWBA][A-Z0-9]+)"
    r"|\#(?P<channel>[CGD][A-Z0-9]+)"
    r"|!subteam\^(?P<group>S[A-Z0-9]+)"
    r"|!(?P<special>here|channel|everyone)"
    r"|!date\^(?P<date>[^|>\n]*)"
    r"|(?P<url>(?:https?|mailto|tel|slack|ftp):[^|>\n]*)"
    r")(?:\|(?P<label>[^>\n]*))?>"
)
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_DECODED = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}

_QUOTES = "\u201c\u201d\u201e\u201f\u300c\u300d\u300e\u300f\u00ab\u00bb\uff02"
_APOSTROPHES = "\u2018\u2019\u201a\u201b\uff07"
_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_FOLD: dict[int, str] = {
    **{full: chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)},
    **{ord(quote): '"' for quote in _QUOTES},
    **{ord(mark): "'" for mark in _APOSTROPHES},
    **{ord(space): " " for space in _SPACES},
    ord("\u2212"): "-",
}


def fold(text: str) -> str:
    """Return `text` for matching, of the same length: ASCII signs and digits, lower case."""
    folded = text if text.isascii() else text.translate(_FOLD)
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    # A few letters (İ) grow in lower case; positions matter more than they do.
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


def decode_entities(text: str) -> str:
    """Undo Slack's escaping, once."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda found: _DECODED[found.group()], text)


def escape_entities(text: str) -> str:
    """Escape the three characters that Slack would read as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def parse_slack_text(raw: str) -> Text:
    """Read text as Slack sends it, from a command, a message or a form."""
    if "<" not in raw:
        plain = decode_entities(raw)
        return Text(raw, plain, fold(plain))
    pieces: list[str] = []
    marks: list[Mark] = []
    position = length = 0
    for found in _MARKUP.finditer(raw):
        before = decode_entities(raw[position : found.start()])
        shown, mark = _read_markup(found, length + len(before))
        pieces += (before, shown)
        length += len(before) + len(shown)
        position = found.end()
        if mark is not None:
            marks.append(mark)
    pieces.append(decode_entities(raw[position:]))
    plain = "".join(pieces)
    return Text(raw, plain, fold(plain), tuple(marks))


def _read_markup(found: re.Match[str], start: int) -> tuple[str, Mark | None]:
    part = found.groupdict()
    label = decode_entities(part["label"] or "").strip()
    if part["date"] is not None:
        return label, None
    if part["url"] is not None:
        shown = _shown_link(decode_entities(part["url"]), label)
        return shown, Mark(MarkKind.LINK, start, start + len(shown), url=part["url"])
    if part["channel"] is not None:
        channel = ChannelRef(part["channel"], label.removeprefix("#") or None)
        shown = f"#{channel.name}" if channel.name else f"<#{channel.slack_id}>"
        return shown, Mark(MarkKind.CHANNEL, start, start + len(shown), channel=channel)
    person = _read_person(part, label.removeprefix("@") or None)
    shown = f"@{person.name}" if person.name else f"<@{person.slack_id}>"
    return shown, Mark(MarkKind.PERSON, start, start + len(shown), person=person)


def _read_person(part: Mapping[str, str | None], label: str | None) -> PersonRef:
    if part["special"] is not None:
        return PersonRef(name=part["special"], kind=PersonKind.SPECIAL)
    if part["group"] is not None:
        return PersonRef(part["group"], label, PersonKind.GROUP)
    user = part["user"] or ""
    kind = PersonKind.PERSON if user[0] in "UW" else PersonKind.BOT
    return PersonRef(user, label, kind)


def _shown_link(url: str, label: str) -> str:
    """Return what was typed: Slack links bare addresses by itself and labels them so."""
    bare = url.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in (url, bare):
        return bare
    if url.removeprefix("https://").removeprefix("http://").rstrip("/") == label.rstrip("/"):
        return label
    return f"{label} ({bare})"


def drop_bot_mention(raw: str, bot_id: str) -> str:
    """Return `raw` without the bot's own mention (and a colon or comma after it) at its start."""
    pattern = rf"\s*<@{re.escape(bot_id)}(?:\|[^>]*)?>[\s,:，：]*"
    found = re.match(pattern, raw)
    return raw[found.end() :] if found else raw


_LEFT_MENTION = re.compile(r"<@([UWBA][A-Z0-9]+)>|<#([CGD][A-Z0-9]+)>")


def readable(plain: str, names: Mapping[str, str]) -> str:
    """Return `plain` with the ids left in it (`<@U1>`, `<#C1>`) replaced by known names."""

    def name_of(found: re.Match[str]) -> str:
        sign = "@" if found.group(1) else "#"
        name = names.get(found.group(1) or found.group(2))
        return f"{sign}{name}" if name else found.group()

    return _LEFT_MENTION.sub(name_of, plain) if "<" in plain else plain


def is_cjk(char: str) -> bool:
    """Tell whether a character belongs to text that is written without spaces."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"
