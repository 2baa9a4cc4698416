"""What a `/meet` line can want, as frozen values. Nothing is read or executed here."""

from __future__ import annotations

from dataclasses import dataclass

from domain.dates.values import Clock, When
from domain.people import ChannelRef, PersonRef
from domain.recurrence import Recurrence
from domain.verbs import DidYouMean, Help, Undo


@dataclass(frozen=True, slots=True)
class ShowAgenda:
    """The agenda of the next meeting, or of the one that is on."""


@dataclass(frozen=True, slots=True)
class AddPoint:
    """A point for the next meeting; `words` empty = the form."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class FinishPoints:
    """These points (by their place on the agenda) are done with."""

    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DropPoints:
    """These points need no talk any more."""

    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decide:
    """Record a decision, as `decide:` in the thread does."""

    words: str


@dataclass(frozen=True, slots=True)
class Act:
    """Record an action; `raw` is read as a new task."""

    raw: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """Search what was decided; no words = the latest."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class StartMeeting:
    """Build the agenda now."""


@dataclass(frozen=True, slots=True)
class CloseMeeting:
    """Close it and post the summary."""


@dataclass(frozen=True, slots=True)
class SkipMeeting:
    """Leave the next one out, or all until a day."""

    until: When | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Facilitate:
    """Whose turn it is; a person = they take it this time."""

    person: PersonRef | None = None


@dataclass(frozen=True, slots=True)
class NewForm:
    """The empty form of a new meeting."""


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """The form with the meeting as it is."""


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A new meeting; None or empty = the habit: Mondays 10:00, agenda the evening before, 90 min.

    `facilitators` empty = everybody on the roster takes turns.
    """

    name: str = ""
    days: Recurrence | None = None
    at: Clock | None = None
    agenda: Clock | None = None
    minutes: int | None = None
    facilitators: tuple[PersonRef, ...] = ()
    team: ChannelRef | None = None


MeetIntent = (
    ShowAgenda
    | AddPoint
    | FinishPoints
    | DropPoints
    | Decide
    | Act
    | Decisions
    | StartMeeting
    | CloseMeeting
    | SkipMeeting
    | Facilitate
    | NewForm
    | ChangeForm
    | NewMeeting
    | Undo
    | Help
    | DidYouMean
)
