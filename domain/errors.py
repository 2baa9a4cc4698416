"""Every reason why the product says no, one class each, carrying data only.

No sentences here (they live in views/errors) and no user text in `str()`: that ends in logs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


class DomainError(Exception):
    """Base of all refusals that a person can understand and act on."""

    def __str__(self) -> str:
        """Return the class name only: typed text must never reach a log."""
        return type(self).__name__

    __repr__ = __str__


@dataclass(eq=False, repr=False)
class BadInput(DomainError):
    """A field of the input cannot be used; `text` is everything typed, for pasting back.

    `kind` is what the input was about: a task or a goal.
    """

    field: str
    reason: str
    text: str = ""
    kind: str = "task"


@dataclass(eq=False, repr=False)
class FieldsRefused(DomainError):
    """Fields of a form cannot be used: `errors` has the reason for each, by its block id."""

    errors: Mapping[str, DomainError]


# --- what was typed -----------------------------------------------------------------------------


class TitleMissing(BadInput):
    """Everything typed was understood as tokens, so no title is left."""

    def __init__(self, text: str = "") -> None:
        super().__init__("title", "missing", text)


class TitleTooLong(BadInput):
    """The title has `length` characters, more than `limit`."""

    def __init__(self, length: int, text: str = "", limit: int = 200) -> None:
        super().__init__("title", "too_long", text)
        self.length = length
        self.limit = limit


class DescriptionTooLong(BadInput):
    """The description has `length` characters, more than `limit`."""

    def __init__(self, length: int, text: str = "", limit: int = 3000) -> None:
        super().__init__("description", "too_long", text)
        self.length = length
        self.limit = limit


class ReasonTooLong(BadInput):
    """The reason has `length` characters, more than `limit`."""

    def __init__(self, length: int, text: str = "", limit: int = 300) -> None:
        super().__init__("reason", "too_long", text)
        self.length = length
        self.limit = limit


class VerbUnclear(BadInput):
    """What follows a verb that is nobody's title was taken for the tokens of a new item."""

    def __init__(self, verb: str, text: str = "", kind: str = "task") -> None:
        super().__init__("verb", "unclear", text, kind)
        self.verb = verb


class LeftoverWords(BadInput):
    """A change has words that are no tokens; `suggestions` are whole lines to paste back."""

    def __init__(self, words: str, suggestions: tuple[str, ...], text: str = "") -> None:
        super().__init__("change", "leftover", text)
        self.words = words
        self.suggestions = suggestions


class NothingToChange(BadInput):
    """Ids were named, but nothing to do with them."""

    def __init__(self, numbers: tuple[int, ...], text: str = "") -> None:
        super().__init__("change", "nothing", text)
        self.numbers = numbers


class TooManyTasks(BadInput):
    """One line names `count` tasks, more than `limit`."""

    def __init__(self, count: int, limit: int, text: str = "") -> None:
        super().__init__("ids", "too_many", text)
        self.count = count
        self.limit = limit


# --- dates --------------------------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class PastDate(DomainError):
    """The phrase means a day or moment that is over; `suggestion` is the nearest one to come."""

    date: dt.date
    suggestion: dt.date | None = None
    text: str = ""


@dataclass(eq=False, repr=False)
class NoSuchDate(DomainError):
    """The phrase reads like a date that the calendar does not have (30 Feb, Fri on a Thursday)."""

    text: str
    suggestion: dt.date | None = None


# --- tasks --------------------------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class NoSuchTask(DomainError):
    """No such task, or one that this person may not see: the two are not told apart."""

    number: int


@dataclass(eq=False, repr=False)
class NoSuchKpi(DomainError):
    """No such KPI, or one that this person may not see."""

    number: int


@dataclass(eq=False, repr=False)
class WaitLoop(DomainError):
    """Task `number` cannot wait for `after`, which waits for it."""

    number: int
    after: int


@dataclass(eq=False, repr=False)
class NoPart(DomainError):
    """Task `number` cannot have another part; `why` is a `tasks.NoSub` value."""

    number: int
    why: str


@dataclass(eq=False, repr=False)
class NotAllowed(DomainError):
    """The person may see the task or goal (`kind`) but not do `action` with it."""

    action: str
    number: int | None = None
    kind: str = "task"


@dataclass(eq=False, repr=False)
class NoSuchStep(DomainError):
    """The task cannot go from status `before` to status `after`."""

    before: str
    after: str
    number: int | None = None


class AcceptFirst(NotAllowed):
    """The task is offered to this person, who has not taken it over yet."""


@dataclass(eq=False, repr=False)
class NoOffer(DomainError):
    """Nobody is waiting for this person's answer about the task, and nobody was."""

    number: int


@dataclass(eq=False, repr=False)
class OfferOver(DomainError):
    """The hand-over was settled before: `state` is a `hand_over.State` value, `by` who did it."""

    number: int
    state: str
    by: str


@dataclass(eq=False, repr=False)
class NotYourAnswer(DomainError):
    """The hand-over waits for `waits_for` (a person's name) to answer, not for this person."""

    number: int
    waits_for: str


@dataclass(eq=False, repr=False)
class NothingSuggested(DomainError):
    """No other date waits for an answer: it was settled or never suggested."""

    number: int


@dataclass(eq=False, repr=False)
class GiverGone(DomainError):
    """`name`, who handed the task over, left the workspace and cannot agree to another date."""

    number: int
    name: str


@dataclass(eq=False, repr=False)
class StaleChange(DomainError):
    """Somebody changed `fields` of a task or goal since the person opened the form."""

    number: int
    fields: tuple[str, ...]
    by: str | None = None
    kind: str = "task"


@dataclass(eq=False, repr=False)
class NothingToUndo(DomainError):
    """The person made no change that can still be taken back."""


@dataclass(eq=False, repr=False)
class UndoExpired(DomainError):
    """The change is older than the time in which it can be taken back."""

    hours: int = 24


@dataclass(eq=False, repr=False)
class UndoConflict(DomainError):
    """`fields` were changed afterwards, by `by` (a person's name), so nothing was taken back."""

    fields: tuple[str, ...]
    by: str | None = None
    number: int | None = None
    kind: str = "task"
    by_oneself: bool = False


@dataclass(eq=False, repr=False)
class TakenBackAlready(DomainError):
    """The change was taken back before."""


@dataclass(eq=False, repr=False)
class InTheWay(DomainError):
    """What came since stands in the way of an undo: `reason` is loop (`other` waits for, or lies
    under, `number` by now), deep (too many levels under `other`) or pillar (that is gone)."""

    reason: str
    kind: str
    number: int
    other: int = 0


# --- people and teams ---------------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class PersonUnknown(DomainError):
    """`name` matches nobody, or several: `candidates` are the names to choose from."""

    name: str
    candidates: tuple[str, ...] = ()
    text: str = ""


@dataclass(eq=False, repr=False)
class PersonCannotOwn(DomainError):
    """`name` is a group, @here, a bot, deactivated, or a guest elsewhere (`kind`)."""

    kind: str
    name: str
    candidates: tuple[str, ...] = ()
    text: str = ""


@dataclass(eq=False, repr=False)
class TeamUnknown(DomainError):
    """`name` is no channel that Drumbeat knows."""

    name: str
    candidates: tuple[str, ...] = ()
    text: str = ""


@dataclass(eq=False, repr=False)
class TeamNotAllowed(DomainError):
    """The conversation cannot be a team (`reason`: dm, group_dm, shared, not_member, archived)."""

    name: str
    reason: str
    text: str = ""


@dataclass(eq=False, repr=False)
class GuestCannot(DomainError):
    """Guests may not do `action` (add something, create a team, save settings)."""

    action: str


# --- the machine --------------------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class TooLate(DomainError):
    """The unit of work did not begin or end before its deadline: nothing was saved."""

    text: str = ""
