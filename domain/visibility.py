"""How far a thing made in one place may be seen."""

from __future__ import annotations

from enum import StrEnum


class Visibility(StrEnum):
    """Who may see: every full member, the members of one conversation, or the people in it."""

    WORKSPACE = "workspace"
    CONVERSATION = "conversation"
    PERSONAL = "personal"


def visibility_in(kind: str, *, known: bool, bot_is_member: bool, is_shared: bool) -> Visibility:
    """Return how far something made in a conversation of this kind may be seen.

    What the bot cannot see it cannot check, so that stays with the people concerned. A channel
    that is shared with another company is a closed room too.
    """
    if kind == "im" or not known:
        return Visibility.PERSONAL
    if kind == "public":
        return Visibility.CONVERSATION if is_shared else Visibility.WORKSPACE
    return Visibility.CONVERSATION if bot_is_member else Visibility.PERSONAL
