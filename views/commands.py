"""What every command says of itself: the words of help, manifest and reference page."""

from dataclasses import dataclass


def noted(text: str) -> str:
    """Mark a sentence for the catalogues; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class CommandWords:
    """Summary and usage hint for Slack's own list, and (line to type, meaning) for help."""

    summary: str
    usage: str
    lines: tuple[tuple[str, str], ...]


TASK = CommandWords(
    summary=noted("Add a task in one line, or see and change your tasks"),
    usage="Send the agenda @ana fri 5pm p1 +budget",
    lines=(
        (
            "/task Send Q3 forecast @ana fri 5pm p1 +budget",
            noted("add a task; @ana owns it, +budget is a label"),
        ),
        ("/task", noted("my tasks: overdue, today, next 7 days")),
        ("/task list @ana | #ops | +budget", noted("the tasks of a person, channel or label")),
        ("/task list overdue | today | week", noted("my tasks by date")),
        ("/task list unassigned | done 7d", noted("tasks by state")),
        ("/task find venue", noted("search titles and descriptions")),
        ("/task T12", noted("see one task")),
        ("/task T12 mon @bo p2", noted("change it: date, owner, priority, labels")),
        ("/task done T12 T15-T18", noted("mark as done")),
        ("/task reopen T12", noted("open it again")),
        ("/task drop T12 duplicate", noted("give it up, with a reason")),
        ("/task snooze T12 mon", noted("put it off; without a date to the next working morning")),
        ("/task undo", noted("take back my last change")),
        ("/task help", noted("this list")),
    ),
)
