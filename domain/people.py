"""How a line names people and channels, before anyone looks up who that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PersonKind(StrEnum):
    """What the mention turned out to be by its form alone."""

    PERSON = "person"
    GROUP = "group"
    SPECIAL = "special"
    BOT = "bot"
    ME = "me"


@dataclass(frozen=True, slots=True)
class PersonRef:
    """`<@U1|ann>` has a `slack_id`, a literal `@ann` only a `name` (as typed, without the @).

    Kind `special` has the name here, channel or everyone; kind `me` is the writer.
    """

    slack_id: str | None = None
    name: str | None = None
    kind: PersonKind = PersonKind.PERSON

    def render(self) -> str:
        """Return the mention as it is written in a line (Slack's raw text)."""
        if self.kind is PersonKind.SPECIAL:
            return f"<!{self.name}>"
        if self.slack_id is None:
            return f"@{self.name}"
        label = f"|{self.name}" if self.name else ""
        if self.kind is PersonKind.GROUP:
            return f"<!subteam^{self.slack_id}{label}>"
        return f"<@{self.slack_id}{label}>"


@dataclass(frozen=True, slots=True)
class ChannelRef:
    """`<#C1|ops>` has a `slack_id` (the name may be empty), a literal `#ops` only a `name`."""

    slack_id: str | None = None
    name: str | None = None

    def render(self) -> str:
        """Return the channel as it is written in a line (Slack's raw text)."""
        if self.slack_id is None:
            return f"#{self.name}"
        return f"<#{self.slack_id}|{self.name or ''}>"
