"""Names Slack takes for reactions, and the Unicode text the page shows for them.

The table is in `emoji_table`; a workspace's custom emoji are state, not rules.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping

from sandbox.rules import emoji_table

SKIN_TONES: Mapping[int, str] = {n: chr(0x1F3F9 + n) for n in range(2, 7)}
"""Slack counts tones from 2 (light) to 6 (dark)."""

_TONED = re.compile(r"(?P<base>.+?)::skin-tone-(?P<tone>[2-6])")
_VARIATION = "\N{VARIATION SELECTOR-16}"
_TABLES = (
    emoji_table.FACES,
    emoji_table.PEOPLE,
    emoji_table.SIGNS,
    emoji_table.NATURE,
    emoji_table.FOOD,
    emoji_table.THINGS,
)


@functools.cache
def takes_tone() -> frozenset[str]:
    """Canonical names that may carry a skin tone."""
    return frozenset(emoji_table.TAKES_TONE.split())


@functools.cache
def unicode_by_name() -> Mapping[str, str]:
    """Canonical name → Unicode text."""
    words = " ".join(_TABLES).split()
    return dict(zip(words[::2], words[1::2], strict=True))


@functools.cache
def name_by_unicode() -> Mapping[str, str]:
    """Unicode text → canonical name, also without the variation selector where it is optional."""
    names: dict[str, str] = {}
    for name, text in unicode_by_name().items():
        names[text] = name
        bare = text.replace(_VARIATION, "")
        # A bare © or digit is text, not an emoji, in what people type.
        if len(bare) > 1 or ord(bare[0]) >= 0x2300:
            names.setdefault(bare, name)
    return names


def canonical_name(name: str, custom: Collection[str] = ()) -> str | None:
    """The name under which Slack stores a reaction; None where it answers `invalid_name`.

    Aliases become the canonical name (`thumbsup` → `+1`), a skin tone is kept
    (`wave::skin-tone-3`) where the emoji has tones.
    """
    if name in custom:
        return name
    match = _TONED.fullmatch(name)
    base = match["base"] if match else name
    base = emoji_table.ALIASES.get(base, base)
    if base not in unicode_by_name() or (match and base not in takes_tone()):
        return None
    return f"{base}::skin-tone-{match['tone']}" if match else base


def to_unicode(name: str) -> str | None:
    """The text that draws an emoji, skin tone included; None for unknown and custom names."""
    known = canonical_name(name)
    if known is None:
        return None
    base, _, tone = known.partition("::skin-tone-")
    text = unicode_by_name()[base]
    return text.replace(_VARIATION, "") + SKIN_TONES[int(tone)] if tone else text
