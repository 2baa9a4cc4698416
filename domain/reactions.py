"""What an emoji on a task's message means."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Meaning(StrEnum):
    """What somebody says with an emoji."""

    DONE = "done"
    TAKE = "take"


EMOJI = MappingProxyType(
    {
        "white_check_mark": Meaning.DONE,
        "heavy_check_mark": Meaning.DONE,
        "ballot_box_with_check": Meaning.DONE,
        "eyes": Meaning.TAKE,
    }
)


def meaning_of(emoji: str) -> Meaning | None:
    """Return the meaning of Slack's emoji name, whatever its skin tone."""
    return EMOJI.get(emoji.partition("::")[0])
