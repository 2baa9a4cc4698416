"""What a `/task` line wants: verbs, ids, filters, or a new task. Nothing is executed here."""

from domain.task_lines.parse import VERBS, parse_task_line
from domain.task_lines.values import (
    Add,
    ChangeTask,
    DidYouMean,
    Drop,
    Filters,
    Find,
    Finish,
    Help,
    ListTasks,
    Mine,
    Reopen,
    ShowTask,
    Snooze,
    TaskIntent,
    Undo,
)

__all__ = [
    "VERBS",
    "Add",
    "ChangeTask",
    "DidYouMean",
    "Drop",
    "Filters",
    "Find",
    "Finish",
    "Help",
    "ListTasks",
    "Mine",
    "Reopen",
    "ShowTask",
    "Snooze",
    "TaskIntent",
    "Undo",
    "parse_task_line",
]
