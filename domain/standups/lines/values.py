"""What a `/standup` line can want, as frozen values. Nothing is read or executed here.

`standup` is the name of one standup as typed; None = the one of the channel, or all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.dates.values import Clock, When
from domain.people import ChannelRef, PersonRef
from domain.recurrence.values import Recurrence
from domain.standups.values import Zones
from domain.verbs import DidYouMean, Help, Undo

PREVIEW_DAYS = 14
PREVIEW_MAX = 92
HISTORY_DAYS = 14
HISTORY_MAX = 366


@dataclass(frozen=True, slots=True)
class AwayPhrase:
    """Days as they were said. No `first` = from today; no `last` = that day, or that period.

    `days` are working days and `weeks` whole ones, counted from the first; `back` is the day on
    which the person is there again.
    """

    first: When | None = None
    last: When | None = None
    back: When | None = None
    days: int | None = None
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The form that is owed; `words` are already typed (Slack's raw text)."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class AnswerAhead:
    """The form of the next time, before it is asked."""

    standup: str | None = None


@dataclass(frozen=True, slots=True)
class EditAnswer:
    """The last answer once more."""

    standup: str | None = None


@dataclass(frozen=True, slots=True)
class SkipToday:
    """No answer this time."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class AwayForm:
    """The form in which one says to be away."""


@dataclass(frozen=True, slots=True)
class GoAway:
    """Away on these days; `cover` stands in."""

    days: AwayPhrase
    cover: PersonRef | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ComeBack:
    """There again, whatever Slack's status says."""


@dataclass(frozen=True, slots=True)
class NewForm:
    """The empty form of a new standup."""


@dataclass(frozen=True, slots=True)
class NewStandup:
    """A new standup as typed; what is None was not said. `reminder` in minutes, 0 = none."""

    name: str
    days: Recurrence | None = None
    prompt: Clock | None = None
    close: Clock | None = None
    zones: Zones | None = None
    questions: tuple[str, ...] = ()
    reminder: int | None = None
    mood: bool = False
    name_missing: bool = False
    optional: tuple[PersonRef, ...] = ()
    observers: tuple[PersonRef, ...] = ()
    team: ChannelRef | None = None


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """The form of a standup that exists."""

    standup: str | None = None


@dataclass(frozen=True, slots=True)
class ListStandups:
    """The standups of the channel, or of the writer."""


@dataclass(frozen=True, slots=True)
class ShowStatus:
    """Who has answered so far, and when it closes."""

    standup: str | None = None


@dataclass(frozen=True, slots=True)
class ShowPeople:
    """Who takes part, in which part, who is away."""

    standup: str | None = None


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """Answers of the last days; without people those of all."""

    people: tuple[PersonRef, ...] = ()
    days: int = HISTORY_DAYS
    standup: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """No rounds until that day; None = until somebody resumes it."""

    until: When | None = None
    standup: str | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Rounds again."""

    standup: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would be asked when, for so many days."""

    days: int = PREVIEW_DAYS
    standup: str | None = None


@dataclass(frozen=True, slots=True)
class CloseNow:
    """Close the round and post its summary now."""

    standup: str | None = None


@dataclass(frozen=True, slots=True)
class RunNow:
    """Ask everyone now; the round is today's, so it is not asked again at its time."""

    standup: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Take part."""

    standup: str | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Take part no more."""

    standup: str | None = None


@dataclass(frozen=True, slots=True)
class ListBlockers:
    """What is in the way."""


@dataclass(frozen=True, slots=True)
class ShowBlocker:
    """One blocker."""

    number: int


@dataclass(frozen=True, slots=True)
class TagBlockers:
    """Ask these people for help."""

    numbers: tuple[int, ...]
    people: tuple[PersonRef, ...]


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Seen and taken."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UpdateBlockers:
    """News about them."""

    numbers: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Resolve:
    """Nothing is in the way any more."""

    numbers: tuple[int, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReopenBlockers:
    """In the way again."""

    numbers: tuple[int, ...]
    words: str = ""


StandupIntent = (
    Answer
    | AnswerAhead
    | EditAnswer
    | SkipToday
    | AwayForm
    | GoAway
    | ComeBack
    | NewForm
    | NewStandup
    | ChangeForm
    | ListStandups
    | ShowStatus
    | ShowPeople
    | ShowHistory
    | Pause
    | Resume
    | Preview
    | CloseNow
    | RunNow
    | Join
    | Leave
    | ListBlockers
    | ShowBlocker
    | TagBlockers
    | Acknowledge
    | UpdateBlockers
    | Resolve
    | ReopenBlockers
    | Undo
    | Help
    | DidYouMean
)
