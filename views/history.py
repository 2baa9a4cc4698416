"""History in words: who, when, from which door, old → new. What a field means says its owner."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.past import Names, Past
from storage.tables import Activity
from views import blocks
from views.blocks import Block
from views.errors import field_name
from views.tasks.facts import person_name
from views.words import Words

VALUE_SHOWN = 120
LONG = {"title", "description", "why"}
"""Texts that get half the room, so that old and new both show."""

Tell = Callable[[Any, Names, Words], str]


@dataclass(frozen=True, slots=True)
class Telling:
    """How the history of one kind of subject is told: its fields' values, which fields people
    know, and sentences that stand before them (None: the whole line is said so)."""

    values: Mapping[str, Tell]
    shown: Callable[[Mapping[str, list[Any]]], Mapping[str, list[Any]]]
    sentences: Callable[[Activity, Names, Words], list[str]]


def history_blocks(past: Past, telling: Telling, words: Words) -> list[Block]:
    """A block for each line of history, newest first."""
    return [_line(line, past.names, telling, words) for line in past.lines]


def paging(past: Past, key: int, older: str, newest: str, words: Words) -> list[Block]:
    """The way to the other pages; `older` and `newest` are the buttons' action ids."""
    buttons = []
    if past.older is not None:
        buttons.append(blocks.button(words.say("Show older"), older, f"{key} {past.older}"))
    if not past.newest:
        buttons.append(blocks.button(words.say("Show newest"), newest, str(key)))
    return [blocks.actions(*buttons)] if buttons else []


def heading(text: str) -> Block:
    """A small heading between the parts of a modal."""
    return blocks.context(blocks.mrkdwn(f"*{blocks.escape(text)}*"))


def _line(line: Activity, names: Names, telling: Telling, words: Words) -> Block:
    head = " · ".join(
        [
            person_name(names.people.get(line.actor_id), words),
            words.moment(line.at),
            _door(line, words),
        ]
    )
    told = _what(line, names, telling, words)
    return blocks.context(blocks.plain(blocks.cut(f"{head}\n" + "\n".join(told), 1900)))


def _what(line: Activity, names: Names, telling: Telling, words: Words) -> list[str]:
    if line.verb == "add":
        return [words.say("added")]
    if line.verb == "withdrawn":
        return [words.say("withdrew it")]
    lines = [words.say("took a change back")] if line.undoes else []
    lines += telling.sentences(line, names, words)
    for field, (before, after) in telling.shown(line.changes).items():
        was, now = (_value(field, value, names, telling, words) for value in (before, after))
        if field in LONG and not line.undoes:
            was = blocks.cut(was, VALUE_SHOWN // 2)
        lines.append(f"{field_name(field, words)}: {was} → {now}")
    return lines or [words.say("changed")]


def _value(field: str, value: Any, names: Names, telling: Telling, words: Words) -> str:
    if value in (None, "", []):
        return words.say("none")
    tell = telling.values.get(field)
    return blocks.cut(tell(value, names, words) if tell else str(value), VALUE_SHOWN)


def person(value: int, names: Names, words: Words) -> str:
    """Somebody by name."""
    return person_name(names.people.get(value), words)


def people(value: list[int], names: Names, words: Words) -> str:
    """Several people by name."""
    return ", ".join(person(each, names, words) for each in value)


def tasks(value: list[int], names: Names, words: Words) -> str:
    """Tasks by their ids."""
    return ", ".join(_numbered("T", names.tasks.get(each), words) for each in value)


def goals(value: list[int], names: Names, words: Words) -> str:
    """Goals by their ids."""
    return ", ".join(_numbered("G", names.goals.get(each), words) for each in value)


def _numbered(letter: str, number: int | None, words: Words) -> str:
    return words.say("a private item") if number is None else f"{letter}{number}"


def team(value: int, names: Names, words: Words) -> str:
    """A team by its channel."""
    name = names.teams.get(value)
    return f"#{name}" if name else words.say("a private channel")


def labels(value: list[str], _names: Names, _words: Words) -> str:
    """Labels as they are typed."""
    return " ".join(f"+{label}" for label in value)


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
