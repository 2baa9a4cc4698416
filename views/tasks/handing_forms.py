"""The forms of a hand-over: why not, and which other date."""

from typing import Any

from domain.tasks import REASON_MAX
from storage.tables import Task
from views import blocks
from views.blocks import Block
from views.forms import field, initial
from views.tasks.facts import number_of
from views.tasks.handing import DECLINE, SUGGEST
from views.words import Words

REASON = "reason"


def decline_form(task: Task, words: Words) -> dict[str, Any]:
    """Asks why, which may stay empty."""
    element = {
        "max_length": REASON_MAX,
        "placeholder": blocks.plain(words.say("For example: no time before Friday")),
    }
    title, send = words.say("Decline"), words.say("Decline")
    asked = field(REASON, words.say("Why (if you like)"), "plain_text_input", element)
    return _form(DECLINE, task, words, title=title, send=send, fields=[asked])


def suggest_form(task: Task, words: Words) -> dict[str, Any]:
    """Asks for another date, and a time if it matters."""
    day = task.asked_date or task.due_date
    fields = [
        field(
            "due_date",
            words.say("Date"),
            "datepicker",
            initial("initial_date", day.isoformat() if day else ""),
            required=True,
        ),
        field(
            "due_time",
            words.say("Time"),
            "timepicker",
            {},
            hint=words.say("Your own time. Leave empty for the end of the day."),
        ),
    ]
    title, send = words.say("Another date"), words.say("Suggest")
    return _form(SUGGEST, task, words, title=title, send=send, fields=fields)


def _form(
    name: str, task: Task, words: Words, *, title: str, send: str, fields: list[Block]
) -> dict[str, Any]:
    about = blocks.cut(f"{number_of(task)} {task.title}", 3000)
    return {
        "type": "modal",
        "callback_id": name,
        "title": blocks.plain(title),
        "submit": blocks.plain(send),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": str(task.id),
        "blocks": [blocks.section(blocks.plain(about)), *fields],
    }
