"""What is in the way of a task: the question, its form, and the reply."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from domain.tasks import REASON_MAX, Status
from services.tasks.change import Changed
from storage.tables import Task
from views import blocks
from views.blocks import Block, Element, Message
from views.tasks.facts import number_of
from views.tasks.replies import changed
from views.words import Words

WHY = "task.why"
"""The form's name, and the action of the button that opens it."""
REASON = "reason"
NAMED_MAX = 10


def blocked(
    results: Sequence[Changed], words: Words, now: dt.datetime, change_group: str
) -> Message:
    """Blocked tasks; where no reason is known, the reply asks for it."""
    told = changed(results, words, now, change_group)
    nameless = [
        result.facts.task
        for result in results
        if result.facts.task.status == Status.BLOCKED and not result.facts.task.reason
    ]
    if not nameless:
        return told
    question = words.count("What is in its way?", "What is in their way?", len(nameless))
    said, *rows = told.blocks
    buttons = [element for row in rows for element in row["elements"]]
    ask: list[Block] = [
        blocks.section(blocks.plain(question)),
        blocks.actions(_button(nameless, words), *buttons),
    ]
    return Message(f"{told.text}\n{question}", [said, *ask])


def why_question(task: Task, words: Words) -> Message:
    """Asks whoever blocked a task by an emoji, in a direct message."""
    text = words.say(
        "You marked {task} as blocked. What is in its way?",
        task=f"{number_of(task)} {task.title}",
    )
    shown = [blocks.section(blocks.plain(text)), blocks.actions(_button([task], words))]
    return Message(blocks.escape(text), shown)


def _button(tasks: Sequence[Task], words: Words) -> Element:
    value = " ".join(str(task.id) for task in tasks)
    return blocks.button(words.say("Say what"), WHY, value, style="primary")


def why_form(tasks: Sequence[Task], words: Words, *, memory: str) -> dict[str, Any]:
    """One field; `memory` comes back with it unseen."""
    element: Element = {
        "type": "plain_text_input",
        "action_id": REASON,
        "max_length": REASON_MAX,
        "placeholder": blocks.plain(words.say("For example: waiting for legal")),
    }
    reasons = {task.reason for task in tasks if task.status == Status.BLOCKED}
    known = reasons.pop() if len(reasons) == 1 else ""
    if known:
        element["initial_value"] = known
    names = ", ".join(f"{number_of(task)} {task.title}" for task in tasks[:NAMED_MAX])
    return {
        "type": "modal",
        "callback_id": WHY,
        "title": blocks.plain(words.say("Blocked")),
        "submit": blocks.plain(words.say("Save")),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": memory,
        "blocks": [
            blocks.section(blocks.plain(blocks.cut(names, 3000))),
            {
                "type": "input",
                "block_id": REASON,
                "label": blocks.plain(words.say("What is in the way?")),
                "element": element,
            },
        ],
    }
