"""The history of a task: what its fields mean."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from domain.recurrence import from_json, render_recurrence
from services.past import Names, Past
from storage.tables import Activity
from storage.tasks import TaskFacts
from views import blocks, history
from views.blocks import Block, Message
from views.history import Telling
from views.tasks.facts import estimate_name, number_of, status_word
from views.words import Words

HIDDEN = {"closed_at", "due_until", "conversation_id", "visibility", "asked_at", "given_by_id"}
"""Fields that follow from others, or that mean nothing to people."""


def history_message(facts: TaskFacts, past: Past, words: Words) -> Message:
    """The latest of a task's history, with a button for everything."""
    head = f"{number_of(facts.task)} {facts.task.title}"
    shown: list[Block] = [
        blocks.line(blocks.bold(f"{number_of(facts.task)}  "), blocks.words(facts.task.title)),
        *history_blocks(past, words),
        blocks.actions(blocks.button(words.say("Details"), "task.details", str(facts.task.id))),
    ]
    return Message(blocks.escape(words.say("History of {task}", task=head)), shown)


def history_blocks(past: Past, words: Words) -> list[Block]:
    """A block for each line of history, newest first."""
    return history.history_blocks(past, _TELLING, words)


def _sentences(line: Activity, _names: Names, words: Words) -> list[str]:
    if line.verb != "decline":
        return []
    return [words.say("declined") + (f": {line.origin}" if line.origin else "")]


def _shown(changes: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """The fields that people know; a time of day speaks for its day."""
    found = {name: values for name, values in changes.items() if name not in HIDDEN}
    timed = changes.get("due_at")
    if timed and any(timed):
        day = found.pop("due_date", timed)
        found["due_at"] = [timed[0] or day[0], timed[1] or day[1]]
    else:
        found.pop("due_at", None)
    return found


def _due(value: str, _names: Names, words: Words) -> str:
    if "T" in value:
        return words.moment(dt.datetime.fromisoformat(value))
    return words.day(dt.date.fromisoformat(value))


_TELLING = Telling(
    values={
        "status": lambda value, _, words: status_word(value, words),
        "owner_id": history.person,
        "offered_to_id": history.person,
        "asked_date": _due,
        "watchers": history.people,
        "votes": lambda value, _, words: words.count("{n} vote", "{n} votes", len(value)),
        "due_date": _due,
        "due_at": _due,
        "labels": history.labels,
        "after": history.tasks,
        "goals": history.goals,
        "team_id": history.team,
        "priority": lambda value, _names, _words: f"P{value}",
        "estimate": lambda value, _, words: estimate_name(value, words),
        "recurrence": lambda value, _names, _words: render_recurrence(from_json(value)),
    },
    shown=_shown,
    sentences=_sentences,
)
