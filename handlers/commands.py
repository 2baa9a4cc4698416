"""The command table: dispatch, help, did-you-mean, manifest and reference are read from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from handlers.answers import Answer
from handlers.goals import lines as goal_lines
from handlers.ops import lines as ops_lines
from handlers.requests import Request
from handlers.standups import lines as standup_lines
from handlers.tasks import lines as task_lines
from services.scene import Scene
from views.commands import GOAL, OPS, STANDUP, TASK, CommandWords

Run = Callable[[Session, Scene, Request, Any], Answer]


@dataclass(frozen=True, slots=True)
class Command:
    """`parse` reads the text after the command into an intent (raising BadInput), `run` carries
    it out; intents for which `only_reads` is true need no writing transaction."""

    name: str
    words: CommandWords
    parse: Callable[[str], Any]
    run: Run
    only_reads: Callable[[Any], bool]

    @property
    def summary(self) -> str:
        """One line for Slack's list of commands."""
        return self.words.summary

    @property
    def usage(self) -> str:
        """An example of what to type after it."""
        return self.words.usage


COMMANDS: Mapping[str, Command] = {
    "task": Command("task", TASK, task_lines.parse, task_lines.run, task_lines.only_reads),
    "standup": Command(
        "standup", STANDUP, standup_lines.parse, standup_lines.run, standup_lines.only_reads
    ),
    "goal": Command("goal", GOAL, goal_lines.parse, goal_lines.run, goal_lines.only_reads),
    "ops": Command("ops", OPS, ops_lines.parse, ops_lines.run, ops_lines.only_reads),
}
