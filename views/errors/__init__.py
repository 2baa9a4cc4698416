"""The words for every refusal: what was not understood, and a line to paste back."""

import datetime as dt
import re

from domain import errors
from domain.errors import DomainError
from domain.goal_errors import ClosedMeanwhile, GoalLoop, TreeTooDeep
from domain.rhythm_errors import CannotHelp
from views import blocks
from views.blocks import Block, Message
from views.errors.fields import field_name
from views.errors.sayings import SAYINGS
from views.goals.closing import SCORE, field_of_goal
from views.words import Words

__all__ = ["SAYINGS", "field_name", "refusal", "sentence"]

KEPT_MAX = 8000
"""Characters of a typed line that are shown to paste back; Slack sends half as many."""
# What stands before the first id of a change: "/task ", "@Drumbeat goal ".
_BEFORE_IDS = re.compile(r"[^\d]*?(?=(?<!\S)[tg]\d)", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}(?::\d\d)?\s*[ap]m\b|\d{1,2}:\d\d", re.IGNORECASE)
_LINE = re.compile(r".*?(?=\n| -- |$)")
_LEADING = re.compile(r"(?:by|due|on|until)\s+", re.IGNORECASE)


def refusal(error: DomainError, words: Words, *, typed: str = "") -> Message:
    """A kind answer to what cannot be done; `typed` is the whole line, kept for pasting back."""
    text = sentence(error, words)
    kept = _to_paste(error, typed) if text.endswith(":") else []
    if not kept:
        text = f"{text[:-1]}." if text.endswith(":") else text
    shown: list[Block] = [blocks.section(blocks.plain(blocks.cut(text, 3000)))]
    shown += [blocks.to_copy(blocks.cut(line, KEPT_MAX)) for line in kept]
    fallback = "\n".join([text, *kept])
    return Message(blocks.escape(blocks.cut(fallback, 3500)), shown)


def _to_paste(error: DomainError, typed: str) -> list[str]:
    """Lines that can be sent as they are: the ones suggested, else the typed one, put right."""
    if isinstance(error, errors.LeftoverWords):
        before = _BEFORE_IDS.match(typed)
        return [f"{before.group() if before else ''}{line}" for line in error.suggestions]
    if isinstance(error, errors.PastDate | errors.NoSuchDate) and error.suggestion is not None:
        typed = _with_date(typed, error.text, error.suggestion)
    return [typed] if typed.strip() else []


def _with_date(typed: str, phrase: str, date: dt.date) -> str:
    """The line with another date in place of the phrase; a time of day and a "by" stay."""
    line = _LINE.match(typed)
    end = line.end() if line else len(typed)
    before, found, after = typed[:end].rpartition(phrase)
    if not phrase or not found:
        return typed
    leading, clock = _LEADING.match(phrase), _CLOCK.search(phrase)
    told = [date.isoformat(), *([clock.group()] if clock else [])]
    return f"{before}{leading.group() if leading else ''}{' '.join(told)}{after}{typed[end:]}"


def sentence(error: DomainError, words: Words) -> str:
    """The sentences for an error: what is wrong, and what to do next."""
    for kind in type(error).__mro__:
        if kind in SAYINGS:
            return SAYINGS[kind](error, words)
    raise KeyError(type(error))


def broken(reference: str, words: Words) -> Message:
    """Something that nobody foresaw; the reference is in the log."""
    text = words.say(
        "Something broke, and nothing was saved. Please try once more; if it happens again, give "
        "your Drumbeat admin this reference: {reference}",
        reference=reference,
    )
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])


def not_installed(words: Words) -> Message:
    """The workspace is not (or no longer) one that this Drumbeat serves."""
    text = words.say(
        "Drumbeat is not connected to this workspace, so nothing was saved. Please ask your "
        "Drumbeat admin to install it again and to restart it."
    )
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])


def form_expired(words: Words) -> Message:
    """Slack would not open the form any more: it allows three seconds."""
    text = words.say("The form could not open in time. Please try once more.")
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])


def field_of(error: DomainError) -> str:
    """The block id of the form's field that an error is about, "" if none in particular."""
    if isinstance(error, errors.BadInput):
        return error.field
    if isinstance(error, errors.PastDate) and error.date == error.suggestion:
        return "due_time"
    if isinstance(error, errors.PastDate | errors.NoSuchDate):
        return "due_date"
    if isinstance(error, ClosedMeanwhile):
        return field_of_goal(SCORE, error.number)
    if isinstance(error, GoalLoop | TreeTooDeep):
        return "parent"
    if isinstance(error, CannotHelp):
        return "people"
    return "owner" if isinstance(error, errors.PersonCannotOwn | errors.PersonUnknown) else ""
