"""The history of a task in words: who, when, from which door, old → new."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from domain.recurrence import from_json, render_recurrence
from services.tasks.details import Names, Past
from storage.tables import Activity
from storage.tasks import TaskFacts
from views import blocks
from views.blocks import Block, Message
from views.errors import field_name
from views.tasks.facts import estimate_name, number_of, person_name, status_word
from views.words import Words

VALUE_SHOWN = 120
HIDDEN = {"closed_at", "due_until", "conversation_id", "visibility", "asked_at", "given_by_id"}
"""Fields that follow from others, or that mean nothing to people."""

Tell = Callable[[Any, Names, Words], str]


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
    return [_line(line, past.names, words) for line in past.lines]


def _line(line: Activity, names: Names, words: Words) -> Block:
    head = " · ".join(
        [
            person_name(names.people.get(line.actor_id), words),
            words.moment(line.at),
            _door(line, words),
        ]
    )
    told = _what(line, names, words)
    return blocks.context(blocks.plain(blocks.cut(f"{head}\n" + "\n".join(told), 1900)))


def _what(line: Activity, names: Names, words: Words) -> list[str]:
    if line.verb == "add":
        return [words.say("added")]
    if line.verb == "withdrawn":
        return [words.say("withdrew it")]
    lines = [words.say("took a change back")] if line.undoes else []
    if line.verb == "decline":
        lines.append(words.say("declined") + (f": {line.origin}" if line.origin else ""))
    for field, (before, after) in _shown(line.changes).items():
        was, now = (_value(field, value, names, words) for value in (before, after))
        if field in {"title", "description"} and not line.undoes:
            was = blocks.cut(was, VALUE_SHOWN // 2)
        lines.append(f"{field_name(field, words)}: {was} → {now}")
    return lines or [words.say("changed")]


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


def _value(field: str, value: Any, names: Names, words: Words) -> str:
    if value in (None, "", []):
        return words.say("none")
    tell = _VALUES.get(field)
    return blocks.cut(tell(value, names, words) if tell else str(value), VALUE_SHOWN)


def _due(value: str, _names: Names, words: Words) -> str:
    if "T" in value:
        return words.moment(dt.datetime.fromisoformat(value))
    return words.day(dt.date.fromisoformat(value))


def _person(value: int, names: Names, words: Words) -> str:
    return person_name(names.people.get(value), words)


def _people(value: list[int], names: Names, words: Words) -> str:
    return ", ".join(_person(each, names, words) for each in value)


def _tasks(value: list[int], names: Names, words: Words) -> str:
    return ", ".join(_numbered("T", names.tasks.get(each), words) for each in value)


def _goals(value: list[int], names: Names, words: Words) -> str:
    return ", ".join(_numbered("G", names.goals.get(each), words) for each in value)


def _numbered(letter: str, number: int | None, words: Words) -> str:
    return words.say("a private item") if number is None else f"{letter}{number}"


def _team(value: int, names: Names, words: Words) -> str:
    name = names.teams.get(value)
    return f"#{name}" if name else words.say("a private channel")


_VALUES: Mapping[str, Tell] = {
    "status": lambda value, _, words: status_word(value, words),
    "owner_id": _person,
    "offered_to_id": _person,
    "asked_date": _due,
    "watchers": _people,
    "votes": lambda value, _, words: words.count("{n} vote", "{n} votes", len(value)),
    "due_date": _due,
    "due_at": _due,
    "labels": lambda value, _names, _words: " ".join(f"+{label}" for label in value),
    "after": _tasks,
    "goals": _goals,
    "team_id": _team,
    "priority": lambda value, _names, _words: f"P{value}",
    "estimate": lambda value, _, words: estimate_name(value, words),
    "recurrence": lambda value, _names, _words: render_recurrence(from_json(value)),
}


def _door(line: Activity, words: Words) -> str:
    doors = {
        "command": words.say("by command"),
        "button": words.say("by button"),
        "form": words.say("by form"),
        "shortcut": words.say("by shortcut"),
        "message": words.say("by message"),
        "reaction": words.say("by reaction"),
    }
    return doors.get(line.door, words.say("by Drumbeat"))
