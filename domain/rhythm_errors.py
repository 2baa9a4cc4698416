"""Every reason why standups, blockers and absences refuse something, one class each, data only.

No sentences here (they live in views) and no user text in `str()`: that ends in logs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from domain.errors import BadInput, DomainError, NotAllowed, PersonCannotOwn

# --- what was typed -----------------------------------------------------------------------------


class StandupUnreadable(BadInput):
    """`words` of a `new` line are neither a name, days, times nor questions."""

    def __init__(self, words: str, text: str = "") -> None:
        super().__init__("standup", "unreadable", text)
        self.words = words


class StandupNameRefused(BadInput):
    """The name cannot be kept: `reason` is missing, long (more than `limit`) or taken."""

    def __init__(self, reason: str, limit: int, text: str = "") -> None:
        super().__init__("name", reason, text)
        self.limit = limit


class QuestionsRefused(BadInput):
    """The questions cannot be kept: `reason` is missing, many, long, empty or twice.

    `count` is what there is, `limit` what fits.
    """

    def __init__(self, reason: str, count: int, limit: int, text: str = "") -> None:
        super().__init__("questions", reason, text)
        self.count = count
        self.limit = limit


class StandupDaysRefused(BadInput):
    """The days are no rhythm: `reason` is from_completion (they would count from when the last
    one was answered) or unreadable."""

    def __init__(self, text: str = "", reason: str = "from_completion") -> None:
        super().__init__("days", reason, text)


class WindowRefused(BadInput):
    """The times cannot be kept: `reason` is same (asked and closed at once) or long.

    `limit` is the longest time for answers, in minutes.
    """

    def __init__(self, reason: str, limit: int, text: str = "") -> None:
        super().__init__("closes", reason, text)
        self.limit = limit


class ReminderRefused(BadInput):
    """The reminder is not between asking and closing: `minutes` before the close, of `window`."""

    def __init__(self, minutes: int, window: int, text: str = "") -> None:
        super().__init__("reminder", "outside", text)
        self.minutes = minutes
        self.window = window


class MoodOutOfRange(BadInput):
    """A mood is a whole number from 1 to 5."""

    def __init__(self, text: str = "") -> None:
        super().__init__("mood", "range", text)


class TooManyBlockers(BadInput):
    """One line names `count` blockers, more than `limit`."""

    def __init__(self, count: int, limit: int, text: str = "") -> None:
        super().__init__("ids", "too_many", text)
        self.count = count
        self.limit = limit


class TooManyTags(BadInput):
    """A blocker would ask `count` people for help, more than `limit`."""

    def __init__(self, count: int, limit: int, text: str = "") -> None:
        super().__init__("people", "too_many", text)
        self.count = count
        self.limit = limit


# --- standups and blockers ----------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class NoSuchStandup(DomainError):
    """No such standup here, or one that this person may not see; `candidates` are names."""

    name: str = ""
    candidates: tuple[str, ...] = ()
    text: str = ""


@dataclass(eq=False, repr=False)
class NothingOwed(DomainError):
    """No standup waits for this person now; `next_at` (UTC) is when the next one asks."""

    next_at: dt.datetime | None = None


@dataclass(eq=False, repr=False)
class NoSuchBlocker(DomainError):
    """No such blocker, or one that this person may not see: the two are not told apart."""

    number: int


@dataclass(eq=False, repr=False)
class BlockerNotAllowed(DomainError):
    """The person may see the blocker but not do `step` (a `blockers.Step` value) with it."""

    step: str
    number: int | None = None


@dataclass(eq=False, repr=False)
class NoSuchBlockerStep(DomainError):
    """The blocker in `state` cannot take `step` (a resolved one is reopened first)."""

    state: str
    step: str
    number: int | None = None


class CannotHelp(PersonCannotOwn):
    """`name` cannot be asked for help with a blocker: a group, a bot … or its author (`kind`)."""


@dataclass(eq=False, repr=False)
class RoundOver(DomainError):
    """The round of `day` closed longer ago than answers are taken."""

    day: dt.date


@dataclass(eq=False, repr=False)
class NotTakenBack(DomainError):
    """What `what` did (close or run a round) has been shown to others and stays."""

    what: str


class StandupNotAllowed(NotAllowed):
    """`action` is change (settings are the leads'), skip (an answer stands already) or others
    (what somebody else said of themselves)."""
