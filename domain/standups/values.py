"""What a standup says, as frozen values: questions, times, who takes which part."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from domain.dates.values import Clock
from domain.recurrence.values import Recurrence, Unit

NAME_MAX = 60
QUESTIONS_MAX = 10
QUESTION_MAX = 150
"""A form's label fits so much, with room for a sign."""
DAY_MINUTES = 24 * 60
OPEN_MAX = DAY_MINUTES - 30
"""Minutes from asking to closing at most: a round is over before the next one asks."""


class Zones(StrEnum):
    """Whose clock the times are on."""

    EACH_LOCAL = "each_local"
    TEAM = "team"


class Part(StrEnum):
    """How somebody takes part."""

    MANDATORY = "mandatory"
    OPTIONAL = "optional"
    """Asked, not counted as missing."""
    OBSERVER = "observer"
    """Reads the summary only."""


class QuestionKind(StrEnum):
    """What a question is about: the form and the summary treat each in its own way."""

    SINCE = "since"
    TODAY = "today"
    BLOCKERS = "blockers"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `text` empty = the usual words for its kind in the reader's language."""

    kind: QuestionKind
    text: str = ""


DEFAULT_QUESTIONS = (
    Question(QuestionKind.SINCE),
    Question(QuestionKind.TODAY),
    Question(QuestionKind.BLOCKERS),
)
DEFAULT_DAYS = Recurrence(Unit.WORKDAY)
DEFAULT_PROMPT = Clock(9, 30)
DEFAULT_CLOSE = Clock(11, 30)
DEFAULT_REMINDER = 30


@dataclass(frozen=True, slots=True)
class Standup:
    """A definition that holds together; `definition.plan_standup` makes one from what was typed.

    A close that is not after the prompt lies on the next date. `reminder` is in minutes before
    the close, 0 = none.
    """

    name: str
    days: Recurrence = DEFAULT_DAYS
    prompt: Clock = DEFAULT_PROMPT
    close: Clock = DEFAULT_CLOSE
    zones: Zones = Zones.EACH_LOCAL
    questions: tuple[Question, ...] = DEFAULT_QUESTIONS
    reminder: int = DEFAULT_REMINDER
    mood: bool = False
    name_missing: bool = False

    @property
    def closes_next_day(self) -> bool:
        """Tell whether the window crosses midnight."""
        return minutes_of(self.close) <= minutes_of(self.prompt)

    @property
    def open_for(self) -> dt.timedelta:
        """How long answers are awaited, by the clock on the wall."""
        return dt.timedelta(minutes=open_minutes(self.prompt, self.close))


def minutes_of(clock: Clock) -> int:
    """Return the minutes since midnight."""
    return clock.hour * 60 + clock.minute


def open_minutes(prompt: Clock, close: Clock) -> int:
    """Return the minutes from one wall time to the next time the other comes, 0 if the same."""
    return (minutes_of(close) - minutes_of(prompt)) % DAY_MINUTES
