"""The question before many tasks change, and what a line with filters did."""

from collections.abc import Sequence

from storage.tables import Task
from views import blocks
from views.blocks import Block, Message
from views.tasks.facts import number_of
from views.words import Words

CONFIRM = "task.bulk"
CANCEL = "task.bulk_cancel"
NAMED = 8
VALUE_MAX = 2000


def bulk_question(tasks: Sequence[Task], words: Words, *, line: str, shown: str) -> Message:
    """Asks before a line changes that many tasks; the button carries the line as Slack wrote it,
    `shown` is how people read it."""
    text = words.count("Change {n} task?", "Change {n} tasks?", len(tasks))
    names = "\n".join(f"{number_of(task)} {blocks.cut(task.title, 100)}" for task in tasks[:NAMED])
    rest = len(tasks) - NAMED
    if rest > 0:
        names += "\n" + words.count("and {n} more", "and {n} more", rest)
    rows: list[Block] = [
        blocks.section(blocks.plain(text)),
        blocks.to_copy(blocks.cut(shown, 3000)),
        blocks.section(blocks.plain(names)),
    ]
    if len(line) <= VALUE_MAX:
        yes = words.count("Change {n} task", "Change {n} tasks", len(tasks))
        rows.append(
            blocks.actions(
                blocks.button(yes, CONFIRM, line, style="primary"),
                blocks.button(words.say("Leave them"), CANCEL, "no"),
            )
        )
    else:
        split = words.say("The line is too long to keep. Name five tasks at a time, please.")
        rows.append(blocks.section(blocks.plain(split)))
    return Message(blocks.escape(f"{text}\n{names}"), rows)


def left_alone(words: Words) -> Message:
    """The answer was no."""
    return _said(words.say("Nothing changed."))


def nothing_chosen(others: int, words: Words) -> Message:
    """No task that the person may change fits."""
    text = words.say("No task fits, so nothing changed. See what there is with /task list")
    return _said(_with_others(text, others, words))


def too_many(limit: int, words: Words) -> Message:
    """More tasks fit than one line changes."""
    return _said(
        words.say("More than {limit} tasks fit, so nothing changed. Narrow it down.", limit=limit)
    )


def with_others(told: Message, others: int, words: Words) -> Message:
    """The reply, and how many tasks were left because somebody else has to change them."""
    if not others:
        return told
    text = _with_others("", others, words)
    hint = blocks.context(blocks.plain(text))
    return Message(f"{told.text}\n{text}", [*told.blocks, hint])


def _with_others(text: str, others: int, words: Words) -> str:
    if not others:
        return text
    left = words.count(
        "{n} task is not yours to change.", "{n} tasks are not yours to change.", others
    )
    return f"{text} {left}".strip()


def _said(text: str) -> Message:
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])
