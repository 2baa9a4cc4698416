"""What an emoji on a task's message means; a team may choose others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Meaning(StrEnum):
    """What somebody says with an emoji; MAKE_TASK goes for any message, VOTE for any card."""

    DONE = "done"
    TAKE = "take"
    BLOCK = "block"
    SNOOZE = "snooze"
    MAKE_TASK = "make_task"
    VOTE = "vote"


UNDONE_BY_REMOVAL = frozenset({Meaning.DONE, Meaning.TAKE, Meaning.BLOCK, Meaning.VOTE})
"""Taking such an emoji away takes back what it did; a snooze and a task made stay."""

EMOJI: Mapping[str, Meaning] = MappingProxyType(
    {
        "white_check_mark": Meaning.DONE,
        "heavy_check_mark": Meaning.DONE,
        "ballot_box_with_check": Meaning.DONE,
        "eyes": Meaning.TAKE,
        "construction": Meaning.BLOCK,
        "alarm_clock": Meaning.SNOOZE,
        "pushpin": Meaning.MAKE_TASK,
        "heavy_plus_sign": Meaning.VOTE,
    }
)
"""The emoji that mean something unless a team says otherwise."""

_MEANINGS = frozenset(meaning.value for meaning in Meaning)
OFF = "off"
"""What a team stores for a default emoji that means nothing to it."""

_ALIASES = MappingProxyType(
    {
        "thumbsup": "+1",
        "thumbsdown": "-1",
        "check": "heavy_check_mark",
        "timer": "timer_clock",
        "hand": "raised_hand",
    }
)
_SIGNS = MappingProxyType(
    {
        "\u2705": "white_check_mark",
        "\u2714": "heavy_check_mark",
        "\u2611": "ballot_box_with_check",
        "\U0001f440": "eyes",
        "\U0001f6a7": "construction",
        "\u23f0": "alarm_clock",
        "\U0001f4cc": "pushpin",
        "\u2795": "heavy_plus_sign",
        "\U0001f44d": "+1",
        "\U0001f44e": "-1",
    }
)
_NAME = re.compile(r"[\w+\-']{1,100}")
_TONE = re.compile(r"::?skin-tone-[2-6]")
_TONE_SIGNS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")


def parse_emoji(text: str) -> str | None:
    """Return Slack's name of an emoji typed as `:eyes:`, `eyes` or the sign itself, else None."""
    plain = _TONE_SIGNS.sub("", text.strip())
    if plain in _SIGNS:
        return _SIGNS[plain]
    name = _TONE.sub("", plain.lower()).strip(":")
    return _ALIASES.get(name, name) if _NAME.fullmatch(name) else None


def merge_meanings(own: Mapping[str, str]) -> Mapping[str, Meaning]:
    """Return what emoji mean in a team: its own choices over the defaults.

    `own` maps emoji names to values of `Meaning`, or to `OFF`; what is neither is left out, so
    that a value of a later version breaks nothing.
    """
    merged = dict(EMOJI)
    for emoji, meaning in own.items():
        name = parse_emoji(emoji)
        if name is None:
            continue
        if meaning in _MEANINGS:
            merged[name] = Meaning(meaning)
        elif meaning == OFF:
            merged.pop(name, None)
    return MappingProxyType(merged)


def meaning_of(emoji: str, meanings: Mapping[str, Meaning] = EMOJI) -> Meaning | None:
    """Return the meaning of an emoji name as events have it, whatever its skin tone."""
    name = _TONE.sub("", emoji).strip(":")
    return meanings.get(name) or meanings.get(_ALIASES.get(name, name))


def emoji_for(meaning: Meaning, meanings: Mapping[str, Meaning] = EMOJI) -> tuple[str, ...]:
    """Return the emoji that mean this, for the help and the settings form."""
    return tuple(name for name, found in meanings.items() if found is meaning)
