"""Who and what a name in text may stand for, told by whoever knows the workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

RANGES = ("here", "channel", "everyone")


def _nothing(_name: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class ChannelName:
    """A conversation as a mention shows it; `name` is "" where Slack hides it (private)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Names:
    """Look-ups by the lower-cased name without its sign; each gives None for a stranger.

    `user` takes handles, display names and real names and gives a user id; `group` takes a user
    group's handle and gives its id; `channel` takes a name or an id; `known_id` says whether a
    user or group id exists; `label` gives for an id what people read: `@ben`, `#ops`, `@devs`.
    """

    user: Callable[[str], str | None] = _nothing
    channel: Callable[[str], ChannelName | None] = _nothing
    group: Callable[[str], str | None] = _nothing
    known_id: Callable[[str], bool] = bool
    label: Callable[[str], str | None] = _nothing


NOBODY = Names()
