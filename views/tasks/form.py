"""The form behind `/task`: new, edit, or made from a message."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from domain.tasks import DESCRIPTION_MAX, TITLE_MAX
from storage.tables import Task
from views import blocks
from views.blocks import Block, Message
from views.forms import choice, field, initial
from views.opening import form_button
from views.words import Words

NEW, FROM_MESSAGE, EDIT = "task.new", "task.from_message", "task.edit"
FIELDS = ("title", "owner", "due_date", "due_time", "priority", "labels", "description")
"""The block ids of the form, in the order shown; errors are shown under the block of their id."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields when the form opens. `due_time` is HH:MM in the reader's zone."""

    title: str = ""
    description: str = ""
    owner: str = ""
    due_date: dt.date | None = None
    due_time: str = ""
    priority: int = 3
    labels: tuple[str, ...] = ()


def task_form(
    callback_id: str, filled: Filled, words: Words, *, memory: str = ""
) -> dict[str, Any]:
    """A modal; `memory` comes back with it unseen (at most 3,000 characters)."""
    titles = {NEW: words.say("New task"), FROM_MESSAGE: words.say("Make a task")}
    save = words.say("Save") if callback_id == EDIT else words.say("Add task")
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": blocks.plain(titles.get(callback_id, words.say("Edit task"))),
        "submit": blocks.plain(save),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": memory,
        "blocks": _inputs(filled, words),
    }


def new_task_button(words: Words) -> Message:
    """For those whom Slack lets open no form at once (a mention, a direct message)."""
    return form_button(
        words.say("Here is the form of a new task."), words.say("New task"), "task.form", "new"
    )


def edit_task_button(task: Task, words: Words) -> Message:
    """The same for the form of one task."""
    text = words.say("Here is the form of {task}.", task=f"T{task.number} {task.title}")
    return form_button(text, words.say("Edit"), EDIT, str(task.id))


def _inputs(filled: Filled, words: Words) -> list[Block]:
    title = {"max_length": TITLE_MAX, **initial("initial_value", filled.title)}
    about = {
        "multiline": True,
        "max_length": DESCRIPTION_MAX,
        **initial("initial_value", filled.description),
    }
    day = filled.due_date.isoformat() if filled.due_date else ""
    return [
        field("title", words.say("Title"), "plain_text_input", title, required=True),
        field(
            "owner",
            words.say("Owner"),
            "users_select",
            initial("initial_user", filled.owner),
            hint=words.say("Leave empty to keep it unassigned."),
        ),
        field("due_date", words.say("Due"), "datepicker", initial("initial_date", day)),
        field(
            "due_time",
            words.say("Time"),
            "timepicker",
            initial("initial_time", filled.due_time),
            hint=words.say("Your own time. Leave empty for the end of the day."),
        ),
        field("priority", words.say("Priority"), "static_select", _priorities(filled, words)),
        field(
            "labels",
            words.say("Labels"),
            "plain_text_input",
            initial("initial_value", " ".join(f"+{label}" for label in filled.labels)),
            hint=words.say("For example: +budget +launch"),
        ),
        field("description", words.say("Description"), "plain_text_input", about),
    ]


def _priorities(filled: Filled, words: Words) -> dict[str, Any]:
    names = [
        words.say("P1 · urgent"),
        words.say("P2 · high"),
        words.say("P3 · normal"),
        words.say("P4 · low"),
    ]
    options = [(name, str(rank)) for rank, name in enumerate(names, start=1)]
    return choice(options, str(filled.priority))
