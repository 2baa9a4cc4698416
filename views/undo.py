"""What an Undo brought back, whatever it was."""

import datetime as dt

from services.blockers.change import BlockerChanged
from services.goals.boards import BoardChanged
from services.goals.change import GoalChanged
from services.goals.pillars import PillarsChanged
from services.standups.taking_back import StandupTakenBack
from services.tasks.change import Changed
from services.undo import WITHDRAWN, Undone
from views import blocks
from views.blockers.facts import blocker_name
from views.blockers.replies import differences as blocker_differences
from views.blocks import Message
from views.goals.board import differences as board_differences
from views.goals.board import subject_name
from views.goals.facts import goal_code
from views.goals.pillars import differences as pillar_differences
from views.goals.replies import FiguresById
from views.goals.replies import differences as goal_differences
from views.standups.told import taken_back
from views.tasks.facts import number_of
from views.tasks.replies import differences as task_differences
from views.words import Words

MANY = 10
Named = Changed | GoalChanged | BlockerChanged | BoardChanged | PillarsChanged
"""What is told by its name and its fields."""


def undone(result: Undone, figures: FiguresById, words: Words, now: dt.datetime) -> Message:
    """A line for each thing that is as before."""
    lines = []
    for changed in result.changed[:MANY]:
        if isinstance(changed, StandupTakenBack):
            lines.append(taken_back(changed, words))
            continue
        name = _name(changed, words)
        if changed.verb == WITHDRAWN:
            lines.append(words.say("Withdrawn: {task}.", task=name))
        else:
            what = ", ".join(_differences(changed, figures, words, now))
            lines.append(words.say("Undone. {task} is as before: {what}.", task=name, what=what))
    text = "\n".join(lines)
    return Message(blocks.escape(text), [blocks.section(blocks.plain(blocks.cut(text, 3000)))])


def _name(changed: Named, words: Words) -> str:
    if isinstance(changed, BoardChanged):
        return words.say("SWOT {name}", name=subject_name(changed.shown.subject, words))
    if isinstance(changed, PillarsChanged):
        return words.say("Pillars of {team}", team=subject_name(changed.shown.subject, words))
    if isinstance(changed, BlockerChanged):
        return blocker_name(changed.facts.blocker)
    if isinstance(changed, GoalChanged):
        return f"{goal_code(changed.facts.goal)} {changed.facts.goal.title}"
    return f"{number_of(changed.facts.task)} {changed.facts.task.title}"


def _differences(changed: Named, figures: FiguresById, words: Words, now: dt.datetime) -> list[str]:
    if isinstance(changed, BoardChanged):
        return [board_differences(changed, words)]
    if isinstance(changed, PillarsChanged):
        return [pillar_differences(changed, words)]
    if isinstance(changed, BlockerChanged):
        return blocker_differences(changed, words)
    if isinstance(changed, GoalChanged):
        return goal_differences(changed, figures[changed.facts.goal.id or 0], words)
    return task_differences(changed, words, now)
