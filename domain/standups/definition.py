"""From what was typed to a standup that holds together, and which two ask the same."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from domain.dates.values import Clock
from domain.recurrence.values import Recurrence
from domain.rhythm_errors import (
    QuestionsRefused,
    ReminderRefused,
    StandupDaysRefused,
    StandupNameRefused,
    WindowRefused,
)
from domain.rhythms import starting
from domain.standups.values import (
    DEFAULT_CLOSE,
    DEFAULT_DAYS,
    DEFAULT_PROMPT,
    DEFAULT_QUESTIONS,
    DEFAULT_REMINDER,
    NAME_MAX,
    OPEN_MAX,
    QUESTION_MAX,
    QUESTIONS_MAX,
    Question,
    QuestionKind,
    Standup,
    Zones,
    open_minutes,
)
from domain.text import fold

_SAYS = (
    (
        QuestionKind.BLOCKERS,
        re.compile(
            r"block|stuck|in (?:the|your) way|obstacle|imped|hold(?:s|ing) you|need help"
            r"|阻|卡|障碍|困难|需要帮助"
        ),
    ),
    (
        QuestionKind.SINCE,
        re.compile(
            r"yesterday|last (?:time|week|friday|standup|workday)|since|did you (?:do|get|finish)"
            r"|have you done|accomplish|昨天|上次|上周|完成了|做了"
        ),
    ),
    (
        QuestionKind.TODAY,
        re.compile(
            r"today|this week|will you|plan|going to|next|focus|今天|今日|本周|计划|打算|接下来"
        ),
    ),
)


def question_of(text: str) -> Question:
    """Return a question as typed, with the kind that its words tell."""
    folded = fold(text)
    kind = next((kind for kind, says in _SAYS if says.search(folded)), QuestionKind.FREE)
    return Question(kind, " ".join(text.split()))


def plan_questions(texts: Sequence[str], *, text: str = "") -> tuple[Question, ...]:
    """Return the questions; none given = the usual three. Raises `QuestionsRefused`.

    Only the first of a kind is of that kind: two questions cannot both hold the plan.
    """
    if not texts:
        return DEFAULT_QUESTIONS
    kept = [" ".join(typed.split()) for typed in texts]
    longest = max(map(len, kept))
    if not all(kept):
        raise QuestionsRefused("empty", len(kept), QUESTIONS_MAX, text)
    if len(kept) > QUESTIONS_MAX:
        raise QuestionsRefused("many", len(kept), QUESTIONS_MAX, text)
    if longest > QUESTION_MAX:
        raise QuestionsRefused("long", longest, QUESTION_MAX, text)
    if len({fold(words) for words in kept}) < len(kept):
        raise QuestionsRefused("twice", len(kept), QUESTIONS_MAX, text)
    found: list[Question] = []
    for words in kept:
        question = question_of(words)
        if any(question.kind is other.kind for other in found):
            question = Question(QuestionKind.FREE, words)
        found.append(question)
    return tuple(found)


def plan_standup(
    name: str,
    *,
    today: dt.date,
    days: Recurrence | None = None,
    prompt: Clock | None = None,
    close: Clock | None = None,
    zones: Zones | None = None,
    questions: Sequence[str] = (),
    reminder: int | None = None,
    mood: bool = False,
    name_missing: bool = False,
    text: str = "",
) -> Standup:
    """Return the standup with the usual values for what was not said.

    A time said with the days ("every mon at 10:00") is the prompt. Without a close there are two
    hours to answer. `today` is where "every 2 weeks" begins to count. Raises the `BadInput` of
    the field that cannot be kept; `text` is all that was typed.
    """
    days = days or DEFAULT_DAYS
    if days.from_completion:
        raise StandupDaysRefused(text)
    prompt = prompt or days.at or DEFAULT_PROMPT
    close = close or (DEFAULT_CLOSE if prompt == DEFAULT_PROMPT else _two_hours_after(prompt))
    window = _checked_window(prompt, close, text)
    if reminder is None:
        reminder = DEFAULT_REMINDER if window > DEFAULT_REMINDER else 0
    if reminder and not 0 < reminder < window:
        raise ReminderRefused(reminder, window, text)
    return Standup(
        name=_checked_name(name, text),
        days=_without_time(starting(days, today)),
        prompt=prompt,
        close=close,
        zones=zones or Zones.EACH_LOCAL,
        questions=plan_questions(questions, text=text),
        reminder=reminder,
        mood=mood,
        name_missing=name_missing,
    )


def _checked_name(name: str, text: str) -> str:
    kept = " ".join(name.split())
    if not kept:
        raise StandupNameRefused("missing", NAME_MAX, text)
    if len(kept) > NAME_MAX:
        raise StandupNameRefused("long", NAME_MAX, text)
    return kept


def _checked_window(prompt: Clock, close: Clock, text: str) -> int:
    window = open_minutes(prompt, close)
    if window == 0:
        raise WindowRefused("same", OPEN_MAX, text)
    if window > OPEN_MAX:
        raise WindowRefused("long", OPEN_MAX, text)
    return window


def _two_hours_after(prompt: Clock) -> Clock:
    return Clock((prompt.hour + 2) % 24, prompt.minute)


def _without_time(days: Recurrence) -> Recurrence:
    return Recurrence(days.unit, days.every, days.on, start=days.start)


def ask_the_same(one: Standup, other: Standup) -> bool:
    """Tell whether one answer serves both: the same questions in the same order, mood alike."""
    return one.mood == other.mood and _asked(one.questions) == _asked(other.questions)


def _asked(questions: Iterable[Question]) -> list[tuple[str, str]]:
    # The usual words differ by language but are the same question.
    return [
        (question.kind.value if not question.text else "", " ".join(fold(question.text).split()))
        for question in questions
    ]
