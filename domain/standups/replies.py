"""A reply in the thread, told apart into answers to the questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.standups.definition import question_of
from domain.standups.values import Question, QuestionKind
from domain.text import fold

_HEADING = re.compile(
    r"\s*[*_]{0,2}(?P<words>[^:：*_\n]{2,60}?)[*_]{0,2}\s*[:：][*_]{0,2}\s*(?P<rest>.*)"
)
_NUMBER = re.compile(r"\s*\(?(?P<number>\d{1,2})[.)、:：]\s*(?P<rest>.+)")


def split_reply(text: str, questions: Sequence[Question]) -> list[str]:
    """Return a text per question. Lines under a heading ("Today: …") or a number that counts the
    questions go to that one; what names none is the answer to the first question."""
    lines = text.strip().splitlines()
    found = _by_number(lines, questions) or _by_heading(lines, questions)
    return found or [text.strip(), *[""] * (len(questions) - 1)]


def _by_number(lines: Sequence[str], questions: Sequence[Question]) -> list[str] | None:
    """Read "1. … 2. … 3. …" if exactly as many numbers are there as questions, in order."""
    starts = [(at, match) for at, line in enumerate(lines) if (match := _NUMBER.match(line))]
    numbers = [int(match["number"]) for _, match in starts]
    if len(questions) < 2 or numbers != list(range(1, len(questions) + 1)) or starts[0][0] > 0:
        return None
    ends = [at for at, _ in starts[1:]] + [len(lines)]
    return [
        "\n".join([match["rest"], *lines[at + 1 : end]]).strip()
        for (at, match), end in zip(starts, ends, strict=True)
    ]


def _by_heading(lines: Sequence[str], questions: Sequence[Question]) -> list[str] | None:
    parts: list[list[str]] = [[] for _ in questions]
    place, known = 0, False
    for line in lines:
        match = _HEADING.fullmatch(line)
        meant = _asked(match["words"], questions) if match else None
        if match is None or meant is None:
            parts[place].append(line)
            continue
        place, known = meant, True
        if match["rest"]:
            parts[place].append(match["rest"])
    return ["\n".join(part).strip() for part in parts] if known else None


def _asked(words: str, questions: Sequence[Question]) -> int | None:
    """Return the place of the question that a heading names, by its words or by its kind."""
    named = fold(words).strip(" ?？")
    for place, question in enumerate(questions):
        if question.text and fold(question.text).strip(" ?？") == named:
            return place
    if len(named.split()) > 4:
        return None
    kind = question_of(words).kind
    if kind is QuestionKind.FREE:
        return None
    return next((place for place, each in enumerate(questions) if each.kind is kind), None)
